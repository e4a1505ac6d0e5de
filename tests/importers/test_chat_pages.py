# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of Discord, Messenger and WechatExporter: hand-written expectations."""

import pytest

from evidence_vault import errors
from evidence_vault.importers import discord_html, meta_html, wechat_exporter_html
from evidence_vault.importers.page_records import without_blank_lines
from evidence_vault.importers.printed_times import PrintedTimes
from evidence_vault.importers.reading import recognise_source
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
    Conversation,
    MentionedPayment,
    Participant,
    Recognition,
)
from tests.importers import chat_page_samples as samples
from tests.importers.conformance import Bytes, check_all, check_conservation, check_spans, messages, read, warning_codes

DISCORD = discord_html.IMPORTER
META = meta_html.IMPORTER
WECHAT = wechat_exporter_html.IMPORTER


def chat_of(records: list[object]) -> Conversation:
    return next(record for record in records if isinstance(record, Conversation))


# --- Discord ------------------------------------------------------------------------------------------------


def test_discord_page() -> None:
    records = read(DISCORD, samples.DISCORD)
    assert chat_of([*records]).title == "Flat hunt / Text channels / general"
    first, second, call = messages(records)
    assert (first.sender, first.sender_id, first.edited) == ("Odo", "4201", True)
    assert first.text == (
        "Pay first\nthen move in here (https://bank.invalid/x)\nreaction: thumbsup ×2\nuser name: odo_b"
    )
    # The number of a message holds its moment; the printed time has no zone.
    assert (first.sent_at, first.sent_at_raw, first.time_certainty.value) == (
        "2026-03-01T09:30:00+00:00",
        "Sunday, 1 March 2026 10:30",
        "utc",
    )
    assert first.attachments == (Attachment("a.html_Files/plan.png", AttachmentState.MISSING),)
    assert (second.sender, second.sent_at) == ("Odo", "2026-03-01T09:31:00.500000+00:00")
    assert second.attachments == (Attachment("id.pdf", AttachmentState.OMITTED),)
    assert (call.kind.value, call.sender, call.text) == ("call", "Tilda", "started a call that lasted 4 minutes")
    codes = warning_codes(records)
    assert "SECRETS_INSIDE" in codes
    assert not codes & {"DATE_ORDER_UNKNOWN", "COUNT_DIFFERS", "FILE_BREAKS_OFF"}


def test_discord_zip_links_its_files() -> None:
    assert messages(read(DISCORD, samples.DISCORD_ZIP))[0].attachments[0].state is AttachmentState.PRESENT


def test_discord_pages_of_old_versions_have_one_time_for_a_group() -> None:
    source = Bytes("old.html", samples.discord_page(samples.DISCORD_OLD, count=2))
    found = messages(read(DISCORD, source))
    assert [(m.sender, m.text, m.sent_at, m.time_certainty.value) for m in found] == [
        ("Odo", "one", "2026-03-13T10:30", "local-device"),
        ("Odo", "two", "2026-03-13T10:30", "local-device"),
    ]


def test_discord_answers_quotes_pins_and_groups() -> None:
    group = (
        "<div class=chatlog__message-group><div class='chatlog__message-container chatlog__message-container--pinned' "
        "data-message-id=11><div class=chatlog__message><div class=chatlog__message-primary><div class=chatlog__reply>"
        "<div class=chatlog__reply-author title=ada>Ada</div><div class=chatlog__reply-content><span class="
        "chatlog__reply-link onclick=\"scrollToMessage(event, '10')\">old words</span></div></div>"
        "<div class=chatlog__header><span class=chatlog__author data-user-id=1>Ben</span>"
        "<span class=chatlog__timestamp><a href=#x>3/4/2026 9:05 PM</a></span></div>"
        "<div class=chatlog__content>new<br>words</div></div></div></div></div>"
        "<div class=chatlog__message-group><div class=chatlog__message-container data-message-id=12>"
        "<div class=chatlog__message><div class=chatlog__content>nobody</div></div></div></div>"
    )
    source = Bytes("d.html", samples.discord_page(group, count=2))
    records = read(DISCORD, source)
    first, second = messages(records)
    assert (first.sender, first.reply_to, first.subkind, first.text) == (
        "Ben",
        "10",
        "pinned",
        "new\nwords\n> old words",
    )
    assert (first.sent_at, first.time_certainty.value) == (None, "date-ambiguous")
    assert (second.sender, second.sender_id, second.text) == (None, None, "nobody")
    assert "DATE_ORDER_UNKNOWN" in warning_codes(records)
    answered = messages(read(DISCORD, source, Answers(day_first=True)))[0]
    assert answered.sent_at == "2026-04-03T21:05"


def test_discord_page_that_breaks_off_or_counts_otherwise() -> None:
    whole = samples.discord_page(samples.DISCORD_GROUP, count=9)
    assert "COUNT_DIFFERS" in warning_codes(read(DISCORD, Bytes("d.html", whole)))
    cut = samples.discord_page(samples.DISCORD_GROUP, ending=False)
    assert "FILE_BREAKS_OFF" in warning_codes(read(DISCORD, Bytes("d.html", cut)))


def test_a_page_without_any_message_is_not_taken() -> None:
    with pytest.raises(errors.FormatUnknown):
        read(DISCORD, Bytes("d.html", b"<div class=chatlog></div>"))


# --- Messenger and Instagram --------------------------------------------------------------------------------


def test_meta_pages_since_2022_in_a_zip() -> None:
    records = read(META, samples.META_ZIP)
    check_conservation(records)
    assert chat_of([*records]).participants == (Participant("Tilda Ramm"), Participant("Odo Brändt"))
    assert [(m.sender, m.text, m.sent_at, m.time_certainty.value) for m in messages(records)] == [
        ("Tilda Ramm", "no\nnever", "2026-03-13T22:31", "local-device"),
        ("Odo Brändt", "reaction: 👍Tilda Ramm", "2026-03-13T22:30", "local-device"),
        ("Odo Brändt", "pay & wait", "2026-03-12T09:00", "local-device"),
    ]
    picture = messages(records)[1].attachments
    assert picture == (Attachment(f"{samples.META_FOLDER}/photos/p.jpg", AttachmentState.PRESENT),)


def test_meta_pages_of_2018_settle_the_order_of_days() -> None:
    records = read(META, samples.META_2018)
    assert [(m.kind.value, m.sender, m.sent_at) for m in messages(records)] == [
        ("system", None, None),
        ("message", "Tilda", "2026-03-13T22:31"),
        ("message", "Odo", "2026-03-02T22:30"),
    ]
    assert "Participants: Tilda und Odo" in (messages(records)[0].text or "")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Feb 12, 2025, 8:37 AM", "2025-02-12T08:37"),
        ("feb 12, 2025 8:37:05 pm", "2025-02-12T20:37:05"),
        ("12 févr. 2025, 08:37", "2025-02-12T08:37"),
        ("12.02.2025, 08:37", "2025-02-12T08:37"),
        ("2025年2月12日 08:37", "2025-02-12T08:37"),
        ("2025/02/12 20:37", "2025-02-12T20:37"),
        ("Sunday, 1 March 2026 10:30", "2026-03-01T10:30"),
        ("somewhen", None),
    ],
)
def test_printed_times(printed: str, expected: str | None) -> None:
    times = PrintedTimes()
    times.add(printed)
    times.settle(None)
    assert times.read(printed)[0] == expected


def test_instagram_is_named_by_its_folder() -> None:
    name = "your_instagram_activity/messages/inbox/x_1/message_1.html"
    records = read(META, samples.made_zip("i.zip", {name: samples.META_NEWEST}))
    assert chat_of([*records]).platform == "instagram"


# --- WechatExporter -----------------------------------------------------------------------------------------


def test_wechat_exporter_page() -> None:
    records = read(WECHAT, samples.WECHAT_PAGE)
    chat = chat_of([*records])
    assert chat.title == "老王"
    assert chat.participants == (Participant("老王", "wxid_x", False), Participant("小满", "wxid_me", True))
    words, money, picture, recalled = messages(records)
    assert (words.sender, words.sender_id, words.is_self, words.text) == ("老王", "wxid_x", False, "先付押金\n明天给你")
    assert (words.sent_at, words.time_certainty.value) == ("2026-03-01T09:30:01", "local-device")
    assert (money.kind.value, money.subkind) == ("payment", "transfer")
    assert money.payment == MentionedPayment("1500.00", "CNY", None, "已收款", "押金")
    assert picture.attachments == (Attachment("老王_files/3.jpg", AttachmentState.MISSING),)
    assert (picture.subkind, picture.text) == ("picture", None)
    assert (recalled.kind.value, recalled.sender, recalled.sent_at) == ("deleted", None, None)


def test_wechat_exporter_scripts_hold_the_rest_of_a_page() -> None:
    records = read(WECHAT, samples.WECHAT_ZIP)
    check_spans(records, samples.WECHAT_ZIP)
    assert [m.text for m in messages(records)][-2:] == ["还在吗", "在"]
    assert "MORE_MESSAGES_BESIDE" not in warning_codes(records)


def test_a_page_for_scrolling_alone_says_that_more_is_elsewhere() -> None:
    page = samples.wechat_page(samples.WECHAT_NOTICE, script='<script>load("x_files/Data/msg-1.js")</script>')
    assert "MORE_MESSAGES_BESIDE" in warning_codes(read(WECHAT, Bytes("w.html", page)))


def test_lists_inside_the_page_are_read_where_they_stand() -> None:
    inside = samples.WECHAT_SCRIPT.decode().replace("msgArray", "window.moreWechatMsgs")
    source = Bytes("w.html", samples.wechat_page(samples.WECHAT_NOTICE, script=f"<script>\n{inside}</script>"))
    records = read(WECHAT, source)
    check_spans(records, source)
    assert [m.text for m in messages(records)] == ["还在吗", "在", "“老王”撤回了一条消息"]


@pytest.mark.parametrize(
    ("words", "kind", "amount", "status"),
    [
        ("来自小满的转账 - 已收款\n房租", "payment", None, "已收款"),
        ("向老王转账", "payment", None, None),
        ("￥0.50 - 已退还", "payment", "0.50", "已退还"),
        ("[红包]", "payment", None, None),
        ("我要向老王转账,等一下", "message", None, None),
    ],
)
def test_wechat_exporter_money(words: str, kind: str, amount: str | None, status: str | None) -> None:
    page = samples.wechat_page(samples.wechat_div(1, "left", samples.wechat_words(words)))
    found = messages(read(WECHAT, Bytes("w.html", page)))[0]
    assert found.kind.value == kind
    assert (found.payment and (found.payment.amount, found.payment.status)) == (
        (amount, status) if kind == "payment" else None
    )


def test_scripts_and_styles_are_never_words() -> None:
    page = samples.wechat_page(samples.wechat_div(1, "left", "<script>steal()</script><style>x</style>ok"))
    assert messages(read(WECHAT, Bytes("w.html", page)))[0].text == "ok"
    assert without_blank_lines(" a \n\n  b ") == "a\nb"


_NEWER = {
    "boxes": ('<div class="_3-95 _a6-g">', "div", "div", "</div>"),
    "sections": ('<section class="_a6-g" aria-labelledby="u_1">', "h2", "footer", "</section>"),
}


def _newer_page(layout: str, *told: tuple[str, str, str]) -> Bytes:
    start, name_tag, time_tag, end = _NEWER[layout]
    boxes = "".join(
        f'{start}<{name_tag} class="_2ph_ _a6-h _a6-i">{name}</{name_tag}><div class="_2ph_ _a6-p"><div><div></div>'
        f'<div>{words}</div><div></div></div></div><{time_tag} class="_3-94 _a6-o"><div class="_a72d">{time}</div>'
        f"</{time_tag}>{end}"
        for name, words, time in told
    )
    page = f'<html><head><title>Odo</title></head><body><div class="_a706" role="main">{boxes}</div></body></html>'
    return Bytes("message_1.html", page.encode())


@pytest.mark.parametrize("layout", _NEWER)
def test_facebook_pages_since_2023_are_read(layout: str) -> None:
    """Layouts without the boxes of 2018, as parsers of others describe them."""
    source = _newer_page(
        layout,
        ("Odo", "send it &amp; hurry", "Feb 13, 2026 8:37:15 am"),
        ("Marlene", '<img src="photos/1.jpg">', "Feb 12, 2026 8:36:15 pm"),
    )
    importer_id, recognition, _ = recognise_source(source)
    assert (importer_id, recognition) == ("meta_html", Recognition.CERTAIN)
    check_all(meta_html.IMPORTER, source)
    found = messages(read(meta_html.IMPORTER, source))
    assert [(each.sender, each.text, each.sent_at) for each in found] == [
        ("Odo", "send it & hurry", "2026-02-13T08:37:15"),
        ("Marlene", None, "2026-02-12T20:36:15"),
    ]
    assert [each.name for each in found[1].attachments] == ["photos/1.jpg"]


def test_a_page_of_facebook_posts_is_no_chat() -> None:
    post = (
        '<div class="_a706" role="main"><div class="_a6-g"><h2 class="_2ph_ _a6-h _a6-i">Odo shared a link.</h2>'
        '<div class="_2ph_ _a6-p"><div class="_2pin">https://made.up</div></div><footer class="_3-94 _a6-o">'
        '<div class="_a72d">Feb 12, 2026 8:36:15 am</div></footer></div></div>'
    )
    assert recognise_source(Bytes("your_posts.html", post.encode()))[0] != "meta_html"
