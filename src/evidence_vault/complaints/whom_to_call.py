# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom to call in a case: follows from where the person, the office and the money are, never from a language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence_vault.complaints.contacts import ContactList, OfficialContact, contact_lists, contacts_for
from evidence_vault.complaints.countries import country_code
from evidence_vault.complaints.strict_table import Localised
from evidence_vault.money import can_be_stopped
from evidence_vault.records import CaseFile, Fields

CONTENT = "content"
"""The kind of office that takes reports of harmful content: it stands in the list of its country, on no card."""
_COUNTRY_OF_ZONE: Mapping[str, str] = {
    "Asia/Shanghai": "CN", "Asia/Urumqi": "CN", "Asia/Hong_Kong": "HK", "Asia/Singapore": "SG", "Europe/London": "GB",
    "Europe/Berlin": "DE", "Australia/Sydney": "AU", "Australia/Melbourne": "AU", "Australia/Brisbane": "AU",
    "Australia/Perth": "AU", "Australia/Adelaide": "AU", "America/Toronto": "CA", "America/Vancouver": "CA",
    "America/New_York": "US", "America/Chicago": "US", "America/Denver": "US", "America/Los_Angeles": "US",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseContact:
    """An office to call. ``country``: the name of its country where that is not the first one of the case."""

    contact: OfficialContact
    country: Localised | None = None

    @property
    def name(self) -> Localised:
        """What it is called, with its country where that has to be said."""
        country = self.country
        named = self.contact.name
        return named if country is None else {tag: f"{text} ({country[tag]})" for tag, text in named.items()}


def countries_of(case: CaseFile) -> tuple[str, ...]:
    """The countries of a case as ISO codes: those it names, else those of its people, else that of its zone."""
    named = case.fields.get("jurisdictions")
    codes = _codes(named if isinstance(named, list) else [])
    codes = codes or _codes([one.fields.get("country") for one in case.people])
    return codes or _codes([_COUNTRY_OF_ZONE.get(str(case.fields.get("timezone")))])


def office_of(case: CaseFile) -> str | None:
    """The id of the police sheet for the country of a case; None where no country is known."""
    countries = countries_of(case)
    return (contacts_for(countries).agency or None) if countries else None


def whom_to_call(case: CaseFile, office_country: str = "") -> tuple[CaseContact, ...]:
    """The offices of the countries of the case, of the receiving office's, of the banks the money went through.

    Last the payment services the money went through, where no list so far names them. Of every list after the first
    only what has a number or a site: the person's own bank is named once. Offices that can do nothing about a
    payment are left out.
    """
    first, *others = _lists(case, office_country)
    found = [CaseContact(contact) for contact in first.contacts]
    for listed in others:
        found += [CaseContact(one, listed.name) for one in listed.contacts if one.number or one.site]
    known = {one.contact.number for one in found}
    found += [one for one in _services(case) if one.contact.number not in known]
    return tuple(one for one in found if one.contact.kind != CONTENT)


def _lists(case: CaseFile, office_country: str) -> tuple[ContactList, ...]:
    own = countries_of(case) or _codes([office_country])
    countries = [*own, *_codes([office_country]), *_countries_of_money(case)]
    lists = [contacts_for(own), *(contacts_for((country,)) for country in countries)]
    by_id = {one.id: one for place, one in enumerate(lists) if one.country or place == 0}
    return tuple(by_id.values())


def _countries_of_money(case: CaseFile) -> tuple[str, ...]:
    """Where the banks of the payments that can perhaps be stopped are: as recorded, or as their numbers say."""
    return _codes([country for fields in _stoppable(case) for country in _countries_of_payment(fields)])


def _countries_of_payment(fields: Fields) -> Iterator[object]:
    yield from (fields.get(name) for name in ("from_country", "to_country"))
    yield str(fields.get("iban") or "").strip()[:2]
    yield str(fields.get("swift_bic") or "").strip()[4:6]


def _services(case: CaseFile) -> Iterator[CaseContact]:
    types = {fields.get("type") for fields in _stoppable(case)}
    for listed in contact_lists():
        for contact in listed.contacts:
            if types & set(contact.payments):
                yield CaseContact(contact, listed.name)


def _stoppable(case: CaseFile) -> Sequence[Fields]:
    return [payment.fields for payment in case.payments if can_be_stopped(payment.fields)]


def _codes(written: Sequence[object]) -> tuple[str, ...]:
    codes = [country_code(str(one)) for one in written if one]
    return tuple(dict.fromkeys(code for code in codes if code))
