# SPDX-License-Identifier: GPL-3.0-or-later
"""Begins a case with what many cases share: from a facts file, or like another case, without anybody's own data."""

from evidence_vault.cases.facts_reading import read_facts
from evidence_vault.cases.facts_writing import facts_text
from evidence_vault.errors import EvidenceVaultError
from evidence_vault.operations.case_facts import apply_facts
from evidence_vault.operations.edit_case import case_fact, load_case, new_case
from evidence_vault.records import Actor, CaseFile, Fact
from evidence_vault.vault.vault import Vault

SHARED = ("platform", "scam_type", "jurisdictions", "language", "timezone")
"""Fields of a case that say nothing about the person."""
_FILER = "filer"


def template_of(vault: Vault, case_id: str) -> str:
    """A facts file with what another case may begin with: kind, platform, zone, language, and who files for people.

    Raises NoSuchEntry.
    """
    case = case_fact(vault, case_id)
    shared = {name: case.fields[name] for name in SHARED if name in case.fields}
    filers = [fact for fact in vault.facts("person", case_id=case_id) if fact.fields.get("role") == _FILER]
    return facts_text([Fact("case", case.id, case.id, shared, "", ""), *filers])


def new_case_from(vault: Vault, title: str, facts_toml: str, actor: Actor) -> CaseFile:
    """Start a case with the facts of a file; ``title`` stands whatever the file says. With an error there is no case.

    Raises FactInvalid (title), FactsFileBroken, FactsFileInvalid, FactsValueInvalid.
    """
    read_facts(facts_toml)
    case = new_case(vault, title, actor)
    try:
        apply_facts(vault, case.id, facts_toml, actor)
    except EvidenceVaultError:
        for fact in (*(one for one in vault.facts(case_id=case.id) if one.id != case.id), case_fact(vault, case.id)):
            vault.retract(fact.id, actor=actor)
        raise
    fields = {**case_fact(vault, case.id).fields, "title": title.strip()}
    vault.put("case", fields, actor=actor, fact_id=case.id)
    return load_case(vault, case.id)
