# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes the passphrase of the open vault, and makes a new recovery key."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.flows.new_vault_flow import NewVaultFlow
from evidence_vault.gui.pages.new_vault_key import KeyStep
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.banner import Banner, error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field, SecretEdit
from evidence_vault.gui.widgets.layout import box, clear, column, line, row, scrolling
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.translations import _


class VaultKeys(QWidget):
    """Part of the settings while a vault is open."""

    def __init__(self, program: Program, workspace: Workspace) -> None:
        super().__init__()
        self._program = program
        self._workspace = workspace
        self.old, self.new, self.again = SecretEdit(), SecretEdit(), SecretEdit()
        self._again = Field(_("The same once more"), self.again)
        self.change = button(_("Change the passphrase"), self.change_passphrase)
        self.new_key = button(_("Make a new recovery key"), self.make_recovery_key, icon="key-round")
        self._notices = QVBoxLayout()
        words = _("The old recovery key stops working at once. The new one is shown one time.")
        self.setLayout(
            column(
                self._notices,
                label(_("Another passphrase"), "strong"),
                Field(_("Passphrase of today"), self.old),
                Field(_("New passphrase"), self.new),
                self._again,
                row(None, self.change),
                line(),
                label(_("Another recovery key"), "strong"),
                label(words, "muted"),
                row(None, self.new_key),
                gap=3,
            )
        )

    def change_passphrase(self) -> None:
        """Change it, if the new one was typed twice."""
        old, new = self.old.text(), self.new.text()
        same = bool(new) and new == self.again.text()
        self._again.show_problem("" if same else _("Type the new passphrase twice, the same each time."))
        if not same:
            return

        def work(vault: OpenVault) -> None:
            from evidence_vault.operations import change_passphrase

            change_passphrase.change_passphrase(vault, old, new)

        self._workspace.change(self, work, what="custody", done=lambda _none: self._changed(), failed=self._failed)

    def _changed(self) -> None:
        for edit in (self.old, self.new, self.again):
            edit.clear()
        self._tell(Banner("green", _("The passphrase was changed"), _("From now on only the new one opens the vault.")))

    def make_recovery_key(self) -> None:
        """Make one and show it until two of its groups were typed back."""

        def work(vault: OpenVault) -> str:
            from evidence_vault.operations import change_passphrase

            return change_passphrase.new_recovery_key(vault)

        self._workspace.change(self, work, what="custody", done=self._show_key, failed=self._failed)

    def _show_key(self, recovery_key: str) -> None:
        RecoveryKeyDialog(self._program, self._workspace, recovery_key, self.window()).open()

    def _failed(self, error: EvidenceVaultError) -> None:
        self._tell(error_banner(error))

    def _tell(self, banner: Banner) -> None:
        clear(self._notices)
        self._notices.addWidget(banner)


class RecoveryKeyDialog(QDialog):
    """Shows a new recovery key, as the last step of a new vault does."""

    def __init__(self, program: Program, workspace: Workspace, recovery_key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Your recovery key"))
        flow = NewVaultFlow(folder=workspace.opened.folder)
        flow.vault_made(recovery_key)
        self.flow = flow
        self.step = KeyStep(program, flow, _("Done"))
        self.step.finished.connect(self._finish)
        layout = QVBoxLayout(self)
        layout.addWidget(scrolling(box(column(self.step))))
        look = theme.current()
        self.resize(min(look.body * 48, parent.width()), min(look.body * 40, parent.height()))
        self.step.enter()

    def _finish(self) -> None:
        self.flow.finish()
        self.accept()
