# SPDX-License-Identifier: GPL-3.0-or-later
"""The evidence as rows for grid and table, with thumbnails that arrive later."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QPixmap

from evidence_vault.gui.flows.evidence_filter import KIND_WORDS, Wanted, can_show_picture, exhibit_of, keeps, kind_of
from evidence_vault.gui.flows.words_of_values import size_text, time_text
from evidence_vault.records import EvidenceItem
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

Index = QModelIndex | QPersistentModelIndex
ITEM = Qt.ItemDataRole.UserRole
PIXMAP = Qt.ItemDataRole.UserRole + 1
SORT = Qt.ItemDataRole.UserRole + 2
TAGS = Qt.ItemDataRole.UserRole + 3

COLUMNS = (
    N_("Exhibit no."),
    N_("File name"),
    N_("Kind"),
    N_("Says it is from"),
    N_("Added here"),
    N_("Size"),
    N_("Tags"),
)


class Column(IntEnum):
    """The columns of the table."""

    NUMBER = 0
    NAME = 1
    KIND = 2
    CLAIMED = 3
    ADDED = 4
    SIZE = 5
    TAGS = 6


class EvidenceModel(QAbstractTableModel):
    """Holds items; ``thumbnail_wanted`` names one whose picture is about to be seen for the first time."""

    thumbnail_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._items: list[EvidenceItem] = []
        self._rows: dict[str, int] = {}
        self._thumbnails: dict[str, QPixmap | None] = {}
        self._case_id: str | None = None
        self._tags: Mapping[str, tuple[str, ...]] = {}
        self._unread: frozenset[str] = frozenset()

    def show_states(self, states: Any) -> None:
        """Show the tags and what is not read yet (``operations.evidence_states.EvidenceStates``)."""
        self._tags, self._unread = states.tags, states.unread
        if self._items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._items) - 1, Column.TAGS))

    def tags_of(self, item: EvidenceItem) -> tuple[str, ...]:
        """The tags of an item."""
        return self._tags.get(item.id, ())

    def is_unread(self, item: EvidenceItem) -> bool:
        """Whether its text was not read yet."""
        return item.content_id in self._unread

    def show(self, items: Sequence[EvidenceItem], case_id: str | None) -> None:
        """Replace what is shown; thumbnails already there are kept."""
        self.beginResetModel()
        self._items = list(items)
        self._rows = {item.id: row for row, item in enumerate(self._items)}
        self._case_id = case_id
        # One that failed may have met a busy moment: it is tried again when the page is.
        self._thumbnails = {key: picture for key, picture in self._thumbnails.items() if picture is not None}
        self.endResetModel()

    def item(self, row: int) -> EvidenceItem:
        """The item of a row."""
        return self._items[row]

    def row_of(self, item_id: str) -> int | None:
        """The row of an item, None when it is not here."""
        return self._rows.get(item_id)

    def set_thumbnail(self, item_id: str, pixmap: QPixmap | None) -> None:
        """A thumbnail arrived; None where none can be made."""
        self._thumbnails[item_id] = pixmap
        row = self._rows.get(item_id)
        if row is not None:
            index = self.index(row, Column.NAME)
            self.dataChanged.emit(index, index, [PIXMAP])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row an item."""
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """See ``Column``."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Texts, sort values, the item itself and its thumbnail."""
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(item, index.column())
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self._spoken(item) if index.column() == Column.NAME else self._text(item, index.column())
        if role == SORT:
            return self._sort_value(item, index.column())
        if role == PIXMAP:
            return self._thumbnail(item)
        return {ITEM: item, TAGS: self.tags_of(item)}.get(role)

    def _text(self, item: EvidenceItem, column: int) -> str:
        return (
            exhibit_of(item, self._case_id),
            visible_name(item.name),
            _(KIND_WORDS[kind_of(item)]),
            time_text(item.claimed_at),
            time_text(item.added_at),
            size_text(item.size),
            self._tag_words(item),
        )[column]

    def _tag_words(self, item: EvidenceItem) -> str:
        return ", ".join(visible_name(tag) for tag in self.tags_of(item))

    def _spoken(self, item: EvidenceItem) -> str:
        parts = [exhibit_of(item, self._case_id), visible_name(item.name), _(KIND_WORDS[kind_of(item)])]
        parts.append(self._tag_words(item))
        return ", ".join(part for part in parts if part)

    def _sort_value(self, item: EvidenceItem, column: int) -> Any:
        if column == Column.SIZE:
            return item.size
        if column == Column.CLAIMED:
            return item.claimed_at or ""
        return item.added_at if column == Column.ADDED else self._text(item, column).casefold()

    def _thumbnail(self, item: EvidenceItem) -> QPixmap | None:
        if item.id not in self._thumbnails and can_show_picture(item):
            self._thumbnails[item.id] = None
            self.thumbnail_wanted.emit(item.id)
        return self._thumbnails.get(item.id)


class EvidenceFilter(QSortFilterProxyModel):
    """Sorts, and keeps what the filter keeps."""

    def __init__(self, model: EvidenceModel) -> None:
        super().__init__()
        self._wanted = Wanted()
        self.setSourceModel(model)
        self.setSortRole(SORT)

    def set_filter(self, wanted: Wanted) -> None:
        """Change what is kept."""
        self.beginFilterChange()
        self._wanted = wanted
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether the filter keeps the row."""
        del parent
        model = self.sourceModel()
        if not isinstance(model, EvidenceModel):
            return False
        item = model.item(row)
        return keeps(item, self._wanted, model.tags_of(item), is_unread=model.is_unread(item))
