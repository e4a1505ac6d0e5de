# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the journal: a clear header, then sealed records between their lengths.

Form: docs/formats/vault.md, "Segments".
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evidence_vault import errors

MAGIC = b"EVJRNL1\0"
_HEADER = struct.Struct(">8s16sQ")
_CHECK = struct.Struct(">I")
_LENGTH = struct.Struct(">I")
HEADER_SIZE = _HEADER.size + _CHECK.size
LARGEST_RECORD = 8 << 20
SEGMENT_SIZE = 1 << 20
_SMALLEST_SEALED = 72
CONTEXT = b"evault/1/journal/"
_NAME = re.compile(r"\d{6}\.evj")


@dataclass(frozen=True, slots=True)
class SealedRecord:
    """One record as it lies in its file: from ``start`` to ``end`` (not included)."""

    start: int
    end: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class TornEnd:
    """The end of a file that holds no whole record: a write that was cut off."""

    start: int
    bytes: int


def segment_path(folder: Path, number: int) -> Path:
    """The file of segment ``number``."""
    return folder / f"{number:06d}.evj"


def segment_numbers(folder: Path) -> list[int]:
    """The numbers of the segments that are there, in order."""
    return sorted(int(path.stem) for path in folder.iterdir() if _NAME.fullmatch(path.name))


def header_bytes(vault_id: bytes, first_seq: int) -> bytes:
    """The clear header of a segment whose first record has ``first_seq``."""
    header = _HEADER.pack(MAGIC, vault_id, first_seq)
    return header + _CHECK.pack(zlib.crc32(header))


def read_header(data: bytes, vault_id: bytes, segment: int) -> int:
    """The first sequence number. Raises JournalDamaged for a header that is not of this vault's journal."""
    header = data[: _HEADER.size]
    if len(data) < HEADER_SIZE or _CHECK.pack(zlib.crc32(header)) != data[_HEADER.size : HEADER_SIZE]:
        raise errors.JournalDamaged(segment=segment, position=0)
    magic, found_vault, first_seq = _HEADER.unpack(header)
    if magic != MAGIC or found_vault != vault_id:
        raise errors.JournalDamaged(segment=segment, position=0)
    return int(first_seq)


def record_bytes(sealed: bytes) -> bytes:
    """A record: the sealed bytes between their lengths."""
    length = _LENGTH.pack(len(sealed))
    return length + sealed + length


def read_records(data: bytes, start: int, segment: int) -> Iterator[SealedRecord | TornEnd]:
    """The records of a segment's bytes from ``start`` on; a ``TornEnd`` can come last.

    Raises JournalDamaged where the lengths contradict each other in a way no cut-off write leaves.
    """
    while start < len(data):
        record = _record_at(data, start, segment)
        yield record
        if isinstance(record, TornEnd):
            return
        start = record.end


def last_record(data: bytes) -> SealedRecord | None:
    """The record that ends where ``data`` ends, found by its second length; None if there is no such."""
    if len(data) < HEADER_SIZE + 2 * _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(data[-_LENGTH.size :])
    start = len(data) - length - 2 * _LENGTH.size
    if start < HEADER_SIZE or length < _SMALLEST_SEALED or _LENGTH.unpack_from(data, start)[0] != length:
        return None
    return SealedRecord(start, len(data), data[start + _LENGTH.size : -_LENGTH.size])


def record_context(vault_id: bytes, seq: int) -> bytes:
    """What a record is bound to: the vault and its place."""
    return CONTEXT + vault_id + struct.pack(">Q", seq)


def _record_at(data: bytes, start: int, segment: int) -> SealedRecord | TornEnd:
    rest = len(data) - start
    # A file system may have made the file longer before the bytes came: zeros are a cut-off write as well.
    torn = TornEnd(start, rest)
    if rest < _LENGTH.size or not any(data[start : start + _LENGTH.size]):
        return _torn_unless_followed(data, torn, segment)
    (length,) = _LENGTH.unpack_from(data, start)
    if length > LARGEST_RECORD:
        raise errors.JournalDamaged(segment=segment, position=start)
    end = start + length + 2 * _LENGTH.size
    if end > len(data):
        return _torn_unless_followed(data, torn, segment)
    second = data[end - _LENGTH.size : end]
    if _LENGTH.unpack(second)[0] != length:
        if end == len(data) and not any(second):
            return torn
        raise errors.JournalDamaged(segment=segment, position=start)
    return SealedRecord(start, end, data[start + _LENGTH.size : end - _LENGTH.size])


def _torn_unless_followed(data: bytes, torn: TornEnd, segment: int) -> TornEnd:
    # A whole record at the very end means that writing went on after this place, and a second length that leads
    # back to it that writing was finished: damage, not a cut-off write.
    following = last_record(data)
    if following is not None and following.start > torn.start:
        raise errors.JournalDamaged(segment=segment, position=torn.start)
    if torn.bytes > 2 * _LENGTH.size + _SMALLEST_SEALED:
        (length,) = _LENGTH.unpack(data[-_LENGTH.size :])
        if length == torn.bytes - 2 * _LENGTH.size:
            raise errors.JournalDamaged(segment=segment, position=torn.start)
    return torn
