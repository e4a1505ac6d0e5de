# SPDX-License-Identifier: GPL-3.0-or-later
"""Records facts: always the whole new set of fields; earlier values stay in the journal."""

import secrets

from evidence_vault.records import Actor, Fact, Fields
from evidence_vault.vault.ledger import Ledger
from evidence_vault.vault.log_queries import one_fact


def put_fact(
    ledger: Ledger, entity: str, fields: Fields, *, actor: Actor, case_id: str | None, fact_id: str | None
) -> Fact:
    """Record a new fact, or the new state of one. The fact of a case belongs to the case it makes."""
    before = None
    if fact_id is None:
        fact_id = secrets.token_hex(16)
    elif ledger.database.row("SELECT id FROM facts WHERE id = ?", (fact_id,)) is not None:
        known = one_fact(ledger.database, fact_id)
        before, case_id = dict(known.fields), case_id or known.case_id
    ledger.record(
        "put",
        {"entity": entity, "fields": dict(fields), "before": before},
        actor=actor,
        subjects=[fact_id],
        case_id=fact_id if entity == "case" else case_id,
        custody=False,
    )
    return one_fact(ledger.database, fact_id)


def retract_fact(ledger: Ledger, fact_id: str, *, actor: Actor) -> None:
    """Take a fact back; what it said stays in the journal. Raises NoSuchEntry."""
    fact = one_fact(ledger.database, fact_id)
    ledger.record(
        "retracted",
        {"entity": fact.entity, "fields": {}, "before": dict(fact.fields)},
        actor=actor,
        subjects=[fact_id],
        case_id=fact.case_id,
        custody=False,
    )
