# SPDX-License-Identifier: GPL-3.0-or-later
"""The only place that reads the time."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Gives this computer's time; a claim of this computer, nothing more."""

    def now(self) -> datetime:
        """The time now, aware, with this computer's offset to UTC."""

    def monotonic(self) -> float:
        """Seconds since an unknown start; never goes backwards."""


class SystemClock:
    """This computer's clock."""

    def now(self) -> datetime:
        """The time now with the local offset, to the microsecond."""
        return datetime.now(UTC).astimezone()

    def monotonic(self) -> float:
        """See ``time.monotonic``."""
        return time.monotonic()


@dataclass
class FixedClock:
    """A clock for the demo and for tests: starts at ``start`` and moves ``step`` at every reading."""

    start: datetime
    step: timedelta = timedelta(seconds=1)

    def now(self) -> datetime:
        """The next moment."""
        moment = self.start
        self.start += self.step
        return moment

    def monotonic(self) -> float:
        """Seconds of the fixed time since 1970."""
        return self.start.timestamp()


def utc_text(moment: datetime) -> str:
    """``moment`` in UTC as ``2026-03-01T09:30:00.000000Z``: sortable, always 27 characters."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def local_text(moment: datetime) -> str:
    """``moment`` with its own offset as ISO 8601 to the second: ``2026-03-01T17:30:00+08:00``."""
    return moment.isoformat(timespec="seconds")
