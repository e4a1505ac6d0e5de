# SPDX-License-Identifier: GPL-3.0-or-later
"""Complaints to platforms: how far each is, the guided complaint, and the diary of what was sent."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui.flows.complaint_flow import reason_path
from evidence_vault.gui.flows.hand_over_flow import COMPLAINT, HandOverFlow
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.banner import error_banner
from evidence_vault.gui.widgets.complaint_guide import ComplaintGuide
from evidence_vault.gui.widgets.complaint_platforms import ComplaintPlatforms
from evidence_vault.gui.widgets.export_result import ExportResult
from evidence_vault.gui.widgets.layout import clear, column, scrolling
from evidence_vault.gui.widgets.padded import padded
from evidence_vault.gui.widgets.sent_form import SentForm
from evidence_vault.gui.workspace import OpenVault, ResultAction
from evidence_vault.progress import Progress
from evidence_vault.records import Exhibit, Fact
from evidence_vault.translations import N_, _, interface_words


class ComplaintsPage(Page):
    """``open_at`` takes the id of a platform, to go straight to its complaint."""

    title = N_("Complaints")
    purpose = N_("Tell the platform what happened, in the form it has, so that the account can be stopped.")
    help = N_(
        "Money sent? Call the bank and the police first. A complaint does not bring money back.\n"
        "Five short steps prepare everything: where to tap, the reason, the messages, the pictures and the text.\n"
        "You send it yourself, in the app, on your phone. Start only from the app's own menu.\n"
        "Afterwards record that you sent it. If it fails, go through the steps again with what was missing."
    )
    follows = ("case", "evidence")

    def build(self) -> QWidget:
        """Overview, guide and result, one at a time."""
        self.export = HandOverFlow(kind=COMPLAINT, language=interface_words().tag)
        self.platforms = ComplaintPlatforms(self.workspace)
        self.platforms.begin.connect(self.begin)
        self.platforms.sent.connect(self.ask_sent)
        self.platforms.change.connect(self.ask_sent)
        self.platforms.take_back.connect(self._take_back)
        self.guide = ComplaintGuide(self.workspace, self.export)
        self.guide.left.connect(self.show_overview)
        self.guide.keep_wanted.connect(self.keep)
        self.guide.messages_wanted.connect(self._read_messages)
        self.guide.make_wanted.connect(self.make)
        self.guide.sent_wanted.connect(lambda: self.ask_sent(self.guide.flow.platform))
        self.result: ExportResult | None = None
        self._case_of_guide = ""
        self._known: tuple[Any, ...] = ()
        self._exhibits: tuple[Exhibit, ...] = ()
        self._wanted: str | None = None
        self._ending = QVBoxLayout()
        self.steps = QStackedWidget()
        self._overview = scrolling(padded(column(self.platforms)))
        self._end = scrolling(padded(self._ending))
        for step in (self._overview, self.guide, self._end):
            self.steps.addWidget(step)
        self.workspace.case_changed.connect(self.show_overview)
        return self.steps

    # --- the overview

    def refresh(self) -> None:
        """Read how far each complaint is."""
        case_id, language = self.workspace.case_id or "", interface_words().tag
        if not self._known:
            self.show_loading()

        def work(vault: OpenVault) -> tuple[tuple[Any, ...], tuple[Exhibit, ...]]:
            from evidence_vault.operations import fact_forms, plan_complaint

            states = plan_complaint.platform_states(vault, case_id, language)
            return states, fact_forms.exhibit_choices(vault, case_id)

        self.workspace.read(self, work, self._show_states, failed=self.show_problem)

    def _show_states(self, read: tuple[tuple[Any, ...], tuple[Exhibit, ...]]) -> None:
        self._known, self._exhibits = read
        self.platforms.show_states(*read)
        self.show_content()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.begin(wanted)

    def open_at(self, target: object) -> None:
        """Go straight to the complaint to a platform."""
        self._wanted = str(target)
        if self._known:
            self._show_states((self._known, self._exhibits))

    def show_overview(self) -> None:
        """Go back to the platforms."""
        self.show_notice(None)
        clear(self._ending)
        self.steps.setCurrentWidget(self._overview)

    # --- the guide

    def begin(self, platform: str) -> None:
        """Go into the guided complaint for a platform."""
        case_id, language = self.workspace.case_id or "", interface_words().tag
        self.show_loading()

        def work(vault: OpenVault) -> Any:
            from evidence_vault.operations import plan_complaint

            return plan_complaint.plan_complaint(vault, case_id, platform, language)

        def done(plan: Any) -> None:
            self._case_of_guide = case_id
            self.guide.start(plan)
            self.steps.setCurrentWidget(self.guide)
            self.show_content()
            self.guide.take_keyboard()

        self.workspace.read(self, work, done, failed=self.show_problem)

    def _read_messages(self) -> None:
        if self.guide.messages:
            self.guide.show_messages(self.guide.messages)
            return
        case_id, platform = self.workspace.case_id or "", self.guide.flow.platform

        def work(vault: OpenVault) -> tuple[Any, ...]:
            from evidence_vault.operations import plan_complaint

            return plan_complaint.messages_to_select(vault, case_id, platform)

        def done(messages: tuple[Any, ...]) -> None:
            if self.guide.flow.platform == platform:
                self.guide.show_messages(messages)

        self.workspace.read(self, work, done)

    def keep(self) -> None:
        """Remember what was chosen, if it changed."""
        if self.guide.plan is None:
            return
        chosen = self.guide.flow.unkept()
        if chosen is None:
            return
        # The case it was begun in: the person may have gone to another one just now.
        case_id, actor, platform = self._case_of_guide, self.workspace.actor, self.guide.flow.platform

        def work(vault: OpenVault) -> object:
            from evidence_vault.operations import plan_complaint

            return plan_complaint.keep_complaint(vault, case_id, platform, chosen, actor)

        self.workspace.change(self, work, what="case")

    def leave(self) -> None:
        """Remember what was typed."""
        if self.steps.currentWidget() is self.guide:
            self.keep()

    # --- the package

    def make(self) -> None:
        """Make the package at the chosen place."""
        if not self.export.is_ready:
            return
        self.keep()
        case_id, actor, options = self.workspace.case_id or "", self.workspace.actor, self.guide.options()

        def work(vault: OpenVault, progress: Progress) -> tuple[Any, str]:
            from evidence_vault.operations import export_case, hand_over

            report = export_case.export_case(vault, case_id, options, actor, progress)
            return report, hand_over.fingerprint_groups(report.fingerprint)

        self.show_notice(None)
        self.guide.set_busy(busy=True)
        title = _("Making the complaint package")
        job = self.workspace.run(title, work, self._show_result, changes=("custody",), failed=self._failed)
        job.finished.connect(lambda: self.guide.set_busy(busy=False))

    def _failed(self, error: EvidenceVaultError) -> None:
        self.show_notice(error_banner(error, closable=True))

    def _show_result(self, made: tuple[Any, str]) -> None:
        report, groups = made
        clear(self._ending)
        platform = self.guide.flow.platform
        self.result = ExportResult(report, groups, self.export.form)
        self.result.add_actions(
            (_("I have sent it …"), lambda: self.ask_sent(platform)), (_("To the overview"), self.show_overview)
        )
        self._ending.addWidget(self.result)
        self._ending.addStretch(1)
        self.guide.place.take(None)
        self.steps.setCurrentWidget(self._end)
        see = ResultAction(_("See it"), lambda: self.workspace.show_section("complaints"))
        self.workspace.tell(_("The complaint package is ready."), see)

    # --- the diary

    def ask_sent(self, platform: str, fact: Fact | None = None) -> None:
        """Ask at the side when and how it was sent, or what was answered."""
        name = next((state.name for state in self._known if state.platform == platform), platform)
        channel, category = self._chosen(platform)
        form = SentForm(_("Sent to {platform}").format(platform=name), channel, category, fact)
        form.saved.connect(lambda values: self._record(platform, values, fact))
        self.workspace.show_details(form)
        (form.answer if fact else form.when).control.setFocus()

    def _chosen(self, platform: str) -> tuple[str, str]:
        plan, flow = self.guide.plan, self.guide.flow
        if plan is None or flow.platform != platform:
            return "", ""
        entry = next((one.name for one in plan.draft.entries if one.id == flow.entry), "")
        path = reason_path(plan.draft.categories, flow.category)
        return entry, " › ".join(choice.label for choice in path)

    def _record(self, platform: str, values: dict[str, Any], fact: Fact | None) -> None:
        case_id, actor = self.workspace.case_id or "", self.workspace.actor
        flow = self.guide.flow
        used = flow.places.chosen() if flow.platform == platform and fact is None else ()

        def work(vault: OpenVault) -> Fact:
            from evidence_vault.operations import plan_complaint

            sent = plan_complaint.SentComplaint(platform, evidence_items=used, **values)
            return plan_complaint.record_sent(vault, case_id, sent, actor, fact_id=fact.id if fact else None)

        def done(recorded: Fact) -> None:
            self.workspace.show_details(None)
            self.show_overview()
            undo = None if fact else ResultAction(_("Take back"), lambda: self._take_back(recorded))
            self.workspace.tell(_("Recorded in the diary. It will stand in the report, too."), undo)

        self.workspace.change(self, work, what="case", done=done)

    def _take_back(self, fact: Fact) -> None:
        case_id, actor = self.workspace.case_id or "", self.workspace.actor

        def retract(vault: OpenVault) -> None:
            from evidence_vault.operations import edit_case

            edit_case.retract_fact(vault, fact.id, actor)

        def put_back(vault: OpenVault) -> object:
            from evidence_vault.operations import edit_case

            return edit_case.put_fact(vault, case_id, fact.entity, fact.fields, actor)

        def done(_nothing: object) -> None:
            undo = ResultAction(_("Put it back"), lambda: self.workspace.change(self, put_back, what="case"))
            self.workspace.tell(_("Taken back. It stays readable in the log."), undo)

        self.workspace.change(self, retract, what="case", done=done)
