# SPDX-License-Identifier: GPL-3.0-or-later
"""One picture to look at: zoom, fit, turn the view, places that can be chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsPixmapItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from evidence_vault.gui import theme
from evidence_vault.records import EvidenceItem

LARGEST_SIDE = 4096
"""Pictures are asked for at most so large: sharp on every screen, and bounded."""

LONG = 2.6
"""Times its width: such a picture is fitted to the width of the window, and scrolled."""

LONG_SIDES = (1440, 24_000)
"""Width and height at which a long screenshot is asked for: its text stays readable."""

ZOOM_STEP = 1.25
LEAST_ZOOM, MOST_ZOOM = 0.05, 16.0


def sides_for(item: EvidenceItem) -> tuple[int, int]:
    """The largest width and height a picture is shown at: long ones keep their width."""
    width, height = item.facts.get("width"), item.facts.get("height")
    is_long = isinstance(width, int) and isinstance(height, int) and height > LONG * width
    return LONG_SIDES if is_long else (LARGEST_SIDE, LARGEST_SIDE)


class _PlaceItem(QGraphicsRectItem):
    """A place on the picture: a thin frame, filled while it is chosen."""

    def __init__(self, place: QRectF, name: str) -> None:
        super().__init__(place)
        self.setToolTip(name)
        self.setFlag(QGraphicsRectItem.GraphicsItemFlag.ItemIsSelectable)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """In the accent colour, whatever the picture's own colours are."""
        del option, widget
        colour = theme.current().colour("accent")
        pen = QPen(colour)
        pen.setCosmetic(True)
        painter.setPen(pen)
        if self.isSelected():
            colour.setAlpha(90)
            painter.setBrush(colour)
        painter.drawRect(self.rect())


class PictureView(QGraphicsView):
    """One picture. Zoom with + and -, with Ctrl and the wheel; fits the window until zoomed."""

    places_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._scene = QGraphicsScene(self)
        self._picture = QGraphicsPixmapItem()
        self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._picture)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setBackgroundBrush(theme.current().colour("window"))
        self.turned = 0
        self.places: list[_PlaceItem] = []
        self._scene.selectionChanged.connect(self.places_chosen)
        self._zoom: float | None = None

    @property
    def zoom(self) -> float:
        """How much larger than its pixels the picture is shown; 1.0 is pixel for pixel."""
        return self._fit_zoom() if self._zoom is None else self._zoom

    def show_pixmap(self, picture: QPixmap, width: int = 0) -> None:
        """Show a picture, fitted, not turned; ``width`` it counts as where it has fewer pixels than the original."""
        self._picture.setPixmap(picture)
        self._picture.setScale(width / picture.width() if width and picture.width() else 1.0)
        self._scene.setSceneRect(self._picture.sceneBoundingRect())
        self.turned = 0
        self.fit()

    def show_places(self, places: Sequence[QRectF], names: Sequence[str]) -> None:
        """Mark places on the picture that can be chosen: by clicking, or all under a rubber band."""
        for old in self.places:
            self._scene.removeItem(old)
        self.places = [_PlaceItem(place, name) for place, name in zip(places, names, strict=True)]
        for item in self.places:
            self._scene.addItem(item)
        band = QGraphicsView.DragMode.RubberBandDrag if self.places else QGraphicsView.DragMode.ScrollHandDrag
        self.setDragMode(band)

    def chosen_places(self) -> list[int]:
        """The numbers of the places that are chosen."""
        return [number for number, item in enumerate(self.places) if item.isSelected()]

    def choose_places(self, numbers: Sequence[int]) -> None:
        """Choose these places, and show the first of them."""
        for number, item in enumerate(self.places):
            item.setSelected(number in numbers)
        if numbers and 0 <= numbers[0] < len(self.places):
            self.ensureVisible(self.places[numbers[0]])

    def picture_width(self) -> float:
        """The width of the picture in the scene, in which places are given."""
        return self._picture.sceneBoundingRect().width()

    def fit(self) -> None:
        """As large as the window allows, never larger than its pixels."""
        self._zoom = None
        self._transform()
        if self.sceneRect().height() > LONG * self.sceneRect().width():
            self.verticalScrollBar().setValue(0)

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller."""
        self._zoom = min(max(self.zoom * factor, LEAST_ZOOM), MOST_ZOOM)
        self._transform()

    def turn(self) -> None:
        """Turn the view by a quarter to the right; the picture in the vault stays as it is."""
        self.turned = (self.turned + 90) % 360
        self._transform()

    def _fit_zoom(self) -> float:
        size = self._scene.sceneRect().size()
        if size.isEmpty():
            return 1.0
        width, height = (size.width(), size.height()) if self.turned % 180 == 0 else (size.height(), size.width())
        room = self.viewport().size()
        if height > LONG * width:
            return min(room.width() / width, 1.0)
        return min(room.width() / width, room.height() / height, 1.0)

    def _transform(self) -> None:
        self.setTransform(QTransform().rotate(self.turned).scale(self.zoom, self.zoom))

    def resizeEvent(self, event: object) -> None:
        """A fitted picture fits the new size."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        if self._zoom is None:
            self._transform()

    def wheelEvent(self, event: object) -> None:
        """Zoom with Ctrl and the wheel, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:  # type: ignore[attr-defined]
            self.zoom_by(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)  # type: ignore[attr-defined]
        else:
            super().wheelEvent(event)  # type: ignore[arg-type]
