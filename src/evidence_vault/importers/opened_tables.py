# SPDX-License-Identifier: GPL-3.0-or-later
"""A chat's table wherever it stands: a CSV with commas, tabs or semicolons, or a sheet of a workbook.

A spreadsheet that saves a tool's CSV again changes the sign between the cells and fills up the row of headings; tools
that write workbooks set lines about the chat above the headings.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice

from evidence_vault import errors
from evidence_vault.importers.bill_table import ReadRows
from evidence_vault.importers.table_rows import Row, read_rows
from evidence_vault.importers.text_lines import TextSource, decode_head
from evidence_vault.importers.workbook_rows import is_workbook, opened_sheets
from evidence_vault.records import ReadingSource

MOST_ROWS_BEFORE = 12
"""Rows of a sheet that may stand above its headings."""

_DELIMITERS = (",", "\t", ";")
_MOST_SHEETS = 3

Fits = Callable[[tuple[str, ...]], bool]
"""Whether a row is the headings of a format."""


@dataclass(frozen=True)
class OpenedTable:
    """``rows`` reads all rows from the start; ``before`` are those above the headings in row ``heading_row``.

    ``text`` is the CSV, None for a workbook, whose ``other_sheets`` are not read.
    """

    rows: ReadRows
    headings: tuple[str, ...]
    heading_row: int
    before: tuple[Row, ...] = ()
    text: TextSource | None = None
    other_sheets: Mapping[str, ReadRows] | None = None


def headings_of(row: Row) -> tuple[str, ...]:
    """The cells of a row without blanks around them and without empty ones at its end."""
    cells = [cell.strip().lstrip("\ufeff") for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def head_has_table(untrusted_head: bytes, source: ReadingSource, fits: Fits) -> bool:
    """Whether the first row of a CSV, or one of the first of a sheet, is what ``fits``. Never raises."""
    if not is_workbook(untrusted_head, source):
        first = decode_head(untrusted_head[:4096]).lstrip("\ufeff").split("\n", 1)[0]
        return any(fits(_cells(first, delimiter)) for delimiter in _DELIMITERS)
    try:
        with opened_sheets(source) as sheets:
            return any(_found(rows, fits) is not None for rows in islice(sheets.values(), _MOST_SHEETS))
    except errors.ReadingError:
        return False


@contextmanager
def opened_table(source: ReadingSource, fits: Fits) -> Iterator[OpenedTable]:
    """The table of ``source``. Raises FormatUnknown without one, ArchiveDamaged, ArchiveTooLarge."""
    with source.open() as stream:
        head = stream.read(4)
    if not is_workbook(head, source):
        yield _table_of(TextSource.of(source), source, fits)
        return
    with opened_sheets(source) as sheets:
        for name, rows in islice(sheets.items(), _MOST_SHEETS):
            if (found := _found(rows, fits)) is not None:
                others = {other: each for other, each in sheets.items() if other != name}
                yield OpenedTable(rows, headings_of(found[-1]), found[-1].number, found[:-1], None, others)
                return
        raise errors.FormatUnknown(name=source.name)


def _table_of(text: TextSource, source: ReadingSource, fits: Fits) -> OpenedTable:
    for delimiter in _DELIMITERS:
        rows = partial(read_rows, text, delimiter)
        headings = headings_of(next(iter(rows()), Row(0, 1, ())))
        if fits(headings):
            return OpenedTable(rows, headings, 0, (), text)
    raise errors.FormatUnknown(name=source.name)


def _found(rows: ReadRows, fits: Fits) -> tuple[Row, ...] | None:
    """The rows down to the headings; None where they are not among the first."""
    seen: list[Row] = []
    for row in islice(rows(), MOST_ROWS_BEFORE):
        seen.append(row)
        if fits(headings_of(row)):
            return tuple(seen)
    return None


def _cells(line: str, delimiter: str) -> tuple[str, ...]:
    return headings_of(Row(0, 1, tuple(cell.strip(' "\r') for cell in line.split(delimiter))))
