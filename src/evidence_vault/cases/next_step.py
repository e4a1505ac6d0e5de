# SPDX-License-Identifier: GPL-3.0-or-later
"""The one thing to do next in a case, and why. A suggestion: nothing waits for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence_vault.cases.checklist import OPEN, CheckState
from evidence_vault.cases.missing import MissingFact
from evidence_vault.money import can_be_stopped
from evidence_vault.records import CaseFile
from evidence_vault.translations import N_

MONEY_KEEPERS = frozenset({"bank", "payment_provider", "exchange"})
POLICE = "police"


@dataclass(frozen=True, slots=True)
class NextStep:
    """``what`` and ``why`` are English sources of words; ``section`` and ``target`` say where it is done."""

    id: str
    what: str
    why: str
    section: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class CaseState:
    """What the suggestion looks at. ``proposals``: payments in bills while the ledger is empty."""

    case: CaseFile
    exhibits: int
    proposals: int
    checks: tuple[CheckState, ...]
    missing: tuple[MissingFact, ...]
    today: str

    @property
    def money_sent(self) -> bool:
        """Whether a payment is recorded that might still be stopped, or a loss."""
        return any(can_be_stopped(one.fields) for one in self.case.payments) or bool(self.case.fields.get("total_loss"))

    def was_told(self, kinds: frozenset[str]) -> bool:
        """Whether a report to one of these kinds of offices is recorded."""
        return any(report.fields.get("org_type") in kinds for report in self.case.reports)


CALL = NextStep(
    "call",
    N_("Call your bank, then the police"),
    N_("Money was sent, and no call is recorded. The sooner they know, the more they can do."),
    "todo",
)
TAKE_OVER = NextStep(
    "take-over",
    N_("Take over the payments from your bill"),
    N_("It tells of payments, and the ledger is still empty. Bank and police ask for these first."),
    "money",
)
ADD_EVIDENCE = NextStep(
    "evidence",
    N_("Add what you have: screenshots, chats, bills"),
    N_("What is in the vault stays as it is, whatever happens to the phone or the account."),
    "evidence",
)
TELL_POLICE = NextStep(
    "police",
    N_("Report to the police"),
    N_("No report to the police is recorded. Banks and platforms ask for its number."),
    "hand-over",
)
TELL_BANK = NextStep(
    "bank",
    N_("Tell your bank or payment service"),
    N_("The police know, but no call to the bank is recorded. It can act on its own."),
    "todo",
)
DUE = NextStep(
    "due",
    N_("Ask how it stands"),
    N_("The day you noted for the next step has come."),
    "timeline",
)
WHO = NextStep(
    "who",
    N_("Write down who it was"),
    N_("The account, number or address of the other side is what others search for."),
    "people",
)
PAYMENT = NextStep(
    "payment",
    N_("Complete a payment"),
    N_("A number, an account or the exact time is missing. With it the money is found faster."),
    "money",
)
STORY = NextStep(
    "story",
    N_("Tell what happened, in your own words"),
    N_("A few sentences are enough to begin. You can change them at any time."),
    "about",
    "text",
)
CHECKLIST = NextStep(
    "checklist",
    N_("Go on with the list of what to save"),
    N_("Some of it can disappear: profiles are renamed, chats are withdrawn."),
    "todo",
)
COMPLAIN = NextStep(
    "complain",
    N_("Complain to the platform"),
    N_("The important things are saved. Now the account that wrote to you can be reported."),
    "complaints",
)
KEEP_LOG = NextStep(
    "log",
    N_("Write down every answer you get"),
    N_("Everything this page knows of is done. Keep the phone and the originals."),
    "timeline",
)


def next_step(state: CaseState) -> NextStep:
    """The most urgent thing that is not done."""
    return next(_steps(state))


def _steps(state: CaseState) -> Iterator[NextStep]:
    yield from _first_hours(state)
    yield from _facts_wanted(state)
    if any(check.applies and check.state == OPEN for check in state.checks):
        yield CHECKLIST
    if not state.was_told(frozenset({"platform"})):
        yield COMPLAIN
    if any(str(report.fields.get("next_step_due") or "9") <= state.today for report in state.case.reports):
        yield DUE
    yield KEEP_LOG


def _first_hours(state: CaseState) -> Iterator[NextStep]:
    told_bank, told_police = state.was_told(MONEY_KEEPERS), state.was_told(frozenset({POLICE}))
    if state.money_sent and not (told_bank or told_police):
        yield CALL
    if state.proposals:
        yield TAKE_OVER
    if not state.exhibits:
        yield ADD_EVIDENCE
    if state.money_sent and not told_bank:
        yield TELL_BANK
    if not told_police:
        yield TELL_POLICE


def _facts_wanted(state: CaseState) -> Iterator[NextStep]:
    by_entity = {fact.entity: fact for fact in reversed(state.missing)}
    if "suspect" in by_entity or "identifier" in by_entity:
        yield WHO
    payment = by_entity.get("payment")
    if payment is not None and payment.fact_id:
        yield NextStep(PAYMENT.id, PAYMENT.what, PAYMENT.why, PAYMENT.section, payment.fact_id)
    if "narrative" in by_entity:
        yield STORY
