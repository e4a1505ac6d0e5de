# SPDX-License-Identifier: GPL-3.0-or-later
"""Official contacts by country: data of ``resources/contacts``, dated, for use without the network."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evidence_vault.assets import resource
from evidence_vault.complaints.strict_table import Localised, StrictTable

FOLDER = "contacts"
ELSEWHERE = "other"
SCHEMA = 1
KINDS = frozenset({"police", "bank", "payment_provider", "advice", "content"})
"""``content``: takes reports of harmful content and calls; it can stop no payment."""
UNION = "EU"
MEMBERS = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()  # noqa: SIM905
)
"""Countries of the European Union: those without a list of their own have that of the Union."""


@dataclass(frozen=True, slots=True)
class OfficialContact:
    """One office. ``number`` and ``site`` are "" where there is none to print; ``kind`` is one of ``KINDS``.

    ``payments``: the types of payment that only this service can look into; empty for every other office.
    """

    kind: str
    name: Localised
    number: str
    site: str
    use: Localised
    payments: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactList:
    """The contacts of a country. ``agency``: the id of its police sheet, "" for none. ``country``: ISO code or ""."""

    id: str
    country: str
    name: Localised
    agency: str
    compiled_on: str
    last_reviewed: str
    contacts: tuple[OfficialContact, ...]


@cache
def contact_lists() -> tuple[ContactList, ...]:
    """Every list by the name of its file; the one for anywhere else last. Raises TemplateInvalid."""
    paths = sorted(resource(FOLDER).glob("*.toml"), key=lambda path: (path.stem == ELSEWHERE, path.stem))
    return tuple(_read(path) for path in paths)


def contacts_for(countries: Sequence[str]) -> ContactList:
    """The list of the first country that has one (its own, or that of its union), else the one for anywhere."""
    by_country = {one.country: one for one in contact_lists() if one.country}
    wanted = [own for country in countries for own in (country, UNION if country in MEMBERS else country)]
    found = next((by_country[country] for country in wanted if country in by_country), None)
    return found or contact_lists()[-1]


def _read(path: Path) -> ContactList:
    table = StrictTable(tomllib.loads(path.read_text("utf-8")), f"{FOLDER}/{path.name}")
    if table.number("schema") != SCHEMA:
        raise table.invalid("schema")
    found = ContactList(
        id=path.stem,
        country=table.text("country", ""),
        name=table.localised("name"),
        agency=table.text("agency", ""),
        compiled_on=table.text("compiled_on"),
        last_reviewed=table.text("last_reviewed", ""),
        contacts=tuple(_contact(entry) for entry in table.tables("contact")),
    )
    table.done()
    return found


def _contact(table: StrictTable) -> OfficialContact:
    contact = OfficialContact(
        table.one_of("kind", KINDS),
        table.localised("name"),
        table.text("number", ""),
        table.text("site", ""),
        table.localised("use"),
        table.texts("payments"),
        table.texts("sources"),
    )
    table.done()
    return contact
