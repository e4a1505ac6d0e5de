# SPDX-License-Identifier: GPL-3.0-or-later
"""The guided complaint: five steps, then the card and the package."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.complaint_flow import STEP_NAMES, STEPS, ComplaintFlow, Step, again_words
from evidence_vault.gui.flows.hand_over_flow import COMPLAINT, HandOverFlow
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.complaint_card import ComplaintCard
from evidence_vault.gui.widgets.complaint_entry import EntryStep
from evidence_vault.gui.widgets.complaint_messages import MessagesStep
from evidence_vault.gui.widgets.complaint_pictures import PicturesStep
from evidence_vault.gui.widgets.complaint_reason import ReasonStep
from evidence_vault.gui.widgets.complaint_text import TextStep
from evidence_vault.gui.widgets.export_form import FormChoice, LanguageField, PlaceChoice
from evidence_vault.gui.widgets.layout import card, clear, column, row, scrolling
from evidence_vault.gui.widgets.padded import padded
from evidence_vault.gui.widgets.step_bar import StepBar
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import Workspace
from evidence_vault.translations import _


class ComplaintGuide(QWidget):
    """``keep_wanted``: what was chosen should be remembered. ``messages_wanted``: the third step is shown first."""

    left = Signal()
    keep_wanted = Signal()
    messages_wanted = Signal()
    make_wanted = Signal()
    sent_wanted = Signal()

    def __init__(self, workspace: Workspace, export: HandOverFlow) -> None:
        super().__init__()
        self._workspace = workspace
        self.flow = ComplaintFlow()
        self.export = export
        self.plan: Any = None
        self.messages: tuple[Any, ...] = ()
        self.title = label("", "title")
        self.bar = StepBar([_(STEP_NAMES[step]) for step in STEPS])
        self.bar.chosen.connect(lambda place: self.show_step(STEPS[place]))
        self.entry, self.reason, self.message_step = EntryStep(), ReasonStep(), MessagesStep()
        self.pictures, self.text = PicturesStep(workspace), TextStep()
        self.card = ComplaintCard(workspace, self.text.copy_text)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.entry.chosen.connect(lambda entry: self.flow.choose_entry(entry, self.plan))
        self.reason.chosen.connect(lambda code: setattr(self.flow, "category", code))
        self.message_step.changed.connect(lambda: setattr(self.flow, "picks", self.message_step.picks()))
        self.text.changed.connect(lambda: setattr(self.flow, "text", self.text.text()))

    def _lay_out(self) -> None:
        self.language, self.form = LanguageField(self.export), FormChoice(self.export)
        self.place = PlaceChoice(self._workspace, self.export)
        self.form.changed.connect(lambda: self.place.take(self.export.folder))
        self.place.chosen.connect(self._show_ready)
        ending = QVBoxLayout()
        ending.setSpacing(theme.current().space(3))
        ending.addWidget(self.card)
        ending.addWidget(label(_("The package: a folder for your phone, with this card in it"), "title"))
        ending.addWidget(card(column(self.language, self.form, gap=4)))
        ending.addWidget(self.place)
        self._steps: dict[Step, QScrollArea] = {
            Step.ENTRY: scrolling(padded(column(self.entry))),
            Step.REASON: scrolling(padded(column(self.reason))),
            Step.MESSAGES: scrolling(padded(column(self.message_step))),
            Step.PICTURES: scrolling(padded(column(self.pictures))),
            Step.TEXT: scrolling(padded(column(self.text))),
            Step.CARD: scrolling(padded(ending)),
        }
        self.stack = QStackedWidget()
        for step in STEPS:
            self.stack.addWidget(self._steps[step])
        self.back = button(_("Back"), self._back, icon="arrow-left")
        self.next = button(_("Next step"), lambda: self.show_step(self.flow.next_step(1)), look="primary")
        self.sent = button(_("I have sent it …"), self.sent_wanted.emit, icon="send")
        self.make = button(_("Make the package"), self.make_wanted.emit, look="primary", icon="package-check")
        self.again = QVBoxLayout()
        layout = column(self.title, self.bar, self.again, gap=2)
        layout.addWidget(self.stack, 1)
        layout.addLayout(row(self.back, None, self.sent, self.make, self.next, gap=2))
        self.setLayout(layout)

    def start(self, plan: Any) -> None:
        """Begin with a platform."""
        self.plan = plan
        self.flow.start(plan)
        self.messages = ()
        self.export.start(COMPLAINT)
        self.place.take(None)
        self.title.setText(_("Complaint to {platform}").format(platform=plan.draft.platform_name))
        self.show_step(Step.ENTRY)

    def _show_again(self) -> None:
        clear(self.again)
        words = again_words(self.plan, self.flow)
        if words is not None:
            self.again.addWidget(Banner("info", *words))

    def _back(self) -> None:
        if self.flow.step is Step.ENTRY:
            self.keep_wanted.emit()
            self.left.emit()
        else:
            self.show_step(self.flow.next_step(-1))

    def show_step(self, step: Step) -> None:
        """Go to a step; what was chosen until here is remembered."""
        self.flow.step = step
        self._fill(step)
        self.stack.setCurrentWidget(self._steps[step])
        self._steps[step].verticalScrollBar().setValue(0)
        self.bar.show_step(STEPS.index(step))
        self._show_again()
        is_last = step is Step.CARD
        self.next.setVisible(not is_last)
        self.make.setVisible(is_last)
        self.sent.setVisible(is_last)
        self._show_ready()
        if is_last and self.isVisible():
            self.take_keyboard()  # the button that was pressed is gone
        self.keep_wanted.emit()

    def take_keyboard(self) -> None:
        """Give the keyboard to the name of the step, from where Tab leads into it."""
        self.bar.buttons[STEPS.index(self.flow.step)].setFocus()

    def _fill(self, step: Step) -> None:
        plan, flow = self.plan, self.flow
        if step is Step.ENTRY:
            self.entry.show_plan(plan, flow.entry)
        elif step is Step.REASON:
            self.reason.show_plan(plan, flow.entry, flow.category)
        elif step is Step.MESSAGES:
            self.messages_wanted.emit()
        elif step is Step.PICTURES:
            self.pictures.show_plan(plan, flow.places)
        elif step is Step.TEXT:
            self.text.show_text(plan, flow.text)
        else:
            self.card.show_flow(plan, flow)

    def show_messages(self, messages: tuple[Any, ...]) -> None:
        """The messages were read; those suggested are ticked until the person chooses otherwise."""
        self.messages = messages
        self.message_step.show_messages(self.plan, messages, self.flow.picks)
        if self.flow.picks is None:
            self.flow.picks = self.message_step.picks()

    def options(self) -> Any:
        """The ``ExportOptions`` of what was chosen."""
        from dataclasses import replace

        flow = self.flow
        return replace(
            self.export.options(),
            platform=flow.platform,
            complaint_entry=flow.entry,
            complaint_category=flow.category,
            complaint_text=flow.text.strip() or None,
            picture_item_ids=flow.places.chosen(),
            message_picks=None if flow.picks is None else tuple(sorted(flow.picks)),
        )

    def _show_ready(self) -> None:
        self.make.setEnabled(self.export.is_ready)

    def set_busy(self, *, busy: bool) -> None:
        """While the package is made nothing may be changed."""
        for widget in (self.bar, self.stack, self.back, self.sent, self.make):
            widget.setEnabled(not busy)
        if not busy:
            self._show_ready()
