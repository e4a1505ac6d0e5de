# SPDX-License-Identifier: GPL-3.0-or-later
"""Which proof each suspect and payment has and lacks, and what the person says about it."""

from collections.abc import Iterable, Iterator

from evidence_vault.cases.coverage import (
    KIND_WORDS,
    MISSING,
    NOT_NEEDED,
    THERE,
    CoverageLine,
    MarkedMessage,
    Seen,
    Shown,
    coverage,
)
from evidence_vault.cases.dossier import case_exhibits
from evidence_vault.operations.edit_case import load_case, put_fact
from evidence_vault.operations.message_marks import marked_messages
from evidence_vault.operations.reconcile_payments import reconcile_payments, vouchers_of
from evidence_vault.records import Actor, CaseFile, Exhibit, Fact, Fields, Json
from evidence_vault.vault.vault import Vault

__all__ = [
    "KIND_WORDS",
    "MISSING",
    "NOT_NEEDED",
    "THERE",
    "CoverageLine",
    "MarkedMessage",
    "Shown",
    "case_coverage",
    "say_not_needed",
    "say_proof",
]
_PROOF = "proof"


def case_coverage(vault: Vault, case_id: str) -> tuple[CoverageLine, ...]:
    """The list to work through. Raises NoSuchEntry."""
    case, exhibits = load_case(vault, case_id), case_exhibits(vault, case_id)
    bills = {
        check.payment.id: tuple(dict.fromkeys(_numbers(exhibits, (one.mention.item_id for one in check.bills))))
        for check in reconcile_payments(vault, case_id).checks
    }
    suspects = vault.facts("suspect", case_id=case_id)
    seen = Seen(exhibits, tuple(_marks(vault, case)), vouchers_of(case.payments, exhibits), bills, suspects)
    return coverage(case, seen)


def say_proof(vault: Vault, case_id: str, line: CoverageLine, exhibits: Iterable[str], actor: Actor) -> Fact:
    """Name the evidence (by number or id) that shows it, beside what was named before. Raises FactInvalid."""
    before = line.proof.fields.get("evidence_items") if line.proof else None
    named: list[Json] = list(dict.fromkeys((*(before if isinstance(before, list) else ()), *exhibits)))
    return _put(vault, case_id, line, {"evidence_items": named}, actor)


def say_not_needed(vault: Vault, case_id: str, line: CoverageLine, actor: Actor) -> Fact:
    """Say that this proof does not apply; ``vault.retract`` of the fact takes it back. Raises FactInvalid."""
    return _put(vault, case_id, line, {"not_needed": True}, actor)


def _put(vault: Vault, case_id: str, line: CoverageLine, said: Fields, actor: Actor) -> Fact:
    fields = {"about": line.about, "kind": line.kind, **said}
    return put_fact(vault, case_id, _PROOF, fields, actor, fact_id=line.proof.id if line.proof else None)


def _numbers(exhibits: Iterable[Exhibit], item_ids: Iterable[str]) -> Iterator[str]:
    known = {exhibit.item.id: exhibit.number for exhibit in exhibits}
    return (known[item_id] for item_id in item_ids if item_id in known)


def _marks(vault: Vault, case: CaseFile) -> Iterator[MarkedMessage]:
    for item_id, message, kind in marked_messages(vault, case.id):
        yield MarkedMessage(
            kind, item_id, message.conversation, message.seq, message.sender, message.sender_id, message.sent_at
        )
