# SPDX-License-Identifier: GPL-3.0-or-later
"""Where every fact of a case comes from: who recorded it and when, who changed it last, from what it was taken."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence_vault.cases.facts_writing import key_of
from evidence_vault.cases.origins import Source, message_key, sources
from evidence_vault.errors import AmbiguousId, NoSuchEntry
from evidence_vault.operations.edit_case import case_fact
from evidence_vault.records import Exhibit, Fact, Fields
from evidence_vault.translations import _
from evidence_vault.vault.vault import Vault

__all__ = ["FactOrigin", "Source", "fact_named", "fact_origins", "facts_about", "message_key", "sources_among"]

_TITLES = (
    *("title", "claimed_name", "full_name", "value_exact", "summary", "organisation", "term", "label", "text"),
    *("amount", "check_id", "kind", "platform", "verdict", "about"),
)
"""The fields of which the first that is filled in says in short what a fact is."""
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class FactOrigin:
    """``recorded_at`` and ``recorded_by`` of the first record; those of ``fact`` are of how it stands now.

    Times with their offset. ``sources``: what it names, empty for what was only typed.
    """

    fact: Fact
    recorded_at: str
    recorded_by: str
    sources: tuple[Source, ...]

    @property
    def is_changed(self) -> bool:
        """Whether it was recorded anew since."""
        return (self.recorded_at, self.recorded_by) != (self.fact.recorded_at, self.fact.recorded_by)

    @property
    def title(self) -> str:
        """What it is, in short: its most telling field, cut to one line."""
        fields = self.fact.fields
        told = next((str(fields[name]) for name in _TITLES if fields.get(name)), self.fact.entity)
        return " ".join(told.split())[:_LONGEST_TITLE]


def fact_origins(vault: Vault, case_id: str) -> tuple[FactOrigin, ...]:
    """Every fact of a case, of every kind, in the order in which they were recorded. Raises NoSuchEntry."""
    case_fact(vault, case_id)
    numbers, first = _numbers(vault, case_id), vault.first_records(case_id)
    return tuple(
        FactOrigin(fact, *first.get(fact.id, (fact.recorded_at, fact.recorded_by)), sources(fact.fields, numbers))
        for fact in vault.facts(case_id=case_id)
    )


def fact_named(vault: Vault, case_id: str, named: str) -> Fact:
    """The fact of a case by its id, the beginning of it (8 characters or more), or the writer's key.

    Raises NoSuchEntry, AmbiguousId.
    """
    facts = vault.facts(case_id=case_id)
    found = [one for one in facts if named in {one.id, key_of(one)}]
    found = found or [one for one in facts if len(named) >= 8 and one.id.startswith(named)]
    if len(found) > 1:
        raise AmbiguousId(id=named, candidates=", ".join(f"{one.entity} {one.id}" for one in found))
    if not found:
        raise NoSuchEntry(kind=_("fact"), id=named)
    return found[0]


def facts_about(vault: Vault, case_id: str, item_id: str, seq: int | None = None) -> tuple[Fact, ...]:
    """What was recorded in a case about a piece of evidence or one of its messages, in the order of recording.

    With ``seq`` the marks, translations and decisions about that message, and what was taken over from it; without
    it what is said about the evidence as a whole: its title and tags, the order of a series, notes.
    """
    if seq is None:
        return _about_evidence(vault, case_id, item_id)
    place = (item_id, seq)
    return tuple(
        fact
        for fact in vault.facts(case_id=case_id, naming=item_id)
        if fact.entity != "complaint"  # a complaint picks many, and says so itself
        and any((one.item_id, one.seq) == place for one in sources(fact.fields, {}))  # messages need no numbers
    )


def _about_evidence(vault: Vault, case_id: str, item_id: str) -> tuple[Fact, ...]:
    said = [fact for fact in vault.facts(case_id=case_id, naming=item_id) if fact.entity in {"exhibit", "series"}]
    wanted = {item_id, *(one.exhibit for one in vault.item(item_id).cases if one.case_id == case_id)}
    notes = [fact for fact in vault.facts("note", case_id=case_id) if fact.fields.get("about") in wanted]
    return (*said, *notes)


def sources_among(fields: Fields, exhibits: tuple[Exhibit, ...]) -> tuple[Source, ...]:
    """As ``sources``, for somebody who has read the exhibits already."""
    return sources(fields, {one.item.id: one.number for one in exhibits})


def _numbers(vault: Vault, case_id: str) -> Mapping[str, str]:
    return {item.id: number for number, item in vault.exhibits(case_id)}
