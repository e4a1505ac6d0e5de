# SPDX-License-Identifier: GPL-3.0-or-later
"""All of time in one picture, a lane for each track: zoom with the wheel or + and −, drag, click to go there."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.timeline_words import (
    TRACK_COLOURS,
    TRACK_NAMES,
    Stretch,
    axis_words,
    moved,
    stretch_of,
    zoomed,
)
from evidence_vault.translations import _

TRACKS = tuple(TRACK_NAMES)
NEARER, FARTHER = 0.7, 1 / 0.7
STEP = 0.15
"""Share of the stretch that an arrow key moves."""


class TimelineBand(QWidget):
    """``stretch_changed`` at each zoom or move; ``moment_chosen`` with the time that was clicked."""

    stretch_changed = Signal(object)
    moment_chosen = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Any, ...] = ()
        self._tracks: frozenset[str] = frozenset(TRACKS)
        self._whole: Stretch | None = None
        self.stretch: Stretch | None = None
        self._pressed: QPointF | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Picture of the time"))
        self.setAccessibleDescription(_("Plus and minus zoom, the arrow keys move, 0 shows all of it."))
        self.setToolTip(_("Plus and minus zoom, the arrow keys move, 0 shows all of it."))

    def sizeHint(self) -> QSize:
        """Four lanes and the dates below."""
        look = theme.current()
        return QSize(look.body * 40, round(look.body * 1.5 * (len(TRACKS) + 1)) + look.space(3))

    def show_lines(self, lines: Sequence[Any], tracks: frozenset[str]) -> None:
        """Show these; the stretch stays where it still fits."""
        self._lines, self._tracks = tuple(lines), tracks
        before, self._whole = self._whole, stretch_of(lines)
        if self._whole is None or self.stretch is None or before != self._whole:
            self.stretch = self._whole
        self.update()

    # --- zooming and moving

    def zoom(self, factor: float, middle: float | None = None) -> None:
        """Show less of time (factor below 1) or more."""
        if self.stretch is None or self._whole is None:
            return
        if middle is None:
            middle = (self.stretch.start + self.stretch.end) / 2
        self._take(zoomed(self.stretch, self._whole, factor, middle))

    def move_by(self, share: float) -> None:
        """Move by a share of what is shown."""
        if self.stretch is not None and self._whole is not None:
            self._take(moved(self.stretch, self._whole, share * (self.stretch.end - self.stretch.start)))

    def show_all(self) -> None:
        """Show all of time again."""
        if self._whole is not None:
            self._take(self._whole)

    def _take(self, stretch: Stretch) -> None:
        if stretch != self.stretch:
            self.stretch = stretch
            self.update()
            self.stretch_changed.emit(stretch)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer."""
        turned = event.angleDelta().y()
        if turned and self.stretch is not None:
            self.zoom(NEARER if turned > 0 else FARTHER, self._moment_at(event.position().x()))
            event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A drag or a click begins."""
        self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag time along."""
        if self._pressed is None or self.stretch is None:
            return
        way = self._pressed.x() - event.position().x()
        if abs(way) > 3 or self._dragged:
            self._dragged = True
            self._pressed = event.position()
            self.move_by(way / max(1.0, self._lane().width()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes to that time."""
        if self._pressed is not None and not self._dragged and self.stretch is not None:
            self.moment_chosen.emit(self._moment_at(event.position().x()))
        self._pressed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus, 0 and the arrows."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(NEARER)
        elif key == Qt.Key.Key_Minus:
            self.zoom(FARTHER)
        elif key == Qt.Key.Key_0:
            self.show_all()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.move_by(-STEP if key == Qt.Key.Key_Left else STEP)
        else:
            super().keyPressEvent(event)

    # --- drawing

    def _lane(self) -> QRectF:
        look = theme.current()
        names = round(look.body * 7)
        height = look.body * 1.5 * len(TRACKS)
        return QRectF(names, look.space(1), max(1, self.width() - names - look.space(3)), height)

    def _moment_at(self, x: float) -> float:
        if self.stretch is None:
            return 0.0
        lane = self._lane()
        share = min(1.0, max(0.0, (x - lane.left()) / lane.width()))
        return self.stretch.start + share * (self.stretch.end - self.stretch.start)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lanes, a mark for each pixel in which something happened, and the dates."""
        del event
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lane = self._lane()
        height = lane.height() / len(TRACKS)
        marks = self._marks(lane)
        painter.setFont(look.font("small"))
        for place, track in enumerate(TRACKS):
            top = lane.top() + place * height
            is_shown = track in self._tracks
            painter.setPen(look.colour("text" if is_shown else "muted"))
            name = QRectF(look.space(3), top, lane.left() - look.space(4), height)
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, _(TRACK_NAMES[track]))
            painter.setPen(QPen(look.colour("border"), 1))
            painter.drawLine(QPointF(lane.left(), top + height / 2), QPointF(lane.right(), top + height / 2))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(TRACK_COLOURS[track]))
            for x in marks.get(track, ()):
                painter.drawRoundedRect(QRectF(x - 2, top + height * 0.2, 4, height * 0.6), 2, 2)
        self._draw_dates(painter, lane)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _marks(self, lane: QRectF) -> dict[str, set[int]]:
        stretch = self.stretch
        found: dict[str, set[int]] = {}
        if stretch is None:
            return found
        scale = lane.width() / (stretch.end - stretch.start)
        for line in self._lines:
            moment = line.moment
            if moment is not None and stretch.start <= moment <= stretch.end and line.track in self._tracks:
                found.setdefault(line.track, set()).add(round(lane.left() + (moment - stretch.start) * scale))
        return found

    def _draw_dates(self, painter: QPainter, lane: QRectF) -> None:
        if self.stretch is None:
            return
        look, length = theme.current(), self.stretch.end - self.stretch.start
        painter.setPen(look.colour("muted"))
        row = QRectF(lane.left(), lane.bottom(), lane.width(), look.body * 1.5)
        for share, side in (
            (0.0, Qt.AlignmentFlag.AlignLeft),
            (0.5, Qt.AlignmentFlag.AlignHCenter),
            (1.0, Qt.AlignmentFlag.AlignRight),
        ):
            words = axis_words(self.stretch.start + share * length, length)
            painter.drawText(row, side | Qt.AlignmentFlag.AlignVCenter, words)
