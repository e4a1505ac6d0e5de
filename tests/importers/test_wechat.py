# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat: text sent from the phone, text copied from the computer, the statement of WeChat Pay."""

import pytest

from evidence_vault import errors
from evidence_vault.importers import wechat_copied_text, wechat_pay_bill, wechat_shared_text
from evidence_vault.importers.bill_table import exact_amount, statement_time
from evidence_vault.records import Answers, Attachment, AttachmentState, MentionedPayment, Recognition
from tests.importers.conformance import Bytes, check_conservation, check_spans, messages, read, warning_codes
from tests.importers.samples import WECHAT_COPIED, WECHAT_PAY, WECHAT_PAY_HEAD, WECHAT_PAY_ROWS, WECHAT_SHARED

SHARED = wechat_shared_text.IMPORTER
COPIED = wechat_copied_text.IMPORTER
BILL = wechat_pay_bill.IMPORTER


# --- sent as text -------------------------------------------------------------------------------------------


def test_shared_text() -> None:
    records = read(SHARED, WECHAT_SHARED)
    assert records[0].title == "阿岚 / 小满"
    assert [person.name for person in records[0].participants] == ["阿岚", "小满"]
    first, picture, transfer = messages(records)
    assert (first.sender, first.sent_at, first.text) == ("小满", "2026-04-06T16:21", "有点事，一会儿回")
    assert (first.sent_at_raw, first.time_certainty.value) == ("2026-04-06 16:21", "local-device")
    assert picture.attachments == (Attachment("2b42dd21.jpg", AttachmentState.MISSING),)
    assert (transfer.kind.value, transfer.subkind) == ("payment", "transfer")
    assert transfer.payment == MentionedPayment()
    assert transfer.sent_at == "2026-04-07T09:05"
    assert "WECHAT_TEXT_LIMITS" in warning_codes(records)


def shared(body: str) -> Bytes:
    return Bytes("s.txt", f"微信群“读书会”的聊天记录如下:\n\n{body}".encode())


def test_a_line_of_words_that_looks_like_a_sender_stays_in_its_message() -> None:
    source = shared(
        "—————  2026-04-06  —————\n\n小满  16:21\n\n开会  16:00\n在老地方\n\n阿岚  16:22\n\n好\n\n小满  16:23\n\n行\n"
    )
    records = read(SHARED, source)
    check_conservation(records)
    check_spans(records, source)
    assert [(m.sender, m.text) for m in messages(records)] == [
        ("小满", "开会  16:00\n在老地方"),
        ("阿岚", "好"),
        ("小满", "行"),
    ]
    assert "LINE_LIKE_A_RECORD" in warning_codes(records)
    assert records[0].title == "读书会"


def test_files_without_blank_lines_still_split() -> None:
    source = shared("----- 2026年4月6日 -----\n小满  16:21\n你好\n阿岚  16:22\n好\n")
    assert [(m.sender, m.sent_at) for m in messages(read(SHARED, source))] == [
        ("小满", "2026-04-06T16:21"),
        ("阿岚", "2026-04-06T16:22"),
    ]


def test_one_space_counts_only_for_a_known_name_in_a_frame() -> None:
    body = "--- 2026-04-06 ---\n\n小满  16:21\n\n你好\n\n小满 16:22\n\n还在吗\n\n明天 16:30\n\n见\n"
    assert [m.text for m in messages(read(SHARED, shared(body)))] == ["你好", "还在吗\n\n明天 16:30\n\n见"]


def test_without_a_day_the_time_stays_open() -> None:
    found = messages(read(SHARED, shared("小满  16:21\n\n你好\n")))
    assert (found[0].sent_at, found[0].sent_at_raw, found[0].time_certainty.value) == (None, "16:21", "partial")


def test_text_outside_messages_is_kept() -> None:
    records = read(SHARED, shared("发自我的手机\n\n--- 2026-04-06 ---\n\n小满  16:21\n\n你好\n"))
    assert [(m.kind.value, m.text) for m in messages(records)] == [("unknown", "发自我的手机"), ("message", "你好")]
    assert "TEXT_OUTSIDE_RECORDS" in warning_codes(records)


@pytest.mark.parametrize(
    ("body", "kind", "subkind"),
    [
        ("[红包]", "payment", "red-packet"),
        ("[语音]", "message", "voice"),
        ("[视频通话]", "call", "call"),
        ("[位置]", "message", "location"),
        ("[文件: 合同.pdf(请在附件中查看)]", "message", "file"),
        ("小满撤回了一条消息", "deleted", "recalled"),
        ("[微笑] 好的", "message", None),
    ],
)
def test_placeholders(body: str, kind: str, subkind: str | None) -> None:
    found = messages(read(SHARED, shared(f"--- 2026-04-06 ---\n\n小满  16:21\n\n{body}\n")))[0]
    assert (found.kind.value, found.subkind, found.text) == (kind, subkind, body)


def test_amount_of_a_transfer_is_taken_only_as_written() -> None:
    found = messages(read(SHARED, shared("--- 2026-04-06 ---\n\n小满  16:21\n\n[转账] ￥1234.50\n")))[0]
    assert found.payment == MentionedPayment(amount="1234.50", currency="CNY")


# --- copied -------------------------------------------------------------------------------------------------


def test_copied_text() -> None:
    records = read(COPIED, WECHAT_COPIED)
    assert [(m.sender, m.sent_at, m.text) for m in messages(records)] == [
        ("小满", "2026-04-06T16:21", "你好"),
        ("老王@某公司", "2026-04-06T16:25:30", "请先付押金\n明天 16:00"),
        ("小满", None, "[图片]"),
    ]
    assert "COPIED_DAY_UNKNOWN" in warning_codes(records)
    assert COPIED.recognise(WECHAT_COPIED.data, "x", WECHAT_COPIED)[0] is Recognition.MAYBE


@pytest.mark.parametrize(
    ("header", "sent_at"),
    [
        ("小满 2024-01-02 12:34", "2024-01-02T12:34"),
        ("小满 2024-01-02 12:34:56", "2024-01-02T12:34:56"),
        ("小满 2024/1/2 12:34", "2024-01-02T12:34"),
        ("小满 2024年1月2日 12:34", "2024-01-02T12:34"),
        ("小满 2024年1月2日 下午2:34", "2024-01-02T14:34"),
        ("小满(2024-01-02 12:34:56)", "2024-01-02T12:34:56"),
        ("小满 1月2日 12:34", "2026-01-02T12:34"),
        ("小满 12月30日 12:34", "2025-12-30T12:34"),
        ("小满 昨天 12:34", "2026-04-07T12:34"),
        ("小满 前天 12:34", "2026-04-06T12:34"),
        ("小满 星期三 12:34", "2026-04-01T12:34"),
        ("小满 周日 12:34", "2026-04-05T12:34"),
        ("小满 星期天 12:34", "2026-04-05T12:34"),
        ("小满 Yesterday 2:34 PM", "2026-04-07T14:34"),
        ("小满 Monday 12:34", "2026-04-06T12:34"),
        ("小满 12:34", "2026-04-08T12:34"),
    ],
)
def test_header_forms(header: str, sent_at: str) -> None:
    source = Bytes("c.txt", f"{header}\n你好\n{header}\n在吗\n".encode())
    found = messages(read(COPIED, source, Answers(copied_on="2026-04-08")))  # a Wednesday
    assert [(m.sender, m.sent_at, m.text) for m in found] == [("小满", sent_at, "你好"), ("小满", sent_at, "在吗")]


def test_names_with_colons_only() -> None:
    found = messages(read(COPIED, Bytes("c.txt", "小满:\n你好\n阿岚：\n在\n".encode())))
    assert [(m.sender, m.text, m.time_certainty.value) for m in found] == [
        ("小满", "你好", "partial"),
        ("阿岚", "在", "partial"),
    ]


def test_plain_text_is_not_claimed() -> None:
    source = Bytes("x.txt", b"Dear all,\nwe meet at 16:00\nBye\n")
    assert COPIED.recognise(source.data, source.name, source)[0] is Recognition.NO
    with pytest.raises(errors.FormatUnknown):
        read(COPIED, Bytes("x.txt", b"nothing here\n"))


# --- WeChat Pay ---------------------------------------------------------------------------------------------


def test_statement() -> None:
    records = read(BILL, WECHAT_PAY)
    assert [(p.name, p.is_self) for p in records[0].participants] == [("小满", True)]
    first, second = messages(records)
    assert first.payment == MentionedPayment(
        amount="1500.00",
        currency="CNY",
        direction="sent",
        status="朋友已收钱",
        memo="押金, 一个月",
        reference="10000500012026040600",
        counterparty="老王",
    )
    assert second.payment is not None
    assert (second.payment.direction, second.payment.amount, second.payment.memo) == ("received", "0.01", None)
    assert (first.sent_at, first.time_certainty.value) == ("2026-04-06T16:30:05", "local-device")
    assert [m.raw_span.start for m in (first, second) if m.raw_span] == [5, 6]
    assert first.subkind == "转账"
    assert "STATEMENT_COUNT_DIFFERS" not in warning_codes(records)


def bill(rows: str) -> Bytes:
    return Bytes("bill.csv", (WECHAT_PAY_HEAD + rows).encode())


def test_ragged_and_broken_rows_are_counted_and_named() -> None:
    rows = WECHAT_PAY_ROWS + 'broken "quote,1\n' + "合计,,,\n\n2026-04-08 09:00:00,转账,老王\n"
    records = read(BILL, bill(rows))
    check_conservation(records)
    assert (records[-1].messages, records[-1].not_understood) == (3, 2)
    assert {"ROW_NOT_UNDERSTOOD", "AMOUNT_NOT_UNDERSTOOD", "STATEMENT_COUNT_DIFFERS"} <= warning_codes(records)


def test_rows_saved_again_by_a_spreadsheet() -> None:
    rows = "2026/4/6 9:30,转账,老王,/,支出,1500,零钱,朋友已收钱,1.00005E+27,/,/\n"
    records = read(BILL, bill(rows))
    found = messages(records)[0]
    assert (found.sent_at, found.payment and found.payment.amount) == ("2026-04-06T09:30", "1500")
    assert "REFERENCE_ROUNDED" in warning_codes(records)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("¥28.16", "28.16"),
        ("￥1,234,567.80", "1234567.80"),
        ("0.10", "0.10"),
        ("-5", None),
        ("1,23", None),
        ("1e3", None),
        ("", None),
        (None, None),
    ],
)
def test_exact_amounts(text: str | None, amount: str | None) -> None:
    assert exact_amount(text) == amount


@pytest.mark.parametrize(
    ("text", "time"),
    [("2026-04-06 25:00:00", None), ("2026-02-30 10:00:00", None), ("2026/4/6 9:30", "2026-04-06T09:30")],
)
def test_statement_times(text: str, time: str | None) -> None:
    assert statement_time(text) == time
