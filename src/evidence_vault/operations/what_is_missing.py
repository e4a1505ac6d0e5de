# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do next in a case: the capture checklist, what is still missing, what was paid."""

from evidence_vault.cases import checklist as capture
from evidence_vault.cases.checklist import CheckState
from evidence_vault.cases.missing import MissingFact, missing_facts
from evidence_vault.cases.payments import totals
from evidence_vault.cases.timeline import TimelineEntry, timeline
from evidence_vault.money import MoneyTotal
from evidence_vault.operations.edit_case import load_case, put_fact
from evidence_vault.records import Actor, CaseFile
from evidence_vault.vault.vault import Vault


def checklist(vault: Vault, case_id: str) -> tuple[CheckState, ...]:
    """The capture checklist with what was ticked off."""
    return capture.checklist(load_case(vault, case_id), vault.facts("checklist", case_id=case_id))


def tick(vault: Vault, case_id: str, check_id: str, state: str, actor: Actor) -> None:
    """Set a check to done, not-needed, or (``open``) back."""
    earlier = next(
        (fact for fact in vault.facts("checklist", case_id=case_id) if fact.fields.get("check_id") == check_id), None
    )
    if state == capture.OPEN:
        if earlier:
            vault.retract(earlier.id, actor=actor)
        return
    fields = {"check_id": check_id, "state": state}
    put_fact(vault, case_id, "checklist", fields, actor, fact_id=earlier.id if earlier else None)


def missing(vault: Vault, case_id: str) -> tuple[MissingFact, ...]:
    """What the platform and the police will ask for and the case does not say yet."""
    return missing_facts(load_case(vault, case_id), len(vault.exhibits(case_id)))


def case_totals(case: CaseFile) -> tuple[MoneyTotal, ...]:
    """What was sent, received and recovered, per currency."""
    return totals(case.payments)


def case_timeline(case: CaseFile) -> tuple[TimelineEntry, ...]:
    """Events, payments and reports in order of time."""
    return timeline(case)
