# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of a stranger's CSV: quoted cells may hold line ends, and one broken row does not take the rest with it."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from evidence_vault.hashing import canonical_digest
from evidence_vault.importers.base import well_formed
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.records import Json, RawSpan

MOST_LINES_OF_A_ROW = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A row: ``number`` counts from 0 through the file (headings included), ``line`` from 1.

    ``cells`` stand exactly as in the file; for a row that is no CSV, the whole line is one cell and ``broken``.
    ``numbers``: the places of cells that a workbook holds as numbers.
    """

    number: int
    line: int
    cells: tuple[str, ...]
    broken: bool = False
    numbers: frozenset[int] = frozenset()

    def span(self, member: str | None = None) -> RawSpan:
        """The span with the digest of the canonical JSON of the cells."""
        cells: list[Json] = [well_formed(cell) for cell in self.cells]
        return RawSpan(self.number, self.number + 1, "element", canonical_digest(cells), member)

    @property
    def is_blank(self) -> bool:
        """No cell holds anything."""
        return not any(cell.strip() for cell in self.cells)


def read_rows(text: TextSource, delimiter: str = ",") -> Iterator[Row]:
    """Every row of ``text``."""
    waiting: deque[tuple[int, str]] = deque()
    number = 0
    for line, (_, _, content) in enumerate(text.lines(), 1):
        waiting.append((line, content))
        while waiting and (row := _first_row(waiting, number, delimiter, ended=False)):
            yield row
            number += 1
    while waiting and (row := _first_row(waiting, number, delimiter, ended=True)):
        yield row
        number += 1


def _first_row(waiting: deque[tuple[int, str]], number: int, delimiter: str, *, ended: bool) -> Row | None:
    line, joined, quotes = waiting[0][0], "", 0
    for count, (_, content) in enumerate(waiting, 1):
        joined = content if count == 1 else f"{joined}\n{content}"
        quotes += content.count('"')
        if quotes % 2 == 0:
            for _ in range(count):
                waiting.popleft()
            return _row(number, line, joined, delimiter)
    if not ended and len(waiting) < MOST_LINES_OF_A_ROW:
        return None
    # A quote that is never closed belongs to its own line only.
    return Row(number, line, (waiting.popleft()[1],), broken=True)


def _row(number: int, line: int, joined: str, delimiter: str) -> Row:
    try:
        cells = next(csv.reader([f"{part}\n" for part in joined.split("\n")], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return Row(number, line, (joined,), broken=bool(joined))
    return Row(number, line, tuple(cells))
