# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes, times, hashes and certainties as people read them."""

from datetime import datetime

from evidence_vault.records import TimeCertainty
from evidence_vault.translations import N_, _

_SIZES = ("B", "KB", "MB", "GB", "TB")

_CERTAINTIES: dict[TimeCertainty, str] = {
    TimeCertainty.UTC: N_("exact, in UTC"),
    TimeCertainty.OFFSET_KNOWN: N_("zone known"),
    TimeCertainty.LOCAL_DEVICE: N_("phone's clock, zone not in file"),
    TimeCertainty.DATE_AMBIGUOUS: N_("day and month uncertain"),
    TimeCertainty.PARTIAL: N_("not complete"),
}


def size_text(size: int) -> str:
    """``size`` in bytes as 1.4 MB (powers of 1000)."""
    amount = float(size)
    for unit in _SIZES:
        if amount < 1000 or unit == _SIZES[-1]:
            return f"{amount:.0f} {unit}" if unit == "B" or amount >= 100 else f"{amount:.1f} {unit}"
        amount /= 1000
    raise AssertionError(size)


def hash_groups(digest: str, group: int = 4) -> str:
    """A hash in groups, as it is compared by eye."""
    return " ".join(digest[place : place + group] for place in range(0, len(digest), group))


def certainty_text(certainty: TimeCertainty) -> str:
    """What is known about a claimed time, in a few words."""
    return _(_CERTAINTIES[certainty])


def certainty_words(iso: str | None, certainty: TimeCertainty) -> str:
    """The same beside a time: where the file has no zone but the time shows one, the person stated it."""
    if certainty is TimeCertainty.LOCAL_DEVICE and time_has_offset(iso):
        return _("zone as you stated it")
    return certainty_text(certainty)


def time_has_offset(iso: str | None) -> bool:
    """Whether an ISO 8601 time carries its offset."""
    try:
        return iso is not None and datetime.fromisoformat(iso).tzinfo is not None
    except ValueError:
        return False


def time_text(iso: str | None) -> str:
    """An ISO 8601 time with its zone: ``2026-03-01 17:30:05 (+08:00)``; without an offset it says so.

    Unknown stays a dash; text that is no full time is shown as it is.
    """
    if not iso:
        return "—"
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    if len(iso) <= len("2026-03-01"):
        return iso
    has_seconds = iso[16:17] == ":"  # seconds that the source does not tell are not made up
    text = moment.strftime("%Y-%m-%d %H:%M:%S" if has_seconds else "%Y-%m-%d %H:%M")
    zone = offset_text(iso)
    if not zone:
        return _("{time} (zone not known)").format(time=text)
    return f"{text} ({zone})"


def offset_text(iso: str | None) -> str:
    """The offset of an ISO 8601 time as ``UTC+08:00`` or ``UTC``; "" where it has none."""
    try:
        offset = datetime.fromisoformat(iso or "").strftime("%z")
    except ValueError:
        return ""
    if not offset:
        return ""
    return "UTC" if offset == "+0000" else f"UTC{offset[:3]}:{offset[3:5]}"


def day_text(iso: str | None) -> str:
    """The day of an ISO 8601 time, ``2026-03-01``; "" where it is unknown."""
    return iso[:10] if iso and len(iso) >= 10 else ""


def clock_text(iso: str | None) -> str:
    """The hour and minute of an ISO 8601 time; "" where it has none."""
    return iso[11:16] if iso and len(iso) >= 16 else ""
