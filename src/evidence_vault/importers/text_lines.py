# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of a stranger's text with their byte offsets: the encoding is decided for the whole file, never guessed.

Order: UTF-8 (with or without mark), UTF-16 with its mark, GB18030 where the bytes look like Chinese; else
``TextUndecodable``. Only ``\\n`` and ``\\r\\n`` end a line: U+2028 and kin occur inside messages.
"""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.records import ReadingSource, ReadingWarning

LONGEST_LINE = 16 * 1024 * 1024
"""Bytes of one line; and of one record of many lines. Longer: ``RecordTooLong``."""

_PIECE = 1 << 20
_BLOCK = 1 << 15
"""So few lines at a time that all that is made of them stays in the processor's own memory."""

_GB2312_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_PLAUSIBLE_CHINESE = 0.8


class TextBlock(NamedTuple):
    """Some whole lines that follow each other: the fastest way to look at a long text.

    ``start``: byte offset of the first. ``raws``: each with its line end. ``text``: all of them, each ended by ``\\n``
    alone, the last one of a file too.
    """

    start: int
    raws: list[bytes]
    text: str


class TextSource:
    """A text that can be read from its start as often as needed.

    ``encoding`` is decided when the object is made; raises TextUndecodable. ``damaged_lines`` holds the numbers
    (from 1) of lines of the last pass that are not clean UTF-8: their bad bytes are shown as U+FFFD.
    """

    def __init__(self, open_bytes: Callable[[], BinaryIO], name: str, member: str | None = None) -> None:
        self.name = name
        self.member = member
        self._open = open_bytes
        self.damaged_lines: list[int] = []
        with open_bytes() as stream:
            self.mark, self.encoding = _by_mark(stream.read(4))
        if not self.encoding:
            self.encoding = self._encoding_of_all()
        elif self.encoding != "utf-8":
            self._check_utf16()

    @classmethod
    def of(cls, source: ReadingSource) -> "TextSource":
        """The whole of ``source`` as text."""
        return cls(source.open, source.name)

    def lines(self) -> Iterator[tuple[int, bytes, str]]:
        """Each line as (byte offset, raw bytes with the line end, text without it)."""
        for block in self.blocks():
            offset = block.start
            for raw, line in zip(block.raws, block.text.split("\n"), strict=False):
                yield offset, raw, line
                offset += len(raw)

    def texts(self) -> Iterator[str]:
        """Each line's text alone."""
        for block in self.blocks():
            yield from block.text[:-1].split("\n")

    def blocks(self) -> Iterator[TextBlock]:
        """All lines, many at a time."""
        self.damaged_lines = []
        return self._utf16_blocks() if self.encoding.startswith("utf-16") else self._byte_blocks()

    def _byte_blocks(self) -> Iterator[TextBlock]:
        start, number = len(self.mark), 0
        for piece in self._pieces():
            raws = io.BytesIO(piece).readlines()
            if len(piece) >= LONGEST_LINE and len(max(raws, key=len)) >= LONGEST_LINE:
                raise errors.RecordTooLong(name=self.name)
            yield TextBlock(start, raws, self._text_of(piece, raws, number))
            start += len(piece)
            number += len(raws)

    def _pieces(self) -> Iterator[bytes]:
        """Whole lines, some at a time."""
        pending: list[bytes] = []
        size = 0
        with _buffered(self._open()) as stream:
            stream.read(len(self.mark))
            while piece := stream.read(_BLOCK):
                whole, end, rest = piece.rpartition(b"\n")
                if end:
                    yield b"".join([*pending, whole, end])
                    pending, size = [], 0
                if rest:
                    pending.append(rest)
                    size += len(rest)
                if size >= LONGEST_LINE:
                    raise errors.RecordTooLong(name=self.name)
        if pending:
            yield b"".join(pending)

    def _text_of(self, piece: bytes, raws: list[bytes], number: int) -> str:
        try:
            text = piece.decode(self.encoding)
        except UnicodeDecodeError:
            return self._damaged_text(raws, number)
        if "\r" in text:
            text = text.replace("\r\n", "\n")
        return text if text.endswith("\n") else text + "\n"

    def _damaged_text(self, raws: list[bytes], number: int) -> str:
        texts = []
        for index, raw in enumerate(raws, number + 1):
            text, damaged = self._one_text(raw)
            texts.append(text + "\n")
            if damaged:
                self.damaged_lines.append(index)
        return "".join(texts)

    def _one_text(self, raw: bytes) -> tuple[str, bool]:
        try:
            return _without_end(raw.decode(self.encoding)), False
        except UnicodeDecodeError:
            return _without_end(raw.decode(self.encoding, "replace")), True

    def _utf16_blocks(self) -> Iterator[TextBlock]:
        start, pending = len(self.mark), ""
        for piece in self._utf16_pieces():
            whole, end, pending = (pending + piece).rpartition("\n")
            if end:
                raws = [(line + "\n").encode(self.encoding) for line in whole.split("\n")]
                yield TextBlock(start, raws, f"{whole}\n".replace("\r\n", "\n"))
                start += sum(map(len, raws))
            if len(pending) * 2 > LONGEST_LINE:
                raise errors.RecordTooLong(name=self.name)
        if pending:
            yield TextBlock(start, [pending.encode(self.encoding)], pending + "\n")

    def _utf16_pieces(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self.encoding)()
        with self._open() as stream:
            stream.read(len(self.mark))
            try:
                while piece := stream.read(_BLOCK):
                    yield decoder.decode(piece)
                yield decoder.decode(b"", final=True)
            except UnicodeDecodeError as error:
                raise errors.TextUndecodable(name=self.name) from error

    def _check_utf16(self) -> None:
        for _ in self._utf16_pieces():
            pass

    def _encoding_of_all(self) -> str:
        if self._decodes("utf-8") or self._is_mostly_utf8():
            return "utf-8"
        if self._looks_chinese() and self._decodes("gb18030"):
            return "gb18030"
        raise errors.TextUndecodable(name=self.name)

    def _decodes(self, encoding: str) -> bool:
        decoder = codecs.getincrementaldecoder(encoding)()
        with self._open() as stream:
            try:
                while piece := stream.read(_PIECE):
                    decoder.decode(piece)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return False
        return True

    def _is_mostly_utf8(self) -> bool:
        # A flipped byte must not turn ten thousand good lines into GB18030 gibberish.
        good = bad = 0
        with _buffered(self._open()) as stream:
            for raw in iter(partial(stream.readline, LONGEST_LINE), b""):
                if raw.isascii():
                    continue
                try:
                    raw.decode()
                    good += 1
                except UnicodeDecodeError:
                    bad += 1
        return good > bad

    def _looks_chinese(self) -> bool:
        # Western single-byte text is nearly always valid GB18030, but its high bytes do not come in GB2312 pairs.
        high = paired = 0
        with self._open() as stream:
            while piece := stream.read(_PIECE):
                high += len(_HIGH_BYTE.findall(piece))
                paired += 2 * len(_GB2312_PAIR.findall(piece))
        return paired >= _PLAUSIBLE_CHINESE * high


def chinese_name(raw: bytes) -> str | None:
    """A file's name in GB18030, where its bytes look like Chinese as those of a text do; else None."""
    if 2 * len(_GB2312_PAIR.findall(raw)) < _PLAUSIBLE_CHINESE * len(_HIGH_BYTE.findall(raw)):
        return None
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return None


def decode_head(untrusted_head: bytes) -> str:
    """The beginning of a file as text for recognising; "" where it is none of our encodings."""
    mark, encoding = _by_mark(untrusted_head[:4])
    body = untrusted_head[len(mark) :]
    for candidate in (encoding,) if encoding else ("utf-8", "gb18030"):
        decoder = codecs.getincrementaldecoder(candidate)()
        try:
            return decoder.decode(body)
        except UnicodeDecodeError:
            continue
    return body.decode("utf-8", "replace") if b"\0" not in body else ""


def head_lines(untrusted_head: bytes) -> list[str]:
    """The lines of the beginning of a file, the last one perhaps cut."""
    return [line.removesuffix("\r") for line in decode_head(untrusted_head).split("\n")]


def text_warnings(text: TextSource, tally: Tally) -> Iterator[ReadingWarning]:
    """What to say about the bytes of a text after it was read."""
    for number in text.damaged_lines:
        yield from tally.warnings("TEXT_DAMAGED", "", number)
    if text.encoding == "gb18030":
        yield from tally.warnings("ENCODING_GB18030")


def _by_mark(first: bytes) -> tuple[bytes, str]:
    if first.startswith(codecs.BOM_UTF8):
        return codecs.BOM_UTF8, "utf-8"
    if first.startswith(codecs.BOM_UTF16_LE):
        return codecs.BOM_UTF16_LE, "utf-16-le"
    if first.startswith(codecs.BOM_UTF16_BE):
        return codecs.BOM_UTF16_BE, "utf-16-be"
    return b"", ""


def _buffered(stream: BinaryIO) -> BinaryIO:
    if isinstance(stream, io.BufferedReader | io.BytesIO):
        return stream
    return io.BufferedReader(stream, _PIECE)  # type: ignore[type-var]


def _without_end(text: str) -> str:
    return text[:-2] if text.endswith("\r\n") else text.removesuffix("\n")
