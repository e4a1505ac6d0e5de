# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies behind lines of text: bubbles that fade, round ones, nearly white ones, and pictures on a wallpaper."""

import io

import pytest
from PIL import Image, ImageDraw

from evidence_vault.pictures.areas import Areas, find_areas
from evidence_vault.pictures.text_engine import is_installed
from evidence_vault.records import Box, TextLine

pytestmark = pytest.mark.skipif(not is_installed(), reason="the part that reads text is not installed")

SIZE = (640, 1200)
CLOSE = 4
"""Pixels by which an edge may be off: it is told in a page that was smoothed."""


def page(colour: str = "#ededed", foot: str = "") -> Image.Image:
    image = Image.new("RGB", SIZE, colour)
    if foot:
        fade = Image.linear_gradient("L").resize(SIZE)
        image.paste(Image.composite(Image.new("RGB", SIZE, foot), image, fade))
    return image


def found(image: Image.Image, *lines: Box) -> Areas:
    import numpy as np

    draw = ImageDraw.Draw(image)
    for box in lines:  # letters: strokes with paper between them
        for x in range(box[0] + 2, box[2] - 4, 12):
            draw.rectangle((x, box[1] + 4, x + 4, box[3] - 4), fill="#202020")
    return find_areas(np.asarray(image), [TextLine("字" * 5, box, 99) for box in lines])


def is_near(box: Box, wanted: Box) -> bool:
    return all(abs(one - other) <= CLOSE for one, other in zip(box, wanted, strict=True))


def box_of(areas: Areas, line: int) -> Box:
    number = areas.lines[line].area
    assert number is not None
    return areas.areas[number].box


def test_a_bubble_whose_colour_fades_is_one_area() -> None:
    image = page("#ffffff")
    fade = Image.linear_gradient("L").resize((400, 500))
    bubble = Image.composite(Image.new("RGB", fade.size, "#0a7cff"), Image.new("RGB", fade.size, "#a033ff"), fade)
    image.paste(bubble, (200, 300))
    areas = found(image, (230, 320, 500, 350), (230, 540, 500, 570), (230, 750, 500, 780))
    assert len({line.area for line in areas.lines}) == 1
    assert is_near(box_of(areas, 1), (200, 300, 600, 800))


def test_a_round_bubble_is_found_to_its_ends() -> None:
    image = page()
    ImageDraw.Draw(image).rounded_rectangle((60, 400, 420, 480), 40, fill="#ffffff")
    assert is_near(box_of(found(image, (110, 425, 370, 455)), 0), (60, 400, 421, 481))


@pytest.mark.parametrize("quality", [95, 70])
def test_white_on_nearly_white_is_no_part_of_the_page(quality: int) -> None:
    image = page("#f6f6f6")
    ImageDraw.Draw(image).rounded_rectangle((200, 500, 620, 600), 12, fill="#ffffff")
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality)
    again = Image.open(target).convert("RGB")
    box = box_of(found(again, (230, 530, 560, 570), (60, 200, 300, 230)), 0)
    assert is_near(box, (200, 500, 621, 601))


def test_a_bubble_that_runs_into_a_bar_of_its_colour_ends_there() -> None:
    image = page()
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((40, 900, 400, 1100), 10, fill="#ffffff")
    draw.rectangle((0, 1060, 640, 1200), fill="#ffffff")
    box = box_of(found(image, (70, 930, 360, 960), (70, 990, 360, 1020)), 0)
    assert (box[0], box[2]) == pytest.approx((40, 401), abs=CLOSE)
    assert box[3] == pytest.approx(1060, abs=CLOSE)


def test_two_bubbles_close_to_each_other_stay_two() -> None:
    image = page()
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((40, 400, 400, 480), 10, fill="#ffffff")
    draw.rounded_rectangle((40, 485, 400, 560), 10, fill="#ffffff")
    areas = found(image, (70, 425, 360, 455), (70, 508, 360, 538))
    assert areas.lines[0].area != areas.lines[1].area
    assert is_near(box_of(areas, 0), (40, 400, 401, 481))


def test_a_photo_on_a_wallpaper_that_fades_is_a_picture() -> None:
    image = page("#dfe9d9", "#c3d8e8")
    draw = ImageDraw.Draw(image)
    for row in range(200):
        draw.line((380, 600 + row, 600, 600 + row), fill=(row, 40, 200 - row))
    for number in range(12):
        x, y = 385 + 15 * number, 610 + (number * 71) % 150
        draw.ellipse((x, y, x + 30, y + 30), fill=(255 - number * 20, number * 20, 90))
    areas = found(image, (60, 200, 300, 230), (60, 1000, 300, 1030))
    assert [is_near(area.box, (380, 600, 601, 800)) for area in areas.areas if area.kind == "picture"] == [True]


@pytest.mark.parametrize("quality", [95, 60])
def test_a_white_bubble_on_nearly_white_with_an_emoji_alone_is_found(quality: int) -> None:
    image = page("#f5f5f5")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((100, 300, 190, 370), 10, fill="#ffffff")
    draw.ellipse((128, 318, 162, 352), fill="#ffcc33")
    lossy = io.BytesIO()
    image.save(lossy, "JPEG", quality=quality)
    areas = found(Image.open(lossy).convert("RGB"), (230, 700, 500, 730)).areas
    assert any(each.kind == "flat" and is_near(each.box, (100, 300, 190, 370)) for each in areas)


def test_the_bar_at_the_foot_is_found_where_it_begins_all_at_once() -> None:
    image = page()
    ImageDraw.Draw(image).rectangle((0, 1080, 640, 1200), fill="#f7f7f7")
    areas = found(image, (230, 700, 500, 730)).areas
    assert any(each.kind == "flat" and is_near(each.box, (0, 1080, 640, 1200)) for each in areas)
    fading = found(page("#dbddbb", foot="#6ba587"), (230, 700, 500, 730)).areas
    assert not any(each.box[1] > 900 for each in fading)


def test_a_sticker_that_was_taken_for_a_letter_is_found() -> None:
    import numpy as np

    image = page()
    ImageDraw.Draw(image).ellipse((80, 300, 260, 480), fill="#ffd766")
    areas = find_areas(np.asarray(image), [TextLine("9", (70, 290, 270, 490), 36)]).areas
    assert any(is_near(each.box, (80, 300, 260, 480)) for each in areas)


def test_a_line_of_the_wallpaper_does_not_lead_from_one_bubble_to_the_next() -> None:
    image = page("#0b141a")
    draw = ImageDraw.Draw(image)
    for top in (400, 464):
        draw.rounded_rectangle((20, top, 420, top + 60), 12, fill="#1f2c34")
    draw.line((200, 455, 214, 470), fill="#1c2930", width=3)
    areas = found(image, (50, 415, 300, 445), (50, 479, 300, 509))
    assert is_near(box_of(areas, 0), (20, 400, 420, 460))
    assert is_near(box_of(areas, 1), (20, 464, 420, 524))


def card(image: Image.Image, upper: str, lower: str, rule: str, *, thick: int = 3) -> Areas:
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((100, 300, 480, 460), 8, fill=upper)
    draw.rounded_rectangle((100, 440, 480, 500), 8, fill=lower)
    draw.rectangle((100, 440, 480, 470), fill=lower)
    draw.rectangle((100, 430, 480, 439), fill=upper)
    if rule:
        draw.rectangle((100, 440, 480, 440 + thick - 1), fill=rule)
    return found(image, (130, 320, 400, 350), (130, 370, 300, 396), (130, 458, 240, 480))


@pytest.mark.parametrize(
    ("upper", "lower", "rule"),
    [
        ("#fa9d3b", "#fa9d3b", "#ffbb9b"),
        ("#fa9d3b", "#ffffff", ""),
        ("#ffffff", "#ffffff", "#d0d0d0"),
        ("#2c2c2c", "#2c2c2c", "#4a4a4a"),
    ],
)
def test_a_card_that_a_rule_or_a_strip_divides_is_one(upper: str, lower: str, rule: str) -> None:
    areas = card(page("#111111" if upper == "#2c2c2c" else "#ededed"), upper, lower, rule)
    assert len({line.area for line in areas.lines}) == 1
    assert is_near(box_of(areas, 0), (100, 300, 481, 501))


@pytest.mark.parametrize("gap", [2, 3, 4, 6])
@pytest.mark.parametrize("radius", [0, 6, 14])
def test_two_bubbles_of_one_width_stay_two(gap: int, radius: int) -> None:
    image = page("#efe7dd")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((100, 300, 480, 400), radius, fill="#ffffff")
    draw.rounded_rectangle((100, 401 + gap, 480, 501 + gap), radius, fill="#ffffff")
    areas = found(image, (130, 320, 400, 350), (130, 425 + gap, 380, 455 + gap))
    assert areas.lines[0].area != areas.lines[1].area


@pytest.mark.parametrize("quality", [95, 70])
def test_a_dark_page_that_fades_into_the_colour_of_the_bubbles_is_told_place_by_place(quality: int) -> None:
    image = page("#0e1621", foot="#152238")
    draw = ImageDraw.Draw(image)
    tops = (200, 620, 1080)
    for top in tops:
        draw.rounded_rectangle((14, top, 414, top + 80), 16, fill="#182533")
    for top in tops:
        draw.text((40, top + 25), "mmmmmmmmmmmmmmmmmmmm", fill="#f5f5f5", font_size=20)
    lossy = io.BytesIO()
    image.save(lossy, "JPEG", quality=quality)
    import numpy as np

    lines = [TextLine("字" * 5, (38, top + 28, 380, top + 50), 99) for top in tops]
    areas = find_areas(np.asarray(Image.open(lossy).convert("RGB")), lines)
    for number, top in enumerate(tops):
        assert is_near(box_of(areas, number), (14, top, 415, top + 81))


def test_two_bubbles_of_nearly_the_pages_colour_stay_two() -> None:
    image = page("#0e1621", foot="#152238")
    draw = ImageDraw.Draw(image)
    for top in (1000, 1065):
        draw.rounded_rectangle((14, top, 414, top + 60), 16, fill="#182533")
    lossy = io.BytesIO()
    draw.text((40, 1018), "mmmmmmmmmmmm", fill="#f5f5f5", font_size=20)
    draw.text((40, 1083), "mmmmmmmmmmmm", fill="#f5f5f5", font_size=20)
    image.save(lossy, "JPEG", quality=90)
    import numpy as np

    lines = [TextLine("字" * 5, (38, top, 280, top + 22), 99) for top in (1020, 1085)]
    areas = find_areas(np.asarray(Image.open(lossy).convert("RGB")), lines)
    assert areas.lines[0].area != areas.lines[1].area
    assert is_near(box_of(areas, 0), (14, 1000, 415, 1061))


def test_words_on_the_page_beside_a_bubbles_blurred_edge_stand_on_the_page() -> None:
    """The chroma of a recompressed picture runs out of a bubble: the colour there is neither the bubble's nor ours."""
    import numpy as np

    image = page("#dce6db", foot="#c3d8e9")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((119, 399, 531, 505), 12, outline="#d1e1dd", width=5)
    draw.rounded_rectangle((124, 404, 526, 500), 10, fill="#cdeeb7")
    draw.rectangle((150, 502, 180, 503), fill="#202020")
    areas = find_areas(np.asarray(image), [TextLine("20:34", (140, 501, 200, 505), 99)])
    box = box_of(areas, 0)
    assert box[2] - box[0] > 600


def test_a_small_bubble_whose_colour_was_spoilt_is_found_to_its_ends() -> None:
    image = page("#dbddbb", foot="#6ba587")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((440, 500, 620, 558), 20, fill="#5a8ef1")
    draw.rectangle((500, 505, 540, 552), fill="#639de0")
    draw.rectangle((560, 505, 566, 552), fill="#5b91d8")
    box = box_of(found(image, (456, 515, 556, 543)), 0)
    assert is_near(box, (440, 500, 621, 559))
