# SPDX-License-Identifier: GPL-3.0-or-later
"""What applying a facts file changes: an upsert by key that deletes nothing (docs/formats/facts.md)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from evidence_vault import errors
from evidence_vault.cases.facts_reading import FactRow, FactsFile
from evidence_vault.cases.facts_writing import key_of
from evidence_vault.cases.field_kinds import TIME, has_clock_without_offset
from evidence_vault.cases.fields import ENTITIES
from evidence_vault.records import Fact, Fields
from evidence_vault.translations import N_, _

_NEEDS_ZONE = N_("an offset such as +08:00, or a “timezone” beside it or in [case]")


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact to record: ``fact_id`` None for a new one; ``fields`` is the whole new set.

    ``key`` tells a new suspect's id to its identifiers, which name it in ``suspect_key``.
    """

    entity: str
    fact_id: str | None
    key: str
    fields: Fields
    suspect_key: str | None = None


def changes(file: FactsFile, existing: Iterable[Fact]) -> tuple[FactChange, ...]:
    """What has to be recorded so that ``existing`` (all facts of the case) says what ``file`` says.

    Raises FactsValueInvalid where a time with hours would have neither offset nor zone.
    """
    facts = {(fact.entity, key_of(fact)): fact for fact in existing}
    case = next((fact for fact in facts.values() if fact.entity == "case"), None)
    found = [change for row in file.rows if (change := _row_change(row, facts))]
    case_fields = _merged(case, file.case)
    zone = case_fields.get("timezone")
    refuse_times_without_zone("case", case_fields, zone, line=file.case_line)
    for row in file.rows:
        fields = _merged(facts.get((row.entity, row.key)), row.fields)
        refuse_times_without_zone(row.entity, fields, zone, line=row.line)
    return (*_case_change(case, case_fields), *_narrative_change(file.narrative, facts.values()), *found)


def refuse_times_without_zone(entity: str, fields: Fields, case_zone: object, *, line: int | None) -> None:
    """Raise FactsValueInvalid (FactInvalid without a ``line``) for a time of day that no zone explains."""
    if fields.get("timezone") or case_zone:
        return
    for name, kind in ENTITIES[entity].items():
        value = fields.get(name)
        if kind is TIME and isinstance(value, str) and has_clock_without_offset(value):
            if line is None:
                raise errors.FactInvalid(field=name, value_kind=_(_NEEDS_ZONE))
            raise errors.FactsValueInvalid(line=line, field=name, value_kind=_(_NEEDS_ZONE))


def _merged(fact: Fact | None, new: Fields) -> Fields:
    return {**(fact.fields if fact else {}), **new}


def _row_change(row: FactRow, facts: Mapping[tuple[str, str], Fact]) -> FactChange | None:
    fact = facts.get((row.entity, row.key))
    new = dict(row.fields)
    if fact and "key" not in fact.fields:
        new.pop("key")  # the key was the fact's id: nothing of the writer's own
    suspect = facts.get(("suspect", row.suspect_key)) if row.suspect_key else None
    if suspect:
        new["suspect_id"] = suspect.id
    fields = _merged(fact, new)
    moved = row.suspect_key is not None and suspect is None
    if fact and fields == dict(fact.fields) and not moved:
        return None
    return FactChange(row.entity, fact.id if fact else None, row.key, fields, row.suspect_key)


def _case_change(case: Fact | None, fields: Fields) -> Iterator[FactChange]:
    if case and fields != dict(case.fields):
        yield FactChange("case", case.id, case.id, fields)


def _narrative_change(narrative: str | None, facts: Iterable[Fact]) -> Iterator[FactChange]:
    old = [fact for fact in facts if fact.entity == "narrative"]
    if narrative is None or [fact.fields.get("text") for fact in old] == [narrative]:
        return
    yield FactChange("narrative", old[0].id if old else None, "narrative", {"text": narrative})
