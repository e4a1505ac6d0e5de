# SPDX-License-Identifier: GPL-3.0-or-later
"""How recorded values are shown to a reader: absent is said, times keep their zone, codes become words."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from evidence_vault.money import currency_of, shown_amount
from evidence_vault.records import Fields, Json
from evidence_vault.translations import N_, Words

NOT_STATED = N_("not stated")
_OFFSET = re.compile(r"(Z|[+-]\d\d:\d\d)\Z")
_PRECISION_LENGTHS = {"day": 10, "hour": 13, "minute": 16, "exact_second": 19}
_FIXED_OFFSET = re.compile(r"[+-]\d\d:\d\d")
_LAST = datetime.max.replace(tzinfo=UTC)


class Shown:
    """Values in one language."""

    def __init__(self, words: Words, case_zone: str | None = None) -> None:
        self.words = words
        self._case_zone = case_zone
        self.not_stated = words.translate(NOT_STATED)
        self._stated_zones: dict[str, None] = {}

    def take_stated_zones(self) -> tuple[str, ...]:
        """The zones that only a person stated, of all times shown since this was asked last; each marked ``*``."""
        zones = tuple(self._stated_zones)
        self._stated_zones.clear()
        return zones

    def text(self, value: Json) -> str:
        """A text, number, flag or list as recorded; "not stated" where nothing is."""
        if isinstance(value, bool):
            return self.words.translate("yes") if value else self.words.translate("no")
        if isinstance(value, list):
            return self.words.translate(", ").join(self.text(entry) for entry in value) or self.not_stated
        if value is None or isinstance(value, dict) or not str(value).strip():
            return self.not_stated
        return str(value)

    def choice(self, value: Json, labels: Mapping[str, str]) -> str:
        """The words for a code; a code that is not listed is shown as it is."""
        if isinstance(value, list):
            return self.words.translate(", ").join(self.choice(entry, labels) for entry in value) or self.not_stated
        if isinstance(value, str) and value in labels:
            return self.words.translate(labels[value])
        return self.text(value)

    def time(self, value: Json, *, zone: Json = None, precision: Json = None) -> str:
        """A recorded time: no more exact than ``precision``, with its offset.

        Where only a person stated the zone (``zone``, or the case's), the offset is computed from it and marked
        ``*``; see ``take_stated_zones``. A zone nobody stated is said to be absent.
        """
        if not isinstance(value, str) or not value.strip():
            return self.not_stated
        offset = _OFFSET.search(value)
        clock = value[: offset.start()] if offset else value
        longest = _PRECISION_LENGTHS.get(precision if isinstance(precision, str) else "", 19)
        shown = clock[:longest].replace("T", " ")
        if len(shown) == _PRECISION_LENGTHS["hour"]:
            shown += ":00"
        if len(shown) > _PRECISION_LENGTHS["day"]:
            shown += self._zone_text(offset, zone, clock)
        if precision in {"approximate", "hour"}:
            return self.words.translate("about {time}").format(time=shown)
        return shown

    def file_time(self, value: Json) -> str:
        """A time that stands in a file: without a zone where the file has none, whatever the case's zone is."""
        if isinstance(value, str) and value and not _OFFSET.search(value):
            time = value.replace("T", " ")
            return self.words.translate("{time} (no zone)").format(time=time)
        return self.time(value)

    def stated_time(self, value: str, zone: str) -> str:
        """A time of a source whose offset was computed from the zone a person stated; marked like ``time`` does."""
        self._stated_zones[zone] = None
        return f"{self.time(value)}*"

    def _zone_text(self, offset: re.Match[str] | None, zone: Json, clock: str) -> str:
        if offset:
            return " UTC" if offset.group() == "Z" else f" {offset.group()}"
        stated = zone if isinstance(zone, str) and zone else self._case_zone
        computed = _offset_of(clock, stated) if stated else None
        if stated and computed:
            self._stated_zones[stated] = None
            return f" {computed}*"
        return " " + self.words.translate("(zone not stated)")

    def amount(self, fields: Fields, name: str = "amount") -> str:
        """An amount of a payment with its currency."""
        value = fields.get(name)
        if not isinstance(value, str) or not value.strip():
            return self.not_stated
        return shown_amount(value, currency_of(fields), self.words)

    def size(self, size: int) -> str:
        """A size in bytes with separated thousands."""
        return self.words.translate("{size} bytes").format(size=f"{size:,}".replace(",", "\u00a0"))


def has_offset(time: str) -> bool:
    """Whether a time says how far it is from UTC."""
    return bool(_OFFSET.search(time))


def grouped_hash(digest: str) -> str:
    """A hexadecimal hash in groups of eight, to be compared by eye."""
    return " ".join(digest[place : place + 8] for place in range(0, len(digest), 8))


def moment(value: Json, zone: Json = None) -> datetime:
    """When a recorded time is, for sorting only; one that says nothing stands last."""
    if not isinstance(value, str):
        return _LAST
    try:
        found = datetime.fromisoformat(value + "0001-01-01"[len(value) :] if len(value) < 10 else value)
    except ValueError:
        return _LAST
    return found if found.tzinfo else found.replace(tzinfo=_zone(zone) or UTC)


def _offset_of(clock: str, zone: str) -> str | None:
    """The offset of a clock time in a zone as ``+08:00``; None where zone or time are not understood."""
    try:
        offset = datetime.fromisoformat(clock).replace(tzinfo=_zone(zone)).strftime("%z")
    except ValueError:
        return None
    return f"{offset[:3]}:{offset[3:5]}" if offset else None


def _zone(zone: Json) -> tzinfo | None:
    """An IANA zone or a fixed offset ``+08:00``; None where it is neither."""
    if not isinstance(zone, str):
        return None
    if _FIXED_OFFSET.fullmatch(zone):
        return datetime.fromisoformat(f"2000-01-01T00:00:00{zone}").tzinfo
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
