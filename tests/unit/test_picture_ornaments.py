# SPDX-License-Identifier: GPL-3.0-or-later
"""Pieces of bubbles go with them, signs and avatars are no messages, and what only looks like one of these stays."""

from dataclasses import replace

from tests.helpers.chat_page import GREEN, WHITE, Page, said

from evidence_vault.pictures.transcript import propose_transcript
from evidence_vault.records import PictureArea, TextLine


def timed() -> Page:
    """Two bubbles with their times inside."""
    page = Page()
    page.bubble((40, 300, 700, 460), WHITE, "Are you still there?")
    page.line("10:31", 600, 410, area=1, high=32)
    page.bubble((400, 500, 1040, 660), GREEN, "I am at the bank now")
    page.line("10:32", 940, 610, area=2, high=32)
    return page


def test_a_box_of_nearly_the_bubbles_colour_is_a_quotation() -> None:
    page = timed()
    page.bubble((300, 720, 1040, 960), "#134d37")
    page.bubble((320, 735, 1020, 860), "#265946", "Withdrawal fee is $6000")
    page.line("I never agreed to that", 330, 885, area=3, high=48)
    found = propose_transcript(page.text()).entries
    assert said(found)[2:] == [("message", True, None, "I never agreed to that\n「Withdrawal fee is $6000」")]


def test_the_number_of_those_who_liked_it_is_no_text() -> None:
    page = timed()
    page.bubble((300, 720, 1040, 900), GREEN, "今天已经有三位客户提现成功了")
    page.areas.append(PictureArea((330, 830, 440, 885), "flat", "#cfe8e4"))
    page.line("8", 390, 835, area=4, high=40)
    assert said(propose_transcript(page.text()).entries)[2:] == [
        ("message", True, None, "今天已经有三位客户提现成功了")
    ]


def test_a_small_clock_below_an_emoji_is_its_time_and_a_large_one_is_text() -> None:
    page = timed()
    page.bubble((40, 720, 250, 830), WHITE)
    page.line("16:30", 130, 780, area=3, high=32)
    page.bubble((40, 870, 250, 980), WHITE, "16:31")
    found = propose_transcript(page.text()).entries[2:]
    assert [(each.text, each.time) for each in found] == [(None, "16:30"), ("16:31", None)]


def test_a_coloured_name_above_an_emoji_with_its_time_is_a_name() -> None:
    page = timed()
    page.bubble((40, 720, 300, 900), WHITE, "Sara", first_ink="#c0392b")
    page.line("16:30", 190, 850, area=3, high=32)
    found = propose_transcript(page.text()).entries[2]
    assert (found.sender, found.text, found.time) == ("Sara", None, "16:30")


def test_rows_set_in_the_middle_are_a_notice_of_the_app() -> None:
    page = timed()
    page.areas.append(PictureArea((70, 720, 1010, 850), "flat", "#ffeecd"))
    page.line("Messages are end-to-end encrypted. No one", 110, 735, area=3, high=38)
    page.line("outside of this chat can read them.", 195, 790, area=3, high=38)
    wide = [line.box[2] - line.box[0] for line in page.lines[-2:]]
    for number, width in zip((-2, -1), wide, strict=True):
        line = page.lines[number]
        left = 540 - width // 2
        page.lines[number] = type(line)(line.text, (left, line.box[1], left + width, line.box[3]), 99, 3, line.ink)
    assert propose_transcript(page.text()).entries[2].kind == "system"


def test_an_avatar_that_was_cut_off_is_no_message() -> None:
    page = Page()
    for top in (500, 800):
        page.areas.append(PictureArea((30, top, 145, top + 115), "picture", "#7a9cc6"))
        page.bubble((170, top, 700, top + 110), WHITE, "今天的行情不错")
    page.bubble((30, 200, 145, 270), "#c69853", "陈")
    page.bubble((170, 215, 700, 330), WHITE, "请收款的那一位")
    assert [each.text for each in propose_transcript(page.text()).entries] == [
        "请收款的那一位",
        "今天的行情不错",
        "今天的行情不错",
    ]


def test_a_letter_beside_words_on_the_page_itself_is_no_message() -> None:
    page = Page()
    for top in (300, 500, 700):
        page.bubble((40, top, 140, top + 100), "#c69853", "K")
        page.line("Please send the deposit today", 180, top + 20, high=48)
    assert propose_transcript(page.text()).entries == ()


def test_a_corner_of_the_wallpaper_is_no_picture_and_pieces_of_one_are_one() -> None:
    page = timed()
    page.areas.append(PictureArea((0, 800, 260, 1200), "picture", "#75aa8a"))
    page.areas.append(PictureArea((700, 800, 1040, 1302), "picture", "#445566"))
    page.areas.append(PictureArea((700, 1300, 930, 1450), "flat", "#223344"))
    found = propose_transcript(page.text()).entries[2:]
    assert [(each.subkind, each.box) for each in found] == [("picture", (700, 800, 1040, 1450))]


def test_a_coloured_word_with_its_time_is_no_name_where_no_emoji_fits_in() -> None:
    page = timed()
    page.bubble((40, 720, 300, 830), WHITE, "ok", first_ink="#c0392b")
    page.line("16:30", 190, 770, area=3, high=32)
    found = propose_transcript(page.text()).entries[2]
    assert (found.sender, found.text, found.time) == (None, "ok", "16:30")


def test_words_set_in_the_middle_are_no_message_though_their_chip_runs_into_the_wallpaper() -> None:
    page = timed()
    page.areas.append(PictureArea((150, 720, 700, 850), "flat", "#182329"))
    page.line("Monday", 470, 750, area=3, high=50)
    page.bubble((400, 900, 1040, 1060), GREEN, "I am at the bank now")
    assert propose_transcript(page.text()).entries[2].kind == "time"


def test_a_bubble_beside_an_avatar_is_a_message_though_nothing_was_read_in_it() -> None:
    page = Page()
    page.bubble((150, 300, 700, 410), WHITE, "今天的行情不错")
    page.areas.append(PictureArea((950, 600, 1060, 710), "picture", "#7a9cc6"))
    page.areas.append(PictureArea((830, 602, 930, 712), "flat", GREEN))
    found = propose_transcript(page.text()).entries
    assert [(each.is_self, each.text) for each in found] == [(False, "今天的行情不错"), (True, None)]


def test_a_sign_that_was_read_together_with_its_avatar_stays_in_its_bubble() -> None:
    page = timed()
    page.areas.append(PictureArea((120, 720, 230, 830), "flat", WHITE))
    page.lines.append(TextLine("好", (80, 740, 215, 800), 99, 3, "#191919"))
    assert [each.text for each in propose_transcript(page.text()).entries[2:]] == ["好"]


def test_a_bubble_found_only_below_its_quotation_reaches_round_it() -> None:
    page = timed()
    page.bubble((320, 735, 1020, 860), "#e6f1d6", "Withdrawal fee is $6000")
    page.bubble((300, 861, 1040, 990), GREEN, "I never agreed to that")
    page.bubble((40, 1030, 700, 1150), WHITE, "But you signed it")
    page.bubble((60, 1154, 690, 1270), "#e9f1ff", "So pay it today")
    found = propose_transcript(page.text()).entries[2:]
    assert said(found) == [
        ("message", True, None, "I never agreed to that\n「Withdrawal fee is $6000」"),
        ("message", False, None, "But you signed it"),
        ("message", False, None, "So pay it today"),
    ]
    assert found[0].box[1] < 735


def test_an_avatar_with_a_letter_right_of_the_title_is_no_message() -> None:
    page = timed()
    title = "Account Services Desk"
    page.areas.append(PictureArea((0, 0, 1080, 230), "flat", "#f7f7f7"))
    page.line(title, 300, 120, area=3, high=50)
    line = page.lines[-1]
    half = (line.box[2] - line.box[0]) // 2
    page.lines[-1] = replace(line, box=(540 - half, 120, 540 + half, 170))
    page.bubble((930, 95, 1030, 195), "#52b6c6", "K")
    found = propose_transcript(page.text())
    assert found.title == title
    assert [each.text for each in found.entries] == ["Are you still there?", "I am at the bank now"]


def test_a_sticker_far_from_the_other_edge_is_of_its_side_though_it_keeps_to_no_edge() -> None:
    page = Page()
    for top in (300, 800):
        page.bubble((11, top, 360, top + 100), WHITE, "可以的")
        page.bubble((212, top + 150, 1068, top + 300), GREEN, "再宽限我两天吧，最近手头真的很紧")
    page.areas.append(PictureArea((37, 1300, 346, 1609), "picture", "#ff9f7a"))
    assert [each.is_self for each in propose_transcript(page.text()).entries] == [False, True, False, True, False]


def test_the_label_of_a_forwarded_message_is_kept_apart_from_its_words() -> None:
    page = timed()
    page.bubble((300, 720, 1040, 960), GREEN)
    page.line("> Forwarded", 330, 735, area=3, high=34)
    page.line("Send the deposit today", 330, 790, area=3, high=48)
    page.line("10:33", 940, 900, area=3, high=32)
    page.bubble((40, 1000, 700, 1160), WHITE, "Forwarded", "it to the police")
    page.lines = [
        replace(line, paper=GREEN, ink="#677d6d" if line.text == "> Forwarded" else "#1c282b") for line in page.lines
    ]
    found = propose_transcript(page.text()).entries[2:]
    assert [(each.text, each.time) for each in found] == [
        ("Send the deposit today\n[Forwarded]", "10:33"),
        ("Forwarded\nit to the police", None),
    ]


def test_a_label_in_chinese_is_kept_whole_and_a_name_above_it_is_not_lost() -> None:
    page = timed()
    page.bubble((300, 720, 1040, 960), GREEN)
    for words, top, ink in (("老周", 735, "#191919"), ("已转发", 780, "#677d6d"), ("今天到账", 840, "#191919")):
        page.line(words, 330, top, area=3, high=40, ink=ink)
    page.lines = [replace(line, paper=GREEN) for line in page.lines]
    found = propose_transcript(page.text()).entries[2]
    assert found.text is not None
    assert ("老周" in found.text, found.text.splitlines()[-1]) == (True, "[已转发]")


def test_a_wide_date_at_the_foot_of_a_cut_picture_is_no_field_to_type_in() -> None:
    page = timed()
    foot = page.text().height - 140
    page.areas.append(PictureArea((290, foot, 790, foot + 80), "flat", "#182229"))
    page.line("2026年11月28日 星期六", 320, foot + 18, area=3, high=44)
    page.lines[-1] = replace(page.lines[-1], box=(325, foot + 18, 755, foot + 62))
    assert [each.kind for each in propose_transcript(page.text()).entries] == ["message", "message", "time"]
