# SPDX-License-Identifier: GPL-3.0-or-later
"""What importers of chats in a table share: known headings, two walks, broken rows named."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from evidence_vault.importers.attachment_names import AttachmentNames, names_beside
from evidence_vault.importers.base import Tally
from evidence_vault.importers.bill_table import LONGEST_EXACT
from evidence_vault.importers.json_details import Masking
from evidence_vault.importers.opened_tables import OpenedTable, head_has_table, opened_table
from evidence_vault.importers.table_rows import Row
from evidence_vault.importers.text_lines import text_warnings
from evidence_vault.records import (
    Answers,
    Conversation,
    Message,
    Participant,
    ReadingRecord,
    ReadingSource,
    Recognition,
)

_MOST_PEOPLE = 10_000
_MOST_CHATS = 10_000

Fields = Mapping[str, str]
"""Heading to cell; missing cells are missing."""


class TablePlace(NamedTuple):
    """Where a row's message stands."""

    conversation: str
    seq: int
    row: Row


class TableChats(ABC):
    """An importer of a table whose ``headings`` no other program writes in this order.

    ``older_headings``: of other layouts. Its tool, or a person's spreadsheet, may have written it as a workbook.
    """

    id: str
    name: str
    headings: tuple[str, ...]
    older_headings: tuple[tuple[str, ...], ...] = ()
    platform: str
    limits: str
    version = "2"
    suffixes: tuple[str, ...] = (".csv",)

    @abstractmethod
    def is_record(self, fields: Fields) -> bool:
        """Whether a row has what a message needs."""

    @abstractmethod
    def speaker(self, fields: Fields) -> Participant | None:
        """Who wrote a message; None for nobody."""

    @abstractmethod
    def message(self, fields: Fields, place: TablePlace) -> Message:
        """The message of one row."""

    def chat(self, fields: Fields) -> tuple[str, str | None]:
        """Id and title of the chat of a row."""
        return "1", None

    def title_of(self, source: ReadingSource, table: OpenedTable) -> str | None:
        """What a chat is called whose rows do not say it: of tools that write one chat a file, the file's name."""
        return None

    def doubt(self, fields: Fields) -> str | None:
        """What looks as if a spreadsheet had changed it."""
        return None

    def fits(self, headings: tuple[str, ...]) -> bool:
        """Whether a row is the headings of this tool."""
        return headings in {self.headings, *self.older_headings}

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the headings."""
        if head_has_table(untrusted_head, source, self.fits):
            return Recognition.CERTAIN, "the headings of this tool"
        return Recognition.NO, "not the headings of this tool"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every row below the headings."""
        with opened_table(source, self.fits) as table:
            yield from self._read(table, source)

    def _read(self, table: OpenedTable, source: ReadingSource) -> Iterator[ReadingRecord]:
        chats = self._survey(table)
        tally, masking, files = Tally(), Masking(), AttachmentNames(names_beside(source))
        tally.conversations = len(chats)
        for identity, (title, people) in chats.items():
            yield Conversation(identity, title or self.title_of(source, table), self.platform, tuple(people))
        for row in table.rows():
            if row.number > table.heading_row and not row.is_blank:
                yield from self._row(row, table.headings, files, tally, masking)
        if masking.found:
            yield from tally.warnings("SECRETS_INSIDE")
        for name, rows in (table.other_sheets or {}).items():
            if any(not row.is_blank for row in rows()):
                yield from tally.warnings("SHEET_NOT_READ", name)
        yield from tally.warnings(self.limits)
        if table.text is not None:
            yield from text_warnings(table.text, tally)
        yield from tally.end()

    def fields(self, row: Row, headings: tuple[str, ...]) -> Fields:
        """What a row says under the headings of its table."""
        return dict(zip(headings, row.cells, strict=False))

    def _survey(self, table: OpenedTable) -> dict[str, tuple[str | None, dict[Participant, None]]]:
        chats: dict[str, tuple[str | None, dict[Participant, None]]] = {}
        for row in table.rows():
            fields = self.fields(row, table.headings)
            if row.number <= table.heading_row or row.broken or row.is_blank or not self.is_record(fields):
                continue
            identity, title = self.chat(fields)
            if identity in chats or len(chats) < _MOST_CHATS:
                people = chats.setdefault(identity, (title, {}))[1]
                if (person := self.speaker(fields)) and len(people) < _MOST_PEOPLE:
                    people[person] = None
        return chats

    def _row(
        self, row: Row, headings: tuple[str, ...], files: AttachmentNames, tally: Tally, masking: Masking
    ) -> Iterator[ReadingRecord]:
        fields = self.fields(row, headings)
        if row.broken or not self.is_record(fields):
            tally.leave_out()
            yield from tally.warnings("RECORD_NOT_UNDERSTOOD", " ".join(row.cells), row.line)
            return
        if doubt := self.doubt(fields) or _rounded(row):
            yield from tally.warnings("SPREADSHEET_CHANGED", doubt, row.line)
        message = files.looked_for(self.message(fields, TablePlace(self.chat(fields)[0], tally.messages, row)))
        for cell in row.cells:
            masking.text(cell)
        yield tally.count(message._replace(text=masking.text(message.text)) if message.text else message)


def _rounded(row: Row) -> str | None:
    """A number with more digits than a spreadsheet keeps: the number of a message, made worthless by it."""
    cells = (row.cells[place] for place in sorted(row.numbers) if place < len(row.cells))
    return next((cell for cell in cells if len(cell) > LONGEST_EXACT), None)
