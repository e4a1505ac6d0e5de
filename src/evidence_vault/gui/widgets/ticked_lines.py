# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws list entries of two lines with a box to tick before them."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from evidence_vault.gui import icons, theme
from evidence_vault.gui.widgets.two_lines import TwoLines

Index = QModelIndex | QPersistentModelIndex


class TickedLines(TwoLines):
    """A click on the box, or Space, ticks it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the box, then the lines beside it."""
        look = theme.current()
        whole = QRect(option.rect)
        side = round(look.body * 1.2)
        box = QRect(whole.left() + look.space(2), whole.center().y() - side // 2, side, side)
        is_on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("accent" if is_on else "control"), 1))
        painter.setBrush(look.colour("accent" if is_on else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if is_on:
            icons.paint(painter, box.adjusted(2, 2, -2, -2), "check", "on_accent")
        painter.restore()
        lines = QStyleOptionViewItem(option)
        lines.rect = whole.adjusted(self._room(), 0, 0, 0)
        super().paint(painter, lines, index)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """Tick or untick."""
        is_click = (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.position().x() < option.rect.left() + self._room()
        )
        is_space = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Select}
        )
        if not (is_click or is_space):
            return False
        is_on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        new = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
        return model.setData(index, new, Qt.ItemDataRole.CheckStateRole)

    @staticmethod
    def _room() -> int:
        look = theme.current()
        return round(look.body * 1.2) + look.space(3)
