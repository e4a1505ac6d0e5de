# SPDX-License-Identifier: GPL-3.0-or-later
"""Mappings that were given a name, kept in the vault and offered again for files of the same shape."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence_vault.errors import MappingUnusable, NoSuchEntry
from evidence_vault.operations.reading_sources import PathSource
from evidence_vault.operations.source_file import opened
from evidence_vault.operations.workers import worker
from evidence_vault.records import Actor, Fact, Json, MappingSurvey
from evidence_vault.translations import _
from evidence_vault.vault.vault import Vault

MAPPING = "mapping"
LONGEST_NAME = 80
LARGEST_FILE = 1 << 20


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """``mapping`` as in docs/formats/mapping.md."""

    id: str
    name: str
    mapping: Mapping[str, Json]


def saved_mappings(vault: Vault) -> tuple[SavedMapping, ...]:
    """Every kept mapping, by name."""
    found = [_of(fact) for fact in vault.facts(MAPPING)]
    return tuple(sorted((one for one in found if one), key=lambda one: (one.name.casefold(), one.id)))


def save_mapping(vault: Vault, name: str, mapping: Mapping[str, Json], actor: Actor) -> SavedMapping:
    """Keep a mapping under a name; the one that had the name before is replaced (the journal keeps it)."""
    name = " ".join(name.split())[:LONGEST_NAME]
    before = next((one for one in saved_mappings(vault) if one.name == name), None)
    fields: dict[str, Json] = {"name": name, "mapping": {**mapping, "name": name}}
    fact = vault.put(MAPPING, fields, actor=actor, fact_id=before.id if before else None)
    return SavedMapping(fact.id, name, {**mapping, "name": name})


def forget_mapping(vault: Vault, mapping_id: str, actor: Actor) -> None:
    """Offer a mapping no more; what was read with it stays. Raises NoSuchEntry."""
    if all(one.id != mapping_id for one in saved_mappings(vault)):
        raise NoSuchEntry(kind=_("mapping"), id=mapping_id)
    vault.retract(mapping_id, actor=actor)


def read_mapping(path: Path) -> dict[str, Json]:
    """A mapping as it was written into a file. Raises SourceMissing, SourceUnreadable, MappingUnusable."""
    from evidence_vault.importers.mapping_spec import spec_from  # late: most commands need none

    source = PathSource(path, path.name, 0)
    with source.open() as stream:
        data = stream.read(LARGEST_FILE + 1)
    try:
        value = json.loads(data) if len(data) <= LARGEST_FILE else None
    except (ValueError, RecursionError) as error:
        raise MappingUnusable(what="JSON") from error
    return spec_from(value).to_json()


def propose_mapping(path: Path) -> MappingSurvey:
    """What a mapping of a file could be, and every reading of its dates that fits. Raises the errors of reading."""
    with opened(path, path.name) as file:
        size = file.size
    return worker().survey(PathSource(path, path.name, size), None)


def _of(fact: Fact) -> SavedMapping | None:
    mapping = fact.fields.get("mapping")
    return SavedMapping(fact.id, str(fact.fields.get("name") or ""), mapping) if isinstance(mapping, dict) else None
