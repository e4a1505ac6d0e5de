# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts evidence into a case under exhibit numbers that are given once."""

from evidence_vault.cases.exhibit_numbers import group_of, member_number, next_number
from evidence_vault.records import Actor, EvidenceItem
from evidence_vault.vault.vault import Vault


def put_into_case(vault: Vault, case_id: str, item: EvidenceItem, actor: Actor) -> str:
    """Give ``item`` its number in the case; the one it has when it is there already."""
    existing = number_in_case(item, case_id)
    if existing:
        return existing
    used = vault.used_exhibit_numbers(case_id)
    container = _container_number(vault, case_id, item)
    number = (
        member_number(container, used) if container else next_number(group_of(item.media_type, item.importer), used)
    )
    vault.assign_exhibit(case_id, item.id, number, actor=actor)
    return number


def number_in_case(item: EvidenceItem, case_id: str) -> str | None:
    """The item's exhibit number in the case, if it belongs to it."""
    return next((one.exhibit for one in item.cases if one.case_id == case_id), None)


def _container_number(vault: Vault, case_id: str, item: EvidenceItem) -> str | None:
    return number_in_case(vault.item(item.contained_in), case_id) if item.contained_in else None
