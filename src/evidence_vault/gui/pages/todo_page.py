# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do now: the home of a case. It suggests and never blocks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from evidence_vault.clock import SystemClock
from evidence_vault.gui import theme
from evidence_vault.gui.card_printing import CardPrinting
from evidence_vault.gui.fact_editing import Editing, EditingWords, FactEditing
from evidence_vault.gui.flows.timeline_words import STEP, STEP_GROUPS
from evidence_vault.gui.flows.todo_words import missing_lines
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.capture_checklist import CaptureChecklist
from evidence_vault.gui.widgets.fact_form import FactForm
from evidence_vault.gui.widgets.first_hour import (
    FirstHourActions,
    first_hour_card,
    none_sent_line,
    question_card,
    told_card,
)
from evidence_vault.gui.widgets.layout import card, clear, column, scrolling
from evidence_vault.gui.widgets.official_contacts import OfficialContacts
from evidence_vault.gui.widgets.padded import padded
from evidence_vault.gui.widgets.todo_cards import cautions_card, clocks_card, missing_card, next_card, order_card
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, ResultAction
from evidence_vault.translations import N_, _, interface_words

COUNTRY = "todo-country"
"""Remembered: the list of contacts that was chosen, for cases that name no country."""
WIDE = 66
"""In widths of body text: from here on there are two columns."""
_CALL_WORDS = EditingWords(
    new=N_("Whom did you call?"),
    change=N_("Change what I did"),
    added=N_("It is recorded, and stands in the timeline and in the report."),
    changed=N_("The timeline was changed. The earlier words stay in the history."),
    removed=N_("Taken out of the timeline. It stays in the history."),
    kept=N_("It is not saved yet. What you typed is kept until the vault is locked."),
)


@dataclass(frozen=True, slots=True)
class TodoRead:
    """What the page shows: ``todo`` is ``operations.what_to_do.WhatToDo``."""

    todo: Any
    sections: Mapping[str, str]
    call_fields: Any
    exhibits: Any


class _Place(QVBoxLayout):
    """Holds one card, and makes it anew only when what it shows has changed: nothing jumps, the focus stays."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None

    def show(self, what: object, make: Callable[[], QWidget | None]) -> None:
        if what == self._shown:
            return
        self._shown = what
        clear(self)
        widget = make()
        if widget is not None:
            self.addWidget(widget)


class TodoPage(Page):
    """Everything is read at once; every line leads to where it is done."""

    title = N_("What to do now")
    purpose = N_("One step after the other. Nothing here is a must, and nothing waits for it.")
    help = N_(
        "Money sent? The card at the top has the numbers that bank and police ask for; you can print it.\n"
        "“I have called” records whom you called and when; this stands in the report.\n"
        "Tick the list of what to save as you go, and mark what does not apply.\n"
        "Limits and contacts come with the program, with their source and date. Check them before you rely on them.\n"
        "Whoever asks for a fee to get your money back is cheating you."
    )
    follows = ("case", "evidence")

    def build(self) -> QWidget:
        """The card of the first hour above two columns."""
        self._read: TodoRead | None = None
        self._read_case: str | None = None
        self.printing = CardPrinting(self.workspace, self)
        self.calls = FactEditing(self, "todo", "report", _CALL_WORDS, self._call_form)
        self.calls.first_field = "organisation"
        self.checklist = CaptureChecklist(self.workspace)
        self.checklist.chosen.connect(self._tick)
        self.contacts = OfficialContacts()
        self.contacts.chosen.connect(self._choose_country)
        self._top, self._next, self._missing = _Place(), _Place(), _Place()
        self._order, self._clocks, self._cautions = _Place(), _Place(), _Place()
        hint = label(_("Profiles are renamed and chats withdrawn: save these first. Tick what you have."), "muted")
        saving = card(column(label(_("What to save"), "title"), hint, self.checklist, gap=2))
        left = column(self._next, self._missing, saving, None)
        right = column(self._order, self._clocks, self._cautions, self.contacts, None)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.current().space(3))
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        return scrolling(padded(column(self._top, self._columns, None)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the columns stand below each other."""
        super().resizeEvent(event)
        is_wide = self.width() >= theme.current().body * WIDE
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(beside if is_wide else below)

    # --- what is shown

    def refresh(self) -> None:
        """Read it all."""
        case_id = self.workspace.case_id
        if case_id is None:
            return
        if self._read_case != case_id:
            self.show_loading()

        def done(read: TodoRead) -> None:
            self._read_case = case_id
            self._show(read)

        self.workspace.read(self, lambda vault: _read(vault, case_id), done, failed=self.show_problem)

    def _show(self, read: TodoRead) -> None:
        self._read = read
        todo, tag, told = read.todo, interface_words().tag, read.todo.told_police
        self._top.show(
            (self._read_case, todo.money, todo.payments, todo.payer, todo.case_zone, todo.calls, todo.told_bank, told),
            lambda: self._top_card(todo, tag),
        )
        self._next.show(todo.next, lambda: next_card(todo.next, self._go))
        lines = missing_lines(todo.missing, read.sections)
        self._missing.show(lines, lambda: missing_card(lines, self._go))
        self.checklist.show_checks(todo.checks, tag)
        self._order.show(todo.actions, lambda: order_card(todo.actions, tag, self._go))
        self._clocks.show((todo.clocks, todo.case_zone), lambda: clocks_card(todo, tag))
        self._cautions.show(todo.cautions, lambda: cautions_card(todo.cautions, tag))
        self.contacts.show_lists(todo.contacts, self._country(todo), tag)
        self.show_content()

    def _country(self, todo: Any) -> str:
        kept = self.workspace.settings.view(COUNTRY)
        known = {one.id for one in todo.contacts}
        return kept if kept in known and todo.country == "other" else str(todo.country)

    def _choose_country(self, country: str) -> None:
        self.workspace.settings.set_view(COUNTRY, country)

    def _top_card(self, todo: Any, tag: str) -> QWidget:
        actions = FirstHourActions(
            print_card=self.printing.print_card,
            save_card=self.printing.save_card,
            called=self.record_call,
            complete=lambda payment: self._go("money", payment),
            add_payment=lambda: self._go("money", ("add", None)),
            no_money=lambda: self._say_no_money(sent=False),
            money_after_all=lambda: self._say_no_money(sent=True),
            hand_over_now=self.printing.save_papers,
        )
        makers: Mapping[str, Callable[[], QWidget]] = {
            "unknown": lambda: question_card(actions),
            "none-sent": lambda: none_sent_line(actions),
            "sent": lambda: first_hour_card(todo, tag, actions),
            "told": lambda: told_card(todo, actions),
        }
        return makers[todo.money]()

    def _go(self, section: str, target: object) -> None:
        self.workspace.show_section(section, target)

    # --- what is recorded

    def _call_form(self) -> FactForm | None:
        read = self._read
        if read is None:
            return None
        return FactForm(STEP, STEP_GROUPS, read.call_fields, exhibits=read.exhibits, needs_zone=not read.todo.case_zone)

    def record_call(self) -> None:
        """Open the form for a call, with the time it is now."""
        if self._read is not None:
            kind = "police" if self._read.todo.told_bank else "bank"
            now = SystemClock().now().isoformat(timespec="minutes")
            self.calls.open(Editing(None, {"org_type": kind, "reported_at": now}))

    def _say_no_money(self, *, sent: bool) -> None:
        case_id, actor = self.workspace.case_id or "", self.workspace.actor

        def change(*, value: bool) -> None:
            def work(vault: OpenVault) -> None:
                from evidence_vault.operations import what_to_do

                what_to_do.say_no_money_sent(vault, case_id, actor, sent=value)

            self.workspace.change(self, work)

        change(value=sent)
        if not sent:
            undo = ResultAction(_("Undo"), lambda: change(value=True))
            self.workspace.tell(_("Kept: no money was sent."), undo)

    def _tick(self, check_id: str, state: str) -> None:
        case_id, actor = self.workspace.case_id or "", self.workspace.actor

        def work(vault: OpenVault) -> None:
            from evidence_vault.operations import what_is_missing

            what_is_missing.tick(vault, case_id, check_id, state, actor)

        self.workspace.change(self, work)

    def leave(self) -> None:
        """Save a form that can be saved as it stands."""
        self.calls.leave()


def _read(vault: OpenVault, case_id: str) -> TodoRead:
    from evidence_vault.operations import fact_forms, what_to_do

    return TodoRead(
        what_to_do.what_to_do(vault, case_id),
        what_to_do.SECTION_OF,
        fact_forms.form_fields("report"),
        fact_forms.exhibit_choices(vault, case_id),
    )
