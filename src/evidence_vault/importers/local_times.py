# SPDX-License-Identifier: GPL-3.0-or-later
"""Wall-clock times as chat programs print them: 12-hour words of many languages, calendar days, ISO 8601 text.

A part that the source does not print (seconds, the day) is never invented: ``2026-03-01T09:30`` has no seconds.
"""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from evidence_vault.records import TimeCertainty

_START = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST_YEAR = 1990
LATEST_YEAR = 2100
_FROM_MILLISECONDS = 10**11
"""Years outside are another calendar (Persian) or a mistake: not read as ours."""

LATEST_SHORT_YEAR = 40
"""A year of two digits beyond is of another calendar (in Thailand 2026 is 69): not read as 2069."""

_BUDDHIST_YEARS = range(2500, 2641)
_BUDDHIST_AHEAD = 543
"""Thailand's years differ from ours in nothing but the number, since 1941."""

_MORNING = {
    *("am", "a", "上午", "午前", "오전", "凌晨", "早上", "清晨", "ص", "πμ", "sa", "öö", "de", "прпл"),
    *("fm", "dop", "पूर्वाह्न", "ก่อนเที่ยง", "צ", "pg", "ap", "проб", "मपू", "முற்பகல்", "صبح", "午夜", "半夜"),
}
_AFTERNOON = {
    *("pm", "p", "下午", "午後", "오후", "晚上", "傍晚", "م", "μμ", "ch", "ös", "du", "ппл"),
    *("em", "odp", "अपराह्न", "หลังเที่ยง", "ptg", "ip", "слоб", "मउ", "பிற்பகல்", "شام"),
}
_NOON = {"中午"}
_ISO = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r"(?:(?<=\.[0-9]{6})[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_NOT_LETTERS = re.compile(r"[.\s\u202f\u00a0\u2009_\u200e\u200f]")


def half_of_day(word: str) -> str | None:
    """ "am", "pm" or "noon" for the word beside a 12-hour time, None for a word that is not known."""
    plain = _NOT_LETTERS.sub("", word).casefold()
    if plain in _MORNING:
        return "am"
    if plain in _AFTERNOON:
        return "pm"
    return "noon" if plain in _NOON else None


def hour_of_day(hour: int, half: str | None) -> int | None:
    """The hour from 0 to 23; None where there is none such. ``0:15 PM`` occurs and is a quarter past noon."""
    if half is None or hour > 12:
        return hour if 0 <= hour <= 23 else None
    if half == "noon":
        return hour if hour >= 10 else hour + 12
    return hour % 12 + (12 if half == "pm" else 0)


def iso_time(hour: int | None, minute: int, second: int | None) -> str | None:
    """``09:30`` or ``09:30:05``; None where there is no such time."""
    if hour is None or minute > 59 or (second or 0) > 59:
        return None
    return f"{hour:02d}:{minute:02d}" if second is None else f"{hour:02d}:{minute:02d}:{second:02d}"


def iso_date(year: int, month: int, day: int) -> str | None:
    """``2026-03-01``; None where there is no such day. Two-digit years are of this century, 2569 is Thailand's 2026."""
    if year in _BUDDHIST_YEARS:
        year -= _BUDDHIST_AHEAD
    elif year <= LATEST_SHORT_YEAR:
        year += 2000
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def iso_local(year: int, month: int, day: int, clock: str | None) -> str | None:
    """Day and time of the source joined; None where either does not exist."""
    day_text = iso_date(year, month, day)
    return f"{day_text}T{clock}" if day_text and clock else None


def utc_from_epoch(seconds: Decimal | int) -> str | None:
    """Seconds since 1970 (with a fraction perhaps) as ``2026-03-01T09:30:00+00:00``; None outside our years."""
    try:
        if isinstance(seconds, int):
            moment = _START + timedelta(seconds=seconds)
        else:
            moment = _START + timedelta(microseconds=int(seconds * 1_000_000))
    except (OverflowError, ArithmeticError, ValueError):
        return None
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        return None
    return moment.isoformat(timespec="auto")


def utc_from_number(value: object) -> tuple[str | None, TimeCertainty]:
    """Seconds or milliseconds since 1970, told apart by their size (1e11 seconds would be the year 5138)."""
    number = whole_number(value)
    if number is None and isinstance(value, Decimal):
        number = int(value)
    if number is None:
        return None, TimeCertainty.PARTIAL
    moment = utc_from_epoch(Decimal(number) / 1000 if abs(number) >= _FROM_MILLISECONDS else number)
    return moment, TimeCertainty.UTC if moment else TimeCertainty.PARTIAL


def local_or_utc(text: str) -> tuple[str | None, TimeCertainty]:
    """ISO 8601 text as it stands in an export: with an offset (or Z) certain, without one the device's clock."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None, TimeCertainty.PARTIAL
    try:
        moment = datetime.fromisoformat(text.replace(" ", "T"))
    except ValueError:
        return None, TimeCertainty.PARTIAL
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        return None, TimeCertainty.PARTIAL
    day, clock, offset = match.groups()
    if offset is None:
        return f"{day}T{clock}", TimeCertainty.LOCAL_DEVICE
    if offset == "Z":
        return f"{day}T{clock}+00:00", TimeCertainty.UTC
    return f"{day}T{clock}{offset}", TimeCertainty.OFFSET_KNOWN


def whole_number(value: object) -> int | None:
    """``value`` as a number when it is one or a text of digits: exporters write both."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,20}", value):
        return int(value)
    return None
