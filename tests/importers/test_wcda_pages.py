# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChatDataAnalysis' pages: kinds and cards, older messages in scripts in their order, spans inside a script."""

import io
import zipfile

from evidence_vault.importers import wcda_html
from evidence_vault.importers.reading import recognise_source
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    MentionedPayment,
    Participant,
    Recognition,
    TimeCertainty,
)
from tests.importers.conformance import messages, read, warning_codes
from tests.importers.made_files import Bytes
from tests.importers.wcda_page_samples import ROWS, WCDA_PAGE, WCDA_PAGES, WCDA_SCRIPT, bubble, page, row

READER = wcda_html.IMPORTER
MISSING, PRESENT, OMITTED = AttachmentState.MISSING, AttachmentState.PRESENT, AttachmentState.OMITTED


def test_page() -> None:
    assert recognise_source(WCDA_PAGE)[:2] == ("wcda_html", Recognition.CERTAIN)
    records = read(READER, WCDA_PAGE)
    found = messages(records)
    assert [(each.kind.value, each.subkind, each.sender, each.is_self, each.text) for each in found] == [
        ("message", None, "老王", False, '先付 "押金"\n一个月 [微笑] C:\\new'),
        ("message", "picture", None, True, None),
        ("deleted", "recalled", None, None, "老王撤回了一条消息"),
        ("system", "notice", None, None, "你已添加了老王"),
        ("payment", "transfer", None, True, "¥1500.00\n已收款"),
        ("message", "quote", "老王", False, "好\n> 老王: 先付"),
        ("message", "file", "老王", False, "a b.pdf\n1 KB"),
        ("message", "link", "老王", False, "租约\n站点 (https://x.example/?a=1&b=2)"),
        ("message", "voice", "老王", False, '12"'),
        ("call", "call", "老王", False, "通话时长 00:12"),
        ("payment", "red-packet", "老王", False, "恭喜 ¥5"),
        ("message", "forwarded-chat", "老王", False, "聊天记录\n甲: 一\nrecordItem: <recorditem>x</recorditem>"),
        ("message", "sticker", "老王", False, None),
    ]
    assert (found[0].sent_at, found[0].time_certainty) == ("2025-03-13T09:16:05+00:00", TimeCertainty.UTC)
    assert (found[1].sent_at, found[1].time_certainty) == ("2026-03-01T09:30:00", TimeCertainty.LOCAL_DEVICE)
    assert found[4].payment == MentionedPayment("1500.00", "CNY", None, "已收款", None, None)
    assert found[10].payment == MentionedPayment(None, None, None, None, None, None)
    assert [each.attachments for each in (found[1], found[6], found[8], found[12])] == [
        (Attachment("media/a.jpg", MISSING),),
        (Attachment("media/a b.pdf", MISSING),),
        (Attachment("media/1.wav", MISSING),),
        (Attachment(None, OMITTED),),
    ]
    (chat,) = [record for record in records if isinstance(record, Conversation)]
    assert chat.title == "老王"
    assert chat.participants == (Participant(None, None, True), Participant("老王", None, False))


def test_scripts_come_before_the_page_in_their_order() -> None:
    assert recognise_source(WCDA_PAGES)[:2] == ("wcda_html", Recognition.CERTAIN)
    records = read(READER, WCDA_PAGES)
    assert [record.title for record in records if isinstance(record, Conversation)] == ["老王", "读书会"]
    found = messages(records)
    assert [each.text for each in found[:-1]] == [each.text for each in messages(read(READER, WCDA_PAGE))]
    assert (found[-1].sender, found[-1].text) == ("阿珍", "到了")
    assert found[1].attachments == (Attachment("media/a.jpg", PRESENT),)
    assert "MORE_MESSAGES_BESIDE" not in warning_codes(records)


def test_span_is_the_row_as_it_stands_in_the_script() -> None:
    span = messages(read(READER, WCDA_PAGES))[0].raw_span
    assert span is not None
    with zipfile.ZipFile(io.BytesIO(WCDA_PAGES.data)) as archive:
        raw = archive.read(span.member or "")[span.start : span.end].decode()
    assert raw == ROWS[0].strip().replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def test_page_without_its_scripts_says_so() -> None:
    alone = Bytes("messages.html", page("老王", ROWS[0], pages=3))
    assert "MORE_MESSAGES_BESIDE" in warning_codes(read(READER, alone))


def test_script_alone_does_not_know_whom_it_is_with() -> None:
    first, second, _ = messages(read(READER, WCDA_SCRIPT))
    assert (first.sender, first.is_self, second.is_self) == (None, None, True)


def test_group_in_which_nobody_else_wrote_is_nobody() -> None:
    records = read(READER, Bytes("messages.html", page("读书会", row("text", bubble("到了"), sent=True))))
    (chat,) = [record for record in records if isinstance(record, Conversation)]
    assert chat.participants == (Participant(None, None, True),)
