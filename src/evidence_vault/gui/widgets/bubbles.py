# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws messages: own ones at the end of the line, the other side's at the start, notices in the middle."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from evidence_vault.gui import icons, theme
from evidence_vault.gui.flows.mark_words import mark_words
from evidence_vault.gui.flows.message_words import QUIET_KINDS, body_words, translated_words, when_words
from evidence_vault.gui.models.messages_model import DAY, KNOWN, MARKS, MESSAGE, PICTURE, PICTURE_ITEM, TRANSLATION
from evidence_vault.records import Message
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _

Index = QModelIndex | QPersistentModelIndex

MOST_LINES = 24
"""A longer message is shown in full in the details."""

PICTURE_SIDE = 12
"""In heights of body text: the room for a picture that came along."""

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
    picture_height: int
    marks: str


class Bubbles(QStyledItemDelegate):
    """The delegate of a message list; its height follows from the width of ``view``."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as the message with its day line."""
        del option
        width = self._view.width()
        message = index.data(KNOWN)
        look = theme.current()
        if not isinstance(message, Message):
            return QSize(width, look.body * 4)
        day = look.small * 3 if index.data(DAY) else 0
        return QSize(width, _measure(message, width, index).height + look.space(2) + day)

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
        measures = _measure(message, self._view.width(), index)
        _draw_bubble(painter, rect, message, measures, marked=marked)
        if measures.picture_height:
            _draw_picture(painter, _place(rect, message, measures), measures, index.data(PICTURE))
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


def _measure(message: Message, width: int, index: Index) -> _Measures:
    look = theme.current()
    is_quiet = message.kind in QUIET_KINDS
    padding = look.space(3)
    room = max(look.body * 8, round(width * WIDEST) - 2 * padding)
    words, said = body_words(message), index.data(TRANSLATION)
    if said:
        words = f"{words}\n\n{translated_words(said)}"
    body, widest, height, is_cut = _layout(words, look.font("small" if is_quiet else "body"), room)
    name = visible_name(message.sender) if message.sender and not is_quiet and not message.is_self else ""
    when = when_words(message)
    if is_cut:
        when = f"{_('… more in the details')} · {when}"
    from PySide6.QtGui import QFontMetrics

    small, bold = QFontMetrics(look.font("small")), QFontMetrics(look.font("small", bold=True))
    marks = mark_words(index.data(MARKS) or ())
    below = small.horizontalAdvance(when) + (bold.horizontalAdvance(marks) + look.space(4) if marks else 0)
    widest = max(widest, below, min(room, bold.horizontalAdvance(name)))
    picture = look.body * PICTURE_SIDE if index.data(PICTURE_ITEM) is not None else 0
    widest = max(widest, picture)
    name_height = round(look.small * 1.7) if name else 0
    total = 2 * look.space(2) + name_height + height + round(look.small * 1.7)
    total += picture + look.space(2) if picture else 0
    return _Measures(min(widest, room) + 2 * padding, total, name, when, body, height, picture, marks)


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
    room = measures.picture_height + look.space(2) if measures.picture_height else 0
    below = QRect(inner.left(), inner.top() + measures.body_height + room, inner.width(), round(look.small * 1.7))
    _draw_below(painter, below, measures, front if is_own else "muted", "text" if is_quiet else front)


def _draw_below(painter: QPainter, below: QRect, measures: _Measures, quiet: str, front: str) -> None:
    look = theme.current()
    painter.setFont(look.font("small"))
    painter.setPen(look.colour(quiet))
    painter.drawText(below, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignBottom, measures.when)
    if not measures.marks:
        return
    width = below.width() - painter.fontMetrics().horizontalAdvance(measures.when) - look.space(2)
    painter.setFont(look.font("small", bold=True))
    painter.setPen(look.colour(front))
    marks = painter.fontMetrics().elidedText(measures.marks, Qt.TextElideMode.ElideRight, width)
    painter.drawText(below, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom, marks)


def _draw_picture(painter: QPainter, place: QRect, measures: _Measures, picture: QPixmap | None) -> None:
    look = theme.current()
    side = measures.picture_height
    bottom = place.bottom() - look.space(2) - round(look.small * 1.7)
    room = QRect(place.left() + look.space(3), bottom - side, place.width() - 2 * look.space(3), side)
    if picture is None or picture.isNull():
        icons.paint(painter, QRect(room.left(), room.top(), look.icon, look.icon), "image", "muted")
        return
    size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(QRect(room.topLeft(), size), picture)
