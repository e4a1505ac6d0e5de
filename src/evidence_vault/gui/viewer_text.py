# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of a picture in the viewer: beside it to be read and copied, and over it to be chosen."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.people_words import suspect_title
from evidence_vault.gui.flows.picture_text_words import fact_words, line_words, plain_text, read_words, unread_words
from evidence_vault.gui.widgets.buttons import button, copy_button, icon_button
from evidence_vault.gui.widgets.layout import FlowLayout, box, clear, column, row, scrolling
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Progress
from evidence_vault.records import Fact, TextInPicture
from evidence_vault.translations import _

if TYPE_CHECKING:
    from evidence_vault.gui.picture_viewer import PictureMark, PictureViewer

MOST_FACTS = 40


class ViewerText(QObject):
    """Belongs to a viewer; reads the text of what it shows while the panel is open."""

    def __init__(self, viewer: "PictureViewer", workspace: Workspace) -> None:
        super().__init__(viewer)
        self._viewer = viewer
        self._workspace = workspace
        self.found: TextInPicture | None = None
        self._mark: PictureMark | None = None
        self._suspects: tuple[Fact, ...] = ()
        self.button = icon_button("scan-text", _("Text in the picture"), self.toggle, keys="T")
        self.button.setCheckable(True)
        self.state = label("", "strong")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Text the program read in the picture"))
        self.text.cursorPositionChanged.connect(self._show_line)
        self.copy = button(_("Copy what is chosen"), self._copy, icon="copy")
        self.read_now = button(_("Read this picture now"), self._read, icon="scan-text")
        self.chat = button(_("Read as a chat …"), self._open_chat, icon="messages-square")
        self._facts = QVBoxLayout()
        self.panel = self._laid_out()
        self.panel.hide()
        viewer.turned_over.connect(self._turned_over)
        viewer.view.places_chosen.connect(self._places_chosen)

    def _laid_out(self) -> QWidget:
        facts_title = label(_("Found in it"), "strong")
        hint = label(_("Compare with the picture before you use it. Nothing is recorded by itself."), "small")
        actions = FlowLayout(gap=1)
        for action in (self.copy, self.read_now, self.chat):
            actions.addWidget(action)
        layout = column(self.state, hint, self.text, box(actions), gap=2)
        layout.addWidget(facts_title)
        layout.addWidget(scrolling(box(column(self._facts, None, gap=1))), 1)
        self._facts_title = facts_title
        panel = box(layout)
        panel.setMinimumWidth(theme.current().body * 18)
        return panel

    def show_mark(self, mark: "PictureMark") -> None:
        """Open the text, and show these words or this place in it as soon as they are there."""
        self._mark = mark
        self.panel.show()
        self.button.setChecked(True)

    def toggle(self) -> None:
        """Show or hide the text."""
        shown = self.panel.isHidden()
        self.panel.setVisible(shown)
        self.button.setChecked(shown)
        if shown:
            self.load()
        else:
            self._viewer.view.show_places([], [])

    def load(self) -> None:
        """Take what was read of the page from the vault."""
        item_id, page, case_id = self._viewer.item.id, self._viewer.page, self._workspace.case_id

        def work(vault: OpenVault) -> tuple[Any, ...]:
            from evidence_vault.operations import picture_facts, read_pictures, text_states

            text = read_pictures.text_of_picture(vault, item_id, page)
            facts = picture_facts.facts_in_picture(vault, item_id, page)
            self._suspects = vault.facts("suspect", case_id=case_id) if case_id else ()
            return text, facts, read_pictures.can_read_pictures(), text_states.text_state(vault, item_id)

        def done(read: tuple[Any, ...]) -> None:
            if (item_id, page) == (self._viewer.item.id, self._viewer.page):
                self._show(*read)

        self._workspace.read(self, work, done)

    def _show(self, text: TextInPicture | None, facts: tuple[Any, ...], can_read: bool, known: Any) -> None:
        self.found = text
        readable = known.pages > self._viewer.page
        self.read_now.setVisible(text is None and can_read and readable)
        self.chat.setVisible(text is not None and bool(text.lines))
        self.copy.setVisible(text is not None and bool(text.lines))
        self.state.setText(read_words(text) if text is not None else unread_words(known, self._viewer.page, can_read))
        self.text.setPlainText("" if text is None else plain_text(text))
        self._show_facts(facts)
        self.mark_lines()

    def _show_facts(self, facts: tuple[Any, ...]) -> None:
        clear(self._facts)
        self._facts_title.setVisible(bool(facts))
        for fact in facts[:MOST_FACTS]:
            words = fact_words(fact)
            line = row(label(words), *self._owners(fact, words), copy_button(fact.value, words), gap=1)
            line.setStretch(0, 1)
            self._facts.addLayout(line)

    def _owners(self, fact: Any, words: str) -> list[QWidget]:
        """A button that asks whose a number or address is; amounts have none: they are offered in Money."""
        from evidence_vault.operations.picture_facts import IDENTIFIERS

        if self._workspace.case_id is None or fact.kind not in IDENTIFIERS:
            return []
        whose = icon_button("user-plus", _("Whose is it? {what}").format(what=words))
        menu = QMenu(whose)
        for suspect in self._suspects:
            menu.addAction(suspect_title(suspect.fields), partial(self._accept, fact, suspect.id))
        menu.addAction(_("Somebody new of the other side"), partial(self._accept, fact, ""))
        menu.addAction(_("This is me"), partial(self._accept, fact, None))
        whose.setMenu(menu)
        return [whose]

    def _accept(self, fact: Any, suspect_id: str | None) -> None:
        """Record it as the person said; an empty id makes somebody new of the other side."""
        item_id, case_id, actor = self._viewer.item.id, self._workspace.case_id or "", self._workspace.actor

        def work(vault: OpenVault) -> None:
            from evidence_vault.operations import people_of_case, picture_facts

            owner = suspect_id
            if owner == "":
                label = people_of_case.next_label(people_of_case.people_of_case(vault, case_id).suspects)
                owner = people_of_case.put_suspect(vault, case_id, {"label": label}, (), actor).id
            picture_facts.accept_fact(vault, case_id, item_id, fact, owner, actor)

        def done(_nothing: None) -> None:
            self._workspace.tell(_("Recorded under People: {what}").format(what=fact_words(fact)))
            self.load()

        self._workspace.change(self, work, done=done)

    def mark_lines(self) -> None:
        """Frame the lines over the picture, while the panel is open and the picture is not hidden."""
        view, text = self._viewer.view, self.found
        if text is None or self.panel.isHidden() or not self._viewer.reveal.isHidden():
            view.show_places([], [])
            return
        scale = view.picture_width() / max(1, text.width)
        boxes = [*(line.box for line in text.lines), *(code.box for code in text.codes)]
        names = [*(line_words(text, number) for number in range(len(text.lines))), *(code.text for code in text.codes)]
        mark = self._mark if self._viewer.page == (self._mark.page if self._mark else 0) else None
        chosen = _marked(text, mark)
        if mark is not None and mark.box is not None:
            boxes.append(mark.box)
            names.append(_("The message"))
            chosen = (len(boxes) - 1, *chosen)
        view.show_places(
            [QRectF(x * scale, y * scale, (right - x) * scale, (end - y) * scale) for x, y, right, end in boxes],
            names,
        )
        view.choose_places(chosen)

    # --- choosing and copying

    def _places_chosen(self) -> None:
        chosen = self._viewer.view.chosen_places()
        if len(chosen) == 1 and not self.text.hasFocus():
            cursor = self.text.textCursor()
            cursor.movePosition(QTextCursor.MoveOperation.Start)
            cursor.movePosition(QTextCursor.MoveOperation.Down, QTextCursor.MoveMode.MoveAnchor, chosen[0])
            self.text.setTextCursor(cursor)

    def _show_line(self) -> None:
        if self.text.hasFocus():
            self._viewer.view.choose_places([self.text.textCursor().blockNumber()])

    def _copy(self) -> None:
        """What is marked in the text, else the lines chosen on the picture, else all of it."""
        marked = self.text.textCursor().selectedText().replace("\u2029", "\n")
        chosen = self._viewer.view.chosen_places()
        found = self.found
        parts = [*(each.text for each in found.lines), *(each.text for each in found.codes)] if found else []
        lines = [parts[number] for number in chosen if number < len(parts)]
        QGuiApplication.clipboard().setText(marked or "\n".join(lines) or self.text.toPlainText())

    # --- reading

    def _turned_over(self) -> None:
        self.found = None
        if self._mark is not None and self._viewer.was_turned:
            self._mark = None
        self._viewer.view.show_places([], [])
        if not self.panel.isHidden():
            self.load()

    def _read(self) -> None:
        item_id, page = self._viewer.item.id, self._viewer.page
        self.read_now.setEnabled(False)
        self.state.setText(_("One moment …"))

        def work(vault: OpenVault, progress: Progress) -> None:
            from evidence_vault.operations import read_pictures

            read_pictures.read_one_page(vault, item_id, page, progress)

        def done(_nothing: None) -> None:
            self.read_now.setEnabled(True)
            self.load()

        job = self._workspace.run(_("Reading the picture"), work, done)
        job.finished.connect(lambda: self.read_now.setEnabled(True))

    def _open_chat(self) -> None:
        from evidence_vault.gui.transcript_dialog import TranscriptDialog

        TranscriptDialog(self._workspace, self._viewer.item, self._viewer, self._viewer.page).open()


def _marked(text: TextInPicture, mark: "PictureMark | None") -> tuple[int, ...]:
    """The numbers of the lines and codes that hold the words of a mark."""
    from evidence_vault.operations.picture_hits import lines_with

    return lines_with(text, mark.words) if mark is not None and mark.words else ()
