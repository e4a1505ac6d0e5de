# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a ZONE as a person states it: an IANA name or ±HH:MM; never the zone of this computer."""

import re
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from evidence_vault.errors import TimeZoneUnknown

_OFFSET = re.compile(r"([+-])(\d\d):([0-5]\d)", re.ASCII)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+)*", re.ASCII)


def zone_named(untrusted_text: str) -> tzinfo:
    """The zone that ``untrusted_text`` names. Raises TimeZoneUnknown (fact: zone)."""
    offset = _OFFSET.fullmatch(untrusted_text)
    if offset:
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        if span < timedelta(hours=15):
            return timezone(-span if offset[1] == "-" else span)
    if not offset and _NAME.fullmatch(untrusted_text):
        try:
            return ZoneInfo(untrusted_text)
        except (ZoneInfoNotFoundError, OSError, ValueError) as error:
            raise TimeZoneUnknown(zone=untrusted_text) from error
    raise TimeZoneUnknown(zone=untrusted_text)
