# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a facts file (docs/formats/facts.md): every table and field checked, every mistake with its line."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

from evidence_vault import errors
from evidence_vault.cases.facts_lines import Place, line_of, lines_of
from evidence_vault.cases.field_kinds import TEXT, FieldKind
from evidence_vault.cases.fields import ENTITIES, TABLES
from evidence_vault.records import Fields, Json
from evidence_vault.translations import N_, _

SCHEMA = 1
_AT_LINE = re.compile(r"at line (\d+)")
_NEEDS_TABLE = N_("a table")
_NEEDS_TABLES = N_("tables in double brackets, such as [[payments]]")
_NEEDS_SCHEMA = N_("the number 1: this program knows no other form of facts file")
_NEEDS_KEY = N_("a key of your own in quotes, so that the file can be applied again")
_NEEDS_OTHER_KEY = N_("a key that no other table of its kind has")


@dataclass(frozen=True, slots=True)
class FactRow:
    """One table of the file. ``fields`` has its ``key``; ``suspect_key`` for an identifier; ``line`` from 1."""

    entity: str
    key: str
    fields: Fields
    line: int
    suspect_key: str | None = None


@dataclass(frozen=True, slots=True)
class FactsFile:
    """A whole file, checked table by table; suspects stand before their identifiers."""

    case: Fields
    case_line: int
    narrative: str | None
    rows: tuple[FactRow, ...]


def read_facts(untrusted_text: str) -> FactsFile:
    """The facts of a TOML text.

    Raises FactsFileBroken (fact: line) where it is not TOML, FactsFileInvalid (line, field) for an unknown
    table or field, FactsValueInvalid (line, field, value_kind) for a value without the form its field needs.
    """
    text = untrusted_text.replace("\r\n", "\n")
    try:
        untrusted_data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at_line = _AT_LINE.search(str(error))
        line = int(at_line[1]) if at_line else max(1, text.count("\n"))
        raise errors.FactsFileBroken(line=line) from error
    return _Reader(untrusted_data, lines_of(text)).read()


class _Reader:
    def __init__(self, untrusted_data: Mapping[str, object], lines: Mapping[Place, int]) -> None:
        self._data = untrusted_data
        self._lines = lines
        self._keys: set[tuple[str, str]] = set()

    def read(self) -> FactsFile:
        self._check_top()
        case = self._data.get("case", {})
        case_fields = self._fields("case", case, ("case",))
        narrative = self._data.get("narrative")
        text = str(self._checked(TEXT, narrative, ("narrative",))) if narrative is not None else None
        rows = tuple(row for table, entity in TABLES.items() for row in self._rows(table, entity))
        return FactsFile(case_fields, line_of(self._lines, ("case",)), text, rows)

    def _check_top(self) -> None:
        for name in self._data:
            if name not in {"schema", "narrative", "case", *TABLES}:
                self._unknown((name,))
        schema = self._data.get("schema")
        if isinstance(schema, bool) or schema != SCHEMA:
            self._invalid(("schema",), _NEEDS_SCHEMA)

    def _rows(self, table: str, entity: str) -> Iterator[FactRow]:
        for place, untrusted_row in self._list_of_tables(self._data.get(table, []), (table,)):
            identifiers = untrusted_row.pop("identifiers", []) if entity == "suspect" else []
            suspect = self._row(entity, untrusted_row, place)
            yield suspect
            for inner_place, untrusted_inner in self._list_of_tables(identifiers, (*place, "identifiers")):
                yield self._row("identifier", untrusted_inner, inner_place, suspect_key=suspect.key)

    def _list_of_tables(self, untrusted_list: object, place: Place) -> Iterator[tuple[Place, dict[str, object]]]:
        if not isinstance(untrusted_list, list):
            self._invalid(place, _NEEDS_TABLES)
        for number, untrusted_row in enumerate(untrusted_list):
            if not isinstance(untrusted_row, dict):
                self._invalid((*place, number), _NEEDS_TABLE)
            yield (*place, number), dict(untrusted_row)

    def _row(
        self, entity: str, untrusted_row: dict[str, object], place: Place, *, suspect_key: str | None = None
    ) -> FactRow:
        if "key" not in untrusted_row:
            self._invalid((*place, "key"), _NEEDS_KEY)
        key = str(self._checked(TEXT, untrusted_row.pop("key"), (*place, "key")))
        if (entity, key) in self._keys:
            self._invalid((*place, "key"), _NEEDS_OTHER_KEY)
        self._keys.add((entity, key))
        fields = {"key": key} | dict(self._fields(entity, untrusted_row, place))
        return FactRow(entity, key, fields, line_of(self._lines, place), suspect_key)

    def _fields(self, entity: str, untrusted_table: object, place: Place) -> Fields:
        if not isinstance(untrusted_table, dict):
            self._invalid(place, _NEEDS_TABLE)
        kinds = ENTITIES[entity]
        for name in untrusted_table:
            if name not in kinds:
                self._unknown((*place, name))
        return {name: self._checked(kinds[name], value, (*place, name)) for name, value in untrusted_table.items()}

    def _checked(self, kind: FieldKind, untrusted_value: object, place: Place) -> Json:
        try:
            return kind.check(untrusted_value)
        except ValueError:
            self._invalid(place, kind.needs)

    def _unknown(self, place: Place) -> NoReturn:
        raise errors.FactsFileInvalid(line=line_of(self._lines, place), field=str(place[-1]))

    def _invalid(self, place: Place, needs: str) -> NoReturn:
        name = next((part for part in reversed(place) if isinstance(part, str)), "")
        raise errors.FactsValueInvalid(line=line_of(self._lines, place), field=name, value_kind=_(needs))
