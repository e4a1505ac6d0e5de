# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a package that somebody handed over, and shows it: verdict first, then what is in it. Needs no vault."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui.adding import paths_of
from evidence_vault.gui.flows.check_words import NOT_PROVED
from evidence_vault.gui.flows.review_checks import DIFFERENCES, Beside
from evidence_vault.gui.pages.outside_page import OutsidePage
from evidence_vault.gui.program import Program, WantedPackage
from evidence_vault.gui.review_dialogs import VaultChooser
from evidence_vault.gui.widgets.banner import Banner, error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.comparison_card import ComparisonCard
from evidence_vault.gui.widgets.findings import CheckResult
from evidence_vault.gui.widgets.fingerprint_compare import FingerprintCompare
from evidence_vault.gui.widgets.layout import card, clear, column, row
from evidence_vault.gui.widgets.review_actions import ReviewActions
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
        self.beside = Beside()
        self.compare: FingerprintCompare | None = None
        self.actions_shown: ReviewActions | None = None
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
        self.result, self._below = column(gap=3), column(gap=3)
        self.column.addLayout(self.result)
        self.column.addWidget(_limits())
        self.column.addLayout(self._below)
        if path:
            self.check(Path(path))

    def take_focus(self) -> None:
        """To the first choice."""
        self.zip.setFocus()

    def _choose_zip(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a package"), str(Path.home()), "ZIP (*.zip)")
        if name:
            self.check(Path(name))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Choose a package"), str(Path.home()))
        if name:
            self.check(Path(name))

    def check(self, path: Path, beside: Beside | None = None) -> None:
        """Check what is at ``path``; ``beside``: what it is held against."""
        told = self.compare.line.text() if self.compare is not None and beside is not None else ""
        self.path, self.beside = path, beside or Beside()
        held = self.beside
        self._chosen.setText(visible_name(path.name))
        self._chosen.show()
        self._put_away()
        self._set_busy(busy=True)
        workspace = self.program.workspace
        vault = workspace.opened.vault if held.vault and workspace is not None else None

        def work(progress: Progress) -> Any:
            from evidence_vault.operations import review_package

            return review_package.review_package(
                path, None, held.against, progress, authority=held.authority, checkpoint=held.checkpoint, vault=vault
            )

        job = self.program.jobs.run(_("Checking the package"), work, owner=self)
        self.job_view.follow(job)
        job.succeeded.connect(lambda review: self._show(review, told))
        job.failed.connect(self._show_error)
        job.cancelled.connect(self._ended)
        job.crashed.connect(lambda _error: self._ended())

    def compare_with(self, older: Path) -> None:
        """Check the package again, against an older one of the same case."""
        self._check_again(replace(self.beside, against=older))

    def _check_again(self, beside: Beside) -> None:
        if self.path is not None:
            self.check(self.path, beside)

    def _show(self, review: Any, told: str) -> None:
        from evidence_vault.operations.hand_over import fingerprint_groups

        self._ended()
        self._checked = review.report
        fingerprint = review.report.signer.fingerprint
        if fingerprint is not None:
            self.compare = FingerprintCompare(fingerprint, fingerprint_groups(fingerprint), told)
            self.compare.told.connect(self._compare)
            self._below.addWidget(self.compare)
        self._below.addWidget(self._actions(review))
        self.tabs = ReviewTabs(self.program, review)
        self._below.addWidget(self.tabs)
        self._compare(told)

    def _compare(self, told: str) -> None:
        """Say the verdict, with what the person was told."""
        from evidence_vault.operations.review_package import compare_fingerprint

        report = compare_fingerprint(self._checked, told)
        if self.compare is not None:
            self.compare.show_answer(report)
        if report == self.report:
            return
        self.report = report
        clear(self.result)
        if self.beside.against is None:
            self.result.addWidget(CheckResult(report, of_package=True))
            return
        others = tuple(one for one in report.findings if one.code not in DIFFERENCES or one.severity == "problem")
        self.result.addWidget(CheckResult(replace(report, findings=others), of_package=True))
        self.result.addWidget(ComparisonCard(report, self.beside.against))

    def _actions(self, review: Any) -> ReviewActions:
        described = review.package.description
        actions = ReviewActions(
            self.beside,
            kind=described.kind if described is not None else "",
            intact=review.report.verdict == "intact",
            has_vault=self.program.workspace is not None,
        )
        actions.beside_wanted.connect(self._check_again)
        actions.report_wanted.connect(self.save_report)
        actions.request_wanted.connect(self.write_request)
        actions.reply_chosen.connect(self.add_reply)
        actions.take_in_wanted.connect(self.take_in)
        self.actions_shown = actions
        return actions

    def take_in(self, files_only: bool) -> None:
        """Take the case into the open vault, or ask which vault shall be opened for it."""
        if self.path is None or self.report is None:
            return
        told = self.compare.line.text().strip() if self.compare is not None else ""
        matched = self.report.signer.compared == "matched" and bool(told)
        wanted = WantedPackage(self.path, told if matched else None, files_only)
        if not self.program.take_in(wanted):
            VaultChooser(self.program, self).open()

    def save_report(self, destination: Path) -> None:
        """Write the report to a new PDF."""
        report, name = self.report, self.path.name if self.path is not None else ""
        words = interface_words()

        def work(_progress: Progress) -> Path:
            from evidence_vault.operations import save_check_report

            assert report is not None  # noqa: S101 - the button is there only beside a report
            save_check_report.save_check_report(report, name, destination, words)
            return destination

        self._run(_("Writing the check report"), work, self._saved)

    def write_request(self, destination: Path) -> None:
        """Write a time-stamp request over the package's signature."""
        package = self.path

        def work(_progress: Progress) -> Path:
            from evidence_vault.operations import time_stamps

            assert package is not None  # noqa: S101 - the button is there only beside a package
            time_stamps.request_for_package(package, destination)
            return destination

        self._run(_("Writing a request"), work, self._saved)

    def add_reply(self, reply: Path) -> None:
        """Put a reply beside the package's signature, and check again."""
        package, authority = self.path, self.beside.authority

        def work(_progress: Progress) -> object:
            from evidence_vault.operations import time_stamps

            assert package is not None  # noqa: S101 - the button is there only beside a package
            return time_stamps.add_to_package(package, reply, authority)

        self._run(_("Bringing in a reply"), work, lambda _told: self._check_again(self.beside))

    def _run(self, title: str, work: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        job = self.program.jobs.run(title, work, owner=self)
        job.succeeded.connect(done)
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
        self.report, self.compare, self.tabs, self.actions_shown = None, None, None, None

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
