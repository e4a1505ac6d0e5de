# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened in this vault, in words, and a check of everything."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.backup_actions import BackupActions
from evidence_vault.gui.erasing import EraseDialog
from evidence_vault.gui.models.log_model import LogModel
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.findings import CheckResult
from evidence_vault.gui.widgets.layout import box, clear, column, row, scrolling
from evidence_vault.gui.widgets.table import Table
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, ResultAction
from evidence_vault.progress import Progress
from evidence_vault.records import CheckReport, LogEntry
from evidence_vault.translations import N_, _, plural

if TYPE_CHECKING:
    from evidence_vault.operations.back_up import BackupProof, BackupState


LEAST_ROOM = 10
"""Height for findings, in text sizes."""


class HistoryPage(Page):
    """The custody log, newest first."""

    title = N_("History")
    purpose = N_("Who did what with the evidence, and when. Nobody can change these lines without it being noticed.")
    help = N_(
        "Every addition, reading, copy, export and check is written here with its time and who did it.\n"
        "Each line is chained to the one before, and signed: a changed or missing line is noticed.\n"
        "“Check everything now” reads all stored files and compares them with what was written when they were added.\n"
        "“Back up” copies the vault to another disk; only what is new is copied. “Try a copy” opens it with your "
        "passphrase and reads all of it: only a copy that was tried is known to help."
    )
    follows = ("custody", "evidence", "case")

    def build(self) -> QWidget:
        """The log as a table."""
        self.check = button(_("Check everything now"), self._check, look="primary", icon="shield-check")
        self.header.add_action(self.check)
        self.backups = BackupActions(self.workspace, self)
        self.copy = button(_("Back up …"), self.backups.ask_place, icon="hard-drive-download")
        self.try_copy = button(
            _("Try a copy …"), lambda: self.backups.ask_copy(self.show_proof), icon="shield-question-mark"
        )
        self.header.add_action(self.copy)
        self.header.add_action(self.try_copy)
        self.model = LogModel()
        self.table = Table(self.model, _("What happened"), widths={0: 16, 2: 7}, stretch=1)
        self.table.selectionModel().selectionChanged.connect(lambda *_which: self._choose())
        self.everything = QCheckBox(_("Also show what was recorded in the case"))
        self.everything.toggled.connect(lambda _on: self.refresh())
        self.erase = button(_("Erase this text …"), self.ask_to_erase, look="quiet", icon="eraser")
        self._answer = QVBoxLayout()
        self._count = label("", "small")
        content = box(column(self._answer, row(self.everything, None, self.erase, self._count), gap=2))
        content.layout().addWidget(self.table)  # type: ignore[union-attr]
        return content

    def refresh(self) -> None:
        """Read the log of the open case, or of the whole vault."""
        self.show_loading()
        case_id, custody_only = self.workspace.case_id, not self.everything.isChecked()

        def work(vault: OpenVault) -> tuple[tuple[LogEntry, ...], dict[str, str]]:
            from evidence_vault.operations import browse_vault

            names = {item.id: item.name for item in browse_vault.list_items(vault, None, derivatives=True)}
            return browse_vault.custody_log(vault, case_id, custody_only=custody_only), names

        self.workspace.read(self, work, self._show, failed=self.show_problem)
        self.backups.read_state(self, self._remind)

    def _show(self, found: tuple[tuple[LogEntry, ...], dict[str, str]]) -> None:
        entries, names = found
        self.model.show(entries, names)
        self._count.setText(plural("{count} line", "{count} lines", len(entries)))
        self._choose()
        self.show_content()

    def _chosen(self) -> LogEntry | None:
        return self.model.entry(self.table.currentIndex().row()) if self.table.currentIndex().isValid() else None

    def _choose(self) -> None:
        from evidence_vault.operations.erase_payload import can_be_erased

        entry = self._chosen()
        self.erase.setEnabled(entry is not None and can_be_erased(entry))

    def ask_to_erase(self) -> EraseDialog | None:
        """Ask whether what the chosen line says shall be erased."""
        entry = self._chosen()
        if entry is None:
            return None
        dialog = EraseDialog(self.workspace, entry.seq, self)
        dialog.open()
        return dialog

    def _remind(self, state: "BackupState") -> None:
        from evidence_vault.gui.flows.backup_words import reminder

        words = reminder(state)
        self.show_notice(None if words is None else Banner("info", *words))

    def show_proof(self, proof: "BackupProof") -> None:
        """Show what trying a copy found."""
        from evidence_vault.gui.flows.backup_words import proof_sentence

        sentence = proof_sentence(proof)
        if proof.report.verdict == "intact":
            self._show_answer(Banner("green", _("The copy helps"), sentence))
        else:
            self._show_answer(CheckResult(proof.report, of_package=False), scrolls=True)
        self.workspace.tell(sentence, ResultAction(_("See it"), lambda: self.workspace.show_section("history")))

    def _show_answer(self, answer: QWidget, *, scrolls: bool = False) -> None:
        # Many findings share the height with the table: they scroll, instead of being pressed into each other.
        clear(self._answer)
        if scrolls:
            self.findings = scrolling(answer)
            self.findings.setMinimumHeight(theme.current().body * LEAST_ROOM)
            self._answer.addWidget(self.findings)
        else:
            self._answer.addWidget(answer)

    def _check(self) -> None:
        self.check.setEnabled(False)

        def work(vault: OpenVault, progress: Progress) -> CheckReport:
            from evidence_vault.operations import verify_vault

            return verify_vault.verify_open_vault(vault, progress)

        job = self.workspace.run(_("Checking everything"), work, self._show_check, changes=("custody",), beside=True)
        job.finished.connect(lambda: self.check.setEnabled(True))

    def _show_check(self, report: CheckReport) -> None:
        self._show_answer(CheckResult(report, of_package=False), scrolls=bool(report.findings))
        see = ResultAction(_("See it"), lambda: self.workspace.show_section("history"))
        if report.verdict == "intact":
            self.workspace.tell(_("Everything in this vault is unchanged since it was added."), see)
        else:
            self.workspace.tell(_("The check found something. Please look at it."), see)
