# SPDX-License-Identifier: GPL-3.0-or-later
"""Records in a case what another vault had recorded in its own; the ids of evidence become those of this vault."""

import re
from collections.abc import Iterable, Mapping, Sequence

from evidence_vault.cases.fields import ENTITIES
from evidence_vault.errors import EvidenceVaultError
from evidence_vault.operations.edit_case import put_fact
from evidence_vault.package.case_facts import ForeignFact
from evidence_vault.records import Actor, Finding, Json, Severity
from evidence_vault.vault.vault import Vault

_FOREIGN_ID = re.compile(r"[0-9a-f]{32}")
_FIRST = ("case", "suspect")
"""What others lean on comes first."""


def take_facts(
    vault: Vault, case_id: str, facts: Sequence[ForeignFact], new_ids: Mapping[str, str], actor: Actor
) -> tuple[int, tuple[Finding, ...]]:
    """How many were recorded, and a note for each that could not be. Those of another part of the same
    export are completed; those that a person changed here since stay as they are."""
    ids = dict(new_ids)
    known = {(fact.entity, str(fact.fields.get("key"))): fact for fact in vault.facts(case_id=case_id)}
    recorded, notes = 0, list[Finding]()
    for fact in _in_order(facts):
        fields = {name: _with_new_ids(value, ids) for name, value in fact.fields.items()}
        key = str(fields.setdefault("key", fact.id))
        before = known.get((fact.entity, key))
        if before is not None:
            ids[fact.id] = before.id
            if before.recorded_by != actor.name:
                continue  # a person changed it here since
        try:
            _refuse_unknown(fact, fields)
            put = put_fact(vault, case_id, fact.entity, fields, actor, fact_id=before.id if before else None)
        except (EvidenceVaultError, ValueError):
            notes.append(Finding("FACT_NOT_TAKEN", Severity.NOTE, fact.entity, {"name": fact.entity}))
            continue
        ids[fact.id] = put.id
        recorded += before is None
    return recorded, tuple(notes)


def _in_order(facts: Iterable[ForeignFact]) -> list[ForeignFact]:
    return sorted(facts, key=lambda fact: _FIRST.index(fact.entity) if fact.entity in _FIRST else len(_FIRST))


def _refuse_unknown(fact: ForeignFact, fields: Mapping[str, Json]) -> None:
    """Raise ValueError for a fact of a kind this program does not know, or about evidence that is not here."""
    if fact.entity not in ENTITIES:
        raise ValueError(fact.entity)
    for name in ("item_id", "suspect_id"):
        value = fields.get(name)
        if value is not None and value == fact.fields.get(name):
            raise ValueError(name)


def _with_new_ids(value: Json, ids: Mapping[str, str]) -> Json:
    if isinstance(value, list):
        return [_with_new_ids(one, ids) for one in value if not _is_foreign(one, ids)]
    if not isinstance(value, str):
        return value
    first, slash, rest = value.partition("/")
    return ids.get(first, first) + slash + rest


def _is_foreign(value: Json, ids: Mapping[str, str]) -> bool:
    """An id of the other vault whose evidence did not come along."""
    return (
        isinstance(value, str)
        and bool(_FOREIGN_ID.fullmatch(value.partition("/")[0]))
        and (value.partition("/")[0] not in ids)
    )
