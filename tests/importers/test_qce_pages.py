# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of qq-chat-exporter: sides, answers, files, notices, messages in scripts; the first pages of the tool."""

from evidence_vault.importers import qq_qce_html
from evidence_vault.importers.reading import recognise_source
from evidence_vault.records import Attachment, AttachmentState, Conversation, Participant, Recognition
from tests.importers.conformance import messages, read, warning_codes
from tests.importers.qce_page_samples import QCE_OLD_PAGE, QCE_PAGE, QCE_SCRIPTS

READER = qq_qce_html.IMPORTER
MISSING, PRESENT, OMITTED = AttachmentState.MISSING, AttachmentState.PRESENT, AttachmentState.OMITTED


def test_page() -> None:
    records = read(READER, QCE_PAGE)
    found = messages(records)
    assert [(each.kind.value, each.subkind, each.sender, each.is_self, each.text) for each in found] == [
        ("message", None, "老王", None, "先付押金\n一个月"),
        ("message", None, "小满", True, "> 老王 先付押金\n哪里?"),
        ("message", "file", "老王", None, "📎 c.pdf"),
        ("deleted", None, None, None, "老王 撤回了一条消息"),
        ("message", "picture", "老王", None, None),
    ]
    assert [each.sent_at for each in found] == [f"2026-03-01T09:3{minute}:00" for minute in range(5)]
    assert found[1].reply_to == "7001"
    assert found[2].attachments == (
        Attachment("resources/images/a b.jpg", MISSING),
        Attachment("resources/files/c.pdf", MISSING),
    )
    assert found[4].attachments == (Attachment(None, OMITTED),)
    (chat,) = [record for record in records if isinstance(record, Conversation)]
    assert (chat.title, chat.platform) == ("读书会", "qq")
    assert chat.participants == (Participant("老王", "u_老王"), Participant("小满", "u_小满", is_self=True))
    assert "QCE_PAGE_LIMITS" in warning_codes(records)


def test_first_pages_of_the_tool() -> None:
    first, notice = messages(read(READER, QCE_OLD_PAGE))
    assert (first.sender, first.sent_at, first.text) == (
        "老王",
        "2026-03-01T09:30:00",
        "> 小满: 在吗\n先付押金\n一个月",
    )
    assert first.attachments == (Attachment("images/a.jpg", MISSING),)
    assert (notice.kind.value, notice.text, notice.sent_at) == ("system", "老王加入了群聊", None)


def test_messages_in_scripts_stand_in_order_and_find_their_files() -> None:
    assert recognise_source(QCE_SCRIPTS)[:2] == ("qq_qce_html", Recognition.CERTAIN)
    records = read(READER, QCE_SCRIPTS)
    found = messages(records)
    assert [each.text for each in found] == ["先付押金\n一个月", "> 老王 先付押金\n哪里?", "📎 c.pdf"]
    assert [each.raw_span.member for each in found if each.raw_span] == [
        *["x/data/chunks/c000001.js"] * 2,
        "x/data/chunks/c000002.js",
    ]
    assert found[2].attachments[0] == Attachment("resources/images/a b.jpg", PRESENT)
    assert "MORE_MESSAGES_BESIDE" not in warning_codes(records)
