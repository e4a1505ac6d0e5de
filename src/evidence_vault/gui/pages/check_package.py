# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a package that somebody handed over: verdict first, then what was found, and what is not proved."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QVBoxLayout

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.adding import paths_of
from evidence_vault.gui.flows.check_words import NOT_PROVED
from evidence_vault.gui.pages.outside_page import OutsidePage
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.banner import error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.findings import CheckResult
from evidence_vault.gui.widgets.layout import card, clear, column, row
from evidence_vault.gui.widgets.status_strip import JobView
from evidence_vault.gui.widgets.words import label
from evidence_vault.progress import Progress
from evidence_vault.records import CheckReport
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _


class CheckPackagePage(OutsidePage):
    """Needs no vault and writes nothing."""

    def __init__(self, program: Program, path: str = "") -> None:
        super().__init__(program, _("Check a package"))
        self.setAcceptDrops(True)
        self.path: Path | None = None
        self.add_title(
            _("Check a package someone gave me"),
            _("Choose the folder or the .zip file, or drop it here. Nothing in it is changed, and nothing is sent."),
        )
        self.signer = QLineEdit()
        self.signer.setPlaceholderText("SHA256:…")
        self.zip = button(_("Choose a .zip …"), self._choose_zip, icon="file-archive", look="primary")
        self.folder = button(_("Choose a folder …"), self._choose_folder, icon="folder-open")
        self.column.addWidget(self._form())
        self._chosen = label("", "muted")
        self._chosen.hide()
        self.column.addWidget(self._chosen)
        self.job_view = JobView()
        self.column.addWidget(self.job_view)
        self._answer = QVBoxLayout()
        self._answer.setSpacing(theme.current().space(3))
        self.column.addLayout(self._answer)
        self.column.addWidget(_limits())
        if path:
            self.check(Path(path))

    def take_focus(self) -> None:
        """To the first choice."""
        self.zip.setFocus()

    def _form(self) -> Field:
        hint = _(
            "The sender can tell it to you by phone or on paper. Without it you see that the "
            "package is unchanged, but not whose it is."
        )
        field = Field(_("Fingerprint you were told another way (may stay empty)"), self.signer, hint)
        field.layout().addLayout(row(self.zip, self.folder, None))  # type: ignore[union-attr]
        return field

    def _choose_zip(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a package"), str(Path.home()), "ZIP (*.zip)")
        if name:
            self.check(Path(name))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Choose a package"), str(Path.home()))
        if name:
            self.check(Path(name))

    def check(self, path: Path) -> None:
        """Check what is at ``path``."""
        self.path = path
        self._chosen.setText(visible_name(path.name))
        self._chosen.show()
        clear(self._answer)
        self._set_busy(busy=True)
        signer = self.signer.text().strip() or None

        def work(progress: Progress) -> CheckReport:
            from evidence_vault.operations import check_package

            return check_package.check_package(path, signer, None, progress)

        job = self.program.jobs.run(_("Checking the package"), work, owner=self)
        self.job_view.follow(job)
        job.succeeded.connect(self._show)
        job.failed.connect(self._show_error)
        job.cancelled.connect(self._ended)
        job.crashed.connect(lambda _error: self._ended())

    def _show(self, report: CheckReport) -> None:
        self._ended()
        self._answer.addWidget(CheckResult(report, of_package=True))

    def _show_error(self, error: EvidenceVaultError) -> None:
        self._ended()
        self._answer.addWidget(error_banner(error))

    def _ended(self) -> None:
        self.job_view.let_go()
        self._set_busy(busy=False)

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self.zip, self.folder, self.signer):
            widget.setEnabled(not busy)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A package may be dropped."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped."""
        paths = paths_of(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.check(paths[0])


def _limits() -> QFrame:
    points = [label(f"• {_(point)}", "muted") for point in NOT_PROVED]
    return card(column(label(_("What this does not prove"), "strong"), *points, gap=1.5))
