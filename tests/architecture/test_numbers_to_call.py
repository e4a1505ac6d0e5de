# SPDX-License-Identifier: GPL-3.0-or-later
"""A number that a country's printed card tells people to call stands in the window's list of that country too."""

import re
import tomllib
from pathlib import Path

from evidence_vault.assets import resources_folder


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def numbers(path: Path) -> set[str]:
    """The telephone numbers of one list, digits only."""
    contacts = tomllib.loads(path.read_text("utf-8")).get("contact", ())
    return {digits(contact["number"]) for contact in contacts if digits(contact["number"])}


def test_two_lists_of_one_country_do_not_part() -> None:
    resources = resources_folder()
    compared = 0
    for agency in sorted((resources / "agencies").glob("*.toml")):
        country = str(tomllib.loads(agency.read_text("utf-8")).get("country", "")).lower()
        listed = resources / "contacts" / f"{country}.toml"
        if country and listed.exists():
            assert numbers(agency) <= numbers(listed), agency.name
            compared += 1
    assert compared >= 5
