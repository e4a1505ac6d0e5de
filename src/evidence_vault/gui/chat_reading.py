# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks what a chat log leaves open, and reads it again with the answer."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui.flows.chat_choices import MAPPING
from evidence_vault.gui.flows.mark_words import ANSWER_WORDS, OPEN_WORDS, names_in, open_questions
from evidence_vault.gui.mapping_dialog import MappingDialog
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.banner import Banner, error_banner
from evidence_vault.gui.widgets.reading_answers import ReadingAnswers
from evidence_vault.gui.workspace import OpenVault, ResultAction
from evidence_vault.progress import Progress
from evidence_vault.records import Answers, Message, StoredConversation
from evidence_vault.translations import _, plural

MAKER = "importer"


class ChatReading(QObject):
    """Belongs to the page of the conversations."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.panel: ReadingAnswers | None = None

    def open_line(self, stored: StoredConversation, messages: Sequence[Message]) -> Banner | None:
        """The line that says what is open, with what answers it; None where nothing is open."""
        questions = open_questions(stored, messages)
        if not questions:
            return None
        banner = Banner("amber", " ".join(_(OPEN_WORDS[question]) for question in questions))
        for question in reversed(questions):  # each new one goes to the front
            banner.add_action(_(ANSWER_WORDS[question]), partial(self.ask, stored, messages, question))
        return banner

    def ask(self, stored: StoredConversation, messages: Sequence[Message], field: str) -> None:
        """Show at the side how the chat is read, to be changed."""
        item_id = stored.item_id

        def work(vault: OpenVault) -> tuple[Any, Any]:
            from evidence_vault.operations import import_options, read_again

            return read_again.last_reading(vault, item_id), import_options.importer_names()

        def done(found: tuple[Any, Any]) -> None:
            last, importers = found
            self.panel = panel = ReadingAnswers(names_in(stored, messages), importers, last.importer)
            panel.show_answers(last.answers)
            panel.cancelled.connect(lambda: self._page.workspace.show_details(None))
            panel.wanted.connect(lambda: self._wanted(item_id, panel))
            self._page.workspace.show_details(panel)
            control = panel.fields[field].control
            control.setFocus()
            for line in control.findChildren(QLineEdit):
                line.selectAll()

        self._page.workspace.read(self._page, work, done)

    def _wanted(self, item_id: str, panel: ReadingAnswers) -> None:
        answers, importer = panel.answers(), panel.chosen_importer()
        if importer != MAPPING:
            self._read(item_id, replace(answers, mapping=None), importer)
            return

        def source(vault: OpenVault) -> Any:
            from evidence_vault.operations import look_at_files

            return look_at_files.stored_source(vault, item_id)

        dialog = MappingDialog(self._page.workspace, source, self._page.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.begin("", answers.mapping, ())
        dialog.accepted.connect(lambda: self._read(item_id, replace(answers, mapping=dialog.mapping()), importer))
        dialog.open()

    def _read(self, item_id: str, answers: Answers, importer: str | None, *, undo: bool = True) -> None:
        workspace, actor = self._page.workspace, self._page.workspace.actor

        def work(vault: OpenVault, progress: Progress) -> Any:
            from evidence_vault.operations import import_options, read_again

            options = import_options.ImportOptions(None, importer, answers)
            return read_again.read_again(vault, item_id, options, actor, progress)

        def done(report: Any) -> None:
            self._page.show_notice(None)
            before = report.before
            back = ResultAction(_("Undo"), lambda: self._read(item_id, before.answers, before.importer, undo=False))
            words = plural("Read again: {count} message.", "Read again: {count} messages.", report.messages)
            workspace.tell(words, back if undo and before.importer else None)
            workspace.show_details(None)

        title = _("Reading the chat again")
        workspace.run(title, work, done, changes=("evidence", "custody"), failed=self._failed)

    def _failed(self, error: EvidenceVaultError) -> None:
        self._page.show_notice(error_banner(error, closable=True))
