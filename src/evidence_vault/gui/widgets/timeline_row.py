# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws one line of the timeline: day and clock, the four tracks, what happened."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evidence_vault.gui import icons, theme
from evidence_vault.gui.flows.timeline_words import TRACK_COLOURS, TRACK_ICONS, clock_of
from evidence_vault.gui.models.timeline_model import DAY, LINE

Index = QModelIndex | QPersistentModelIndex
TRACKS = tuple(TRACK_ICONS)
TIME_EMS = 7.5
LANE_EMS = 2.0


class TimelineRow(QStyledItemDelegate):
    """All rows are alike in height, so that ten thousand scroll like ten."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines of words."""
        del option, index
        look = theme.current()
        return QSize(look.body * 20, round(look.body * 1.5 + look.small * 1.5) + look.space(3))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        line = index.data(LINE)
        look = theme.current()
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_state(painter, rect, option.state)
        inner = rect.adjusted(look.space(2), 0, -look.space(2), 0)
        time = QRect(inner.left(), inner.top(), round(look.body * TIME_EMS), inner.height())
        self._draw_time(painter, time, str(index.data(DAY) or ""), clock_of(line))
        lanes = QRect(time.right() + 1, inner.top(), round(look.body * LANE_EMS * len(TRACKS)), inner.height())
        _draw_lanes(painter, lanes, line)
        words = QRect(lanes.right() + look.space(2), inner.top(), 0, inner.height())
        words.setRight(inner.right())
        _draw_words(painter, words, str(index.data(Qt.ItemDataRole.DisplayRole)))
        painter.restore()

    @staticmethod
    def _draw_time(painter: QPainter, rect: QRect, day: str, clock: str) -> None:
        look = theme.current()
        first = QRect(rect.left(), rect.top() + look.space(1.5), rect.width(), round(look.body * 1.5))
        second = QRect(rect.left(), first.bottom() + 1, rect.width(), round(look.small * 1.5))
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(look.colour("text"))
        painter.setFont(look.font("body", bold=True))
        painter.drawText(first, flags, painter.fontMetrics().elidedText(day, Qt.TextElideMode.ElideRight, rect.width()))
        painter.setPen(look.colour("muted"))
        painter.setFont(look.font("small"))
        painter.drawText(second, flags, clock)


def _draw_state(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    look = theme.current()
    is_selected = bool(state & QStyle.StateFlag.State_Selected)
    has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
    if not is_selected and not has_focus:
        return
    painter.setBrush(look.colour("accent_soft") if is_selected else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour("accent"), 1) if has_focus else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)


def _draw_lanes(painter: QPainter, rect: QRect, line: Any) -> None:
    look = theme.current()
    width = rect.width() // len(TRACKS)
    for place, track in enumerate(TRACKS):
        middle = rect.left() + place * width + width // 2
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(middle, rect.top(), middle, rect.bottom())
        if track == line.track:
            side = round(look.body * 1.7)
            spot = QRect(0, 0, side, side)
            spot.moveCenter(QRect(middle, rect.top(), 1, rect.height()).center())
            painter.setPen(QPen(look.colour(TRACK_COLOURS[track]), 1))
            painter.setBrush(look.colour("surface"))
            painter.drawEllipse(spot)
            icons.paint(painter, spot.adjusted(5, 5, -5, -5), TRACK_ICONS[track], TRACK_COLOURS[track])


def _draw_words(painter: QPainter, rect: QRect, words: str) -> None:
    look = theme.current()
    title, _sep, below = words.partition("\n")
    first = QRect(rect.left(), rect.top() + look.space(1.5), rect.width(), round(look.body * 1.5))
    second = QRect(rect.left(), first.bottom() + 1, rect.width(), round(look.small * 1.5))
    flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
    for place, text, size, bold, colour in (
        (first, title, "body", True, "text"),
        (second, below, "small", False, "muted"),
    ):
        painter.setFont(look.font(size, bold=bold))
        painter.setPen(look.colour(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, flags, shown)
