# SPDX-License-Identifier: GPL-3.0-or-later
"""A window with the list of all chats at its left: nothing of the list is said in the chat, and no chat is a list."""

from dataclasses import replace

from evidence_vault.pictures.transcript import propose_transcript
from evidence_vault.records import PictureArea, TextInPicture, TextLine

WIDTH, HEIGHT, LIST = 2000, 1200, 600


def line(text: str, left: int, top: int, *, area: int = 0, right: int = 0) -> TextLine:
    wide = round(sum(1.0 if ord(sign) > 255 else 0.55 for sign in text) * 34)
    begin = right - wide if right else left
    return TextLine(text, (begin, top, begin + wide, top + 36), 99, area, "#191919")


def window(times: tuple[str, ...] = ("10:32", "昨天", "12:59", "星期三", "08:41")) -> TextInPicture:
    """A chat with two bubbles, a time and a title, and a list of chats of which the second is chosen."""
    areas = [
        PictureArea((0, 0, WIDTH, HEIGHT), "flat", "#f5f5f5"),
        PictureArea((60, 220, LIST, 340), "flat", "#d9d9d9"),
    ]
    lines = []
    for row, time in enumerate(times):
        top, area = 120 + 116 * row, int(row == 1)
        lines += [line("李经理", 180, top, area=area), line(time, 0, top, area=area, right=580)]
        lines.append(line("我这边手续费要先交", 180, top + 44, area=area))
    areas.append(PictureArea((700, 300, 1180, 390), "flat", "#ffffff"))
    areas.append(PictureArea((1300, 500, 1900, 590), "flat", "#95ec69"))
    lines += [
        line("家人(470)", 640, 40),
        line("昨天 13:27", 1210, 220),
        line("今天的行情不错", 720, 325, area=2),
        line("好的，我知道了", 1320, 525, area=3),
    ]
    ordered = tuple(sorted(lines, key=lambda each: each.box[1]))
    return TextInPicture(WIDTH, HEIGHT, ordered, tuple(areas), background="#f5f5f5")


def test_the_list_of_chats_is_no_part_of_the_chat() -> None:
    found = propose_transcript(window())
    assert [(each.kind, each.is_self, each.text) for each in found.entries] == [
        ("time", None, "昨天 13:27"),
        ("message", False, "今天的行情不错"),
        ("message", True, "好的，我知道了"),
    ]
    assert found.title == "家人(470)"


def test_places_are_those_of_the_whole_picture() -> None:
    boxes = [each.box for each in propose_transcript(window()).entries]
    assert boxes[1:] == [(700, 300, 1180, 390), (1300, 500, 1900, 590)]


def test_rows_at_uneven_distances_are_no_list() -> None:
    text = window()
    moved = {each: 140 for each in text.lines if 440 < each.box[1] < 520 and each.box[0] < LIST}
    lines = tuple(
        replace(
            each, box=(each.box[0], each.box[1] + moved.get(each, 0), each.box[2], each.box[3] + moved.get(each, 0))
        )
        for each in text.lines
    )
    uneven = TextInPicture(WIDTH, HEIGHT, lines, text.areas, background="#f5f5f5")
    assert any(each.box[0] < LIST for each in propose_transcript(uneven).entries)
