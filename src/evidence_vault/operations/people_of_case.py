# SPDX-License-Identifier: GPL-3.0-or-later
"""The people of a case with their accounts, what chats show beside them, and the ways to link the two."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence_vault.operations.edit_case import case_fact, put_fact
from evidence_vault.operations.seen_accounts import SeenAccount, link_account, link_own_account, seen_accounts
from evidence_vault.records import TAKEN_FROM, Actor, Fact, Fields, Json
from evidence_vault.vault.vault import Vault

__all__ = [
    "KnownSuspect",
    "PeopleOfCase",
    "link_account",
    "link_own_account",
    "next_label",
    "people_of_case",
    "put_suspect",
    "suspect_from_account",
]


@dataclass(frozen=True, slots=True)
class KnownSuspect:
    """Somebody of the other side with every identifier recorded."""

    fact: Fact
    identifiers: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PeopleOfCase:
    """Everybody of a case in the order in which they were recorded. ``own_accounts`` are the person's own."""

    suspects: tuple[KnownSuspect, ...]
    people: tuple[Fact, ...]
    own_accounts: tuple[Fact, ...]
    seen: tuple[SeenAccount, ...]
    case_zone: str | None


def people_of_case(vault: Vault, case_id: str) -> PeopleOfCase:
    """Everybody of the case. Raises NoSuchEntry."""
    zone = case_fact(vault, case_id).fields.get("timezone")
    identifiers = vault.facts("identifier", case_id=case_id)
    return PeopleOfCase(
        suspects=tuple(
            KnownSuspect(fact, tuple(one for one in identifiers if one.fields.get("suspect_id") == fact.id))
            for fact in vault.facts("suspect", case_id=case_id)
        ),
        people=vault.facts("person", case_id=case_id),
        own_accounts=tuple(one for one in identifiers if not one.fields.get("suspect_id")),
        seen=seen_accounts(vault, case_id),
        case_zone=str(zone) if zone else None,
    )


def next_label(suspects: Sequence[KnownSuspect]) -> str:
    """The first of S1, S2 … that no suspect has."""
    used = {suspect.fact.fields.get("label") for suspect in suspects}
    return next(f"S{number}" for number in range(1, len(used) + 2) if f"S{number}" not in used)


def put_suspect(vault: Vault, case_id: str, fields: Fields, identifiers: Sequence[Fields], actor: Actor) -> Fact:
    """Record somebody of the other side with identifiers at once: also the way back after a removal."""
    suspect = put_fact(vault, case_id, "suspect", fields, actor)
    for identifier in identifiers:
        put_fact(vault, case_id, "identifier", {**identifier, "suspect_id": suspect.id}, actor)
    return suspect


def suspect_from_account(vault: Vault, case_id: str, account: SeenAccount, label: str, actor: Actor) -> Fact:
    """Record somebody new of the other side from an account that a chat shows."""
    seen = list[Json](dict.fromkeys(item_id for item_id, _conversation in account.conversations))
    fields: Fields = {"label": label, "claimed_name": account.name, TAKEN_FROM: seen}
    suspect = put_fact(vault, case_id, "suspect", fields, actor)
    link_account(vault, case_id, account, suspect.id, actor)
    return suspect
