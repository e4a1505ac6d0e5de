# SPDX-License-Identifier: GPL-3.0-or-later
"""What a police office or agency asks for, and the statements it wants signed: data of ``resources/agencies``."""

import tomllib
from dataclasses import dataclass
from functools import cache

from evidence_vault.assets import resource
from evidence_vault.complaints.contacts import contacts_for
from evidence_vault.complaints.strict_table import Localised, LocalisedLines, StrictTable
from evidence_vault.complaints.whom_to_call import CaseContact, countries_of, whom_to_call
from evidence_vault.errors import AgencyUnknown
from evidence_vault.exporters.agency_form import FormLimits, FormSection, read_limits, read_section
from evidence_vault.records import CaseFile
from evidence_vault.translations import LANGUAGES

GENERIC = "generic"
AGENCY_SCHEMA = 2
INSTITUTIONS = ("bank", "exchange", "payment_provider")
KINDS = frozenset({"police", "agency", *INSTITUTIONS})
STATEMENTS_FILE = "statements/statements.toml"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call and for what; ``number`` (or a site) is "" where the person has it on their own papers."""

    name: Localised
    number: str
    use: Localised


@dataclass(frozen=True, slots=True)
class Statement:
    """A text to be signed, with the lines under it."""

    id: str
    text: Localised
    signature: LocalisedLines


@dataclass(frozen=True, slots=True)
class Agency:
    """One office. ``last_reviewed`` is "" where nobody checked the data on the official pages.

    ``kind`` is one of ``KINDS``, ``country`` an ISO 3166 code, "EU" or "". ``sections`` are the questions of its
    form in their order, ``form_language`` (a key of LANGUAGES) the language nearest to that of the form.
    """

    id: str
    kind: str
    country: str
    form_language: str
    name: Localised
    asks: LocalisedLines
    contacts: tuple[Contact, ...]
    statements: tuple[Statement, ...]
    last_reviewed: str
    confidence: str
    sections: tuple[FormSection, ...]
    limits: FormLimits
    advice: tuple[Localised, ...]
    unverified: tuple[Localised, ...]


@cache
def agencies() -> dict[str, Agency]:
    """Every agency by its id, the generic one first. Raises TemplateInvalid."""
    ids = sorted((path.stem for path in resource("agencies").glob("*.toml")), key=lambda one: (one != GENERIC, one))
    return {agency_id: _read(agency_id) for agency_id in ids}


def agency(agency_id: str | None) -> Agency:
    """The agency of that id; the generic one for None. Raises AgencyUnknown."""
    found = agencies().get(agency_id or GENERIC)
    if not found:
        raise AgencyUnknown(agency=agency_id or "")
    return found


def contacts_on_card(office: Agency, case: CaseFile) -> tuple[Contact, ...]:
    """Whom to call in ``case``: the institution ``office`` where it is one, then those of the countries concerned."""
    own = office.contacts if office.kind in INSTITUTIONS else ()
    return (*own, *(_of_case(one) for one in whom_to_call(case, office.country)))


def form_language(office: Agency, case: CaseFile) -> str:
    """The language of an office's form: of one that is in no country, that of the forms of the case's country."""
    if office.country or not countries_of(case):
        return office.form_language
    return agencies()[contacts_for(countries_of(case)).agency or GENERIC].form_language


def _of_case(found: CaseContact) -> Contact:
    return Contact(found.name, found.contact.number or found.contact.site, found.contact.use)


@cache
def statements() -> dict[str, Statement]:
    """Every statement by its id. Raises TemplateInvalid."""
    table = _table(STATEMENTS_FILE)
    _texts(table, "unverified")
    found: dict[str, Statement] = {}
    for entry in table.tables("statement"):
        statement = Statement(entry.text("id"), entry.localised("text"), entry.localised_lines("signature"))
        entry.done()
        found[statement.id] = statement
    table.done()
    return found


@cache
def unverified_statements() -> tuple[Localised, ...]:
    """What nobody has checked of the statements. Raises TemplateInvalid."""
    return _texts(_table(STATEMENTS_FILE), "unverified")


def _read(agency_id: str) -> Agency:
    table = _table(f"agencies/{agency_id}.toml", AGENCY_SCHEMA)
    wanted = table.texts("statements")
    if table.text("id") != agency_id or not set(wanted) <= statements().keys():
        raise table.invalid("id")
    table.texts("sources")
    country = table.text("country", "")
    found = Agency(
        id=agency_id,
        kind=table.one_of("kind", KINDS),
        country=country,
        form_language=table.one_of("form_language", frozenset(LANGUAGES)),
        name=table.localised("name"),
        asks=table.localised_lines("asks"),
        contacts=_listed(country) if country or agency_id == GENERIC else _own(table),
        statements=tuple(statements()[statement_id] for statement_id in wanted),
        last_reviewed=table.text("last_reviewed", ""),
        confidence=table.text("confidence"),
        sections=tuple(read_section(entry) for entry in table.tables("section")),
        limits=read_limits(table.table("limits")) if table.has("limits") else FormLimits(),
        advice=_texts(table, "advice"),
        unverified=_texts(table, "unverified"),
    )
    table.done()
    return found


def _texts(table: StrictTable, key: str) -> tuple[Localised, ...]:
    found: list[Localised] = []
    for entry in table.tables(key):
        found.append(entry.localised("text"))
        entry.done()
    return tuple(found)


def _listed(country: str) -> tuple[Contact, ...]:
    """The one list of official contacts of a country, as the window shows it."""
    return tuple(Contact(one.name, one.number or one.site, one.use) for one in contacts_for((country,)).contacts)


def _own(table: StrictTable) -> tuple[Contact, ...]:
    """The contacts of a sheet for no country, such as that for a bank."""
    return tuple(_contact(entry) for entry in table.tables("contact"))


def _contact(table: StrictTable) -> Contact:
    contact = Contact(table.localised("name"), table.text("number", ""), table.localised("use"))
    table.done()
    return contact


def _table(name: str, schema: int = 1) -> StrictTable:
    table = StrictTable(tomllib.loads(resource(name).read_text("utf-8")), name)
    if table.number("schema") != schema:
        raise table.invalid("schema")
    return table
