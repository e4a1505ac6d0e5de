# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies the vault to a place the person chooses, and tries a copy; the answers go to who asked."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from evidence_vault.gui.secret_dialogs import PassphraseDialog
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Progress
from evidence_vault.safe_files import is_there
from evidence_vault.translations import _

if TYPE_CHECKING:
    from evidence_vault.operations.back_up import BackupProof, BackupReport, BackupState


class BackupActions:
    """What can be done with copies of the open vault."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        self._workspace = workspace
        self._parent = parent
        self._place = ""
        self._compare = False

    def read_state(self, owner: QWidget, show: "Callable[[BackupState], object]") -> None:
        """Read how old copy and proof are."""

        def work(vault: OpenVault) -> "BackupState":
            from evidence_vault.operations import back_up

            return back_up.backup_state(vault)

        def shown(state: "BackupState") -> None:
            self._place = state.place or ""
            show(state)

        self._workspace.read(owner, work, shown)

    def ask_place(self) -> None:
        """Ask for the folder or disk, then copy there."""
        title = _("A folder on another disk or stick")
        chosen = QFileDialog.getExistingDirectory(self._parent, title, self._near())
        if chosen:
            self.back_up(Path(chosen))

    def back_up(self, place: Path) -> None:
        """Copy what is new to ``place``; after a try that found damage, compare every file of the copy as well."""
        actor, compare = self._workspace.actor, self._compare

        def work(vault: OpenVault, progress: Progress) -> "BackupReport":
            from evidence_vault.operations import back_up, synced_folders

            mirror = synced_folders.synced_by(place) is not None
            return back_up.back_up(vault, place, actor, progress, mirror=mirror, compare=compare)

        self._workspace.run(_("Copying the vault"), work, self._made, changes=("custody",), beside=True)

    def ask_copy(self, show: "Callable[[BackupProof], object]") -> None:
        """Ask for the folder of a copy, then for the passphrase, then try it."""
        chosen = QFileDialog.getExistingDirectory(self._parent, _("The folder with the copy"), self._near())
        if chosen:
            self.ask_passphrase(Path(chosen), show)

    def ask_passphrase(self, place: Path, show: "Callable[[BackupProof], object]") -> PassphraseDialog:
        """Ask for the passphrase, then try the copy at ``place``."""
        why = _("The copy is opened with it and read to its last byte. Nothing in the copy is changed.")
        dialog = PassphraseDialog(_("Try the copy"), why, lambda typed: self.prove(place, typed, show), self._parent)
        dialog.open()
        return dialog

    def prove(self, place: Path, passphrase: str, show: "Callable[[BackupProof], object]") -> None:
        """Open the copy at ``place`` and read all of it."""
        actor = self._workspace.actor

        def work(vault: OpenVault, progress: Progress) -> "BackupProof":
            from evidence_vault.operations import back_up

            return back_up.check_backup(place, progress, passphrase=passphrase, vault=vault, actor=actor)

        def tried(proof: "BackupProof") -> None:
            self._compare = proof.report.verdict != "intact"
            show(proof)

        self._workspace.run(_("Trying the copy"), work, tried, changes=("custody",), beside=True)

    def _made(self, report: "BackupReport") -> None:
        from evidence_vault.gui.flows.backup_words import made_sentence

        self._compare = False
        self._workspace.tell(made_sentence(report))

    def _near(self) -> str:
        place = Path(self._place).parent if self._place else None
        return str(place) if place is not None and is_there(place) else ""
