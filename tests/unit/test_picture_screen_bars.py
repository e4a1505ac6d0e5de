# SPDX-License-Identifier: GPL-3.0-or-later
"""Status rows, input fields and keyboards are said by nobody; nor are they lost chat where they only look alike."""

import pytest
from tests.helpers.chat_page import GREEN, HEIGHT, WHITE, Page, said, wechat_page

from evidence_vault.pictures.transcript import propose_transcript
from evidence_vault.records import PictureArea


def texts(page: Page) -> list[str | None]:
    return [entry.text for entry in propose_transcript(page.text()).entries]


def chat(*, status: tuple[str, ...] = ("9:41", "..5G", "88%")) -> Page:
    page = Page()
    for place, words in enumerate(status):
        page.line(words, (60, 820, 950)[place], 36, high=40)
    page.line("李经理", 440, 130, high=52)
    page.bubble((40, 300, 600, 410), WHITE, "今天的行情不错")
    page.bubble((500, 460, 1040, 570), GREEN, "好的，我知道了")
    return page


@pytest.mark.parametrize("signal", ["..115G", "14G", "88 K/s", "1.2KB/s.4G", "5G..1", ".5G.100%", "|5G", "WLAN"])
def test_signs_of_the_status_row_are_no_title(signal: str) -> None:
    page = chat(status=("07:47 HD", signal))
    assert propose_transcript(page.text()).title == "李经理"
    assert texts(page) == ["今天的行情不错", "好的，我知道了"]


def test_the_charge_on_its_pill_is_no_message() -> None:
    page = chat(status=("9:41", "5G"))
    page.areas.append(PictureArea((960, 40, 1035, 78), "flat", "#191919"))
    page.line("69", 975, 42, area=len(page.areas) - 1, high=34)
    assert texts(page) == ["今天的行情不错", "好的，我知道了"]


def test_words_about_networks_in_a_message_stay() -> None:
    page = Page()
    page.bubble((40, 20, 600, 130), WHITE, "5G 88% 10:32")
    page.bubble((500, 460, 1040, 570), GREEN, "好的，我知道了")
    assert texts(page) == ["5G 88% 10:32", "好的，我知道了"]


def test_the_arrow_back_is_no_part_of_the_title_but_a_letter_may_be() -> None:
    page = chat()
    page.lines = [line for line in page.lines if line.text != "李经理"]
    page.line("く風のように", 40, 130, high=52)
    assert propose_transcript(page.text()).title == "風のように"
    page.lines = [line for line in page.lines if not line.text.startswith("く")]
    page.line("くるみ", 440, 130, high=52)
    assert propose_transcript(page.text()).title == "くるみ"


def test_a_title_below_an_avatar_is_found_and_the_letter_on_it_is_no_message() -> None:
    page = chat()
    page.lines = [line for line in page.lines if line.text != "李经理"]
    page.areas.append(PictureArea((480, 90, 600, 210), "flat", "#c65953"))
    page.line("王", 515, 120, area=len(page.areas) - 1, high=60)
    page.line("Kevin 陈 >", 457, 220, high=36)
    found = propose_transcript(page.text())
    assert found.title == "Kevin 陈"
    assert texts(page) == ["今天的行情不错", "好的，我知道了"]


@pytest.mark.parametrize("typed", ["Message", "我马上转过去", "輸入訊息"])
def test_what_stands_in_the_field_at_the_foot_is_not_said_yet(typed: str) -> None:
    page = chat()
    page.bubble((130, HEIGHT - 180, 950, HEIGHT - 80), WHITE, typed)
    assert texts(page) == ["今天的行情不错", "好的，我知道了"]


def test_a_last_message_near_the_foot_stays() -> None:
    page = chat()
    page.bubble((40, HEIGHT - 180, 440, HEIGHT - 70), WHITE, "这是最后一条消息")
    assert texts(page)[-1] == "这是最后一条消息"
    spoken = wechat_page()
    spoken.bubble((150, HEIGHT - 180, 700, HEIGHT - 70), WHITE, '12"')
    assert propose_transcript(spoken.text()).entries[-1].subkind == "voice"


def test_keys_are_no_messages() -> None:
    page = chat()
    page.bubble((130, 1100, 950, 1200), WHITE, "我马上")
    for row, keys in enumerate(("qwertyuiop", "asdfghjkl", "zxcvbnm")):
        for place, key in enumerate(keys):
            left = 20 + row * 50 + place * 104
            page.bubble((left, 1260 + row * 150, left + 88, 1380 + row * 150), WHITE, key)
    page.bubble((270, 1710, 800, 1830), WHITE, "空格")
    assert texts(page) == ["今天的行情不错", "好的，我知道了"]


def test_a_bubble_in_a_script_the_reader_lacks_is_shown_and_unsure() -> None:
    page = chat()
    for top in (700, 860, 1020):
        page.areas.append(PictureArea((640, top, 1040, top + 110), "flat", "#fee500"))
    found = propose_transcript(page.text()).entries
    assert [(each.is_self, each.text) for each in found[2:]] == [(True, None)] * 3
    assert all("unsure" in each.flags for each in found[2:])


def test_an_emoji_alone_and_a_plain_sticker_are_messages() -> None:
    page = chat()
    page.areas.append(PictureArea((900, 700, 1040, 810), "picture", GREEN))
    page.areas.append(PictureArea((40, 900, 300, 1160), "flat", "#ffd766"))
    found = propose_transcript(page.text()).entries
    assert [(each.is_self, each.subkind) for each in found[2:]] == [(True, "text"), (False, "picture")]


def test_the_map_of_a_place_belongs_to_its_card() -> None:
    page = chat()
    page.bubble((40, 700, 640, 830), WHITE, "人民公园东门")
    page.areas.append(PictureArea((40, 831, 640, 1100), "picture", "#88aa77"))
    found = propose_transcript(page.text()).entries
    assert said(found)[2:] == [("message", False, None, "人民公园东门")]
    assert found[2].box == (40, 700, 640, 1100)


def test_a_wide_quotation_below_a_bubble_belongs_to_it_and_not_to_the_middle() -> None:
    page = chat()
    page.bubble((160, 700, 940, 900), GREEN, "我已经录音了，你自己看着办吧，别再", "来找我")
    page.areas.append(PictureArea((155, 912, 925, 980), "flat", "#e2e2e2"))
    page.line("张敏：你要是敢报警，我就把照片发给所有人", 175, 928, area=len(page.areas) - 1, high=34)
    found = propose_transcript(page.text()).entries
    assert len(found) == 3
    assert found[2].is_self
    assert (found[2].text or "").endswith("\n「张敏：你要是敢报警，我就把照片发给所有人」")


def test_a_name_right_below_the_title_bar_is_kept() -> None:
    page = Page()
    page.line("9:41", 60, 36, high=40)
    page.line("5G", 900, 36, high=40)
    page.line("业主群(388)", 400, 110, high=52)
    page.line("王建国", 160, 185, high=34)
    page.bubble((150, 225, 700, 335), WHITE, "今天的行情不错")
    page.bubble((500, 460, 930, 570), GREEN, "好的，我知道了")
    found = propose_transcript(page.text())
    assert (found.title, found.entries[0].sender) == ("业主群(388)", "王建国")


def test_the_first_message_of_the_other_at_the_foot_is_no_field() -> None:
    for clock in ("", "13:22"):
        page = Page()
        page.line("王老师", 450, 130, high=54)
        page.bubble((372, 387, 1060, 523), GREEN, "好的，我知道了")
        page.bubble((384, 564, 1060, 700), GREEN, "明天下午三点")
        page.areas.append(PictureArea((35, 1700, 121, 1786), "picture", "#b9a79a"))
        page.bubble((135, 1700, 630, 1836), WHITE, "Thank you so much", ink="#000000")
        if clock:
            page.line(clock, 650, 1790, high=34, ink="#8a8a8e")
        found = propose_transcript(page.text()).entries
        assert [(entry.text, entry.is_self) for entry in found][-1] == ("Thank you so much", False)


def test_the_camera_at_the_top_is_no_bubble_beside_the_clock() -> None:
    page = chat(status=("15:43", "15G.56%"))
    page.areas.append(PictureArea((380, 20, 700, 110), "flat", "#010101"))
    found = propose_transcript(page.text())
    assert (found.title, [each.text for each in found.entries]) == ("李经理", ["今天的行情不错", "好的，我知道了"])


def test_a_filled_field_is_told_by_the_page_that_ends_above_it() -> None:
    page = chat()
    page.areas[0] = PictureArea((0, 200, 1080, HEIGHT - 190), "flat", "#ededed")
    page.bubble((120, HEIGHT - 170, 780, HEIGHT - 70), WHITE, "可以的你好，请问是王女士吗")
    assert texts(page) == ["今天的行情不错", "好的，我知道了"]


@pytest.mark.parametrize("shown", ["22:06", "昨天 19:53"])
def test_a_time_at_the_upper_edge_of_a_page_without_bars_is_the_chats(shown: str) -> None:
    page = Page()
    page.line(shown, 470, 30)
    page.bubble((372, 100, 1060, 236), GREEN, "好的，我知道了")
    page.bubble((20, 300, 600, 436), WHITE, "明天下午三点")
    first = propose_transcript(page.text()).entries[0]
    assert (first.kind, first.text) == ("time", shown)


def test_a_bubble_nearly_as_wide_as_the_page_is_not_the_page() -> None:
    page = Page()
    page.line("昨天", 510, 260, high=38)
    page.bubble((12, 400, 880, 536), WHITE, "这个平台是公司内部的，不对外公开，名")
    page.bubble((500, 600, 1068, 736), GREEN, "好的，我知道了")
    assert [(entry.kind, entry.is_self) for entry in propose_transcript(page.text()).entries] == [
        ("time", None),
        ("message", False),
        ("message", True),
    ]
