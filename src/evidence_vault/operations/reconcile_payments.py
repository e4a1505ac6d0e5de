# SPDX-License-Identifier: GPL-3.0-or-later
"""Lays the payments of a case beside its bills, chats and vouchers; pairs are offered, the person decides."""

from collections.abc import Iterable

from evidence_vault.cases.dossier import case_exhibits
from evidence_vault.cases.exhibit_kinds import is_page
from evidence_vault.cases.reconciliation import (
    DIFFERENT,
    SAME,
    Difference,
    Mention,
    Offer,
    PaymentCheck,
    Reconciliation,
    reconcile,
)
from evidence_vault.operations.edit_case import load_case, put_fact
from evidence_vault.operations.mentioned_payments import mentioned_payments
from evidence_vault.records import Actor, CaseFile, Exhibit, Fact, Fields, Json
from evidence_vault.vault.vault import Vault

__all__ = [
    "DIFFERENT",
    "SAME",
    "Difference",
    "Mention",
    "Offer",
    "PaymentCheck",
    "Reconciliation",
    "decide_match",
    "forget_match",
    "reconcile_payments",
    "take_match_back",
]

_MATCH = "match"


def reconcile_payments(vault: Vault, case_id: str) -> Reconciliation:
    """What was told, what bills, chats and vouchers show, and what differs. Raises NoSuchEntry."""
    case = load_case(vault, case_id)
    zone = case.fields.get("timezone")
    return reconcile(
        case.payments,
        mentioned_payments(vault, case_id),
        vault.facts(_MATCH, case_id=case_id),
        vouchers=vouchers_of(case.payments, case_exhibits(vault, case_id)),
        other_side=names_of_other_side(case),
        case_zone=zone if isinstance(zone, str) else None,
    )


def decide_match(  # noqa: PLR0917 - the window calls it so
    vault: Vault, case_id: str, payment_id: str, mention: Mention, verdict: str, actor: Actor
) -> Fact:
    """Keep the person's word that a line of a bill or chat is ``same`` or ``different``; nothing is merged.

    Raises FactInvalid, NoSuchEntry.
    """
    place: dict[str, Json] = {"payment_id": payment_id, "item_id": mention.item_id, "seq": mention.seq}
    earlier = _said(vault, case_id, place)
    fields: Fields = {**place, "span_sha256": mention.span_sha256, "verdict": verdict}
    return put_fact(vault, case_id, _MATCH, fields, actor, fact_id=earlier.id if earlier else None)


def take_match_back(vault: Vault, match: Fact, actor: Actor) -> None:
    """Forget what the person said about a line; what was said stays in the log. Raises NoSuchEntry."""
    vault.retract(match.id, actor=actor)


def forget_match(vault: Vault, case_id: str, payment_id: str, mention: Mention, actor: Actor) -> None:
    """Forget what the person said about a payment and a line, if anything."""
    said = _said(vault, case_id, {"payment_id": payment_id, "item_id": mention.item_id, "seq": mention.seq})
    if said is not None:
        vault.retract(said.id, actor=actor)


def _said(vault: Vault, case_id: str, place: Fields) -> Fact | None:
    return next((one for one in vault.facts(_MATCH, case_id=case_id) if place.items() <= one.fields.items()), None)


def vouchers_of(payments: Iterable[Fact], exhibits: Iterable[Exhibit]) -> dict[str, tuple[str, ...]]:
    """For each payment the numbers of the pictures and documents that it names as its proof."""
    known: dict[str, Exhibit] = {}
    for exhibit in exhibits:
        known[exhibit.number] = known[exhibit.item.id] = exhibit
    found = {}
    for payment in payments:
        named = payment.fields.get("evidence_items")
        proofs = [known[str(one)] for one in named if str(one) in known] if isinstance(named, list) else []
        found[payment.id] = tuple(one.number for one in proofs if is_page(one.item))
    return found


def names_of_other_side(case: CaseFile) -> frozenset[str]:
    """Names and accounts of suspects and of those to whom payments went, without spaces and case."""
    texts: list[object] = []
    for suspect in case.suspects:
        texts += [suspect.fields.get(name) for name in ("claimed_name", "claimed_org", "real_name_known")]
        texts += [one.get(name) for one in suspect.identifiers for name in ("value_exact", "display_name")]
    for payment in case.payments:
        side = "from" if payment.fields.get("direction") == "received" else "to"
        texts += [payment.fields.get(f"{side}_account_name"), payment.fields.get(f"{side}_account_no")]
    return frozenset("".join(str(text).split()).casefold() for text in texts if text)
