# SPDX-License-Identifier: GPL-3.0-or-later
"""The times of messages on a screenshot: carried forward from the lines between them, never further than they go."""

from dataclasses import dataclass
from datetime import date

from evidence_vault.pictures.chat_times import ChatTime, chat_time
from evidence_vault.records import TimeCertainty


@dataclass(frozen=True, slots=True)
class TimeOnPicture:
    """``sent_at``: ISO 8601 without an offset, or a day alone, or None; ``raw``: what the picture shows."""

    sent_at: str | None
    raw: str | None
    certainty: TimeCertainty


class TimesOfPicture:
    """Goes from top to bottom. ``open_lines``: the times whose day nobody has said.

    A line such as "昨天 18:02" is the time of the message below it; for those after that only the day is carried
    forward. A clock time in a bubble is that message's own. A line with a clock alone means the day the picture was
    taken, whatever stands above it: apps leave the day out for today only. Messages above the first line have the
    day ``first_day``, where the person said it.
    """

    def __init__(self, taken_on: date | None, day_first: bool | None, first_day: date | None = None) -> None:
        self._taken_on = taken_on
        self._day_first = day_first
        self._line = None if first_day is None else ChatTime("", first_day.year, first_day.month, first_day.day)
        self._is_fresh = False
        self.open_lines: list[str] = []

    def take_line(self, text: str) -> None:
        """A time line between messages; one that says no time changes nothing."""
        time = chat_time(text)
        if time is None:
            return
        self._line, self._is_fresh = time, True
        self._note_open(time)

    def take_gap(self, day: date | None) -> None:
        """Something may be missing here: no day goes on, but one the person says for what follows."""
        self._line = None if day is None else ChatTime("", day.year, day.month, day.day)
        self._is_fresh = False

    def of_message(self, shown: str | None) -> TimeOnPicture:
        """The time of the next message; ``shown``: the clock time in or beside its bubble."""
        line, is_fresh = self._line, self._is_fresh
        self._is_fresh = False
        own = chat_time(shown) if shown else None
        raw = " ".join(part for part in (line.raw if line else None, shown) if part) or None
        if own is None:
            clock = line.clock if line is not None and is_fresh else None
            return self._time(line, clock, raw)
        if line is None:  # the day stands further up, on another picture
            self.open_lines.append(own.raw)
        return self._time(line, own.clock, raw)

    def _time(self, day_of: ChatTime | None, clock: str | None, raw: str | None) -> TimeOnPicture:
        day = day_of.date_on(self._taken_on, day_first=self._day_first) if day_of is not None else None
        if day is None:
            ambiguous = day_of is not None and day_of.ambiguous and self._day_first is None
            return TimeOnPicture(None, raw, TimeCertainty.DATE_AMBIGUOUS if ambiguous else TimeCertainty.PARTIAL)
        if clock is None:
            return TimeOnPicture(day.isoformat(), raw, TimeCertainty.PARTIAL)
        return TimeOnPicture(f"{day.isoformat()}T{clock}", raw, TimeCertainty.LOCAL_DEVICE)

    def _note_open(self, time: ChatTime) -> None:
        if time.date_on(self._taken_on, day_first=self._day_first) is None:
            self.open_lines.append(time.raw)
