# SPDX-License-Identifier: GPL-3.0-or-later
"""Chats in workbooks, in tables a spreadsheet saved again, and the newer forms of tools that write them."""

import pytest

from evidence_vault.importers import (
    chatlab_json,
    memotrace_chat_csv,
    pywxdump_csv,
    qq_qce_text,
    qq_qce_workbook,
    weflow_json,
    weflow_workbook,
)
from evidence_vault.importers.base import Importer
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    MentionedPayment,
    Participant,
    ReadingRecord,
    ReadingWarning,
    Recognition,
)
from tests.importers.conformance import messages, read, warning_codes
from tests.importers.json_samples import CHATLAB, ECHOTRACE, WEFLOW_COMPACT, made_json
from tests.importers.made_files import Bytes
from tests.importers.statement_samples import workbook
from tests.importers.table_samples import (
    MEMOTRACE_CHAT,
    MEMOTRACE_WORKBOOK,
    PYWXDUMP,
    QCE_TEXT,
    QCE_WORKBOOK,
    WEFLOW_WORKBOOK,
    WEFLOW_WORKBOOK_GROUP,
    WEFLOW_WORKBOOK_SHORT,
)

OMITTED, MISSING = AttachmentState.OMITTED, AttachmentState.MISSING


def _chat(records: list[ReadingRecord]) -> Conversation:
    (found,) = [record for record in records if isinstance(record, Conversation)]
    return found


def test_weflow_workbook_of_two() -> None:
    records = read(weflow_workbook.IMPORTER, WEFLOW_WORKBOOK)
    found = messages(records)
    assert [(each.kind.value, each.subkind, each.sender, each.sender_id, each.is_self) for each in found] == [
        ("message", None, "老王", "wxid_x", None),
        ("payment", "transfer", "小满", "wxid_me", True),
        ("message", "picture", "老王", "wxid_x", None),
        ("message", "voice", "老王", "wxid_x", None),
        ("deleted", "recalled", "老王", "wxid_x", None),
        ("call", "call", "老王", "wxid_x", None),
        ("unknown", "未知类型(77)", "老王", "wxid_x", None),
    ]
    assert [each.sent_at for each in found[:2]] == ["2026-03-01T09:30:00", "2026-03-01T09:31:00"]
    assert found[1].payment == MentionedPayment("1500.00", "CNY")
    assert found[2].attachments == (Attachment("images/a.jpg", MISSING),)
    assert found[3].attachments == (Attachment(None, OMITTED),)
    assert _chat(records).title == "王"
    assert {"RECORD_NOT_UNDERSTOOD", "WECHAT_TOOL_LIMITS"} <= warning_codes(records)


def test_weflow_workbook_of_a_group_has_remark_accounts_and_no_side() -> None:
    records = read(weflow_workbook.IMPORTER, WEFLOW_WORKBOOK_GROUP)
    assert _chat(records) == Conversation(
        "1", "装修群", "wechat", (Participant("工头", "wxid_x"), Participant("我", "wxid_y"))
    )
    assert messages(records)[1].payment == MentionedPayment()  # the amount in a wish is not what was in it


def test_weflow_workbook_with_short_columns_does_not_say_who_i_am() -> None:
    (only,) = messages(read(weflow_workbook.IMPORTER, WEFLOW_WORKBOOK_SHORT))
    assert (only.sender, only.is_self, only.text) == ("我", None, "先付押金")


def test_memotrace_workbook_tells_rounded_numbers_and_sheets_left_out() -> None:
    records = read(memotrace_chat_csv.IMPORTER, MEMOTRACE_WORKBOOK)
    assert [(each.text, each.payment and each.payment.amount) for each in messages(records)] == [
        ("先付押金\n一个月", None),
        ("【发起转账】:￥1500.00\n备注: 押金", "1500.00"),
        ("【视频】", None),
    ]
    told = {(record.code, record.text) for record in records if isinstance(record, ReadingWarning)}
    assert {("SHEET_NOT_READ", "Sheet2"), ("SPREADSHEET_CHANGED", "7.003e+18")} <= told


def test_qce_workbook_has_numbers_files_and_recalls() -> None:
    records = read(qq_qce_workbook.IMPORTER, QCE_WORKBOOK)
    assert [(each.kind.value, each.sender, each.sender_id, each.text) for each in messages(records)] == [
        ("message", "老王", "123456", "先付押金"),
        ("message", "老王", "123456", "[image: a.jpg]"),
        ("deleted", "小满", "7654321", "好"),
        ("system", None, None, "老王加入了群聊"),
    ]
    assert messages(records)[1].attachments == (Attachment("a.jpg", MISSING),)


def test_qce_text_takes_a_name_only_with_a_real_time_below() -> None:
    records = read(qq_qce_text.IMPORTER, QCE_TEXT)
    assert [(each.kind.value, each.sender, each.sent_at, each.text) for each in messages(records)] == [
        ("message", "老王", "2026-03-01T09:30:00", "先付押金\n\n地址:\n时间: 明天"),
        ("message", "小满", "2026-03-01T09:31:00", "[图片: a.jpg]\n资源: 1 个文件"),
        ("message", "老王: 房东", "2026-03-01T09:32:00", "好\n提及: 小满\n回复: 小满 - [图片]"),
        ("system", "0", "2026-03-01T09:33:00", "[系统消息]"),
    ]
    assert messages(records)[1].attachments == (Attachment("a.jpg", MISSING),)
    assert _chat(records).title == "读书会"


def test_compact_weflow_names_senders_by_number() -> None:
    records = read(weflow_json.IMPORTER, WEFLOW_COMPACT)
    first, second = messages(records)
    assert (first.sender, first.sender_id, first.is_self) == ("工头", "wxid_x", False)
    assert first.payment == MentionedPayment()
    assert (second.sender, second.is_self, second.subkind) == ("小满", True, "music")
    assert _chat(records).id == "g@chatroom"


def test_echotrace_has_no_key_of_its_own() -> None:
    (only,) = messages(read(weflow_json.IMPORTER, ECHOTRACE))
    assert (only.kind.value, only.subkind, only.sent_at) == ("system", "pat", "2026-03-01T01:30:00+00:00")


@pytest.mark.parametrize("delimiter", ["\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    ("reader", "sample"), [(memotrace_chat_csv.IMPORTER, MEMOTRACE_CHAT), (pywxdump_csv.IMPORTER, PYWXDUMP)]
)
def test_tables_saved_again_with_other_signs(reader: Importer, sample: Bytes, delimiter: str, encoding: str) -> None:
    lines = sample.data.decode("utf-8-sig").replace("1,500.00", "1500.00").splitlines()
    again = "\r\n".join(line.replace(",", delimiter) for line in lines)
    filled = again.replace("\r\n", delimiter * 3 + "\r\n", 1)
    source = Bytes(sample.name, filled.encode(encoding))
    assert reader.recognise(source.data, source.name, source)[0] is Recognition.CERTAIN
    before = [(each.sender, each.sent_at) for each in messages(read(reader, sample))]
    assert [(each.sender, each.sent_at) for each in messages(read(reader, source))] == before


def test_tables_saved_again_as_workbooks() -> None:
    rows = [tuple(line.split(",")) for line in PYWXDUMP.data.decode().splitlines()[:4]]
    source = workbook("wxid_x_0_5000.xlsx", rows)
    assert pywxdump_csv.IMPORTER.recognise(source.data, source.name, source)[0] is Recognition.CERTAIN
    assert [each.sender_id for each in messages(read(pywxdump_csv.IMPORTER, source))] == ["wxid_x", "wxid_me", "wxid_x"]


def test_no_tool_gives_a_red_packet_an_amount() -> None:
    item = {"sender": "a", "accountName": "A", "timestamp": 1772328600, "type": 20, "content": "[红包] ￥8.00"}
    meta = {"name": "A", "platform": "wechat", "type": "private"}
    made = {"chatlab": {"version": "0.0.2"}, "meta": meta, "members": [], "messages": [item]}
    (only,) = messages(read(chatlab_json.IMPORTER, made_json(CHATLAB.name, made)))
    assert (only.kind.value, only.payment) == ("payment", MentionedPayment())
