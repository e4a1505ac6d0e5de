# SPDX-License-Identifier: GPL-3.0-or-later
"""What the other side's form or the police will ask for and the case does not say yet (DOMAIN §3.11).

A hint, never a gate: nothing here keeps anybody from exporting.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence_vault.records import CaseFile, Fact, Fields
from evidence_vault.translations import N_

PLATFORM, POLICE = "platform", "police"
_MINUTES = len("2026-03-01T09:30")


@dataclass(frozen=True, slots=True)
class MissingFact:
    """``audience``: platform or police. ``what``: English source of the words. ``fact_id``: where it belongs."""

    audience: str
    what: str
    entity: str
    field: str | None = None
    fact_id: str | None = None


_PAYMENT_FIELDS = (
    ("amount", N_("the amount of a payment")),
    ("currency", N_("the currency of a payment")),
    ("sent_at", N_("the time of a payment")),
    ("to_account_name", N_("who a payment went to")),
    ("to_account_no", N_("the account a payment went to")),
    ("reference_id", N_("the number of a payment on its voucher")),
    ("evidence_items", N_("the voucher of a payment as evidence")),
)
_PERSON_FIELDS = (
    ("full_name", N_("your name")),
    ("id_number", N_("the number of your identity document")),
    ("phone_e164", N_("your telephone number")),
    ("address", N_("your address")),
)
_CASE_FIELDS = (
    ("first_contact_at", N_("when the contact began")),
    ("discovered_at", N_("when you saw that it was a fraud")),
)


def missing_facts(case: CaseFile, exhibits: int) -> tuple[MissingFact, ...]:
    """Everything that is not there yet, most important first."""
    found: list[MissingFact] = []
    for rule in (_payments, _suspects, _narrative, _people, _dates):
        found += rule(case)
    if not exhibits:
        found.append(MissingFact(PLATFORM, N_("evidence in this case"), "exhibit"))
    return tuple(found)


def _payments(case: CaseFile) -> Iterator[MissingFact]:
    if not case.payments:
        yield MissingFact(POLICE, N_("the payments, if money was sent"), "payment")
    for payment in case.payments:
        is_received = payment.fields.get("direction") == "received"
        wanted = tuple(one for one in _PAYMENT_FIELDS if not (is_received and one[0].startswith("to_")))
        yield from _absent(payment.fields, wanted, "payment", payment.id)
        sent_at = payment.fields.get("sent_at")
        if isinstance(sent_at, str) and len(sent_at) < _MINUTES:
            yield MissingFact(POLICE, N_("the time of a payment to the minute"), "payment", "sent_at", payment.id)


def _suspects(case: CaseFile) -> Iterator[MissingFact]:
    types = {str(identifier.get("type")) for suspect in case.suspects for identifier in suspect.identifiers}
    if not case.suspects:
        yield MissingFact(PLATFORM, N_("the account that cheated you"), "suspect")
    elif case.fields.get("platform") == "wechat" and "wechat_id" not in types:
        yield MissingFact(PLATFORM, N_("the WeChat ID of the other side (not only the nickname)"), "identifier")
    elif not types:
        yield MissingFact(PLATFORM, N_("an account, number or address of the other side"), "identifier")


def _narrative(case: CaseFile) -> Iterator[MissingFact]:
    if not case.narrative:
        yield MissingFact(POLICE, N_("what happened, in your own words"), "narrative", "text")


def _people(case: CaseFile) -> Iterator[MissingFact]:
    complainants: list[Fact] = [one for one in case.people if one.fields.get("role") == "complainant"]
    if not complainants:
        yield MissingFact(POLICE, N_("who you are"), "person")
    for person in complainants:
        yield from _absent(person.fields, _PERSON_FIELDS, "person", person.id)


def _dates(case: CaseFile) -> Iterator[MissingFact]:
    yield from _absent(case.fields, _CASE_FIELDS, "case", case.id)


def _absent(fields: Fields, wanted: tuple[tuple[str, str], ...], entity: str, fact_id: str) -> Iterator[MissingFact]:
    for name, what in wanted:
        if fields.get(name) is None:
            yield MissingFact(POLICE, what, entity, name, fact_id)
