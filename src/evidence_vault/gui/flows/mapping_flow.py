# SPDX-License-Identifier: GPL-3.0-or-later
"""Saying what is what in a text or table, step by step, without a widget: roles of columns, places in a line, dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evidence_vault.records import DateChoice, Json, MappingSurvey
from evidence_vault.translations import N_, _

TABLE, LINES = "table", "lines"
FORMAT = "evidence-vault-mapping/1"
ROLES: Mapping[str, str] = {
    "": N_("not taken"),
    "date": N_("Date"),
    "time": N_("Time of day"),
    "sender": N_("Sender"),
    "text": N_("Text"),
    "amount": N_("Amount"),
    "currency": N_("Currency"),
    "direction": N_("In or out"),
    "account": N_("Account"),
}
DELIMITERS: Mapping[str, str] = {
    ",": N_("comma"),
    ";": N_("semicolon"),
    "\t": N_("tab"),
    "|": N_("upright line"),
    "workbook": N_("cells of a workbook"),
}
DATE, SENDER, TEXT = "date", "sender", "text"


@dataclass
class MappingFlow:
    """What was said so far. ``date`` None: not chosen, or the file has no times."""

    kind: str = TABLE
    name: str = ""
    date: str | None = None
    delimiter: str = ","
    heading_rows: int = 0
    headings: tuple[str, ...] = ()
    roles: dict[int, str] = field(default_factory=dict)
    decimal: str = "."
    currency: str = ""
    directions: dict[str, str] = field(default_factory=dict)
    line: str = ""

    @classmethod
    def of(cls, survey: MappingSurvey) -> "MappingFlow":
        """What a look at the file proposes. A date that can be read in several ways is left to the person."""
        flow = cls(kind=TABLE if survey.delimiters else LINES, delimiter=next(iter(survey.delimiters), ","))
        if survey.mapping is None:
            flow.line = "{sender}: {text}" if flow.kind == LINES else ""
            return flow
        flow.take(survey.mapping)
        if not survey.fits and len(survey.dates) > 1:
            flow.date = None
        return flow

    def take(self, mapping: Mapping[str, Json]) -> None:
        """Take over a mapping as it is written down."""
        said: Any = mapping
        self.kind, self.name, self.date = said["kind"], said.get("name") or "", said.get("date")
        self.line = said.get("line") or self.line
        if self.kind == TABLE:
            self.delimiter = said.get("delimiter", ",")
            self.heading_rows = said.get("heading_rows", 0)
            self.headings = tuple(said.get("headings", ()))
            self.decimal = said.get("decimal", ".")
            self.currency = said.get("currency") or ""
            self.directions = dict(said.get("directions", {}))
            self.roles = {
                at: role
                for role, columns in said.get("columns", {}).items()
                for at in (columns if isinstance(columns, list) else [columns])
            }

    def give_role(self, column: int, role: str) -> None:
        """Say what a column is. Only the text may stand in several; another date is chosen anew."""
        if role and role != TEXT:
            self.roles = {at: other for at, other in self.roles.items() if other != role}
        before = self.roles.pop(column, "")
        if role:
            self.roles[column] = role
        if {before, role} & {DATE, "time"}:
            self.date = None

    def mapping(self) -> dict[str, Json]:
        """The mapping as it is written down."""
        value: dict[str, Json] = {"format": FORMAT, "kind": self.kind, "name": self.name.strip() or None}
        value["date"] = self.date
        if self.kind == LINES:
            return value | {"line": self.line}
        columns: dict[str, list[Json]] = {}
        for at, role in sorted(self.roles.items()):
            columns.setdefault(role, []).append(at)
        return value | {
            "delimiter": self.delimiter,
            "heading_rows": self.heading_rows,
            "headings": list(self.headings),
            "columns": {role: at if len(at) > 1 else at[0] for role, at in columns.items()},
            "decimal": self.decimal,
            "currency": self.currency.strip() or None,
            "directions": {word: said for word, said in self.directions.items() if said},
        }

    def set_headings(self, rows: Sequence[Sequence[str]]) -> None:
        """Take the last row above the records as the headings of the columns."""
        row = rows[self.heading_rows - 1] if 0 < self.heading_rows <= len(rows) else ()
        self.headings = tuple(cell.strip() for cell in row)

    def words_of_direction(self, rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
        """What stands in the column that says in or out, each once."""
        column = next((at for at, role in self.roles.items() if role == "direction"), None)
        if column is None:
            return ()
        cells = [row[column].strip() for row in rows[self.heading_rows :] if column < len(row)]
        return tuple(dict.fromkeys(cell for cell in cells if cell))[:12]


def template_of(line: str, marks: Mapping[str, tuple[int, int]]) -> str:
    """The template of a line in which places were marked; what comes after the last mark but text is the text.

    ``marks``: date, sender or text to start and end in ``line``. Overlapping marks: the earlier one counts.
    """
    template, at = "", 0
    for place, (start, end) in sorted(marks.items(), key=lambda mark: mark[1]):
        if start < at or start >= end:
            continue
        if place == TEXT:
            return template + line[at:start] + "{text}"
        template += line[at:start] + f"{{{place}}}"
        at = end
    return template + line[at:]


def date_words(choice: DateChoice) -> str:
    """A reading of the dates, by an example of the file."""
    year, month, day = choice.meaning[:10].split("-")
    words = _("{example} is day {day} of month {month}, {year}")
    return words.format(example=choice.example, day=int(day), month=int(month), year=year)
