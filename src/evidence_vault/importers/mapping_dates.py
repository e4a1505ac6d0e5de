# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates by an explicit pattern of the person's choice, and the patterns that the times of a file support.

A pattern is the file's own text with places in braces: ``{day}.{month}.{year}, {hour}:{minute}``. A white space of
the pattern stands for any run of white space (exports mix them); every other sign stands for itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from evidence_vault.importers.local_times import (
    half_of_day,
    hour_of_day,
    iso_date,
    iso_time,
    utc_from_epoch,
)
from evidence_vault.importers.worded_dates import MONTH_NUMBERS
from evidence_vault.records import TimeCertainty

LONGEST_PATTERN = 120
_SPACE = r"[\s\u202f\u00a0\u2009]+"
_PLACES = {
    "year": r"\d{4}",
    "year2": r"\d{2}",
    "month": r"\d{1,2}",
    "month_name": r"[^\W\d_]{3,12}\.?",
    "day": r"\d{1,2}",
    "weekday": r"[^\W\d_]{1,12}\.?",
    "hour": r"\d{1,2}",
    "minute": r"\d{2}",
    "second": r"\d{2}",
    "fraction": r"\d{1,9}",
    "half": r"[^\d\s:/\-][^\d:/\-]{0,8}?",
    "offset": r"Z|[+-]\d{2}:?\d{2}",
    "epoch_seconds": r"-?\d{1,11}(?:\.\d{1,6})?",
    "epoch_milliseconds": r"-?\d{10,14}",
}
_ORDER_OF_NUMBERS = frozenset({"year", "year2", "month", "day", "hour", "minute", "second", "fraction"})
_TOKEN = re.compile(r"\{([a-z_0-9]+)\}|(\s+)|([^{}\s]+)|(.)", re.DOTALL)
_LONE_YEAR = re.compile(r"\d{4}")
_OFFSET = re.compile(r"([+-]\d{2}):?(\d{2})")


class PatternUnusable(ValueError):
    """A pattern with an unknown or repeated place, or without anything that tells a time."""


class ReadTime(NamedTuple):
    """``sent_at`` as in ``Message``; None with PARTIAL where the text is no time by this pattern."""

    sent_at: str | None
    certainty: TimeCertainty


NO_TIME = ReadTime(None, TimeCertainty.PARTIAL)


class DatePattern:
    """A compiled pattern. ``shape`` is its regular expression without groups, for use inside a larger one."""

    def __init__(self, pattern: str) -> None:
        """Raises PatternUnusable."""
        self.pattern = pattern
        parts = _compiled(pattern)
        self.shape = "".join(source for source, _place in parts)
        self._places = tuple(place for _source, place in parts if place)
        self._match = re.compile("".join(f"({source})" if place else source for source, place in parts))

    def read(self, text: str) -> ReadTime:
        """The time that ``text`` (a whole cell) says by this pattern."""
        match = self._match.fullmatch(text.strip())
        if match is None:
            return NO_TIME
        return _read(dict(zip(self._places, match.groups(), strict=True)))


def _compiled(pattern: str) -> list[tuple[str, str]]:
    """Regular expression and name of each place; "" as the name of what stands for itself."""
    if len(pattern) > LONGEST_PATTERN:
        raise PatternUnusable("too long")
    tokens = [match.groups() for match in _TOKEN.finditer(pattern)]
    places = [place for place, *_rest in tokens if place]
    if any(stray for *_rest, stray in tokens) or set(places) - _PLACES.keys() or len(places) != len(set(places)):
        raise PatternUnusable("place unknown or repeated")
    if not {"month", "month_name", "epoch_seconds", "epoch_milliseconds"} & set(places):
        raise PatternUnusable("no date in it")
    parts = []
    for index, (place, space, literal, _stray) in enumerate(tokens):
        if place:
            beside = {tokens[each][0] for each in (index - 1, index + 1) if 0 <= each < len(tokens)}
            fixed = place in {"month", "day", "hour"} and beside & _ORDER_OF_NUMBERS
            parts.append((r"\d{2}" if fixed else f"(?:{_PLACES[place]})", place))
        else:
            parts.append((_SPACE if space else re.escape(literal), ""))
    return parts


def _read(found: dict[str, str]) -> ReadTime:
    if epoch := found.get("epoch_seconds") or found.get("epoch_milliseconds"):
        seconds = Decimal(epoch) if "epoch_seconds" in found else Decimal(epoch) / 1000
        moment = utc_from_epoch(seconds)
        return ReadTime(moment, TimeCertainty.UTC) if moment else NO_TIME
    month = _month(found)
    year = found.get("year") or found.get("year2")
    if month is None or year is None or "day" not in found:
        return NO_TIME
    day = iso_date(int(year), month, int(found["day"]))
    if day is None:
        return NO_TIME
    if "hour" not in found or "minute" not in found:
        return ReadTime(day, TimeCertainty.PARTIAL)
    clock = _clock(found)
    if clock is None:
        return NO_TIME
    return _with_offset(f"{day}T{clock}", found.get("offset"))


def _month(found: dict[str, str]) -> int | None:
    if "month_name" in found:
        return MONTH_NUMBERS.get(found["month_name"].removesuffix(".").casefold())
    return int(found["month"]) if "month" in found else None


def _clock(found: dict[str, str]) -> str | None:
    half = half_of_day(found["half"]) if "half" in found else None
    if "half" in found and half is None:
        return None
    second = int(found["second"]) if "second" in found else None
    clock = iso_time(hour_of_day(int(found["hour"]), half), int(found["minute"]), second)
    return f"{clock}.{found['fraction'][:6]}" if clock and second is not None and "fraction" in found else clock


def _with_offset(local: str, offset: str | None) -> ReadTime:
    if offset is None:
        return ReadTime(local, TimeCertainty.LOCAL_DEVICE)
    if offset == "Z":
        return ReadTime(f"{local}+00:00", TimeCertainty.UTC)
    whole = local + _OFFSET.sub(r"\1:\2", offset)
    try:
        datetime.fromisoformat(whole)
    except ValueError:
        return NO_TIME
    return ReadTime(whole, TimeCertainty.OFFSET_KNOWN)


# --- which patterns a file supports --------------------------------------------------------------------------

_HALF_WORDS = r"[AaPp]\.?\s?[Mm]\.?|上午|下午|午前|午後|오전|오후|凌晨|早上|中午|晚上|傍晚"
_CLOCK = re.compile(
    rf"(?:(?P<before>{_HALF_WORDS})(?P<gap>\s*))?(?P<hour>\d{{1,2}})(?P<one>[:.时点])(?P<minute>\d{{2}})"
    rf"(?:(?P<two>[:.分])(?P<second>\d{{2}})(?:(?P<point>[.,])(?P<fraction>\d{{1,9}}))?)?(?P<tail>[分秒])?"
    rf"(?:(?P<space>\s*)(?P<after>{_HALF_WORDS}))?(?:(?P<wide>\s*)(?P<offset>Z|[+-]\d{{2}}:?\d{{2}}))?(?!\d)"
)
_DAY = re.compile(r"(?<!\d)(\d{1,4})(\s?[-/.年]\s?)(\d{1,2})(\s?[-/.月]\s?)(\d{1,4})([日.]?)(?!\d)")
_WORDED = re.compile(
    r"(?<!\d)(?:(?P<day>\d{1,2})(?P<a>\.?\s|-)(?P<month>[^\W\d_]{3,12}\.?)(?P<b>,?\s|-)(?P<year>\d{4})"
    r"|(?P<month2>[^\W\d_]{3,12}\.?)(?P<c>\s)(?P<day2>\d{1,2})(?P<d>,?\s)(?P<year2>\d{4}))(?!\d)"
)
_COMPACT = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"(?:(?P<joint>[ T])(?:[01]\d|2[0-3])[0-5]\d(?P<second>[0-5]\d)?(?![\d:]))?(?!\d)"
)
"""``20260301``, perhaps with ``093005`` beside it: as banks write days and clocks."""
_NUMERIC_ORDERS = (("year", "month", "day"), ("day", "month", "year"), ("month", "day", "year"))
_SUPPORTED = 0.6
"""Times of a file that must be read for a pattern to be offered: a torn line must not hide the right one."""


class FoundTime(NamedTuple):
    """Where a time stands in a text, and the patterns it may be read by."""

    start: int
    end: int
    patterns: tuple[str, ...]


def find_time(text: str) -> FoundTime | None:
    """The first date in ``text``, with the clock beside it; None where there is none."""
    day = _DAY.search(text)
    word = _WORDED.search(text)
    place = min((match for match in (day, word) if match), key=lambda match: match.start(), default=None)
    if place is None:
        return _find_compact(text)
    patterns = _day_patterns(place) if place is day else (_worded_pattern(place),)
    return _joined_with_clock(text, place, patterns)


def _find_compact(text: str) -> FoundTime | None:
    match = _COMPACT.search(text)
    if match is None:
        return None
    if match["joint"] is None:
        return _joined_with_clock(text, match, (_PACKED[8],))
    seconds = "{second}" if match["second"] else ""
    return FoundTime(match.start(), match.end(), (f"{_PACKED[8]}{match['joint']}{{hour}}{{minute}}{seconds}",))


def _joined_with_clock(text: str, day: re.Match[str], patterns: tuple[str, ...]) -> FoundTime:
    for clock in _CLOCK.finditer(text):
        if clock.start() >= day.end() and _is_joint(text[day.end() : clock.start()]):
            between = _as_literal(text[day.end() : clock.start()])
            return FoundTime(
                day.start(), clock.end(), tuple(each + between + _clock_pattern(clock) for each in patterns)
            )
        if clock.end() <= day.start() and _is_joint(text[clock.end() : day.start()]):
            between = _as_literal(text[clock.end() : day.start()])
            return FoundTime(
                clock.start(), day.end(), tuple(_clock_pattern(clock) + between + each for each in patterns)
            )
    return FoundTime(day.start(), day.end(), patterns)


def _is_joint(between: str) -> bool:
    return between in {"T", "", " klo ", " at ", " um ", " – ", " - "} or not between.strip(" ,\u202f\u00a0\t·|")


def _day_patterns(match: re.Match[str]) -> tuple[str, ...]:
    one, first, two, second, three, tail = match.groups()
    numbers = (one, two, three)
    orders = []
    for order in _NUMERIC_ORDERS if len(one) == 4 else (*_NUMERIC_ORDERS[1:], _NUMERIC_ORDERS[0]):
        year = numbers[order.index("year")]
        others = [number for number, name in zip(numbers, order, strict=True) if name != "year"]
        if len(year) in {2, 4} and all(len(number) <= 2 for number in others):
            names = [("year2" if name == "year" and len(year) == 2 else name) for name in order]
            orders.append(f"{{{names[0]}}}{first}{{{names[1]}}}{second}{{{names[2]}}}{tail}")
    return tuple(orders)


def _worded_pattern(match: re.Match[str]) -> str:
    if match["day"]:
        return f"{{day}}{match['a']}{{month_name}}{match['b']}{{year}}"
    return f"{{month_name}}{match['c']}{{day}}{match['d']}{{year}}"


def _clock_pattern(match: re.Match[str]) -> str:
    pattern = f"{{half}}{_as_literal(match['gap'])}" if match["before"] else ""
    pattern += f"{{hour}}{match['one']}{{minute}}"
    if match["second"]:
        pattern += f"{match['two']}{{second}}"
        pattern += f"{match['point']}{{fraction}}" if match["fraction"] else ""
    pattern += match["tail"] or ""
    if match["after"]:
        pattern += f"{_as_literal(match['space'])}{{half}}"
    return pattern + (f"{_as_literal(match['wide'])}{{offset}}" if match["offset"] else "")


def _as_literal(between: str) -> str:
    return re.sub(r"\s+", " ", between)


_PACKED = {8: "{year}{month}{day}", 12: "{year}{month}{day}{hour}{minute}"}
_PACKED[14] = "{year}{month}{day}{hour}{minute}{second}"


def _packed(text: str) -> Iterator[str]:
    """Patterns of a time that is nothing but digits."""
    if text.isascii() and text.isdigit():
        if len(text) in _PACKED:
            yield _PACKED[len(text)]
        if len(text) == 10:
            yield "{epoch_seconds}"
        if len(text) == 13:
            yield "{epoch_milliseconds}"


def supported_patterns(samples: Sequence[str]) -> tuple[str, ...]:
    """The patterns that read (nearly) every one of ``samples``, in a fixed order; empty texts do not count."""
    texts = [text.strip() for text in samples if text.strip()]
    if not texts:
        return ()
    shapes = dict.fromkeys(_candidates(texts))
    fitting = []
    for pattern in shapes:
        read = _reader(pattern)
        good = sum(read(text).sent_at is not None for text in texts) if read else 0
        if good >= _SUPPORTED * len(texts):
            fitting.append((pattern, good))
    most = max((good for _pattern, good in fitting), default=0)
    return tuple(pattern for pattern, good in fitting if good == most)


def _candidates(texts: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for text in texts:
        shape = re.sub(r"\d", "0", text)[:80]
        if shape in seen or len(seen) > 200:
            continue
        seen.add(shape)
        yield from _packed(text)
        found = find_time(text)
        if found and found.start == 0 and found.end == len(text):
            yield from found.patterns


def _reader(pattern: str) -> Callable[[str], ReadTime] | None:
    try:
        return DatePattern(pattern).read
    except PatternUnusable:
        return None
