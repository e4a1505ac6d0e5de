# SPDX-License-Identifier: GPL-3.0-or-later
"""Telegram's JSON: certain times, hidden links, money, whole accounts, files that break off."""

import json
from typing import Any

import pytest

from evidence_vault import errors
from evidence_vault.hashing import canonical_digest
from evidence_vault.importers.telegram_json import IMPORTER
from evidence_vault.records import Answers, Attachment, AttachmentState, Conversation, MentionedPayment, Recognition
from tests.importers.conformance import Bytes, check_conservation, messages, read, warning_codes
from tests.importers.samples import TELEGRAM_CHAT, made_zip


def chat(*items: Any, **more: Any) -> Bytes:
    root = {"name": "Odo", "type": "personal_chat", "id": 1, "messages": list(items), **more}
    return Bytes("result.json", json.dumps(root).encode())


def item(**more: Any) -> dict[str, Any]:
    base = {"id": 1, "type": "message", "date": "2026-03-01T10:30:00", "from": "Odo", "from_id": "user5", "text": "hi"}
    return {**base, **more}


def test_single_chat() -> None:
    records = read(IMPORTER, TELEGRAM_CHAT)
    conversation = records[0]
    assert isinstance(conversation, Conversation)
    assert (conversation.id, conversation.title, conversation.platform) == ("777", "Lotte Krügel", "telegram")
    assert [(p.name, p.account_id, p.is_self) for p in conversation.participants] == [
        ("Lotte Krügel", "user42", None),
        (None, "user7", None),
    ]
    first, call, photo = messages(records)
    assert first.text == "Pay at my bank (https://bank.invalid/x)"
    assert (first.sent_at, first.time_certainty.value) == ("2026-03-01T09:30:00+00:00", "utc")
    assert first.sent_at_raw == "2026-03-01T10:30:00"
    assert (call.kind.value, call.subkind, call.text) == ("call", "phone_call", "phone_call\nduration_seconds: 35")
    assert photo.attachments == (Attachment(None, AttachmentState.OMITTED),)
    assert (photo.sender, photo.sender_id, photo.edited, photo.reply_to) == (None, "user7", True, "1")
    assert photo.text == "location_information: latitude 52.5; longitude 13.4"


def test_span_holds_the_digest_of_the_element() -> None:
    source = chat(item(), item(id=2, price=1.50))
    spans = [message.raw_span for message in messages(read(IMPORTER, source))]
    elements = json.loads(source.data, parse_float=str)["messages"]
    assert [(span.start, span.end, span.unit) for span in spans if span] == [(0, 1, "element"), (1, 2, "element")]
    assert [span.sha256 for span in spans if span] == [canonical_digest(element) for element in elements]


def test_old_exports_have_the_clock_of_the_computer_only() -> None:
    found = messages(read(IMPORTER, chat(item(edited="1970-01-01T01:00:00"))))[0]
    assert (found.sent_at, found.time_certainty.value, found.edited) == ("2026-03-01T10:30:00", "local-device", None)


@pytest.mark.parametrize("date", ["gestern", "2026-13-01T00:00:00", "9999-01-01T00:00:00", "", None, 5])
def test_strange_dates_stay_open(date: Any) -> None:
    found = messages(read(IMPORTER, chat(item(date=date))))[0]
    assert (found.sent_at, found.time_certainty.value) == (None, "partial")


@pytest.mark.parametrize("epoch", ["9" * 30, "-9999999999999", "abc", 1e300, True])
def test_strange_epochs_fall_back_to_the_date(epoch: Any) -> None:
    found = messages(read(IMPORTER, chat(item(date_unixtime=epoch))))[0]
    assert found.sent_at == "2026-03-01T10:30:00"


def test_money() -> None:
    paid = item(type="service", action="send_payment", amount=12345, currency="EUR", text="")
    stars = item(type="service", action="refunded_payment", amount=50, currency="XTR", charge_id="c1", text="")
    invoice = item(invoice_information={"title": "Shoes", "amount": 990, "currency": "JPY"})
    records = read(IMPORTER, chat(paid, stars, invoice))
    assert [message.payment for message in messages(records)] == [
        MentionedPayment(amount="123.45", currency="EUR"),
        MentionedPayment(amount="50", currency="XTR", status="refunded", reference="c1"),
        MentionedPayment(amount="990", currency="JPY", status="invoice", memo="Shoes"),
    ]
    assert {message.kind.value for message in messages(records)} == {"payment"}
    assert "PAYMENT_UNIT_ASSUMED" in warning_codes(records)


def test_unknown_types_and_actions_are_kept() -> None:
    found = messages(
        read(IMPORTER, chat(item(type="hologram"), item(type="service", action="new_thing", x={"y": [1]})))
    )
    assert [(m.kind.value, m.subkind) for m in found] == [("unknown", None), ("system", "new_thing")]
    assert found[1].text == "hi\nnew_thing\nx: y 1"


def test_elements_that_are_no_objects_are_counted_and_named() -> None:
    records = read(IMPORTER, chat(item(), "stray", 5, None, item(id=2)))
    assert (records[-1].messages, records[-1].not_understood) == (2, 3)
    assert "RECORD_NOT_UNDERSTOOD" in warning_codes(records)
    assert [m.raw_span.start for m in messages(records) if m.raw_span] == [0, 4]


def account() -> dict[str, Any]:
    lists = [
        {
            "name": None,
            "type": "personal_chat",
            "id": 1,
            "messages": [item(), item(from_id="user99", **{"from": "Me"})],
        },
        {"type": "saved_messages", "id": 1, "messages": [item(from_id="user99")]},
    ]
    left = [{"name": "Old group", "type": "private_group", "id": 3, "messages": []}]
    return {
        "about": "made up",
        "personal_information": {"user_id": 99},
        "chats": {"about": "x", "list": lists},
        "left_chats": {"about": "x", "list": left},
    }


def test_whole_account_knows_its_owner() -> None:
    source = Bytes("result.json", json.dumps(account()).encode())
    assert IMPORTER.recognise(source.data, source.name, source)[0] is Recognition.CERTAIN
    records = read(IMPORTER, source)
    check_conservation(records)
    conversations = [record for record in records if isinstance(record, Conversation)]
    assert [(c.id, c.title) for c in conversations] == [("1", None), ("1-2", None), ("3", "Old group")]
    assert [(m.conversation, m.is_self) for m in messages(records)] == [("1", False), ("1", True), ("1-2", True)]


def test_keys_in_another_order_change_nothing() -> None:
    root = {"messages": [item()], "id": 1, "type": "personal_chat", "name": "Odo"}
    records = read(IMPORTER, Bytes("result.json", json.dumps(root).encode()))
    assert (records[0].title, records[-1].messages) == ("Odo", 1)


def test_a_file_that_breaks_off_gives_what_stands_before() -> None:
    data = chat(*(item(id=number) for number in range(50))).data
    records = read(IMPORTER, Bytes("result.json", data[: len(data) // 2]))
    check_conservation(records)
    assert 20 <= len(messages(records)) <= 25
    assert "FILE_BREAKS_OFF" in warning_codes(records)


def test_elements_across_pieces_of_the_file() -> None:
    source = chat(*(item(id=number, text=f"words {number} " + "x" * 5000) for number in range(900)))
    assert source.size > 4_000_000
    assert [m.text[:9] for m in messages(read(IMPORTER, source)) if m.text][-1] == "words 899"


def test_lone_surrogates_and_numbers_too_long() -> None:
    data = chat(item(text="MARK")).data
    found = messages(read(IMPORTER, Bytes("r.json", data.replace(b"MARK", b"a\\ud800b"))))
    assert found[0].text == "a\ufffdb"
    records = read(IMPORTER, Bytes("r.json", data.replace(b'"MARK"', b"9" * 5000)))
    assert "FILE_BREAKS_OFF" in warning_codes(records)


def test_not_json_at_all() -> None:
    with pytest.raises(errors.JsonDamaged):
        read(IMPORTER, Bytes("result.json", b"hello"))
    with pytest.raises(errors.FormatUnknown):
        read(IMPORTER, Bytes("result.json", b'{"a": 1}'))


def test_media_of_a_zip_are_found() -> None:
    data = chat(item(photo="photos/a.jpg"), item(file="files/gone.pdf", file_name="gone.pdf")).data
    records = read(IMPORTER, made_zip("e.zip", {"d/result.json": data, "d/photos/a.jpg": b"1"}), Answers())
    assert [m.attachments[0].state.value for m in messages(records)] == ["present", "missing"]


def test_reactions_are_told_with_those_whom_the_export_names() -> None:
    recent = [{"from": "Ada", "from_id": "user2", "date": "2026-03-01T10:31:00"}, {"from": None}]
    reactions = [
        {"type": "emoji", "count": 2, "emoji": "👍", "recent": recent},
        {"type": "paid", "count": 3},
        {"type": "custom_emoji", "count": 1, "document_id": "stickers/a.webp"},
    ]
    (only,) = messages(read(IMPORTER, chat(item(text="pay first", reactions=reactions))))
    assert only.text == "pay first\nreaction: 👍 2 (Ada, –)\nreaction: paid 3\nreaction: stickers/a.webp 1"
