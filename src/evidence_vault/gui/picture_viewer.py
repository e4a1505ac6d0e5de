# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows evidence large: zoom, fit, turn the view, pages, next and previous."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPen, QPixmap, QShortcut, QShowEvent, QTransform
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGraphicsPixmapItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QPushButton,
    QStyleOptionGraphicsItem,
    QVBoxLayout,
    QWidget,
)

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.flows.evidence_filter import page_count
from evidence_vault.gui.viewer_text import ViewerText
from evidence_vault.gui.widgets.buttons import button, icon_button
from evidence_vault.gui.widgets.layout import clear
from evidence_vault.gui.widgets.pixels import blurred, pixmap
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.records import Box, EvidenceItem, Picture
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _
from evidence_vault.user_messages import words_for_error

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


@dataclass(frozen=True, slots=True)
class PictureMark:
    """What to show in a picture at once: the lines that hold ``words``, and ``box`` (pixels of the upright page)."""

    page: int = 0
    words: str = ""
    box: Box | None = None


class PictureViewer(QDialog):
    """Goes through ``items``, starting at ``first``; pictures come from the worker as pixels.

    ``mark``: what is shown in the first picture at once. ``turned_over``: another item or page is shown.
    """

    turned_over = Signal()

    def __init__(
        self,
        workspace: Workspace,
        items: Sequence[EvidenceItem],
        first: EvidenceItem,
        parent: QWidget,
        mark: PictureMark | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._items = list(items) or [first]
        self._place = next((place for place, item in enumerate(self._items) if item.id == first.id), 0)
        self.page = mark.page if mark else 0
        self.was_turned = False
        self._original: QPixmap | None = None
        self.view = PictureView()
        self.view.setAccessibleName(_("Picture"))
        self.name = label("", "strong")
        self.message = label("", "muted", wrap=True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QHBoxLayout()
        self.reveal = button(_("Show the picture"), self._reveal, icon="eye")
        self.reveal.hide()
        self.text = ViewerText(self, workspace)
        self._lay_out()
        for keys, action in (
            ("+", lambda: self.view.zoom_by(ZOOM_STEP)),
            ("=", lambda: self.view.zoom_by(ZOOM_STEP)),
            ("-", lambda: self.view.zoom_by(1 / ZOOM_STEP)),
            ("0", self.view.fit),
            ("R", self.view.turn),
            ("Left", lambda: self.go(-1)),
            ("Right", lambda: self.go(1)),
            ("PgUp", lambda: self.go_page(-1)),
            ("PgDown", lambda: self.go_page(1)),
            ("E", self._make_copy),
            ("T", self.text.toggle),
            ("Space", self.accept),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)
        self.setWindowTitle(_("Picture"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(parent.size())
        if mark is not None:
            self.text.show_mark(mark)
        self._load()

    def _lay_out(self) -> None:
        look = theme.current()
        bar = QHBoxLayout()
        bar.setSpacing(look.space(1))
        bar.addWidget(self.name, 1)
        bar.addLayout(self._pages)
        for widget in self._tools():
            bar.addWidget(widget)
        layout = QVBoxLayout(self)
        side = look.space(3)
        layout.setContentsMargins(side, side, side, side)
        layout.addLayout(bar)
        layout.addWidget(self.message)
        layout.addWidget(self.reveal, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()
        middle.addWidget(self.view, 3)
        middle.addWidget(self.text.panel, 2)
        layout.addLayout(middle, 1)

    def _tools(self) -> list[QPushButton]:
        several = len(self._items) > 1
        self.previous = icon_button("chevron-left", _("Previous"), lambda: self.go(-1), keys="Left")
        self.next = icon_button("chevron-right", _("Next"), lambda: self.go(1), keys="Right")
        for widget in (self.previous, self.next):
            widget.setVisible(several)
        return [
            self.previous,
            self.next,
            icon_button("zoom-out", _("Smaller"), lambda: self.view.zoom_by(1 / ZOOM_STEP), keys="-"),
            icon_button("zoom-in", _("Larger"), lambda: self.view.zoom_by(ZOOM_STEP), keys="+"),
            icon_button("maximize", _("Fit the window"), self.view.fit, keys="0"),
            icon_button("rotate-cw", _("Turn the view (the picture stays as it is)"), self.view.turn, keys="R"),
            self.text.button,
            icon_button("pencil", _("Hide or mark parts in a copy …"), self._make_copy, keys="E"),
            icon_button("x", _("Close"), self.accept, keys="Esc"),
        ]

    @property
    def item(self) -> EvidenceItem:
        """What is shown."""
        return self._items[self._place]

    def _make_copy(self) -> None:
        from evidence_vault.gui.copy_editor import CopyEditor

        CopyEditor(self._workspace, self.item, self, page=self.page).open()

    def go(self, steps: int) -> None:
        """To the next or previous item; at the ends nothing happens."""
        place = self._place + steps
        if 0 <= place < len(self._items):
            self.was_turned = True
            self._place, self.page = place, 0
            self._load()

    def go_page(self, steps: int) -> None:
        """To another page of a PDF or another frame."""
        page = self.page + steps
        if 0 <= page < page_count(self.item):
            self.was_turned = True
            self.page = page
            self._load()

    def _load(self) -> None:
        item, page = self.item, self.page
        self.name.setText(visible_name(item.name))
        self.view.setAccessibleName(_("Picture: {name}").format(name=visible_name(item.name)))
        self.previous.setEnabled(self._place > 0)
        self.next.setEnabled(self._place + 1 < len(self._items))
        self._show_pages()
        self.turned_over.emit()

        def work(vault: OpenVault) -> Picture:
            from evidence_vault.operations import show_picture

            return show_picture.show_picture(vault, item.id, page, *sides_for(item))

        def done(picture: Picture) -> None:
            if item.id == self.item.id and page == self.page:
                self._show(pixmap(picture))

        self._workspace.read(self, work, done, failed=self._failed, between_steps=False)

    def _show_pages(self) -> None:
        clear(self._pages)
        count = page_count(self.item)
        if count > 1:
            words = _("Page {number} of {count}").format(number=self.page + 1, count=count)
            self._pages.addWidget(icon_button("arrow-left", _("Previous page"), lambda: self.go_page(-1), keys="PgUp"))
            self._pages.addWidget(label(words, "muted", wrap=False))
            self._pages.addWidget(icon_button("arrow-right", _("Next page"), lambda: self.go_page(1), keys="PgDown"))

    def _show(self, picture: QPixmap) -> None:
        self.message.hide()
        self._original = picture
        hidden = self._workspace.is_blurred(self.item.derived_from or self.item.id)
        self.reveal.setVisible(hidden)
        self.view.setVisible(True)
        self.view.show_pixmap(blurred(picture) if hidden else picture)
        self.text.mark_lines()

    def _reveal(self) -> None:
        if self._original is not None:
            self.view.show_pixmap(self._original)
        self.reveal.hide()
        self.text.mark_lines()

    def _failed(self, error: EvidenceVaultError) -> None:
        words = words_for_error(error)
        self.view.hide()
        self.message.setText(f"{words.sentence} {words.next_step}")
        self.message.show()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes to the picture."""
        super().showEvent(event)
        self.view.setFocus()
