# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a file in MIME form (.mht, .mhtml) by where they stand in it: read as a stream, in constant memory.

The standard reader takes a whole file into memory; exports of QQ have hundreds of megabytes. Source: RFC 2045, 2046
and 2557.
"""

import base64
import binascii
import io
import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from evidence_vault import errors
from evidence_vault.importers.mail_parts import header_text
from evidence_vault.records import ReadingSource

LARGEST_QUOTED = 128 * 1024 * 1024
"""Bytes of a part in quoted-printable form, which is taken in whole."""

_MOST_PARTS = 20_000
_LARGEST_FIELDS = 256 * 1024
_PIECE = 1 << 20
_FIELD = re.compile(rb"([!-9;-~]{1,60})[ \t]*:[ \t]*(.*)", re.DOTALL)
_PARAMETER = re.compile(r";\s*([a-zA-Z-]{1,20})\s*=\s*(?:\"([^\"]*)\"|([^;\s]+))")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


@dataclass(frozen=True)
class MimePart:
    """One leaf: its ``fields`` (lower-case names) and the bytes ``start`` to ``end`` of the file that are its body."""

    fields: dict[str, str]
    start: int
    end: int

    @property
    def kind(self) -> str:
        """The media type, lower case; ``text/plain`` where none is said."""
        return self.fields.get("content-type", "text/plain").partition(";")[0].strip().lower()

    @property
    def encoding(self) -> str:
        """How the body is written: 7bit, 8bit, binary, base64, quoted-printable."""
        return self.fields.get("content-transfer-encoding", "7bit").strip().lower()

    @property
    def is_plain(self) -> bool:
        """Whether the body's bytes are the part's bytes."""
        return self.encoding not in {"base64", "quoted-printable"}

    def parameter(self, name: str) -> str | None:
        """A parameter of the content type, such as ``charset``."""
        return _parameters(self.fields.get("content-type", "")).get(name)


@dataclass
class MimeFile:
    """The fields at the top, and the leaves in file order."""

    fields: dict[str, str] = field(default_factory=dict)
    parts: list[MimePart] = field(default_factory=list)
    is_cut: bool = False


def mime_file(source: ReadingSource) -> MimeFile:
    """``source`` by its parts. Raises FormatUnknown where no boundary is declared."""
    found = MimeFile()
    with source.open() as stream:
        _Splitter(found).read(_lines(stream))
    if not found.fields:
        raise errors.FormatUnknown(name=source.name)
    return found


def opener(source: ReadingSource, part: MimePart) -> Callable[[], BinaryIO]:
    """What opens the decoded bytes of ``part``, as often as needed."""
    return lambda: _opened(source, part)


def window(source: ReadingSource, start: int, end: int) -> BinaryIO:
    """The bytes ``start`` to ``end`` of ``source`` as a stream of their own."""
    return cast("BinaryIO", io.BufferedReader(_Window(source.open(), start, end), _PIECE))


def _opened(source: ReadingSource, part: MimePart) -> BinaryIO:
    raw = window(source, part.start, part.end)
    if part.encoding == "base64":
        return cast("BinaryIO", io.BufferedReader(_Base64(raw), _PIECE))
    if part.encoding == "quoted-printable":
        if part.end - part.start > LARGEST_QUOTED:
            raise errors.RecordTooLong(name=source.name)
        with raw:
            return io.BytesIO(quopri.decodestring(raw.read()))
    return raw


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """Each line, in pieces where it is long: its offset, its bytes, whether it starts a line."""
    place, starts = 0, True
    reader = io.BufferedReader(stream, _PIECE) if isinstance(stream, io.RawIOBase) else stream
    while raw := reader.readline(_PIECE):
        yield place, raw, starts
        place += len(raw)
        starts = raw.endswith(b"\n")


class _Splitter:
    """The states of reading: fields of the file or of a part, then a body up to the next boundary."""

    def __init__(self, found: MimeFile) -> None:
        self._found = found
        self._boundaries: dict[bytes, None] = {}
        self._fields: list[bytes] | None = []
        self._part: dict[str, str] | None = None
        self._start = 0
        self._before = b""

    def read(self, lines: Iterator[tuple[int, bytes, bool]]) -> None:
        place = size = 0
        ended = False
        for place, raw, starts in lines:
            size = len(raw)
            mark = raw.rstrip() if starts and raw.startswith(b"--") else b""
            if mark and self._is_mark(mark):
                self._end_part(place)
                ended = mark.endswith(b"--")
                self._fields = None if ended else []
            elif self._fields is not None:
                self._take_field(raw, place + size, starts)
            self._before = raw
        self._end_part(place + size)
        self._found.is_cut = not ended

    def _is_mark(self, mark: bytes) -> bool:
        return mark in self._boundaries or (mark.endswith(b"--") and mark[:-2] in self._boundaries)

    def _take_field(self, raw: bytes, end: int, starts: bool) -> None:
        fields = self._fields
        if fields is None:
            return
        if raw.strip() and sum(len(each) for each in fields) < _LARGEST_FIELDS:
            if raw[:1] in {b" ", b"\t"} and fields:
                fields[-1] += raw
            elif starts and (fields or _FIELD.match(raw)):  # what stands before the first field is no part of it
                fields.append(raw)
            return
        if not raw.strip() and (fields or self._found.fields):
            self._finish_fields(_read_fields(fields), end)

    def _finish_fields(self, fields: dict[str, str], end: int) -> None:
        self._fields = None
        boundary = _parameters(fields.get("content-type", "")).get("boundary")
        is_multipart = fields.get("content-type", "").strip().lower().startswith("multipart/")
        if not self._found.fields:
            self._found.fields = fields
        if is_multipart and boundary:
            self._boundaries[b"--" + boundary.encode("latin-1", "replace")] = None
        elif self._boundaries:
            self._part, self._start = fields, end

    def _end_part(self, place: int) -> None:
        if self._part is not None and len(self._found.parts) < _MOST_PARTS:
            # The line end before a boundary belongs to the boundary.
            length = 2 if self._before.endswith(b"\r\n") else 1 if self._before.endswith(b"\n") else 0
            self._found.parts.append(MimePart(self._part, self._start, max(self._start, place - length)))
        self._part = None


def _read_fields(lines: list[bytes]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        if match := _FIELD.match(line):
            value = header_text(match[2].decode("utf-8", "surrogateescape"))
            found.setdefault(match[1].decode("ascii").lower(), value)
    return found


def _parameters(value: str) -> dict[str, str]:
    return {name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(value)}


class _Window(io.RawIOBase):
    def __init__(self, stream: BinaryIO, start: int, end: int) -> None:
        self._stream = stream
        self._left = max(0, end - start)
        stream.seek(start)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read(min(len(buffer), self._left))
        self._left -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Base64(io.RawIOBase):
    """Decodes as it reads; signs that are no base64 are passed over, as mail programs do."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._signs = b""
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            piece = self._stream.read(_PIECE)
            signs = self._signs + _NOT_BASE64.sub(b"", piece)
            whole = len(signs) - len(signs) % 4 if piece else len(signs)
            self._ready, self._signs = _decoded(signs[:whole]), signs[whole:]
            if not piece:
                break
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def close(self) -> None:
        self._stream.close()
        super().close()


def _decoded(signs: bytes) -> bytes:
    try:
        return base64.b64decode(signs + b"=" * (-len(signs) % 4))
    except binascii.Error:
        return base64.b64decode(signs[: len(signs) - len(signs) % 4])
