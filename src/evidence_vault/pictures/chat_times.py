# SPDX-License-Identifier: GPL-3.0-or-later
"""The times that chat apps show between messages and in bubbles, in Chinese and English, as they are read.

A time says only what it shows: "昨天 18:02" has no date until a person says on which day the picture was taken.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE_DAYS = "一二三四五六日"
_SPACE = "␣"
"""A space between two digits, which parts numbers; all others mean nothing."""

_MONTH = r"(?P<month_name>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATES = (
    r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
    r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4}|\d{2})",
    rf"{_MONTH}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:[,␣]?(?P<year>\d{{4}}))?",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_MONTH}(?:,?(?P<year>\d{{4}}))?",
)
_RELATIVE = (
    r"(?P<today>今[天日]|today)|(?P<yesterday>昨[天日]|yesterday)|(?P<before>前天)"
    r"|(?:星期|周|週|礼拜|禮拜)(?P<weekday>[一二三四五六日天])"
    r"|(?P<english_day>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?"
)
_ANY_DAY = r"(?:(?:星期|周|週)[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)"
_CLOCK = (
    r"(?<!\d)(?P<half>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上)?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second_of>\d{2}))?(?P<meridiem>[ap]\.?m\.?)?"
)
_WHOLE = (
    *tuple(
        re.compile(rf"(?:{_ANY_DAY},?)?{day}(?:,?{_ANY_DAY})?(?:,|at|·|\.|␣)?(?:{_CLOCK})?", re.IGNORECASE)
        for day in _DATES
    ),
    re.compile(
        rf"(?P<month>\d{{2}})-(?P<day>\d{{2}})␣{_CLOCK}", re.IGNORECASE
    ),  # as QQ writes it; never without a clock
    re.compile(rf"(?:{_RELATIVE})(?:,|at|·)?(?:{_CLOCK})?", re.IGNORECASE),
    re.compile(_CLOCK, re.IGNORECASE),
)
_AT_THE_END = re.compile(
    r"(?P<clock>(?:凌晨|早上|上午|中午|下午|晚上)?\s?\d{1,2}:\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?)\s?(?P<ticks>[^\w\s]{0,3}\s?[wWvVyYuU√✓]{0,3})$"
)
_BEFORE_CLOCK = re.compile(r"(?<!\d)(\d{3,6})(?=:\d{2})")
_AFTERNOON = frozenset({"下午", "傍晚", "晚上"})


@dataclass(frozen=True, slots=True)
class ChatTime:
    """A time as it is shown. ``date`` (year None: not shown) and ``clock`` (HH:MM) as far as they are.

    ``days_back``: 0 today, 1 yesterday, 2 the day before. ``weekday``: 0 Monday. ``ambiguous``: 3/4/2026, of which
    ``date`` holds the reading with the day first. ``raw``: the text of the picture.
    """

    raw: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    clock: str | None = None
    days_back: int | None = None
    weekday: int | None = None
    ambiguous: bool = False

    @property
    def is_relative(self) -> bool:
        """Whether it needs to be known when the picture was taken: no date, or one without its year."""
        return self.month is None or self.year is None

    def date_on(self, taken_on: date | None, *, day_first: bool | None = None) -> date | None:
        """The date it means, if that can be said. ``taken_on``: the day the picture was taken, a person's statement."""
        try:
            return (
                self._absolute(day_first) if self.month is not None and self.year is not None else self._from(taken_on)
            )
        except ValueError:
            return None

    def _absolute(self, day_first: bool | None) -> date | None:
        if self.year is None or self.month is None or self.day is None:
            return None
        if not self.ambiguous:
            return date(self.year, self.month, self.day)
        if day_first is None:
            return None
        return date(self.year, self.month, self.day) if day_first else date(self.year, self.day, self.month)

    def _from(self, taken_on: date | None) -> date | None:
        if taken_on is None:
            return None
        if self.month is not None and self.day is not None:
            this_year = date(taken_on.year, self.month, self.day)
            return this_year if this_year <= taken_on else date(taken_on.year - 1, self.month, self.day)
        if self.weekday is not None:
            back = (taken_on.weekday() - self.weekday) % 7 or 7
            return taken_on - timedelta(days=back)
        return taken_on - timedelta(days=self.days_back or 0)


def chat_time(text: str) -> ChatTime | None:
    """The time that is all of ``text``; None where it is something else, or more than a time."""
    plain = re.sub(r"(?<=\d)\s+(?=\d)", _SPACE, unicodedata.normalize("NFKC", text).strip())
    plain = re.sub(r"\s+", "", plain).strip("-—·•")
    if not 2 <= len(plain) <= 40:
        return None
    found = {time for each in _parted(plain) if (time := _time_in(each, text.strip())) is not None}
    return found.pop() if len(found) == 1 else None


def _parted(plain: str) -> tuple[str, ...]:
    """With the space put back that was lost before the clock: "3-112:30" can be the 1st or the 11th of March."""
    run = _BEFORE_CLOCK.search(plain)
    if run is None:
        return (plain,)
    start, length = run.start(), len(run[1])
    hours = (1, 2) if length == 3 else (length - 4,) if length > 4 else (2,)
    return tuple(f"{plain[: start + length - hour]}{_SPACE}{plain[start + length - hour :]}" for hour in hours)


def _time_in(plain: str, raw: str) -> ChatTime | None:
    for pattern in _WHOLE:
        match = pattern.fullmatch(plain)
        if match is not None and (found := _time_of(match.groupdict(), raw)) is not None:
            return found
    return None


def split_clock(text: str) -> tuple[str, str] | None:
    """``text`` of a bubble without the time at its end, and that time; None where none stands there."""
    match = _AT_THE_END.search(unicodedata.normalize("NFKC", text))
    if match is None or chat_time(match["clock"]) is None:
        return None
    normal = unicodedata.normalize("NFKC", text)
    if len(normal) != len(text):
        return normal[: match.start()].rstrip(), match["clock"].strip()
    return text[: match.start()].rstrip(), match["clock"].strip()


def _time_of(matched: dict[str, str | None], raw: str) -> ChatTime | None:
    found = {key: value for key, value in matched.items() if value is not None}
    clock = _clock(found)
    if found.get("hour") is not None and clock is None:
        return None
    year, month, day, ambiguous = _date(found)
    if month is not None and (not 1 <= month <= 12 or day is None or not 1 <= day <= 31):
        return None
    weekday = _weekday(found)
    days_back = next((number for number, key in enumerate(("today", "yesterday", "before")) if found.get(key)), None)
    if month is None and weekday is None and days_back is None:
        days_back = 0 if clock else None
    return ChatTime(raw, year, month, day, clock, days_back, weekday, ambiguous)


def _clock(found: dict[str, str]) -> str | None:
    if "hour" not in found:
        return None
    hour, minute = int(found["hour"]), int(found["minute"])
    half, meridiem = found.get("half", ""), found.get("meridiem", "").lower()[:1]
    if hour > 23 or minute > 59:
        return None
    late = half in _AFTERNOON or meridiem == "p" or (half == "中午" and hour < 11)
    if late and hour < 12:
        hour += 12
    elif hour == 12 and (meridiem == "a" or half in {"凌晨", "晚上"}):
        hour = 0
    return f"{hour:02d}:{minute:02d}"


def _date(found: dict[str, str]) -> tuple[int | None, int | None, int | None, bool]:
    year = _number(found, "year")
    if year is not None and year < 100:
        year += 2000
    if "first" in found:
        first, second = int(found["first"]), int(found["second"])
        if first > 12:
            return year, second, first, False
        if second > 12:
            return year, first, second, False
        return year, second, first, first != second
    if "month_name" in found:
        return year, _MONTHS.index(found["month_name"][:3].lower()) + 1, _number(found, "day"), False
    return year, _number(found, "month"), _number(found, "day"), False


def _number(found: dict[str, str], name: str) -> int | None:
    return int(found[name]) if name in found else None


def _weekday(found: dict[str, str]) -> int | None:
    if "weekday" in found:
        return _CHINESE_DAYS.index(found["weekday"].replace("天", "日"))
    if "english_day" in found:
        return _ENGLISH_DAYS.index(found["english_day"][:3].lower())
    return None
