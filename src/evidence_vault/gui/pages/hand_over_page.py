# SPDX-License-Identifier: GPL-3.0-or-later
"""Handing over: for whom, what goes in, a look at every page, then the package with its fingerprint."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui.flows.hand_over_flow import COMPLAINT, POLICE, HandOverFlow
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.banner import error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.empty_state import EmptyState
from evidence_vault.gui.widgets.export_preview import ExportPreview
from evidence_vault.gui.widgets.export_result import ExportResult
from evidence_vault.gui.widgets.hand_over_form import HandOverForm
from evidence_vault.gui.widgets.hand_over_start import HandOverStart
from evidence_vault.gui.widgets.layout import box, clear, column, row, scrolling
from evidence_vault.gui.widgets.padded import padded
from evidence_vault.gui.widgets.receiver_form import ReceiverForm
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, ResultAction
from evidence_vault.progress import Progress
from evidence_vault.translations import N_, _, interface_words


class HandOverPage(Page):
    """``open_at`` takes the kind of a package (police, archive), to go straight to its form."""

    title = N_("Hand over")
    purpose = N_("Make a package for somebody who was not there: complete, signed, and checkable without this program.")
    help = N_(
        "Choose for whom it is. You see every page and file before anything leaves the vault.\n"
        "The package lies readable in the folder you choose, unless you take a .zip file with a password.\n"
        "It is signed with the key of this case. Tell the receiver the fingerprint by phone or on paper.\n"
        "Afterwards record to whom you gave it: it then stands in the log of who did what."
    )
    follows = ("case", "evidence", "custody")

    def build(self) -> QWidget:
        """Start, form, preview and result, one at a time."""
        self.flow = HandOverFlow(language=interface_words().tag)
        self.overview: Any = None
        self._offices: tuple[tuple[str, str], ...] = ()
        self._wanted: str | None = None
        self.start = HandOverStart()
        self.start.chosen.connect(self.choose)
        self.start.give_wanted.connect(self.ask_receiver)
        self.form = HandOverForm(self.workspace, self.flow)
        self.form.back.connect(self.show_start)
        self.form.preview_wanted.connect(self.look)
        self.form.make_wanted.connect(self.make)
        self.preview = ExportPreview(self.workspace)
        self.result: ExportResult | None = None
        self._ending = QVBoxLayout()
        self.steps = QStackedWidget()
        self._start_step = scrolling(padded(column(self.start)))
        self._preview_step = self._framed_preview()
        self._end_step = scrolling(padded(self._ending))
        for step in (self._start_step, self.form, self._preview_step, self._end_step):
            self.steps.addWidget(step)
        self.workspace.case_changed.connect(self._forget_case)
        return self.steps

    def _framed_preview(self) -> QWidget:
        back = button(_("Back"), lambda: self.steps.setCurrentWidget(self.form), icon="arrow-left")
        words = label(_("This is what the package would hold now. Nothing has left the vault."), "muted")
        layout = column(words, gap=3)
        layout.addWidget(self.preview, 1)
        layout.addLayout(row(back, None))
        return box(layout)

    # --- reading

    def refresh(self) -> None:
        """Read what the case holds and what was made before."""
        case_id, language = self.workspace.case_id or "", interface_words().tag
        if self.overview is None:
            self.show_loading()

        def work(vault: OpenVault) -> tuple[Any, tuple[tuple[str, str], ...]]:
            from evidence_vault.operations import hand_over

            return hand_over.overview(vault, case_id), hand_over.agency_names(language)

        self.workspace.read(self, work, self._show_overview, failed=self.show_problem)

    def _show_overview(self, found: tuple[Any, tuple[tuple[str, str], ...]]) -> None:
        self.overview, self._offices = found
        if not self.overview.exhibits and not self.overview.payments and not self.overview.made:
            self.show_empty(self._nothing_yet())
            return
        self.start.show_overview(self.overview)
        self.form.show_overview(self.overview)
        self.show_content()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.choose(wanted)

    def _nothing_yet(self) -> EmptyState:
        words = _("Once this case holds evidence, a package for the police, the platform or a lawyer is made here.")
        state = EmptyState("package-check", _("Nothing to hand over yet"), words)
        return state.add_action(_("Go to the evidence"), lambda: self.workspace.show_section("evidence"), icon="images")

    def open_at(self, target: object) -> None:
        """Go straight to the form for a kind."""
        self._wanted = str(target)
        if self.overview is not None and self.isVisible():
            self._show_overview((self.overview, self._offices))

    def _forget_case(self) -> None:
        # Nothing of the case before may stay in view.
        self.overview = None
        self.flow.start(POLICE)
        self.flow.agency = None
        self.show_start()
        clear(self._ending)

    # --- choosing

    def show_start(self) -> None:
        """Go back to the three choices."""
        self.show_notice(None)
        self.steps.setCurrentWidget(self._start_step)

    def choose(self, kind: str) -> None:
        """Go to the form for ``kind``; complaints have a section of their own."""
        if kind == COMPLAINT:
            self.workspace.show_section("complaints")
            return
        if self.overview is None:
            self._wanted = kind  # as soon as the case is read
            return
        self.show_notice(None)
        self.flow.start(kind)
        self.form.start(self.overview, self._offices)
        self.steps.setCurrentWidget(self.form)

    # --- looking and making

    def look(self) -> None:
        """Make every file in memory and show it."""
        case_id, actor, options = self.workspace.case_id or "", self.workspace.actor, self.flow.options()

        def work(vault: OpenVault, progress: Progress) -> Any:
            from evidence_vault.operations import preview_export

            return preview_export.preview_export(vault, case_id, options, actor, progress)

        self._run(_("Setting the pages"), work, self._show_preview)

    def _show_preview(self, preview: Any) -> None:
        self.preview.show_preview(preview)
        self.steps.setCurrentWidget(self._preview_step)

    def make(self) -> None:
        """Make the package at the chosen place."""
        if not self.flow.is_ready:
            return
        case_id, actor, options = self.workspace.case_id or "", self.workspace.actor, self.flow.options()

        def work(vault: OpenVault, progress: Progress) -> tuple[Any, str]:
            from evidence_vault.operations import export_case, hand_over

            report = export_case.export_case(vault, case_id, options, actor, progress)
            return report, hand_over.fingerprint_groups(report.fingerprint)

        self._run(_("Making the package"), work, self._show_result, changes=("custody",))

    def _run(self, title: str, work: Any, done: Any, *, changes: tuple[str, ...] = ()) -> None:
        self.show_notice(None)
        self.form.set_busy(busy=True)
        job = self.workspace.run(title, work, done, changes=changes, failed=self._failed)
        job.finished.connect(lambda: self.form.set_busy(busy=False))

    def _failed(self, error: EvidenceVaultError) -> None:
        self.show_notice(error_banner(error, closable=True))

    def _show_result(self, made: tuple[Any, str]) -> None:
        report, groups = made
        clear(self._ending)
        self.result = ExportResult(report, groups, self.flow.form)
        self.result.add(self._receiver_form(report.package_id))
        self.result.add_actions((_("Make another package"), self.show_start))
        self._ending.addWidget(self.result)
        self._ending.addStretch(1)
        self.flow.start(self.flow.kind)
        self.steps.setCurrentWidget(self._end_step)
        see = ResultAction(_("See it"), lambda: self.workspace.show_section("hand-over"))
        self.workspace.tell(_("The package is ready."), see)

    # --- to whom

    def _receiver_form(self, package_id: str) -> ReceiverForm:
        form = ReceiverForm(self.workspace, package_id)
        form.recorded.connect(self.show_start)
        form.recorded.connect(lambda: self.workspace.show_details(None))
        return form

    def ask_receiver(self, package_id: str) -> None:
        """Ask at the side who was given a package that was made before."""
        self.workspace.show_details(self._receiver_form(package_id))
