# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a WhatsApp text, many at a time: which of them start a record, and the parts of their headers.

One regular expression runs over a block of lines; only what it does not know is looked at line by line. It is made for
the one form that a phone gives its headers. So a million lines are taken apart in a quarter of a second. Both passes
over a file rest on this.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, compress, pairwise
from typing import Any, NamedTuple, TypeAlias, cast

from evidence_vault import errors
from evidence_vault.importers.text_lines import LONGEST_LINE, TextBlock, TextSource
from evidence_vault.importers.whatsapp_header import USUAL_HEADER, HeaderForm, any_header

MARK = "\u200e"
"""Hidden before words that WhatsApp itself writes."""

LONGEST_NAME = 120

_ANY_FORM = HeaderForm(bracket=False, sign="/", colons=1, digit_last=True)
"""Of a file without usual headers."""


_Columns: TypeAlias = tuple[list[Any], ...]


class Headers(NamedTuple):
    """The parts of some lines that start records, a list for each part.

    ``whens``: date and time as they stand. ``names``: what stands before the first colon
    of a usual line, else None; ``rests``: what follows it, or all that follows the header.
    """

    forms: Sequence[HeaderForm]
    whens: Sequence[str]
    dates: Sequence[str]
    signs: Sequence[str]
    times: Sequence[str]
    names: Sequence[str | None]
    rests: Sequence[str]


class HeaderLines(NamedTuple):
    """A block of lines. ``starts``: which of its lines start a record; each of these has an entry in ``headers``.

    ``others``: the whole line where it has no header of the usual ``form`` with a name, else None.
    """

    block: TextBlock
    starts: Sequence[int]
    headers: Headers
    others: list[str | None]
    form: HeaderForm

    @property
    def is_plain(self) -> bool:
        """Every line is usual; behind its name stand neither a colon before a space nor a hidden mark of WhatsApp."""
        if self.others.count(None) < len(self.others):
            return False
        together = "\n".join(self.headers.rests)
        return ": " not in together and MARK not in together

    @property
    def forms(self) -> Counter[HeaderForm]:
        """How many headers have which form."""
        forms = self.headers.forms
        usual = forms.count(self.form)
        found = Counter({self.form: usual} if usual else {})
        if usual < len(forms):
            found.update(form for form in forms if form != self.form)
        return found


class Records(NamedTuple):
    """Some whole records, at least one: where each starts and ends, its bytes, its header, its further lines.

    A record without further lines has None in ``furthers``.
    """

    offsets: Sequence[int]
    ends: Sequence[int]
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
    form: HeaderForm | None = None
    for block in text.blocks():
        form = form or _usual_form(block.text, _ANY_FORM)
        lines = _taken_apart(block, form)
        if form is not _ANY_FORM and None not in lines.others:  # perhaps another phone's text begins here
            form = _usual_form(block.text, form)
            lines = _taken_apart(block, form)
        yield lines


def _usual_form(text: str, otherwise: HeaderForm) -> HeaderForm:
    """The form of most usual headers; ``otherwise`` where there are none."""
    found = filter(None, map(USUAL_HEADER.match, text.split("\n")))
    forms = Counter(HeaderForm.of(*header.group(1, 3, 4)) for header in found)
    return max(forms, key=forms.__getitem__, default=otherwise)


def _taken_apart(block: TextBlock, form: HeaderForm) -> HeaderLines:
    line = _line_of(form)
    parts = line.split(block.text)
    # Of each line stands there an empty text, then the groups.
    whens, dates, times, names, rests, others = (parts[group :: line.groups + 1] for group in range(1, line.groups + 1))
    number = len(others)
    columns = cast("_Columns", ([form] * number, whens, dates, [form.sign] * number, times, names, rests))
    if others.count(None) == number:
        return HeaderLines(block, range(number), Headers._make(columns), others, form)
    is_start = [line is None or _take_seldom(line, at, columns) for at, line in enumerate(others)]
    starts = [*compress(range(number), is_start)]
    return HeaderLines(block, starts, Headers._make([*compress(column, is_start)] for column in columns), others, form)


@lru_cache
def _line_of(form: HeaderForm) -> re.Pattern[str]:
    """Groups: date with time, date, time, name, what follows it; else the whole line."""
    return re.compile(rf"(?:{form.usual_header()}([^:\n]{{1,{LONGEST_NAME - 2}}}): ([^\n]*)|([^\n]*))\n")


def _take_seldom(line: str, at: int, columns: _Columns) -> bool:
    """Whether a line of no usual form starts a record; if so, its parts are put into the ``columns`` of ``Headers``."""
    # No header starts with a letter; nearly every further line of a message does.
    header = None if line[:1].isalpha() else any_header(line)
    if header is None:
        return False
    forms, whens, dates, signs, times, _, rests = columns
    _, dates[at], signs[at], times[at] = header.groups()
    forms[at] = HeaderForm.of(*header.group(1, 3, 4))
    date_at, time_at = header.start(2), header.start(4)
    whens[at] = line[min(date_at, time_at) : header.end(4) if date_at < time_at else header.end(2)]
    rests[at] = line[header.end() :]
    return True


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
            if len(starts) > 1:
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
        numbers = range(number, number + len(raws) - 1)
        return Records(offsets[:-2], offsets[1:-1], numbers, raws[:-1], headers, [None] * len(numbers))
    bounds = list(pairwise(starts))
    places = [offsets[at] for at in starts]
    return Records(
        places[:-1],
        places[1:],
        [number + at for at in starts[:-1]],
        [raws[at] if end == at + 1 else b"".join(raws[at:end]) for at, end in bounds],
        headers,
        [None if end == at + 1 else _texts(lines.others[at + 1 : end]) for at, end in bounds],
    )


def _each(headers: Headers, part: slice) -> Headers:
    forms, whens, dates, signs, times, names, rests = headers
    return Headers(forms[part], whens[part], dates[part], signs[part], times[part], names[part], rests[part])


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
            end = self._offset + len(raw)
            yield Records([self._offset], [end], [self._number], [raw], self._header, [self._furthers or None])
        elif raw:
            yield Preamble(raw, self._furthers)
