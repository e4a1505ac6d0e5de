# SPDX-License-Identifier: GPL-3.0-or-later
"""The bytes of a blob file around its two sealed streams (docs/formats/vault.md, "Blob")."""

import base64
import hmac
import json
import re
import struct
import zlib
from dataclasses import dataclass

from evidence_vault import errors
from evidence_vault.crypto.key_purposes import Purpose, derive_key
from evidence_vault.crypto.sealed_stream import plain_size
from evidence_vault.hashing import canonical_json
from evidence_vault.vault.padding import padded_size

MAGIC = b"EVBLOB1\0"
END_MAGIC = b"EVBEND1\0"
KEY_ID_SIZE = 16
HEADER_SIZE = 64
FOOTER_SIZE = 32
LARGEST_META = 4096
CONTENT_ID_LENGTH = 32
_HEADER = struct.Struct(">8s16s16sQ12s")
_FOOTER = struct.Struct(">QI8s")
_SUM = struct.Struct(">I")
_CONTENT_ID = re.compile(r"[a-z2-7]{32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class BlobMeta:
    """What a blob says about its content: SHA-256 (hexadecimal) and sizes in bytes."""

    sha256: str
    size: int
    padded_size: int


def content_id_of(content_id_key: bytes, sha256: bytes) -> str:
    """The keyed name of a content with that SHA-256 (32 raw bytes)."""
    name = base64.b32encode(hmac.digest(content_id_key, sha256, "sha256"))[:CONTENT_ID_LENGTH]
    return name.decode().lower()


def is_content_id(text: str) -> bool:
    """Whether ``text`` has the form of a content id."""
    return _CONTENT_ID.fullmatch(text) is not None


def blob_key(blob_root_key: bytes, key_id: bytes) -> bytes:
    """The key of one blob: it opens that blob and nothing else."""
    return derive_key(blob_root_key, Purpose.BLOB, key_id)


def content_context(header: bytes) -> bytes:
    """Binds the content's stream to its blob."""
    return b"evault/1/content/" + header


def meta_context(header: bytes) -> bytes:
    """Binds the description's stream to its blob."""
    return b"evault/1/meta/" + header


def blob_header(vault_id: bytes, key_id: bytes) -> bytes:
    """The first 64 bytes."""
    head = _HEADER.pack(MAGIC, vault_id, key_id, 0, bytes(12))
    return head + _SUM.pack(zlib.crc32(head))


def key_id_of_header(untrusted: bytes, vault_id: bytes) -> bytes:
    """The blob key id. Raises SealBroken, VaultTooNew for flags we do not know."""
    head, check = untrusted[: _HEADER.size], untrusted[_HEADER.size :]
    if len(untrusted) != HEADER_SIZE or _SUM.pack(zlib.crc32(head)) != check:
        raise errors.SealBroken
    magic, found_vault_id, key_id, flags, zero = _HEADER.unpack(head)
    if magic != MAGIC or found_vault_id != vault_id or zero != bytes(12):
        raise errors.SealBroken
    if flags:
        raise errors.VaultTooNew(feature=f"blob-flags-{flags:x}")
    return bytes(key_id)


def blob_footer(content_size: int, meta_size: int) -> bytes:
    """The last 32 bytes, from the sealed sizes of the two streams."""
    sizes = _FOOTER.pack(content_size, meta_size, bytes(8))
    return sizes + _SUM.pack(zlib.crc32(sizes)) + END_MAGIC


def sizes_of_footer(untrusted: bytes, file_size: int) -> tuple[int, int]:
    """The sealed sizes of content and description, which fill the file. Raises SealBroken."""
    sizes, check, magic = untrusted[: _FOOTER.size], untrusted[_FOOTER.size : -8], untrusted[-8:]
    if len(untrusted) != FOOTER_SIZE or magic != END_MAGIC or _SUM.pack(zlib.crc32(sizes)) != check:
        raise errors.SealBroken
    content_size, meta_size, zero = _FOOTER.unpack(sizes)
    fits = HEADER_SIZE + content_size + meta_size + FOOTER_SIZE == file_size
    if not fits or zero != bytes(8) or meta_size > LARGEST_META:
        raise errors.SealBroken
    return content_size, meta_size


def meta_bytes(meta: BlobMeta) -> bytes:
    """The description as canonical JSON."""
    return canonical_json({"padded_size": meta.padded_size, "sha256": meta.sha256, "size": meta.size})


def parse_meta(data: bytes, content_sealed_size: int) -> BlobMeta:
    """The description, which must fit the content's stream. Raises SealBroken."""
    try:
        fields = json.loads(data)
        meta = BlobMeta(**fields)
        numbers = type(meta.size) is int and type(meta.padded_size) is int and meta.size >= 0
        fits = numbers and meta.padded_size == padded_size(meta.size) == plain_size(content_sealed_size)
        if not fits or not _SHA256.fullmatch(meta.sha256) or meta_bytes(meta) != data:
            raise errors.SealBroken
    except (ValueError, TypeError) as error:
        raise errors.SealBroken from error
    return meta
