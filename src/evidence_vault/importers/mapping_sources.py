# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows and lines that a mapping is about: text as it stands in the file, rows numbered through the file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from evidence_vault.importers.mapping_spec import WORKBOOK, MappingSpec
from evidence_vault.importers.table_rows import Row, read_rows
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.records import ReadingSource


class MappedTable:
    """``rows`` reads the table from its start. ``text``: what it is made of, for what to say about its bytes."""

    def __init__(self, rows: Callable[[], Iterator[Row]], text: TextSource | None = None) -> None:
        self.rows = rows
        self.text = text


@contextmanager
def open_table(source: ReadingSource, delimiter: str) -> Iterator[MappedTable]:
    """The table of ``source``. Raises TextUndecodable, ArchiveDamaged, ArchiveTooLarge."""
    if delimiter == WORKBOOK:
        raise NotImplementedError
    text = TextSource.of(source)
    yield MappedTable(lambda: read_rows(text, delimiter), text)


def cells_of(row: Row, spec: MappingSpec, role: str) -> list[str]:
    """The cells that say ``role``, without outer white space; missing cells are missing."""
    return [row.cells[at].strip() for at in spec.columns.get(role, ()) if at < len(row.cells)]


def time_text(row: Row, spec: MappingSpec) -> str:
    """What the row says about its time: the date's cell and the time's, joined by a space."""
    return " ".join(filter(None, cells_of(row, spec, "date") + cells_of(row, spec, "time")))
