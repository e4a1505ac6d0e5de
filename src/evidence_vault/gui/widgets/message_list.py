# SPDX-License-Identifier: GPL-3.0-or-later
"""The messages of a conversation as a view that stays quick however many there are."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from evidence_vault.gui.widgets.bubbles import Bubbles
from evidence_vault.translations import _

Index = QModelIndex | QPersistentModelIndex
NEAR = 80
"""Rows from the first visible one: to say where a row stands, the view adds up every height between the two."""


class MessageList(QTreeView):
    """A list of messages of any length: only the heights of visible ones are ever asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._late: set[int] = set()
        self._top = 0
        self.setAccessibleName(_("Messages"))
        self.setProperty("look", "plain")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setIndentation(0)
        self.setItemDelegate(Bubbles(self.viewport()))
        self.verticalScrollBar().valueChanged.connect(self._catch_up)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Draw what changed; a row far from what is shown waits until it comes near."""
        if first.row() == last.row() and not self._is_near(first.row()):
            self._late.add(first.row())
            return
        super().dataChanged(first, last, list(roles))

    def visualRect(self, index: Index) -> QRect:
        """Where a row stands; a row far from what is shown stands nowhere (the view would add up every height)."""
        return super().visualRect(index) if self._is_near(index.row()) else QRect()

    def verticalScrollbarValueChanged(self, value: int) -> None:
        """After a jump Qt would look for the row that was under the mouse before, height by height: it is left."""
        is_jump = abs(value - self._top) > NEAR
        self._top = value
        if not is_jump:
            super().verticalScrollbarValueChanged(value)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """After a jump everything is drawn anew; nothing is moved along."""
        if abs(dy) > NEAR:
            self.viewport().update()
        else:
            super().scrollContentsBy(dx, dy)

    def reset(self) -> None:
        """Another conversation."""
        self._late = set()
        super().reset()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the words anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _is_near(self, row: int) -> bool:
        return abs(row - self.verticalScrollBar().value()) <= NEAR

    def _catch_up(self) -> None:
        near = {row for row in self._late if self._is_near(row)}
        self._late -= near
        for row in sorted(near):
            index = self.model().index(row, 0)
            super().dataChanged(index, index, [])
