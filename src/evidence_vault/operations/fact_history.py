# SPDX-License-Identifier: GPL-3.0-or-later
"""Every state a fact had: who wrote what and when. Nothing that was changed or taken back is lost."""

from dataclasses import dataclass

from evidence_vault.cases.fields import ENTITIES
from evidence_vault.records import Fields, Json
from evidence_vault.vault.vault import Vault

RECORDED, CHANGED, TAKEN_BACK, ERASED = "recorded", "changed", "taken-back", "erased"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with its value before and after; None where it was not filled in."""

    name: str
    before: Json
    after: Json


@dataclass(frozen=True, slots=True)
class FactState:
    """What one entry of the log says about a fact.

    ``what``: recorded, changed, taken-back, or erased (what it said was erased; that it happened stays). ``at`` in
    UTC as the log has it. ``fields``: the whole set after it. ``seq`` its number in the log.
    """

    seq: int
    at: str
    by: str
    what: str
    entity: str
    changes: tuple[FieldChange, ...]
    fields: Fields


def fact_history(vault: Vault, fact_id: str) -> tuple[FactState, ...]:
    """All states of a fact, the newest first; empty for an unknown id."""
    states = []
    for entry in vault.fact_history(fact_id):
        payload = entry.payload
        if payload is None:
            states.append(FactState(entry.seq, entry.utc, entry.actor, ERASED, "", (), {}))
            continue
        entity = str(payload.get("entity"))
        after, before = _fields(payload.get("fields")), _fields(payload.get("before"))
        what = TAKEN_BACK if entry.event == "retracted" else CHANGED if payload.get("before") is not None else RECORDED
        changes = _changes(entity, before, after)
        states.append(FactState(entry.seq, entry.utc, entry.actor, what, entity, changes, after))
    return tuple(reversed(states))


def _fields(value: Json) -> Fields:
    return value if isinstance(value, dict) else {}


def _changes(entity: str, before: Fields, after: Fields) -> tuple[FieldChange, ...]:
    known = ENTITIES.get(entity, {})
    named = [name for name in known if before.get(name) != after.get(name)]
    return tuple(FieldChange(name, before.get(name), after.get(name)) for name in named)
