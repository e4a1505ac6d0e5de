# SPDX-License-Identifier: GPL-3.0-or-later
"""WeFlow's pages: both ways in which they hold messages, sides, quotes, files, groups, broken lists."""

import pytest

from evidence_vault.importers import weflow_html
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
from tests.importers.weflow_page_samples import (
    WEFLOW_GROUP,
    WEFLOW_LINES,
    WEFLOW_OLD_PAGE,
    WEFLOW_PAGE,
    WEFLOW_PAGES,
    listed_page,
)

READER = weflow_html.IMPORTER
MISSING, PRESENT = AttachmentState.MISSING, AttachmentState.PRESENT


@pytest.mark.parametrize("file", [WEFLOW_PAGE, WEFLOW_OLD_PAGE])
def test_both_kinds_of_page(file: Bytes) -> None:
    assert recognise_source(file)[:2] == ("weflow_html", Recognition.CERTAIN)
    records = read(READER, file)
    found = messages(records)
    assert [(each.kind.value, each.subkind, each.sender, each.is_self, each.text) for each in found] == [
        ("message", None, "老王", False, "先付押金\n一个月 <b>"),
        ("message", "quote", None, True, "> 老王: 先付押金\n哪里?[微笑]"),
        ("message", "picture", "老王", False, None),
        ("payment", "transfer", None, True, "[转账] (我 转账给 老王) ￥1,500.00"),
        ("deleted", "recalled", None, None, "老王撤回了一条消息"),
        ("message", "voice", "老王", False, "好的"),
        ("message", "link", None, True, "租约 (https://x.example/?a=1&b=2)"),
    ]
    assert [each.sent_at for each in found] == [f"2025-03-13T09:{15 + minute}:00+00:00" for minute in range(1, 8)]
    assert {each.time_certainty for each in found} == {TimeCertainty.UTC}
    assert found[2].attachments == (Attachment("media/images/a b.jpg", MISSING),)
    assert found[3].payment == MentionedPayment("1500.00", "CNY", None, None, None, None)
    (chat,) = [record for record in records if isinstance(record, Conversation)]
    assert (chat.title, chat.platform) == ("老王", "wechat")
    assert chat.participants == (Participant(None, None, True), Participant("老王", None, False))
    assert "WEFLOW_PAGE_LIMITS" in warning_codes(records)


def test_answers_and_spans_of_the_list() -> None:
    found = messages(read(READER, WEFLOW_PAGE))
    assert [each.reply_to for each in found[:3]] == [None, "7001", None]
    spans = [each.raw_span for each in found if each.raw_span]
    assert [WEFLOW_PAGE.data[span.start : span.end].decode() for span in spans] == WEFLOW_LINES


def test_group_names_everybody() -> None:
    records = read(READER, WEFLOW_GROUP)
    assert [(each.sender, each.is_self, each.text) for each in messages(records)] == [
        ("阿珍", False, "到了"),
        ("小满", True, "好"),
    ]
    (chat,) = [record for record in records if isinstance(record, Conversation)]
    assert chat.participants == (Participant("阿珍", None, False), Participant("小满", None, True))


def test_pages_of_a_zip_find_their_files() -> None:
    assert recognise_source(WEFLOW_PAGES)[:2] == ("weflow_html", Recognition.CERTAIN)
    records = read(READER, WEFLOW_PAGES)
    assert [record.title for record in records if isinstance(record, Conversation)] == ["老王", "读书会"]
    assert messages(records)[2].attachments == (Attachment("media/images/a b.jpg", PRESENT),)


@pytest.mark.parametrize("joint", [",", ", "])
def test_list_written_again_on_one_line(joint: str) -> None:
    page = listed_page("老王", joint.join(WEFLOW_LINES)).data
    file = Bytes("老王.html", page.replace(b"window.WEFLOW_DATA = [\n", b"window.WEFLOW_DATA=["))
    assert recognise_source(file)[0] == "weflow_html"
    assert [each.text for each in messages(read(READER, file))] == [
        each.text for each in messages(read(READER, WEFLOW_PAGE))
    ]


def test_broken_elements_are_told() -> None:
    file = listed_page("老王", WEFLOW_LINES[0], WEFLOW_LINES[1][:50], '{"i": 3}', WEFLOW_LINES[3])
    records = read(READER, file)
    (summary,) = [record for record in records if isinstance(record, ReadingSummary)]
    assert (summary.messages, summary.headers_seen, summary.not_understood) == (2, 4, 2)
    assert "RECORD_NOT_UNDERSTOOD" in warning_codes(records)
