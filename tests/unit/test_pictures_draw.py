# SPDX-License-Identifier: GPL-3.0-or-later
"""Redacted copies: one colour under every box in the saved file, no trace of the original, for every format."""

import io
import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin
from tests.helpers import drawn_files as drawn
from tests.helpers.drawn_files import MemorySource, chat_page, saved

from evidence_vault import errors
from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.picture_steps import (
    Area,
    Arrow,
    Caption,
    Crop,
    Frame,
    Number,
    Placement,
    Redact,
    Step,
    Turn,
    steps_from_json,
    steps_to_json,
)
from evidence_vault.pictures.block_grid import BlockGrid
from evidence_vault.pictures.draw import DrawRecipe, draw_page
from evidence_vault.pictures.open import image_page
from evidence_vault.pictures.page_size import page_size
from evidence_vault.pictures.signatures import SHOWN_IMAGES

LIMITS = WorkerLimits()
BOX = Area.sized(133, 211, 101, 47)  # on no edge of any block
BLACK = (0, 0, 0)
SECRET = "Made-up secret 13800138000"


def with_secret() -> Image.Image:
    page = chat_page()
    from PIL import ImageDraw

    draw = ImageDraw.Draw(page)
    draw.rectangle((BOX.left, BOX.top, BOX.right - 1, BOX.bottom - 1), fill="white")
    for line in range(BOX.top, BOX.bottom, 3):  # the strongest pattern there is, so that its spill would show
        draw.line((BOX.left, line, BOX.right - 1, line), fill="black")
    return page


def exif() -> Image.Exif:
    data = drawn.camera_data()
    data[0x010E] = SECRET
    return data


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _png() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", SECRET)
    texts.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>")
    return saved(with_secret(), "PNG", pnginfo=texts, exif=exif(), icc_profile=profile())


def _png_alpha() -> bytes:
    page = with_secret().convert("RGBA")
    alpha = Image.new("L", page.size, 255)
    alpha.paste(0, (0, 300, 390, 340))  # seen as nothing, but its colours are in the file
    page.paste((200, 10, 10), (0, 300, 390, 340))
    page.putalpha(alpha)
    return saved(page, "PNG")


def _heic() -> bytes:
    import pillow_heif

    pillow_heif.register_heif_opener()
    return saved(with_secret(), "HEIF", exif=exif().tobytes(), quality=60)


ORIGINALS: dict[str, Callable[[], bytes]] = {
    "image/png": _png,
    "transparent": _png_alpha,
    "palette": lambda: saved(with_secret().quantize(32), "PNG"),
    "sixteen bits": lambda: saved(Image.new("I;16", (390, 844), 40000), "PNG"),
    "image/jpeg": lambda: saved(with_secret(), "JPEG", exif=exif(), quality=60, comment=SECRET.encode()),
    "a quarter turn": lambda: saved(
        with_secret().transpose(Image.Transpose.ROTATE_90), "JPEG", exif=drawn.camera_data(orientation=6), quality=60
    ),
    "cmyk": lambda: saved(with_secret().convert("CMYK"), "JPEG", quality=60),
    "image/webp": lambda: saved(with_secret(), "WEBP", exif=exif(), quality=60),
    "image/avif": lambda: saved(with_secret(), "AVIF", quality=60),
    "image/heic": _heic,
    "image/gif": lambda: saved(with_secret(), "GIF", comment=SECRET.encode()),
    "image/bmp": lambda: saved(with_secret(), "BMP"),
    "image/tiff": lambda: saved(with_secret(), "TIFF", description=SECRET),
    "application/pdf": lambda: saved(with_secret(), "PDF"),
    "video/mp4": lambda: drawn.film_of([with_secret().resize((390, 844))] * 4),
}


def copy_of(data: bytes, *steps: Step, kind: str = "", page: int = 0) -> bytes:
    return draw_page(MemorySource("x", data), page, DrawRecipe(steps, kind), LIMITS)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def colours_under(image: Image.Image, area: Area) -> list[tuple[int, ...]]:
    part = image.convert("RGB").crop((area.left, area.top, area.right, area.bottom))
    return [colour for _count, colour in part.getcolors(1 << 20) or []]  # type: ignore[misc]


def test_every_format_that_is_opened_is_tried() -> None:
    assert set(SHOWN_IMAGES) <= set(ORIGINALS)


@pytest.mark.parametrize("kind", ["png", "jpeg", ""])
@pytest.mark.parametrize("name", ORIGINALS)
def test_a_box_is_one_colour_in_the_saved_file(name: str, kind: str) -> None:
    data = ORIGINALS[name]()
    image = opened(copy_of(data, Redact(BOX), kind=kind))
    assert colours_under(image, BOX) == [BLACK]


@pytest.mark.parametrize("name", ORIGINALS)
def test_steps_are_measured_in_the_size_that_is_told(name: str) -> None:
    data = ORIGINALS[name]()
    size = page_size(MemorySource("x", data), 0, LIMITS)
    assert opened(copy_of(data, Frame(BOX))).size == size


@pytest.mark.parametrize("kind", ["png", "jpeg"])
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_box_stays_one_colour_when_cropped_and_turned(kind: str, quarters: int) -> None:
    steps = (Crop(Area.sized(101, 77, 201, 305)), Redact(BOX), Turn(quarters))
    image = opened(copy_of(ORIGINALS["image/jpeg"](), *steps, kind=kind))
    placed = Placement.of(steps, 390, 844)
    assert image.size == placed.size
    assert colours_under(image, placed.area(BOX)) == [BLACK]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_no_block_of_a_turned_photograph_shows_what_the_box_hides(orientation: int) -> None:
    """Two originals that differ under the box alone give the same copy to the last byte."""
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}

    def copy(page: Image.Image) -> bytes:
        stored = page.transpose(Image.Transpose(turns[orientation])) if orientation > 1 else page
        data = saved(stored, "JPEG", exif=drawn.camera_data(orientation=orientation), quality=40, subsampling="4:4:4")
        return copy_of(data, Redact(BOX), kind="png")

    other = chat_page()
    other.paste((30, 90, 200), (BOX.left, BOX.top, BOX.right, BOX.bottom))
    assert copy(with_secret()) == copy(other)


@pytest.mark.parametrize("name", [*ORIGINALS])
@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_nothing_of_the_original_file_comes_along(name: str, kind: str) -> None:
    data = copy_of(ORIGINALS[name](), Redact(BOX), kind=kind)
    image = opened(data)
    assert image.mode == "RGB"
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"secret" not in data
    assert b"Madeup" not in data
    assert (png_chunks(data) if kind == "png" else jpeg_segments(data)) <= ALLOWED[kind]


ALLOWED = {
    "png": {b"IHDR", b"IDAT", b"IEND"},
    # SOI is no segment. APP0 (JFIF: version and 1:1 pixels), tables, frame, scan.
    "jpeg": {0xE0, 0xDB, 0xC0, 0xC4, 0xDA},
}


def png_chunks(data: bytes) -> set[bytes]:
    kinds, place = set(), 8
    while place < len(data):
        length = struct.unpack_from(">I", data, place)[0]
        kinds.add(data[place + 4 : place + 8])
        place += 12 + length
    assert place == len(data)
    return kinds


def jpeg_segments(data: bytes) -> set[int]:
    kinds, place = set(), 2
    while data[place + 1] != 0xDA:
        assert data[place] == 0xFF
        kinds.add(data[place + 1])
        place += 2 + struct.unpack_from(">H", data, place + 2)[0]
    assert data.endswith(b"\xff\xd9")
    assert data.count(b"\xff\xd8") == 1  # no second picture, no thumbnail
    return kinds | {0xDA}


def test_what_was_seen_as_nothing_is_nothing() -> None:
    image = opened(copy_of(_png_alpha(), Redact(BOX), kind="png"))
    assert colours_under(image, Area(0, 300, 390, 340)) == [(255, 255, 255)]


def test_two_secrets_under_one_box_give_the_same_bytes() -> None:
    """Also the size of the copy tells nothing: it is made after the box."""
    for kind in ("png", "jpeg"):
        files = set()
        for shade in (0, 90, 255):
            page = chat_page()
            page.paste((shade, 255 - shade, shade), (BOX.left, BOX.top, BOX.right, BOX.bottom))
            files.add(copy_of(saved(page, "PNG"), Redact(BOX), kind=kind))
        assert len(files) == 1


def test_the_same_steps_give_the_same_file_and_spare_the_rest() -> None:
    data = saved(chat_page(), "PNG")
    assert copy_of(data, Redact(BOX)) == copy_of(data, Redact(BOX))
    image, page = opened(copy_of(data, Redact(BOX))), chat_page()
    page.paste(BLACK, (BOX.left, BOX.top, BOX.right, BOX.bottom))
    assert image.tobytes() == page.tobytes()


def test_marks_are_drawn_where_they_belong_and_upright() -> None:
    data = saved(Image.new("RGB", (600, 400), "white"), "PNG")
    steps = (
        Frame(Area.sized(50, 60, 200, 100), "red"),
        Arrow((300, 300), (400, 200), "blue"),
        Number((500, 80), 7, "green"),
        Caption((20, 330), "付款 here", "black"),
        Turn(1),
    )
    image = opened(copy_of(data, *steps))
    assert image.size == (400, 600)
    placed = Placement.of(steps, 600, 400)
    assert image.getpixel(placed.point(50, 100)) == (214, 40, 40)
    assert image.getpixel(placed.point(150, 110)) == (255, 255, 255)
    assert image.getpixel(placed.point(350, 250)) == (21, 101, 192)
    assert (27, 128, 64) in colours_under(image, Area(300, 480, 340, 520))


def test_what_is_no_step_is_refused() -> None:
    for bad in (
        None,
        {},
        [{"step": "blur", "x": 0, "y": 0, "width": 5, "height": 5}],
        [{"step": "redact", "x": -1, "y": 0, "width": 5, "height": 5}],
        [{"step": "redact", "x": True, "y": 0, "width": 5, "height": 5}],
        [{"step": "redact", "x": 0, "y": 0, "width": 0, "height": 5}],
        [{"step": "redact", "x": 0, "y": 0, "width": 5, "height": 5, "colour": "white"}],
        [{"step": "turn", "quarters": 4}],
        [{"step": "caption", "x": 0, "y": 0, "text": " "}],
        [{"step": "frame", "x": 0, "y": 0, "width": 5, "height": 5, "colour": "pink"}],
        [{"step": "turn", "quarters": 1}] * 501,
    ):
        with pytest.raises(errors.StepNotUnderstood):
            steps_from_json(bad)  # type: ignore[arg-type]
    with pytest.raises(errors.StepNotUnderstood):
        copy_of(saved(chat_page(), "PNG"), Crop(Area.sized(5000, 0, 10, 10)))


areas = st.builds(Area.sized, st.integers(0, 380), st.integers(0, 280), st.integers(1, 300), st.integers(1, 300))
points = st.tuples(st.integers(0, 400), st.integers(0, 300))
colours = st.sampled_from(["red", "blue", "green", "black", "white"])
any_step = st.one_of(
    st.builds(Redact, areas),
    st.builds(Crop, areas),
    st.builds(Turn, st.integers(0, 3)),
    st.builds(Frame, areas, colours),
    st.builds(Arrow, points, points, colours),
    st.builds(Number, points, st.integers(0, 999), colours),
    st.builds(Caption, points, st.sampled_from(["x", "两行\nlines"]), colours),
)


@given(st.lists(any_step, max_size=8))
def test_steps_come_back_as_they_were_recorded(steps: list[Step]) -> None:
    assert steps_from_json(steps_to_json(steps)) == tuple(steps)


@given(st.lists(st.one_of(st.builds(Crop, areas), st.builds(Turn, st.integers(0, 3))), max_size=4), areas)
def test_an_area_lies_where_its_pixels_do(steps: list[Step], area: Area) -> None:
    placed = Placement.of(steps, 400, 300)
    inside = area.within(placed.kept)
    found = placed.area(area)
    if inside.is_empty:
        assert found.is_empty
        return
    assert sorted((found.width, found.height)) == sorted((inside.width, inside.height))
    corner = placed.point(inside.left, inside.top)
    assert found.left <= corner[0] < found.right <= placed.size[0]
    assert found.top <= corner[1] < found.bottom <= placed.size[1]


@given(areas, st.integers(0, 15), st.integers(0, 15))
def test_a_grown_area_holds_every_block_it_touches(area: Area, across: int, down: int) -> None:
    grown = BlockGrid(16, across, down).grown(area)
    assert grown.left <= area.left
    assert grown.right >= area.right
    assert grown.left == 0 or (grown.left - across) % 16 == 0
    assert (grown.bottom - down) % 16 == 0
    assert grown.width < area.width + 32


def test_a_whole_page_is_as_large_as_its_original() -> None:
    data = saved(Image.new("RGB", (60, 9000), "white"), "PNG")
    assert opened(copy_of(data, Redact(Area.sized(0, 0, 5, 5)))).size == (60, 9000)
    assert image_page(MemorySource("x", data), "image/png", 0, (9000, 9000), LIMITS).size == (60, 9000)
