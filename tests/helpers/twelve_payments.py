# SPDX-License-Identifier: GPL-3.0-or-later
"""A made-up case with 12 payments, 3 suspects and 5 conversations, small enough to be worked out by hand.

What tests expect of it was counted on paper, never copied from the program.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evidence_vault.operations import edit_case
from evidence_vault.operations.case_facts import apply_facts
from evidence_vault.operations.message_marks import place_of, put_mark
from evidence_vault.progress import Silent
from evidence_vault.records import (
    Answers,
    Conversation,
    EvidenceItem,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    ReadingSummary,
    TimeCertainty,
)
from evidence_vault.vault.vault import NewItem, Vault
from tests.helpers.vaults import OWNER, new_vault

TITLE = "十二笔"
Line = tuple[str, str | None, str | None, str | MentionedPayment]
"""Time, name, account, words or payment."""


def _paid(
    amount: str, who: str, *, number: str | None = None, status: str | None = None, direction: str = "sent",
    currency: str = "CNY",
) -> MentionedPayment:  # fmt: skip
    return MentionedPayment(amount, currency, direction, status, reference=number, counterparty=who)


TEACHER: tuple[Line, ...] = (
    ("2026-02-27T09:00:00", "阳光", "wang_t", "加我，带您赚钱"),
    ("2026-02-27T09:05:00", "阳光", "wang_t", "保本，每天3%"),  # inducement
    ("2026-02-28T10:00:00", "王老师", "wang_t", "转到我的微信"),  # instruction
    ("2026-03-01T10:00:00", "晓雯", None, _paid("5000.00", "王老师")),
    ("2026-03-10T10:01:00", "晓雯", None, _paid("700.00", "王老师")),
    ("2026-03-11T10:00:00", "晓雯", None, _paid("900.00", "王老师")),
    ("2026-03-12T10:00:00", "王老师", "wang_t", "不交税就不能提现"),  # refusal
)
SUPPORT: tuple[Line, ...] = (
    ("2026-03-04T08:00:00Z", "Support", "7001", "welcome"),
    ("2026-03-08T08:00:00Z", "Support", "7001", "pay the fee"),
)
FAMILY: tuple[Line, ...] = (("2026-03-06T20:00:00", "周明", None, "你转了五万？"),)
WECHAT_BILL: tuple[Line, ...] = (
    ("2026-03-11T10:00:20", None, None, _paid("900.00", "王老师", number="R90", status="对方已收钱")),
    ("2026-03-09T10:00:03", None, None, _paid("1500.00", "王老师", number="R11", status="已全额退款")),
    ("2026-03-04T08:00:00", None, None, _paid("12.50", "示例超市", number="R77", status="支付成功")),
    ("2026-03-03T18:00:00", None, None, _paid("2000.00", "王老师", number="R04", status="对方已收钱")),
    ("2026-03-03T12:00:10", None, None, _paid("2000.00", "王老师", number="R03", status="已全额退款")),
    ("2026-03-02T20:00:00", None, None, _paid("500.00", "王老师", number="R08", direction="received")),
    ("2026-03-02T11:00:30", None, None, _paid("3000.00", "王老师", number="R02", status="对方已收钱")),
    ("2026-03-01T10:00:05", None, None, _paid("5000.00", "王老师", number="R01", status="对方已收钱")),
)
BANK_BILL: tuple[Line, ...] = (
    ("2026-03-05T14:22:00", None, None, _paid("30000.00", "示例咨询有限公司", number="B05")),
    ("2026-03-06T09:00:00", None, None, _paid("50010.00", "示例咨询有限公司", number="B06")),
    ("2026-03-06T18:00:00", None, None, _paid("123.00", "示例超市", number="B77")),
)
PICTURES = ("profile.png", "pay-here.png", "voucher-1.png", "voucher-2.png", "voucher-5.png")
"""They get the numbers A1 to A5."""

FACTS = """
schema = 1
[case]
timezone = "Asia/Shanghai"
platform = "wechat"

[[suspects]]
key = "s1"
label = "S1"
claimed_name = "王老师"
[[suspects.identifiers]]
key = "s1-id"
type = "wechat_id"
value_exact = "wang_t"
display_name = "王老师"
platform = "wechat"
seen_in_items = ["A1"]

[[suspects]]
key = "s2"
label = "S2"
claimed_name = "Support"
[[suspects.identifiers]]
key = "s2-id"
type = "telegram_id"
value_exact = "7001"
platform = "telegram"

[[suspects]]
key = "s3"
label = "S3"
claimed_org = "示例咨询有限公司"
[[suspects.identifiers]]
key = "s3-account"
type = "bank_account"
value_exact = "6222000011112222"
seen_in_items = ["A2"]

[[payments]]
key = "p01"
direction = "sent"
amount = "5000.00"
currency = "CNY"
sent_at = "2026-03-01T10:00:05"
status = "received_by_payee"
reference_id = "R01"
evidence_items = ["A3"]
[[payments]]
key = "p02"
direction = "sent"
amount = "3000"
currency = "CNY"
sent_at = "2026-03-02T11:00"
evidence_items = ["A4"]
[[payments]]
key = "p08"
direction = "received"
amount = "500.00"
currency = "CNY"
sent_at = "2026-03-02T20:00"
from_account_name = "王老师"
reference_id = "R08"
[[payments]]
key = "p04"
direction = "sent"
amount = "2000.00"
currency = "CNY"
sent_at = "2026-03-03"
sent_at_precision = "day"
[[payments]]
key = "p03"
direction = "sent"
amount = "2000.00"
currency = "CNY"
sent_at = "2026-03-03T12:00"
status = "sent"
reference_id = "R03"
[[payments]]
key = "p05"
direction = "sent"
amount = "30000.00"
currency = "CNY"
sent_at = "2026-03-05T14:22:00"
to_account_no = "6222000011112222"
to_account_name = "示例咨询有限公司"
reference_id = "B05"
evidence_items = ["A5"]
[[payments]]
key = "p06"
direction = "sent"
amount = "50000.00"
currency = "CNY"
sent_at = "2026-03-06T09:00:00"
to_account_no = "6222000011112222"
reference_id = "B06"
[[payments]]
key = "p07"
direction = "sent"
amount = "1000.00"
currency = "USD"
sent_at = "2026-03-07T09:00Z"
[[payments]]
key = "p09"
direction = "sent"
amount = "800.00"
currency = "CNY"
status = "failed"
sent_at = "2026-03-08T10:00"
[[payments]]
key = "p11"
direction = "sent"
amount = "1500.00"
currency = "CNY"
status = "refunded"
sent_at = "2026-03-09T10:00"
reference_id = "R11"
[[payments]]
key = "p12"
direction = "sent"
amount = "700.00"
currency = "CNY"
sent_at = "2026-03-10T10:00"
[[payments]]
key = "p10"
direction = "sent"
amount = "300.123456"
crypto_asset = "USDT"
crypto_tx_hash = "0xabc"

[[events]]
key = "e1"
at = "2026-02-27T09:00"
summary = "加好友"
evidence_items = ["B1"]
"""


@dataclass(frozen=True)
class TwelvePayments:
    """The open vault, its case, and the items of the chats and bills by their file names."""

    vault: Vault
    case_id: str
    items: dict[str, EvidenceItem]


def twelve_payments(folder: Path) -> TwelvePayments:
    """The case in a new vault; the caller closes it."""
    vault = new_vault(folder)
    case = edit_case.new_case(vault, TITLE, OWNER)
    items = {}
    for name, number, platform, lines in (
        ("teacher.txt", "B1", "wechat", TEACHER),
        ("support.txt", "B2", "telegram", SUPPORT),
        ("family.txt", "B3", "whatsapp", FAMILY),
        ("wechat-pay.csv", "C1", "wechat-pay", WECHAT_BILL),
        ("bank.csv", "C2", "bank", BANK_BILL),
    ):
        item = _item(vault, case.id, name, "text/plain", number)
        vault.add_reading(item.id, "made-up", "1", Answers(), _reading(name, platform, lines), actor=OWNER)
        items[name] = vault.item(item.id)
    for place, name in enumerate(PICTURES, 1):
        items[name] = _item(vault, case.id, name, "image/png", f"A{place}")
    apply_facts(vault, case.id, FACTS, OWNER)
    teacher = items["teacher.txt"].id
    for seq, kind in ((1, "inducement"), (2, "instruction"), (6, "refusal")):
        message = vault.chats.message(teacher, seq)
        assert message is not None
        put_mark(vault, case.id, place_of(teacher, message), kind, OWNER)
    return TwelvePayments(vault, case.id, items)


def _item(vault: Vault, case_id: str, name: str, media_type: str, number: str) -> EvidenceItem:
    content = vault.store_content(io.BytesIO(name.encode()), progress=Silent())
    item = vault.add_item(NewItem(content, name, media_type), actor=OWNER, case_id=case_id)
    vault.assign_exhibit(case_id, item.id, number, actor=OWNER)
    return item


def _reading(title: str, platform: str, lines: tuple[Line, ...]) -> Iterator[ReadingRecord]:
    writers = dict.fromkeys((name, account) for _at, name, account, _said in lines if name)
    yield Conversation("c", title, platform, tuple(Participant(*who, who[0] == "晓雯") for who in writers))
    for seq, (at, name, account, said) in enumerate(lines):
        is_payment = isinstance(said, MentionedPayment)
        yield Message(
            "c",
            seq,
            MessageKind.PAYMENT if is_payment else MessageKind.MESSAGE,
            at,
            at,
            TimeCertainty.UTC if at.endswith("Z") else TimeCertainty.LOCAL_DEVICE,
            name,
            None if is_payment else str(said),
            None,
            sender_id=account,
            is_self=name == "晓雯" if name else None,
            payment=said if isinstance(said, MentionedPayment) else None,
        )
    yield ReadingSummary(1, len(lines), {"message": len(lines)}, len(lines), 0)
