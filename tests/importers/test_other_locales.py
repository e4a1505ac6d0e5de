# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms of WhatsApp, LINE and KakaoTalk in languages and on devices beside the usual ones."""

import pytest

from evidence_vault.importers import kakaotalk_text, line_text, whatsapp
from evidence_vault.importers.reading import recognise_source
from evidence_vault.records import Answers, Recognition
from tests.importers.conformance import (
    Bytes,
    check_conservation,
    check_spans,
    check_times,
    messages,
    read,
    warning_codes,
)

WHATSAPP = whatsapp.IMPORTER
LINE = line_text.IMPORTER
KAKAO = kakaotalk_text.IMPORTER
AT = "2026-03-13T21:05"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("21:05, 13/03/2026 - ", AT),  # Vietnamese
        ("[21:05:10, 13/3/26] ", f"{AT}:10"),
        ("13.03.26 г., 21:05 - ", AT),  # Bulgarian
        ("[13.03.26 г., 21:05:10] ", f"{AT}:10"),
        ("2026년 3월 13일 오후 9:05 - ", AT),
        ("[2026年3月13日 21:05:10] ", f"{AT}:10"),
        ("2026-03-13, 21 h 05 - ", AT),  # French of Canada
        ("13/3/2026، 9:05 شام - ", AT),
        ("13/3/26, பிற்பகல் 9:05 - ", AT),
        ("13/3/26, 9:05 म.उ. - ", AT),
        ("2026/3/14 午夜12:05 - ", "2026-03-14T00:05"),
    ],
)
def test_whatsapp_headers_of_few_phones(header: str, expected: str) -> None:
    source = Bytes("chat.txt", f"{header}Ada: hello\n{header}Ben Ode: a: b\nsecond\n".encode())
    assert recognise_source(source)[:2] == ("whatsapp", Recognition.CERTAIN)
    records = read(WHATSAPP, source)
    check_conservation(records)
    check_spans(records, source)
    assert [(m.sender, m.text, m.sent_at) for m in messages(records)] == [
        ("Ada", "hello", expected),
        ("Ben Ode", "a: b\nsecond", expected),
    ]
    assert all(m.sent_at_raw and m.sent_at_raw in header for m in messages(records))


def test_whatsapp_places_and_polls_without_a_hidden_mark_are_only_likely() -> None:
    line = "13/03/2026, 21:05 - Ada: "
    body = f"{line}location: https://maps.google.com/?q=52.1,13.2\n{line}POLL:\nWhich?\nOPTION: one (1 vote)\n"
    assert [m.subkind for m in messages(read(WHATSAPP, Bytes("c.txt", body.encode())))] == ["location?", "poll?"]


@pytest.mark.parametrize(
    ("title", "saved", "day", "clock", "expected"),
    [
        ("Chat history with Ada", "Saved on: 13/03/2026, 21:05", "Fri, 13/03/2026", "21:05", AT),
        ("Chat history with Ada", "Saved on: 4/6/2026", "Sat, 04/06/2026", "9:05\u202fPM", None),
        ("Chat history with Ada", "Saved on: 4/6/2026", "Mon, 04/06/2026", "9:05 PM", "2026-04-06T21:05"),
        ("Chat history with Ada", "Saved on: 6/4/2026", "Thu, 04/06/2026", "9:05 PM", "2026-06-04T21:05"),
        ("与Ada的聊天记录", "保存日期：2026/03/13 21:05", "2026/03/13（周五）", "21:05", AT),
        ("Ada 님과의 대화", "저장 일시 : 2026. 3. 13. 오후 9:05", "2026. 3. 13. (금)", "오후 9:05", AT),
        ("ประวัติการสนทนากับ Ada", "บันทึกเมื่อ: 13/03/2026 21:05", "ศ. 13/03/2026", "21:05", AT),
        ("Riwayat obrolan dengan Ada", "Disimpan pada: 13/03/2026 21.05", "Jum, 13/03/2026", "21.05", AT),
        ("Historial de chat con Ada", "Guardado el: 13/3/2026 21:05", "vie., 13/3/2026", "21:05", AT),
    ],
)
def test_line_in_other_languages(title: str, saved: str, day: str, clock: str, expected: str | None) -> None:
    text = f"[LINE] {title}\n{saved}\n\n{day}\n{clock}\tAda\thi\n"
    records = read(LINE, Bytes("l.txt", text.encode()))
    check_times(records)
    found = messages(records)
    assert [(m.sender, m.text, m.sent_at) for m in found] == [("Ada", "hi", expected)]


def test_line_days_that_no_weekday_settles_are_left_open_or_follow_the_answer() -> None:
    source = Bytes("l.txt", b"[LINE] Chat history with Ada\n\n04/06/2026(??)\n21:05\tAda\thi\n")
    records = read(LINE, source)
    assert (messages(records)[0].sent_at, messages(records)[0].time_certainty.value) == (None, "date-ambiguous")
    assert "DATE_ORDER_UNKNOWN" in warning_codes(records)
    answered = read(LINE, source, Answers(day_first=True))
    assert messages(answered)[0].sent_at == "2026-06-04T21:05"
    assert "DATE_ORDER_UNKNOWN" not in warning_codes(answered)


def test_line_words_about_a_recall_are_no_recall() -> None:
    body = (
        "[LINE] Chat history with Ada\n\nFri, 13/03/2026\n21:05\tAda\tI unsent a message\n21:06Ada unsent a message.\n"
        "21:07\tAda\t[Location]\n21:08\tAda\t[Album] trip\n21:09\tAda\t[Contact]\n21:10\tAda\t[File] a b.pdf\n"
    )
    found = messages(read(LINE, Bytes("l.txt", body.encode())))
    assert [(m.kind.value, m.subkind) for m in found] == [
        ("message", None),
        ("deleted", "recalled"),
        ("message", "location"),
        ("message", "album"),
        ("message", "contact"),
        ("message", "file"),
    ]
    assert found[-1].attachments[0].name == "a b.pdf"


@pytest.mark.parametrize(
    "text",
    [
        "[LINE] Chat history with Ada\nSaved on: 13/03/2026, 21:05\n",
        "별 님과 카카오톡 대화\n저장한 날짜 : 2026-03-13 21:05:10\n",
    ],
)
def test_a_chat_without_messages_is_read_as_empty(text: str) -> None:
    source = Bytes("e.txt", text.encode())
    name, recognition, _ = recognise_source(source)
    assert recognition is Recognition.CERTAIN
    records = read(LINE if name == "line_text" else KAKAO, source)
    check_conservation(records)
    assert messages(records) == []


@pytest.mark.parametrize(
    ("top", "line", "sender", "expected"),
    [
        ("Ada KakaoTalk Chats\nDate Saved : Mar 13, 2026 at 9:05 PM\n\nFriday, March 13, 2026", None, "Ada", AT),
        ("Date Saved : Mar 13, 2026 at 21:05\n", "Mar 13, 2026 at 21:05, Ada : hi", "Ada", AT),
        ("별 님과 카카오톡 대화\n저장한 날짜 : 2026-03-13 오후 9:05\n", "2026-03-13 오후 9:05, 별 : hi", "별", AT),
        (
            "Talk_2026.3.13 21:05-1.txt\n저장한 날짜 : 2026. 3. 13. 오후 9:05\n별 님과 카카오톡 대화\n",
            "2026. 3. 13. 오후 9:05, 별 : hi",
            "별",
            AT,
        ),
        (
            "Ada with KakaoTalk Chats\nDate Saved : 2026-03-13\n\n------------ Friday, March 13, 2026 ------------",
            "[Ada] [9:05 PM] hi",
            "Ada",
            AT,
        ),
    ],
)
def test_kakaotalk_of_other_devices(top: str, line: str | None, sender: str, expected: str) -> None:
    line = line or "Mar 13, 2026 at 9:05\u202fPM, Ada : hi"
    records = read(KAKAO, Bytes("k.txt", f"{top}\n{line}\n{line}\n".encode()))
    check_conservation(records)
    assert [(m.sender, m.text, m.sent_at) for m in messages(records)] == [(sender, "hi", expected)] * 2


def test_notices_of_kakaotalk_on_windows_are_nobodys_words() -> None:
    text = (
        "별 님과 카카오톡 대화\r\n저장한 날짜 : 2026-03-13 21:05:10\r\n\r\n"
        "--------------- 2026년 3월 13일 금요일 ---------------\r\n[별] [오후 9:05] 안녕\r\n둘째 줄\r\n"
        "하늘님이 들어왔습니다.\r\n[A]B] [21:06] hi\r\n"
    )
    source = Bytes("k.txt", text.encode())
    records = read(KAKAO, source)
    check_conservation(records)
    check_spans(records, source)
    assert [(m.kind.value, m.subkind, m.sender, m.text, m.sent_at) for m in messages(records)] == [
        ("message", None, "별", "안녕\n둘째 줄", AT),
        ("system", "notice?", None, "하늘님이 들어왔습니다.", None),
        ("message", None, "A]B", "hi", "2026-03-13T21:06"),
    ]


def test_a_pasted_line_of_another_form_is_told_in_a_short_chat_too() -> None:
    text = (
        "13/03/2026, 21:05 - Ada: look what he wrote\n[12.03.26, 09:00:00] Carl: pay me\n13/03/2026, 21:06 - Bo: ok\n"
    )
    records = read(WHATSAPP, Bytes("c.txt", text.encode()))
    assert [m.sender for m in messages(records)] == ["Ada", "Carl", "Bo"]
    assert "HEADER_UNUSUAL" in warning_codes(records)
