# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of a stranger's workbook (XLSX), cell by cell as text; nothing is calculated, no macro or link is touched.

Limits of the zip are checked before the workbook is opened. Numbers are written as a spreadsheet shows them, with 15
significant digits; which cells were numbers is kept, since a long number cannot have come through one unharmed.
"""

import datetime as dt
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from evidence_vault import errors
from evidence_vault.importers.table_rows import Row
from evidence_vault.importers.zip_members import is_zip, open_zip, zip_names
from evidence_vault.records import ReadingSource

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MOST_CELLS_OF_A_ROW = 200
LARGEST_WORKBOOK = 256 * 1024 * 1024
"""Bytes of all parts unpacked."""

_PART = "xl/workbook.xml"
# What openpyxl and the readers under it raise for files that are damaged or never were workbooks.
_BROKEN = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, SyntaxError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, OverflowError, NotImplementedError, AssertionError, RecursionError),
)


def is_workbook(untrusted_head: bytes, source: ReadingSource) -> bool:
    """Whether ``source`` is a zip with the parts of a workbook. Never raises."""
    return is_zip(untrusted_head) and _PART in zip_names(source)


@contextmanager
def opened_sheets(source: ReadingSource) -> Iterator[dict[str, Callable[[], Iterator[Row]]]]:
    """Each sheet's name with a reader of its rows. Raises ArchiveTooLarge, ArchiveDamaged."""
    with open_zip(source) as members:
        if sum(members.size(name) for name in members.names) > LARGEST_WORKBOOK:
            raise errors.ArchiveTooLarge(name=source.name)
    with source.open() as stream, _loaded(source, stream) as workbook:
        yield {sheet.title: _reader(sheet, source) for sheet in workbook.worksheets}


@contextmanager
def _loaded(source: ReadingSource, stream: object) -> Iterator["Workbook"]:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles that payment services leave out
        try:
            workbook = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except _BROKEN as error:
            raise errors.ArchiveDamaged(name=source.name) from error
        try:
            yield workbook
        finally:
            workbook.close()


def _reader(sheet: "ReadOnlyWorksheet", source: ReadingSource) -> Callable[[], Iterator[Row]]:
    def rows() -> Iterator[Row]:
        sheet.reset_dimensions()  # what a file says about its size is often wrong
        try:
            for number, cells in enumerate(sheet.iter_rows()):
                kept = cells[:MOST_CELLS_OF_A_ROW]
                numbers = frozenset(place for place, cell in enumerate(kept) if _is_number(cell))
                texts = tuple(_text(cell.value) for cell in kept)
                yield Row(number, number + 1, _trimmed(texts), numbers=numbers)
        except _BROKEN as error:
            raise errors.ArchiveDamaged(name=source.name) from error

    return rows


def _trimmed(texts: tuple[str, ...]) -> tuple[str, ...]:
    filled = len(texts)
    while filled and not texts[filled - 1]:
        filled -= 1
    return texts[:filled]


def _is_number(cell: Any) -> bool:
    return cell.data_type == "n" and cell.value is not None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        return _to_the_second(value).isoformat(sep=" ")
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def _to_the_second(moment: dt.datetime) -> dt.datetime:
    # A serial number of days carries fractions that no clock printed.
    try:
        return (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0, tzinfo=None)
    except OverflowError:
        return moment.replace(microsecond=0, tzinfo=None)
