# SPDX-License-Identifier: GPL-3.0-or-later
"""What importers of payment statements share: the same table as CSV or as a workbook, its owner, its own count."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.bill_table import (
    MOST_ROWS_BEFORE,
    BillReader,
    Columns,
    ReadRows,
    Table,
    find_table,
)
from evidence_vault.importers.table_rows import read_rows
from evidence_vault.importers.text_lines import TextSource, decode_head, text_warnings
from evidence_vault.importers.workbook_rows import is_workbook, opened_sheets
from evidence_vault.records import Answers, Conversation, Participant, ReadingRecord, ReadingSource, Recognition

_CONVERSATION = "1"
_DELIMITERS = (",", "\t", ";")
_COUNT = re.compile(r"共\s*(\d{1,9})\s*笔记录")


class StatementFiles:
    """An importer of one payment service's statement.

    ``service`` is the name that stands in its files, ``own_heading`` one that no other service has; ``owner`` finds
    the account holder above the table.
    """

    id: str
    name: str
    columns: Columns
    service: str
    own_headings: tuple[str, ...]
    owner: re.Pattern[str]
    title: str
    platform: str
    version = "2"
    suffixes: tuple[str, ...] = (".csv", ".xlsx")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from its name and its headings."""
        head = self._words(untrusted_head, source)
        groups = (self.columns.time, self.columns.status, self.columns.reference, self.own_headings)
        if not all(any(name in head for name in names) for names in groups):
            return Recognition.NO, "no headings of this payment statement"
        if self.service in head:
            return Recognition.CERTAIN, "name and headings of this payment statement"
        return Recognition.MAYBE, "headings of this payment statement without its name"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every row as a payment, and a warning where the statement's own count differs."""
        with source.open() as stream:
            head = stream.read(4)
        tally = Tally()
        if is_workbook(head, source):
            yield from self._read_workbook(source, tally)
        else:
            text = TextSource.of(source)
            yield from self._read_table(self._table(_tables_of(text), source), tally)
            yield from text_warnings(text, tally)
        yield from tally.end()

    def _read_workbook(self, source: ReadingSource, tally: Tally) -> Iterator[ReadingRecord]:
        with opened_sheets(source) as sheets:
            table = self._table(sheets.values(), source)
            yield from self._read_table(table, tally)
            for name, rows in sheets.items():
                if rows is not table.rows and any(not row.is_blank for row in rows()):
                    yield from tally.warnings("SHEET_NOT_READ", name)

    def _table(self, tables: Iterable[ReadRows], source: ReadingSource) -> Table:
        for rows in tables:
            if found := find_table(rows, self.columns):
                return found
        raise errors.FormatUnknown(name=source.name)

    def _read_table(self, table: Table, tally: Tally) -> Iterator[ReadingRecord]:
        tally.conversations = 1
        owner = table.find(self.owner)
        people = (Participant(owner, is_self=True),) if owner else ()
        yield Conversation(_CONVERSATION, self.title, self.platform, people)
        yield from BillReader(self.columns, table, _CONVERSATION).records(tally)
        said = table.find(_COUNT)
        if said is not None and int(said) != tally.headers_seen:
            yield from tally.warnings("STATEMENT_COUNT_DIFFERS", f"{said} ≠ {tally.headers_seen}")
        yield from tally.warnings("STATEMENT_LIMITS")

    @staticmethod
    def _words(untrusted_head: bytes, source: ReadingSource) -> str:
        if not is_workbook(untrusted_head, source):
            return decode_head(untrusted_head)
        try:
            with opened_sheets(source) as sheets:
                rows = [row for read in islice(sheets.values(), 3) for row in islice(read(), MOST_ROWS_BEFORE)]
        except errors.ReadingError:
            return ""
        return "\n".join("\t".join(row.cells) for row in rows)


def _tables_of(text: TextSource) -> Iterator[ReadRows]:
    for delimiter in _DELIMITERS:
        yield partial(read_rows, text, delimiter)
