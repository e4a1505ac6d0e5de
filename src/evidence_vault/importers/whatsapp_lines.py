# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a WhatsApp text, many at a time: which of them start a record, and the parts of their headers.

One regular expression runs over a block of lines; only what it does not know is looked at line by line. So a million
lines are taken apart in half a second. Both passes over a file rest on this.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from evidence_vault import errors
from evidence_vault.importers.text_lines import LONGEST_LINE, TextBlock, TextSource
from evidence_vault.importers.whatsapp_header import USUAL_HEADER, any_header

MARK = "\u200e"
"""Hidden before words that WhatsApp itself writes."""

LONGEST_NAME = 120

_LINE = re.compile(rf"(?:{USUAL_HEADER}([^:\n]{{1,{LONGEST_NAME - 2}}}): ([^\n]*)|([^\n]*))\n")
_PARTS = _LINE.groups + 1
"""In what ``_LINE.split`` gives, each line stands as so many parts: an empty one, then the groups."""


class Headers(NamedTuple):
    """The parts of some lines that start records, a list for each part.

    ``brackets``: ``[`` or None. ``whens``: date and time as they stand. ``names``: what stands before the first colon
    of a usual line, else None; ``rests``: what follows it, or all that follows the header.
    """

    brackets: Sequence[str | None]
    whens: Sequence[str]
    dates: Sequence[str]
    signs: Sequence[str]
    times: Sequence[str]
    names: Sequence[str | None]
    rests: Sequence[str]


class HeaderLines(NamedTuple):
    """A block of lines. ``starts``: which of its lines start a record; each of these has an entry in ``headers``.

    ``others``: the whole line where it is no usual one, else None.
    """

    block: TextBlock
    starts: Sequence[int]
    headers: Headers
    others: list[str | None]

    @property
    def is_plain(self) -> bool:
        """Every line is usual, has but one colon before a space, and none of WhatsApp's hidden marks."""
        text, lines = self.block.text, len(self.others)
        return self.others.count(None) == lines == text.count(": ") and MARK not in text


class Records(NamedTuple):
    """Some whole records: where each starts, its bytes, its header, its further lines (None: it has none)."""

    offsets: Sequence[int]
    numbers: Sequence[int]
    raws: Sequence[bytes]
    headers: Headers
    furthers: Sequence[list[str] | None]


class Preamble(NamedTuple):
    """What stands before the first record; of a file with a byte-order mark, without it."""

    raw: bytes
    lines: list[str]


def header_lines(text: TextSource) -> Iterator[HeaderLines]:
    """All lines of ``text``."""
    for block in text.blocks():
        parts = _LINE.split(block.text)
        *columns, others = (parts[group::_PARTS] for group in range(1, _PARTS))
        if others.count(None) == len(others):
            yield HeaderLines(block, range(len(others)), Headers(*columns), others)
        else:
            starts = list(_starts(columns, others))
            yield HeaderLines(block, starts, Headers(*([column[at] for at in starts] for column in columns)), others)


def _starts(columns: list[list[str | None]], others: list[str | None]) -> Iterator[int]:
    """The lines that start a record; the parts of seldom headers are put into their columns."""
    brackets, whens, dates, signs, times, _, rests = columns
    for index, line in enumerate(others):
        if line is not None:
            # No header starts with a letter; nearly every further line of a message does.
            header = None if line[:1].isalpha() else any_header(line)
            if header is None:
                continue
            brackets[index], dates[index], signs[index], times[index] = header.groups()
            date_at, time_at = header.start(2), header.start(4)
            whens[index] = line[min(date_at, time_at) : header.end(4) if date_at < time_at else header.end(2)]
            rests[index] = line[header.end() :]
        yield index


def records(text: TextSource) -> Iterator[Records | Preamble]:
    """All lines of ``text`` as records. Raises RecordTooLong."""
    last = _OpenRecord(text.name)
    number = 1
    for lines in header_lines(text):
        raws, starts = lines.block.raws, lines.starts
        first = starts[0] if starts else len(raws)
        last.take(raws[:first], lines.others[:first])
        if starts:
            yield from last.closed()
            offsets = list(accumulate(map(len, raws), initial=lines.block.start))
            yield _records_within(lines, offsets, number)
            at = starts[-1]
            last = _OpenRecord(text.name, offsets[at], number + at, _each(lines.headers, slice(-1, None)))
            last.take(raws[at:], lines.others[at + 1 :])
        number += len(raws)
    yield from last.closed()


def _records_within(lines: HeaderLines, offsets: list[int], number: int) -> Records:
    """All records of a block but the last: these end where the next one starts."""
    raws, starts = lines.block.raws, lines.starts
    headers = _each(lines.headers, slice(-1))
    if len(starts) == len(raws):
        return Records(
            offsets[:-2], range(number, number + len(raws) - 1), raws[:-1], headers, [None] * (len(raws) - 1)
        )
    bounds = list(pairwise(starts))
    return Records(
        [offsets[at] for at in starts[:-1]],
        [number + at for at in starts[:-1]],
        [raws[at] if end == at + 1 else b"".join(raws[at:end]) for at, end in bounds],
        headers,
        [None if end == at + 1 else _texts(lines.others[at + 1 : end]) for at, end in bounds],
    )


def _each(headers: Headers, part: slice) -> Headers:
    brackets, whens, dates, signs, times, names, rests = headers
    return Headers(brackets[part], whens[part], dates[part], signs[part], times[part], names[part], rests[part])


def _texts(others: Sequence[str | None]) -> list[str]:
    return [line for line in others if line is not None]


class _OpenRecord:
    """The record that a block ends with, or what stands before the first: the next block may go on with it."""

    def __init__(self, name: str, offset: int = 0, number: int = 1, header: Headers | None = None) -> None:
        self._name = name
        self._offset = offset
        self._number = number
        self._header = header
        self._raws: list[bytes] = []
        self._furthers: list[str] = []
        self._size = 0

    def take(self, raws: Sequence[bytes], furthers: Sequence[str | None]) -> None:
        """Go on with these lines. Raises RecordTooLong."""
        self._raws += raws
        self._furthers += _texts(furthers)
        self._size += sum(map(len, raws))
        if self._size > LONGEST_LINE:
            raise errors.RecordTooLong(name=self._name)

    def closed(self) -> Iterator[Records | Preamble]:
        """It is complete; nothing where it has no line."""
        raw = b"".join(self._raws)
        if self._header is not None:
            yield Records([self._offset], [self._number], [raw], self._header, [self._furthers or None])
        elif raw:
            yield Preamble(raw, self._furthers)
