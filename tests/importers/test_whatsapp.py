# SPDX-License-Identifier: GPL-3.0-or-later
"""WhatsApp: header forms of many phones, order of dates, names, system lines, media, zips."""

import re
import zipfile
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_vault import errors
from evidence_vault.importers import text_lines
from evidence_vault.importers.attachment_names import AttachmentNames
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.importers.whatsapp import IMPORTER, chat_title
from evidence_vault.importers.whatsapp_body import WORDS, BodyReader
from evidence_vault.importers.whatsapp_header import USUAL_HEADER, HeaderForm, any_header, read_clock
from evidence_vault.importers.whatsapp_lines import header_lines
from evidence_vault.importers.whatsapp_phrases import DELETED, OMITTED_ANGLED, OMITTED_PLAIN
from evidence_vault.message_columns import MessageColumns
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
    Conversation,
    Member,
    Message,
    MessageKind,
    ReadingSummary,
    TimeCertainty,
)
from tests.importers.conformance import Bytes, check_all, messages, read, warning_codes
from tests.importers.samples import WHATSAPP_ANDROID, WHATSAPP_IPHONE, made_zip


def chat(text: str, answers: Answers | None = None, name: str = "chat.txt") -> list[Message]:
    return messages(read(IMPORTER, Bytes(name, text.encode()), answers))


def short(message: Message) -> tuple[object, ...]:
    return message.kind.value, message.sent_at, message.sender, message.text


def test_android_chat_is_read_to_the_letter() -> None:
    records = read(IMPORTER, WHATSAPP_ANDROID)
    assert records[0] == Conversation("1", "Marlene Lehnhoff", "whatsapp", records[0].participants)
    assert [person.name for person in records[0].participants] == ["Marlene Lehnhoff", "Odo Brandt"]
    assert all(person.is_self is None for person in records[0].participants)
    found = messages(records)
    assert [short(message) for message in found] == [
        ("system", "2026-02-28T23:58", None, "Messages and calls are end-to-end encrypted. Tap to learn more."),
        ("message", "2026-02-28T23:59", "Marlene Lehnhoff", "Hello, is the flat still free?"),
        (
            "message",
            "2026-03-01T09:30",
            "Odo Brandt",
            "Yes. Please transfer the deposit first\n\nand send me the receipt: today",
        ),
        ("message", "2026-03-01T09:31", "Marlene Lehnhoff", "IMG-20260301-WA0001.jpg (file attached)\nthe receipt"),
        ("message", "2026-03-01T09:32", "Odo Brandt", "<Media omitted>"),
        ("deleted", "2026-03-01T09:33", "Odo Brandt", "This message was deleted"),
        ("call", "2026-03-01T09:34", None, "Missed voice call"),
        ("message", "2026-03-01T09:35", "Marlene Lehnhoff", "answer me"),
    ]
    assert found[3].attachments == (Attachment("IMG-20260301-WA0001.jpg", AttachmentState.MISSING),)
    assert found[4].attachments == (Attachment(None, AttachmentState.OMITTED),)
    assert found[7].edited is True
    assert found[1].edited is None
    assert found[2].sent_at_raw == "01/03/2026, 09:30"
    assert all(message.time_certainty is TimeCertainty.LOCAL_DEVICE for message in found)
    assert records[-1] == ReadingSummary(1, 8, {"call": 1, "deleted": 1, "message": 5, "system": 1}, 8, 0)


def test_iphone_zip_with_media() -> None:
    records = read(IMPORTER, WHATSAPP_IPHONE)
    found = messages(records)
    assert [short(message) for message in found] == [
        ("system", "2026-01-31T22:15:03", "Odo Brandt", "Messages and calls are end-to-end encrypted."),
        ("message", "2026-01-31T22:15:04", "Odo Brandt", "Look\u2028at this"),
        ("message", "2026-02-01T08:00:00", "Odo Brandt", "<attached: 00000003-PHOTO-2026-02-01-08-00-00.jpg>"),
        ("message", "2026-02-01T08:01:10", "~\u202fTilda", "image omitted"),
        ("message", "2026-02-01T08:02:10", "~\u202fTilda", "image omitted"),
    ]
    photo = "00000003-PHOTO-2026-02-01-08-00-00.jpg"
    assert found[2].attachments == (Attachment(photo, AttachmentState.PRESENT),)
    assert found[3].attachments == (), "typed words are no omitted picture where the phone marks its own"
    assert found[4].attachments == (Attachment(None, AttachmentState.OMITTED),)
    assert {message.raw_span.member for message in found if message.raw_span} == {"_chat.txt"}
    assert [record.name for record in records if isinstance(record, Member)] == [photo]


def test_members_can_be_read_while_they_are_handed_over() -> None:
    taken = [member.open().read() for member in IMPORTER.read(WHATSAPP_IPHONE, Answers()) if isinstance(member, Member)]
    assert taken == [b"\xff\xd8\xff made up"]


HEADERS = [
    ("[05.05.23, 15:48:11] ", "2023-05-05T15:48:11"),
    ("05.05.23, 15:48 - ", "2023-05-05T15:48"),
    ("13/05/2023, 15:48 - ", "2023-05-13T15:48"),
    ("5/13/23, 3:48 PM - ", "2023-05-13T15:48"),
    ("5/13/23, 3:48\u202fPM - ", "2023-05-13T15:48"),
    ("5/13/23, 12:16\u202fam - ", "2023-05-13T00:16"),
    ("5/13/23, 0:15 AM - ", "2023-05-13T00:15"),
    ("13/5/23 3:48 p. m. - ", "2023-05-13T15:48"),
    ("13/5/23, 3:48 p.\u00a0m. - ", "2023-05-13T15:48"),
    ("13/5/23, 3:48 p.\u202fm. - ", "2023-05-13T15:48"),
    ("[13/5/23, 3:48:07\u202fa.\u00a0m.] ", "2023-05-13T03:48:07"),
    ("2023/5/13 下午3:48 - ", "2023-05-13T15:48"),
    ("\u200f13\u200f/5\u200f/2023، 3:48 م - ", "2023-05-13T15:48"),
    ("[١٣\u200f/٥\u200f/٢٠٢٣، ٣:٤٨:٠٧ م] ", "2023-05-13T15:48:07"),
    ("13/5/2566 15:48 - ", "2023-05-13T15:48"),
    ("2023/5/13 下午 3:48 - ", "2023-05-13T15:48"),
    ("[2023/5/13 上午12:05:09] ", "2023-05-13T00:05:09"),
    ("[2023/5/13 凌晨3:05:09] ", "2023-05-13T03:05:09"),
    ("[2023/5/13 晚上9:05:09] ", "2023-05-13T21:05:09"),
    ("[2023/5/13 中午12:05:09] ", "2023-05-13T12:05:09"),
    ("2023/05/13 15:48 - ", "2023-05-13T15:48"),
    ("2023/05/13, 午後3:48 - ", "2023-05-13T15:48"),
    ("2023. 5. 13. 오후 3:48 - ", "2023-05-13T15:48"),
    ("[2023. 5. 13. 오전 3:48:01] ", "2023-05-13T03:48:01"),
    ("[13-05-23 18:43:20] ", "2023-05-13T18:43:20"),
    ("13-05-2023 18:43 - ", "2023-05-13T18:43"),
    ("[2023-05-13, 18:43:20] ", "2023-05-13T18:43:20"),
    ("13.5.2023 klo 21.25.15 - ", "2023-05-13T21:25:15"),
    ("13.5.2023 klo 21.25 - ", "2023-05-13T21:25"),
    ("13.05.23 21.25.15: ", "2023-05-13T21:25:15"),
    ("13. 5. 23, 21:25 - ", "2023-05-13T21:25"),
    ("13/05/2023 à 21:25 - ", "2023-05-13T21:25"),
    ("13.05.23 um 21:25 - ", "2023-05-13T21:25"),
    ("13/05/23, 21:25 – ", "2023-05-13T21:25"),
    ("\u200e[13/05/23, 21:25:00] ", "2023-05-13T21:25:00"),
    ("\ufeff13/05/23, 21:25 - ", "2023-05-13T21:25"),
    ("\u200f[١٣/٠٥/٢٠٢٣، ٩:٤١:٠٠ م] ", "2023-05-13T21:41:00"),
]


@pytest.mark.parametrize(("header", "expected"), HEADERS)
def test_header_forms(header: str, expected: str) -> None:
    found = chat(f"{header}Odo Brandt: hello\n{header}Odo Brandt: again\nand more")
    assert [short(message) for message in found] == [
        ("message", expected, "Odo Brandt", "hello"),
        ("message", expected, "Odo Brandt", "again\nand more"),
    ]


_HEADERS = [
    *("\u200e[1.2.26, 10:00:01] ", "1/2/26, ", "1/2/26, 10:00 - "),
    *("1/2/26 下午3:00 - ", "[1.2.26, 3:00:01\u202fPM] "),
]
_LINES = st.lists(
    st.one_of(
        st.builds(
            "".join,
            st.tuples(
                st.sampled_from(_HEADERS) | st.from_regex(USUAL_HEADER, fullmatch=True),
                st.sampled_from(["Odo: ", "Odo:", "Dr: Odo: ", "Odo left", ": ", ""]),
                st.sampled_from(["hello", "\u200eimage omitted", "a: b", "", "see https://made.up", "x.jpg (y)"]),
            ),
        ),
        st.text(st.characters(exclude_characters="\n"), max_size=20),
    ),
    max_size=30,
)


@given(_LINES, st.booleans())
def test_many_lines_at_once_are_taken_apart_as_each_alone(lines: list[str], windows: bool) -> None:
    data = ("\r\n" if windows else "\n").join(lines).encode("utf-8", "replace")
    text = TextSource.of(Bytes("chat.txt", data))
    alone = [header for _, _, line in text.lines() if (header := any_header(line))]
    together = [parts for part in header_lines(text) for parts in zip(*part.headers, strict=True)]
    assert len(together) == len(alone)
    for header, (form, when, date, sign, time, name, rest) in zip(alone, together, strict=True):
        assert (date, sign, time) == header.groups()[1:]
        assert form == HeaderForm.of(header[1], sign, time)
        assert (rest if name is None else f"{name}: {rest}") == header.string[header.end() :]
        assert when in header.string[: header.end()]


@given(st.from_regex(USUAL_HEADER, fullmatch=True), st.from_regex(USUAL_HEADER, fullmatch=True))
def test_the_expression_of_a_form_knows_its_headers_and_no_others(header: str, other: str) -> None:
    forms = [HeaderForm.of(*match.group(1, 3, 4)) for each in (header, other) if (match := any_header(each))]
    assert len(forms) == 2
    expression = re.compile(forms[0].usual_header())
    assert expression.fullmatch(header)
    assert bool(expression.fullmatch(other)) == (forms[0] == forms[1])


_BODIES = (
    "hello",
    *DELETED,
    *OMITTED_ANGLED,
    *OMITTED_PLAIN,
    "null",
    "IMG-1.jpg (file attached)",
    "POLL:",
    "a.jpg • x",
)


@given(
    st.lists(st.sampled_from([*_BODIES, *(f"\u200e{body} " for body in _BODIES)]) | st.text(max_size=30), max_size=8)
)
def test_many_bodies_at_once_are_read_as_each_alone(bodies: list[str]) -> None:
    bodies = [body.replace("\n", "") for body in bodies]
    reader = BodyReader(needs_mark=False, names=AttachmentNames(["IMG-1.jpg"]))
    found = reader.read_many(bodies)
    assert [found.get(place, WORDS) for place in range(len(bodies))] == [reader.read(body) for body in bodies]
    untouched = [body for place, body in enumerate(bodies) if place not in found]
    assert untouched == [body.lstrip("\u200e\u200f") for body in untouched]


@pytest.mark.parametrize("date", ["۱۴۰۲/۲/۲۳،\u200f", "13/5/66,"])
def test_a_year_of_another_calendar_is_kept_as_it_stands(date: str) -> None:
    """Persia's years, and Thailand's in two digits, which must not become 2066."""
    found = chat(f"{date} 15:48 - Odo: hello\n{date} 15:49 - Odo: again")
    assert [(each.sent_at, each.time_certainty) for each in found] == [(None, TimeCertainty.PARTIAL)] * 2
    assert all(date[:6] in (each.sent_at_raw or "") for each in found)


@pytest.mark.parametrize("size", [7, 64, 4096])
def test_no_columns_are_empty(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a block holds the beginning of one record only, there is nothing to hand over yet."""
    monkeypatch.setattr(text_lines, "_BLOCK", size)
    parts = list(IMPORTER.read(Bytes("chat.txt", WHATSAPP_ANDROID.data), Answers()))
    assert all(part.number for part in parts if isinstance(part, MessageColumns))


@pytest.mark.parametrize("size", [1, 7, 64, 4096])
def test_where_a_block_ends_changes_nothing(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read(IMPORTER, WHATSAPP_IPHONE), read(IMPORTER, WHATSAPP_ANDROID)
    monkeypatch.setattr(text_lines, "_BLOCK", size)
    found = read(IMPORTER, WHATSAPP_IPHONE), read(IMPORTER, WHATSAPP_ANDROID)
    for before, after in zip(expected, found, strict=True):
        assert [each for each in after if not isinstance(each, Member)] == [
            each for each in before if not isinstance(each, Member)
        ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("25:10", None), ("10:75", None), ("10:10 qq", None), ("12:05 PM", "12:05"), ("13:05 PM", "13:05")],
)
def test_clock_texts(text: str, expected: str | None) -> None:
    assert read_clock(text) == expected


def test_unknown_word_of_a_clock_leaves_the_day_only() -> None:
    found = chat("[13/05/23, 9:41:00 zz] Odo: hello\n[13/05/23, 9:42:00 zz] Odo: hello")
    assert [(m.sent_at, m.time_certainty) for m in found] == [("2023-05-13", TimeCertainty.PARTIAL)] * 2


# --- day first or month first -------------------------------------------------------------------------------


def dates(*days: str, clock: str = "10:00", answers: Answers | None = None) -> list[str | None]:
    return [m.sent_at and m.sent_at[:10] for m in chat("\n".join(f"{d}, {clock} - A: x" for d in days), answers)]


def test_a_component_over_twelve_decides_the_whole_file() -> None:
    assert dates("03/04/2023", "13/04/2023") == ["2023-04-03", "2023-04-13"]
    assert dates("03/04/2023", "03/14/2023") == ["2023-03-04", "2023-03-14"]


def test_proof_in_the_file_goes_before_the_answer() -> None:
    assert dates("03/04/2023", "13/04/2023", answers=Answers(day_first=False)) == ["2023-04-03", "2023-04-13"]


def test_backward_jumps_decide() -> None:
    assert dates("11/01/2023", "12/01/2023", "01/02/2023") == ["2023-01-11", "2023-01-12", "2023-02-01"]
    assert dates("01/11/2023", "01/12/2023", "02/01/2023") == ["2023-01-11", "2023-01-12", "2023-02-01"]


def test_dots_and_dashes_are_day_first() -> None:
    assert dates("03.04.23", "04.04.23") == ["2023-04-03", "2023-04-04"]
    assert dates("03-04-23", "04-04-23") == ["2023-04-03", "2023-04-04"]


def test_short_american_form() -> None:
    assert dates("3/4/23", "3/5/23", clock="9:00 PM") == ["2023-03-04", "2023-03-05"]


def test_undecidable_dates_stay_open_and_are_asked() -> None:
    text = "03/04/2023, 10:00 - A: x\n04/04/2023, 10:00 - A: y"
    records = read(IMPORTER, Bytes("c.txt", text.encode()))
    assert "DATE_ORDER_UNKNOWN" in warning_codes(records)
    assert [(m.sent_at, m.time_certainty.value) for m in messages(records)] == [
        (None, "date-ambiguous"),
        ("2023-04-04T10:00", "local-device"),
    ]
    assert messages(records)[0].sent_at_raw == "03/04/2023, 10:00"
    answered = read(IMPORTER, Bytes("c.txt", text.encode()), Answers(day_first=False))
    assert [m.sent_at for m in messages(answered)] == ["2023-03-04T10:00", "2023-04-04T10:00"]
    assert "DATE_ORDER_UNKNOWN" not in warning_codes(answered)


def test_mixed_orders_read_only_what_is_certain() -> None:
    text = "13/04/2023, 10:00 - A: x\n04/14/2023, 10:00 - A: y\n03/04/2023, 10:00 - A: z"
    records = read(IMPORTER, Bytes("c.txt", text.encode()))
    assert "DATE_ORDER_MIXED" in warning_codes(records)
    assert [m.sent_at for m in messages(records)] == ["2023-04-13T10:00", "2023-04-14T10:00", None]


def test_other_calendars_and_days_that_do_not_exist_stay_open() -> None:
    found = chat("31/02/2023, 10:00 - A: y\n1402/02/23, 10:00 - A: z")
    assert [(m.sent_at, m.time_certainty) for m in found] == [(None, TimeCertainty.PARTIAL)] * 2


def test_file_order_is_kept_where_times_go_back() -> None:
    assert [m.text for m in chat("13/05/23, 10:00 - A: late\n12/05/23, 10:00 - A: early")] == ["late", "early"]


# --- names and system lines ---------------------------------------------------------------------------------


def senders(*rests: str, name: str = "chat.txt") -> list[tuple[str | None, str | None]]:
    found = chat("".join(f"13/05/23, 10:00 - {rest}\n" for rest in rests), name=name)
    return [(message.sender, message.text) for message in found]


def test_names_with_a_colon() -> None:
    assert senders("Dr: Weiß: eins", "Dr: Weiß: zwei", "Dr: Weiß: drei", "Odo: note: buy milk", "Odo: hi") == [
        *(("Dr: Weiß", "eins"), ("Dr: Weiß", "zwei"), ("Dr: Weiß", "drei")),
        *(("Odo", "note: buy milk"), ("Odo", "hi")),
    ]
    title = "WhatsApp Chat with Dr: Weiß.txt"
    assert senders("Dr: Weiß: eins", "Odo: hi", name=title) == [("Dr: Weiß", "eins"), ("Odo", "hi")]


def test_name_decision_can_be_audited() -> None:
    text = "13/05/23, 10:00 - Dr: Weiß: x\n" * 3
    assert "NAME_WITH_COLON" in warning_codes(read(IMPORTER, Bytes("c.txt", text.encode())))


def test_phone_numbers_lose_only_direction_signs() -> None:
    assert senders("\u202a+44\u00a07700\u00a0900123\u202c: hi") == [("+44\u00a07700\u00a0900123", "hi")]


def test_empty_and_tight_bodies() -> None:
    assert senders("Odo:", "Odo: hi", "Odo:.") == [("Odo", ""), ("Odo", "hi"), ("Odo", ".")]


def test_a_notice_with_a_colon_is_no_participant() -> None:
    text = '13/05/23, 10:00 - Odo changed the subject from "a: b" to "c"\n13/05/23, 10:01 - Odo: hi\n'
    records = read(IMPORTER, Bytes("c.txt", text.encode()))
    assert [(m.kind.value, m.sender) for m in messages(records)] == [("system", None), ("message", "Odo")]
    assert [person.name for person in records[0].participants] == ["Odo"]
    assert "SENDER_DOUBTFUL" in warning_codes(records)


def test_group_name_of_a_notice_is_no_participant() -> None:
    text = "[13/05/23, 10:00:00] Hiking: \u200eYou created this group\n[13/05/23, 10:00:01] Odo: hi\n"
    records = read(IMPORTER, Bytes("c.txt", text.encode()))
    assert [person.name for person in records[0].participants] == ["Odo"]
    assert messages(records)[0].kind is MessageKind.SYSTEM


def test_text_before_the_first_record_is_kept_as_unknown() -> None:
    records = read(IMPORTER, Bytes("c.txt", b"forwarded to you\n13/05/23, 10:00 - A: x\n"))
    assert [(m.kind.value, m.text) for m in messages(records)] == [("unknown", "forwarded to you"), ("message", "x")]
    assert "TEXT_BEFORE_FIRST_RECORD" in warning_codes(records)


def test_pasted_line_of_another_form_is_named() -> None:
    text = "13/05/23, 10:00 - A: x\n" * 200 + "[14/05/23, 10:00:00] B: pasted\n"
    assert "HEADER_UNUSUAL" in warning_codes(read(IMPORTER, Bytes("c.txt", text.encode())))


# --- bodies -------------------------------------------------------------------------------------------------

MARKED = "[13/05/23, 10:00:00] Odo: "


@pytest.mark.parametrize(
    ("body", "kind", "subkind"),
    [
        ("\u200eThis message was deleted.", "deleted", None),
        ("\u200eYou deleted this message.", "deleted", None),
        ("This message was deleted.", "message", None),
        ("\u200eMissed voice call", "call", "call"),
        ("\u200eVideo call, \u200e5 min", "call", "call"),
        ("\u200ePOLL:", "message", "poll"),
        ("\u200eLocation: https://maps.google.com/?q=1,2", "message", "location"),
        ("\u200eNachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.", "system", "notice"),
        ("\u200eetwas, das in keiner Tabelle steht", "unknown", "app-text"),
        ("<View once voice message omitted>", "message", "view-once"),
        ("<etwas fehlt>", "message", "media?"),
        ("null", "message", None),
        ("\u200e视频已忽略", "message", "video"),
        ("plan.pdf • \u200e2 pages \u200edocument omitted", "message", "document"),
    ],
)
def test_bodies_of_an_iphone(body: str, kind: str, subkind: str | None) -> None:
    found = chat(f"{MARKED}{body}\n{MARKED}\u200eimage omitted")[0]
    assert (found.kind.value, found.subkind) == (kind, subkind)


@pytest.mark.parametrize(
    "body",
    [
        "\u200eIMG-20260301-WA0001.jpg (file attached)",
        "my receipt.pdf (Datei angehängt)",
        "\u200e<attached: 00000012-PHOTO.jpg>",
        "look here \u200e<Anhang: 00000012-PHOTO.jpg>",
        "name.pdf • \u200e1 page \u200e<attached: 00000004-name.pdf>",
        "\u200e<添付ファイル：00000012-PHOTO.jpg>",
        "\u200e<pièce jointe : 00000012-PHOTO.jpg>",
        "\u200e<etwas Neues: 00000012-PHOTO.jpg>",
    ],
)
def test_attached_files(body: str) -> None:
    found = chat(f"{MARKED}{body}")[0]
    assert len(found.attachments) == 1
    assert found.attachments[0].state is AttachmentState.MISSING
    assert str(found.attachments[0].name).endswith((".jpg", ".pdf"))


def test_unknown_bracket_after_a_file_name_is_only_a_hint() -> None:
    found = chat(f"{MARKED}notes.txt (see below)")[0]
    assert (found.subkind, found.attachments) == ("media?", ())


def test_attachment_names_match_by_case_and_composition() -> None:
    text = "13/05/23, 10:00 - A: IMG.JPG (file attached)\n13/05/23, 10:01 - A: Caf\u00e9.pdf (file attached)\n"
    members = {"x/chat.txt": text.encode(), "x/img.jpg": b"1", "x/Cafe\u0301.pdf": b"2"}
    found = messages(read(IMPORTER, made_zip("a.zip", members)))
    assert [m.attachments[0].state for m in found] == [AttachmentState.PRESENT] * 2


# --- containers and encodings -------------------------------------------------------------------------------


def test_unsafe_members_are_left_out_and_named() -> None:
    members = {"_chat.txt": b"13/05/23, 10:00 - A: x\n", "../evil.txt": b"x", "/abs.jpg": b"x", "C:\\a.jpg": b"x"}
    records = read(IMPORTER, made_zip("a.zip", members))
    assert [record.name for record in records if isinstance(record, Member)] == []
    assert "MEMBER_UNSAFE" in warning_codes(records)


def test_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = made_zip("bomb.zip", {"_chat.txt": b"13/05/23, 10:00 - A: x\n", "zeros.bin": b"\0" * (70 * 1024 * 1024)})
    with pytest.raises(errors.ArchiveTooLarge):
        read(IMPORTER, bomb)


def test_a_zip_that_lies_about_a_size_is_refused() -> None:
    honest = made_zip("a.zip", {"_chat.txt": b"13/05/23, 10:00 - A: x\n" * 50}).data
    size = (23 * 50).to_bytes(4, "little")
    with pytest.raises(errors.ReadingError):
        read(IMPORTER, Bytes("a.zip", honest.replace(size, (23 * 20).to_bytes(4, "little"))))


def test_links_in_a_zip_are_not_followed() -> None:
    whole = made_zip("a.zip", {"_chat.txt": b"13/05/23, 10:00 - A: x\n"})
    target = whole.open()
    with zipfile.ZipFile(target, "a") as archive:
        link = zipfile.ZipInfo("link.jpg")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    records = read(IMPORTER, Bytes("a.zip", target.getvalue()))
    assert "MEMBER_UNSAFE" in warning_codes(records)
    assert not any(isinstance(record, Member) for record in records)


def test_zip_without_a_chat_is_not_ours() -> None:
    with pytest.raises(errors.FormatUnknown):
        read(IMPORTER, made_zip("a.zip", {"notes.txt": b"nothing"}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding: str) -> None:
    text = "2023/5/13 15:48 - 小满: 请先付押金，谢谢您的理解\n2023/5/13 15:49 - 阿岚: 好的，我马上转账给您\n"
    source = Bytes("与小满的 WhatsApp 聊天.txt", text.encode(encoding))
    check_all(IMPORTER, source)
    records = read(IMPORTER, source)
    assert [m.text for m in messages(records)] == ["请先付押金，谢谢您的理解", "好的，我马上转账给您"]
    assert ("ENCODING_GB18030" in warning_codes(records)) == (encoding == "gb18030")


def test_a_flipped_byte_costs_one_line() -> None:
    lines = [f"13/05/23, 10:00 - Odo: grüße {number}\n".encode() for number in range(20)]
    lines[7] = lines[7].replace("ü".encode(), b"\xff\xbc")
    records = read(IMPORTER, Bytes("c.txt", b"".join(lines)))
    assert len(messages(records)) == 20
    assert messages(records)[8].text == "grüße 8"
    assert "\ufffd" in str(messages(records)[7].text)
    assert [w.line for w in records if getattr(w, "code", "") == "TEXT_DAMAGED"] == [8]


def test_western_text_is_not_read_as_chinese() -> None:
    text = "13/05/23, 10:00 - José: mañana señor\n" * 3
    with pytest.raises(errors.TextUndecodable):
        read(IMPORTER, Bytes("c.txt", text.encode("latin-1")))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("WhatsApp Chat with Ada.txt", "Ada"),
        ("WhatsApp Chat - Ada & Bo.zip", "Ada & Bo"),
        ("Conversa do WhatsApp com Ada.txt", "Ada"),
        ("与小满的 WhatsApp 聊天.txt", "小满"),
        ("_chat.txt", None),
    ],
)
def test_titles(name: str, title: str | None) -> None:
    assert chat_title(name) == title


def test_a_text_of_two_phones_is_read_as_that_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the form of the usual headers changes: it decides how fast lines are read, never what they are."""
    lines = [f"13/05/26, 10:{minute:02d} - Odo: one" for minute in range(20)]
    lines += [f"[13.05.26, 3:{minute:02d}:07 PM] Odo: two\nand more" for minute in range(20)]
    lines += ["a long message\nof many lines"] * 20
    lines += [f"2026/5/13 下午4:{minute:02d} - Odo: three" for minute in range(20)]
    text = "\n".join(lines)
    monkeypatch.setattr(text_lines, "_BLOCK", 200)
    blocks = list(header_lines(TextSource.of(Bytes("chat.txt", text.encode()))))
    assert [form.sign for form, _ in groupby(block.form for block in blocks)] == ["/", ".", "/"]
    names = [name for block in blocks for name in block.headers.names]
    assert len(names) == 60
    assert names.count("Odo") > 50, "nearly all are usual for their phone"
    expected = ["2026-05-13T10:00", "2026-05-13T15:00:07", "2026-05-13T16:00"]
    assert [message.sent_at for message in chat(text)[::20]] == expected
