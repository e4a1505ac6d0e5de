# SPDX-License-Identifier: GPL-3.0-or-later
"""Small pieces of a stranger's JSON as text: nothing an element carries stays unsaid, login secrets are masked."""

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from evidence_vault.importers.base import well_formed
from evidence_vault.importers.json_walk import plain_json
from evidence_vault.records import Json

MASK = "•••"
_LONGEST_DETAIL = 4_000
_NOTHING: tuple[object, ...] = ("", [], {})
_SECRET = re.compile(
    r"\bxox[a-z]-[A-Za-z0-9-]{6,}|\bxapp-[A-Za-z0-9-]{6,}"
    r"|(?<=[?&])(?:(?:t|token|access_token|sig|signature|hm|ex|is|oh|oe)=)[^&\s\"'<>]+",
)
_AMOUNT = re.compile(r"\d{1,30}(?:\.\d{1,18})?")


class Masking:
    """Masks login secrets in what leaves an importer, and remembers that there were some."""

    def __init__(self) -> None:
        self.found = False

    def text(self, words: str) -> str:
        """``words`` with tokens of Slack and with signing parameters of addresses masked."""
        if "xox" not in words and "=" not in words and "xapp" not in words:
            return words
        masked = _SECRET.sub(_masked, words)
        self.found |= masked != words
        return masked


def _masked(match: re.Match[str]) -> str:
    name, sign, _ = match[0].partition("=")
    return f"{name}={MASK}" if sign else MASK


def text_or_none(value: Any) -> str | None:
    """A text that says something, without lone surrogates; numbers as their digits; None for anything else."""
    if isinstance(value, str):
        return well_formed(value) or None
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    return None


def dict_of(value: Any) -> Mapping[str, Any]:
    """``value`` when it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> list[Any]:
    """``value`` when it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def dicts_of(value: Any) -> list[dict[str, Any]]:
    """The objects of a list."""
    return [each for each in list_of(value) if isinstance(each, dict)]


def exact_amount(value: Any) -> str | None:
    """A decimal number as it is written; None for anything that is no plain amount."""
    text = text_or_none(value) or ""
    return text if _AMOUNT.fullmatch(text) else None


def details(item: Mapping[str, Any], known: Collection[str]) -> list[str]:
    """One line ``key: value`` for each thing of ``item`` that is not ``known`` and says something."""
    return [
        f"{well_formed(key)}: {shown(value)}"
        for key, value in item.items()
        if key not in known and value is not None and value is not False and value not in _NOTHING
    ]


def shown(value: Any) -> str:
    """``value`` as one line, of bounded length."""
    return _line(plain_json(value))[:_LONGEST_DETAIL]


def joined(words: str | None, lines: Iterable[str]) -> str | None:
    """The words, then each further line; None when nothing is said."""
    return "\n".join(line for line in (words, *lines) if line) or None


def _line(value: Json) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_line(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return " | ".join(_line(inner) for inner in value)
    return "–" if value is None else str(value)
