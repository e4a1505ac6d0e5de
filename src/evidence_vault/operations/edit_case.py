# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes cases and changes what is recorded about them; every change is journaled, nothing is overwritten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evidence_vault.cases.case import case_file
from evidence_vault.cases.exhibit_words import ENTITY as EXHIBIT
from evidence_vault.cases.facts_changes import refuse_times_without_zone
from evidence_vault.cases.field_kinds import TEXT
from evidence_vault.cases.fields import ENTITIES, INTERNAL_FIELDS
from evidence_vault.errors import CopyNotExhibit, FactInvalid, NoSuchEntry
from evidence_vault.operations.case_exhibits import number_in_case, put_into_case
from evidence_vault.records import Actor, CaseFile, Fact, Fields, Json
from evidence_vault.translations import N_, _
from evidence_vault.vault.vault import Vault

_KNOWN_FIELD = N_("a field of docs/formats/facts.md")


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case in a list, with how much it holds.

    ``changed_at``: when something was last recorded about it, ISO 8601. ``next_due``: the earliest day noted for a
    next step of a report that has no answer yet, "" where there is none.
    """

    id: str
    title: str
    items: int
    conversations: int
    payments: int
    changed_at: str = ""
    next_due: str = ""


def new_case(vault: Vault, title: str, actor: Actor) -> CaseFile:
    """Start a case. Raises FactInvalid for an empty title."""
    fact = vault.put("case", _checked("case", {"title": title.strip()}), actor=actor)
    return load_case(vault, fact.id)


def list_cases(vault: Vault) -> tuple[CaseSummary, ...]:
    """All cases in the order in which they were started."""
    return tuple(_summary(vault, fact) for fact in vault.facts("case"))


def _summary(vault: Vault, case: Fact) -> CaseSummary:
    facts = vault.facts(case_id=case.id)
    reports = [fact.fields for fact in facts if fact.entity == "report" and not fact.fields.get("outcome")]
    due = sorted(str(fields["next_step_due"])[:10] for fields in reports if fields.get("next_step_due"))
    return CaseSummary(
        case.id,
        str(case.fields.get("title") or ""),
        len(vault.exhibits(case.id)),
        len(vault.conversations(case_id=case.id)),
        sum(fact.entity == "payment" for fact in facts),
        max((fact.recorded_at for fact in facts), default=case.recorded_at),
        due[0] if due else "",
    )


def load_case(vault: Vault, case_id: str) -> CaseFile:
    """The case with all its facts. Raises NoSuchEntry."""
    return case_file(case_fact(vault, case_id), vault.facts(case_id=case_id))


def case_fact(vault: Vault, case_id: str) -> Fact:
    """The case's own fact. Raises NoSuchEntry (also for the id of something else)."""
    fact = vault.fact(case_id)
    if fact.entity != "case":
        raise NoSuchEntry(kind=_("case"), id=case_id)
    return fact


def put_fact(
    vault: Vault, case_id: str, entity: str, fields: Fields, actor: Actor, *, fact_id: str | None = None
) -> Fact:
    """Record a whole new set of fields: a new fact, or with ``fact_id`` in place of the earlier values.

    Fields that are None or "" count as unknown and are left out. What the program keeps beside them (``key``,
    ``suspect_id``) stays unless it is given. Raises FactInvalid (field, value_kind), NoSuchEntry.
    """
    case = case_fact(vault, case_id)
    before = vault.fact(fact_id).fields if fact_id else {}
    kept = {name: before[name] for name in INTERNAL_FIELDS if name in before}
    checked = _checked(entity, {**kept, **fields})
    refuse_times_without_zone(entity, checked, case.fields.get("timezone"), line=None)
    if entity == "case":
        fact_id = case_id
        checked.setdefault("title", case.fields.get("title"))
    if fact_id and dict(before) == checked:
        return vault.fact(fact_id)
    return vault.put(entity, checked, actor=actor, case_id=case_id, fact_id=fact_id)


def retract_fact(vault: Vault, fact_id: str, actor: Actor) -> None:
    """Take a fact back; its values stay in the custody log. Identifiers go with their suspect."""
    fact = vault.fact(fact_id)
    if fact.entity == "suspect":
        for identifier in vault.facts("identifier", case_id=fact.case_id):
            if identifier.fields.get("suspect_id") == fact_id:
                vault.retract(identifier.id, actor=actor)
    vault.retract(fact_id, actor=actor)


def add_to_case(vault: Vault, case_id: str, item_ids: Iterable[str], actor: Actor) -> tuple[tuple[str, str], ...]:
    """Put items into a case, with what lies inside them. Gives (item id, exhibit number) of each.

    Raises NoSuchEntry, CopyNotExhibit (then none is put into it).
    """
    case_fact(vault, case_id)
    item_ids = tuple(item_ids)
    for item_id in item_ids:
        item = vault.item(item_id)
        if item.derived_from is not None:
            raise CopyNotExhibit(name=item.name)
    given = []
    for item_id in item_ids:
        for item in (vault.item(item_id), *vault.items(contained_in=item_id)):
            given.append((item.id, put_into_case(vault, case_id, item, actor)))
    return tuple(given)


def remove_from_case(vault: Vault, case_id: str, item_id: str, actor: Actor) -> None:
    """Take an item out of a case; it stays in the vault, and its number is never given again."""
    for item in (vault.item(item_id), *vault.items(contained_in=item_id)):
        if number_in_case(item, case_id):
            vault.withdraw_exhibit(case_id, item.id, actor=actor)


def set_exhibit(vault: Vault, case_id: str, item_id: str, said: Fields, actor: Actor) -> Fact:
    """Say what an exhibit is called, what it shows, how it was captured; what is not in ``said`` stays as it was."""
    earlier = exhibit_facts(vault, case_id).get(item_id)
    fields: Fields = {**(earlier.fields if earlier else {}), **said, "item_id": item_id}
    return put_fact(vault, case_id, EXHIBIT, fields, actor, fact_id=earlier.id if earlier else None)


def exhibit_facts(vault: Vault, case_id: str) -> Mapping[str, Fact]:
    """What was said about the exhibits of a case, by item id."""
    ids = {number: item.id for number, item in vault.exhibits(case_id)}
    named = [(str(fact.fields.get("item_id") or ""), fact) for fact in vault.facts(EXHIBIT, case_id=case_id)]
    return {ids.get(name, name): fact for name, fact in named}


def entity_fields(entity: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The fields of an entity in their order: name, kind of value, and the choices where there are some."""
    return tuple(
        (name, kind.name, tuple(kind.needs.split(" | ")) if kind.name.startswith("choice") else ())
        for name, kind in ENTITIES[entity].items()
    )


def _checked(entity: str, fields: Fields) -> dict[str, Json]:
    kinds = {**INTERNAL_FIELDS, **ENTITIES[entity]}
    checked: dict[str, Json] = {}
    for name, value in fields.items():
        if value is None or value in ("", []):
            continue
        if name not in kinds:
            raise FactInvalid(field=name, value_kind=_(_KNOWN_FIELD))
        try:
            checked[name] = kinds[name].check(value)
        except ValueError as error:
            raise FactInvalid(field=name, value_kind=_(kinds[name].needs)) from error
    if entity == "case" and "title" in fields and "title" not in checked:
        raise FactInvalid(field="title", value_kind=_(TEXT.needs))
    return checked
