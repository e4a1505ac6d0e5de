# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a stored file as a chat: what program made it or what is what in it, with a preview, then read again."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from evidence_vault.gui.check_chats_dialog import CheckChatsDialog
from evidence_vault.gui.flows.chat_choices import ChatChoices
from evidence_vault.gui.workspace import OpenVault, ResultAction, Workspace
from evidence_vault.progress import Progress
from evidence_vault.translations import _, plural


class ItemReading(QObject):
    """One question about one item."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self.dialog: CheckChatsDialog | None = None

    def ask(self, item_id: str) -> None:
        """Look at the stored bytes and show what they could be read as."""

        def work(vault: OpenVault, progress: Progress) -> tuple[Any, tuple[tuple[str, str], ...]]:
            from evidence_vault.operations import import_options, look_at_files

            return look_at_files.look_at_item(vault, item_id, progress), import_options.importer_names()

        self._workspace.run(_("Looking at the files"), work, lambda found: self._show(item_id, *found))

    def _show(self, item_id: str, looked: Any, names: tuple[tuple[str, str], ...]) -> None:
        def source_of(vault: OpenVault, _found: Any) -> Any:
            from evidence_vault.operations import look_at_files

            return look_at_files.stored_source(vault, item_id)

        self.dialog = CheckChatsDialog(self._workspace, looked, names, source_of, self._window.window(), is_stored=True)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        choices = self.dialog.choices
        self.dialog.accepted.connect(lambda: self._read(item_id, choices))
        self.dialog.open()

    def _read(self, item_id: str, choices: ChatChoices) -> None:
        choice, actor = choices.choice(choices.chats[0]), self._workspace.actor

        def work(vault: OpenVault, progress: Progress) -> Any:
            from evidence_vault.operations import import_options, read_again

            options = import_options.ImportOptions(None, choice.importer, choice.answers)
            return read_again.read_again(vault, item_id, options, actor, progress)

        def done(report: Any) -> None:
            words = plural("{count} message was read.", "{count} messages were read.", report.messages)
            see = ResultAction(_("See it"), lambda: self._workspace.show_section("conversations", item_id))
            self._workspace.tell(words, see)

        self._workspace.run(_("Reading the chat"), work, done, changes=("evidence", "custody"))
