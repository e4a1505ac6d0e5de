# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of tools around WeChat, QQ's text, Alipay's statement: hand-written expectations."""

from evidence_vault.importers import alipay_bill, memotrace_csv, memotrace_text, qq_text
from evidence_vault.importers.wechat_types import meaning_of
from evidence_vault.records import Conversation, MentionedPayment, MessageKind
from tests.importers.conformance import Bytes, messages, read, warning_codes
from tests.importers.samples import ALIPAY, MEMOTRACE_CSV, MEMOTRACE_TEXT, QQ_TEXT


def test_memotrace_text() -> None:
    records = read(memotrace_text.IMPORTER, MEMOTRACE_TEXT)
    assert [(m.kind.value, m.sender, m.sent_at, m.text) for m in messages(records)] == [
        ("message", "小满", "2026-04-06T16:21:05", "你好"),
        ("message", "老王", "2026-04-06T16:22:00", "先付押金\n\n第二段"),
        ("system", None, "2026-04-06T16:23:00", "老王撤回了一条消息"),
        ("message", "小满", "2026-04-06T16:24:00", "[图片]"),
    ]
    assert records[0].title == "老王"
    assert "MEMOTRACE_TEXT_LIMITS" in warning_codes(records)


def test_memotrace_table_with_short_rows() -> None:
    found = messages(read(memotrace_csv.IMPORTER, MEMOTRACE_CSV))
    assert [(m.kind.value, m.subkind, m.is_self, m.sent_at, m.text) for m in found] == [
        ("message", None, True, "2026-04-06T08:21:05+00:00", "你好"),
        ("message", None, False, "2026-04-06T08:22:00+00:00", "先付押金\n一个月"),
        ("payment", "transfer", True, "2026-04-06T08:23:00+00:00", None),
        ("system", "notice", False, "2026-04-06T08:24:00+00:00", "撤回"),
        ("unknown", "type-77", False, "2026-04-06T08:25:00+00:00", "?"),
    ]
    assert found[2].payment == MentionedPayment()
    assert (found[3].sender, found[3].sender_id) == ("老王", "wxid_made_up")


def test_wechat_type_numbers() -> None:
    assert meaning_of(49 | 2001 << 32) == (MessageKind.PAYMENT, "red-packet")
    assert meaning_of(49, 6) == (MessageKind.MESSAGE, "file")
    assert meaning_of(49, 12345) == (MessageKind.UNKNOWN, "type-49-12345")
    assert meaning_of(None) == (MessageKind.UNKNOWN, None)


def test_qq_sections() -> None:
    records = read(qq_text.IMPORTER, QQ_TEXT)
    assert [(c.id, c.title) for c in records if isinstance(c, Conversation)] == [("1", "读书会"), ("2", "阿岚")]
    assert [(m.conversation, m.kind.value, m.sender, m.sender_id, m.sent_at, m.text) for m in messages(records)] == [
        ("1", "message", "小李", "87200175", "2026-05-06T20:43:38", "第一行\n2006-01-02 15:04:05"),
        ("1", "message", "老王", "123456", "2026-05-06T09:01:05", "[图片]"),
        ("2", "message", "阿岚", None, "2026-05-07T12:00:00", "在吗"),
        ("2", "system", "系统消息", "10000", "2026-05-07T12:01:00", "对方已撤回"),
    ]


def test_qq_without_blank_lines() -> None:
    text = "2026-01-02 03:04:05 10001(10001)\nhello\n2026-01-02 03:05:05 Ada(20002)\nhi\n"
    found = messages(read(qq_text.IMPORTER, Bytes("q.txt", text.encode())))
    assert [(m.sender, m.text) for m in found] == [("10001", "hello"), ("Ada", "hi")]


def test_alipay_statement() -> None:
    records = read(alipay_bill.IMPORTER, ALIPAY)
    first, refund = messages(records)
    assert first.payment == MentionedPayment(
        amount="1500.00",
        currency="CNY",
        direction="sent",
        status="交易成功",
        memo="押金",
        reference="2026040622001",
        counterparty="老王",
    )
    assert refund.payment is not None
    assert (refund.payment.amount, refund.payment.direction) == ("20.50", None)
    assert [(p.name, p.is_self) for p in records[0].participants] == [("小满", True)]
