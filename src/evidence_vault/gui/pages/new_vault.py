# SPDX-License-Identifier: GPL-3.0-or-later
"""Making a vault in three steps: where, passphrase, recovery key."""

from PySide6.QtWidgets import QStackedWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui.flows.new_vault_flow import NewVaultFlow, NewVaultStep
from evidence_vault.gui.pages.new_vault_key import KeyStep
from evidence_vault.gui.pages.new_vault_passphrase import PassphraseStep
from evidence_vault.gui.pages.new_vault_place import PlaceStep
from evidence_vault.gui.pages.opening import opened_vault
from evidence_vault.gui.pages.outside_page import OutsidePage
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenedVault
from evidence_vault.progress import Progress
from evidence_vault.translations import _


class NewVaultPage(OutsidePage):
    """Walks through ``NewVaultFlow``; the vault is made after the passphrase, opened after the key was typed back."""

    def __init__(self, program: Program) -> None:
        super().__init__(program, _("Make a new vault"))
        self.flow = NewVaultFlow()
        self._made: OpenedVault | None = None
        self._counter = label("", "caption")
        self.column.addWidget(self._counter)
        self.place = PlaceStep(program, self.flow)
        self.passphrase = PassphraseStep(program, self.flow)
        self.key = KeyStep(program, self.flow)
        self._steps = QStackedWidget()
        for step in (self.place, self.passphrase, self.key):
            self._steps.addWidget(step)
        self.column.addWidget(self._steps)
        self.place.finished.connect(self._show_step)
        self.passphrase.went_back.connect(self._show_step)
        self.passphrase.finished.connect(self._make)
        self.key.finished.connect(self._open)
        self._show_step()

    def take_focus(self) -> None:
        """To the first place to type."""
        self.place.enter()

    def _show_step(self) -> None:
        steps: dict[NewVaultStep, PlaceStep | PassphraseStep | KeyStep] = {
            NewVaultStep.PLACE: self.place,
            NewVaultStep.PASSPHRASE: self.passphrase,
            NewVaultStep.RECOVERY_KEY: self.key,
        }
        step = steps[self.flow.step]
        self._counter.setText(_("Step {number} of 3").format(number=self.flow.number))
        self._steps.setCurrentWidget(step)
        if self.flow.step is NewVaultStep.RECOVERY_KEY:
            self.forbid_back()
        step.enter()

    def _make(self, passphrase: str) -> None:
        folder, owner = self.flow.folder, self.place.owner()
        if folder is None:
            raise ValueError("no place chosen")

        def work(progress: Progress) -> tuple[OpenedVault, str]:
            from evidence_vault.operations import create_vault

            folder.parent.mkdir(parents=True, exist_ok=True)
            created = create_vault.create_vault(folder, passphrase, owner, progress)
            return opened_vault(created.vault, folder), created.recovery_key

        job = self.program.jobs.run(_("Making the vault"), work)
        job.succeeded.connect(self._was_made)
        job.failed.connect(self._was_not_made)

    def _was_made(self, made: tuple[OpenedVault, str]) -> None:
        self._made, recovery_key = made
        self.flow.vault_id = self._made.vault_id
        self.flow.vault_made(recovery_key)
        self.program.vault_made(self._made)
        self._show_step()

    def _was_not_made(self, error: EvidenceVaultError) -> None:
        self.passphrase.show_error(error)

    def _open(self) -> None:
        if self._made is None:
            raise ValueError("no vault made")
        self.flow.finish()
        if self.place.wants_remembering():
            self.program.settings.remember(self._made.folder, self._made.state)
        self.program.vault_opened(self._made)
