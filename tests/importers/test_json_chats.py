# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON formats: what each made-up sample must become, written by hand."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_vault.hashing import canonical_digest
from evidence_vault.importers.json_walk import element_span, plain_json
from evidence_vault.importers.meta_json import repaired
from evidence_vault.importers.reading import recognise_source
from evidence_vault.importers.worded_dates import local_from_words, utc_from_words
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    Member,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    TimeCertainty,
)
from tests.importers import json_samples
from tests.importers.conformance import importer, messages, read, warning_codes
from tests.importers.made_files import Bytes, made_zip

PRESENT, MISSING, OMITTED = AttachmentState.PRESENT, AttachmentState.MISSING, AttachmentState.OMITTED


def records_of(importer_id: str, source: Bytes) -> list[ReadingRecord]:
    return read(importer(importer_id), source)


def conversations(records: list[ReadingRecord]) -> list[Conversation]:
    return [record for record in records if isinstance(record, Conversation)]


def short(found: list[Message]) -> list[tuple[str, str | None, str | None]]:
    return [(message.kind.value, message.sender, message.text) for message in found]


def test_qce_tells_recalled_and_system_messages_and_knows_the_exporter() -> None:
    records = records_of("qq_qce_json", json_samples.QCE)
    found = messages(records)
    assert short(found) == [
        ("message", "小满", "先付定金"),
        ("message", "阿岚", "[图片]\nreply: messageId m1"),
        ("system", None, "对方撤回了一条消息"),
        ("deleted", "小满", "已撤回"),
    ]
    assert [message.is_self for message in found] == [False, True, None, False]
    assert found[0].sent_at == "2026-03-01T01:30:00.000+00:00"
    assert found[1].sent_at == "2026-03-01T01:31:00+00:00"
    assert found[1].reply_to == "m1"
    assert found[1].attachments == (Attachment("收据.jpg", MISSING),)
    assert conversations(records)[0].title == "小满"


def test_qce_chunks_are_read_in_the_order_of_their_names_and_a_broken_line_costs_itself() -> None:
    records = records_of("qq_qce_chunks", json_samples.QCE_CHUNKS)
    assert short(messages(records)) == [("message", "Wang", "first file"), ("message", "Lan", "second file")]
    assert messages(records)[1].is_self is True
    assert "RECORD_NOT_UNDERSTOOD" in warning_codes(records)
    assert conversations(records)[0].title == "装修群"


def test_meta_sets_letters_right_only_where_they_are_proven_wrong() -> None:
    assert repaired("JosÃ©") == "José"
    assert repaired("José") == "José"
    assert repaired("5 €, Ã©") == "5 €, Ã©"
    assert repaired("plain") == "plain"


def test_meta_keeps_the_order_of_the_file_and_masks_tokens() -> None:
    records = records_of("meta_json", json_samples.META)
    found = messages(records)
    assert [message.kind for message in found] == ["deleted", "message", "message", "call"]
    assert found[1].sender == "José Ferro"
    assert found[1].text == (
        "Send it to this address: 5 €\nreaction: Tilda Ramm 👍\nshare: link https://pay.invalid/x?token=•••"
    )
    assert found[2].attachments == (Attachment("messages/inbox/jose_1/photos/1.jpg", MISSING),)
    assert found[0].sent_at == "2026-03-01T09:32:00.123000+00:00"
    assert {"NEWEST_FIRST", "LETTERS_SET_RIGHT", "SECRETS_INSIDE", "META_LIMITS"} <= warning_codes(records)
    assert conversations(records)[0].platform == "messenger-or-instagram"


def test_meta_parts_of_a_folder_are_one_chat_with_its_files() -> None:
    records = records_of("meta_json", json_samples.META_ZIP)
    (chat,) = conversations(records)
    assert (chat.id, chat.title, chat.platform) == ("inbox/jose_1", "José Ferro", "instagram")
    assert [person.name for person in chat.participants] == ["José Ferro", "Tilda Ramm"]
    found = messages(records)
    assert [message.raw_span.member for message in found if message.raw_span] == [
        *["your_instagram_activity/messages/inbox/jose_1/message_1.json"] * 4,
        *["your_instagram_activity/messages/inbox/jose_1/message_2.json"] * 4,
    ]
    assert found[2].attachments == (Attachment("messages/inbox/jose_1/photos/1.jpg", PRESENT),)
    assert {record.name for record in records if isinstance(record, Member)} == {
        "your_instagram_activity/messages/inbox/jose_1/photos/1.jpg",
        "your_instagram_activity/other.json",
    }


def test_weflow_reads_seconds_and_milliseconds_and_no_direction_from_words() -> None:
    found = messages(records_of("weflow_json", json_samples.WEFLOW))
    assert [message.kind for message in found] == ["message", "payment", "deleted", "unknown"]
    assert [message.sent_at for message in found[:2]] == ["2026-03-01T01:30:00+00:00", "2026-03-01T01:31:00+00:00"]
    assert found[1].payment == MentionedPayment("1500.00", "CNY")
    assert found[3].subkind == "未知类型(66)"


def test_chatlab_owner_is_the_person() -> None:
    found = messages(records_of("chatlab_json", json_samples.CHATLAB))
    assert [message.kind for message in found] == ["message", "payment", "system", "unknown"]
    assert [message.is_self for message in found] == [False, True, None, False]
    assert found[1].payment == MentionedPayment("20.00", "CNY")


def test_wcda_offer_has_a_direction_and_a_filter_is_told() -> None:
    records = records_of("wcda_json", json_samples.WCDA)
    first, second, third = messages(records)
    assert first.payment == MentionedPayment("1500.00", "CNY", "sent", "转账", "押金", "t-1")
    assert second.attachments == (Attachment("media/images/a.jpg", PRESENT),)
    assert (third.kind, third.sender) == (MessageKind.SYSTEM, None)
    assert "PARTIAL_EXPORT" in warning_codes(records)


@pytest.mark.parametrize(
    ("number", "sent", "direction", "subkind"),
    [
        ("1", True, "sent", "transfer"),
        ("1", False, "received", "transfer"),
        ("3", True, "received", "transfer-receipt"),  # the payee writes that the money was taken
        ("3", False, "sent", "transfer-receipt"),
        ("4", True, "received", "transfer-receipt"),
        ("8", True, "sent", "transfer"),
        ("77", True, None, "transfer"),
    ],
)
def test_who_paid_follows_from_who_wrote_which_message(
    number: str, sent: bool, direction: str | None, subkind: str
) -> None:
    chat = json.loads(json.dumps(json_samples.WCDA_CHAT))
    chat["messages"][0] |= {"paySubType": number, "isSent": sent}
    (first, *_) = messages(records_of("wcda_json", json_samples.made_json("messages.json", chat)))
    assert first.payment is not None
    assert (first.payment.direction, first.subkind) == (direction, subkind)


def test_chatlog_list_of_two_chats_keeps_them_apart() -> None:
    records = records_of("chatlog_json", json_samples.CHATLOG)
    assert [(chat.id, chat.title) for chat in conversations(records)] == [("wxid_x", "老王"), ("wxid_y", "中介")]
    first, second = messages(records)
    assert (first.conversation, second.conversation) == ("wxid_x", "wxid_y")
    assert (first.sent_at, first.time_certainty) == ("2026-03-01T09:30:00+08:00", TimeCertainty.OFFSET_KNOWN)
    assert second.payment == MentionedPayment("100.00", "CNY", "sent", "offered", "押金")
    assert second.is_self is True


def test_discord_message_with_everything() -> None:
    records = records_of("discord_json", json_samples.DISCORD)
    first, second, third, fourth = messages(records)
    assert first.sent_at == "2026-03-01T09:30:00.123456+01:00"
    assert (first.sender, first.sender_id, first.edited) == ("Odo B.", "7", True)
    assert first.text == (
        "join my group\nuser name: odo\nreaction: 👍 ×2\nembeds: title Rich; url https://rich.invalid/"
    )
    assert first.attachments == (Attachment("x.json_Files/plan.png", MISSING), Attachment("a.png", OMITTED))
    assert second.reply_to == "1"
    assert (third.kind, fourth.kind, fourth.subkind) == (MessageKind.CALL, MessageKind.UNKNOWN, "77")
    assert {"PARTIAL_EXPORT", "COUNT_DIFFERS", "SECRETS_INSIDE"} <= warning_codes(records)
    assert conversations(records)[0].title == "Makers / Text / general"


def test_slack_links_say_where_they_lead_and_tokens_are_masked() -> None:
    records = records_of("slack_json", json_samples.SLACK)
    found = messages(records)
    assert short(found) == [
        ("message", "Odo", "see my bank (https://bank.invalid/x) & ask @tilda"),
        ("message", "tilda", "no"),
        ("system", "tilda", "@tilda has joined"),
        ("deleted", None, "This message was deleted."),
        ("unknown", None, "token •••"),
    ]
    assert found[0].attachments == (Attachment("plan.pdf", OMITTED),)
    assert found[1].reply_to == "1772357400.000100"
    assert found[0].sent_at == "2026-03-01T09:30:00.000100+00:00"
    assert "SECRETS_INSIDE" in warning_codes(records)


def test_no_token_of_a_sample_leaves_an_importer() -> None:
    for importer_id, source in (
        ("slack_json", json_samples.SLACK),
        ("discord_json", json_samples.DISCORD),
        ("meta_json", json_samples.META),
    ):
        said = repr(messages(records_of(importer_id, source)))
        assert not any(secret in said for secret in ("xoxe-1", "xoxb-123", "hm=0011", "abcdef123456"))


def test_google_chat_reads_dates_of_languages_and_knows_the_owner() -> None:
    records = records_of("google_chat", json_samples.GOOGLE_CHAT)
    first, second, third = messages(records)
    assert first.sent_at == "2026-03-01T09:30:00+00:00"
    assert (first.is_self, second.is_self) == (False, True)
    assert first.attachments == (Attachment("File-plan.png", PRESENT),)
    assert (second.sent_at, second.edited) == ("2026-03-01T09:31:00+00:00", True)
    assert second.text == "no\n> Odo: pay first"
    assert (third.kind, third.sent_at, third.time_certainty) == (MessageKind.DELETED, None, TimeCertainty.PARTIAL)
    assert third.sent_at_raw == "Sunday, February 31, 2026 at 9:30:00 AM UTC"
    assert "DATE_NOT_READ" in warning_codes(records)
    assert Participant("Tilda", "tilda@mail.invalid", is_self=True) in conversations(records)[0].participants


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tuesday, January 7, 2025 at 3:04:05\u202fPM UTC", "2025-01-07T15:04:05+00:00"),
        ("Dienstag, 7. Januar 2025 um 15:04:05 UTC", "2025-01-07T15:04:05+00:00"),
        ("mardi 7 janvier 2025 à 15:04:05 UTC", "2025-01-07T15:04:05+00:00"),
        ("2025年1月7日火曜日 15時04分", None),
        ("2025년 1월 7일 화요일 오후 3:04:05 UTC", "2025-01-07T15:04:05+00:00"),
        ("Tuesday, January 7, 2025 at 3:04:05 PM UTC+2", None),
        ("Tuesday, January 7, 2025 at 3:04:05 PM", None),
        ("7 of unknown 2025 3:04", None),
        ("January 7 8, 2025 3:04 UTC", None),
    ],
)
def test_dates_in_words(text: str, expected: str | None) -> None:
    assert utc_from_words(text) == expected


def test_a_date_in_words_without_a_zone_has_no_offset() -> None:
    assert local_from_words("Mar 01, 2026  9:31:00 PM") == "2026-03-01T21:31:00"


def test_skype_tells_edits_calls_and_deletions() -> None:
    records = records_of("skype_json", json_samples.SKYPE)
    assert [chat.id for chat in conversations(records)] == ["8:empty", "8:odo"]
    first, second, third = messages(records)
    assert first.text == "see my bank (https://bank.invalid/x) & pay"
    assert (first.edited, first.sent_at) == (True, "2026-03-01T09:31:00.123456+00:00")
    assert (second.kind, second.is_self) == (MessageKind.CALL, True)
    assert third.kind is MessageKind.DELETED
    assert "NEWEST_FIRST" in warning_codes(records)


def test_a_file_that_breaks_off_keeps_what_came_before() -> None:
    source = replace(json_samples.DISCORD, data=json_samples.DISCORD.data[:-120])
    records = records_of("discord_json", source)
    assert messages(records)
    assert "FILE_BREAKS_OFF" in warning_codes(records)


def test_a_zip_of_other_json_is_nobodys() -> None:
    assert recognise_source(made_zip("x.zip", {"a/messages.json": b'{"messages": []}', "b.json": b"[1]"}))[0] is None


ELEMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=10,
)  # fmt: skip


@given(ELEMENTS)
def test_the_digest_of_an_element_is_of_its_canonical_form(element: object) -> None:
    assert element_span(3, element).sha256 == canonical_digest(plain_json(element))


def test_slack_direct_messages_are_named_after_their_members() -> None:
    message = {"type": "message", "user": "U1", "text": "hi", "ts": "1772357400.000100"}
    files = {
        "dms.json": [{"id": "D1", "members": ["U1", "U2", "U3"]}],
        "D1/2026-03-01.json": [{**message, "reactions": [{"name": "+1", "users": ["U2", "U9"]}]}],
        "users.json": [{"id": "U1", "name": "odo"}, {"id": "U2", "profile": {"display_name": "Marlene"}}],
    }
    source = made_zip("export.zip", {name: json.dumps(value).encode() for name, value in files.items()})
    records = records_of("slack_json", source)
    assert [each.title for each in records if isinstance(each, Conversation)] == ["odo, Marlene, U3"]
    assert messages(records)[0].text == "hi\nreaction: +1 Marlene | U9"


def test_skype_quotes_are_another_persons_words() -> None:
    inner = '<quote author="8:ada" authorname="Ada" timestamp="1">old</quote>older words<legacyquote>&gt;</legacyquote>'
    content = f'<quote author="8:tom" authorname="Tom" messageid="17" timestamp="1">{inner}</quote>mine'
    item = {"id": "1", "originalarrivaltime": "2026-03-01T09:00:00Z", "messagetype": "RichText", "content": content}
    added = "<addmember><initiator>8:tom</initiator><target>8:me</target></addmember>"
    activity = {**item, "messagetype": "ThreadActivity/AddMember", "content": added}
    chats = {"userId": "8:me", "exportDate": "x", "conversations": [{"id": "8:tom", "MessageList": [item, activity]}]}
    answer, notice = messages(records_of("skype_json", json_samples.made_json("messages.json", chats)))
    assert answer.text == "> Tom: > Ada: old\n> older words\nmine"
    assert answer.reply_to == "17"
    assert notice.text == "8:tom 8:me"


def test_calls_of_encrypted_chats() -> None:
    item = {"senderName": "Ada", "text": "Ada called you.", "timestamp": 1772355600000, "type": "call"}
    made = {"participants": ["Ada"], "threadName": "Ada_1", "messages": [{**item, "isUnsent": False}]}
    (only,) = messages(records_of("meta_json", json_samples.made_json("Ada_1.json", made)))
    assert (only.kind.value, only.subkind) == ("call", "call")


def test_slack_words_that_stand_in_blocks_alone() -> None:
    rich = [
        {"type": "text", "text": "pay "},
        {"type": "link", "url": "https://a.invalid", "text": "here"},
        {"type": "user", "user_id": "U2"},
        {"type": "emoji", "name": "wave"},
    ]
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "Order"}},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": rich}]},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "a"}, {"type": "mrkdwn", "text": "b"}]},
    ]
    item = {"type": "message", "text": "", "user": "U1", "ts": "1772355600.000100", "blocks": blocks}
    (only,) = messages(records_of("slack_json", json_samples.made_json("2026-03-01.json", [item])))
    assert only.text == "Order\npay here (https://a.invalid)@U2:wave:\nab"


def test_discord_reactions_name_people_and_forwarded_files_are_files() -> None:
    author = {"id": "1", "name": "odo", "nickname": "odo"}
    users = [{"id": "2", "name": "tilda"}]
    item = {
        "id": "5",
        "type": "Default",
        "timestamp": "2026-03-01T10:00:00+01:00",
        "content": "hi",
        "author": author,
        "reactions": [{"emoji": {"name": "👍"}, "count": 1, "users": users}],
        "forwardedMessage": {"content": "x", "attachments": [{"url": "f_Files\\a.png", "fileName": "a.png"}]},
    }
    made = {"guild": {"id": "0", "name": "D"}, "channel": {"id": "9", "name": "odo"}, "messages": [item]}
    (only,) = messages(records_of("discord_json", json_samples.made_json("d.json", made)))
    assert "reaction: 👍 ×1 (tilda)" in (only.text or "")
    assert [each.name for each in only.attachments] == ["f_Files/a.png"]
