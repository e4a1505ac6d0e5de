# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds of scam: our own word for each, and what agencies call it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from evidence_vault.assets import resource
from evidence_vault.complaints.strict_table import Localised, StrictTable

FILE_NAME = "complaints/scam_types.toml"


@dataclass(frozen=True, slots=True)
class ScamType:
    """``label`` in plain words; ``agencies``: an agency's id to the word of its own form."""

    id: str
    label: Localised
    agencies: Mapping[str, str]


@cache
def scam_types() -> Mapping[str, ScamType]:
    """Every kind of scam by its id. Raises TemplateInvalid when the file is not as it should be."""
    table = StrictTable(tomllib.loads(resource(FILE_NAME).read_text("utf-8")), FILE_NAME)
    table.number("schema")
    types = [_scam_type(entry) for entry in table.tables("scam_type")]
    table.done()
    return {scam_type.id: scam_type for scam_type in types}


def scam_type_label(scam_type: object, language: str) -> str | None:
    """The plain words for a scam type in ``language`` (a key of LANGUAGES); None where none is recorded."""
    found = scam_types().get(scam_type) if isinstance(scam_type, str) else None
    return found.label[language] if found else None


def _scam_type(table: StrictTable) -> ScamType:
    agencies = table.table("agencies")
    names = {name: agencies.text(name) for name in ("cn_police", "us_ic3", "us_ftc", "uk_report_fraud")}
    scam_type = ScamType(id=table.text("id"), label=table.localised("label"), agencies=names)
    agencies.done()
    table.done()
    return scam_type
