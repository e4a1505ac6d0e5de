# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person typed for an amount or a time, in the form in which it is kept; nothing is guessed."""

import re
import unicodedata
from datetime import datetime

_SIGNS = re.compile(r"[¥￥$€£元\s]|CNY|RMB", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_PLAIN = re.compile(r"\d{1,30}(\.\d{1,30})?", re.ASCII)
_DATE = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2}))?"
_WHOLE = re.compile(_DATE + r"(?:[T\s]*" + _CLOCK + r"\s*(Z|[+-]\d{2}:\d{2})?)?", re.ASCII)
_PART = re.compile(r"(\d{4})(?:\s*[-/.年]\s*(\d{1,2})\s*月?|\s*年)?", re.ASCII)


def typed_amount(text: str) -> str | None:
    """``¥30,000.5`` as ``30000.5``; None where it is no plain amount (``1.234,56`` could mean two things)."""
    bare = _SIGNS.sub("", unicodedata.normalize("NFKC", text))
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    return bare if _PLAIN.fullmatch(bare) else None


def typed_time(text: str) -> str | None:
    """``2026/3/5 14:22`` as ``2026-03-05T14:22``, with seconds and offset where they are typed; None for others.

    A year, or a year with a month, is a time too.
    """
    bare = unicodedata.normalize("NFKC", text).strip()
    part = _PART.fullmatch(bare)
    if part:
        return _checked(f"{part[1]}-{int(part[2]):02d}" if part[2] else part[1])
    match = _WHOLE.fullmatch(bare)
    if not match:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    found = f"{year}-{int(month):02d}-{int(day):02d}"
    if hour is not None:
        found += f"T{int(hour):02d}:{minute}" + (f":{second}" if second else "") + (offset or "")
    return _checked(found)


def _checked(time: str) -> str | None:
    try:
        datetime.fromisoformat(time + "0001-01-01"[len(time) :] if len(time) < len("2026-01-01") else time)
    except ValueError:
        return None
    return time


def has_clock_without_offset(time: str) -> bool:
    """Whether a kept time has hours and no offset: it then says nothing without a zone."""
    return len(time) > len("2026-03-01") and not re.search(r"(Z|[+-]\d\d:\d\d)\Z", time)


def precision_of(time: str) -> str:
    """How exact a kept time is, from how it was typed."""
    if len(time) <= len("2026-03-01"):
        return "day" if len(time) == len("2026-03-01") else "approximate"
    return "exact_second" if time[16:17] == ":" else "minute"


def shown_time(time: str) -> str:
    """A kept time as it is typed again: ``2026-03-05 14:22``."""
    return time.replace("T", " ", 1)
