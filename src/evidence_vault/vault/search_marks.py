# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks that every searchable text carries beside its words: its kind, and year, month and day where it has a time.

A filter is then one more word for the engine to look for, never a walk through everything that was found.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_LENGTH_OF_DAY = len("2026-03-01")
FIRST_YEAR, LAST_YEAR = 1970, 2100
NO_DAY = "none"
PAYMENT = "payment"
"""The mark of messages that tell of a payment."""


def marks_of(kind: str, at: str | None = None, *more: str) -> str:
    """The marks of a text of ``kind`` with the ISO 8601 time ``at``: the day as the source writes it."""
    return " ".join((kind, *_day_marks((at or "")[:_LENGTH_OF_DAY]), *more))


def days_query(first: date | None, last: date | None) -> str:
    """The FTS5 query for the days from ``first`` to ``last``, both included; "" where neither is given."""
    if first is None and last is None:
        return ""
    marks = tuple(_covering(first or date(FIRST_YEAR, 1, 1), last or date(LAST_YEAR, 12, 31)))
    return " OR ".join(f'"{mark}"' for mark in marks or (NO_DAY,))


@lru_cache(maxsize=10_000)
def _day_marks(day: str) -> tuple[str, ...]:
    found = _DAY.match(day)
    if found is None:
        return ()
    year, month, day = found.groups()
    return tuple("".join(parts) for parts in ((year,), (year, month), (year, month, day)) if None not in parts)


def _covering(start: date, end: date) -> Iterator[str]:
    """Years, months and days that together are the days from ``start`` to ``end``."""
    day = start
    while day <= end:
        if (day.month, day.day) == (1, 1) and date(day.year, 12, 31) <= end:
            yield f"{day.year:04}"
            day = date(day.year + 1, 1, 1)
        elif day.day == 1 and _end_of_month(day) <= end:
            yield f"{day.year:04}{day.month:02}"
            day = _end_of_month(day) + timedelta(days=1)
        else:
            yield f"{day.year:04}{day.month:02}{day.day:02}"
            day += timedelta(days=1)


def _end_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
