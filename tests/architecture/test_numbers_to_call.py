# SPDX-License-Identifier: GPL-3.0-or-later
"""There is one list of numbers to call for each country: the printed card and the window show the same."""

import tomllib

from evidence_vault.assets import resources_folder
from evidence_vault.complaints.contacts import MEMBERS, UNION, contact_lists, contacts_for
from evidence_vault.exporters.agencies import agencies

OWN = {"bank_generic", "exchange_generic", "psp_generic"}
"""Sheets for an institution, in no country: they say whom to call there."""


def test_a_sheet_of_a_country_has_no_list_of_its_own() -> None:
    for path in sorted((resources_folder() / "agencies").glob("*.toml")):
        has_own = "contact" in tomllib.loads(path.read_text("utf-8"))
        assert has_own == (path.stem in OWN), path.name


def test_the_card_names_what_the_window_names() -> None:
    for agency in agencies().values():
        if agency.id in OWN:
            continue
        listed = contacts_for((agency.country,))
        assert listed.country == agency.country, agency.id
        assert [(one.name, one.number) for one in agency.contacts] == [
            (one.name, one.number or one.site) for one in listed.contacts
        ]


def test_every_list_leads_to_a_sheet_of_its_country() -> None:
    for listed in contact_lists():
        assert agencies()[listed.agency].country == listed.country, listed.id


def test_members_of_the_union_without_a_list_have_that_of_the_union() -> None:
    assert len(MEMBERS) == 27
    assert contacts_for(("FR",)).country == UNION
    assert contacts_for(("DE",)).country == "DE"
    assert contacts_for(("IN",)).country == "IN"
