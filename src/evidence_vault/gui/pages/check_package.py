# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a package that somebody handed over, and shows it: verdict first, then what is in it. Needs no vault."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.adding import paths_of
from evidence_vault.gui.flows.check_words import NOT_PROVED
from evidence_vault.gui.pages.outside_page import OutsidePage
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.banner import Banner, error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.findings import CheckResult
from evidence_vault.gui.widgets.fingerprint_compare import FingerprintCompare
from evidence_vault.gui.widgets.layout import card, clear, column, row
from evidence_vault.gui.widgets.review_tabs import ReviewTabs
from evidence_vault.gui.widgets.status_strip import JobView
from evidence_vault.gui.widgets.words import label
from evidence_vault.progress import Progress
from evidence_vault.records import CheckReport
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, interface_words


class CheckPackagePage(OutsidePage):
    """Review mode: reads a package and writes nothing but a report that is asked for."""

    ems = 62

    def __init__(self, program: Program, path: str = "") -> None:
        super().__init__(program, _("Check a package"))
        self.setAcceptDrops(True)
        self.path: Path | None = None
        self.report: CheckReport | None = None
        self.compare: FingerprintCompare | None = None
        self.tabs: ReviewTabs | None = None
        self.add_title(
            _("Check a package someone gave me"),
            _("Choose the folder or the .zip file, or drop it here. Nothing in it is changed, and nothing is sent."),
        )
        self.zip = button(_("Choose a .zip …"), self._choose_zip, icon="file-archive", look="primary")
        self.folder = button(_("Choose a folder …"), self._choose_folder, icon="folder-open")
        self.column.addLayout(row(self.zip, self.folder, None))
        self._chosen = label("", "muted")
        self._chosen.hide()
        self.column.addWidget(self._chosen)
        self.job_view = JobView()
        self.column.addWidget(self.job_view)
        self.result = QVBoxLayout()
        self._below = QVBoxLayout()
        for place in (self.result, self._below):
            place.setSpacing(theme.current().space(3))
            if place is self.result:
                self.column.addLayout(place)
        self.column.addWidget(_limits())
        self.column.addLayout(self._below)
        if path:
            self.check(Path(path))

    def take_focus(self) -> None:
        """To the first choice."""
        self.zip.setFocus()

    def _choose_zip(self) -> None:
        self._ask_zip(self.check)

    def _choose_folder(self) -> None:
        self._ask_folder(self.check)

    def _ask_zip(self, then: Callable[[Path], None]) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a package"), str(Path.home()), "ZIP (*.zip)")
        if name:
            then(Path(name))

    def _ask_folder(self, then: Callable[[Path], None]) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Choose a package"), str(Path.home()))
        if name:
            then(Path(name))

    def check(self, path: Path, against: Path | None = None) -> None:
        """Check what is at ``path``; ``against`` an older package of the same case."""
        self.path = path
        self._chosen.setText(visible_name(path.name))
        self._chosen.show()
        told = self.compare.line.text() if self.compare is not None and against is not None else ""
        self._put_away()
        self._set_busy(busy=True)

        def work(progress: Progress) -> Any:
            from evidence_vault.operations import review_package

            return review_package.review_package(path, None, against, progress)

        job = self.program.jobs.run(_("Checking the package"), work, owner=self)
        self.job_view.follow(job)
        job.succeeded.connect(lambda review: self._show(review, told))
        job.failed.connect(self._show_error)
        job.cancelled.connect(self._ended)
        job.crashed.connect(lambda _error: self._ended())

    def compare_with(self, older: Path) -> None:
        """Check the package again, against an older one of the same case."""
        if self.path is not None:
            self.check(self.path, older)

    def _show(self, review: Any, told: str) -> None:
        from evidence_vault.operations.hand_over import fingerprint_groups

        self._ended()
        self._checked = review.report
        fingerprint = review.report.signer.fingerprint
        if fingerprint is not None:
            self.compare = FingerprintCompare(fingerprint, fingerprint_groups(fingerprint), told)
            self.compare.told.connect(self._compare)
            self._below.addWidget(self.compare)
        self._below.addLayout(self._actions())
        self.tabs = ReviewTabs(self.program, review)
        self._below.addWidget(self.tabs)
        self._compare(told)

    def _compare(self, told: str) -> None:
        """Say the verdict, with what the person was told."""
        from evidence_vault.operations.review_package import compare_fingerprint

        report = compare_fingerprint(self._checked, told)
        if self.compare is not None:
            self.compare.show_answer(report)
        if report != self.report:
            self.report = report
            clear(self.result)
            self.result.addWidget(CheckResult(report, of_package=True))

    def _actions(self) -> QVBoxLayout:
        older = label(_("Have an older package of the same case? See what was added, removed or changed:"), "muted")
        compare = row(
            button(_("Compare with a .zip …"), lambda: self._ask_zip(self.compare_with), icon="file-archive"),
            button(_("Compare with a folder …"), lambda: self._ask_folder(self.compare_with), icon="folder-open"),
            button(_("Save the check report as PDF …"), self._choose_report, icon="file-text"),
            None,
        )
        return column(older, compare, gap=2)

    def _choose_report(self) -> None:
        suggested = str(Path.home() / _("check-report.pdf"))
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the check report as PDF …"), suggested, "PDF (*.pdf)")
        if name:
            self.save_report(Path(name))

    def save_report(self, destination: Path) -> None:
        """Write the report to a new PDF."""
        report, name = self.report, self.path.name if self.path is not None else ""
        words = interface_words()

        def work(_progress: Progress) -> Path:
            from evidence_vault.operations import save_check_report

            assert report is not None  # noqa: S101 - the button is there only beside a report
            save_check_report.save_check_report(report, name, destination, words)
            return destination

        job = self.program.jobs.run(_("Writing the check report"), work, owner=self)
        job.succeeded.connect(
            lambda path: self._say(Banner("green", _("Saved"), visible_name(path.name), closable=True))
        )
        job.failed.connect(lambda error: self._say(error_banner(error, closable=True)))

    def _saved(self, path: Path) -> None:
        self._say(Banner("green", _("Saved"), visible_name(path.name), closable=True))

    def _say(self, banner: QWidget) -> None:
        self.result.addWidget(banner)

    def _show_error(self, error: EvidenceVaultError) -> None:
        self._ended()
        self.result.addWidget(error_banner(error))

    def _put_away(self) -> None:
        clear(self.result)
        clear(self._below)
        self.report, self.compare, self.tabs = None, None, None

    def _ended(self) -> None:
        self.job_view.let_go()
        self._set_busy(busy=False)

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self.zip, self.folder):
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
