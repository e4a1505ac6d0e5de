# SPDX-License-Identifier: GPL-3.0-or-later
"""The translations of a chat: read with it, typed for a message, saved as a table and brought in again."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from evidence_vault.errors import EvidenceVaultError, FactInvalid
from evidence_vault.gui.models.messages_model import MessagesModel
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.banner import Banner, error_banner
from evidence_vault.gui.widgets.translation_form import TranslationForm, TranslatorTable
from evidence_vault.gui.workspace import OpenVault, ResultAction
from evidence_vault.progress import Progress
from evidence_vault.records import Message, StoredConversation, Translation
from evidence_vault.translations import _, interface_words, plural
from evidence_vault.user_messages import words_for, words_for_error

TRANSLATIONS_CHANGED = "translations"
MOST_REFUSED = 8
"""Lines that are told one by one."""


class ChatTranslations(QObject):
    """Belongs to the page of the conversations; fills ``model``. ``finished``: the message may be shown again."""

    finished = Signal()

    def __init__(self, page: Page, model: MessagesModel) -> None:
        super().__init__(page)
        self._page = page
        self._model = model
        self._stored: StoredConversation | None = None
        self._last = Translation("", interface_words().tag)
        self.form: TranslationForm | None = None
        self.table: TranslatorTable | None = None

    def load(self, stored: StoredConversation, form: TranslationForm | None = None) -> None:
        """Read the translations of a conversation that was just opened, or that ``form`` added to."""
        self._stored = stored
        case_id = self._page.workspace.case_id
        if case_id is None:
            return

        def work(vault: OpenVault) -> Any:
            from evidence_vault.operations import translate_messages

            return translate_messages.translations_of_item(vault, case_id, stored.item_id)

        def done(found: Any) -> None:
            if stored is self._stored:
                self._model.show_translations(found.of)
                if form is not None:
                    self.finished.emit()

        self._page.workspace.read(self._page, work, done)

    @property
    def can_translate(self) -> bool:
        """Translations belong to a case: without one nothing can be typed."""
        return self._page.workspace.case_id is not None

    # --- one message

    def ask(self, message: Message) -> None:
        """Show at the side what a message means, to be typed or changed."""
        there = self._model.translations_of(message)
        before = next((one for one in there if one.language == self._last.language), None)
        self.form = form = TranslationForm(message, before or (there[0] if there else self._last))
        form.cancelled.connect(self.finished)
        form.wanted.connect(lambda: self._keep(form, message, form.said()))
        self._page.workspace.show_details(form)
        form.words.setFocus()

    def _keep(self, form: TranslationForm | None, message: Message, said: Translation, *, undo: bool = True) -> None:
        stored, workspace = self._stored, self._page.workspace
        case_id, actor = workspace.case_id, workspace.actor
        if stored is None or case_id is None:
            return
        there = self._model.translations_of(message)
        before = next((one for one in there if one.language == said.language), Translation("", said.language))

        def work(vault: OpenVault) -> None:
            from evidence_vault.operations import translate_messages

            translate_messages.put_translation(vault, case_id, stored.item_id, message, said, actor)

        def done(_nothing: None) -> None:
            if said.text:
                self._last = Translation("", said.language, said.translator, said.made_on)
            self.load(stored, form)
            words = _("The translation is kept.") if said.text else _("The translation is taken back.")
            back = ResultAction(_("Undo"), lambda: self._keep(None, message, before, undo=False))
            workspace.tell(words, back if undo and before != said else None)

        def failed(error: EvidenceVaultError) -> None:
            if form is None or not isinstance(error, FactInvalid):
                workspace.went_wrong.emit(error)
            else:
                form.who.show_problem(str(error.facts["field"]), words_for_error(error).sentence)

        workspace.change(self._page, work, what=TRANSLATIONS_CHANGED, done=done, failed=failed)

    # --- a whole chat

    def ask_for_table(self) -> None:
        """Show at the side how a table goes to a translator and back."""
        self.table = table = TranslatorTable(self._last)
        table.cancelled.connect(lambda: self._page.workspace.show_details(None))
        table.save_wanted.connect(lambda: self._choose_place(table))
        table.bring_wanted.connect(lambda: self._choose_file(table))
        self._page.workspace.show_details(table)
        table.who.language.setFocus()

    def _choose_place(self, table: TranslatorTable) -> None:
        proposed = str(Path.home() / "for-the-translator.csv")
        name, _kind = QFileDialog.getSaveFileName(
            self._page, _("Save a table for a translator"), proposed, "CSV (*.csv)"
        )
        if name:
            self.save_to(Path(name), table.who.said().language)

    def save_to(self, path: Path, language: str) -> None:
        """Write the table."""
        stored, workspace = self._stored, self._page.workspace
        case_id, actor = workspace.case_id, workspace.actor
        if stored is None or case_id is None:
            return

        def work(vault: OpenVault, _progress: Progress) -> int:
            from evidence_vault.operations import translate_messages

            return translate_messages.save_sheet(vault, case_id, stored.item_id, language, path, actor)

        def done(count: int) -> None:
            words = plural("The table holds {count} message.", "The table holds {count} messages.", count)
            workspace.tell(words)

        workspace.run(_("Writing the table"), work, done, changes=("custody",), failed=self._failed)

    def _choose_file(self, table: TranslatorTable) -> None:
        kinds = "CSV, JSON (*.csv *.tsv *.txt *.jsonl *.json)"
        name, _kind = QFileDialog.getOpenFileName(self._page, _("Bring in a filled table"), str(Path.home()), kinds)
        if name:
            self.bring(Path(name), table.who.said())

    def bring(self, path: Path, said: Translation) -> None:
        """Take in a translator's file."""
        stored, workspace = self._stored, self._page.workspace
        case_id, actor = workspace.case_id, workspace.actor
        if stored is None or case_id is None:
            return

        def work(vault: OpenVault, progress: Progress) -> Any:
            from evidence_vault.operations import translate_messages

            return translate_messages.bring_in(vault, case_id, stored.item_id, path, said, actor, progress)

        def done(taken: Any) -> None:
            self._last = said
            self.load(stored)
            self._tell(taken)

        title = _("Taking in translations")
        workspace.run(title, work, done, changes=(TRANSLATIONS_CHANGED,), failed=self._failed)

    def _tell(self, taken: Any) -> None:
        words = _("Translations: {new} new, {changed} changed, {same} as before.")
        self._page.workspace.tell(words.format(new=taken.new, changed=taken.changed, same=taken.same))
        if not taken.refused:
            self._page.show_notice(None)
            self._page.workspace.show_details(None)
            return
        lines = [
            _("Line {line} was not taken. {reason}").format(line=one.line, reason=words_for(one.code).sentence)
            for one in taken.refused[:MOST_REFUSED]
        ]
        if len(taken.refused) > MOST_REFUSED:
            more = len(taken.refused) - MOST_REFUSED
            lines.append(plural("And {count} further line.", "And {count} further lines.", more))
        title = plural("{count} line was not taken", "{count} lines were not taken", len(taken.refused))
        self._page.show_notice(Banner("amber", title, "\n".join(lines)))

    def _failed(self, error: EvidenceVaultError) -> None:
        self._page.show_notice(error_banner(error, closable=True))
