# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture of a copy that is being made, with its boxes and marks, for mouse and keyboard."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QGraphicsView

from evidence_vault.gui import theme
from evidence_vault.gui.flows.copy_draft import CopyDraft, Tool
from evidence_vault.gui.widgets.picture_view import PictureView
from evidence_vault.picture_steps import COLOURS, Area, Arrow, Caption, Crop, Frame, Number, Redact, Step

LINES_ACROSS = 240
"""As ``pictures.draw_marks``: a line is so many times thinner than the shorter side."""

FAST = 10
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class EditingView(PictureView):
    """Draws what the mouse asks for. ``words_wanted`` when a caption was placed and needs its words."""

    words_wanted = Signal()

    def __init__(self, draft: CopyDraft) -> None:
        super().__init__()
        self.draft = draft
        self.tool = Tool.REDACT
        self._start: QPointF | None = None
        self._end: QPointF | None = None
        self._held: Step | None = None
        self._sizing = False
        self.setDragMode(QGraphicsView.DragMode.NoDrag)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)

    def show_page(self, picture: QPixmap) -> None:
        """Show the picture below the steps."""
        self.show_pixmap(picture, self.draft.width)

    def show_draft(self) -> None:
        """Draw the steps as they stand."""
        wanted = self.draft.quarters * 90
        while self.turned != wanted:
            self.turn()
        self.viewport().update()

    def use(self, tool: Tool) -> None:
        """From now on the mouse does this."""
        self.tool = tool
        shape = Qt.CursorShape.ArrowCursor if tool is Tool.CHOOSE else Qt.CursorShape.CrossCursor
        self.viewport().setCursor(shape)

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke, or take hold of a step."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._start = self._end = self._place(event)
        if self.tool is Tool.CHOOSE:
            self.draft.choose(self.draft.at(round(self._start.x()), round(self._start.y())))
            self._held = self.draft.chosen_step
            self._sizing = self._held is not None and self._is_handle(self._held, self._start)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke, or carry the step along."""
        if self._start is None:
            super().mouseMoveEvent(event)
            return
        self._end = self._place(event)
        if self.tool is Tool.CHOOSE and self._held is not None:
            across = round(self._end.x() - self._start.x())
            down = round(self._end.y() - self._start.y())
            change = self.draft.resized if self._sizing else self.draft.moved
            self.draft.change(change(self._held, across, down), joining=self._start)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke: it becomes a step."""
        if self._start is None:
            super().mouseReleaseEvent(event)
            return
        start, end = self._start, self._place(event)
        self._start = self._end = self._held = None
        if self.tool is not Tool.CHOOSE:
            step = self.draft.drawn(self.tool, _point(start), _point(end))
            if step is not None and self.draft.add(step) and self.tool is Tool.CAPTION:
                self.words_wanted.emit()
        self.viewport().update()

    # --- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the chosen step, with Shift they size it, with Ctrl they go further; Delete takes it away."""
        arrow = _ARROWS.get(Qt.Key(event.key()))
        held = event.modifiers()
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.draft.remove()
        elif arrow is not None and self.draft.chosen is not None:
            far = FAST if held & Qt.KeyboardModifier.ControlModifier else 1
            act = self.draft.resize if held & Qt.KeyboardModifier.ShiftModifier else self.draft.move
            act(*self._as_seen(arrow[0] * far, arrow[1] * far), joining=act.__name__)
        else:
            super().keyPressEvent(event)

    def _as_seen(self, across: int, down: int) -> tuple[int, int]:
        """A direction on the screen as one on the picture, which may be turned."""
        for _quarter in range(self.draft.quarters):
            across, down = down, -across
        return across, down

    def _place(self, event: QMouseEvent) -> QPointF:
        return self.mapToScene(event.position().toPoint())

    def _is_handle(self, step: Step, place: QPointF) -> bool:
        reach = self._screen(12)
        match step:
            case Redact(area) | Crop(area) | Frame(area):
                return abs(place.x() - area.right) <= reach and abs(place.y() - area.bottom) <= reach
            case Arrow(_start, (x, y)):
                return abs(place.x() - x) <= reach and abs(place.y() - y) <= reach
            case _:
                return False

    def _screen(self, pixels: float) -> float:
        """So many pixels of the screen in those of the picture."""
        return pixels / max(self.zoom, 0.01)

    # --- drawing

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Lay the steps, and the stroke that is being made, on the picture."""
        del rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for step in sorted(self.draft.marks, key=lambda one: not isinstance(one, Redact)):
            self._draw(painter, step)
        if self._start is not None and self._end is not None and self.tool is not Tool.CHOOSE:
            step_now = self.draft.drawn(self.tool, _point(self._start), _point(self._end))
            if step_now is not None:
                self._draw(painter, step_now)
        if (chosen := self.draft.chosen_step) is not None:
            self._draw_chosen(painter, chosen)

    def _draw(self, painter: QPainter, step: Step) -> None:
        thick = max(3, round(min(self.draft.width, self.draft.height) / LINES_ACROSS))
        match step:
            case Redact(area):
                painter.fillRect(_rect(area), QColor("black"))
            case Crop(area):
                self._draw_crop(painter, area)
            case Frame(area, colour):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(*COLOURS[colour]), thick))
                painter.drawRect(_rect(area))
            case Arrow(start, end, colour):
                self._draw_arrow(painter, start, end, colour)
            case Number(at, number, colour):
                self._draw_text(painter, at, str(number), colour, disc=True)
            case Caption(at, text, colour):
                self._draw_text(painter, at, text, colour, disc=False)
            case _:
                return

    def _draw_crop(self, painter: QPainter, area: Area) -> None:
        shade = QColor("black")
        shade.setAlpha(150)
        width, height = self.draft.width, self.draft.height
        for part in (
            QRectF(0, 0, width, area.top),
            QRectF(0, area.bottom, width, height - area.bottom),
            QRectF(0, area.top, area.left, area.height),
            QRectF(area.right, area.top, width - area.right, area.height),
        ):
            painter.fillRect(part, shade)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("white"), self._screen(2), Qt.PenStyle.DashLine))
        painter.drawRect(_rect(area))

    def _draw_arrow(self, painter: QPainter, start: tuple[int, int], end: tuple[int, int], colour: str) -> None:
        import math

        thick = max(3, round(min(self.draft.width, self.draft.height) / LINES_ACROSS))
        ink = QColor(*COLOURS[colour])
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        head = thick * 5
        sides = [
            QPointF(end[0] - head * math.cos(angle + turn), end[1] - head * math.sin(angle + turn))
            for turn in (0.45, -0.45)
        ]
        painter.setPen(QPen(ink, thick))
        painter.drawLine(QPoint(*start), QPoint(*end))
        painter.setBrush(ink)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF([QPointF(*end), *sides]))

    def _draw_text(self, painter: QPainter, at: tuple[int, int], text: str, colour: str, *, disc: bool) -> None:
        ink = QColor(*COLOURS[colour])
        ground = QColor("black" if colour == "white" else "white")
        font = painter.font()
        font.setPixelSize(max(16, round(min(self.draft.width, self.draft.height) / 28)))
        font.setBold(True)
        painter.save()
        painter.translate(*at)
        painter.rotate(-self.turned)
        painter.setFont(font)
        words = QRectF(painter.fontMetrics().boundingRect(QRect(0, 0, 10_000, 10_000), 0, text))
        inner = font.pixelSize() / 3
        if disc:
            radius = font.pixelSize() * 0.85
            place = QRectF(-radius, -radius, 2 * radius, 2 * radius)
            painter.setBrush(ink)
            painter.setPen(QPen(ground, 2))
            painter.drawEllipse(place)
            painter.setPen(ground)
        else:
            place = QRectF(0, 0, words.width() + 2 * inner, words.height() + 2 * inner)
            painter.setBrush(ground)
            painter.setPen(QPen(ink, 2))
            painter.drawRect(place)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _draw_chosen(self, painter: QPainter, step: Step) -> None:
        accent = theme.current().colour("accent")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, self._screen(3)))
        side = self._screen(10)
        match step:
            case Redact(area) | Crop(area) | Frame(area):
                painter.drawRect(_rect(area))
                painter.fillRect(QRectF(area.right - side / 2, area.bottom - side / 2, side, side), accent)
            case Arrow(start, end):
                for x, y in (start, end):
                    painter.fillRect(QRectF(x - side / 2, y - side / 2, side, side), accent)
            case Number((x, y)) | Caption((x, y)):
                painter.drawRect(QRectF(x - side, y - side, 2 * side, 2 * side))
            case _:
                return


def _rect(area: Area) -> QRectF:
    return QRectF(area.left, area.top, area.width, area.height)


def _point(place: QPointF) -> tuple[int, int]:
    return int(place.x()), int(place.y())
