# SPDX-License-Identifier: GPL-3.0-or-later
"""Small dialogs about keys: ask for the passphrase, change it, make a new recovery key, take it away."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError, WrongPassphrase
from evidence_vault.gui import theme
from evidence_vault.gui.flows.new_vault_flow import NewVaultFlow
from evidence_vault.gui.flows.unlock_flow import UnlockFlow
from evidence_vault.gui.pages.new_vault_key import KeyStep
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.banner import error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field, SecretEdit
from evidence_vault.gui.widgets.layout import box, clear, column, row, scrolling
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Progress
from evidence_vault.translations import _


class SmallDialog(QDialog):
    """A title, a line of why, notices, then what the dialog is about. Closes with Esc."""

    def __init__(self, title: str, why: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        look = theme.current()
        self.column = QVBoxLayout(self)
        side = look.space(6)
        self.column.setContentsMargins(side, side, side, side)
        self.column.setSpacing(look.space(4))
        self.column.addWidget(label(title, "title"))
        self.column.addWidget(label(why, "muted"))
        self._notices = QVBoxLayout()
        self.column.addLayout(self._notices)
        self.setMinimumWidth(look.body * 32)

    def show_error(self, error: EvidenceVaultError) -> None:
        """Say what went wrong, above the fields."""
        clear(self._notices)
        self._notices.addWidget(error_banner(error))


class PassphraseDialog(SmallDialog):
    """Asks for the passphrase and hands it to ``go_on``, once."""

    def __init__(self, title: str, why: str, go_on: Callable[[str], object], parent: QWidget | None) -> None:
        super().__init__(title, why, parent)
        self._go_on = go_on
        self.passphrase = SecretEdit()
        self.passphrase.returnPressed.connect(self.finish)
        self.column.addWidget(Field(_("Passphrase"), self.passphrase))
        self.column.addLayout(
            row(button(_("Cancel"), self.reject), None, button(_("Go on"), self.finish, look="primary"))
        )

    def finish(self) -> None:
        """Take what was typed."""
        typed = self.passphrase.text()
        if typed:
            self.passphrase.clear()
            self.accept()
            self._go_on(typed)


class ChangePassphraseDialog(SmallDialog):
    """The old passphrase, the new one twice; wrong tries wait longer and longer."""

    def __init__(self, workspace: Workspace, monotonic: Callable[[], float], parent: QWidget | None) -> None:
        why = _("The evidence is not encrypted again. Copies made before still open with the old passphrase.")
        super().__init__(_("Change the passphrase"), why, parent)
        self._workspace = workspace
        self._flow = UnlockFlow(monotonic)
        self.old, self.new, self.again = SecretEdit(), SecretEdit(), SecretEdit()
        self._again = Field(_("The same once more"), self.again)
        self.again.returnPressed.connect(self.change)
        for field in (
            Field(_("Passphrase until now"), self.old),
            Field(_("New passphrase"), self.new, _("From now on it opens the vault.")),
            self._again,
        ):
            self.column.addWidget(field)
        self.button = button(_("Change it"), self.change, look="primary")
        self.column.addLayout(row(button(_("Cancel"), self.reject), None, self.button))

    def change(self) -> None:
        """Change it, if everything was typed."""
        if self._flow.seconds_to_wait() or not self.button.isEnabled():
            return
        old, new = self.old.text(), self.new.text()
        if not new or new != self.again.text():
            self._again.show_problem(_("Type the new passphrase twice, the same each time."))
            return
        self._again.show_problem("")
        self.button.setEnabled(False)

        def work(vault: OpenVault, _progress: Progress) -> None:
            from evidence_vault.operations import change_passphrase

            change_passphrase.change_passphrase(vault, old, new)

        self._workspace.run(
            _("Changing the passphrase"), work, self._changed, changes=("custody",), failed=self._failed
        )

    def _changed(self, _nothing: object) -> None:
        for edit in (self.old, self.new, self.again):
            edit.clear()
        self._workspace.tell(_("The passphrase was changed. Bring your copies up to date as well."))
        self.accept()

    def _failed(self, error: EvidenceVaultError) -> None:
        if isinstance(error, WrongPassphrase):
            self._flow.failed()
        self.show_error(error)
        QTimer.singleShot(self._flow.seconds_to_wait() * 1000, self, lambda: self.button.setEnabled(True))


class NewRecoveryKeyDialog(SmallDialog):
    """Asks once more, makes the key, shows it to be printed or written down, and has two groups typed back."""

    def __init__(self, program: Program, workspace: Workspace, parent: QWidget | None) -> None:
        why = _("The old recovery key stops working at once. The new one is shown one time.")
        super().__init__(_("Make a new recovery key"), why, parent)
        self._workspace = workspace
        self.flow = NewVaultFlow(folder=workspace.opened.folder, vault_id=workspace.opened.vault_id)
        self.key = KeyStep(program, self.flow)
        self.key.next.setText(_("Done"))
        self.key.finished.connect(self._typed_back)
        self.key.hide()
        self.make = button(_("Make it"), self.make_key, look="primary", icon="key-round")
        self._cancel = button(_("Cancel"), self.reject)
        self._room = scrolling(box(column(self.key)))
        self._room.hide()
        self.column.addWidget(self._room)
        self.column.addLayout(row(self._cancel, None, self.make))

    def make_key(self) -> None:
        """Make the key; from here on the old one opens nothing."""
        self.make.setEnabled(False)

        def work(vault: OpenVault, _progress: Progress) -> str:
            from evidence_vault.operations import change_passphrase

            return change_passphrase.new_recovery_key(vault)

        self._workspace.run(
            _("Making a recovery key"), work, self._show_key, changes=("custody",), failed=self._not_made
        )

    def _show_key(self, recovery_key: str) -> None:
        self.flow.vault_made(recovery_key)
        self.make.hide()
        self._cancel.hide()
        self.key.enter()
        self.key.show()
        self._room.show()
        room, body = self.screen().availableSize(), theme.current().body
        self.resize(min(body * 48, room.width()), min(body * 44, room.height()))

    def _not_made(self, error: EvidenceVaultError) -> None:
        self.make.setEnabled(True)
        self.show_error(error)

    def _typed_back(self) -> None:
        self.flow.finish()
        self._workspace.tell(_("The vault has a new recovery key."))
        self.accept()

    def reject(self) -> None:
        """Esc: not while a key is shown that was not typed back; it exists nowhere else."""
        if not self.flow.recovery_key:
            super().reject()


class RemoveRecoveryKeyDialog(SmallDialog):
    """Takes the recovery key away, after the person said that they are sure of the passphrase."""

    def __init__(self, workspace: Workspace, parent: QWidget | None) -> None:
        why = _("From then on only the passphrase opens the vault. If it is lost, nobody can open the vault any more.")
        super().__init__(_("Take the recovery key away"), why, parent)
        self._workspace = workspace
        self.column.addWidget(label(_("Copies made before still open with it."), "muted"))
        self.sure = QCheckBox(_("I know the passphrase, or keep it in a safe place"))
        self.remove = button(_("Take it away"), self.remove_key, look="danger")
        self.remove.setEnabled(False)
        self.sure.toggled.connect(self.remove.setEnabled)
        self.column.addWidget(self.sure)
        self.column.addLayout(row(button(_("Cancel"), self.reject), None, self.remove))

    def remove_key(self) -> None:
        """Take it away; durable when the dialog closes."""
        self.remove.setEnabled(False)

        def work(vault: OpenVault, _progress: Progress) -> None:
            from evidence_vault.operations import change_passphrase

            change_passphrase.remove_recovery_key(vault)

        self._workspace.run(
            _("Taking the recovery key away"), work, self._removed, changes=("custody",), failed=self._not_removed
        )

    def _removed(self, _nothing: object) -> None:
        self._workspace.tell(_("The vault has no recovery key any more. Only the passphrase opens it."))
        self.accept()

    def _not_removed(self, error: EvidenceVaultError) -> None:
        self.remove.setEnabled(self.sure.isChecked())
        self.show_error(error)
