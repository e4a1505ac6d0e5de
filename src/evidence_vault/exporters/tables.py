# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables, and CSV files that a spreadsheet opens as text and never as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence_vault.records import Json

_FORMULA = re.compile(r"[\t\r\n]|[\s\x00-\x1f\ufeff\u200b]*[=+\-@＝＋－＠]")
"""What a spreadsheet takes for the beginning of a formula, also behind blanks and signs that are not shown."""

MARK = "'"
"""Put before a cell that a spreadsheet would compute; the original file keeps the text as it was."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. ``amounts``: the columns that hold amounts of money; every other cell is text."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Json]]
    amounts: frozenset[str] = frozenset()


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[Json]]) -> bytes:
    """A table in UTF-8 with a byte-order mark (so that Excel reads Chinese), comma, CRLF, all cells quoted."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe_cell(column) for column in columns])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + target.getvalue().encode("utf-8", "replace")


def safe_cell(value: Json) -> str:
    """A cell as text; one that begins like a formula, also behind spaces, gets an apostrophe in front.

    Negative and plain numbers of our own are texts too: nothing is computed, all is readable.
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return safe_cell("; ".join(str(entry) for entry in value))
    text = str(value).replace("\x00", "\ufffd")
    return MARK + text if _FORMULA.match(text) else text
