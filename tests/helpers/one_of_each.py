# SPDX-License-Identifier: GPL-3.0-or-later
"""A case with one fact of every kind the data model knows, each naming all the evidence and messages it can."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence_vault.cases.fields import ENTITIES
from evidence_vault.operations import edit_case
from evidence_vault.records import Actor, Answers, Fact, Json
from evidence_vault.vault.vault import Vault
from tests.helpers.vaults import OWNER, add, chat, new_vault

SECOND = Actor("helper-1", "Chen Mei", "helper")
"""Somebody else who changes what the owner wrote."""

_VALUES: Mapping[str, Json] = {
    "money": "12.50",
    "currency": "CNY",
    "language": "en",
    "time": "2026-03-01T09:30:00+08:00",
    "zone": "Asia/Shanghai",
    "flag": True,
    "whole-number": 1,
}
_SPECIAL: Mapping[str, Mapping[str, Json]] = {
    "narrative": {"text": "As A1 shows, they asked for money."},
    "complaint": {"platform": "wechat"},
    "checklist": {"check_id": "safe_first"},
    "proof": {"about": "payments/p1", "kind": "voucher", "not_needed": False},
    "payment": {"key": "p1"},
}


@dataclass(frozen=True)
class OneOfEach:
    """``facts`` by entity; ``chat_id`` is the item of exhibit C1 with messages, ``picture_id`` that of A1."""

    vault: Vault
    case_id: str
    chat_id: str
    picture_id: str
    facts: Mapping[str, Fact]


def one_of_each(folder: Path) -> OneOfEach:
    """Made by the owner. Every field of every kind is filled in."""
    vault = new_vault(folder)
    case = vault.put("case", {"title": "One of each", "timezone": "Asia/Shanghai"}, actor=OWNER)
    picture, log = add(vault, "profile.png", b"picture"), add(vault, "chat.txt", b"chat")
    vault.add_reading(log.id, "wechat-text", "1", Answers(), chat(3), actor=OWNER)
    vault.assign_exhibit(case.id, picture.id, "A1", actor=OWNER)
    vault.assign_exhibit(case.id, log.id, "C1", actor=OWNER)
    facts = {
        entity: edit_case.put_fact(vault, case.id, entity, filled(entity, log.id, picture.id), OWNER)
        for entity in ENTITIES
    }
    return OneOfEach(vault, case.id, log.id, picture.id, facts)


def filled(entity: str, chat_id: str, picture_id: str) -> dict[str, Json]:
    """A value for every field of an entity."""
    special: dict[str, Json] = {
        "item_id": picture_id if entity == "exhibit" else chat_id,
        "conversation_id": "c-1",
        "evidence_items": ["A1"],
        "seen_in_items": ["A1"],
        "photo_item_ids": ["A1"],
        "picture_item_ids": [picture_id],
        "item_ids": [picture_id],
        "message_picks": [f"{chat_id}/c-1/1"],
        "about": "A1",
        "title": "One of each",
        "narrative_full": "A1 shows it.",
    }
    special |= _SPECIAL.get(entity, {})
    values: dict[str, Json] = {"key": special["key"]} if "key" in special else {}
    for name, kind in ENTITIES[entity].items():
        if name in special:
            values[name] = special[name]
        elif kind.name == "choice":
            values[name] = kind.needs.split(" | ")[0]
        elif kind.name == "choices":
            values[name] = kind.needs.split(" | ")[:1]
        elif kind.name == "texts":
            values[name] = [f"{name} one", f"{name} two"]
        else:
            values[name] = _VALUES.get(kind.name, f"{name} of {entity}")
    return values
