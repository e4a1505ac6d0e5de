# SPDX-License-Identifier: GPL-3.0-or-later
"""What an importer made of an item, as gzip JSON lines: the form in which a reading is kept (decision 0020)."""

import gzip
import hashlib
import io
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, cast

import msgspec

from evidence_vault.record_json import LineRecord, from_json, to_json
from evidence_vault.records import Json, Member, Message, ReadingRecord, ReadingSummary

_PIECE = 1 << 18
MOST_MESSAGES = 1 << 30
_LINE = json.JSONEncoder(separators=(",", ":"), sort_keys=True, check_circular=False)
"""The form of a line. What follows writes and reads the same bytes several times as fast."""

_write = msgspec.json.Encoder(order="sorted").encode
_read = msgspec.json.Decoder().decode
_NOT_ASCII = re.compile(r"[^\x00-\x7e]+")


class ReadingBlobSource(io.RawIOBase):
    """The records of a reading as a stream of bytes, made while it is read; the same records give the same bytes.

    ``Member`` records are left out: they become items of their own. Raises ValueError if the messages are not
    numbered upwards from 0 on, since their places are what marks and links name.
    """

    def __init__(self, records: Iterable[ReadingRecord]) -> None:
        super().__init__()
        self._records = iter(records)
        self._digest = hashlib.sha256()
        # mtime 0 and a fixed level: the same records give the same bytes, and so the same content id.
        self._packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        self._buffer = bytearray()
        self._ended = False
        self._last_seq = -1
        self.messages = 0
        self.summary: ReadingSummary | None = None

    @property
    def records_sha256(self) -> str:
        """SHA-256 (hex) of the uncompressed lines, once all have been read."""
        return self._digest.hexdigest()

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill ``buffer`` as far as the records go."""
        view = memoryview(buffer).cast("B")
        while len(self._buffer) < len(view) and not self._ended:
            self._take_more()
        count = min(len(view), len(self._buffer))
        view[:count] = self._buffer[:count]
        del self._buffer[:count]
        return count

    def _take_more(self) -> None:
        size = 0
        for record in self._records:
            if isinstance(record, Member):
                continue
            self._count(record)
            line = line_of(to_json(record)) + b"\n"
            self._digest.update(line)
            self._buffer += self._packer.compress(line)
            size += len(line)
            if size >= _PIECE:
                return
        self._buffer += self._packer.flush()
        self._ended = True

    def _count(self, record: ReadingRecord) -> None:
        if isinstance(record, ReadingSummary):
            self.summary = record
        if isinstance(record, Message):
            if not self._last_seq < record.seq < MOST_MESSAGES:
                raise ValueError("messages are numbered upwards")
            self._last_seq = record.seq
            self.messages += 1


def reading_records(stream: BinaryIO) -> Iterator[tuple[LineRecord, Mapping[str, Json]]]:
    """The records of a kept reading, each with its JSON object. Raises ValueError for another form."""
    with gzip.GzipFile(fileobj=stream) as lines:
        for line in lines:
            fields = _fields_of(line)
            yield from_json(fields), fields


def line_of(fields: Mapping[str, Json]) -> bytes:
    """A record's JSON object as one line of ASCII without its end, the names sorted."""
    try:
        line = _write(fields)
    except UnicodeEncodeError:  # half a surrogate pair
        return _LINE.encode(fields).encode()
    if line.isascii() and b"\x7f" not in line:
        return line
    return _NOT_ASCII.sub(lambda found: _LINE.encode(found[0])[1:-1], line.decode()).encode()


def _fields_of(line: bytes) -> dict[str, Json]:
    try:
        return cast("dict[str, Json]", _read(line))
    except msgspec.DecodeError:  # half a surrogate pair, or no line of ours
        return cast("dict[str, Json]", json.loads(line))
