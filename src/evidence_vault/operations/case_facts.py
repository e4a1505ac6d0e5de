# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a facts file into a case and writes one from it (docs/formats/facts.md)."""

from dataclasses import dataclass

from evidence_vault.cases.facts_changes import FactChange, changes
from evidence_vault.cases.facts_reading import read_facts
from evidence_vault.cases.facts_writing import facts_text, key_of
from evidence_vault.operations.edit_case import case_fact
from evidence_vault.records import Actor, Fact
from evidence_vault.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class AppliedFacts:
    """How many facts were recorded anew and how many got other values."""

    new: int
    changed: int


def apply_facts(vault: Vault, case_id: str, toml_text: str, actor: Actor) -> AppliedFacts:
    """Upsert by key; deletes nothing. The whole file is checked first: with an error nothing is recorded.

    Raises FactsFileBroken, FactsFileInvalid, FactsValueInvalid (all with their line), NoSuchEntry.
    """
    facts = _all_facts(vault, case_id)
    planned = changes(read_facts(toml_text), facts)
    suspects = {key_of(fact): fact.id for fact in facts if fact.entity == "suspect"}
    for change in planned:
        fact = _record(vault, case_id, change, suspects, actor)
        if change.entity == "suspect":
            suspects[change.key] = fact.id
    return AppliedFacts(
        new=sum(change.fact_id is None for change in planned),
        changed=sum(change.fact_id is not None for change in planned),
    )


def write_facts(vault: Vault, case_id: str) -> str:
    """The facts file of a case."""
    return facts_text(_all_facts(vault, case_id))


def _all_facts(vault: Vault, case_id: str) -> tuple[Fact, ...]:
    case = case_fact(vault, case_id)
    return (case, *(fact for fact in vault.facts(case_id=case_id) if fact.id != case.id))


def _record(vault: Vault, case_id: str, change: FactChange, suspects: dict[str, str], actor: Actor) -> Fact:
    fields = dict(change.fields)
    if change.suspect_key is not None:
        fields["suspect_id"] = suspects[change.suspect_key]
    return vault.put(change.entity, fields, actor=actor, case_id=case_id, fact_id=change.fact_id)
