# SPDX-License-Identifier: GPL-3.0-or-later
"""Signed checkpoints of the journal: C2SP signed notes with origin, size and root.

Form: docs/formats/vault.md, "Tree and checkpoints"; C2SP signed-note and tlog-checkpoint.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from evidence_vault import errors
from evidence_vault.crypto.signing import SigningKey, verify_raw

_ED25519 = b"\x01"
_NAME = re.compile(r"(\d{10,})\.note")
_ORIGIN = re.compile(rb"evault/([0-9a-f]{32})\n")
LARGEST_NOTE = 4096


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a note says: the first ``size`` entries have this ``root``."""

    size: int
    root: bytes


def origin(vault_id: bytes) -> str:
    """The name under which a vault signs."""
    return f"evault/{vault_id.hex()}"


def note_text(vault_id: bytes, checkpoint: Checkpoint, key: SigningKey) -> str:
    """The signed note."""
    text = f"{origin(vault_id)}\n{checkpoint.size}\n{base64.b64encode(checkpoint.root).decode()}\n"
    signature = _key_id(vault_id, key.public_bytes) + key.sign(text.encode())
    return _signed(text.removesuffix("\n"), vault_id, signature).decode()


def parse_note(untrusted: bytes, vault_id: bytes, public_bytes: bytes) -> Checkpoint:
    """What a note of this vault says. Raises SignatureInvalid for anything but an intact note of this key."""
    try:
        text, _, signatures = untrusted.decode().partition("\n\n")
        name, size, root = text.split("\n")
        mark, signer, encoded = signatures.removesuffix("\n").split(" ")
        signature = base64.b64decode(encoded, validate=True)
        checkpoint = Checkpoint(int(size), base64.b64decode(root, validate=True))
    except (ValueError, binascii.Error) as error:
        raise errors.SignatureInvalid from error
    if (mark, signer, name) != ("—", origin(vault_id), origin(vault_id)):
        raise errors.SignatureInvalid
    if signature[:4] != _key_id(vault_id, public_bytes) or len(checkpoint.root) != 32 or str(checkpoint.size) != size:
        raise errors.SignatureInvalid
    verify_raw(public_bytes, signature[4:], f"{text}\n".encode())
    if untrusted != _signed(text, vault_id, signature):  # base64 has more than one spelling of the same bytes
        raise errors.SignatureInvalid
    return checkpoint


def vault_id_of_note(untrusted: bytes) -> bytes | None:
    """The vault that a note speaks of, its signature not looked at; None for anything but a note."""
    match = _ORIGIN.match(untrusted)
    return bytes.fromhex(match[1].decode()) if match else None


def note_name(size: int) -> str:
    """The file name of the checkpoint over ``size`` entries."""
    return f"{size:010d}.note"


def size_of_note_name(name: str) -> int | None:
    """The inverse of ``note_name``; None for another file's name."""
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else None


def newest_note(folder: Path) -> Path | None:
    """The note with the largest size by its name."""
    notes = [path for path in folder.iterdir() if size_of_note_name(path.name) is not None]
    return max(notes, key=lambda path: size_of_note_name(path.name) or 0, default=None)


def _signed(text: str, vault_id: bytes, signature: bytes) -> bytes:
    return f"{text}\n\n— {origin(vault_id)} {base64.b64encode(signature).decode()}\n".encode()


def _key_id(vault_id: bytes, public_bytes: bytes) -> bytes:
    return hashlib.sha256(origin(vault_id).encode() + b"\n" + _ED25519 + public_bytes).digest()[:4]
