# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds items, acquisitions and exhibit numbers."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from evidence_vault import errors
from evidence_vault.records import Actor, EvidenceItem, Json, ReadingWarning, StoredContent
from evidence_vault.vault.apply import item_number
from evidence_vault.vault.item_queries import one_item, used_exhibit_numbers
from evidence_vault.vault.kept_content import content_payload
from evidence_vault.vault.ledger import Ledger


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to be added; its content is in the vault already. Fields as in ``EvidenceItem``."""

    content: StoredContent
    name: str
    media_type: str
    importer: str | None = None
    file_modified_at: str | None = None
    file_created_at: str | None = None
    source_folder: str | None = None
    claimed_at: str | None = None
    claimed_basis: str | None = None
    contained_in: str | None = None
    derived_from: str | None = None
    derivation: Mapping[str, Json] | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)
    warnings: tuple[ReadingWarning, ...] = ()


def add_item(ledger: Ledger, new: NewItem, *, actor: Actor, case_id: str | None) -> EvidenceItem:
    """Record a new item. Raises NoSuchEntry for an unknown container or parent."""
    for parent in (new.contained_in, new.derived_from):
        if parent is not None:
            require_item(ledger, parent)
    item_id = secrets.token_hex(16)
    ledger.record(
        "added" if new.derived_from is None else "derived",
        {"item": _item_payload(item_id, new), "content": content_payload(ledger, new.content)},
        actor=actor,
        subjects=[item_id, *(parent for parent in (new.contained_in, new.derived_from) if parent)],
        case_id=case_id,
    )
    return one_item(ledger.database, item_id)


def add_acquisition(
    ledger: Ledger, item_id: str, name: str, source_folder: str | None, file_modified_at: str | None, *, actor: Actor
) -> None:
    """Record that the same bytes came again. Raises NoSuchEntry."""
    require_item(ledger, item_id)
    payload: dict[str, Json] = {"name": name, "source_folder": source_folder, "file_modified_at": file_modified_at}
    cases = {membership.case_id for membership in one_item(ledger.database, item_id).cases}
    case_id = cases.pop() if len(cases) == 1 else None
    ledger.record("received-again", payload, actor=actor, subjects=[item_id], case_id=case_id)


def assign_exhibit(ledger: Ledger, case_id: str, item_id: str, number: str, *, actor: Actor) -> None:
    """Give an item its number in a case. Raises ExhibitNumberUsed, NoSuchEntry; done already: nothing happens."""
    require_item(ledger, item_id)
    if any(each.case_id == case_id and each.exhibit == number for each in one_item(ledger.database, item_id).cases):
        return
    if number in used_exhibit_numbers(ledger.database, case_id):
        raise errors.ExhibitNumberUsed(number=number)
    ledger.record("exhibit-given", {"number": number}, actor=actor, subjects=[item_id], case_id=case_id)


def withdraw_exhibit(ledger: Ledger, case_id: str, item_id: str, *, actor: Actor) -> None:
    """Take an item out of a case; its number stays used. Raises NoSuchEntry if it is not in the case."""
    numbers = [each.exhibit for each in one_item(ledger.database, item_id).cases if each.case_id == case_id]
    if not numbers:
        raise errors.NoSuchEntry(kind="item", id=item_id)
    for number in numbers:
        ledger.record("exhibit-withdrawn", {"number": number}, actor=actor, subjects=[item_id], case_id=case_id)


def require_item(ledger: Ledger, item_id: str) -> None:
    """Raises NoSuchEntry for an id that no item has."""
    if item_number(ledger.database, item_id) is None:
        raise errors.NoSuchEntry(kind="item", id=item_id)


def _item_payload(item_id: str, new: NewItem) -> dict[str, Json]:
    payload: dict[str, Json] = {
        "id": item_id,
        "name": new.name,
        "media_type": new.media_type,
        "importer": new.importer,
        "file_modified_at": new.file_modified_at,
        "file_created_at": new.file_created_at,
        "source_folder": new.source_folder,
        "claimed_at": new.claimed_at,
        "claimed_basis": new.claimed_basis,
        "contained_in": new.contained_in,
        "derived_from": new.derived_from,
        "derivation": None if new.derivation is None else dict(new.derivation),
        "facts": dict(new.facts),
        "warnings": [asdict(warning) for warning in new.warnings],
    }
    return payload
