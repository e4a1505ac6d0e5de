# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders times of different precision and zone; for sorting only, never shown."""

from datetime import UTC, datetime
from functools import lru_cache

from evidence_vault.cases.time_zones import zone_named
from evidence_vault.errors import TimeZoneUnknown

LAST = "9999-99"
"""Where things without a time stand."""


@lru_cache(maxsize=1 << 15)  # a list of many things is sorted more than once
def sort_moment(time_text: str | None, zone: str | None) -> str:
    """A text that sorts like the time: in UTC where offset or zone is known, else as it is written."""
    if not time_text:
        return LAST
    if len(time_text) <= len("2026-03-01"):
        return time_text
    try:
        moment = datetime.fromisoformat(time_text)
    except ValueError:
        return time_text
    if moment.tzinfo is None:
        moment = _in_zone(moment, zone)
    try:
        return moment.astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError:
        return time_text


def _in_zone(moment: datetime, zone: str | None) -> datetime:
    try:
        return moment.replace(tzinfo=zone_named(zone) if zone else UTC)
    except TimeZoneUnknown:
        return moment.replace(tzinfo=UTC)
