# SPDX-License-Identifier: GPL-3.0-or-later
"""From text and areas to a proposed transcript, on pages put together by hand: no engine, no drawing."""

from dataclasses import replace

from tests.helpers.chat_page import GREEN, HEIGHT, WHITE, WIDTH, Page, said, wechat_page

from evidence_vault.pictures.tilt import LEAST_TILT, level, tilt_of, turned
from evidence_vault.pictures.transcript import propose_transcript
from evidence_vault.records import PictureArea, TextInPicture


def test_sides_names_times_and_the_title_are_told_apart() -> None:
    found = propose_transcript(wechat_page().text())
    assert (found.platform, found.title) == ("wechat", "港股交流群(128)")
    assert said(found.entries) == [
        ("time", None, None, "昨天 18:02"),
        ("message", False, "王老师", "今天的行情不错"),
        ("message", True, None, "好的，我知道了"),
    ]


def test_a_bubble_as_wide_as_the_page_keeps_its_side_by_the_edge_it_keeps_to() -> None:
    page = wechat_page()
    page.bubble((150, 700, 930, 880), WHITE, "这一条很长很长很长很长很长很长", "还有第二行也很长很长很长")
    page.bubble((150, 900, 930, 1080), GREEN, "我也说一条很长很长很长很长很长", "还有第二行也很长很长很长")
    assert [entry.is_self for entry in propose_transcript(page.text()).entries[-2:]] == [False, True]


def test_wide_bubbles_alone_keep_their_side_by_the_edge_that_stays() -> None:
    page = Page()
    for number, right in enumerate((860, 905, 880)):
        page.bubble((172, 300 + number * 300, right, 410 + number * 300), "#e9e9eb", "这一条很长很长很长很长很长")
    for number, left in enumerate((205, 160)):
        page.bubble((left, 450 + number * 300, 908, 560 + number * 300), "#b9c6c2", "我也说一条很长很长很长很长")
    sides = [entry.is_self for entry in propose_transcript(page.text()).entries]
    assert sides == [False, True, False, True, False]


def test_a_page_without_bubbles_is_no_chat() -> None:
    page = Page()
    for number in range(6):
        page.line("一份普通的文件，没有气泡", 80, 200 + number * 80)
    assert propose_transcript(page.text()).entries == ()
    assert propose_transcript(TextInPicture(100, 100)).entries == ()


def test_times_and_ticks_in_a_bubble_are_no_text() -> None:
    page = Page()
    page.bubble((40, 300, 800, 440), WHITE, "The platform is only for members")
    page.line("14:05", 700, 390, area=1, high=32, ink="#667781")
    page.bubble((400, 500, 1040, 640), "#d9fdd3", "I will call you")
    page.line("14:07 W", 900, 590, area=2, high=32, ink="#667781")
    found = propose_transcript(page.text())
    assert [(entry.text, entry.time) for entry in found.entries] == [
        ("The platform is only for members", "14:05"),
        ("I will call you", "14:07"),
    ]
    assert found.platform == "whatsapp"


def test_a_time_beside_a_bubble_is_never_a_line_between_messages() -> None:
    page = wechat_page()
    page.bubble((150, 700, 470, 810), WHITE, "好")
    page.line("14:05", 500, 770, high=32, ink="#41587a")
    page.bubble((150, 900, 440, 1010), WHITE, "行")
    page.line("14:06", 505, 970, high=32, ink="#41587a")
    entries = propose_transcript(page.text()).entries[3:]
    assert [(entry.kind, entry.text, entry.time) for entry in entries] == [
        ("message", "好", "14:05"),
        ("message", "行", None),  # too far away to be said for certain
    ]


def test_a_time_somebody_wrote_stays_text() -> None:
    page = wechat_page()
    page.bubble((150, 700, 700, 810), WHITE, "明天见面 18:00")
    assert propose_transcript(page.text()).entries[-1].text == "明天见面 18:00"
    assert propose_transcript(page.text()).entries[-1].time is None


def test_a_coloured_first_line_is_the_name() -> None:
    page = Page()
    page.bubble((40, 300, 800, 470), WHITE, "Grace Lim", "Are you still there?", first_ink="#8544d6")
    page.bubble((400, 500, 1040, 610), "#e1ffc7", "Yes")
    assert said(propose_transcript(page.text()).entries)[0] == ("message", False, "Grace Lim", "Are you still there?")


def test_cards_voices_and_pictures() -> None:
    page = wechat_page()
    page.bubble((300, 700, 930, 960), "#fa9d3b", "¥30,000.00", "货款", "微信转账", ink="#ffffff")
    page.bubble((150, 1000, 780, 1200), "#fa9d3b", "恭喜发财，大吉大利", "微信红包", ink="#ffffff")
    page.bubble((150, 1240, 400, 1340), WHITE, '))) 12"')
    page.areas.append(PictureArea((150, 1380, 600, 1800), "picture", "#445566"))
    page.line("O8", 300, 1500, area=None)
    entries = propose_transcript(page.text()).entries[3:]
    assert [(entry.subkind, entry.is_self, entry.amount, entry.text) for entry in entries] == [
        ("transfer", True, "30000.00", "货款"),
        ("red-packet", False, None, "恭喜发财，大吉大利"),
        ("voice", False, None, '12"'),
        ("picture", False, None, None),
    ]


def test_letters_on_avatars_and_signs_in_cards_are_no_messages() -> None:
    page = wechat_page()
    for top in (390, 700):
        page.bubble((30, top, 130, top + 100), "#c9a66b", "王")
    page.bubble((950, 540, 1050, 640), "#7a9cc6", "雯")
    page.bubble((150, 700, 250, 800), WHITE, "嗯")
    page.bubble((300, 860, 930, 1120), "#fa9d3b", "¥500.00", "首周收益", "微信转账", ink="#ffffff")
    page.bubble((340, 900, 420, 980), WHITE, "夫")
    assert [entry.text for entry in propose_transcript(page.text()).entries[3:]] == ["嗯", "首周收益"]


def test_a_short_bubble_at_the_edge_is_no_avatar_where_there_are_none() -> None:
    page = Page()
    page.bubble((40, 300, 140, 400), WHITE, "嗯")
    page.bubble((40, 440, 700, 540), WHITE, "今天的行情不错")
    page.bubble((940, 580, 1040, 680), GREEN, "好")
    page.bubble((500, 720, 1040, 820), GREEN, "我知道了")
    assert [entry.text for entry in propose_transcript(page.text()).entries] == [
        "嗯",
        "今天的行情不错",
        "好",
        "我知道了",
    ]


def test_what_is_quoted_below_a_bubble_belongs_to_it() -> None:
    page = wechat_page()
    page.bubble((150, 700, 640, 810), WHITE, "就是这个意思")
    page.areas.append(PictureArea((150, 822, 560, 890), "flat", "#e1e1e1"))
    page.line("林乔：为什么要交税", 170, 836, area=len(page.areas) - 1, high=36)
    entries = propose_transcript(page.text()).entries
    assert [entry.text for entry in entries[3:]] == ["就是这个意思\n「林乔：为什么要交税」"]
    assert entries[3].box == (150, 700, 640, 890)


def test_what_floats_over_the_chat_is_no_message() -> None:
    page = wechat_page()
    page.bubble((780, 700, 1070, 790), WHITE, "12条新消息")
    assert len(propose_transcript(page.text()).entries) == 3


def test_a_title_is_found_where_the_status_bar_was_cut_off() -> None:
    page = wechat_page()
    page.lines = [line for line in page.lines if line.text not in {"20:41", "5G"}]
    found = propose_transcript(page.text())
    assert found.title == "港股交流群(128)"
    assert [entry.kind for entry in found.entries] == ["time", "message", "message"]


def test_rows_that_were_broken_are_joined_and_others_stay_apart() -> None:
    page = Page()
    page.bubble((40, 300, 800, 560), WHITE, "第一段的文字很长很长很长一直写到行", "末。", "第二段")
    page.bubble((400, 600, 1040, 720), GREEN, "ok")
    assert propose_transcript(page.text()).entries[0].text == "第一段的文字很长很长很长一直写到行末。\n第二段"


def test_words_of_the_input_bar_are_no_message() -> None:
    page = wechat_page()
    page.bubble((200, HEIGHT - 120, 800, HEIGHT - 30), WHITE, "按住 说话")
    assert len(propose_transcript(page.text()).entries) == 3


def test_what_is_unsure_or_cut_is_pointed_out() -> None:
    page = wechat_page()
    page.areas.append(PictureArea((150, HEIGHT - 160, 700, HEIGHT), "flat", WHITE))
    page.line("切到一半的话", 180, HEIGHT - 60, area=3, sure=62)
    last = propose_transcript(page.text()).entries[-1]
    assert last.flags == ("unsure", "cut")
    assert last.confidence == 62


def test_a_tilted_page_is_levelled_and_its_places_turned_back() -> None:
    text = wechat_page().text()
    size = (WIDTH, HEIGHT)
    leaning = replace(
        text,
        tilt=200,
        lines=tuple(replace(line, box=turned(line.box, 200, size)) for line in text.lines),
        areas=tuple(replace(area, box=turned(area.box, 200, size)) for area in text.areas),
    )
    straight, found = propose_transcript(text), propose_transcript(leaning)
    assert said(found.entries) == said(straight.entries)
    assert found.title == straight.title
    for one, other in zip(level(leaning).lines, text.lines, strict=True):
        assert all(abs(a - b) <= 2 for a, b in zip(one.box, other.box, strict=True))
    assert found.entries[1].box != straight.entries[1].box


def test_tilt_is_told_from_long_lines_only() -> None:
    def corners(slope: float, wide: int = 400) -> list[tuple[float, float]]:
        return [(0, 0), (wide, wide * slope), (wide, wide * slope + 40), (0, 40)]

    assert tilt_of([corners(0.02)] * 5) == 115
    assert tilt_of([corners(0.02, 60)] * 5) == 0
    assert tilt_of([corners(0.02)] * 2) == 0
    assert abs(tilt_of([corners(0.001)] * 5)) < LEAST_TILT
    assert tilt_of([corners(0.02), corners(-0.03), corners(0.1), corners(-0.1)]) == 0


def test_half_a_degree_is_told_only_where_the_longest_lines_agree() -> None:
    def corners(length: int, rise: float) -> tuple[tuple[float, float], ...]:
        return (0, 0), (length, rise), (length, rise + 40), (0, 40)

    on_whole_pixels = [corners(697, 0), corners(572, 0), corners(469, 2), *(corners(183, 2) for _ in range(6))]
    assert tilt_of(on_whole_pixels) == 0
    leaning = [corners(length, length * 0.0087) for length in (697, 572, 469, 264, 184)]
    assert 45 <= tilt_of(leaning) <= 55


def test_an_avatar_tells_whose_a_bubble_is_where_margins_mislead() -> None:
    """As wide as its page allows, a bubble beside a large avatar stands nearer to the other edge."""
    page = Page()
    for top in (300, 460, 620):
        page.bubble((60, top, 880, top + 120), "#d7ecff", "这一条很长很长很长很长很长很长很长")
        page.areas.append(PictureArea((920, top, 1030, top + 110), "picture", "#7a9cc6"))
    for top in (780, 940):
        page.bubble((200, top, 1020, top + 120), "#ffd9e6", "我也说一条很长很长很长很长很长很长")
        page.areas.append(PictureArea((50, top, 160, top + 110), "picture", "#c9a66b"))
    assert [each.is_self for each in propose_transcript(page.text()).entries] == [True, True, True, False, False]


def test_both_sides_in_one_colour_are_told_by_their_edges() -> None:
    page = Page()
    for number, (left, right) in enumerate(((40, 600), (300, 1040), (40, 700), (560, 1040))):
        page.bubble((left, 300 + 160 * number, right, 420 + 160 * number), WHITE, "今天的行情不错")
    assert [each.is_self for each in propose_transcript(page.text()).entries] == [False, True, False, True]


def test_another_colour_tells_the_side_of_which_nothing_else_is_known() -> None:
    page = Page()
    for top in (300, 460, 620):
        page.bubble((180, top, 700, top + 120), "#2e3036", "今天的行情不错")
    page.bubble((190, 780, 1030, 900), "#2c6bed", "这一条很长很长很长很长很长很长")
    assert [each.is_self for each in propose_transcript(page.text()).entries] == [False, False, False, True]


def test_chips_that_touch_are_entries_of_their_own() -> None:
    """One of them can be found as an area within the other: no line may be lost with it."""
    page = wechat_page()
    page.areas.append(PictureArea((380, 700, 700, 830), "flat", WHITE))
    outer = len(page.areas) - 1
    page.areas.append(PictureArea((400, 705, 680, 755), "flat", WHITE))
    page.line("昨天 19:03", 450, 712, area=outer + 1, high=36)
    page.line("以上是打招呼的内容", 400, 780, area=outer, high=36)
    assert said(propose_transcript(page.text()).entries)[3:] == [
        ("time", None, None, "昨天 19:03"),
        ("system", None, None, "以上是打招呼的内容"),
    ]


def test_system_lines_are_joined_only_where_the_first_was_broken() -> None:
    page = wechat_page()
    page.line("你撤回了一条消息", 420, 700, high=36)
    page.line("你撤回了一条消息", 420, 748, high=36)
    page.line("“一个名字很长很长很长很长的人”邀请你加入", 180, 900, high=36)
    page.line("了群聊", 480, 948, high=36)
    texts = [each.text for each in propose_transcript(page.text()).entries if each.kind == "system"]
    assert texts == ["你撤回了一条消息", "你撤回了一条消息", "“一个名字很长很长很长很长的人”邀请你加入了群聊"]


def test_a_time_below_a_bubble_is_its_own_and_one_in_the_middle_is_not() -> None:
    page = wechat_page()
    page.bubble((150, 700, 700, 810), WHITE, "今天的行情不错")
    page.line("14:05", 156, 818, high=32)
    page.bubble((500, 900, 930, 1010), GREEN, "好的，我知道了")
    page.line("14:06", 845, 1018, high=32)
    page.line("14:30", 500, 1070, high=34)
    entries = propose_transcript(page.text()).entries[3:]
    assert [(each.kind, each.text, each.time) for each in entries] == [
        ("message", "今天的行情不错", "14:05"),
        ("message", "好的，我知道了", "14:06"),
        ("time", "14:30", None),
    ]


def test_a_clock_in_the_middle_above_a_cropped_chat_is_a_time_line() -> None:
    page = Page()
    page.line("20:53", 495, 40, high=36)
    page.bubble((150, 140, 700, 250), WHITE, "今天的行情不错")
    page.bubble((500, 290, 930, 400), GREEN, "好的，我知道了")
    assert said(propose_transcript(page.text()).entries)[0] == ("time", None, None, "20:53")


def test_a_letter_on_the_avatar_of_the_title_is_no_message_and_a_short_message_is_one() -> None:
    page = Page()
    page.line("20:41", 60, 30, high=40)
    page.bubble((110, 150, 220, 260), "#8fa3b8", "O")
    page.line("赵总", 260, 160, high=60)
    page.bubble((40, 400, 700, 510), WHITE, "今天的行情不错")
    page.bubble((500, 540, 1040, 650), GREEN, "好的，我知道了")
    found = propose_transcript(page.text())
    assert (found.title, [each.text for each in found.entries]) == ("赵总", ["今天的行情不错", "好的，我知道了"])
    cropped = Page()
    cropped.bubble((40, 20, 150, 120), WHITE, "嗯")
    cropped.line("14:05", 170, 80, high=32)
    cropped.bubble((500, 160, 1040, 270), GREEN, "好的，我知道了")
    assert [each.text for each in propose_transcript(cropped.text()).entries] == ["嗯", "好的，我知道了"]


def test_what_is_quoted_within_a_bubble_is_kept_and_told_apart() -> None:
    page = wechat_page()
    page.bubble((150, 700, 800, 900), WHITE)
    page.line("转好了没有", 180, 830, area=len(page.areas) - 1)
    page.bubble((170, 715, 780, 800), "#d5e3d0", "请今天转账")
    assert propose_transcript(page.text()).entries[-1].text == "转好了没有\n「请今天转账」"


# --- signs that look alike


def test_a_time_is_told_though_a_sign_was_taken_for_another_and_the_reading_is_kept() -> None:
    page = wechat_page()
    page.lines = [replace(line, text="24 0ct 2025 15:19") if "18:02" in line.text else line for line in page.lines]
    time = next(entry for entry in propose_transcript(page.text()).entries if entry.kind != "message")
    assert (time.kind, time.text, time.as_read) == ("time", "24 Oct 2025 15:19", "24 0ct 2025 15:19")
    assert "signs-put-right" in time.flags


def test_a_message_is_never_put_right() -> None:
    page = wechat_page()
    page.bubble((500, 700, 930, 810), GREEN, "l5:05")
    said = propose_transcript(page.text()).entries[-1]
    assert (said.kind, said.text, said.as_read) == ("message", "l5:05", None)


def test_a_transfer_is_one_though_its_amount_was_read_wrongly_or_not_at_all() -> None:
    for shown, amount, as_read in (
        ("¥5O00.00", "5000.00", "¥5O00.00"),
        ("⇄¥5,000.00", "5000.00", None),
        ("→ ¥80.00", "80.00", None),
        ("¥500000", None, None),
        ("3¥5.00", None, None),
    ):
        page = wechat_page()
        page.bubble((300, 700, 930, 950), "#fa9d3b", shown, "转账给你", "微信转账", ink="#ffffff")
        said = propose_transcript(page.text()).entries[-1]
        assert (said.subkind, said.amount, said.as_read) == ("transfer", amount, as_read)
        assert bool(said.flags) == (amount is None or as_read is not None)


# --- times in bubbles, read in one line with the words


def test_where_most_bubbles_end_with_a_time_it_is_no_part_of_the_words() -> None:
    page = Page()
    page.line("王老师", 450, 130, high=54)
    for number, words in enumerate(("在吗？", "OK, see you there", "好的", "Are you still there?")):
        left = 150 if number % 2 else 300
        page.bubble((left, 300 + number * 150, 930, 410 + number * 150), GREEN if number % 2 == 0 else WHITE)
        wide = round(sum(1.0 if ord(sign) > 255 else 0.55 for sign in f"{words} 21:0{number}") * 48 * 0.85)
        page.line(f"{words} 21:0{number}", 900 - wide, 330 + number * 150, area=len(page.areas) - 1)
    said = propose_transcript(page.text()).entries
    assert [(entry.text, entry.time) for entry in said if entry.kind == "message"] == [
        ("在吗？", "21:00"),
        ("OK, see you there", "21:01"),
        ("好的", "21:02"),
        ("Are you still there?", "21:03"),
    ]


def test_one_message_that_ends_with_a_time_keeps_it() -> None:
    page = wechat_page()
    page.bubble((500, 700, 930, 810), GREEN, "我们说好 21:00")
    assert propose_transcript(page.text()).entries[-1].text == "我们说好 21:00"


# --- chips that touch each other


def test_a_time_on_a_chip_that_touches_a_notice_stays_a_time_of_its_own() -> None:
    page = wechat_page()
    page.lines = [line for line in page.lines if "18:02" not in line.text]
    page.line("前天14:46", 440, 250, high=38)  # of the page, as the area of the chips was found too late
    page.bubble((390, 245, 690, 345), "#2d6aeb")
    page.line("你撤回了一条消息", 400, 300, area=len(page.areas) - 1, high=36)
    between = [entry for entry in propose_transcript(page.text()).entries if entry.kind != "message"]
    assert [(entry.kind, entry.text) for entry in between] == [("time", "前天14:46"), ("system", "你撤回了一条消息")]


# --- the photo of a screen


def test_avatars_stand_at_the_edges_of_the_screen_not_of_its_photo() -> None:
    page = Page()
    screen = ((60, 40, 1020, 300), (62, 290, 1022, 900), (61, 880, 1019, 1500))
    page.areas = [PictureArea(box, "flat", "#ededed") for box in screen]
    page.line("王老师", 450, 130, high=54)
    for own, box in ((True, (205, 400, 880, 600)), (True, (205, 640, 880, 760)), (False, (205, 800, 880, 1000))):
        avatar = (900, box[1], 990, box[1] + 90) if own else (90, box[1], 180, box[1] + 90)
        page.areas.append(PictureArea(avatar, "picture", "#885522"))
        page.bubble(box, "#eed181" if own else "#eed284", "好的，我知道了")
    said = [entry for entry in propose_transcript(page.text()).entries if entry.kind == "message"]
    assert [entry.is_self for entry in said] == [True, True, False]
