# SPDX-License-Identifier: GPL-3.0-or-later
"""Every format drawn here is described, shown and converted; nothing is decoded beyond the limits."""

import io
import struct
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image, ImageCms
from tests.helpers import drawn_files as drawn
from tests.helpers.drawn_files import MemorySource, chat_page, saved

from evidence_vault import errors
from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.describe import describe
from evidence_vault.pictures.encode import Recipe, encode_page
from evidence_vault.pictures.pages import open_page
from evidence_vault.pictures.show import show_page
from evidence_vault.records import Description, Picture

LIMITS = WorkerLimits()
LARGE = (4000, 4000)

SHOWN: dict[str, tuple[Callable[[], bytes], str, int]] = {
    "png": (drawn.png, "image/png", 1),
    "jpeg": (drawn.jpeg, "image/jpeg", 1),
    "webp": (lambda: saved(chat_page(), "WEBP"), "image/webp", 1),
    "bmp": (lambda: saved(chat_page(), "BMP"), "image/bmp", 1),
    "gif": (lambda: saved(chat_page(), "GIF"), "image/gif", 1),
    "tiff": (lambda: saved(chat_page(), "TIFF"), "image/tiff", 1),
    "avif": (lambda: saved(chat_page(), "AVIF"), "image/avif", 1),
    "heic": (drawn.heic, "image/heic", 1),
    "animated gif": (lambda: drawn.animation("GIF"), "image/gif", 3),
    "animated webp": (lambda: drawn.animation("WEBP"), "image/webp", 3),
    "animated png": (lambda: drawn.animation("PNG"), "image/png", 3),
    "pages of a tiff": (lambda: drawn.animation("TIFF"), "image/tiff", 3),
    "pdf": (drawn.pdf, "application/pdf", 2),
    "mp4": (drawn.film, "video/mp4", 5),
    "mov": (lambda: drawn.film("mov"), "video/quicktime", 5),
    "mkv": (lambda: drawn.film("matroska"), "video/x-matroska", 5),
    "webm": (lambda: drawn.film("webm", codec="libvpx"), "video/webm", 5),
    "avi": (lambda: drawn.film("avi"), "video/x-msvideo", 5),
    "3gp": (lambda: drawn.film("3gp"), "video/3gpp", 5),
    "flv": (lambda: drawn.film("flv", codec="flv1"), "video/x-flv", 5),
    "wmv": (lambda: drawn.film("asf"), "video/x-ms-asf", 5),
    "mpeg": (lambda: drawn.film("mpeg", codec="mpeg1video"), "video/mpeg", 5),
    "transport stream": (lambda: drawn.film("mpegts", codec="mpeg2video"), "video/mp2t", 5),
}
SOUNDS = {
    "wav": (("wav", "pcm_s16le"), "audio/wav"),
    "mp3": (("mp3", "libmp3lame"), "audio/mpeg"),
    "flac": (("flac", "flac"), "audio/flac"),
    "aac": (("adts", "aac"), "audio/aac"),
    "m4a": (("ipod", "aac"), "audio/mp4"),
    "amr": (("amr", "libopencore_amrnb"), "audio/amr"),
}


def described(data: bytes) -> Description:
    return describe(MemorySource("x", data), LIMITS)


def shown(data: bytes, page: int = 0, largest: tuple[int, int] = LARGE) -> Picture:
    return show_page(MemorySource("x", data), page, largest, LIMITS)


def corner(picture: Picture, x: int, y: int) -> tuple[int, ...]:
    start = (y * picture.width + x) * 4
    return tuple(picture.rgba[start : start + 4])


def near(colour: tuple[int, ...], other: tuple[int, ...], by: int = 40) -> bool:
    return all(abs(one - two) <= by for one, two in zip(colour, other, strict=True))


@pytest.mark.parametrize("kind", SHOWN)
def test_every_page_is_shown_and_converted(kind: str) -> None:
    make, media_type, pages = SHOWN[kind]
    source = MemorySource("x", make())
    found = describe(source, LIMITS)
    assert (found.media_type, found.pages, found.warnings) == (media_type, pages, ())
    for page in range(pages):
        picture = show_page(source, page, (90, 90), LIMITS)
        assert max(picture.width, picture.height) <= 90
        assert len(picture.rgba) == picture.width * picture.height * 4
        with Image.open(io.BytesIO(encode_page(source, page, Recipe(), LIMITS))) as image:
            assert image.format == "JPEG"
    with pytest.raises(errors.FormatUnknown):
        show_page(source, pages, (90, 90), LIMITS)
    with pytest.raises(errors.FormatUnknown):
        show_page(source, -1, (90, 90), LIMITS)


@pytest.mark.parametrize("kind", SOUNDS)
def test_sound_has_a_length_and_nothing_to_show(kind: str) -> None:
    (container, codec), media_type = SOUNDS[kind]
    found = described(drawn.sound(container, codec))
    assert (found.media_type, found.pages, found.warnings) == (media_type, 0, ())
    assert 490 <= int(str(found.facts["duration_ms"])) <= 560
    with pytest.raises(errors.FormatUnknown):
        shown(drawn.sound(container, codec))


def test_a_film_is_shown_over_its_whole_length() -> None:
    shades = [corner(shown(drawn.film(), page), 80, 60)[0] for page in range(5)]
    assert shades == sorted(shades)
    assert shades[4] - shades[0] > 150
    found = described(drawn.film())
    assert found.facts["duration_ms"] == 2000
    assert found.facts["video_codec"] == "mpeg4"
    assert (found.claimed_at, found.claimed_basis) == ("2026-03-01T09:30:00Z", "container:creation_time")


def test_a_film_held_upright_is_shown_upright() -> None:
    half = Image.new("RGB", (160, 120))
    half.paste("white", (80, 0, 160, 120))
    data = bytearray(drawn.film_of([half] * 10))
    header = data.index(b"tkhd") + 4
    # The matrix that phones write for a quarter turn to the right (ISO 14496-12, 8.3.2).
    data[header + 40 : header + 76] = struct.pack(">9i", 0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30)
    picture = shown(bytes(data))
    assert (picture.width, picture.height) == (120, 160)
    assert near(corner(picture, 60, 10), (0, 0, 0, 255))
    assert near(corner(picture, 60, 150), (255, 255, 255, 255))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photograph_is_shown_upright(orientation: int) -> None:
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # how the camera would have stored the upright page
    page = chat_page()
    stored = page.transpose(Image.Transpose(turns[orientation])) if orientation > 1 else page
    data = saved(stored, "JPEG", exif=drawn.camera_data(orientation=orientation), quality=95)
    for picture in (shown(data), shown(data, largest=(195, 422))):
        assert picture.width < picture.height
        assert near(corner(picture, 4, 4), (255, 0, 0, 255))
        assert near(corner(picture, picture.width - 5, 4), (0, 255, 0, 255))
        assert near(corner(picture, 4, picture.height - 5), (0, 0, 255, 255))


def test_times_of_a_png_and_their_order() -> None:
    found = described(drawn.png_with_times())
    assert (found.claimed_at, found.claimed_basis) == ("2026-03-01T09:30:05Z", "png:tIME")
    assert found.facts["software"] == "Made-up shot"
    assert described(saved(chat_page(), "PNG", exif=drawn.camera_data())).claimed_basis == "exif:DateTimeOriginal"


def test_a_time_without_an_offset_gets_none() -> None:
    data = saved(chat_page(), "JPEG", exif=drawn.camera_data(offset=None))
    assert described(data).claimed_at == "2026-03-01T17:30:05"


def test_a_time_in_the_packet_of_xmp_is_found() -> None:
    packet = b'<x:xmpmeta><rdf:Description photoshop:DateCreated="2026-03-01T17:30:05+08:00"/></x:xmpmeta>'
    found = described(saved(chat_page(), "WEBP", xmp=packet))
    assert (found.claimed_at, found.claimed_basis) == ("2026-03-01T17:30:05+08:00", "xmp:photoshop:DateCreated")


def test_a_pdf_says_its_pages_program_and_time() -> None:
    found = described(drawn.pdf())
    assert found.facts == {"pdf_pages": 2, "software": "Made-up printer"}
    assert found.claimed_basis == "pdf:CreationDate"


def test_a_pdf_with_a_password_says_so() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn.pdf())))
    writer.encrypt("made-up", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    found = described(target.getvalue())
    assert (found.pages, found.facts, found.warnings) == (0, {"password_needed": True}, ())


@pytest.mark.parametrize(("width", "height"), [(20_000_000, 1), (1, 32_769), (60_000, 60_000), (9_000, 9_000)])
def test_a_bomb_is_refused_by_its_header(width: int, height: int) -> None:
    data = drawn.png_claiming(width, height)
    assert [(each.code, each.text) for each in described(data).warnings] == [
        ("PICTURE_BEYOND_LIMITS", f"{width} × {height}")
    ]
    with pytest.raises(errors.PictureTooLarge) as caught:
        shown(data)
    assert caught.value.facts == {"name": "x", "width": width, "height": height}


def test_no_more_frames_than_the_limit_are_counted() -> None:
    found = describe(MemorySource("x", drawn.animation("GIF", 30)), replace(LIMITS, frames=12))
    assert (found.pages, found.facts["frames"]) == (12, 12)


CUT_ELSEWHERE = {"mkv", "webm", "avi", "3gp", "flv", "wmv", "mpeg", "transport stream", "animated gif"}


@pytest.mark.parametrize("kind", [name for name in SHOWN if name not in CUT_ELSEWHERE])
def test_cut_at_any_length_is_a_typed_error(kind: str) -> None:
    data = SHOWN[kind][0]()
    for part in range(12):
        source = MemorySource("x", data[: len(data) * part // 12])
        assert isinstance(describe(source, LIMITS), Description)
        try:
            show_page(source, 0, (50, 50), LIMITS)
        except (errors.PictureDamaged, errors.FormatUnknown, errors.PictureTooLarge):
            continue


@pytest.mark.parametrize("kind", ["png", "jpeg", "heic", "mp4", "bmp"])
def test_half_a_file_is_noticed_when_it_is_added(kind: str) -> None:
    data = SHOWN[kind][0]()
    found = described(data[: len(data) // 2])
    assert ([each.code for each in found.warnings], found.pages) == (["PICTURE_NOT_WHOLE"], 0)


@pytest.mark.parametrize(
    ("mode", "fill"),
    [
        *(("1", 1), ("L", 255), ("LA", (255, 255)), ("P", 0)),
        *(("RGB", "white"), ("RGBA", "white"), ("I;16", 65535), ("I", 65535)),
    ],
)
def test_white_is_white_in_every_mode(mode: str, fill: object) -> None:
    image = Image.new(mode, (40, 30), fill)  # type: ignore[arg-type]
    if mode == "P":
        image.putpalette([255, 255, 255])
    kind = "TIFF" if mode == "I" else "PNG"
    data = saved(image, kind)
    assert corner(shown(data, largest=(20, 20)), 5, 5) == (255, 255, 255, 255)
    with Image.open(io.BytesIO(encode_page(MemorySource("x", data), 0, Recipe("png"), LIMITS))) as converted:
        assert (converted.mode, converted.getpixel((5, 5))) == ("RGB", (255, 255, 255))


def test_transparency_is_kept_on_the_screen_and_white_in_a_derivative() -> None:
    data = saved(Image.new("RGBA", (20, 20), (255, 0, 0, 0)), "PNG")
    assert corner(shown(data), 3, 3)[3] == 0
    with Image.open(io.BytesIO(encode_page(MemorySource("x", data), 0, Recipe("png"), LIMITS))) as converted:
        assert converted.getpixel((3, 3)) == (255, 255, 255)


def test_a_foreign_colour_profile_is_applied_and_a_broken_one_ignored() -> None:
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = usual.replace(b"rXYZ", b"?").replace(b"bXYZ", b"rXYZ").replace(b"?", b"bXYZ")
    foreign = swapped.replace("sRGB".encode("utf-16-be"), "Made".encode("utf-16-be"))
    plain = Image.new("RGB", (20, 20), (90, 120, 150))
    blue_for_red = corner(shown(saved(Image.new("RGB", (20, 20), "red"), "PNG", icc_profile=foreign)), 3, 3)
    assert near(blue_for_red, (0, 0, 255, 255))
    assert corner(shown(saved(plain, "PNG", icc_profile=b"no profile" * 20)), 3, 3) == (90, 120, 150, 255)


def test_a_derivative_keeps_to_its_size_and_weight() -> None:
    noise = saved(Image.effect_noise((900, 700), 90), "PNG")
    source = MemorySource("x", noise)
    for kind in ("jpeg", "png"):
        data = encode_page(source, 0, Recipe(kind, max_side=800, max_bytes=60_000), LIMITS)
        assert len(data) <= 60_000
        with Image.open(io.BytesIO(data)) as image:
            assert max(image.size) <= 800
    with pytest.raises(errors.PictureTooLarge):
        encode_page(source, 0, Recipe("png", max_bytes=100), LIMITS)


def test_a_recipe_is_brought_into_range_or_refused() -> None:
    assert Recipe.from_json({"format": "png", "max_side": 10**9, "quality": 0, "max_bytes": -1}) == Recipe(
        "png", 8192, 0, 1
    )
    assert Recipe.from_json({"max_side": True}) == Recipe()
    with pytest.raises(errors.FormatUnknown):
        Recipe.from_json({"format": "bmp"})


def test_a_page_is_never_enlarged() -> None:
    small = saved(Image.new("RGB", (12, 8)), "PNG")
    assert open_page(MemorySource("x", small), 0, LARGE, LIMITS).size == (12, 8)
    thin = saved(Image.new("RGB", (3000, 1)), "PNG")
    assert open_page(MemorySource("x", thin), 0, (100, 100), LIMITS).size == (100, 1)
