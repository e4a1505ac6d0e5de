# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of tools around WeChat, QQ's text, Alipay's statement: hand-written expectations."""

import pytest

from evidence_vault.importers import (
    alipay_bill,
    chatlog_text,
    memotrace_csv,
    memotrace_text,
    qq_text,
    wechat_copied_text,
    wechat_shared_text,
    weflow_text,
)
from evidence_vault.importers.wechat_types import meaning_of
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    MentionedPayment,
    MessageKind,
    Recognition,
)
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


def test_chatlog_messages_inside_others_start_no_record() -> None:
    text = (
        "老王(wxid_x) 16:21:05\n你好\n\n小满(我) 16:22:05\n> 老王(wxid_x) 04-06 16:21:05\n> 你好\n好的\n\n"
        "老王(wxid_x) 16:23:05\n[合并转发|群聊的聊天记录]\n  小李(公司) 16:00:00\n  先付押金\n\n"
        "wxid_without_name 16:24:05\n[小程序|票](https://x.invalid)\n\n我 16:25:05\n[红包封面]\n\n"
        "老王(wxid_x) 16:26:05\nType: 77 Content: <a>\n\n老王(wxid_x) 16:27:05\n拼车\nwxid_somebody 17:00:00\n走\n"
    )
    found = messages(read(chatlog_text.IMPORTER, Bytes("c.txt", text.encode())))
    assert [(each.kind.value, each.subkind, each.sender, each.sender_id, each.is_self) for each in found] == [
        ("message", None, "老王", "wxid_x", None),
        ("message", "quote", "小满", None, True),
        ("message", "forwarded-chat", "老王", "wxid_x", None),
        ("message", "mini-program", None, "wxid_without_name", None),
        ("message", "red-packet-cover", "我", None, True),
        ("unknown", "type-77", "老王", "wxid_x", None),
        ("message", None, "老王", "wxid_x", None),
    ]
    assert found[1].text == "> 老王(wxid_x) 04-06 16:21:05\n> 你好\n好的"


def test_weflow_text_tells_files_by_the_form_of_their_path_and_receipts_as_money() -> None:
    text = (
        "2026-03-01 09:30:00 '老王'\nmedia/images/2026-03/a.jpg\n\n2026-03-01 09:31:00 '我'\n"
        "[转账收款] (老王 转账给 我) ￥12.00\n\n2026-03-01 09:32:00 '老王'\nimages of a.jpg\n\n"
    )
    found = messages(read(weflow_text.IMPORTER, Bytes("w.txt", text.encode())))
    assert [(each.kind.value, each.subkind) for each in found] == [
        ("message", "picture?"),
        ("payment", "transfer"),
        ("message", None),
    ]
    assert found[0].attachments == (Attachment("media/images/2026-03/a.jpg", AttachmentState.MISSING),)
    assert found[1].payment == MentionedPayment("12.00", "CNY")


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Chat History between Odo and Tilda on WeChat is as follows. Please check.", "Odo / Tilda"),
        ("The chat history in the WeChat group “Flat” is as follows:", "Flat"),
        ("老王的聊天记录如下，请查收。", "老王"),
    ],
)
def test_shared_text_with_other_titles_and_one_blank_for_two(title: str, named: str) -> None:
    day = "————— 2026-04-06 —————"
    text = f"{title}\n\n{day}\n\n小满 16:21\n\n好的\n开会 16:00\n\n老王 16:22\n\n[Photo: a.jpg(See attachment)]\n"
    source = Bytes("s.txt", text.encode())
    assert wechat_shared_text.IMPORTER.recognise(source.data, source.name, source)[0] is Recognition.CERTAIN
    records = read(wechat_shared_text.IMPORTER, source)
    assert next(each.title for each in records if isinstance(each, Conversation)) == named
    last = messages(records)[-1]
    assert (last.sender, last.sent_at) == ("老王", "2026-04-06T16:22")
    assert [each.name for each in last.attachments] == ["a.jpg"]
    assert len(messages(records)) == 2


def test_copied_text_of_names_alone_may_be_a_chat_when_names_recur() -> None:
    chat = "老王:\n你好\n\n小满：\n好\n\n老王:\n先付押金\n"
    letter = "To do:\nbuy bread\n\nLater:\nrest\n\nThen we go home.\n\nTo do:\nnothing\n"
    for text, expected in ((chat, Recognition.MAYBE), (letter, Recognition.NO)):
        source = Bytes("c.txt", text.encode())
        assert wechat_copied_text.IMPORTER.recognise(source.data, source.name, source)[0] is expected
    found = messages(read(wechat_copied_text.IMPORTER, Bytes("c.txt", chat.encode())))
    assert [(each.sender, each.text, each.sent_at) for each in found] == [
        ("老王", "你好", None),
        ("小满", "好", None),
        ("老王", "先付押金", None),
    ]
