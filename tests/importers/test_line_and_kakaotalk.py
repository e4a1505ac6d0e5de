# SPDX-License-Identifier: GPL-3.0-or-later
"""LINE and KakaoTalk: hand-written expectations for every form of their texts."""

import pytest

from evidence_vault.importers import kakaotalk_text, line_text
from evidence_vault.records import MentionedPayment
from tests.importers.conformance import Bytes, messages, read, warning_codes
from tests.importers.samples import KAKAO_ANDROID, LINE_COMPUTER, LINE_PHONE

LINE = line_text.IMPORTER
KAKAO = kakaotalk_text.IMPORTER


def test_line_on_a_phone() -> None:
    records = read(LINE, LINE_PHONE)
    assert records[0].title == "アダ"
    assert [(m.kind.value, m.sender, m.sent_at, m.text) for m in messages(records)] == [
        ("message", "アダ", "2026-04-06T00:03", "こんばんは"),
        ("message", "ベン", "2026-04-06T16:21", '一行目\n\n2026/1/1(木)\n言った"はい"'),
        ("message", "アダ", "2026-04-06T16:22", "[写真]"),
        ("system", None, "2026-04-06T16:23", "アダが参加しました"),
        ("call", "アダ", "2026-04-07T09:05", "☎ 通話時間 0:54"),
        ("deleted", None, "2026-04-07T09:06", "アダがメッセージの送信を取り消しました"),
    ]


def test_line_on_a_computer_learns_names_with_spaces() -> None:
    records = read(LINE, LINE_COMPUTER)
    assert [(m.kind.value, m.sender, m.text) for m in messages(records)] == [
        ("message", "Ada Lind", "hello there"),
        ("message", "Ben", "[写真]"),
        ("message", "Ada Lind", "two\nlines"),
        ("message", "Ada Lind", "three"),
        ("deleted", None, "Benがメッセージの送信を取り消しました"),
    ]
    assert "LINE_NAMES_UNCERTAIN" in warning_codes(records)


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        ("2026/04/06(土)", "9:05", "2026-04-06T09:05"),
        ("2026.04.06 Monday", "9:05PM", "2026-04-06T21:05"),
        ("2026/4/6週一", "下午09:05", "2026-04-06T21:05"),
        ("Mon, 4/6/2026", "9:05 am", "2026-04-06T09:05"),
    ],
)
def test_line_days_and_clocks(day: str, clock: str, expected: str) -> None:
    text = f"[LINE] Chat history with Ada\nSaved on: 2026/04/08 09:00\n\n{day}\n{clock}\tAda\thi\n"
    assert [m.sent_at for m in messages(read(LINE, Bytes("l.txt", text.encode())))] == [expected]


def test_a_quote_that_never_closes_takes_no_more_than_its_share() -> None:
    body = '[LINE] Chat history with Ada\n\n2026.04.06 Monday\n9:05\tAda\t"open\n' + "9:06\tBen\thi\n" * 600
    assert len(messages(read(LINE, Bytes("l.txt", body.encode())))) == 101


@pytest.mark.parametrize("sign", [",", ":"])
def test_a_kakaotalk_notice_is_no_part_of_the_message_before(sign: str) -> None:
    lines = (
        "별 님과 카카오톡 대화",
        "저장한 날짜 : 2026년 4월 7일 오전 11:29",
        "",
        "2026년 4월 6일 오후 12:00, 별 : 사진",
        f"2026년 4월 6일 오후 12:01{sign} 하늘님이 들어왔습니다.",
    )
    found = messages(read(KAKAO, Bytes("KakaoTalk.txt", "\n".join(lines).encode())))
    assert [(m.kind.value, m.sender, m.sent_at, m.text) for m in found] == [
        ("message", "별", "2026-04-06T12:00", "사진"),
        ("system", None, "2026-04-06T12:01", "하늘님이 들어왔습니다."),
    ]


def test_kakaotalk_on_android() -> None:
    records = read(KAKAO, KAKAO_ANDROID)
    assert records[0].title == "별"
    assert [(p.name, p.is_self) for p in records[0].participants] == [("회원님", True), ("별", None)]
    found = messages(records)
    assert [(m.kind.value, m.sender, m.sent_at, m.text) for m in found] == [
        ("message", "회원님", "2026-04-06T00:05", "안녕하세요"),
        ("message", "별", "2026-04-06T13:33", "사진"),
        ("message", "별", "2026-04-06T13:34", "첫 줄\n\n둘째 줄 : 끝"),
        ("system", None, "2026-04-06T13:35", "하늘님을 초대하였습니다."),
        ("payment", "회원님", "2026-04-06T13:36", "송금 50,000원을 보냈어요."),
    ]
    assert found[4].payment == MentionedPayment(amount="50000", currency="KRW")
    assert [m.is_self for m in found] == [True, None, None, None, True]


@pytest.mark.parametrize(
    "text",
    [
        "2026. 4. 6. 오후 1:33, 별 : 안녕\n2026. 4. 6. 오후 1:34: 하늘님이 나갔습니다.\n",
        "Apr 6, 2026 at 13:33, 별 : 안녕\nApr 6, 2026 at 13:34, notice\n",
        "April 6, 2026, 1:33 PM, 별 : 안녕\nApril 6, 2026, 1:34 PM, notice\n",
        "--------------- 2026년 4월 6일 월요일 ---------------\n[별] [오후 1:33] 안녕\n[별] [13:34] 둘\n",
        "2026년 4월 6일 월요일\n오후 1:33, 별 : 안녕\n오후 1:34, 별 : 둘\n",
    ],
)
def test_other_forms_of_kakaotalk(text: str) -> None:
    found = messages(read(KAKAO, Bytes("k.txt", text.encode())))
    assert (found[0].sender, found[0].sent_at, found[0].text) == ("별", "2026-04-06T13:33", "안녕")
    assert found[1].sent_at == "2026-04-06T13:34"
    assert len(found) == 2
