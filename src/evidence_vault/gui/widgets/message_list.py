# SPDX-License-Identifier: GPL-3.0-or-later
"""The messages of a conversation as a view that stays quick however many there are."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from evidence_vault.gui.widgets.bubbles import Bubbles
from evidence_vault.translations import _

Index = QModelIndex | QPersistentModelIndex
NEAR = 80
"""Rows from the first visible one: to say where a row stands, the view adds up every height between the two."""

_HOVER = frozenset({QEvent.Type.HoverEnter, QEvent.Type.HoverMove, QEvent.Type.HoverLeave})
_PAGES = {QAbstractItemView.CursorAction.MovePageUp: -1, QAbstractItemView.CursorAction.MovePageDown: 1}


class _NotingBubbles(Bubbles):
    """Notes which rows were measured: only those have a height that another width makes wrong."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.measured: set[int] = set()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as the message with its day line."""
        self.measured.add(index.row())
        return super().sizeHint(option, index)


class MessageList(QTreeView):
    """A list of messages of any length: only the heights of visible ones are ever asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._late: set[int] = set()
        self.setAccessibleName(_("Messages"))
        self.setProperty("look", "plain")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setIndentation(0)
        self._bubbles = _NotingBubbles(self.viewport())
        self.setItemDelegate(self._bubbles)
        self.verticalScrollBar().valueChanged.connect(self._catch_up)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Draw what changed; a row far from what is shown waits until it comes near.

        A row that was never measured was never drawn, and is measured when it is: nothing of it is out of date.
        """
        if first.row() != last.row():
            super().dataChanged(first, last, list(roles))
        elif first.row() not in self._bubbles.measured:
            return
        elif self._is_near(first.row()):
            super().dataChanged(first, last, list(roles))
        else:
            self._late.add(first.row())

    def visualRect(self, index: Index) -> QRect:
        """Where a row stands; a row far from what is shown stands nowhere (the view would add up every height)."""
        return super().visualRect(index) if self._is_near(index.row()) else QRect()

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What to draw anew where the selection changed; rows far from what is shown are not drawn."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Show the row that is the current one now; the one before is drawn anew where it can be seen."""
        super().currentChanged(current, previous if self._is_near(previous.row()) else QModelIndex())

    def verticalOffset(self) -> int:
        """In rows, as the scroll bar is: at each press of the mouse Qt would add up the heights of all rows above."""
        return self.verticalScrollBar().value()

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key leads; a page on from a row far from what is shown is counted in rows, not in heights."""
        current = self.currentIndex()
        if action not in _PAGES or not current.isValid() or self._is_near(current.row()):
            return super().moveCursor(action, modifiers)
        row = current.row() + _PAGES[action] * max(1, self.verticalScrollBar().pageStep())
        return self.model().index(min(max(row, 0), self.model().rowCount() - 1), 0)

    def keyboardSearch(self, search: str) -> None:
        """A typed letter finds nothing: every message would be read for it. The line above the list finds words."""

    # Of the row under the mouse nothing is drawn differently. Qt would ask where the one before it stands, which after
    # a jump is far away.

    def verticalScrollbarValueChanged(self, value: int) -> None:
        """Another row is under the mouse now: nothing follows from it."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Nothing is dragged here."""

    def viewportEvent(self, event: QEvent) -> bool:
        """All but the mouse passing over."""
        return event.type() in _HOVER or super().viewportEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """After a jump everything is drawn anew; nothing is moved along."""
        if abs(dy) > NEAR:
            self.viewport().update()
        else:
            super().scrollContentsBy(dx, dy)

    def reset(self) -> None:
        """Another conversation."""
        self._late.clear()
        self._bubbles.measured.clear()
        super().reset()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the words anew: what was measured is measured again when it is near."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._late |= self._bubbles.measured
            self._bubbles.measured.clear()
            self._catch_up()

    def _is_near(self, row: int) -> bool:
        return abs(row - self.verticalScrollBar().value()) <= NEAR

    def _catch_up(self) -> None:
        top = self.verticalScrollBar().value()
        near = self._late.intersection(range(top - NEAR, top + NEAR + 1))
        self._late -= near
        for row in sorted(near):
            index = self.model().index(row, 0)
            super().dataChanged(index, index, [])
