# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws messages: own ones at the end of the line, the other side's at the start, notices in the middle."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.message_words import QUIET_KINDS, body_words, when_words
from evidence_vault.gui.models.messages_model import DAY, MESSAGE
from evidence_vault.records import Message
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _

Index = QModelIndex | QPersistentModelIndex

MOST_LINES = 24
"""A longer message is shown in full in the details."""

WIDEST = 0.72
"""Part of the list's width that a bubble may take."""


@dataclass(frozen=True)
class _Measures:
    """Where the parts of one bubble stand, within its own rectangle."""

    width: int
    height: int
    name: str
    when: str
    body: QTextLayout
    body_height: int
    is_cut: bool


class Bubbles(QStyledItemDelegate):
    """The delegate of a message list; its height follows from the width of ``view``."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as the message with its day line."""
        del option
        width = self._view.width()
        message = index.data(MESSAGE)
        look = theme.current()
        if not isinstance(message, Message):
            return QSize(width, look.body * 4)
        day = look.small * 3 if index.data(DAY) else 0
        return QSize(width, _measure(message, width).height + look.space(2) + day)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw day line and bubble."""
        message = index.data(MESSAGE)
        if not isinstance(message, Message):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(option.rect)
        look = theme.current()
        day = index.data(DAY)
        if day:
            line = QRect(rect.left(), rect.top(), rect.width(), look.small * 3)
            _draw_day(painter, line, str(day))
            rect.setTop(line.bottom())
        state = option.state
        marked = bool(state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus))
        _draw_bubble(painter, rect, message, _measure(message, self._view.width()), marked=marked)
        painter.restore()


def _layout(text: str, font: QFont, width: int) -> tuple[QTextLayout, int, int, bool]:
    """The text in lines: layout, widest line, height, and whether lines were left out."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height, widest, lines = 0.0, 0.0, 0
    is_cut = False
    while (line := layout.createLine()).isValid():
        if lines == MOST_LINES:
            is_cut = True
            line.setNumColumns(0)
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
        widest = max(widest, line.naturalTextWidth())
        lines += 1
    layout.endLayout()
    return layout, round(widest) + 1, round(height), is_cut


def _measure(message: Message, width: int) -> _Measures:
    look = theme.current()
    is_quiet = message.kind in QUIET_KINDS
    padding = look.space(3)
    room = max(look.body * 8, round(width * WIDEST) - 2 * padding)
    body, widest, height, is_cut = _layout(body_words(message), look.font("small" if is_quiet else "body"), room)
    name = visible_name(message.sender) if message.sender and not is_quiet and not message.is_self else ""
    when = when_words(message)
    if is_cut:
        when = f"{_('… more in the details')} · {when}"
    from PySide6.QtGui import QFontMetrics

    small, bold = QFontMetrics(look.font("small")), QFontMetrics(look.font("small", bold=True))
    widest = max(widest, small.horizontalAdvance(when), min(room, bold.horizontalAdvance(name)))
    name_height = round(look.small * 1.7) if name else 0
    total = 2 * look.space(2) + name_height + height + round(look.small * 1.7)
    return _Measures(min(widest, room) + 2 * padding, total, name, when, body, height, is_cut)


def _draw_day(painter: QPainter, rect: QRect, day: str) -> None:
    look = theme.current()
    painter.setFont(look.font("small", bold=True))
    painter.setPen(look.colour("muted"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, day)


def _place(rect: QRect, message: Message, measures: _Measures) -> QRect:
    from PySide6.QtGui import QGuiApplication

    look = theme.current()
    place = QRect(0, rect.top() + look.space(1), measures.width, measures.height)
    at_end = message.is_self is True
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        at_end = not at_end
    if message.kind in QUIET_KINDS:
        place.moveLeft(rect.left() + (rect.width() - place.width()) // 2)
    elif at_end:
        place.moveRight(rect.right() - look.space(3))
    else:
        place.moveLeft(rect.left() + look.space(3))
    return place


def _draw_bubble(painter: QPainter, rect: QRect, message: Message, measures: _Measures, *, marked: bool) -> None:
    look = theme.current()
    place = _place(rect, message, measures)
    is_quiet, is_own = message.kind in QUIET_KINDS, message.is_self is True
    back = "raised" if is_quiet else "bubble_self" if is_own else "bubble_other"
    front = "muted" if is_quiet else "on_bubble_self" if is_own else "text"
    painter.setBrush(look.colour(back))
    painter.setPen(QPen(look.colour("accent" if marked else "border"), 2 if marked else 1))
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
    inner = place.adjusted(look.space(3), look.space(2), -look.space(3), -look.space(2))
    if measures.name:
        painter.setFont(look.font("small", bold=True))
        painter.setPen(look.colour("accent"))
        line = QRect(inner.left(), inner.top(), inner.width(), round(look.small * 1.5))
        name = painter.fontMetrics().elidedText(measures.name, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, name)
        inner.setTop(inner.top() + round(look.small * 1.7))
    painter.setPen(look.colour(front))
    measures.body.draw(painter, QPointF(inner.topLeft()))
    painter.setFont(look.font("small"))
    painter.setPen(look.colour(front if is_own else "muted"))
    below = QRect(inner.left(), inner.top() + measures.body_height, inner.width(), round(look.small * 1.7))
    painter.drawText(below, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignBottom, measures.when)
