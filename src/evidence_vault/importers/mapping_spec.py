# SPDX-License-Identifier: GPL-3.0-or-later
"""What the person said about a text or a table that no importer knows (docs/formats/mapping.md)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from evidence_vault import errors
from evidence_vault.importers.mapping_dates import DatePattern, PatternUnusable
from evidence_vault.records import Json

FORMAT = "evidence-vault-mapping/1"
TABLE, LINES = "table", "lines"
DELIMITERS = (",", "\t", ";", "|")
WORKBOOK = "workbook"
ROLES = ("date", "time", "sender", "text", "amount", "currency", "direction", "account")
MOST_COLUMNS = 500
_MOST_HEADING_ROWS = 200
_LONGEST_TEXT = 200
_LINE_PLACES = re.compile(r"\{(date|sender|text|skip)\}")
_FIELDS = frozenset({
    *("format", "name", "kind", "date", "delimiter", "heading_rows", "headings", "columns"),
    *("decimal", "currency", "directions", "line"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class MappingSpec:
    """``columns``: role to the columns it is taken from, from 0; several only for the text.

    ``date``: pattern of the time (with a column ``time``: of both cells joined by a space); None where there is none
    or nobody chose it yet: times are then kept as they stand.
    ``line``: how a record begins, ``[{date}] {sender}: {text}``. ``decimal``: the sign before the cents.
    ``directions``: word of the direction's column to ``sent`` or ``received``.
    """

    kind: str
    date: DatePattern | None = None
    name: str | None = None
    delimiter: str = ","
    heading_rows: int = 0
    headings: tuple[str, ...] = ()
    columns: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    decimal: str = "."
    currency: str | None = None
    directions: Mapping[str, str] = field(default_factory=dict)
    line: str = ""

    def to_json(self) -> dict[str, Json]:
        """The form that ``spec_from`` takes; only what belongs to the kind."""
        value: dict[str, Json] = {"format": FORMAT, "kind": self.kind, "name": self.name}
        value["date"] = self.date.pattern if self.date else None
        if self.kind == LINES:
            return value | {"line": self.line}
        columns: dict[str, Json] = {
            role: cast("Json", list(at) if len(at) > 1 else at[0]) for role, at in self.columns.items() if at
        }
        return value | {
            "delimiter": self.delimiter,
            "heading_rows": self.heading_rows,
            "headings": list(self.headings),
            "columns": columns,
            "decimal": self.decimal,
            "currency": self.currency,
            "directions": dict(self.directions),
        }

    def line_pattern(self) -> re.Pattern[str]:
        """The regular expression of the first line of a record; groups date, sender, text."""
        date = self.date.shape if self.date else r".{1,80}?"
        places = {
            "date": f"(?P<date>{date})",
            "sender": r"(?P<sender>\S(?:.{0,118}?\S)?)",
            "text": "(?P<text>.*)",
            "skip": ".{0,200}?",
        }
        parts, at = [], 0
        for match in _LINE_PLACES.finditer(self.line):
            parts += [_literal(self.line[at : match.start()]), places[match[1]]]
            at = match.end()
        parts.append(_literal(self.line[at:]))
        return re.compile("\ufeff?" + "".join(parts))


def _literal(text: str) -> str:
    return "".join(
        r"[\s\u202f\u00a0\u2009]+" if part.isspace() else re.escape(part) for part in re.split(r"(\s+)", text)
    )


def spec_from(untrusted: object) -> MappingSpec:
    """A mapping as it was written down. Raises MappingUnusable (fact: what, the field that is wrong)."""
    if not isinstance(untrusted, Mapping) or untrusted.get("format") != FORMAT:
        raise errors.MappingUnusable(what="format")
    strange = sorted(str(key) for key in untrusted.keys() - _FIELDS)
    if strange:
        raise errors.MappingUnusable(what=strange[0][:40])
    kind = untrusted.get("kind")
    name = _text_or_none(untrusted.get("name"), "name")
    date = _date(untrusted.get("date"))
    if kind == LINES:
        return MappingSpec(LINES, date, name, line=_line(untrusted.get("line"), has_date=date is not None))
    if kind != TABLE:
        raise errors.MappingUnusable(what="kind")
    columns = _columns(untrusted.get("columns"))
    if date is not None and "date" not in columns:
        raise errors.MappingUnusable(what="date")
    return MappingSpec(
        TABLE,
        date,
        name,
        delimiter=_one_of(untrusted.get("delimiter", ","), (*DELIMITERS, WORKBOOK), "delimiter"),
        heading_rows=_number(untrusted.get("heading_rows", 0), _MOST_HEADING_ROWS, "heading_rows"),
        headings=_texts(untrusted.get("headings", []), "headings"),
        columns=columns,
        decimal=_one_of(untrusted.get("decimal", "."), (".", ","), "decimal"),
        currency=_text_or_none(untrusted.get("currency"), "currency"),
        directions=_directions(untrusted.get("directions", {})),
    )


def _date(untrusted: object) -> DatePattern | None:
    text = _text_or_none(untrusted, "date")
    if text is None:
        return None
    try:
        return DatePattern(text)
    except PatternUnusable as error:
        raise errors.MappingUnusable(what="date") from error


def _line(untrusted: object, *, has_date: bool) -> str:
    line = _text_or_none(untrusted, "line") or ""
    places = _LINE_PLACES.findall(line)
    once = [place for place in places if place != "skip"]
    if not once or len(once) != len(set(once)) or (has_date and "date" not in once) or "{text}" in line[:-6]:
        raise errors.MappingUnusable(what="line")
    if "date" not in once and "sender" not in once:
        raise errors.MappingUnusable(what="line")
    if re.search(r"\}\{", line) or places.count("skip") > 1:
        raise errors.MappingUnusable(what="line")
    return line


def _columns(untrusted: object) -> dict[str, tuple[int, ...]]:
    if not isinstance(untrusted, Mapping) or not untrusted or untrusted.keys() - set(ROLES):
        raise errors.MappingUnusable(what="columns")
    found: dict[str, tuple[int, ...]] = {}
    for role in ROLES:
        if role in untrusted:
            value = untrusted[role]
            numbers = value if isinstance(value, list) else [value]
            found[role] = tuple(_number(number, MOST_COLUMNS, f"columns.{role}") for number in numbers)
            if not found[role] or (len(found[role]) > 1 and role != "text"):
                raise errors.MappingUnusable(what=f"columns.{role}")
    if "time" in found and "date" not in found:
        raise errors.MappingUnusable(what="columns.time")
    if not found.keys() & {"date", "text", "amount"}:
        raise errors.MappingUnusable(what="columns")
    return found


def _directions(untrusted: object) -> dict[str, str]:
    if not isinstance(untrusted, Mapping) or len(untrusted) > 100:
        raise errors.MappingUnusable(what="directions")
    return {
        str(word)[:_LONGEST_TEXT]: _one_of(meaning, ("sent", "received"), "directions")
        for word, meaning in untrusted.items()
    }


def _number(untrusted: object, most: int, what: str) -> int:
    if type(untrusted) is int and 0 <= untrusted <= most:
        return untrusted
    raise errors.MappingUnusable(what=what)


def _one_of(untrusted: object, allowed: tuple[str, ...], what: str) -> str:
    if isinstance(untrusted, str) and untrusted in allowed:
        return untrusted
    raise errors.MappingUnusable(what=what)


def _texts(untrusted: object, what: str) -> tuple[str, ...]:
    if not isinstance(untrusted, list) or len(untrusted) > MOST_COLUMNS:
        raise errors.MappingUnusable(what=what)
    if not all(isinstance(each, str) for each in untrusted):
        raise errors.MappingUnusable(what=what)
    return tuple(str(each)[:_LONGEST_TEXT] for each in untrusted)


def _text_or_none(untrusted: object, what: str) -> str | None:
    if untrusted is None or untrusted == "":
        return None
    if isinstance(untrusted, str) and len(untrusted) <= _LONGEST_TEXT:
        return untrusted
    raise errors.MappingUnusable(what=what)
