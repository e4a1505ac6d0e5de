#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the originals out of an Evidence Vault without the program: Python 3.11 and ``cryptography`` are enough.

    python3 evidence_vault_rescue.py VAULT OUTPUT              asks for the passphrase
    python3 evidence_vault_rescue.py VAULT OUTPUT --recovery   asks for the recovery key
    … --secret-file FILE     reads it from a file        … --salvage   also writes what is left of damaged files

It changes nothing in the vault. Format: docs/formats/vault.md. This file uses no code of the program.
"""

import argparse
import base64
import binascii
import csv
import getpass
import hashlib
import hmac
import json
import os
import re
import struct
import sys
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

CHUNK, TAG, PREFIX = 16 * 1024, 16, 56
SEALED_CHUNK = CHUNK + TAG
BLOB_HEADER, BLOB_FOOTER = 64, 32
JOURNAL_HEADER = 36
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ENDINGS = (
    (b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"), (b"GIF8", "gif"), (b"%PDF", "pdf"), (b"PK\3\4", "zip"),
    (b"\x1f\x8b", "gz"), (b"ID3", "mp3"), (b"OggS", "ogg"), (b"SQLite format 3", "db"),
)  # fmt: skip
WORDS = {
    "passphrase": ("Passphrase: ", "口令："),
    "recovery": ("Recovery key: ", "恢复密钥："),
    "mistyped": ("There is a typing mistake in the recovery key.", "恢复密钥有输入错误。"),
    "closed": ("Neither key file opens with that.", "用它打不开密钥文件。"),
    "no-vault": ("This folder holds no key file of a vault.", "这个文件夹里没有保险库的密钥文件。"),
    "changed": (
        "Warning: the key file was changed by someone without the key.",
        "注意：密钥文件被没有密钥的人改动过。",
    ),
    "exists": ("The output folder must be new or empty.", "输出文件夹必须是新的或空的。"),
    "done": (
        "Written: {whole}. Damaged: {damaged}. Missing: {missing}.",
        "已写出：{whole}。损坏：{damaged}。缺失：{missing}。",
    ),
}  # fmt: skip


class Broken(Exception):
    """Bytes that do not open."""


def say(key: str, **facts: int) -> None:
    """Say one thing in both languages."""
    for text in WORDS[key]:
        print(text.format(**facts), file=sys.stderr)


def expand(key: bytes, information: bytes, length: int = 32) -> bytes:
    """HKDF-Expand-SHA-512."""
    return HKDFExpand(SHA512(), length, information).derive(key)


class Sealed:
    """A sealed stream at ``start`` of an open file; ``size`` sealed bytes, or as far as the file goes."""

    def __init__(self, file: BinaryIO, key: bytes, context: bytes, start: int, size: int) -> None:
        self._file, self._start = file, start
        file.seek(start)
        prefix = file.read(PREFIX)
        information = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0" + prefix[:24] + context
        derived = expand(key, information, 76)
        if len(prefix) < PREFIX or not hmac.compare_digest(derived[44:], prefix[24:]):
            raise Broken
        self._aead, self._nonce = AESGCM(derived[:32]), int.from_bytes(derived[32:44], "big")
        self.whole_chunks, self._rest = divmod(size - PREFIX, SEALED_CHUNK)

    def __iter__(self) -> Iterator[bytes | None]:
        """The chunks in order; None for one that does not open."""
        for number in range(self.whole_chunks + 1):
            self._file.seek(self._start + PREFIX + number * SEALED_CHUNK)
            sealed = self._file.read(self._rest if number == self.whole_chunks else SEALED_CHUNK)
            try:
                yield self._aead.decrypt((self._nonce ^ number).to_bytes(12, "big"), sealed, None)
            except (InvalidTag, ValueError):
                yield None


def open_small(data: bytes, key: bytes, context: bytes) -> bytes:
    """A sealed stream that fits in memory. Raises Broken."""
    import io

    chunks = list(Sealed(io.BytesIO(data), key, context, 0, len(data)))
    if any(chunk is None for chunk in chunks):
        raise Broken
    return b"".join(chunk for chunk in chunks if chunk is not None)


# --- the key header ------------------------------------------------------------------------------------------


@dataclass
class Keys:
    """What the master key gives."""

    vault_id: bytes
    master_key: bytes

    def of(self, purpose: str) -> bytes:
        """The key for one purpose."""
        return expand(self.master_key, f"evault/1/{purpose}/".encode() + self.vault_id)


def recovery_bytes(text: str) -> bytes:
    """The 16 bytes of a recovery key. Raises Broken for a typing mistake."""
    text = "".join(text.split()).upper().replace("-", "").translate(str.maketrans("OIL", "011"))
    if len(text) != 32 or set(text) - set(ALPHABET):
        raise Broken
    number = 0
    for character in text:
        number = number * 32 + ALPHABET.index(character)
    data = number.to_bytes(20, "big")
    if hashlib.sha256(b"evault/1/recovery-key/" + data[:16]).digest()[:4] != data[16:]:
        raise Broken
    return data[:16]


def open_keys(vault: Path, passphrase: str | None, recovery: bytes | None) -> Keys | None:
    """Try every slot of both copies, also of damaged ones: a slot that opens is genuine whatever the rest says."""
    for name in ("header.evh", "header-b.evh"):
        try:
            text = (vault / name).read_bytes()[:65_536]
        except OSError:
            continue
        found = re.search(rb"^vault-id: ([0-9a-f]{32})$", text, re.MULTILINE)
        for line in re.findall(rb"^slot: (.+)$", text, re.MULTILINE) if found else []:
            keys = _try_slot(line, bytes.fromhex(found[1].decode()), passphrase, recovery) if found else None
            if keys:
                _warn_if_changed(text, keys)
                return keys
    return None


def _try_slot(line: bytes, vault_id: bytes, passphrase: str | None, recovery: bytes | None) -> Keys | None:
    description, _, wrapped = line.rpartition(b" ")
    words = description.split(b" ")
    try:
        salt = base64.b64decode(words[-1], validate=True)
        if words[1] == b"passphrase" and passphrase is not None:
            key = _passphrase_key(passphrase, salt, *map(int, words[3:6]))
        elif words[1] == b"recovery" and recovery is not None:
            key = HKDF(SHA512(), 32, salt, b"evault/1/recovery-slot/" + vault_id).derive(recovery)
        else:
            return None
        context = b"evault/1/slot/" + vault_id + description
        return Keys(vault_id, open_small(base64.b64decode(wrapped, validate=True), key, context))
    except (Broken, ValueError, IndexError, TypeError, binascii.Error):
        return None


def _passphrase_key(passphrase: str, salt: bytes, memory: int, passes: int, lanes: int) -> bytes:
    if memory > 2 * 1024 * 1024 or passes > 20 or lanes > 16:
        raise Broken
    kdf = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory)
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode())


def _warn_if_changed(text: bytes, keys: Keys) -> None:
    body, _, sums = text.partition(b"sha256: ")
    whole = hashlib.sha256(body).hexdigest().encode() == sums[:64]
    if whole and hmac.digest(keys.of("header-mac"), body, "sha256").hex().encode() != sums[71:135]:
        say("changed")


# --- names, from the journal ---------------------------------------------------------------------------------


def names_by_content(vault: Path, keys: Keys) -> dict[str, str]:
    """Content id to the name a file was added under, as far as the journal can be read."""
    names: dict[str, str] = {}
    for path in sorted((vault / "journal").glob("*.evj")):
        for payload in _payloads(path.read_bytes(), keys):
            try:
                name = (
                    payload["item"]["name"]
                    if "item" in payload
                    else f"reading-{payload['records_sha256'][:8]}.jsonl.gz"
                )
                names.setdefault(payload["content"]["id"], str(name))
            except (KeyError, TypeError):
                continue
    return names


def _payloads(segment: bytes, keys: Keys) -> Iterator[dict[str, Any]]:
    if len(segment) < JOURNAL_HEADER or segment[:8] != b"EVJRNL1\0":
        return
    key, sequence, place = keys.of("journal"), int.from_bytes(segment[24:32], "big"), JOURNAL_HEADER
    while place + 8 <= len(segment):
        length = int.from_bytes(segment[place : place + 4], "big")
        sealed = segment[place + 4 : place + 4 + length]
        try:
            context = b"evault/1/journal/" + keys.vault_id + struct.pack(">Q", sequence)
            yield json.loads(open_small(sealed, key, context))["payload"] or {}
        except (Broken, ValueError):
            pass
        place, sequence = place + 8 + length, sequence + 1


# --- contents ------------------------------------------------------------------------------------------------


@dataclass
class Content:
    """One blob, as far as it can be read. ``size`` and ``sha256`` are None where the description is lost."""

    chunks: Sealed
    size: int | None = None
    sha256: str | None = None


@dataclass
class Outcome:
    """What became of one content."""

    status: str
    name: str = ""
    sha256: str = ""
    size: int = 0
    bad_ranges: list[tuple[int, int]] = field(default_factory=list)


def open_blob(file: BinaryIO, keys: Keys) -> Content:
    """Raises Broken when not even the header can be used."""
    size = os.fstat(file.fileno()).st_size
    header = file.read(BLOB_HEADER)
    if len(header) < BLOB_HEADER or header[8:24] != keys.vault_id:
        raise Broken
    key = expand(keys.of("blob-root"), b"evault/1/blob/" + header[24:40])
    file.seek(max(size - BLOB_FOOTER, 0))
    footer = file.read(BLOB_FOOTER)
    content_size, description = size - BLOB_HEADER, None
    if footer[24:] == b"EVBEND1\0" and zlib.crc32(footer[:20]) == int.from_bytes(footer[20:24], "big"):
        content_size = min(int.from_bytes(footer[:8], "big"), content_size)
        file.seek(BLOB_HEADER + content_size)
        description = _description(file.read(int.from_bytes(footer[8:12], "big")), key, header)
    content = Content(Sealed(file, key, b"evault/1/content/" + header, BLOB_HEADER, content_size))
    if description:
        content.size, content.sha256 = description
    return content


def _description(sealed: bytes, key: bytes, header: bytes) -> tuple[int, str] | None:
    try:
        fields = json.loads(open_small(sealed, key, b"evault/1/meta/" + header))
        return int(fields["size"]), str(fields["sha256"])
    except (Broken, ValueError, KeyError):
        return None


def write_content(content: Content, target: BinaryIO) -> Outcome:
    """Write what opens, zeros in place of what does not; ``status`` is whole only when the hash fits."""
    outcome = Outcome("damaged")
    digest, place = hashlib.sha256(), 0
    for chunk in content.chunks:
        plain = chunk if chunk is not None else bytes(CHUNK)
        if content.size is not None:
            plain = plain[: max(content.size - place, 0)]
        if chunk is None and plain:
            outcome.bad_ranges.append((place, place + len(plain)))
        target.write(plain)
        digest.update(plain)
        place += len(plain)
    outcome.size, outcome.sha256 = place, digest.hexdigest()
    if content.sha256 is not None and hmac.compare_digest(outcome.sha256, content.sha256) and not outcome.bad_ranges:
        outcome.status = "whole"
    return outcome


def rescue_one(path: Path, keys: Keys, folder: Path, name: str | None, *, salvage: bool) -> Outcome:
    """Write one content into ``folder``; a damaged one only with ``salvage``, with a map beside it."""
    temporary = folder / f"{path.stem}.part"
    try:
        with path.open("rb") as file, temporary.open("xb") as target:
            outcome = write_content(open_blob(file, keys), target)
    except (Broken, OSError):
        temporary.unlink(missing_ok=True)
        return Outcome("damaged")
    final = folder / file_name(path.stem, name, temporary)
    if outcome.status == "whole":
        temporary.rename(final)
    elif salvage and outcome.size > sum(end - start for start, end in outcome.bad_ranges):
        final = final.with_name(final.name + ".salvaged")
        temporary.rename(final)
        lines = [f"bytes {start} to {end} are lost (zeros stand there)\n" for start, end in outcome.bad_ranges]
        final.with_name(final.name + ".map.txt").write_text("".join(lines) or "the end or the description is lost\n")
    else:
        temporary.unlink()
        return outcome
    outcome.name = final.name
    return outcome


def file_name(content_id: str, untrusted_name: str | None, content: Path) -> str:
    """A name for any system: the beginning of the id, then the name the file was added under, or a guessed ending."""
    if untrusted_name is None:
        with content.open("rb") as file:
            head = file.read(16)
        ending = next((ending for magic, ending in ENDINGS if head.startswith(magic)), "bin")
        return f"{content_id}.{ending}"
    kept = "".join(c if c.isalnum() or c in "._- ()" else "_" for c in untrusted_name)
    while len(kept.encode()) > 150:
        kept = kept[1:]
    return f"{content_id[:8]}-{kept.strip('. ') or 'file'}"


def rescue(vault: Path, output: Path, keys: Keys, *, salvage: bool) -> dict[str, int]:
    """Write every content and the lists; how many were whole, damaged, missing."""
    folder = output / "originals"
    folder.mkdir(parents=True)
    names = names_by_content(vault, keys)
    blobs = {path.stem: path for path in sorted((vault / "blobs").glob("*/*.evb"))}
    counts = {"whole": 0, "damaged": 0, "missing": 0}
    with (
        (output / "sha256.txt").open("w", encoding="utf-8", newline="\n") as hashes,
        (output / "contents.csv").open("w", encoding="utf-8-sig", newline="") as table,
    ):
        rows = csv.writer(table)
        rows.writerow(["content_id", "status", "file", "size", "sha256"])
        for content_id in sorted(set(names) | set(blobs)):
            outcome = Outcome("missing")
            if content_id in blobs:
                outcome = rescue_one(blobs[content_id], keys, folder, names.get(content_id), salvage=salvage)
            counts[outcome.status] += 1
            rows.writerow([content_id, outcome.status, outcome.name, outcome.size, outcome.sha256])
            if outcome.status == "whole":
                hashes.write(f"{outcome.sha256}  originals/{outcome.name}\n")
    return counts


def main(arguments: list[str] | None = None) -> int:
    """0: everything is whole. 1: something is damaged or missing. 2: the vault could not be opened."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vault", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--recovery", action="store_true")
    parser.add_argument("--secret-file", type=Path)
    parser.add_argument("--salvage", action="store_true")
    options = parser.parse_args(arguments)
    if not any((options.vault / name).exists() for name in ("header.evh", "header-b.evh")):
        say("no-vault")
        return 2
    if options.output.exists() and (not options.output.is_dir() or any(options.output.iterdir())):
        say("exists")
        return 2
    keys = _ask(options)
    if keys is None:
        return 2
    counts = rescue(options.vault, options.output, keys, salvage=options.salvage)
    say("done", **counts)
    return 0 if counts["damaged"] == counts["missing"] == 0 else 1


def _ask(options: argparse.Namespace) -> Keys | None:
    if options.secret_file:
        secret = options.secret_file.read_text(encoding="utf-8-sig").removesuffix("\n").removesuffix("\r")
    else:
        secret = getpass.getpass(" / ".join(WORDS["recovery" if options.recovery else "passphrase"]))
    try:
        recovery = recovery_bytes(secret) if options.recovery else None
    except Broken:
        say("mistyped")
        return None
    keys = open_keys(options.vault, None if options.recovery else secret, recovery)
    if keys is None:
        say("closed")
    return keys


if __name__ == "__main__":
    sys.exit(main())
