# SPDX-License-Identifier: GPL-3.0-or-later
"""What a picture offers to be taken over: amounts, numbers, addresses and codes in its text."""

from collections.abc import Mapping

from evidence_vault.operations.case_exhibits import number_in_case
from evidence_vault.operations.edit_case import put_fact
from evidence_vault.pictures.facts_in_text import OfferedFact, offered_facts
from evidence_vault.records import TAKEN_FROM, Actor, Fact, Json
from evidence_vault.vault.vault import Vault

__all__ = ["IDENTIFIERS", "OfferedFact", "accept_fact", "facts_in_picture"]

IDENTIFIERS: Mapping[str, str] = {
    "card": "bank_account",
    "account": "bank_account",
    "phone": "phone",
    "iban": "iban",
    "wechat_id": "wechat_id",
    "url": "url",
    "email": "email",
    "transfer_number": "transfer_no",
    "code": "qr_code",
}
"""Kinds that can be recorded as somebody's identifier, with its type; amounts are offered in Money."""


def facts_in_picture(vault: Vault, item_id: str, page: int = 0) -> tuple[OfferedFact, ...]:
    """What was found on a page of an item, from top to bottom; nothing where its text was not read.

    Nothing is recorded by this. Raises NoSuchEntry.
    """
    text = vault.picture_texts.text(vault.item(item_id).content_id, page)
    return () if text is None else offered_facts(text)


def accept_fact(  # noqa: PLR0917 - the window calls it so
    vault: Vault, case_id: str, item_id: str, offered: OfferedFact, suspect_id: str | None, actor: Actor
) -> Fact:
    """Record an offered number or address as an identifier, with the picture as where it was seen.

    ``suspect_id`` None: as the person's own. Raises NoSuchEntry, FactInvalid, ValueError (an amount is none).
    """
    if offered.kind not in IDENTIFIERS:
        raise ValueError(offered.kind)
    number = number_in_case(vault.item(item_id), case_id)
    fields: dict[str, Json] = {"type": IDENTIFIERS[offered.kind], "value_exact": offered.value, TAKEN_FROM: [item_id]}
    if number:
        fields["seen_in_items"] = [number]
    owner: dict[str, Json] = {"is_victims_own": True} if suspect_id is None else {"suspect_id": suspect_id}
    return put_fact(vault, case_id, "identifier", {**fields, **owner}, actor)
