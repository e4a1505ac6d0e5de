# SPDX-License-Identifier: GPL-3.0-or-later
"""ChatLab's lines, PyWxDump's JSON, signal-export's pages, copied Telegram messages, and kinds told apart."""

import json

import pytest

from evidence_vault.importers import (
    chatlab_jsonl,
    discord_text,
    google_chat,
    memotrace_csv,
    meta_json,
    pywxdump_json,
    qq_text,
    signal_export_html,
    signal_jsonl,
    skype_json,
    slack_json,
    telegram_copied_text,
    telegram_json,
)
from evidence_vault.importers.reading import recognise_source
from evidence_vault.importers.worded_dates import local_from_words
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
    Conversation,
    MentionedPayment,
    Participant,
    Recognition,
)
from tests.importers import more_samples as samples
from tests.importers.conformance import Bytes, check_conservation, messages, read, warning_codes
from tests.importers.json_samples import made_json


def chats(records: list[object]) -> list[Conversation]:
    return [record for record in records if isinstance(record, Conversation)]


def test_chatlab_in_lines() -> None:
    records = read(chatlab_jsonl.IMPORTER, samples.CHATLAB_LINES)
    check_conservation(records)
    chat = chats([*records])[0]
    assert (chat.id, chat.title, chat.platform) == ("9", "读书会", "qq")
    assert chat.participants == (Participant("阿岚", "a", False), Participant("小满", "me", True))
    first, transfer, notice = messages(records)
    assert (first.sender, first.sent_at, first.is_self) == ("阿岚", "2026-03-01T09:30:00+00:00", False)
    assert (transfer.payment, transfer.reply_to) == (MentionedPayment("1500.00", "CNY"), "1")
    assert (notice.kind.value, notice.sender) == ("system", None)
    assert "RECORD_NOT_UNDERSTOOD" in warning_codes(records)


def test_pywxdump_json_keeps_the_people_of_each_chat_apart() -> None:
    records = read(pywxdump_json.IMPORTER, samples.PYWXDUMP_JSON)
    private, group = chats([*records])
    assert private.participants == (Participant(None, "wxid_x", False), Participant(None, "wxid_me", True))
    assert group.participants == (Participant(None, "wxid_y", False),)
    words, transfer, picture = messages(records)
    assert (words.text, words.sent_at, words.time_certainty.value) == (
        "先付押金",
        "2026-03-01T09:30:00",
        "local-device",
    )
    assert transfer.payment == MentionedPayment("1500.00", "CNY")
    assert (picture.subkind, picture.text, picture.sent_at) == ("picture", "path a.jpg", None)


def test_signal_pages_of_both_templates() -> None:
    old = messages(read(signal_export_html.IMPORTER, samples.SIGNAL_OLD))
    assert [(m.sender, m.text, m.sent_at, m.is_self) for m in old] == [
        ("Ada", "pay here (https://bank.invalid/x)\n> old words\nreaction: Bo: 👍", "2026-03-01T09:30:00", None),
        ("Me", None, "2026-03-01T09:31:00", True),
    ]
    assert old[1].attachments == (Attachment("media/a b.jpg", AttachmentState.MISSING),)
    new = messages(read(signal_export_html.IMPORTER, Bytes("index.html", samples.SIGNAL_NEW)))
    assert [(m.kind.value, m.sender, m.text, m.sent_at) for m in new] == [
        ("message", "Ada", "one", "2026-03-01T09:30:00"),
        ("message", "Ada", "two", None),
        ("deleted", "Me", "This message was deleted", None),
        ("call", None, "📞 Missed call", "2026-03-01T09:40:00"),
        ("message", None, "🖼️ Image not exported", "2026-03-01T09:41:00"),
    ]
    assert new[4].attachments == (Attachment(None, AttachmentState.OMITTED),)


def test_copied_telegram_messages() -> None:
    found = messages(read(telegram_copied_text.IMPORTER, samples.TELEGRAM_COPY))
    assert [(m.sender, m.text, m.sent_at) for m in found] == [
        ("Lotte Krügel", "pay first\n\nthen move", "2026-03-01T10:30"),
        ("Odo, Dr.", "[Forwarded from Carl]\nold words", "2026-03-01T10:31"),
        ("Lotte Krügel", "[ Photo ]", "2026-03-13T10:32"),
    ]
    open_one = Bytes("t.txt", b"Ada, [3/4/2026 10:30 PM]\nhi\n\nBo, [3/4/2026 10:31 PM]\nyes\n")
    records = read(telegram_copied_text.IMPORTER, open_one)
    assert "DATE_ORDER_UNKNOWN" in warning_codes(records)
    answered = messages(read(telegram_copied_text.IMPORTER, open_one, Answers(day_first=False)))
    assert [m.sent_at for m in answered] == ["2026-03-04T22:30", "2026-03-04T22:31"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("13.03.2026 09:30", "2026-03-13T09:30"),
        ("3/13/2026 9:30 AM", "2026-03-13T09:30"),
        ("2026-03-13 09:30", "2026-03-13T09:30"),
        ("2026/3/13 下午9:30", "2026-03-13T21:30"),
        ("13-Mar-26 09:30 PM", "2026-03-13T21:30"),
        ("13.3.2026 9.30", "2026-03-13T09:30"),
    ],
)
def test_discord_text_of_other_cultures(printed: str, expected: str) -> None:
    rule = "=" * 62
    text = f"{rule}\nGuild: G\nChannel: c\n{rule}\n\n[{printed}] ada\n[not a time] here\n\n[{printed}] bo (pinned)\nx\n"
    found = messages(read(discord_text.IMPORTER, Bytes("d.txt", text.encode())))
    assert [(m.sender, m.text, m.sent_at) for m in found] == [
        ("ada", "[not a time] here", expected),
        ("bo", "x", expected),
    ]


def telegram(**fields: object) -> Bytes:
    item = {"id": 1, "type": "message", "date": "2026-03-01T10:30:00", "date_unixtime": "1772357400", "text": ""}
    return made_json("result.json", {"name": "L", "type": "personal_chat", "id": 1, "messages": [{**item, **fields}]})


@pytest.mark.parametrize(
    ("fields", "subkind"),
    [
        ({"poll": {"question": "Q"}}, "poll"),
        ({"location_information": {"latitude": 1}}, "location"),
        ({"location_information": {"latitude": 1}, "live_location_period_seconds": 60}, "live-location"),
        ({"contact_information": {"first_name": "Z"}}, "contact"),
        ({"photo": "photos/p.jpg"}, "picture"),
        ({"media_type": "sticker", "file": "s.webp"}, "sticker"),
        ({"text": "x", "forwarded_from": "Carl"}, "forwarded"),
        ({"text": "x"}, None),
    ],
)
def test_telegram_tells_kinds_apart(fields: dict[str, object], subkind: str | None) -> None:
    assert messages(read(telegram_json.IMPORTER, telegram(**fields)))[0].subkind == subkind


@pytest.mark.parametrize(
    ("fields", "amount", "currency"),
    [
        ({"action": "send_stars_gift", "amount_whole": 50, "amount_nano": 0}, "50", "XTR"),
        ({"action": "send_ton_gift", "amount_whole": 1, "amount_nano": 250_000_000}, "1.25", "TON"),
        ({"action": "stars_prize", "stars": 7}, "7", "XTR"),
        ({"action": "send_ton_gift", "amount_whole": -1}, None, "TON"),
    ],
)
def test_telegram_gifts_in_coins(fields: dict[str, object], amount: str | None, currency: str) -> None:
    payment = messages(read(telegram_json.IMPORTER, telegram(type="service", actor="L", **fields)))[0].payment
    assert payment
    assert (payment.amount, payment.currency) == (amount, currency)


def test_slack_changes_and_deletions_keep_the_words_before() -> None:
    inner = {"type": "message", "user": "U1", "text": "new", "ts": "1772357400.000100"}
    items = [
        {
            "type": "message",
            "subtype": "message_changed",
            "ts": "1772357500.000000",
            "message": inner,
            "original": {"text": "old"},
        },
        {
            "type": "message",
            "subtype": "message_deleted",
            "ts": "1772357600.000000",
            "deleted_ts": "1772357400.000100",
            "previous_message": {"text": "new", "user": "U1"},
        },
    ]
    changed, deleted = messages(read(slack_json.IMPORTER, made_json("2026-03-01.json", items)))
    assert (changed.kind.value, changed.edited, changed.sender_id, changed.text) == (
        "message",
        True,
        "U1",
        "new\nbefore: old",
    )
    assert (changed.reply_to, changed.sent_at) == ("1772357400.000100", "2026-03-01T09:31:40+00:00")
    assert (deleted.kind.value, deleted.text, deleted.reply_to) == ("deleted", "before: new", "1772357400.000100")


def test_skype_cards_places_calls_and_groups() -> None:
    def item(kind: str, content: str, sender: str = "8:bo") -> dict[str, object]:
        time = "2026-03-01T09:30:00Z"
        return {"id": kind, "originalarrivaltime": time, "messagetype": kind, "content": content, "from": sender}

    export = {
        "userId": "8:me",
        "exportDate": "2026",
        "conversations": [
            {
                "id": "19:g",
                "displayName": None,
                "MessageList": [
                    item("RichText/Contacts", '<contacts><c t="s" s="x.y" f="X &amp; Y"/></contacts>'),
                    item("RichText/Location", '<location latitude="1" longitude="2">Here</location>'),
                    item("Event/Call", "<partlist><part><name>Bo</name><duration>5</duration></part></partlist>"),
                    item("ThreadActivity/AddMember", "<addmember><target>8:c</target></addmember>", "19:g"),
                    item("PopCard", "x"),
                ],
            }
        ],
    }
    records = read(skype_json.IMPORTER, made_json("messages.json", export))
    assert chats([*records])[0].participants == (Participant(None, "8:bo", False),)
    assert [(m.kind.value, m.text) for m in messages(records)] == [
        ("message", "t s; s x.y; f X & Y"),
        ("message", "Here\nlatitude 1; longitude 2"),
        ("call", "Bo 5"),
        ("system", "8:c"),
        ("system", "x"),
    ]


def test_google_dates_in_korean() -> None:
    assert local_from_words("2025년 1월 7일 화요일 오후 3시 4분 5초 UTC") == "2025-01-07T15:04:05"
    for text in ("7 Ocak 2025 Salı, UTC 15:04:05", "wtorek, 7 stycznia 2025 15:04:05 UTC", "7. ledna 2025 15:04:05"):
        assert local_from_words(text) == "2025-01-07T15:04:05"
    assert local_from_words("7 Mayıs 2025 Çarşamba 15:04") == "2025-05-07T15:04"
    assert local_from_words("piątek, 7 listopada 2025 15:04:05 UTC") is None  # November in Polish, October in Croatian
    item = {"creator": {"name": "Ada"}, "created_date": "2025년 1월 7일 화요일 오후 3시 4분 5초 UTC", "text": "x"}
    found = messages(read(google_chat.IMPORTER, made_json("messages.json", {"messages": [item]})))
    assert found[0].sent_at == "2025-01-07T15:04:05+00:00"


def test_memotrace_recalls() -> None:
    head = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n"
    rows = (
        '1,3,10000,0,0,1772357400,2,"<sysmsg><![CDATA[你撤回了一条消息 <a href=""x"">重新编辑</a>]]></sysmsg>",x\n'
        "2,3,10000,0,0,1772357400,2,你已添加了老王,x\n"
    )
    found = messages(read(memotrace_csv.IMPORTER, Bytes("m.csv", (head + rows).encode())))
    assert [m.kind.value for m in found] == ["deleted", "system"]
    assert [m.text for m in found] == ["你撤回了一条消息 重新编辑 (x)", "你已添加了老王"]


def test_meta_payments_without_an_amount_are_payments() -> None:
    item = {"sender_name": "Bo", "timestamp_ms": 1772357400000, "content": "Bo sent €50.00", "type": "Payment"}
    found = messages(read(meta_json.IMPORTER, made_json("message_1.json", {"participants": [], "messages": [item]})))
    assert found[0].payment == MentionedPayment()


def test_qq_red_packets_and_an_empty_chat() -> None:
    head = (
        "消息记录（此消息记录为文本格式，不支持重新导入）\n\n================================================================\n"
        "消息分组:我的好友\n================================================================\n消息对象:阿岚\n"
        "================================================================\n\n"
    )
    assert messages(read(qq_text.IMPORTER, Bytes("q.txt", head.encode()))) == []
    body = "2026-03-01 9:30:00 阿岚\n[QQ红包]我发了一个“口令红包”\n"
    found = messages(read(qq_text.IMPORTER, Bytes("q.txt", (head + body).encode())))
    assert (found[0].kind.value, found[0].subkind) == ("payment", "red-packet")
    assert json.dumps(found[0].text, ensure_ascii=False)


def test_qq_tells_that_something_was_recalled() -> None:
    body = "2026-03-01 9:30:00 系统消息(10000)\n你撤回了一条消息\n\n2026-03-01 9:31:00 系统消息(10000)\n你们已是好友\n"
    head = "消息记录（此消息记录为文本格式，不支持重新导入）\n\n"
    found = messages(read(qq_text.IMPORTER, Bytes("q.txt", (head + body).encode())))
    assert [(each.kind.value, each.sender) for each in found] == [("deleted", "系统消息"), ("system", "系统消息")]


def test_signal_unknown_bodies_calls_by_link_and_the_own_name() -> None:
    frames = [
        {"version": "1", "backupTimeMs": "1772357400000"},
        {"account": {"givenName": "Mia", "familyName": "Lind", "profileKey": "c2VjcmV0"}},
        {"recipient": {"id": "1", "self": {}}},
        {"recipient": {"id": "4", "callLink": {"rootKey": "c2VjcmV0", "name": "Viewing"}}},
        {"chat": {"id": "10", "recipientId": "1"}},
        {
            "chatItem": {
                "chatId": "10",
                "authorId": "1",
                "dateSent": "1772357400000",
                "outgoing": {},
                "brandNew": {"x": 1},
            }
        },
        {"adHocCall": {"callId": "9", "recipientId": "4", "state": "GENERIC", "callTimestamp": "1772357460000"}},
    ]
    source = Bytes("main.jsonl", "\n".join(json.dumps(frame) for frame in frames).encode())
    records = read(signal_jsonl.IMPORTER, source)
    check_conservation(records)
    unknown, call = messages(records)
    assert (unknown.kind.value, unknown.subkind, unknown.text, unknown.sender) == (
        "unknown",
        "brandNew",
        "brandNew: x 1",
        "Mia Lind",
    )
    assert (call.kind.value, call.subkind, call.conversation) == ("call", "call-link", "call-links")
    assert "link: Viewing" in (call.text or "")
    assert "c2VjcmV0" not in str(records)


def test_signal_texts_are_known_by_the_ends_of_their_records() -> None:
    lines = "[2026-03-01 20:43:38] Me: hello  \n\n[2026-03-01 20:44:38] Odo: hi  \n\n"
    source = Bytes("chat.md", lines.encode())
    assert recognise_source(source)[:2] == ("signal_export_text", Recognition.CERTAIN)
    plain = Bytes("_chat.txt", lines.replace("  \n\n", "\n").encode())
    assert recognise_source(plain)[0] == "whatsapp"


def test_qq_lines_with_a_number_and_with_an_address_count_alike() -> None:
    text = "2026-05-06 8:43:38 小李(87200175)\nhi\n\n2026-05-06 8:44:38 阿岚<alan@x.invalid>\nyo\n"
    assert recognise_source(Bytes("q.txt", text.encode()))[:2] == ("qq_text", Recognition.MAYBE)
