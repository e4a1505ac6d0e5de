# SPDX-License-Identifier: GPL-3.0-or-later
"""Payments that pictures of payment pages show, as proposals for the ledger. Nothing is recorded by itself."""

from collections.abc import Iterator

from evidence_vault.operations.case_exhibits import number_in_case
from evidence_vault.operations.edit_case import case_fact
from evidence_vault.operations.mentioned_payments import (
    MentionedInChat,
    lacks_zone,
    mentioned_payments,
    recorded_already,
)
from evidence_vault.pictures.vouchers import VOUCHER_WORDS, payment_on
from evidence_vault.records import TAKEN_FROM, Fields
from evidence_vault.vault.vault import Vault


def proposed_payments(vault: Vault, case_id: str) -> tuple[MentionedInChat, ...]:
    """What pictures of payment pages show, then what bills and chats tell of. Raises NoSuchEntry."""
    return (*payments_on_vouchers(vault, case_id), *mentioned_payments(vault, case_id))


def payments_on_vouchers(vault: Vault, case_id: str) -> Iterator[MentionedInChat]:
    """The payments on pictures of the case, as far as their text was read, in the order in which it was."""
    has_zone = bool(case_fact(vault, case_id).fields.get("timezone"))
    recorded = vault.facts("payment", case_id=case_id)
    items = {item.content_id: item for item in vault.items(case_id=case_id)}
    for content_id, page, text in vault.picture_texts.holding_any(VOUCHER_WORDS):
        item = items.get(content_id)
        payment = payment_on(text) if item is not None else None
        if item is None or payment is None:
            continue
        exhibit = number_in_case(item, case_id)
        fields: Fields = {**payment.fields, TAKEN_FROM: [item.id]}
        if exhibit:
            fields = {**fields, "evidence_items": [exhibit]}
        yield MentionedInChat(
            item_id=item.id,
            item_name=item.name,
            exhibit=exhibit,
            conversation_id="",
            seq=page,
            fields=fields,
            status_text=payment.status_text,
            recorded_as=recorded_already(fields, recorded),
            needs_zone=not has_zone and lacks_zone(fields.get("sent_at")),
            is_bill=False,
            confidence=payment.confidence,
        )
