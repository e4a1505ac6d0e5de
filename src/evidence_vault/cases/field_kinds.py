# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms a value of a fact may have, and how each is checked (docs/formats/facts.md, "Forms of values")."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from evidence_vault.cases.time_zones import zone_named
from evidence_vault.errors import TimeZoneUnknown
from evidence_vault.records import Json
from evidence_vault.translations import N_

LONGEST_TEXT = 200_000
_MONEY = re.compile(r"\d{1,30}(\.\d{1,30})?", re.ASCII)
_CURRENCY = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]{1,19}")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}", re.ASCII)
_TIME = re.compile(
    r"\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
_HAS_CLOCK = re.compile(r"[T ]\d\d:\d\d", re.ASCII)
_HAS_OFFSET = re.compile(r"(Z|[+-]\d\d:\d\d)\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class FieldKind:
    """A form of value. ``needs`` says to people what is expected (English source, to be translated).

    ``check`` gives the value as it is kept and raises ValueError where it does not have the form.
    """

    name: str
    needs: str
    check: Callable[[object], Json]


def _text(untrusted_value: object) -> str:
    if not isinstance(untrusted_value, str) or not untrusted_value.strip() or len(untrusted_value) > LONGEST_TEXT:
        raise ValueError("not a text")
    untrusted_value.encode()  # a lone surrogate has no UTF-8 and raises UnicodeEncodeError, a ValueError
    if "\x00" in untrusted_value:
        raise ValueError("NUL in a text")
    return untrusted_value


def _matching(pattern: re.Pattern[str]) -> Callable[[object], Json]:
    def check(untrusted_value: object) -> Json:
        text = _text(untrusted_value)
        if not pattern.fullmatch(text):
            raise ValueError("not of the form")
        return text

    return check


def _time(untrusted_value: object) -> str:
    if isinstance(untrusted_value, date):  # datetime is a date too: what TOML gives for an unquoted time
        untrusted_value = untrusted_value.isoformat()
    text = _text(untrusted_value)
    if not _TIME.fullmatch(text):
        raise ValueError("not a time")
    text = text.replace(" ", "T")
    datetime.fromisoformat(_completed(text))
    return text


def _completed(text: str) -> str:
    return text + "0001-01-01"[len(text) :] if len(text) < len("2026-01-01") else text


def has_clock_without_offset(time_text: str) -> bool:
    """Whether a checked time has hours but no offset, so that it says nothing without a zone."""
    return bool(_HAS_CLOCK.search(time_text)) and not _HAS_OFFSET.search(time_text)


def _zone(untrusted_value: object) -> str:
    text = _text(untrusted_value)
    try:
        zone_named(text)
    except TimeZoneUnknown as error:
        raise ValueError("not a zone") from error
    return text


def _flag(untrusted_value: object) -> bool:
    if not isinstance(untrusted_value, bool):
        raise ValueError("neither true nor false")
    return untrusted_value


def _whole_number(untrusted_value: object) -> int:
    if isinstance(untrusted_value, bool) or not isinstance(untrusted_value, int) or abs(untrusted_value) >= 2**53:
        raise ValueError("not a whole number")
    return untrusted_value


def _texts(untrusted_value: object) -> list[Json]:
    if not isinstance(untrusted_value, list | tuple) or not untrusted_value:
        raise ValueError("not a list")
    return [_text(entry) for entry in untrusted_value]


TEXT = FieldKind("text", N_("a text in quotes that is not empty; leave the field out when it is not known"), _text)
MONEY = FieldKind("money", N_('a decimal number in quotes with a point, such as "3000.00"'), _matching(_MONEY))
CURRENCY = FieldKind("currency", N_('a currency such as "CNY", or an asset such as "USDT"'), _matching(_CURRENCY))
LANGUAGE_TAG = FieldKind("language", N_('a language tag such as "en", "zh-Hans" or "vi"'), _matching(_LANGUAGE_TAG))
TIME = FieldKind("time", N_('a time such as "2026-03-01T09:30:00+08:00", or a date such as "2026-03-01"'), _time)
ZONE = FieldKind("zone", N_('a time zone such as "Asia/Shanghai", or an offset such as "+08:00"'), _zone)
FLAG = FieldKind("flag", N_("true or false"), _flag)
WHOLE_NUMBER = FieldKind("whole-number", N_("a whole number"), _whole_number)
TEXTS = FieldKind("texts", N_('a list of texts, such as ["A1", "A2"]'), _texts)


def choice(*spaced_options: str) -> FieldKind:
    """One of the options that stand, with spaces between them, in ``spaced_options``."""
    options = " ".join(spaced_options).split()

    def check(untrusted_value: object) -> Json:
        if untrusted_value not in options:
            raise ValueError("not one of the choices")
        return str(untrusted_value)

    return FieldKind("choice", " | ".join(options), check)


def choices(*spaced_options: str) -> FieldKind:
    """A list of some of the options that stand, with spaces between them, in ``spaced_options``."""
    options = " ".join(spaced_options).split()

    def check(untrusted_value: object) -> Json:
        listed = _texts(untrusted_value)
        if any(entry not in options for entry in listed):
            raise ValueError("not one of the choices")
        return listed

    return FieldKind("choices", " | ".join(options), check)
