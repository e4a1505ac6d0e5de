# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide in a window of its own, beside the work: chapters, the text of one, and a line to find words in it."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from evidence_vault.gui import theme
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.banner import Banner, error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import clear, row
from evidence_vault.gui.widgets.status_strip import JobView
from evidence_vault.operations.read_guide import Chapter, chapter_for, list_chapters
from evidence_vault.progress import Progress
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, interface_words

_LINE_HEIGHT = 125
"""Per cent of the font's own."""


class GuideText(QTextBrowser):
    """Shows a chapter. Nothing is fetched: an address stays a text, a picture must be a file of the guide."""

    def __init__(self) -> None:
        super().__init__()
        self._chapter: Chapter | None = None
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAccessibleName(_("The chapter"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the width must not jump
        self.document().setDocumentMargin(theme.current().space(4))

    def show_chapter(self, chapter: Chapter) -> None:
        """From its beginning."""
        self._chapter = chapter
        self.setMarkdown(chapter.text)
        _spread(self.document(), theme.current().body)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the guide, never wider than the text; nothing else."""
        if self._chapter is None or kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        picture = QImage(str(self._chapter.folder / QUrl(name).path()))
        if picture.isNull():
            return picture
        room = self.viewport().width() - 2 * round(self.document().documentMargin())
        ratio = self.devicePixelRatioF()
        width = min(picture.width(), round(room * ratio))
        fitting = picture.scaledToWidth(max(1, width), Qt.TransformationMode.SmoothTransformation)
        fitting.setDevicePixelRatio(ratio)
        return fitting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures to the new width and stay at the same place."""
        super().resizeEvent(event)
        if self._chapter is not None and event.size().width() != event.oldSize().width():
            bar = self.verticalScrollBar()
            place = bar.value() / max(1, bar.maximum())
            self.show_chapter(self._chapter)
            bar.setValue(round(place * bar.maximum()))


def _spread(document: QTextDocument, body: int) -> None:
    # Markdown has no style sheet in Qt: paragraphs and headings get room here, as everywhere in the window.
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        form = block.blockFormat()
        is_heading = form.headingLevel() > 0
        form.setTopMargin(body * (1.2 if is_heading else 0.2))
        form.setBottomMargin(body * (0.25 if form.objectIndex() >= 0 else 0.5))  # lines of a list stay close
        form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setPosition(block.position())
        cursor.setBlockFormat(form)
        block = block.next()


class GuideWindow(QDialog):
    """Not modal: the person reads and does at the same time. Closes with Esc."""

    def __init__(self, program: Program, page: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._program = program
        self.chapters = list_chapters(interface_words().tag)
        self.setWindowTitle(_("Guide"))
        self.names = QListWidget()
        self.names.setAccessibleName(_("Chapters"))
        self.names.addItems([chapter.title for chapter in self.chapters])
        self.names.setWordWrap(True)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = GuideText()
        self.finder = self._make_finder()
        self.job_view = JobView()
        self._told = QVBoxLayout()
        self._lay_out()
        self.names.currentRowChanged.connect(lambda number: self.text.show_chapter(self.chapters[number]))
        self.show_page(page)

    def _make_finder(self) -> QLineEdit:
        finder = QLineEdit()
        finder.setPlaceholderText(_("Find in this chapter"))
        finder.setAccessibleName(_("Find in this chapter"))
        finder.returnPressed.connect(self.find_next)
        QShortcut(QKeySequence.StandardKey.Find, self, finder.setFocus)
        return finder

    def _lay_out(self) -> None:
        look = theme.current()
        both = QSplitter()
        both.addWidget(self.names)
        both.addWidget(self.text)
        both.setStretchFactor(1, 1)
        both.setSizes([look.body * 16, look.body * 46])
        column = QVBoxLayout(self)
        side = look.space(4)
        column.setContentsMargins(side, side, side, side)
        save = button(_("Save as PDF …"), self._save, icon="printer")
        column.addLayout(row(self.finder, save, button(_("Close"), self.accept)))
        column.addWidget(both, 1)
        column.addWidget(self.job_view)
        column.addLayout(self._told)
        self.resize(look.body * 66, look.body * 48)

    def show_page(self, page: str) -> None:
        """Turn to the chapter of a page of the window."""
        self.names.setCurrentRow(self.chapters.index(chapter_for(self.chapters, page)))
        self.text.setFocus()

    def find_next(self) -> None:
        """The next place of the words in this chapter, from the beginning again after the last one."""
        words = self.finder.text()
        if words and not self.text.find(words):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(words)

    def _save(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the guide"), "evidence-vault-guide.pdf", _("PDF document (*.pdf)")
        )
        if not chosen:
            return
        language = interface_words().tag

        def work(progress: Progress) -> Path:
            return _print(Path(chosen), language, progress)

        job = self._program.jobs.run(_("Making the PDF of the guide"), work, owner=self)
        self.job_view.follow(job)
        job.succeeded.connect(
            lambda path: self._tell(Banner("green", _("Saved"), visible_name(path.name), closable=True))
        )
        job.failed.connect(lambda error: self._tell(error_banner(error, closable=True)))
        job.finished.connect(self.job_view.let_go)

    def _tell(self, banner: QWidget) -> None:
        clear(self._told)
        self._told.addWidget(banner)


def _print(destination: Path, language: str, progress: Progress) -> Path:
    from evidence_vault.operations.print_guide import print_guide

    return print_guide(destination, language, progress)
