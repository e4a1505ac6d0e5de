# SPDX-License-Identifier: GPL-3.0-or-later
"""The custody log as rows, newest first."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from evidence_vault.gui.flows.custody_words import event_sentence
from evidence_vault.gui.flows.words_of_values import time_text
from evidence_vault.records import LogEntry
from evidence_vault.translations import N_, _

Index = QModelIndex | QPersistentModelIndex
COLUMN_WORDS = (N_("When"), N_("What"), N_("Entry"))


class LogModel(QAbstractTableModel):
    """Holds entries; texts are made when they are seen."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[LogEntry] = []
        self._names: Mapping[str, str] = {}

    def show(self, entries: Sequence[LogEntry], names: Mapping[str, str]) -> None:
        """Replace what is shown; ``entries`` come oldest first, ``names`` are those of the items they speak of."""
        self.beginResetModel()
        self._names = names
        self._entries = list(reversed(entries))
        self.endResetModel()

    def entry(self, row: int) -> LogEntry | None:
        """The entry of a row, None beyond them."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row an entry."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """When, what, number."""
        return 0 if parent.isValid() else len(COLUMN_WORDS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMN_WORDS[section])
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """The texts; the hash of the entry as a tooltip of its number."""
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            number = _("no. {number}").format(number=entry.seq)
            return (time_text(entry.utc), event_sentence(entry, self._names), number)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.entry_hash if index.column() == 2 else self.data(index, Qt.ItemDataRole.DisplayRole)
        return None
