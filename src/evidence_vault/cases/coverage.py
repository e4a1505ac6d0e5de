# SPDX-License-Identifier: GPL-3.0-or-later
"""For each suspect and payment: which proof is there, and which is missing. A list to work through, never a gate.

What the program can see by itself counts (an exhibit that an account or payment names, a marked message); what it
cannot see, the person says with a "proof" fact, also that something does not apply.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from evidence_vault.cases.exhibit_kinds import is_page
from evidence_vault.cases.moments import sort_moment
from evidence_vault.cases.references import names, reference_to
from evidence_vault.records import CaseFile, Exhibit, Fact, Fields, Suspect
from evidence_vault.translations import N_

THERE, MISSING, NOT_NEEDED = "there", "missing", "not-needed"
SUSPECT_KINDS = ("profile", "inducement", "instruction", "refusal")
PAYMENT_KINDS = ("voucher", "bill", "instruction")
KIND_WORDS: Mapping[str, str] = {
    "profile": N_("A page that shows the ID or account"),
    "inducement": N_("What they promised"),
    "instruction": N_("Where they told you how to pay"),
    "voucher": N_("The voucher or receipt"),
    "bill": N_("The line in the bill or statement"),
    "refusal": N_("The refusal or the block"),
}
_CHANGING_NAMES = frozenset({"wechat_nickname", "app_name", "other"})
"""Kinds of identifiers that are no permanent ID."""
BEFORE_PAYMENT = timedelta(days=3)
"""A marked instruction counts for a payment that was made at most so long after it."""


@dataclass(frozen=True, slots=True)
class MarkedMessage:
    """A message that the person marked: where it stands, who wrote it and when."""

    kind: str
    item_id: str
    conversation_id: str
    seq: int
    sender: str | None
    sender_id: str | None
    sent_at: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What shows it: the number of an exhibit, or a message (``mark``) in one."""

    exhibit: str
    mark: MarkedMessage | None = None


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One kind of proof for one suspect or payment. ``state``: there, missing, not-needed.

    ``subject`` is suspect or payment, ``fact_id`` which, ``about`` how a "proof" names it; ``proof`` the person's own
    word, where there is one.
    """

    subject: str
    fact_id: str
    about: str
    kind: str
    state: str
    shown: tuple[Shown, ...] = ()
    proof: Fact | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What coverage looks at beside the case. ``bills``: payment id to the exhibits whose line belongs to it.

    ``suspects``: the facts of the case's suspects with the writer's keys, by which a "proof" may name them.
    """

    exhibits: Sequence[Exhibit]
    marks: Sequence[MarkedMessage] = ()
    vouchers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bills: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    suspects: Sequence[Fact] = ()


def coverage(case: CaseFile, seen: Seen) -> tuple[CoverageLine, ...]:
    """Every kind of proof for every suspect and payment, in the order of the case."""
    return tuple(_Coverage(case, seen).lines())


class _Coverage:
    def __init__(self, case: CaseFile, seen: Seen) -> None:
        self._case = case
        self._seen = seen
        self._numbers = {exhibit.item.id: exhibit.number for exhibit in seen.exhibits}
        self._by_name = {key: one for one in seen.exhibits for key in (one.number, one.item.id)}
        zone = case.fields.get("timezone")
        self._zone = zone if isinstance(zone, str) else None

    def lines(self) -> Iterator[CoverageLine]:
        for suspect, fact in zip(self._case.suspects, self._seen.suspects, strict=True):
            for kind in SUSPECT_KINDS:
                yield self._line(fact, kind, tuple(self._for_suspect(suspect, kind)))
        for payment in self._case.payments:
            if payment.fields.get("direction") != "received":
                for kind in PAYMENT_KINDS:
                    yield self._line(payment, kind, tuple(self._for_payment(payment, kind)))

    def _line(self, fact: Fact, kind: str, seen: tuple[Shown, ...]) -> CoverageLine:
        about = reference_to(fact)
        said = [
            one for one in self._case.proofs
            if one.fields.get("kind") == kind and names(one.fields.get("about"), fact)
        ]  # fmt: skip
        own = tuple(Shown(number) for one in said for number in self._named(one.fields, "evidence_items"))
        shown = tuple(dict.fromkeys((*own, *seen)))
        is_waived = any(one.fields.get("not_needed") for one in said)
        state = THERE if shown else NOT_NEEDED if is_waived else MISSING
        return CoverageLine(fact.entity, fact.id, about, kind, state, shown, said[-1] if said else None)

    # --- suspects

    def _for_suspect(self, suspect: Suspect, kind: str) -> Iterator[Shown]:
        if kind == "profile":
            for identifier in suspect.identifiers:
                if identifier.get("type") not in _CHANGING_NAMES:
                    pictures = (one for one in self._named(identifier, "seen_in_items") if self._is_picture(one))
                    yield from (Shown(number) for number in pictures)
            return
        for mark in self._seen.marks:
            if mark.kind == kind and mark.item_id in self._numbers and self._is_of(suspect, mark):
                yield Shown(self._numbers[mark.item_id], mark)

    def _is_of(self, suspect: Suspect, mark: MarkedMessage) -> bool:
        if len(self._case.suspects) == 1:
            return True
        known = {one.get(name) for one in suspect.identifiers for name in ("value_exact", "display_name")}
        known |= {suspect.fields.get("claimed_name")}
        return bool({mark.sender, mark.sender_id} & (known - {None}))

    # --- payments

    def _for_payment(self, payment: Fact, kind: str) -> Iterator[Shown]:
        if kind == "voucher":
            yield from map(Shown, self._seen.vouchers.get(payment.id, ()))
        elif kind == "bill":
            yield from map(Shown, self._seen.bills.get(payment.id, ()))
        else:
            yield from map(Shown, self._where_account_is_told(payment))
            for mark in self._seen.marks:
                if mark.kind == kind and mark.item_id in self._numbers and self._is_shortly_before(mark, payment):
                    yield Shown(self._numbers[mark.item_id], mark)

    def _where_account_is_told(self, payment: Fact) -> Iterator[str]:
        accounts = {payment.fields.get(name) for name in ("to_account_no", "iban", "crypto_to_wallet")} - {None}
        own = set(self._named(payment.fields, "evidence_items"))
        for suspect in self._case.suspects:
            for identifier in suspect.identifiers:
                if identifier.get("value_exact") in accounts:
                    vouchers = set(self._seen.vouchers.get(payment.id, ())) & own
                    yield from (one for one in self._named(identifier, "seen_in_items") if one not in vouchers)

    def _is_shortly_before(self, mark: MarkedMessage, payment: Fact) -> bool:
        at, zone = payment.fields.get("sent_at"), payment.fields.get("timezone") or self._zone
        paid = _moment(at if isinstance(at, str) else None, zone if isinstance(zone, str) else None)
        told = _moment(mark.sent_at, self._zone)
        return paid is not None and told is not None and timedelta(0) <= paid - told <= BEFORE_PAYMENT

    # --- exhibits

    def _named(self, fields: Fields, name: str) -> tuple[str, ...]:
        named = fields.get(name)
        listed = named if isinstance(named, list) else []
        return tuple(self._by_name[str(one)].number for one in listed if str(one) in self._by_name)

    def _is_picture(self, number: str) -> bool:
        return is_page(self._by_name[number].item)


def _moment(at: str | None, zone: str | None) -> datetime | None:
    """The time in UTC; a day alone begins at its first minute."""
    whole = f"{at}T00:00" if at and len(at) == len("2026-03-01") else at
    try:
        moment = datetime.fromisoformat(sort_moment(whole, zone))
    except ValueError:
        return None
    return moment.replace(tzinfo=None)
