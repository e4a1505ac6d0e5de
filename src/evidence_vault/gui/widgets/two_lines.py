# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws list entries of two lines: a title, and quieter words below it; each cut at the end where it is too long."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evidence_vault.gui import theme

Index = QModelIndex | QPersistentModelIndex


class TwoLines(QStyledItemDelegate):
    """The display text's first line is the title, its second the words below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All entries are alike."""
        del option, index
        look = theme.current()
        return QSize(look.body * 10, round(look.body * 1.5 + look.small * 1.5) + look.space(4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the entry."""
        look = theme.current()
        title, _sep, below = str(index.data(Qt.ItemDataRole.DisplayRole) or "").partition("\n")
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.setBrush(look.colour("accent_soft"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 8, 8)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(look.colour("accent"))
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 8, 8)
        inner = rect.adjusted(look.space(3), look.space(2), -look.space(3), -look.space(2))
        first = QRect(inner.left(), inner.top(), inner.width(), round(look.body * 1.5))
        second = QRect(inner.left(), first.bottom() + 1, inner.width(), round(look.small * 1.5))
        front = "on_accent_soft" if is_selected else "text"
        for line, words, size, bold, colour in (
            (first, title, "body", True, front),
            (second, below, "small", False, front if is_selected else "muted"),
        ):
            painter.setFont(look.font(size, bold=bold))
            painter.setPen(look.colour(colour))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
