# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows evidence large: zoom, fit, turn the view, pages, next and previous."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.flows.evidence_filter import page_count
from evidence_vault.gui.viewer_text import ViewerText
from evidence_vault.gui.widgets.buttons import button, icon_button
from evidence_vault.gui.widgets.layout import clear
from evidence_vault.gui.widgets.picture_view import ZOOM_STEP, PictureView, sides_for
from evidence_vault.gui.widgets.pixels import blurred, pixmap
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.records import Box, EvidenceItem, Picture
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _
from evidence_vault.user_messages import words_for_error


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
