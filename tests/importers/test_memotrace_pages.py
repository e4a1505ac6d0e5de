# SPDX-License-Identifier: GPL-3.0-or-later
"""MemoTrace's pages and their JSON: both numbers of WeChat, files by path, money, forwarded chats, broken pages."""

import pytest

from evidence_vault.importers import memotrace_html, memotrace_json
from evidence_vault.importers.base import Importer
from evidence_vault.importers.reading import recognise_source
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    MentionedPayment,
    Participant,
    ReadingSummary,
    Recognition,
    TimeCertainty,
)
from tests.importers.conformance import messages, read, warning_codes
from tests.importers.made_files import Bytes
from tests.importers.memotrace_page_samples import (
    MEMOTRACE_BOTH,
    MEMOTRACE_JSON,
    MEMOTRACE_OLD_PAGE,
    MEMOTRACE_PAGE,
    MEMOTRACE_PAGES,
    OLD_OBJECTS,
    old_page,
)

PAGES, JSON = memotrace_html.IMPORTER, memotrace_json.IMPORTER
WITH_A_MARK = OLD_OBJECTS[2].replace("老王", "O'B")
MISSING, PRESENT, OMITTED = AttachmentState.MISSING, AttachmentState.PRESENT, AttachmentState.OMITTED


@pytest.mark.parametrize(("importer", "file"), [(PAGES, MEMOTRACE_PAGE), (JSON, MEMOTRACE_JSON)])
def test_page_and_its_json_say_the_same(importer: Importer, file: Bytes) -> None:
    assert recognise_source(file)[:2] == (importer.id, Recognition.CERTAIN)
    records = read(importer, file)
    found = messages(records)
    assert [(each.kind.value, each.subkind, each.sender, each.is_self) for each in found] == [
        ("message", None, "小满", True),
        ("message", "quote", "老王", False),
        ("message", "picture", "老王", False),
        ("payment", "transfer", "小满", True),
        ("payment", "red-packet", "老王", False),
        ("call", "call", "老王", False),
        ("message", "location", "老王", False),
        ("message", "forwarded-chat", "老王", False),
        ("system", "notice", None, None),
        ("deleted", "recalled", None, None),
        ("message", "file", "老王", False),
        ("message", "sticker", "老王", False),
    ]
    assert (found[0].sent_at, found[0].time_certainty) == ("2025-03-13T09:16:00+00:00", TimeCertainty.UTC)
    assert found[0].text == '押金 <先> & "后"\n一个月'
    assert (found[1].text, found[1].reply_to) == ("好\n> 小满: 押金", "7001")
    assert found[2].attachments == (Attachment("image/2025-03/p_0", MISSING),)
    assert found[3].payment == MentionedPayment("1500.00", "CNY", "sent", "offered", "押金", "1000050001")
    assert found[4].payment == MentionedPayment(None, None, None, None, None, None)
    assert found[5].text == "通话时长 00:12\ninvite_type: 1\nduration: 12"
    assert found[6].text == "x: 1.5\ny: 2.5\nlabel: 路 3 号\npoiname: 亭"
    assert [line.rpartition("+00:00 ")[2] for line in (found[7].text or "").splitlines()] == [
        *("甲: 一", "> 二", "乙: ./image/q", "title: 聊天记录"),
    ]
    assert found[10].attachments == (Attachment("file/2025-03/a.pdf", MISSING),)
    assert (found[11].text, found[11].attachments) == (
        "desc: 笑\npath: https://stickers.example/1",
        (Attachment(None, OMITTED),),
    )
    (chat,) = [record for record in records if isinstance(record, Conversation)]
    assert (chat.title, chat.platform) == ("老王", "wechat")
    assert chat.participants == (Participant("小满", None, True), Participant("老王", None, False))


def test_older_page() -> None:
    found = messages(read(PAGES, MEMOTRACE_OLD_PAGE))
    assert [(each.kind.value, each.subkind, each.sender, each.is_self, each.text) for each in found] == [
        ("message", None, "小满", True, 'it\'s "so"\n<b> &'),
        ("system", "notice", None, None, "以上为旧消息"),
        ("message", "picture", "老王", False, None),
        ("payment", "transfer-receipt", "老王", False, "已收款\nfeedesc: ￥88.00"),
        ("call", "call", "老王", None, "已取消\ncall_type: 0"),
        ("message", "quote", "老王", False, "好\n> 小满：在吗"),
        ("message", "file", "老王", False, "file_size: 1 KB"),
    ]
    assert found[2].attachments == (Attachment("image/a.jpg", MISSING),)
    assert found[3].payment == MentionedPayment("88.00", "CNY", "sent", "accepted", None, None)
    assert found[6].attachments == (Attachment("file/a.pdf", MISSING),)


def test_span_is_the_object_of_the_file() -> None:
    second = messages(read(PAGES, MEMOTRACE_OLD_PAGE))[1]
    assert second.raw_span is not None
    start, end = second.raw_span.start, second.raw_span.end
    assert MEMOTRACE_OLD_PAGE.data[start:end].decode() == OLD_OBJECTS[1].rstrip(",")


@pytest.mark.parametrize(
    ("objects", "end", "expected"),
    [
        # A name with a mark the tool does not escape: that message is told, the next ones are read.
        (
            (OLD_OBJECTS[0], OLD_OBJECTS[2].replace("老王", "O'B"), OLD_OBJECTS[4]),
            "];",
            (2, 3, "RECORD_NOT_UNDERSTOOD"),
        ),
        ((OLD_OBJECTS[0], OLD_OBJECTS[1][:40]), "", (1, 2, "FILE_BREAKS_OFF")),
        ((OLD_OBJECTS[0], "call(),", OLD_OBJECTS[1]), "];", (2, 3, "RECORD_NOT_UNDERSTOOD")),
        ((OLD_OBJECTS[0], "{type:1, text: run()},", OLD_OBJECTS[1]), "];", (2, 3, "RECORD_NOT_UNDERSTOOD")),
        ((OLD_OBJECTS[0], "{type:" + "[" * 60 + "]" * 60 + "},"), "];", (1, 2, "RECORD_NOT_UNDERSTOOD")),
    ],
)
def test_broken_pages_are_read_as_far_as_they_go(
    objects: tuple[str, ...], end: str, expected: tuple[int, int, str]
) -> None:
    records = read(PAGES, old_page("x.html", *objects, end=end))
    (summary,) = [record for record in records if isinstance(record, ReadingSummary)]
    assert (summary.messages, summary.headers_seen) == expected[:2]
    assert expected[2] in warning_codes(records)


def test_words_that_look_like_a_message_are_words() -> None:
    inside = OLD_OBJECTS[1].replace("以上", "{ type:1, text: 2, timestamp:3, displayname:4 },")
    found = messages(read(PAGES, old_page("x.html", OLD_OBJECTS[0], inside)))
    assert [each.kind.value for each in found] == ["message", "system"]


def test_every_page_of_a_zip_is_a_chat_with_its_files() -> None:
    assert recognise_source(MEMOTRACE_PAGES)[:2] == ("memotrace_html", Recognition.CERTAIN)
    records = read(PAGES, MEMOTRACE_PAGES)
    chats = [(record.id, record.title) for record in records if isinstance(record, Conversation)]
    assert chats == [("1", "老王"), ("2", "老王")]
    assert messages(records)[2].attachments == (Attachment("image/2025-03/p_0.jpg", PRESENT),)


def test_page_is_left_to_the_json_beside_it() -> None:
    assert recognise_source(MEMOTRACE_BOTH)[:2] == ("memotrace_json", Recognition.CERTAIN)
    records = read(JSON, MEMOTRACE_BOTH)
    assert len(messages(records)) == 12
    assert messages(records)[10].attachments == (Attachment("file/2025-03/a.pdf", PRESENT),)
