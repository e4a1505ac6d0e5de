# SPDX-License-Identifier: GPL-3.0-or-later
"""The line that starts a WhatsApp record, in every form we know, and how its date and time are to be read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple, Self

from evidence_vault.importers.local_times import half_of_day, hour_of_day, iso_date, iso_time
from evidence_vault.records import TimeCertainty

MARKS: Final = "\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
"""Signs without width; a byte-order mark can stand at the start of any line."""

_HALF = "(?:上午|下午|凌晨|早上|中午|晚上)"
"""Before the times of Chinese phones, without a space."""

_MARK = f"[{MARKS}]*"
_GAP = "[ \u00a0\u2009\u202f]"
_WORD = rf"[^\W\d_][^\d\s\[\]:,\-–—]{{0,12}}(?:{_GAP}[^\W\d_][^\d\s\[\]:,\-–—]{{0,3}})?"
HEADER: Final = re.compile(
    rf"{_MARK}(\[)?{_MARK}"
    rf"(\d{{1,4}}{_MARK}([/.\-])(?:{_GAP}|{_MARK})\d{{1,2}}{_MARK}\3(?:{_GAP}|{_MARK})\d{{1,4}}\.?)(?:{_GAP}?[гж]\.)?"
    rf"(?:[,،、]{_MARK}{_GAP}*|{_GAP}+)(?:(?:klo|kl\.|um|at|à|às|a las|u){_GAP})?{_MARK}"
    rf"((?:{_WORD}{_GAP}?)?\d{{1,2}}(?:[:.]|{_GAP}h{_GAP})\d\d"
    rf"(?:[:.]\d\d|{_GAP}min{_GAP}\d\d)?(?:{_GAP}?_?{_WORD})?)"
    rf"(?(1){_MARK}\]{_GAP}?|(?:{_GAP}[-–—]|:){_GAP})"
)
"""Groups: bracket, date, sign between its numbers, time with its word."""

USUAL_HEADER: Final = re.compile(
    r"(\[)?([0-9]{1,4}([/.\-])[0-9]{1,2}\3[0-9]{1,4}),? "
    rf"({_HALF}?[0-9]{{1,2}}:[0-9][0-9](?::[0-9][0-9])?(?:[ \u202f][AaPp][Mm])?)(?(1)\] | - )"
)
"""The most frequent forms of ``HEADER``: same groups, same end."""


_MOST_KEPT = 10_000


class HeaderForm(NamedTuple):
    """What stays the same in all headers of one phone: ``colons`` of the time, and whether it ends with a digit."""

    bracket: bool
    sign: str
    colons: int
    digit_last: bool

    @classmethod
    @lru_cache(maxsize=_MOST_KEPT)  # of a phone with another form than the usual ones it is asked for every line
    def of(cls, bracket: str | None, sign: str, time_text: str) -> Self:
        """The form of a header with these groups of ``any_header``."""
        return cls(bracket is not None, sign, time_text.count(":"), time_text[-1].isdigit())

    def usual_header(self) -> str:
        """Text of an expression for exactly those headers of ``USUAL_HEADER`` that have this form.

        It finds them in two thirds of the time. Groups: date with time, date, time.
        """
        bracket, end = (r"\[", r"\] ") if self.bracket else ("", " - ")
        sign, seconds = re.escape(self.sign), ":[0-9][0-9]" * (self.colons - 1)
        date_text = f"[0-9]{{1,4}}{sign}[0-9]{{1,2}}{sign}[0-9]{{1,4}}"
        time_text = f"{_HALF}?[0-9]{{1,2}}:[0-9][0-9]{seconds}" + ("" if self.digit_last else "[ \u202f][AaPp][Mm]")
        return f"{bracket}(({date_text}),? ({time_text})){end}"


_END = rf"(?(1){_MARK}\]{_GAP}?|{_GAP}[-–—]{_GAP})"
_TIME_FIRST = re.compile(
    rf"{_MARK}(\[)?(?=\d{{1,2}}:\d\d(?::\d\d)?,?{_GAP}(\d{{1,2}}([/.\-])\d{{1,2}}\3\d{{2,4}}))"
    rf"(\d{{1,2}}:\d\d(?::\d\d)?),?{_GAP}[\d/.\-]{{6,10}}{_END}"
)
_NUMBERED = re.compile(
    rf"{_MARK}(\[)?(\d{{4}}([年년]){_GAP}?\d{{1,2}}[月월]{_GAP}?\d{{1,2}}[日일]),?{_GAP}?"
    rf"((?:{_WORD}{_GAP}?)?\d{{1,2}}:\d\d(?::\d\d)?){_END}"
)


def any_header(line: str) -> re.Match[str] | None:
    """The header that ``line`` starts with: bracket, date, sign between its numbers, time with its word.

    Forms of few phones come last: the time before the date (Vietnamese), 2024년 3월 13일.
    """
    return HEADER.match(line) or _TIME_FIRST.match(line) or _NUMBERED.match(line)


_NUMBERS = re.compile(r"\d+")
_CLOCK = re.compile(
    rf"({_WORD})?{_GAP}?(\d{{1,2}})(?:[:.]|{_GAP}h{_GAP})(\d\d)"
    rf"(?:(?:[:.]|{_GAP}min{_GAP})(\d\d))?{_GAP}?_?({_WORD})?"
)
_HOURS = frozenset({"ч.", "ч", "s", "h"})
"""Words beside a time that count hours or seconds and tell no half of the day (Bulgarian, French of Canada)."""
_BACKWARD_DAYS = 2


@dataclass
class DateSurvey:
    """What the dates of one sign (3/4/26 or 3.4.26) say about their order; fed once per change of day."""

    sign: str
    day_proofs: int = 0
    month_proofs: int = 0
    open_dates: int = 0
    day_jumps: int = 0
    month_jumps: int = 0
    looks_american: bool = True
    _last_day: int = 0
    _last_month: int = 0

    def add(self, date_text: str, twelve_hours: bool) -> None:
        """Take in one date."""
        texts = _NUMBERS.findall(date_text)
        first, second, year = (int(text) for text in texts)
        if len(texts[0]) > 2:
            return
        self.day_proofs += first > 12
        self.month_proofs += second > 12
        self.open_dates += first <= 12 and second <= 12 and first != second
        padded = texts[0][0] == "0" or texts[1][0] == "0"
        self.looks_american &= self.sign == "/" and twelve_hours and len(texts[2]) == 2 and not padded
        self._follow(first, second, year)

    def _follow(self, first: int, second: int, year: int) -> None:
        by_day, by_month = _ordinal(year, second, first), _ordinal(year, first, second)
        self.day_jumps += bool(by_day and by_day + _BACKWARD_DAYS <= self._last_day)
        self.month_jumps += bool(by_month and by_month + _BACKWARD_DAYS <= self._last_month)
        self._last_day, self._last_month = by_day or self._last_day, by_month or self._last_month

    @property
    def is_mixed(self) -> bool:
        """Dates of both orders stand in the file: no order holds for it."""
        return self.day_proofs > 0 and self.month_proofs > 0

    def day_first(self, answer: bool | None) -> bool | None:
        """Whether 3/4 is the third of April; None: it cannot be told. Proofs go before the person's answer."""
        if self.is_mixed:
            return None
        if self.day_proofs or self.month_proofs:
            return self.day_proofs > 0
        if answer is not None:
            return answer
        if self.day_jumps != self.month_jumps:
            return self.day_jumps < self.month_jumps
        if self.sign in ".-":
            return True
        return False if self.looks_american and self.open_dates else None


class _Clocks(dict[str, str | None]):
    """What the texts of times mean, each read when it is first asked for."""

    def __missing__(self, time_text: str) -> str | None:
        if len(self) > _MOST_KEPT:
            self.clear()
        clock = self[time_text] = read_clock(time_text)
        return clock


@dataclass
class HeaderTimes:
    """Reads date and time texts of one file; every distinct text once."""

    day_first: dict[str, bool | None] = field(default_factory=dict)
    _days: dict[str, tuple[str | None, TimeCertainty]] = field(default_factory=dict)
    _clocks: _Clocks = field(default_factory=_Clocks)

    def read(self, date_text: str, sign: str, time_text: str) -> tuple[str | None, TimeCertainty]:
        """ISO 8601 without an offset, and what is known about it. A day without a readable time stands alone."""
        self._know({date_text: sign})
        return _moment(*self._days[date_text], self._clocks[time_text])

    def read_many(
        self, dates: Sequence[str], signs: Sequence[str], times: Sequence[str]
    ) -> tuple[list[str | None], list[TimeCertainty]]:
        """``read`` for many headers: the times, and what is known about each."""
        distinct = dict(zip(dates, signs, strict=True))
        self._know(distinct)
        days = {date: self._days[date][0] for date in distinct}
        clocks = [*map(self._clocks.__getitem__, times)]
        if all(days.values()) and all(clocks):
            both = zip(map(days.__getitem__, dates), clocks, strict=True)
            return [f"{day}T{clock}" for day, clock in both], [TimeCertainty.LOCAL_DEVICE] * len(dates)
        found = [_moment(*self._days[date], clock) for date, clock in zip(dates, clocks, strict=True)]
        return [moment for moment, _ in found], [certainty for _, certainty in found]

    def _know(self, signs: Mapping[str, str]) -> None:
        if len(self._days) > _MOST_KEPT:
            self._days.clear()
        for date_text, sign in signs.items():
            if date_text not in self._days:
                self._days[date_text] = _read_day(date_text, self.day_first.get(sign))


def _moment(day: str | None, certainty: TimeCertainty, clock: str | None) -> tuple[str | None, TimeCertainty]:
    if day is not None and clock is None:
        return day, TimeCertainty.PARTIAL
    return f"{day}T{clock}" if day else None, certainty


def read_clock(time_text: str) -> str | None:
    """``10:30 PM`` as ``22:30``; None for a word we do not know or a time that does not exist."""
    match = _CLOCK.fullmatch(time_text)
    if match is None:
        return None
    before, hour, minute, second, after = match.groups()
    word = before or after
    if word in _HOURS:
        word = None
    half = half_of_day(word) if word else None
    if word and half is None:
        return None
    return iso_time(hour_of_day(int(hour), half), int(minute), int(second) if second else None)


def _read_day(date_text: str, day_first: bool | None) -> tuple[str | None, TimeCertainty]:
    texts = _NUMBERS.findall(date_text)
    first, second, third = (int(text) for text in texts)
    if len(texts[0]) > 2:
        day = iso_date(first, second, third)
    else:
        if day_first is None:
            day_first = True if first > 12 or first == second else False if second > 12 else None
        if day_first is None:
            return None, TimeCertainty.DATE_AMBIGUOUS
        day = iso_date(third, second, first) if day_first else iso_date(third, first, second)
    return day, TimeCertainty.LOCAL_DEVICE if day else TimeCertainty.PARTIAL


def _ordinal(year: int, month: int, day: int) -> int:
    try:
        return date(year + 2000 if year < 100 else year, month, day).toordinal()
    except ValueError:
        return 0
