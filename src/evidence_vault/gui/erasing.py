# SPDX-License-Identifier: GPL-3.0-or-later
"""Erases what a line of the history says, after saying what erasing does and cannot do."""

from PySide6.QtWidgets import QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui.secret_dialogs import SmallDialog
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import row
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.translations import _


class EraseDialog(SmallDialog):
    """Asks once; ``seq`` is the number of the line."""

    def __init__(self, workspace: Workspace, seq: int, parent: QWidget | None) -> None:
        from evidence_vault.operations.erase_payload import WHAT_STAYS

        title = _("Erase what line {seq} says").format(seq=seq)
        super().__init__(title, _("What is erased cannot be brought back."), parent)
        self._workspace = workspace
        self._seq = seq
        for sentence in WHAT_STAYS:
            self.column.addWidget(label(_(sentence)))
        self.erase = button(_("Erase it"), self.go_on, look="danger")
        self.column.addLayout(row(button(_("Cancel"), self.reject), None, self.erase))

    def go_on(self) -> None:
        """Erase it."""
        self.erase.setEnabled(False)
        actor, seq = self._workspace.actor, self._seq

        def work(vault: OpenVault) -> None:
            from evidence_vault.operations import erase_payload

            erase_payload.erase_payload(vault, seq, actor)

        self._workspace.change(self, work, what="custody", done=lambda _none: self.accept(), failed=self._failed)

    def _failed(self, error: EvidenceVaultError) -> None:
        self.erase.setEnabled(True)
        self.show_error(error)
