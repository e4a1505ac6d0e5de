# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person typed for a time zone, as a name of the zone database or an offset; two that fit are none."""

import re
import unicodedata
from collections.abc import Mapping

_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])\s*(\d{1,2})(?::?([0-5]\d))?", re.ASCII | re.IGNORECASE)
_MOST_HOURS = 14


def typed_zone(text: str, shown: Mapping[str, str]) -> str | None:
    """``Asia/Shanghai`` for ``shanghai`` or ``Beijing``, ``+08:00`` for ``UTC+8``; None where it means no single zone.

    ``shown`` are the words under which each zone of the database is offered.
    """
    wanted = unicodedata.normalize("NFKC", text).replace("−", "-").strip().casefold()
    if not wanted:
        return None
    offset = _OFFSET.fullmatch(wanted)
    if offset:
        return _offset(offset[1], int(offset[2]), offset[3] or "00")
    for names in (_whole, _city, _part):
        found = [zone for zone, words in shown.items() if names(wanted, zone.casefold(), words.casefold())]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _offset(sign: str, hours: int, minutes: str) -> str | None:
    return f"{sign}{hours:02d}:{minutes}" if hours <= _MOST_HOURS else None


def _whole(wanted: str, zone: str, words: str) -> bool:
    return wanted in (zone, words)


def _city(wanted: str, zone: str, _words: str) -> bool:
    return wanted.replace(" ", "_") == zone.rpartition("/")[2]


def _part(wanted: str, zone: str, words: str) -> bool:
    # Of the name alone: “CST” is part of the zone CST6CDT, and in China it means something else.
    return wanted in words.removesuffix(zone)
