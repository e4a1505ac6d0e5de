# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups the lines of a text into records: a header line and what follows it, with the bytes they came from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from evidence_vault import errors
from evidence_vault.importers.base import byte_span
from evidence_vault.importers.text_lines import LONGEST_LINE, TextSource
from evidence_vault.records import Message, MessageKind, RawSpan, TimeCertainty

Header = TypeVar("Header")


@dataclass
class Block(Generic[Header]):
    """A header (None: what stands before the first one) and the lines of the record, the header's included."""

    header: Header | None
    start: int
    line: int
    raws: list[bytes] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, raw: bytes, text: str, file_name: str) -> None:
        """Take in one line. Raises RecordTooLong."""
        self.raws.append(raw)
        self.texts.append(text)
        self.size += len(raw)
        if self.size > LONGEST_LINE:
            raise errors.RecordTooLong(name=file_name)

    def span(self, member: str | None = None) -> RawSpan:
        """Where the record stands."""
        return byte_span(self.start, b"".join(self.raws), member)

    @property
    def is_blank(self) -> bool:
        """Nothing but space."""
        return not any(text.strip("\ufeff \t\u3000\u200e") for text in self.texts)

    def body(self, *, after: int = 1) -> str:
        """The lines after the first ``after``, without blank lines at both ends."""
        lines = self.texts[after:]
        while lines and not lines[-1].strip():
            lines.pop()
        first = next((index for index, line in enumerate(lines) if line.strip()), 0)
        return "\n".join(lines[first:])

    def unknown(self, conversation: str, seq: int, member: str | None = None) -> Message:
        """The block as a message of unknown kind: nothing that stands in a file is dropped."""
        text = self.body(after=0)
        span = self.span(member)
        return Message(conversation, seq, MessageKind.UNKNOWN, None, None, TimeCertainty.PARTIAL, None, text, span)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what is known of its neighbours. ``number`` counts from 1."""

    number: int
    offset: int
    raw: bytes
    text: str
    blank_before: bool
    blank_after: bool


def lines_with_neighbours(source: TextSource) -> Iterator[Line]:
    """Each line of ``source``; start and end of the file count as blank."""
    blank_before = True
    waiting: tuple[int, int, bytes, str] | None = None
    for number, (offset, raw, text) in enumerate(source.lines(), 1):
        if waiting is not None:
            yield Line(*waiting, blank_before, not text.strip())
            blank_before = not waiting[3].strip()
        waiting = (number, offset, raw, text)
    if waiting is not None:
        yield Line(*waiting, blank_before, blank_after=True)


def read_blocks(source: TextSource, header_of: Callable[[Line], Header | None]) -> Iterator[Block[Header]]:
    """The records of ``source``: each header line with the lines up to the next. Blank text before all is skipped."""
    block: Block[Header] | None = None
    for line in lines_with_neighbours(source):
        header = header_of(line)
        if header is not None and block is not None:
            if block.header is not None or not block.is_blank:
                yield block
            block = None
        block = block or Block(header, line.offset, line.number)
        block.add(line.raw, line.text, source.name)
    if block is not None and (block.header is not None or not block.is_blank):
        yield block
