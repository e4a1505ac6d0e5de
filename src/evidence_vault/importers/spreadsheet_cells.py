# SPDX-License-Identifier: GPL-3.0-or-later
"""What a spreadsheet makes of a tool's table when it saves it again: times respelled, long numbers rounded."""

import re

from evidence_vault.importers.local_times import iso_local, iso_time, local_or_utc
from evidence_vault.records import TimeCertainty

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_TIME = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?")


def respelled(number: str, time: str) -> str | None:
    """The cell that a spreadsheet has changed: a message's ``number`` in scientific notation, or its ``time``."""
    if _SCIENTIFIC.fullmatch(number.strip()):
        return number
    return time if _TIME.fullmatch(time.strip()) else None


def table_time(raw: str) -> tuple[str | None, TimeCertainty]:
    """ISO 8601 as ``local_or_utc`` reads it, also as a spreadsheet spells it again: without a zone, the device's."""
    match = _TIME.fullmatch(raw.strip())
    if match is None:
        return local_or_utc(raw.strip())
    year, month, day, hour, minute, second = match.groups()
    clock = iso_time(int(hour) if int(hour) < 24 else None, int(minute), int(second) if second else None)
    local = iso_local(int(year), int(month), int(day), clock)
    return local, TimeCertainty.LOCAL_DEVICE if local else TimeCertainty.PARTIAL
