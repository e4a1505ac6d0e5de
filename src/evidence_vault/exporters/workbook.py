# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables as an Excel workbook: the only place that writes such files. No cell can be computed or followed."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from evidence_vault.exporters.office_file import printable, settled
from evidence_vault.exporters.tables import Sheet
from evidence_vault.money import exact_amount
from evidence_vault.records import Json

MOST_CHARACTERS = 32_767
"""In one cell; what is longer is cut with a mark, the CSV beside it is whole."""
_EXACT_DIGITS = 15
"""A spreadsheet computes with so many; an amount with more stays text, so that none of it is lost."""
_TEXT = "@"
_WIDEST, _NARROWEST = 60, 8


def workbook(sheets: Iterable[Sheet], *, title: str, author: str, made_at: str) -> bytes:
    """The .xlsx; the same tables give the same bytes. Nothing is written to a disk."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return settled(target.getvalue(), title=title, author=author, made_at=made_at)


class _InMemory(ExcelWriter):  # type: ignore[misc]  # openpyxl has no types
    """Writes as its parent does, whose pages lie in readable files of the system for a moment."""

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - the parent's own way
        writer = WorksheetWriter(ws, out=io.BytesIO())
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001 - the parent's own way
        self._archive.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)


def _fill(page: Any, sheet: Sheet) -> None:
    page.freeze_panes = "A2"
    for number, width in enumerate(_widths(sheet), 1):
        page.column_dimensions[get_column_letter(number)].width = width
    for place, column in enumerate(sheet.columns, 1):
        _text(page.cell(1, place), column).font = Font(bold=True)
    for line, row in enumerate(sheet.rows, 2):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True), 1):
            amount = _number(value) if column in sheet.amounts else None
            cell = page.cell(line, place)
            _text(cell, shown(value)) if amount is None else _amount(cell, amount)


def shown(value: Json) -> str:
    """A value as the text of a cell."""
    if value is None:
        return ""
    text = "; ".join(str(entry) for entry in value) if isinstance(value, list) else str(value)
    text = printable(text)
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def _number(value: Json) -> Decimal | None:
    amount = exact_amount(value)
    return amount if amount is not None and len(amount.as_tuple().digits) <= _EXACT_DIGITS else None


def _amount(cell: Any, amount: Decimal) -> None:
    cell.value = amount
    places = max(0, -int(amount.as_tuple().exponent))
    cell.number_format = "0." + "0" * places if places else "0"


def _text(cell: Any, text: str) -> Any:
    """Make a cell text whatever stands in it, also after somebody has edited it; the cell."""
    cell.value = text or None
    if text:
        cell.data_type = "s"
    cell.number_format = _TEXT
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _widths(sheet: Sheet) -> Iterator[int]:
    for place, column in enumerate(sheet.columns):
        longest = max([len(column), *(len(shown(row[place])) for row in sheet.rows[:200])])
        yield min(_WIDEST, max(_NARROWEST, longest + 2))
