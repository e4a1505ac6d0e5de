# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks the chunks of a PNG: every checksum, the end, and the time of the last change (PNG specification, 5.3)."""

import zlib
from dataclasses import dataclass
from typing import BinaryIO

from evidence_vault import errors
from evidence_vault.records import ReadingSource

SIGNATURE_SIZE = 8
_MOST_CHUNKS = 1_000_000
_PIECE = 256 * 1024
_PICTURE_DATA = frozenset({b"IDAT", b"fcTL", b"fdAT", b"IEND", b"tIME"})
_LARGEST_GAIN = 1032
"""Deflate makes no more than so many bytes out of one (zlib's documentation, "Maximum Compression Factor")."""


@dataclass(slots=True)
class PngWalk:
    """What the walk saw. ``notes_at_end``: a text or EXIF chunk stands behind the picture's data."""

    changed_at: str | None = None
    notes_at_end: bool = False
    data_bytes: int = 0

    def can_hold(self, pixels: int) -> bool:
        """Whether so much compressed data can be ``pixels`` pixels of one bit at least."""
        return self.data_bytes * _LARGEST_GAIN * 8 >= pixels


def walk_png(source: ReadingSource) -> PngWalk:
    """Read every chunk. Raises PictureDamaged for a wrong checksum, or where the file ends before its end mark.

    All bytes are as the writing program left them then, for a tenth of the time that decoding takes.
    """
    found = PngWalk()
    with source.open() as stream:
        stream.seek(SIGNATURE_SIZE)
        for _ in range(_MOST_CHUNKS):
            head = _exactly(stream, 8, source.name)
            kind, length = head[4:], int.from_bytes(head[:4], "big")
            data = _checked(stream, kind, length, source.name)
            _take(found, kind, length, data)
            if kind == b"IEND":
                return found
    raise errors.PictureDamaged(name=source.name)


def _take(found: PngWalk, kind: bytes, length: int, data: bytes) -> None:
    if kind == b"IDAT":
        found.data_bytes += length
    elif kind == b"tIME" and found.changed_at is None:
        found.changed_at = _time(data)
    elif kind not in _PICTURE_DATA and found.data_bytes:
        found.notes_at_end = True


def _checked(stream: BinaryIO, kind: bytes, length: int, name: str) -> bytes:
    # Only the first piece is kept: the short chunks that are looked into fit into it.
    checksum, first, left = zlib.crc32(kind), b"", length
    while left:
        piece = _exactly(stream, min(left, _PIECE), name)
        checksum = zlib.crc32(piece, checksum)
        first = first or piece
        left -= len(piece)
    if int.from_bytes(_exactly(stream, 4, name), "big") != checksum:
        raise errors.PictureDamaged(name=name)
    return first


def _exactly(stream: BinaryIO, size: int, name: str) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise errors.PictureDamaged(name=name)
    return data


def _time(data: bytes) -> str | None:
    """The chunk tIME: in UTC (PNG specification, 11.3.4.1)."""
    if len(data) != 7:
        return None
    year = int.from_bytes(data[:2], "big")
    month, day, hour, minute, second = data[2:]
    if year and 1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second <= 60:
        return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
    return None
