# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows and lines that a mapping is about: text as it stands in the file, rows numbered through the file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from evidence_vault import errors
from evidence_vault.importers.mapping_spec import WORKBOOK, MappingSpec
from evidence_vault.importers.table_rows import Row, read_rows
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.importers.workbook_rows import is_workbook, opened_sheets
from evidence_vault.records import ReadingSource


class MappedTable:
    """``rows`` reads the table from its start. ``text``: what it is made of, for what to say about its bytes.

    ``other_sheets``: names of the sheets of a workbook that are not read.
    """

    def __init__(
        self, rows: Callable[[], Iterator[Row]], text: TextSource | None = None, other_sheets: tuple[str, ...] = ()
    ) -> None:
        self.rows = rows
        self.text = text
        self.other_sheets = other_sheets


def holds_workbook(source: ReadingSource) -> bool:
    """Whether ``source`` is an XLSX workbook."""
    with source.open() as stream:
        head = stream.read(4)
    return is_workbook(head, source)


@contextmanager
def open_table(source: ReadingSource, delimiter: str) -> Iterator[MappedTable]:
    """The table of ``source``: of a workbook the first sheet that holds something.

    Raises TextUndecodable, FormatUnknown (no workbook, or an empty one), ArchiveDamaged, ArchiveTooLarge.
    """
    if delimiter == WORKBOOK:
        with opened_sheets(source) as sheets:
            filled = [name for name, rows in sheets.items() if any(not row.is_blank for row in rows())]
            if not filled:
                raise errors.FormatUnknown(name=source.name)
            yield MappedTable(sheets[filled[0]], other_sheets=tuple(filled[1:]))
        return
    text = TextSource.of(source)
    yield MappedTable(lambda: read_rows(text, delimiter), text)


def cells_of(row: Row, spec: MappingSpec, role: str) -> list[str]:
    """The cells that say ``role``, without outer white space; missing cells are missing."""
    return [row.cells[at].strip() for at in spec.columns.get(role, ()) if at < len(row.cells)]


def time_text(row: Row, spec: MappingSpec) -> str:
    """What the row says about its time: the date's cell and the time's, joined by a space."""
    return " ".join(filter(None, cells_of(row, spec, "date") + cells_of(row, spec, "time")))
