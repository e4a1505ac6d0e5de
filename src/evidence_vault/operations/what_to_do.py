# SPDX-License-Identifier: GPL-3.0-or-later
"""The home of a case: whom to call now, what comes next, what runs, what is missing. It suggests and never blocks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from evidence_vault.cases import checklist as capture
from evidence_vault.cases.checklist import CheckState
from evidence_vault.cases.first_steps import (
    Action,
    Caution,
    RunningClock,
    first_steps,
    running_clocks,
)
from evidence_vault.cases.missing import MissingFact, missing_facts
from evidence_vault.cases.next_step import MONEY_KEEPERS, POLICE, CaseState, NextStep, next_step
from evidence_vault.clock import SystemClock
from evidence_vault.complaints.contacts import ContactList, contact_lists, contacts_for
from evidence_vault.complaints.whom_to_call import CaseContact, countries_of, whom_to_call
from evidence_vault.money import BILLS, can_be_stopped
from evidence_vault.operations.edit_case import load_case
from evidence_vault.operations.what_is_missing import tick
from evidence_vault.records import Actor, Fact
from evidence_vault.vault.vault import Vault

NO_MONEY = "no_money_sent"
"""Kept beside the checks: the person said that nothing was paid."""
UNKNOWN, NONE_SENT, SENT, TOLD = "unknown", "none-sent", "sent", "told"

SECTION_OF: Mapping[str, str] = {
    "payment": "money",
    "suspect": "people",
    "identifier": "people",
    "person": "people",
    "narrative": "about",
    "case": "about",
    "exhibit": "evidence",
}
"""Where a missing fact is recorded in the window."""


@dataclass(frozen=True, slots=True)
class WhatToDo:
    """Everything the page shows. ``money``: unknown, none-sent, sent (nobody told yet) or told.

    ``payments``: those that might still be stopped, the latest first. ``payer``: the person who paid, if recorded.
    ``told_bank``, ``told_police``: whether such a report is recorded. ``proposals``: payments in bills while
    the ledger is empty. ``calls``: whom to call in this case, the rows of the printed card. ``contacts``: every list;
    ``country`` the id of the one that fits.
    """

    money: str
    payments: tuple[Fact, ...]
    payer: Fact | None
    case_zone: object
    told_bank: bool
    told_police: bool
    proposals: int
    next: NextStep
    checks: tuple[CheckState, ...]
    missing: tuple[MissingFact, ...]
    actions: tuple[Action, ...]
    clocks: tuple[RunningClock, ...]
    cautions: tuple[Caution, ...]
    calls: tuple[CaseContact, ...]
    contacts: tuple[ContactList, ...]
    country: str
    compiled_on: str
    last_reviewed: str


def what_to_do(vault: Vault, case_id: str, now: datetime | None = None) -> WhatToDo:
    """Read it all. ``now``: aware; this computer's time where it is not given. Raises NoSuchEntry, TemplateInvalid."""
    now = now or SystemClock().now()
    state = _state(vault, case_id, now)
    case, steps = state.case, first_steps()
    money = _money(vault, state)
    stoppable = [one for one in case.payments if can_be_stopped(one.fields)]
    return WhatToDo(
        money=money,
        payments=tuple(reversed(stoppable)),
        payer=next((one for one in case.people if one.fields.get("role") == "complainant"), None),
        case_zone=case.fields.get("timezone"),
        told_bank=state.was_told(MONEY_KEEPERS),
        told_police=state.was_told(frozenset({POLICE})),
        proposals=state.proposals,
        next=next_step(state),
        checks=state.checks,
        missing=state.missing,
        actions=tuple(one for one in steps.actions if one.when == "always" or money != NONE_SENT),
        clocks=running_clocks(case, now),
        cautions=steps.warnings,
        calls=whom_to_call(case),
        contacts=contact_lists(),
        country=contacts_for(countries_of(case)).id,
        compiled_on=steps.compiled_on,
        last_reviewed=steps.last_reviewed,
    )


def say_no_money_sent(vault: Vault, case_id: str, actor: Actor, *, sent: bool = False) -> None:
    """Remember that nothing was paid; ``sent`` takes it back. Raises NoSuchEntry."""
    tick(vault, case_id, NO_MONEY, capture.OPEN if sent else capture.NOT_NEEDED, actor)


def _state(vault: Vault, case_id: str, now: datetime) -> CaseState:
    case = load_case(vault, case_id)
    exhibits = len(vault.exhibits(case_id))
    checks = capture.checklist(case, vault.facts("checklist", case_id=case_id))
    missing = missing_facts(case, exhibits)
    if _said_none(vault, case_id):
        missing = tuple(one for one in missing if one.entity != "payment" or one.fact_id)
    return CaseState(
        case, exhibits, 0 if case.payments else _in_bills(vault, case_id), checks, missing, now.date().isoformat()
    )


def _in_bills(vault: Vault, case_id: str) -> int:
    conversations = vault.conversations(case_id=case_id)
    return sum(one.messages for one in conversations if one.conversation.platform in BILLS)


def _money(vault: Vault, state: CaseState) -> str:
    if state.money_sent:
        return TOLD if state.was_told(MONEY_KEEPERS | {POLICE}) else SENT
    return NONE_SENT if state.case.payments or _said_none(vault, state.case.id) else UNKNOWN


def _said_none(vault: Vault, case_id: str) -> bool:
    ticks = vault.facts("checklist", case_id=case_id)
    return any(fact.fields.get("check_id") == NO_MONEY for fact in ticks)
