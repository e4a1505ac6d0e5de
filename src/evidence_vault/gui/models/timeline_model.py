# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of the timeline for a list view."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from evidence_vault.gui.flows.timeline_words import below_words, day_of, title_of

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
DAY = Qt.ItemDataRole.UserRole + 1
"""The day, on the first line of each day; "" on the others."""


class TimelineModel(QAbstractListModel):
    """Holds records; words are made only for the rows that are drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Any, ...] = ()

    def show(self, lines: Sequence[Any]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def row_of(self, key: str) -> int | None:
        """The row of a line, None when it is not here."""
        return next((row for row, line in enumerate(self._lines) if line.key == key), None)

    def row_near(self, moment: float) -> int | None:
        """The row whose time is nearest."""
        timed = [(abs(line.moment - moment), row) for row, line in enumerate(self._lines) if line.moment is not None]
        return min(timed)[1] if timed else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row a line."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = 0) -> Any:
        """Words, the day where it changes, the line itself."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == DAY:
            return self._day(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{title_of(line)}\n{below_words(line)}"
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return f"{title_of(line)}. {below_words(line)}"
        return None

    def _day(self, row: int) -> str:
        day = day_of(self._lines[row])
        return day if row == 0 or day_of(self._lines[row - 1]) != day else ""
