# SPDX-License-Identifier: GPL-3.0-or-later
"""Telegram's HTML pages: joined messages across pages, printed offsets, hidden links, broken tags."""

import pytest

from evidence_vault.importers.telegram_html import IMPORTER
from evidence_vault.records import Attachment, AttachmentState, Conversation, Member
from tests.importers.conformance import Bytes, check_conservation, check_spans, messages, read, warning_codes
from tests.importers.samples import (
    TELEGRAM_HTML,
    TELEGRAM_HTML_ZIP,
    TELEGRAM_PAGE_TWO,
    made_zip,
    telegram_date,
    telegram_div,
    telegram_page,
)


def test_one_page() -> None:
    records = read(IMPORTER, TELEGRAM_HTML)
    assert records[0].title == "Lotte & co"
    first, photo, pinned = messages(records)
    assert (first.sender, first.text) == ("Lotte", "Pay here (https://bank.invalid/x)\nnow")
    assert (first.sent_at, first.time_certainty.value) == ("2026-03-01T08:37:48+01:00", "offset-known")
    assert (photo.sender, photo.reply_to, photo.text) == ("Lotte", "5", None)
    assert photo.attachments == (Attachment("photos/p.jpg", AttachmentState.MISSING),)
    assert (pinned.kind.value, pinned.sender, pinned.text) == ("system", None, "Lotte pinned a message")


def test_pages_of_a_zip_follow_their_numbers() -> None:
    records = read(IMPORTER, TELEGRAM_HTML_ZIP)
    check_spans(records, TELEGRAM_HTML_ZIP)
    last = messages(records)[-1]
    assert (last.sender, last.text, last.sent_at) == ("Lotte", "second page", "2026-03-01T08:39:00")
    assert last.time_certainty.value == "local-device"
    assert messages(records)[1].attachments[0].state is AttachmentState.PRESENT
    assert [record.name for record in records if isinstance(record, Member)] == ["c/photos/p.jpg"]


def test_a_later_page_alone_does_not_know_its_first_sender() -> None:
    records = read(IMPORTER, Bytes("messages2.html", TELEGRAM_PAGE_TWO))
    assert messages(records)[0].sender is None
    assert "SENDER_ON_EARLIER_PAGE" in warning_codes(records)


def test_a_bot_that_helped_is_no_part_of_the_name() -> None:
    date = telegram_date("01.03.2026 09:00:00 UTC")
    names = ("Ben", "Ben via @helper_bot", "Ben via the bank")
    divs = (
        telegram_div(n, f'{date}<div class="from_name">\n{name}\n</div><div class="text">hi</div>')
        for n, name in enumerate(names, 1)
    )
    found = messages(read(IMPORTER, Bytes("messages.html", telegram_page("".join(divs)))))
    assert [(each.sender, each.text) for each in found] == [
        ("Ben", "hi"),
        ("Ben", "hi\nvia_bot: @helper_bot"),
        ("Ben via the bank", "hi"),
    ]


def test_forwarded_messages_keep_their_sender() -> None:
    inside = (
        telegram_date("01.03.2026 09:00:00 UTC")
        + '<div class="from_name">Ben</div><div class="forwarded body"><div class="from_name">Carla '
        + '<span class="date details" title="11.02.2025 22:00:00 UTC">11.02.2025</span></div>'
        + '<div class="text">her words</div></div>'
    )
    found = messages(read(IMPORTER, Bytes("messages.html", telegram_page(telegram_div(1, inside)))))[0]
    assert (found.sender, found.sent_at) == ("Ben", "2026-03-01T09:00:00+00:00")
    assert found.text == "her words\nforwarded: Carla (11.02.2025 22:00:00 UTC) 11.02.2025"


def test_all_messages_on_one_line_have_their_own_bytes() -> None:
    page = telegram_page(*(telegram_div(n, f'<div class="text">grüße {n}</div>') for n in range(5)))
    source = Bytes("messages.html", page.replace(b"\n", b""))
    records = read(IMPORTER, source)
    check_spans(records, source)
    assert [m.text for m in messages(records)] == [f"grüße {n}" for n in range(5)]
    for message in messages(records):
        span = message.raw_span
        assert span is not None
        assert source.data[span.start : span.end].startswith(b'<div class="message')
        assert source.data[span.start : span.end].endswith(b"</div>")


@pytest.mark.parametrize(
    "junk", ["<![bogus", "<!x[", "<div " * 500, "</body></html>", "<script>", "<!--", "&#xffffffff;"]
)
def test_broken_tags_do_no_harm(junk: str) -> None:
    source = Bytes("messages.html", TELEGRAM_HTML.data.replace(b"<br>", junk.encode()))
    records = read(IMPORTER, source)
    check_conservation(records)
    check_spans(records, source)


@pytest.mark.parametrize("title", ["40.01.2026 08:00:00", "01.01.2026 25:00:00", "01.01.2026 08:00:00 UTC+99:00", ""])
def test_strange_times_stay_open(title: str) -> None:
    page = telegram_page(telegram_div(1, telegram_date(title) + '<div class="text">x</div>'))
    found = messages(read(IMPORTER, Bytes("messages.html", page)))[0]
    assert (found.sent_at, found.time_certainty.value) == (None, "partial")


@pytest.mark.parametrize(
    ("inside", "kind", "subkind", "text"),
    [
        (
            '<div class="media media_location"><div>Location</div><div>52.1, 13.2</div></div>',
            "message",
            "location",
            "Location 52.1, 13.2",
        ),
        ('<div class="media_poll"><div>Q?</div><div>- a</div></div>', "message", "poll", "Q? - a"),
        (
            '<a class="media media_call" href="#x"><div>Outgoing call</div><div>10 seconds</div></a>',
            "call",
            "call",
            "Outgoing call 10 seconds",
        ),
        ('<div class="media media_invoice"><div>T</div><div>5.00</div></div>', "payment", "invoice", "T 5.00"),
        ('<a class="photo_wrap" href="photos/p.jpg"></a>', "message", "picture", None),
    ],
)
def test_media_are_told_apart(inside: str, kind: str, subkind: str, text: str | None) -> None:
    body = (
        telegram_date("01.03.2026 09:00:00 UTC")
        + f'<div class="from_name">Ada</div><div class="media_wrap clearfix">{inside}</div>'
    )
    found = messages(read(IMPORTER, Bytes("messages.html", telegram_page(telegram_div(1, body)))))[0]
    assert (found.kind.value, found.subkind, found.text) == (kind, subkind, text)
    assert [each.name for each in found.attachments] == (["photos/p.jpg"] if subkind == "picture" else [])


def test_reactions_are_told() -> None:
    body = (
        telegram_date("01.03.2026 09:00:00 UTC")
        + '<div class="from_name">Ada</div><div class="text">hi</div><span class="reactions"><span class="reaction">'
        '<span class="emoji">👍</span><span class="count">2</span></span></span>'
    )
    found = messages(read(IMPORTER, Bytes("messages.html", telegram_page(telegram_div(1, body)))))[0]
    assert found.text == "hi\nreaction: 👍 2"


def test_an_export_of_an_account_has_a_chat_for_each_folder() -> None:
    def chat(name: str) -> bytes:
        return telegram_page(
            telegram_div(1, f'{telegram_date("01.03.2026 08:37:48")}<div class="from_name">{name}</div>')
        )

    joined = telegram_page(
        telegram_div(2, telegram_date("01.03.2026 08:39:00") + '<div class="text">two</div>', "default clearfix joined")
    )
    source = made_zip(
        "DataExport.zip",
        {
            "x/chats/chat_2/messages.html": chat("Tilda"),
            "x/chats/chat_2/messages2.html": joined,
            "x/chats/chat_1/messages.html": chat("Odo"),
            "x/chats/chat_1/photos/a.jpg": b"a",
        },
    )
    records = read(IMPORTER, source)
    assert [each.participants[0].name for each in records if isinstance(each, Conversation)] == ["Odo", "Tilda"]
    assert [(each.conversation, each.sender, each.text) for each in messages(records)] == [
        ("1", "Odo", None),
        ("2", "Tilda", None),
        ("2", "Tilda", "two"),
    ]
    assert [each.name for each in records if isinstance(each, Member)] == ["x/chats/chat_1/photos/a.jpg"]


def test_notices_have_the_day_above_them_and_posts_their_signature() -> None:
    page = telegram_page(
        '<div class="message service" id="message-1"><div class="body details">1 March 2026</div></div>',
        '<div class="message service" id="message7"><div class="body details">Lotte paid €5 to Ada</div></div>',
        telegram_div(
            8,
            telegram_date("01.03.2026 08:37:48")
            + '<div class="from_name">News</div><div class="text">hi</div><div class="signature details">Ada</div>'
            + '<span class="reactions"><span class="reaction"><span class="emoji">👍</span><span class="userpics">'
            + '<div class="userpic"><div class="initials" title="Tom B">T</div></div></span></span></span>',
        ),
    )
    notice, post = messages(read(IMPORTER, Bytes("messages.html", page)))
    assert (notice.sent_at, notice.sent_at_raw) == ("2026-03-01", "1 March 2026")
    assert notice.time_certainty.value == "partial"
    assert post.text == "hi\nreaction: 👍 Tom B\nauthor: Ada"
