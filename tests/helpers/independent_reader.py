# SPDX-License-Identifier: GPL-3.0-or-later
"""A small reader of the vault written from docs/formats/vault.md alone: it shares no code with the program.

Header, slots, blobs, journal and checkpoints; ``cryptography`` supplies AES-GCM, HKDF, Argon2id and Ed25519 only.
"""

import base64
import hashlib
import hmac
import json
import struct
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512, HashAlgorithm
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

HASH: type[HashAlgorithm] = SHA512


FEATURES = {"erased-contents"}


class Unreadable(Exception):
    """The bytes are not what the document says."""


@dataclass
class OpenVault:
    vault_id: bytes
    generation: int
    journal_size: int
    master_key: bytes

    def key(self, purpose: str, length: int = 32) -> bytes:
        return expand(self.master_key, f"evault/1/{purpose}/".encode() + self.vault_id, length)


def expand(key: bytes, information: bytes, length: int = 32) -> bytes:
    return HKDFExpand(HASH(), length, information).derive(key)


def open_sealed(key: bytes, context: bytes, sealed: bytes) -> bytes:
    if len(key) != 32 or len(sealed) < 56 + 16:
        raise Unreadable("length")
    salt, commitment, rest = sealed[:24], sealed[24:56], sealed[56:]
    derived = expand(key, b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0" + salt + context, 76)
    if derived[44:] != commitment:
        raise Unreadable("commitment")
    chunks = [rest[start : start + 16_400] for start in range(0, len(rest), 16_400)]
    if len(chunks[-1]) == 16_400:
        raise Unreadable("no short chunk at the end")
    plain = b""
    for number, chunk in enumerate(chunks):
        nonce = bytes(a ^ b for a, b in zip(derived[32:44], number.to_bytes(12), strict=True))
        try:
            plain += AESGCM(derived[:32]).decrypt(nonce, chunk, b"")
        except (InvalidTag, ValueError) as error:
            raise Unreadable(f"chunk {number}") from error
    return plain


def open_header(text: bytes, *, passphrase: str | None = None, recovery_key: str | None = None) -> OpenVault:
    body, mark, sums = text.partition(b"sha256: ")
    lines = body.decode("ascii").split("\n")
    if not mark or lines[0] != "evault-header/1" or lines[-1]:
        raise Unreadable("form")
    if sums[:64].decode() != hashlib.sha256(body).hexdigest() or sums[64:71] != b"\nhmac: ":
        raise Unreadable("sum")
    values = dict(line.split(": ", 1) for line in lines[1:7])
    if set(values["features-required"].split()) - FEATURES:
        raise Unreadable("made by a newer program")
    vault_id = bytes.fromhex(values["vault-id"])
    for line in lines[7:-1]:
        master_key = _try_slot(line.removeprefix("slot: "), vault_id, passphrase, recovery_key)
        if master_key is None:
            continue
        vault = OpenVault(vault_id, int(values["generation"]), int(values["journal-size"]), master_key)
        if hmac.digest(vault.key("header-mac"), body, "sha256").hex() + "\n" != sums[71:].decode():
            raise Unreadable("changed by someone")
        return vault
    raise Unreadable("no slot opens")


def _try_slot(line: str, vault_id: bytes, passphrase: str | None, recovery_key: str | None) -> bytes | None:
    description, wrapped = line.rsplit(" ", 1)
    words = description.split(" ")
    salt = base64.b64decode(words[-1])
    if words[1] == "passphrase" and passphrase is not None:
        memory, passes, lanes = map(int, words[3:6])
        if memory > 2 * 1024 * 1024 or passes > 20 or lanes > 16:
            raise Unreadable("limits")
        kdf = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory)
        key = kdf.derive(unicodedata.normalize("NFC", passphrase).encode())
    elif words[1] == "recovery" and recovery_key is not None:
        information = b"evault/1/recovery-slot/" + vault_id
        key = HKDF(SHA512(), 32, salt, information).derive(recovery_bytes(recovery_key))
    else:
        return None
    try:
        return open_sealed(key, b"evault/1/slot/" + vault_id + description.encode(), base64.b64decode(wrapped))
    except Unreadable:
        return None


def recovery_bytes(text: str) -> bytes:
    number = 0
    for character in text.replace("-", ""):
        number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(character)
    data = number.to_bytes(20)
    if hashlib.sha256(b"evault/1/recovery-key/" + data[:16]).digest()[:4] != data[16:]:
        raise Unreadable("mistyped")
    return data[:16]


def read_blob(path: Path, vault: OpenVault) -> bytes:
    data = path.read_bytes()
    if len(data) < 96:
        raise Unreadable("too short")
    header, footer = data[:64], data[-32:]
    magic, vault_id, key_id, flags, zero, check = struct.unpack(">8s16s16sQ12sI", header)
    if (magic, vault_id, flags, zero) != (b"EVBLOB1\0", vault.vault_id, 0, bytes(12)) or check != zlib.crc32(data[:60]):
        raise Unreadable("header")
    content_size, meta_size, zero, check, magic = struct.unpack(">QI8sI8s", footer)
    if (magic, zero) != (b"EVBEND1\0", bytes(8)) or check != zlib.crc32(footer[:20]) or meta_size > 4096:
        raise Unreadable("end")
    if 64 + content_size + meta_size + 32 != len(data):
        raise Unreadable("sizes")
    key = expand(vault.key("blob-root"), b"evault/1/blob/" + key_id)
    padded = open_sealed(key, b"evault/1/content/" + header, data[64 : 64 + content_size])
    meta = json.loads(open_sealed(key, b"evault/1/meta/" + header, data[64 + content_size : -32]))
    size = int.from_bytes(padded[-8:])
    if padded[-9:-8] != b"\1" or any(padded[size:-9]):
        raise Unreadable("padding")
    digest = hashlib.sha256(padded[:size])
    if meta != {"padded_size": len(padded), "sha256": digest.hexdigest(), "size": size}:
        raise Unreadable("description")
    name = base64.b32encode(hmac.digest(vault.key("content-id"), digest.digest(), "sha256"))[:32].decode().lower()
    if path.name != f"{name}.evb" or path.parent.name != name[0]:
        raise Unreadable("name")
    return padded[:size]


@dataclass
class Entry:
    """One entry of the journal. ``payload`` is None once erased."""

    envelope: dict[str, Any]
    payload: dict[str, Any] | None
    leaf: bytes


def read_journal(folder: Path, vault: OpenVault) -> list[Entry]:
    """Every entry in order, or Unreadable: a journal that ends in a torn write is not whole for this reader."""
    entries: list[Entry] = []
    paths = sorted(folder.glob("*.evj"))
    if [path.name for path in paths] != [f"{number:06d}.evj" for number in range(len(paths))] or not paths:
        raise Unreadable("segments")
    for path in paths:
        _read_segment(path.read_bytes(), vault, entries)
    erased = {seq for entry in entries for seq in _erased_by(entry)}
    for number, entry in enumerate(entries):
        if entry.payload is None and number not in erased:
            raise Unreadable("payload gone without a word")
    return entries


def _erased_by(entry: Entry) -> list[int]:
    if entry.payload is None:
        return []
    if entry.envelope["event"] == "payload-erased":
        return [entry.payload["seq"]]
    return list(entry.payload["entries"]) if entry.envelope["event"] == "content-erased" else []


def _read_segment(data: bytes, vault: OpenVault, entries: list[Entry]) -> None:
    if len(data) < 36 or data[:8] != b"EVJRNL1\0" or data[8:24] != vault.vault_id:
        raise Unreadable("segment header")
    first, check = struct.unpack(">QI", data[24:36])
    if check != zlib.crc32(data[:32]) or first != len(entries):
        raise Unreadable("segment header")
    place = 36
    while place < len(data):
        length = int.from_bytes(data[place : place + 4])
        end = place + 8 + length
        if end > len(data) or length > 8 << 20 or data[place : place + 4] != data[end - 4 : end]:
            raise Unreadable("record length")
        context = b"evault/1/journal/" + vault.vault_id + struct.pack(">Q", len(entries))
        entries.append(_entry(open_sealed(vault.key("journal"), context, data[place + 4 : end - 4]), entries))
        place = end


def _entry(data: bytes, before: list[Entry]) -> Entry:
    outer = json.loads(data)
    envelope, payload = json.loads(outer["envelope"]), outer["payload"]
    previous = before[-1].leaf.hex() if before else "0" * 64
    if envelope["v"] != 1 or envelope["seq"] != len(before) or envelope["prev"] != previous:
        raise Unreadable("chain")
    if (payload is None) != (outer["salt"] is None):
        raise Unreadable("half erased")
    if payload is not None:
        text = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digest = hashlib.sha256(bytes.fromhex(outer["salt"]) + text.encode()).hexdigest()
        if digest != envelope["commitment"]:
            raise Unreadable("commitment")
    return Entry(envelope, payload, hashlib.sha256(b"\0" + outer["envelope"].encode()).digest())


def tree_root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + tree_root(leaves[:split]) + tree_root(leaves[split:])).digest()


def check_note(note: bytes, vault: OpenVault, entries: list[Entry]) -> int:
    """The size of a checkpoint that is signed by the vault's key and fits the journal; else Unreadable."""
    text, _, signature_line = note.decode().partition("\n\n")
    name, size, root = text.split("\n")
    origin = f"evault/{vault.vault_id.hex()}"
    key = Ed25519PrivateKey.from_private_bytes(vault.key("signing"))
    public = key.public_key().public_bytes_raw()
    prefix = f"\u2014 {origin} "
    if name != origin or not signature_line.startswith(prefix) or not signature_line.endswith("\n"):
        raise Unreadable("note")
    signature = base64.b64decode(signature_line.removeprefix(prefix), validate=False)
    if signature[:4] != hashlib.sha256(origin.encode() + b"\n\x01" + public).digest()[:4]:
        raise Unreadable("another key")
    try:
        key.public_key().verify(signature[4:], f"{text}\n".encode())
    except InvalidSignature as error:
        raise Unreadable("signature") from error
    if int(size) > len(entries) or base64.b64decode(root) != tree_root([entry.leaf for entry in entries[: int(size)]]):
        raise Unreadable("another journal")
    return int(size)


def contents_named(entries: list[Entry]) -> set[str]:
    """The content ids that must have a blob."""
    named: set[str] = set()
    for entry in entries:
        payload = entry.payload or {}
        if entry.envelope["event"] in {"added", "derived", "read"} and payload:
            named.add(payload["content"]["id"])
        elif entry.envelope["event"] == "content-erased":
            named -= {content["id"] for content in payload["contents"]}
    return named
