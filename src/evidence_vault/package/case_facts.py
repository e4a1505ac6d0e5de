# SPDX-License-Identifier: GPL-3.0-or-later
"""data/records/facts.json: what was recorded about a case, for another vault (docs/formats/package.md §7a)."""

from collections.abc import Iterable
from dataclasses import dataclass

from evidence_vault.hashing import canonical_json
from evidence_vault.package.strict_json import parse_json
from evidence_vault.records import Fact, Json

FORMAT = "evidence-vault-facts/1"
MOST_FACTS = 200_000


@dataclass(frozen=True, slots=True)
class ForeignFact:
    """A fact as another vault recorded it; nothing of it is checked but its form. ``id``: of that vault."""

    entity: str
    id: str
    fields: dict[str, Json]


def facts_bytes(facts: Iterable[Fact]) -> bytes:
    """The bytes of facts.json."""
    told: list[Json] = [{"entity": fact.entity, "id": fact.id, "fields": dict(fact.fields)} for fact in facts]
    return canonical_json({"format": FORMAT, "facts": told}) + b"\n"


def read_facts(untrusted: bytes) -> tuple[ForeignFact, ...]:
    """The facts of a stranger's facts.json. Raises ValueError where it is none."""
    value = parse_json(untrusted)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise ValueError("format")
    facts = value.get("facts")
    if not isinstance(facts, list) or len(facts) > MOST_FACTS:
        raise ValueError("facts")
    return tuple(_fact(one) for one in facts)


def _fact(untrusted: Json) -> ForeignFact:
    if not isinstance(untrusted, dict) or set(untrusted) != {"entity", "id", "fields"}:
        raise ValueError("fact")
    entity, fact_id, fields = untrusted["entity"], untrusted["id"], untrusted["fields"]
    if not isinstance(entity, str) or not isinstance(fact_id, str) or not isinstance(fields, dict):
        raise ValueError("fact")
    return ForeignFact(entity, fact_id, fields)
