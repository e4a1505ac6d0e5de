# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks through an export before it is made: its files at the side, the pages of its documents beside them."""

from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QSplitter, QStackedWidget, QTextBrowser, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import icons
from evidence_vault.gui.flows.hand_over_flow import left_out_sentences, role_name
from evidence_vault.gui.flows.words_of_values import size_text
from evidence_vault.gui.widgets.buttons import icon_button
from evidence_vault.gui.widgets.layout import box, column, row, scrolling
from evidence_vault.gui.widgets.pixels import pixmap
from evidence_vault.gui.widgets.two_lines import TwoLines
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import Workspace
from evidence_vault.records import Picture
from evidence_vault.translations import _, plural
from evidence_vault.user_messages import words_for_error

FILE = Qt.ItemDataRole.UserRole
PAGE_WIDTH = 1600
"""Pixels of a page as it is drawn; wide enough to read it."""
LONGEST_TEXT = 200_000
_ICONS = {"report": "file-text", "card": "file-text", "text": "file-text", "steps": "list", "table": "list"}


class _Contents(QTextBrowser):
    """Text and pages of ours; nothing outside the shown file is ever loaded, and no link is followed."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)

    def show_file(self, path: str, data: bytes) -> None:
        """Show the beginning of a file."""
        text = data[:LONGEST_TEXT].decode("utf-8", "replace")
        if path.endswith(".html"):
            self.setHtml(text)
        else:
            self.setPlainText(text)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing."""
        del kind, name
        return None


class ExportPreview(QWidget):
    """``show_preview`` is given the ``ExportPreview`` record."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._file: Any = None
        self._page = 0
        self._picture: QPixmap | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(_("Files of the package"))
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._file_chosen)
        self._count = label("", "small")
        self.page = QLabel()
        self.page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.text = _Contents()
        self.text.setAccessibleName(_("Contents of the file"))
        self._words = label("", "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.paper = scrolling(box(column(self.page)))
        self.paper.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.paper.setAccessibleName(_("Page"))
        self.sheets = QStackedWidget()
        for sheet in (self.paper, self.text, box(column(None, self._words, None))):
            self.sheets.addWidget(sheet)
        self._lay_out()

    def _lay_out(self) -> None:
        self.before = icon_button("chevron-left", _("Page before"), lambda: self.turn(-1))
        self.after = icon_button("chevron-right", _("Next page"), lambda: self.turn(1))
        self._place = label("", "small", wrap=False)
        self._turning = box(row(None, self.before, self._place, self.after, None, gap=2))
        side = box(column(self._count, self.list, gap=2))
        middle = box(column(self._turning, self.sheets, gap=2))
        middle.layout().setStretch(1, 1)  # type: ignore[union-attr]
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(side)
        split.addWidget(middle)
        split.setStretchFactor(0, 28)  # shares; both hold at any text size
        split.setStretchFactor(1, 72)
        split.setSizes([2800, 7200])
        layout = column(split)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def show_preview(self, preview: Any) -> None:
        """Show these files, the first one open."""
        self.list.clear()
        for file in preview.files:
            words = [role_name(file.role)]
            if file.pages:
                words.append(plural("{count} page", "{count} pages", file.pages))
            words.append(size_text(file.size))
            name = file.path.rpartition("/")[2]
            entry = QListWidgetItem(icons.icon(_ICONS.get(file.role, "file")), f"{name}\n{' · '.join(words)}")
            entry.setData(FILE, file)
            entry.setToolTip(file.path)
            self.list.addItem(entry)
        count = plural("{count} file", "{count} files", len(preview.files))
        self._count.setText("\n".join([f"{count} · {size_text(preview.size)}", *left_out_sentences(preview.left_out)]))
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _file_chosen(self, entry: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if entry is None:
            return
        self._file, self._page = entry.data(FILE), 0
        self._turning.setVisible(self._file.pages > 1)
        if self._file.pages:
            self.turn(0)
        elif self._file.data is not None:
            self.text.show_file(self._file.path, self._file.data)
            self.sheets.setCurrentIndex(1)
        else:
            number = self._file.exhibit or "—"
            words = _("Exhibit {number}, as it lies in the vault. See it in the section Evidence.")
            self._say(words.format(number=number))

    def turn(self, steps: int) -> None:
        """Go so many pages on."""
        file = self._file
        if file is None or not file.pages:
            return
        self._page = min(max(0, self._page + steps), file.pages - 1)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page < file.pages - 1)
        words = _("Page {page} of {pages}").format(page=self._page + 1, pages=file.pages)
        self._place.setText(words)
        self.page.setAccessibleName(words)
        wanted = self._page

        def work(_vault: object) -> Picture:
            from evidence_vault.operations import preview_export

            return preview_export.preview_page(file, wanted, PAGE_WIDTH, PAGE_WIDTH * 2)

        def done(picture: Picture) -> None:
            if file is self._file and wanted == self._page:
                self._picture = pixmap(picture)
                self.sheets.setCurrentIndex(0)
                self.paper.verticalScrollBar().setValue(0)
                self._fit()

        def failed(error: EvidenceVaultError) -> None:
            self._say(words_for_error(error).sentence)

        self._workspace.read(self, work, done, failed=failed, between_steps=False)

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self.sheets.setCurrentIndex(2)

    def _fit(self) -> None:
        if self._picture is None or self.sheets.currentIndex() != 0:
            return
        ratio = self.devicePixelRatioF()
        room = self.paper.viewport().width() - self.paper.verticalScrollBar().sizeHint().width()
        width = min(round(room * ratio), self._picture.width())
        shown = self._picture.scaledToWidth(max(width, 1), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.page.setPixmap(shown)
        self.page.setMinimumSize(QSize(1, round(shown.height() / ratio)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page follows the width."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right turn the page."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
        else:
            self.turn(steps)
