# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of LINE that name a day, in every language it exports in; the weekday beside a date proves its order.

Forms from exports and their parsers: ``2024/1/2(火)``, ``2024.01.02 Tuesday``, ``Wed, 3/13/2024``, ``พ. 13/03/2024``.
"""

import re
from datetime import date
from typing import NamedTuple

from evidence_vault.importers.local_times import iso_date
from evidence_vault.records import TimeCertainty

_WEEKDAYS = (
    "mon monday 月 一 월 จ จันทร์ sen senin isn isnin lun lunes lundi lunedì seg segunda mo montag пн pzt pazartesi",
    "tue tuesday 火 二 화 อ อังคาร sel selasa mar martes mardi martedì ter terça di dienstag вт sal salı",
    "wed wednesday 水 三 수 พ พุธ rab rabu mié miércoles mer mercredi mercoledì qua quarta mi mittwoch ср çar çarşamba",
    "thu thursday 木 四 목 พฤ พฤหัสบดี kam kamis kha khamis jue jueves jeu jeudi gio giovedì qui quinta donnerstag чт",
    "fri friday 金 五 금 ศ ศุกร์ jum jumat jumaat vie viernes ven vendredi venerdì sex sexta fr freitag пт cum cuma",
    "sat saturday 土 六 토 ส เสาร์ sab sabtu sáb sábado sam samedi sabato sa samstag сб cmt cumartesi",
    "sun sunday 日 天 일 อา อาทิตย์ min minggu ahd ahad dom domingo dim dimanche domenica so sonntag вс paz pazar",
)
_NUMBERS = {word: number for number, words in enumerate(_WEEKDAYS, 1) for word in words.split()}
DAY_LINE = re.compile(
    r"\ufeff?(?:(?P<before>[^\s\d.,]{1,12})[.,]{1,2} )?"
    r"(?P<date>(?P<first>\d{1,4})[./\-] ?(?P<second>\d{1,2})[./\-] ?(?P<third>\d{1,4})\.?)"
    r"(?P<after> ?[(（].{1,9}[)）]| ?[週周].| ?星期.| ?.曜日| ?.요일| [A-Za-z]{3,6}day)?"
)
"""A whole line; it is a day only when ``is_day`` finds a weekday in it."""


def is_day(match: re.Match[str]) -> bool:
    """Whether a weekday stands beside the date: a date alone can be anybody's words."""
    return match["after"] is not None or _weekday(match) is not None


class _Day(NamedTuple):
    by_day: str | None
    by_month: str | None


class DayOrder:
    """Which number of a date is the day, settled for the whole file from its day lines."""

    def __init__(self) -> None:
        self._fits_day = self._fits_month = True
        self._differ = False

    def add(self, match: re.Match[str]) -> None:
        """Take in one day line."""
        if len(match["first"]) == len("2024"):
            return
        day = _readings(match)
        self._fits_day &= day.by_day is not None
        self._fits_month &= day.by_month is not None
        self._differ |= day.by_day != day.by_month

    def day_first(self, answer: bool | None) -> bool | None:
        """Whether the day stands first; None: nothing tells. What the weekdays prove goes before an answer."""
        if self._fits_day != self._fits_month:
            return self._fits_day
        return answer if self._differ else True

    @property
    def is_open(self) -> bool:
        """Two orders fit all day lines, and they are not the same days."""
        return self._differ and self._fits_day and self._fits_month


def day_of(match: re.Match[str], day_first: bool | None) -> tuple[str | None, TimeCertainty]:
    """The day as ``2024-03-13`` and what is known about it."""
    if len(match["first"]) == len("2024"):
        found = iso_date(int(match["first"]), int(match["second"]), int(match["third"]))
        return found, TimeCertainty.LOCAL_DEVICE if found else TimeCertainty.PARTIAL
    day = _readings(match)
    if day_first is None and day.by_day and day.by_month and day.by_day != day.by_month:
        return None, TimeCertainty.DATE_AMBIGUOUS
    found = day.by_month if day_first is False else day.by_day
    if day_first is None:
        found = day.by_day or day.by_month
    return found, TimeCertainty.LOCAL_DEVICE if found else TimeCertainty.PARTIAL


def _readings(match: re.Match[str]) -> _Day:
    first, second, year = int(match["first"]), int(match["second"]), int(match["third"])
    weekday = _weekday(match)
    return _Day(_on(iso_date(year, second, first), weekday), _on(iso_date(year, first, second), weekday))


def _on(day: str | None, weekday: int | None) -> str | None:
    fits = day is not None and (weekday is None or date.fromisoformat(day).isoweekday() == weekday)
    return day if fits else None


def _weekday(match: re.Match[str]) -> int | None:
    if match["before"]:
        return _NUMBERS.get(match["before"].casefold())
    word = (match["after"] or "").strip(" ()（）.").casefold()
    for lead in ("星期", "週", "周"):
        word = word.removeprefix(lead)
    return _NUMBERS.get(word.removesuffix("曜日").removesuffix("요일"))
