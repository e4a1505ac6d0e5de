# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with a piece of evidence; toolbar, details and right click offer the same."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from evidence_vault.gui.flows.evidence_filter import can_be_chat, can_show_picture, exhibit_of
from evidence_vault.gui.flows.package_claims import is_foreign_log
from evidence_vault.gui.picture_work import PictureWork
from evidence_vault.gui.workspace import OpenVault, ResultAction, Workspace
from evidence_vault.picture_steps import Step, is_long
from evidence_vault.progress import Progress
from evidence_vault.records import EvidenceItem
from evidence_vault.safe_files import safe_name
from evidence_vault.translations import _

if TYPE_CHECKING:
    from evidence_vault.gui.erasing import EraseItemsDialog
    from evidence_vault.gui.foreign_log_dialog import ForeignLogDialog

SECRETS_INSIDE = "SECRETS_INSIDE"
Offer = tuple[str, str, Callable[[], object]]
"""Words, icon, action."""


class ItemActions(QObject):
    """The actions on one item."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._pictures = PictureWork(workspace, window)
        self.describe: Callable[[EvidenceItem], object] | None = None
        """Opens the form about an exhibit, where the page has one."""

    def offered(self, item: EvidenceItem) -> list[Offer]:
        """Every action that fits ``item`` now."""
        offers = self._for_pictures(item)
        describe = self.describe
        if describe is not None and exhibit_of(item, self._workspace.case_id):
            offers.insert(0, (_("Say what it shows …"), "pencil", lambda: describe(item)))
        if item.messages:
            offers.append((_("Read the conversation"), "messages-square", lambda: self._read(item)))
        elif can_be_chat(item):
            offers.append((_("Read as a chat …"), "messages-square", lambda: self.ask_to_read(item)))
        if is_foreign_log(item):
            offers.append((_("Read this log"), "scroll-text", lambda: self.read_foreign_log(item)))
        offers.append((_("Copy the hash"), "copy", lambda: QGuiApplication.clipboard().setText(item.sha256)))
        offers.append((_("Save a copy …"), "download", lambda: self.save_copy(item)))
        case_id = self._workspace.case_id
        if case_id is not None and exhibit_of(item, case_id):
            offers.append((_("Take out of this case"), "circle-minus", lambda: self.remove_from_case(item)))
        elif case_id is not None:
            offers.append((_("Add to this case"), "circle-plus", lambda: self.add_to_case(item)))
        offers.append((_("Erase …"), "eraser", lambda: self.ask_to_erase([item])))
        return offers

    def _for_pictures(self, item: EvidenceItem) -> list[Offer]:
        offers: list[Offer] = []
        if can_show_picture(item):
            offers.append((_("See it large"), "maximize", lambda: self.view_large(item, [item])))
            offers.append((_("Hide or mark parts in a copy …"), "pencil", lambda: self.make_copy(item)))
            if self._workspace.is_blurred(item.id):
                offers.append((_("Do not blur this picture"), "eye", lambda: self.choose_blur(item, blurred=False)))
            else:
                offers.append((_("Blur until I press it"), "eye-off", lambda: self.choose_blur(item, blurred=True)))
        if item.media_type.startswith("image/"):
            offers.append((_("Read as a chat …"), "scan-text", lambda: self.read_as_chat(item)))
        if item.media_type.startswith("video/"):
            offers.append((_("Take stills of the recording"), "film", lambda: self._pictures.take_stills(item)))
        if is_long(item.facts):
            offers.append((_("Cut into pages"), "scissors", lambda: self._pictures.cut(item)))
        return offers

    def ask_to_erase(self, items: Sequence[EvidenceItem]) -> "EraseItemsDialog":
        """Say what erasing would take away and leave, and ask."""
        from evidence_vault.gui.erasing import EraseItemsDialog

        dialog = EraseItemsDialog(self._workspace, items, self._window.window())
        dialog.open()
        return dialog

    def view_large(self, item: EvidenceItem, among: Sequence[EvidenceItem]) -> None:
        """Show ``item`` large; next and previous go through ``among``."""
        from evidence_vault.gui.picture_viewer import PictureViewer

        PictureViewer(self._workspace, list(among), item, self._window.window()).open()

    def read_as_chat(self, item: EvidenceItem) -> None:
        """Show what a screenshot of a chat seems to say, to be confirmed."""
        from evidence_vault.gui.transcript_dialog import TranscriptDialog

        TranscriptDialog(self._workspace, item, self._window.window()).open()

    def choose_blur(self, item: EvidenceItem, *, blurred: bool) -> None:
        """Blur one picture until it is pressed, or show it always; kept in the vault."""
        actor = self._workspace.actor
        self._workspace.blur_choices[item.id] = blurred

        def work(vault: OpenVault) -> None:
            from evidence_vault.operations import hidden_pictures

            hidden_pictures.choose_blur(vault, item.id, blurred=blurred, actor=actor)

        self._workspace.change(self, work, what="evidence")

    def make_copy(self, item: EvidenceItem, *, page: int = 0, begin_with: tuple[Step, ...] = ()) -> None:
        """Draw a redacted or marked copy; ``begin_with``: the steps of an earlier one."""
        from evidence_vault.gui.copy_editor import CopyEditor

        CopyEditor(self._workspace, item, self._window.window(), page=page, begin_with=begin_with).open()

    def ask_to_read(self, item: EvidenceItem) -> None:
        """Ask how a stored file is read, with a preview of what comes of it."""
        from evidence_vault.gui.item_reading import ItemReading

        ItemReading(self._workspace, self._window).ask(item.id)

    def _read(self, item: EvidenceItem) -> None:
        self._workspace.show_section("conversations", item.id)

    def read_foreign_log(self, item: EvidenceItem) -> "ForeignLogDialog":
        """Show the log of another vault that came along with a case."""
        from evidence_vault.gui.foreign_log_dialog import ForeignLogDialog

        dialog = ForeignLogDialog(self._workspace, item.id, self._window.window())
        dialog.open()
        return dialog

    def save_copy(self, item: EvidenceItem) -> None:
        """Write the original bytes where the person says, after saying that the copy is not encrypted."""
        question = QMessageBox(self._window)
        question.setWindowTitle(_("Save a copy"))
        question.setText(_("The copy will not be encrypted."))
        words = [_("Anybody who can use that place can open it. The one in the vault stays.")]
        if any(warning.code == SECRETS_INSIDE for warning in item.warnings):
            words.append(_("This file holds keys or tokens that let others into an account."))
        question.setInformativeText(" ".join(words))
        go = question.addButton(_("Choose a place …"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        question.exec()
        if question.clickedButton() is not go:
            return
        proposed = str(Path.home() / safe_name(item.name))
        name, _kind = QFileDialog.getSaveFileName(self._window, _("Save a copy"), proposed)
        if name:
            self.save_to(item, Path(name))

    def save_to(self, item: EvidenceItem, destination: Path) -> None:
        """Write the original bytes to ``destination``."""
        actor = self._workspace.actor

        def work(vault: OpenVault, progress: Progress) -> Path:
            from evidence_vault.operations import save_original

            return save_original.save_original(vault, item.id, destination, actor, progress)

        def done(path: Path) -> None:
            self._workspace.tell(
                _("A copy was saved: {name}. Delete it when you no longer need it.").format(name=path.name)
            )

        self._workspace.run(_("Saving a copy"), work, done, changes=("custody",))

    def add_to_case(self, item: EvidenceItem) -> None:
        """Give the item a number in the open case."""
        case_id, actor = self._workspace.case_id, self._workspace.actor

        def work(vault: OpenVault) -> object:
            from evidence_vault.operations import edit_case

            return edit_case.add_to_case(vault, case_id or "", [item.id], actor)

        self._workspace.change(self, work, what="case")

    def remove_from_case(self, item: EvidenceItem) -> None:
        """Take the item out of the case; it stays in the vault, and the way back is offered."""
        case_id, actor = self._workspace.case_id, self._workspace.actor

        def work(vault: OpenVault) -> None:
            from evidence_vault.operations import edit_case

            edit_case.remove_from_case(vault, case_id or "", item.id, actor)

        def done(_nothing: None) -> None:
            undo = ResultAction(_("Put it back"), lambda: self.add_to_case(item))
            self._workspace.tell(_("Taken out of this case. It stays in the vault."), undo)

        self._workspace.change(self, work, what="case", done=done)
