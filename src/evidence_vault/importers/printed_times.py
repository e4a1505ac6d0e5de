# SPDX-License-Identifier: GPL-3.0-or-later
"""Times as pages print them for people: months in words, or numbers whose order is settled for the whole file."""

import re

from evidence_vault.importers.local_times import iso_time
from evidence_vault.importers.whatsapp_header import DateSurvey, HeaderTimes, read_clock
from evidence_vault.importers.worded_dates import local_from_words
from evidence_vault.records import TimeCertainty

_NUMBERS = re.compile(
    r"(?P<date>\d{1,4}(?P<sign>[/.\-]) ?\d{1,2}(?P=sign) ?\d{1,4}\.?),?[\s\u202f]+"
    r"(?:(?:at|um|à|klo|kl\.|a las|às|alle|om) )?"
    r"(?P<clock>\D{0,12}\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u202f]?\D{1,8})?)"
)
_TWENTY_FOUR = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?")


class PrintedTimes:
    """Fed with every printed time of a file, then reads each."""

    def __init__(self) -> None:
        self._dates: dict[str, DateSurvey] = {}
        self._times = HeaderTimes()
        self._last = ""

    def add(self, text: str) -> None:
        """Take in one printed time."""
        match = _NUMBERS.fullmatch(text.strip())
        if match and match["date"] != self._last:
            self._last = match["date"]
            survey = self._dates.setdefault(match["sign"], DateSurvey(match["sign"]))
            survey.add(match["date"], twelve_hours=not match["clock"].strip()[-1].isdigit())

    def settle(self, answer: bool | None) -> None:
        """Decide the order of day and month; ``answer`` is the person's."""
        self._times = HeaderTimes({sign: survey.day_first(answer) for sign, survey in self._dates.items()})

    @property
    def is_open(self) -> bool:
        """Some dates can be read in two ways, and nothing decides."""
        return any(survey.open_dates and self._times.day_first[sign] is None for sign, survey in self._dates.items())

    def read(self, text: str) -> tuple[str | None, TimeCertainty]:
        """ISO 8601 without an offset, and what is known about it."""
        text = text.strip()
        match = _NUMBERS.fullmatch(text)
        if match is None:
            local = local_from_words(text)
            return local, TimeCertainty.LOCAL_DEVICE if local else TimeCertainty.PARTIAL
        sent_at, certainty = self._times.read(match["date"], match["sign"], match["clock"].strip())
        return sent_at, certainty


def clock_of(text: str) -> str | None:
    """``9:05:10`` or ``9:05:10 PM`` as ``09:05:10``, ``21:05:10``; None for anything else."""
    match = _TWENTY_FOUR.fullmatch(text.strip())
    if match is None:
        return read_clock(text.strip())
    return iso_time(int(match[1]) if int(match[1]) < 24 else None, int(match[2]), int(match[3]) if match[3] else None)
