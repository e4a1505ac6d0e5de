# SPDX-License-Identifier: GPL-3.0-or-later
"""Proposals for the ledger: a WeChat transfer that stands twice in a chat is one payment."""

from evidence_vault.operations.mentioned_payments import _direction, _once
from evidence_vault.records import MentionedPayment, Message, MessageKind, TimeCertainty


def transfer(seq: int, subkind: str, reference: str | None, status: str, chat: str = "c") -> Message:
    payment = MentionedPayment("1500.00", "CNY", "sent", status, reference=reference)
    return Message(
        chat,
        seq,
        MessageKind.PAYMENT,
        None,
        None,
        TimeCertainty.PARTIAL,
        None,
        None,
        None,
        payment=payment,
        subkind=subkind,
    )


def test_an_offer_and_its_receipt_are_one_payment_with_the_later_state() -> None:
    found = list(_once([transfer(0, "transfer", "t-1", "offered"), transfer(1, "transfer-receipt", "t-1", "accepted")]))
    assert [(m.seq, m.payment and m.payment.status) for m in found] == [(0, "accepted")]


def test_nothing_is_joined_without_the_same_number_in_the_same_chat() -> None:
    kept = [
        transfer(0, "transfer", "t-1", "offered"),
        transfer(1, "transfer-receipt", "t-2", "accepted"),
        transfer(2, "transfer-receipt", None, "accepted"),
        transfer(3, "transfer-receipt", "t-1", "accepted", chat="other"),
        transfer(4, "transfer", None, "offered"),
    ]
    assert list(_once(kept)) == kept


def test_who_wrote_a_transfer_is_not_who_paid() -> None:
    receipt = transfer(0, "transfer-receipt", None, "accepted")._replace(is_self=True)
    packet = transfer(0, "red-packet", None, "x")._replace(is_self=True)
    assert (_direction(receipt), _direction(packet)) == (None, "sent")
