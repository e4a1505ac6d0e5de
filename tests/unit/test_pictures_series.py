# SPDX-License-Identifier: GPL-3.0-or-later
"""Order by overlap and near-duplicates, on chats drawn from seeds; the measures over many stand in tests.pictures."""

import io
import random
import struct
from itertools import pairwise

import pytest
from PIL import Image, ImageDraw
from tests.helpers import drawn_files as drawn
from tests.helpers.decidable_scrolls import is_decidable
from tests.helpers.drawn_files import MemorySource, film_of, saved
from tests.helpers.long_chats import (
    SHORT,
    Look,
    Shot,
    edited,
    height_for,
    long_chat,
    look_of,
    recompressed,
    shots,
    voucher,
)

from evidence_vault import errors
from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.film_moments import film_moments, film_still
from evidence_vault.pictures.near_duplicates import near_duplicates_of
from evidence_vault.pictures.page_parts import part_rows
from evidence_vault.pictures.series import strips_of
from evidence_vault.pictures.sketch import sketch_from_bytes, sketch_of, sketch_page
from evidence_vault.pictures.stitch import StitchPart, StitchRecipe, stitch

LIMITS = WorkerLimits()


def taken(seed: int, count: int, least: float = 0.15) -> list[Shot]:
    look = look_of(seed)
    return shots(long_chat(seed, height_for(look, count), look), seed, count=count, least=least)


def order_of(images: list[Image.Image], seed: int = 1) -> list[list[int]]:
    places = list(range(len(images)))
    random.Random(seed).shuffle(places)
    strips = strips_of([sketch_of(images[place]) for place in places])
    return [[places[placed.picture] for placed in strip.pictures] for strip in strips]


@pytest.mark.parametrize("seed", [501, 502, 503])
def test_a_shuffled_scroll_is_put_in_order(seed: int) -> None:
    rng = random.Random(seed)
    images = [shot.image if seed == 501 else recompressed(shot.image, rng) for shot in taken(seed, 9)]
    assert order_of(images) == [list(range(9))]


def test_a_phone_whose_pixels_are_about_as_high_as_rows_is_put_in_order() -> None:
    found = taken(2029, 3, 0.1)
    assert found[0].image.width == 828
    assert order_of([shot.image for shot in found]) == [[0, 1, 2]]


def test_a_scroll_above_an_open_keyboard_is_put_in_order() -> None:
    images = [shot.image for shot in taken(11, 6, least=0.3)]
    width, height = images[0].size
    keys = Image.new("RGB", (width, round(0.42 * height)), "#d1d4da")
    drawing = ImageDraw.Draw(keys)
    for row in range(4):
        for place in range(10 - row):
            left, top = round((0.01 + 0.098 * place) * width), round((0.02 + 0.095 * row) * height)
            drawing.rectangle((left, top, left + round(0.08 * width), top + round(0.07 * height)), fill="#ffffff")
    shown = [image.crop((0, 0, width, height - keys.height)) for image in images]
    with_keys = []
    for image in shown:
        whole = Image.new("RGB", (width, height))
        whole.paste(image, (0, 0))
        whole.paste(keys, (0, height - keys.height))
        with_keys.append(whole)
    assert order_of(with_keys) == [list(range(len(images)))]


def test_an_edge_that_two_pictures_fit_is_left_open() -> None:
    """All three show the same short message: at the end of the first, at the beginning of the others."""
    look = Look(width=720, height=1200)
    pages = [long_chat(seed, 3000, look).page for seed in (551, 552, 553)]
    chat = long_chat(554, 3000, look)
    short = next(one for one in chat.drawn if one.text in SHORT and one.top > 100)
    band = chat.page.crop((0, short.top - 20, 720, short.bottom))
    first = Image.new("RGB", (720, 1200), look.page)
    first.paste(pages[0].crop((0, 0, 720, 1200 - band.height)), (0, 0))
    first.paste(band, (0, 1200 - band.height))
    others = []
    for page in pages[1:]:
        others.append(Image.new("RGB", (720, 1200), look.page))
        others[-1].paste(page.crop((0, 0, 720, 1200 - band.height)), (0, band.height))
        others[-1].paste(band, (0, 0))
    assert order_of([first, others[0]]) == [[0, 1]]
    assert sorted(order_of([first, *others])) == [[0], [1], [2]]


def test_a_scroll_that_nobody_could_put_in_order_is_told_by_its_pixels() -> None:
    look = Look(width=720, height=1200)
    chat = long_chat(561, 6000, look)
    window = look.height - look.status - look.title - look.input

    def at(*tops: int) -> list[Shot]:
        return [Shot(chat.page, top) for top in tops]

    assert is_decidable(chat, at(0, window - 300, 2 * window - 600))
    assert not is_decidable(chat, at(0, window - 10))
    assert not is_decidable(chat, at(0, window - 300, window - 300, 2 * window - 600))


def test_a_gap_and_another_chat_stay_apart() -> None:
    first, second = taken(511, 8), taken(512, 3, least=0.3)
    images = [shot.image for place, shot in enumerate(first) if place not in {3, 4}]
    images += [shot.image for shot in second]
    assert sorted(order_of(images)) == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]


@pytest.mark.parametrize("seed", [503, 2006])
def test_how_far_pictures_lie_apart_is_told_to_the_row(seed: int) -> None:
    """Seed 2006 has a large photo where two pictures meet: it goes together with itself a few rows beside as well."""
    found = taken(seed, 4, 0.1)
    (strip,) = strips_of([sketch_of(shot.image) for shot in found])
    scale = found[0].image.width / 720
    for placed, shot in zip(strip.pictures, found, strict=True):
        assert abs(placed.top * scale - shot.top) <= 2 * scale
        assert placed.is_sure


def test_the_same_place_twice_is_told_and_nothing_overlaps_with_nothing() -> None:
    found = taken(503, 3)
    again = recompressed(found[1].image, random.Random(4))
    (strip,) = strips_of([sketch_of(image) for image in (*[shot.image for shot in found], again)])
    assert {frozenset(pair) for pair in strip.same} == {frozenset({1, 3})}
    blank = [sketch_of(Image.new("RGB", (300, 600), "white")) for _ in range(3)]
    assert [len(strip.pictures) for strip in strips_of(blank)] == [1, 1, 1]
    assert strips_of([]) == []


def test_pictures_of_one_chat_are_no_copies_and_edited_ones_are() -> None:
    rng = random.Random(7)
    images = [shot.image for shot in taken(521, 6)]
    copies = [
        edited(image, rng, kind) for image, kind in zip(images[:4], ("crop", "resize", "compress", "both"), strict=True)
    ]
    found = near_duplicates_of([sketch_of(image) for image in (*images, *copies)])
    assert {frozenset({pair.first, pair.second}) for pair in found} == {frozenset({n, 6 + n}) for n in range(4)}
    by_copy = {pair.second if pair.second > 5 else pair.first: pair for pair in found}
    assert by_copy[6].change == ("cropped",)
    assert by_copy[7].change == ("resized",)
    assert by_copy[8].change == ("compressed",)
    assert by_copy[9].change == ("cropped", "resized")


def test_one_other_digit_on_a_voucher_makes_another_voucher() -> None:
    pages = [voucher("3,000.00"), voucher("8,000.00"), voucher("3,000.00", minute=15), voucher("3,000.00", number=7)]
    assert near_duplicates_of([sketch_of(page) for page in pages]) == []
    copy = recompressed(pages[0], random.Random(1))
    assert len(near_duplicates_of([sketch_of(page) for page in (*pages[:2], copy)])) == 1


def test_vouchers_of_one_form_are_no_scroll() -> None:
    pages = [voucher("3,000.00"), voucher("8,000.00"), voucher("3,000.00", minute=15)]
    assert sorted(order_of(pages)) == [[0], [1], [2]]


def test_a_sketch_comes_back_and_nothing_else_is_one() -> None:
    data = sketch_page(MemorySource("x", drawn.png()), 0, LIMITS).to_bytes()
    assert sketch_from_bytes(data).to_bytes() == data
    rng = random.Random(3)
    for _ in range(200):
        broken = bytearray(data)
        broken[rng.randrange(24)] ^= 1 << rng.randrange(8)
        cut = bytes(broken)[: rng.choice([len(data), rng.randrange(len(data))])]
        try:
            sketch_from_bytes(cut)
        except ValueError:
            continue
        assert len(cut) == len(data)  # only the picture's own size may be another number
    nan = struct.pack(">f", float("nan"))
    corners = len(data) - 40 * struct.unpack_from(">I", data, 20)[0]
    with pytest.raises(ValueError, match="sketch"):
        sketch_from_bytes(data[:corners] + nan + data[corners + 4 :])


def test_a_stitched_picture_is_made_of_rows_of_its_parts() -> None:
    pages = [Image.frombytes("RGB", (40, 50), random.Random(n).randbytes(6000)) for n in range(2)]
    files = [saved(page, "PNG") for page in pages]
    parts = (StitchPart(0, len(files[0]), 0, 30), StitchPart(len(files[0]), len(files[1]), 10, 50))
    source = MemorySource("x", b"".join(files))
    data = stitch(source, StitchRecipe(parts), LIMITS)
    image = Image.open(io.BytesIO(data))
    assert image.size == (40, 70)
    assert image.crop((0, 0, 40, 30)).tobytes() == pages[0].crop((0, 0, 40, 30)).tobytes()
    assert image.crop((0, 30, 40, 70)).tobytes() == pages[1].crop((0, 10, 40, 50)).tobytes()
    for bad in (StitchPart(0, len(files[0]), 0, 51), StitchPart(0, len(files[0]), 30, 30)):
        with pytest.raises(errors.StepNotUnderstood):
            stitch(source, StitchRecipe((bad,)), LIMITS)
    with pytest.raises(errors.PictureTooLarge):
        stitch(source, StitchRecipe(parts * 100), WorkerLimits(side=1000))
    with pytest.raises(errors.StepNotUnderstood):
        StitchRecipe.from_json({"parts": [{"offset": -1, "size": 1, "top": 0, "bottom": 1}]})


def test_a_long_picture_is_cut_between_lines() -> None:
    look = look_of(531)
    chat = long_chat(531, look.width * 9, look)
    sketch = sketch_of(chat.page)
    longest = round(look.width * 2.1)
    parts = part_rows(sketch, longest)
    assert parts[0][0] == 0
    assert parts[-1][1] == chat.page.height
    assert all(bottom - top <= longest for top, bottom in parts)
    assert all(after[0] < before[1] for before, after in pairwise(parts))
    background = chat.page.getpixel((0, 0))
    for _top, bottom in parts[:-1]:
        row = chat.page.crop((look.width // 5, bottom, look.width * 4 // 5, bottom + 1))
        colours = row.getcolors()
        assert colours is not None
        # A cut may go through the plain part of a bubble, never through writing.
        assert max(count for count, _colour in colours) > row.width // 4
        assert len(colours) <= 4, background
    assert part_rows(sketch_of(chat.page.crop((0, 0, look.width, longest))), longest) == [(0, longest)]


def test_stills_of_a_recording_show_every_page_once() -> None:
    pages = [Image.new("RGB", (160, 120), shade) for shade in ("white", "black", "red", "blue")]
    data = film_of([page for page in pages for _time in range(8)])
    moments = film_moments(MemorySource("x", data), LIMITS)
    assert len(moments) == 4
    for moment, page in zip(moments, pages, strict=True):
        still = Image.open(io.BytesIO(film_still(MemorySource("x", data), moment, LIMITS)))
        wanted = page.getpixel((80, 60))
        assert all(abs(one - two) < 30 for one, two in zip(still.getpixel((80, 60)), wanted, strict=True))
    with pytest.raises(errors.FormatUnknown):
        film_moments(MemorySource("x", drawn.png()), LIMITS)


def test_a_steady_scroll_leaves_stills_that_overlap() -> None:
    look = look_of(541)
    chat = long_chat(541, 6000, look)
    small = chat.page.resize((240, round(chat.page.height * 240 / look.width)))
    frames = [small.crop((0, place, 240, place + 400)) for place in range(0, 900, 15)]
    data = film_of(frames, rate=10)
    moments = film_moments(MemorySource("x", data), LIMITS)
    tops = [moment // 100 * 15 for moment in moments]
    assert all(0 < after - before < 300 for before, after in pairwise(tops))
