# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds a page of HTML line by line to a reader of one format, and gives each of its records the bytes it came from."""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple, Protocol, TypeVar

from evidence_vault import errors
from evidence_vault.importers.base import Tally, byte_span
from evidence_vault.importers.text_lines import LONGEST_LINE
from evidence_vault.records import RawSpan, ReadingWarning

Position = tuple[int, int]
"""Line (from 1) and column in what was fed."""

_NO_SPAN = RawSpan(0, 0, "byte", "")


class PageText(Protocol):
    """A page that can be read from its start, in lines or smaller pieces; ``TextSource`` is one."""

    @property
    def name(self) -> str:
        """The file's name, for errors."""

    @property
    def member(self) -> str | None:
        """The name inside a container, for spans."""

    @property
    def encoding(self) -> str:
        """The encoding of ``lines``."""

    def lines(self) -> Iterator[tuple[int, bytes, str]]:
        """Each piece as (byte offset, raw bytes, text without its line end)."""


class Placed(Protocol):
    """A record that knows where it starts and ends."""

    start: Position
    end: Position


RecordT = TypeVar("RecordT", bound=Placed)


class MarkupReader(Protocol[RecordT]):
    """``record`` is the one that is open, ``finished`` those that ended."""

    record: RecordT | None
    finished: list[RecordT]

    def feed(self, data: str) -> None:
        """Take in text. May raise AssertionError for a broken declaration."""

    def finish(self, end: Position) -> None:
        """End the open record, also where a page breaks off."""


class _Line(NamedTuple):
    number: int
    offset: int
    raw: bytes
    text: str


def markup_records(
    page: PageText, tally: Tally, reader: MarkupReader[RecordT]
) -> Iterator[tuple[RecordT | ReadingWarning, RawSpan]]:
    """Each record of ``page`` with its span, and a warning where the page ends before its end. Raises RecordTooLong."""
    kept: deque[_Line] = deque()
    size = 0
    frame = _Frame()
    for number, (offset, raw, text) in enumerate(page.lines(), 1):
        kept.append(_Line(number, offset, raw, text))
        frame.look(text)
        size += len(raw)
        if size > LONGEST_LINE:
            raise errors.RecordTooLong(name=page.name)
        try:
            reader.feed(text + "\n")
        except AssertionError:  # the standard reader's answer to some broken declarations
            yield from _breaks_off(tally, number)
            frame.is_open = False
            break
        yield from _taken(reader, kept, page)
        first = number if reader.record is None else reader.record.start[0]
        while kept and kept[0].number < first:
            size -= len(kept.popleft().raw)
    if kept:
        reader.finish((kept[-1].number, len(kept[-1].text)))
        yield from _taken(reader, kept, page)
    if frame.is_open:
        yield from _breaks_off(tally, None)


class _Frame:
    """Whether a page that began as a whole one was seen to its end."""

    def __init__(self) -> None:
        self.is_open = False

    def look(self, text: str) -> None:
        if "html" in text or "HTML" in text:
            small = text.lower()
            self.is_open = (self.is_open or "<html" in small) and "</html" not in small


def _breaks_off(tally: Tally, line: int | None) -> Iterator[tuple[ReadingWarning, RawSpan]]:
    for warning in tally.warnings("FILE_BREAKS_OFF", str(tally.messages), line):
        yield warning, _NO_SPAN


def _taken(reader: MarkupReader[RecordT], kept: deque[_Line], page: PageText) -> Iterator[tuple[RecordT, RawSpan]]:
    for record in reader.finished:
        yield record, _span(record, kept, page)
    reader.finished.clear()


def _span(record: Placed, kept: deque[_Line], page: PageText) -> RawSpan:
    first = kept[0].number
    lines = [line for line in kept if record.start[0] <= line.number <= record.end[0]]
    raw = b"".join(line.raw for line in lines)
    before = len(kept[record.start[0] - first].text[: record.start[1]].encode(page.encoding, "surrogatepass"))
    last = lines[-1]
    end = len(raw) - len(last.raw) + len(last.text[: record.end[1]].encode(page.encoding))
    return byte_span(lines[0].offset + before, raw[before:end], page.member)
