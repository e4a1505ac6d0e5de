# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows chat logs before they are kept: their first messages, and what each file leaves open, asked once for all."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLayout, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.flows.chat_choices import MAPPING, PLAIN_FILE, ChatChoices, WaitingChat, notes_of
from evidence_vault.gui.mapping_dialog import MappingDialog
from evidence_vault.gui.widgets.answer_choices import narrow
from evidence_vault.gui.widgets.banner import Banner, error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.chat_questions import ChatQuestions
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import clear, column, row, scrolling
from evidence_vault.gui.widgets.message_preview import MessagePreview
from evidence_vault.gui.widgets.padded import padded
from evidence_vault.gui.widgets.two_lines import TwoLines
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Silent
from evidence_vault.records import Json, Preview
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural
from evidence_vault.user_messages import words_for

_LEAST_LIST = 11
SourceOf = Callable[[OpenVault, Any], Any]
"""Gives the bytes of a ``FoundChat`` to look at again."""


class CheckChatsDialog(QDialog):
    """``choices`` holds what was said. ``names`` are importer ids with their names; nothing is kept before Add.

    ``is_stored``: it is evidence already, and only how it is read is in question.
    """

    def __init__(
        self,
        workspace: Workspace,
        looked: Any,
        names: tuple[tuple[str, str], ...],
        source_of: SourceOf,
        parent: QWidget,
        *,
        is_stored: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Read as a chat") if is_stored else _("Before it is added"))
        self._is_stored = is_stored
        self._workspace = workspace
        self._kept = looked.kept
        self._others = looked.others
        self._source_of = source_of
        self._names = dict(names)
        self.choices = ChatChoices.of(looked)
        self._shown = 0
        self._asked = 0
        self.files = self._make_list()
        self.importer = self._make_importers(names)
        self.preview = MessagePreview()
        self.questions = ChatQuestions(self.choices)
        self.questions.said.connect(self._look_again)
        self.map = button(_("Show what is what …"), self.ask_mapping, icon="list")
        self._name, self._summary = label("", "strong"), label("", "small")
        self._notes, self._notices = QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self._show_entries()
        self.files.setCurrentRow(0)
        self.files.currentRowChanged.connect(self.show_chat)
        self.show_chat(0)

    # --- making

    def _make_list(self) -> QListWidget:
        files = QListWidget()
        files.setAccessibleName(_("Chat logs to be added"))
        files.setItemDelegate(TwoLines(files))
        files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for chat in self.choices.chats:
            entry = QListWidgetItem("")
            entry.setToolTip(visible_name(chat.found.shown))
            files.addItem(entry)
        files.setVisible(len(self.choices.chats) > 1)
        files.setMinimumWidth(theme.current().body * _LEAST_LIST)
        return files

    def _make_importers(self, names: tuple[tuple[str, str], ...]) -> QComboBox:
        importer = QComboBox()
        for importer_id, name in names:
            importer.addItem(_(name), importer_id)
        importer.addItem(_("Keep it as a file, do not read it"), PLAIN_FILE)
        importer.activated.connect(lambda _index: self._importer_chosen())
        narrow(importer)
        return importer

    def _lay_out(self) -> None:
        look = theme.current()
        title = plural("{count} chat log", "{count} chat logs", len(self.choices.chats))
        sentence = _("Look whether it is read right. Nothing is kept before you press Add.")
        if self._is_stored:
            sentence = _(
                "The file stays as it is; only what is read from it changes. What you say is kept as your statement."
            )
        why = label(sentence, "muted")
        head = column(self._name, Field(_("Read as"), self.importer), self._summary, gap=2)
        middle = padded(column(head, self.preview, gap=2))
        side = scrolling(padded(column(self._notices, self.questions, self.map, self._notes, None, gap=3)))
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(look.space(4))
        for widget, share in ((self.files, 26), (middle, 42), (side, 32)):
            split.addWidget(widget)
            split.setStretchFactor(split.count() - 1, share)
        split.setSizes([2600, 4200, 3200])
        layout = column(label(title, "title"), why, gap=3, margin=6)
        layout.addWidget(split, 1)
        layout.addLayout(self._actions())
        self.setLayout(layout)
        self.resize(look.body * 76, look.body * 44)

    def _actions(self) -> QLayout:
        count = len(self.choices.chats) + self._others
        words = plural("Add {count} file", "Add {count} files", count)
        self.add = button(_("Read it so") if self._is_stored else words, self.accept, look="primary")
        others = plural("{count} more file is added with it.", "{count} more files are added with it.", self._others)
        beside = label(others, "small", wrap=False)
        beside.setVisible(self._others > 0)
        return row(button(_("Cancel"), self.reject), None, beside, self.add)

    # --- showing

    @property
    def chat(self) -> WaitingChat:
        """The one that is shown."""
        return self.choices.chats[self._shown]

    def show_chat(self, index: int) -> None:
        """Show one of them; its preview is made anew, since what was said for all may have changed it."""
        if not 0 <= index < len(self.choices.chats):
            return
        self._shown = index
        self._name.setText(visible_name(self.chat.found.shown))
        clear(self._notices)
        self._show_reading()
        if self.choices.is_answered(self.chat):
            self._look_again()

    def _show_entries(self) -> None:
        for index, chat in enumerate(self.choices.chats):
            name = visible_name(chat.found.shown.rpartition("/")[2])
            self.files.item(index).setText(f"{name}\n{self._state(chat)}")

    def _state(self, chat: WaitingChat) -> str:
        if not chat.is_read:
            return _("kept as a file")
        name = _(self._names.get(chat.importer, chat.importer))
        count = len(self.choices.open_questions(chat))
        return f"{name} · {plural('{count} question', '{count} questions', count)}" if count else name

    def _show_reading(self) -> None:
        chat = self.chat
        self.importer.setCurrentIndex(self.importer.findData(chat.importer))
        self.questions.show_chat(chat)
        self.map.setVisible(chat.importer == MAPPING or chat.found.survey is not None)
        self._show_preview(chat.preview)
        self._show_entries()

    def _show_preview(self, preview: Preview | None) -> None:
        self.preview.show_messages(preview.messages if preview else ())
        self.preview.setEnabled(preview is not None)
        self._summary.setText(_summary_of(preview))
        clear(self._notes)
        self.add.setEnabled(not self._is_stored or preview is not None)
        if preview is None and self.chat.found.survey is not None:
            words = _(
                "The program does not know this format. Show where date, sender and text stand, and it can be read."
            )
            self._notes.addWidget(Banner("info", _("It looks like messages"), words))
        for note in notes_of(preview):
            said = words_for(note.code)
            self._notes.addWidget(Banner("info", said.title, f"{said.sentence} {said.next_step}".strip()))

    # --- answering

    def accept(self) -> None:
        """Add them, unless an answer is no answer: its field then says so."""
        if self.questions.is_understood():
            super().accept()

    def _importer_chosen(self) -> None:
        self.chat.importer = str(self.importer.currentData())
        if self.chat.importer == MAPPING and self.chat.mapping is None:
            self.ask_mapping()
        else:
            self._look_again()

    def ask_mapping(self) -> None:
        """Let the person point at date, sender and text."""
        chat = self.chat
        dialog = MappingDialog(self._workspace, lambda vault: self._source_of(vault, chat.found), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.begin(chat.found.shown, chat.mapping, self._kept)
        dialog.accepted.connect(lambda: self._mapped(chat, dialog.mapping()))
        dialog.rejected.connect(lambda: self._unmapped(chat))
        dialog.open()

    def _mapped(self, chat: WaitingChat, mapping: Mapping[str, Json]) -> None:
        chat.importer, chat.mapping = MAPPING, mapping
        self._look_again()

    def _unmapped(self, chat: WaitingChat) -> None:
        if chat.importer == MAPPING and chat.mapping is None:
            chat.importer = chat.preview.importer if chat.preview else PLAIN_FILE
            self._show_reading()

    def _look_again(self) -> None:
        chat, choice = self.chat, self.choices.choice(self.chat)
        self._asked += 1
        number = self._asked
        self._show_entries()

        def work(vault: OpenVault) -> Preview | None:
            from evidence_vault.operations import look_at_files

            return look_at_files.preview_of(self._source_of(vault, chat.found), choice, Silent())

        def done(preview: Preview | None) -> None:
            self.choices.take_preview(chat, preview)
            if number == self._asked:
                clear(self._notices)
                self._show_reading()

        self._workspace.read(self, work, done, failed=self._failed, between_steps=False)

    def _failed(self, error: EvidenceVaultError) -> None:
        clear(self._notices)
        self._notices.addWidget(error_banner(error))


def _summary_of(preview: Preview | None) -> str:
    if preview is None:
        return _("It is kept as it is, and no message is read from it.")
    count = len(preview.messages)
    if preview.complete:
        return plural("It holds {count} message.", "It holds {count} messages.", count)
    return plural("Its first message:", "Its first {count} messages:", count)
