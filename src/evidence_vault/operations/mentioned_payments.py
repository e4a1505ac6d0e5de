# SPDX-License-Identifier: GPL-3.0-or-later
"""Payments that imported bills and chats tell of, as proposals for the ledger. Nothing is recorded by itself."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from evidence_vault.cases.origins import message_key
from evidence_vault.money import BILLS
from evidence_vault.operations.case_exhibits import number_in_case
from evidence_vault.operations.edit_case import case_fact
from evidence_vault.operations.joined_transcripts import pictures_of_conversation
from evidence_vault.operations.picture_places import places_of
from evidence_vault.records import TAKEN_FROM, EvidenceItem, Fact, Fields, Json, Message, StoredConversation
from evidence_vault.vault.vault import Vault

CHAT_APPS = frozenset({"wechat", "whatsapp", "telegram", "chat"})
"""Platforms of conversations read from screenshots: one may show nothing but a transfer, and still be a chat."""
_TYPES: Mapping[tuple[str, str], str] = {
    ("wechat-pay", "转账"): "wechat_pay_transfer",
    ("wechat", "transfer"): "wechat_pay_transfer",
    ("wechat-pay", "微信红包"): "wechat_red_packet",
    ("wechat-pay", "扫二维码付款"): "wechat_qr_merchant",
    ("wechat-pay", "商户消费"): "wechat_qr_merchant",
    ("alipay", "转账"): "alipay_transfer",
}
_STATES: Mapping[str, str] = {
    "支付成功": "sent",
    "对方已收钱": "received_by_payee",
    "朋友已收钱": "received_by_payee",
    "已存入零钱": "received_by_payee",
    "已收钱": "received_by_payee",
    "已转账": "sent",
    "已全额退款": "refunded",
    "对方已退还": "refunded",
    "交易关闭": "cancelled",
    "交易成功": "received_by_payee",
    "offered": "sent",
    "accepted": "received_by_payee",
    "returned": "refunded",
    "expired": "refunded",
    "已收款": "received_by_payee",
    "已被接收": "received_by_payee",
    "已退还": "refunded",
    "已被退还": "refunded",
}
_RECEIPT = "transfer-receipt"
_WRITTEN_BY_BOTH = frozenset({"transfer", _RECEIPT})
_PARTLY = re.compile(r"已退款\s*[(（]?[¥￥]?\s*(\d+(?:\.\d+)?)")
_HAS_OFFSET = re.compile(r"(Z|[+-]\d\d:\d\d)\Z")


@dataclass(frozen=True, slots=True)
class MentionedInChat:
    """One payment that a file tells of. ``fields`` are those of a payment, all as the file says.

    ``recorded_as`` is the id of the payment of the ledger that has the same reference, or else the same amount,
    currency and time. ``needs_zone``: its time says nothing without a zone. ``is_bill``: from the bill of a provider
    or bank, where every line is a payment. ``span_sha256``: the hash of the line in the file.
    ``confidence``: percent, where the program read it on the picture of a voucher and nobody confirmed it; then
    there is no conversation, and ``seq`` is the page.
    """

    item_id: str
    item_name: str
    exhibit: str | None
    conversation_id: str
    seq: int
    fields: Fields
    status_text: str | None
    recorded_as: str | None
    needs_zone: bool
    is_bill: bool
    span_sha256: str | None = None
    confidence: int | None = None


def mentioned_payments(vault: Vault, case_id: str) -> tuple[MentionedInChat, ...]:
    """Every payment that files of the case tell of, the latest first. Raises NoSuchEntry."""
    zone = case_fact(vault, case_id).fields.get("timezone")
    recorded = vault.facts("payment", case_id=case_id)
    found = [
        _mentioned(file, message, recorded, has_zone=bool(zone))
        for file in _files(vault, case_id)
        for message in _once(vault.chats.payments(file.item_id))
    ]
    return tuple(sorted(found, key=lambda one: str(one.fields.get("sent_at") or ""), reverse=True))


def _once(messages: Iterable[Message]) -> Iterator[Message]:
    """A WeChat transfer and the message that it was taken are one payment, where both carry its number."""
    kept = list(messages)
    offers = {_number(message) for message in kept if message.subkind == "transfer"} - {None}
    receipts = {_number(message): message for message in kept if message.subkind == _RECEIPT}
    for message in kept:
        number = _number(message)
        if message.subkind == _RECEIPT and number in offers:
            continue
        receipt = receipts.get(number) if number in offers else None
        if receipt is not None and receipt.payment and message.payment:
            status = receipt.payment.status or message.payment.status
            yield message._replace(payment=replace(message.payment, status=status))
        else:
            yield message


def _number(message: Message) -> tuple[str, str] | None:
    reference = message.payment.reference if message.payment else None
    return (message.conversation, reference) if reference else None


@dataclass(frozen=True, slots=True)
class _File:
    """An item that was read: ``platforms`` by conversation, ``bills`` the conversations that are bills.

    ``pictures``: SHA-256 to exhibit number, where the messages were read from several screenshots.
    """

    item_id: str
    name: str
    exhibit: str | None
    platforms: Mapping[str, str]
    bills: frozenset[str]
    pictures: Mapping[str, str | None] = field(default_factory=dict)

    def exhibit_of(self, message: Message) -> str | None:
        """The picture that shows the message, where it is one of several; else the file."""
        places = places_of(message.raw_span, "") if self.pictures else ()
        return next((number for place in places if (number := self.pictures.get(place.file_sha256))), self.exhibit)


def _files(vault: Vault, case_id: str) -> Iterator[_File]:
    by_item: dict[str, list[StoredConversation]] = {}
    for stored in vault.conversations(case_id=case_id):
        by_item.setdefault(stored.item_id, []).append(stored)
    for item_id, conversations in by_item.items():
        item = vault.item(item_id)
        payments = Counter(message.conversation for message in vault.chats.payments(item_id))
        yield _File(
            item_id,
            item.name,
            number_in_case(item, case_id),
            {one.conversation.id: one.conversation.platform for one in conversations},
            frozenset(one.conversation.id for one in conversations if _is_bill(one, payments[one.conversation.id])),
            _numbers_of_pictures(vault, item, case_id),
        )


def _numbers_of_pictures(vault: Vault, item: EvidenceItem, case_id: str) -> dict[str, str | None]:
    several = pictures_of_conversation(vault, item.id)
    if len(several) < 2:
        return {}
    return {one.sha256: number_in_case(one, case_id) for one in map(vault.item, several)}


def _is_bill(stored: StoredConversation, payments: int) -> bool:
    # A bank's table read by whichever importer has nothing but payments; a chat has at least a word beside them.
    return stored.conversation.platform in BILLS or (
        0 < stored.messages == payments and stored.conversation.platform not in CHAT_APPS
    )


def _mentioned(file: _File, message: Message, recorded: tuple[Fact, ...], *, has_zone: bool) -> MentionedInChat:
    exhibit = file.exhibit_of(message)
    fields: Fields = {
        **_fields(message, file.platforms.get(message.conversation, ""), exhibit),
        TAKEN_FROM: [message_key(file.item_id, message.conversation, message.seq)],
    }
    return MentionedInChat(
        item_id=file.item_id,
        item_name=file.name,
        exhibit=exhibit,
        conversation_id=message.conversation,
        seq=message.seq,
        fields=fields,
        status_text=message.payment.status if message.payment else None,
        recorded_as=recorded_already(fields, recorded),
        needs_zone=not has_zone and lacks_zone(fields.get("sent_at")),
        is_bill=message.conversation in file.bills,
        span_sha256=message.raw_span.sha256 if message.raw_span else None,
    )


def _fields(message: Message, platform: str, exhibit: str | None) -> Fields:
    payment = message.payment
    if payment is None:
        return {}
    status = payment.status or ""
    partly = _PARTLY.search(status)
    direction = payment.direction or _direction(message)
    other_side = "from_account_name" if direction == "received" else "to_account_name"
    fields: dict[str, Json] = {
        "direction": direction,
        "type": _TYPES.get((platform, message.subkind or "")),
        "status": "partly_refunded" if partly else _STATES.get(status),
        "sent_at": message.sent_at,
        "sent_at_precision": _precision(message.sent_at),
        "amount": payment.amount,
        "currency": payment.currency,
        other_side: payment.counterparty or (message.sender if direction == "received" else None),
        "merchant_descriptor": payment.memo,
        "reference_id": payment.reference,
        "refunded_amount": partly[1] if partly else None,
        "evidence_items": [exhibit] if exhibit else None,
    }
    return {name: value for name, value in fields.items() if value}


def _direction(message: Message) -> str | None:
    # A WeChat transfer is written by the payer and again by the payee: who wrote it does not say who paid.
    if message.subkind in _WRITTEN_BY_BOTH:
        return None
    return None if message.is_self is None else "sent" if message.is_self else "received"


def _precision(at: str | None) -> str | None:
    if not at or len(at) < len("2026-03-01T09:30"):
        return "day" if at else None
    return "exact_second" if at[16:17] == ":" else "minute"


def recorded_already(fields: Fields, recorded: tuple[Fact, ...]) -> str | None:
    """The payment of the ledger with the same reference, or else the same amount, currency and time; its id."""
    reference = fields.get("reference_id")
    for fact in recorded:
        other = fact.fields
        if reference and other.get("reference_id"):
            if reference == other["reference_id"]:
                return fact.id
        elif fields.get("amount") and _core(fields) == _core(other):
            return fact.id
    return None


def lacks_zone(at: object) -> bool:
    """Whether a time of a payment says an hour without saying of which zone."""
    return isinstance(at, str) and len(at) > len("2026-03-01") and not _HAS_OFFSET.search(at)


def _core(fields: Fields) -> tuple[object, ...]:
    return fields.get("amount"), fields.get("currency"), str(fields.get("sent_at") or "")[:16]
