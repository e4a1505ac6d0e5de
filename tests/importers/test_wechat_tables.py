# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables that tools wrote of one WeChat chat: kinds, money, files, sides, and what a spreadsheet did to them."""

from evidence_vault.importers import memotrace_chat_csv, weflow_csv
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    MentionedPayment,
    Participant,
    TimeCertainty,
)
from tests.importers.conformance import messages, read, warning_codes
from tests.importers.made_files import Bytes
from tests.importers.table_samples import MEMOTRACE_CHAT, MEMOTRACE_CHAT_FORK, WEFLOW_CSV

OMITTED, MISSING, PRESENT = AttachmentState.OMITTED, AttachmentState.MISSING, AttachmentState.PRESENT


class _Beside(Bytes):
    """A source that knows what lies beside it."""

    beside = ("合同 第2版.pdf", "media/images/a.jpg")


def test_memotrace_table_of_one_chat() -> None:
    records = read(memotrace_chat_csv.IMPORTER, MEMOTRACE_CHAT)
    found = messages(records)
    assert [(each.kind.value, each.subkind, each.sender, each.sent_at) for each in found] == [
        ("message", None, "老王", "2026-03-01T09:30:00"),
        ("payment", "transfer", "小满", "2026-03-01T09:31:00"),
        ("payment", "transfer-receipt", "老王", "2026-03-01T09:31:30"),
        ("payment", "red-packet", "老王", "2026-03-01T09:32:00"),
        ("message", "picture", "老王", "2026-03-01T09:33:00"),
        ("message", "file", "老王", "2026-03-01T09:34:00"),
        ("call", "call", "老王", "2026-03-01T09:35:00"),
        ("deleted", "recalled", None, "2026-03-01T09:36:00"),
        ("message", "quote", "小满", "2026-03-01T09:37:00"),
        ("system", "pat", None, "2026-03-01T09:38"),
        ("unknown", "接龙", "老王", "2026-03-01T09:39:00"),
    ]
    assert {each.time_certainty for each in found} == {TimeCertainty.LOCAL_DEVICE}
    assert {each.is_self for each in found} == {None}
    assert [each.payment for each in found[1:4]] == [
        MentionedPayment("1500.00", "CNY", status="offered", memo="押金 ￥3"),
        MentionedPayment("1500.00", "CNY", status="accepted"),
        MentionedPayment(),
    ]
    assert found[4].attachments == (Attachment(None, OMITTED),)
    assert found[5].attachments == (Attachment("合同 第2版.pdf", MISSING),)
    assert found[8].text == "哪里?\n引用：老王: 先付押金"
    (chat,) = [record for record in records if isinstance(record, Conversation)]
    assert (chat.title, chat.participants) == ("老王", (Participant("老王"), Participant("小满")))
    assert {"MEMOTRACE_CHAT_LIMITS", "SPREADSHEET_CHANGED", "RECORD_NOT_UNDERSTOOD"} <= warning_codes(records)


def test_memotrace_table_of_a_fork_names_accounts() -> None:
    first, answer = messages(read(memotrace_chat_csv.IMPORTER, MEMOTRACE_CHAT_FORK))
    assert (first.sender, first.sender_id, first.text) == ("工头", "wxid_x", "先付押金")
    assert (answer.sender, answer.sender_id, answer.text) == ("小满", "wxid_me", "好")


def test_weflow_table_has_times_in_utc_and_both_sides() -> None:
    records = read(weflow_csv.IMPORTER, WEFLOW_CSV)
    found = messages(records)
    assert [(each.kind.value, each.subkind, each.is_self, each.text) for each in found] == [
        ("message", None, False, "先付押金\n一个月"),
        ("payment", "transfer", True, "[转账] (小满 转账给 老王) ￥1500.00"),
        ("message", "picture", False, "[图片]\nsrc: media\\images\\a.jpg"),
        ("message", "sticker", False, "[动画表情]\nsrc: https://cdn.example/e.gif"),
        ("message", "voice", False, "[语音]"),
        ("deleted", "recalled", False, "老王撤回了一条消息"),
        ("unknown", "hologram", False, "?"),
    ]
    assert (found[0].sent_at, found[0].time_certainty) == ("2026-03-01T01:30:00.000+00:00", TimeCertainty.UTC)
    assert (found[6].sent_at, found[6].time_certainty) == (None, TimeCertainty.PARTIAL)
    assert found[1].payment == MentionedPayment("1500.00", "CNY")
    assert [each.attachments for each in found[2:5]] == [
        (Attachment("media/images/a.jpg", MISSING),),
        (Attachment(None, OMITTED),),
        (Attachment(None, OMITTED),),
    ]
    assert {"WEFLOW_CSV_LIMITS", "RECORD_NOT_UNDERSTOOD"} <= warning_codes(records)


def test_files_beside_these_tables_are_found() -> None:
    picture = messages(read(weflow_csv.IMPORTER, _Beside(WEFLOW_CSV.name, WEFLOW_CSV.data)))[2]
    assert picture.attachments == (Attachment("media/images/a.jpg", PRESENT),)
    file = messages(read(memotrace_chat_csv.IMPORTER, _Beside(MEMOTRACE_CHAT.name, MEMOTRACE_CHAT.data)))[5]
    assert file.attachments == (Attachment("合同 第2版.pdf", PRESENT),)
