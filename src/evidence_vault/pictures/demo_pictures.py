# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the pictures of the made-up demo case: chat pages, a profile, payment vouchers, a false trading page.

Nothing in them is real, and nothing is copied from an app: shapes, colours and words are our own.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from evidence_vault.pictures.demo_canvas import HEIGHT, MARGIN, WIDTH, Canvas

if TYPE_CHECKING:
    from PIL import Image

Spec = Mapping[str, object]

PAGE, HEADER, OWN, OTHER, LINE = "#ededed", "#f7f7f7", "#95ec69", "#ffffff", "#d9d9d9"
INK, GREY, ORANGE, GREEN, BLUE, RED = "#1a1a1a", "#8a8a8a", "#f79c46", "#2aae67", "#576b95", "#d64541"
_BUBBLE_WIDTH = 640


def draw_picture(spec: Spec) -> bytes:
    """The file of one picture of ``resources/demo/files.toml``: its ``kind`` says how it is drawn.

    ``name`` ends in .png, .jpg (with the camera's time ``taken_at``) or .pdf (one page).
    """
    image = _KINDS[str(spec["kind"])](spec)
    return _file_of(image, str(spec["name"]), str(spec.get("taken_at", "")))


def _file_of(image: "Image.Image", name: str, taken_at: str) -> bytes:
    target = io.BytesIO()
    if name.endswith(".jpg"):
        from PIL import Image

        exif = Image.Exif()
        exif[0x0110] = "Demo Phone 8"
        inner = exif.get_ifd(0x8769)
        inner[0x9003] = taken_at.replace("-", ":").replace("T", " ")[:19]
        image.save(target, "JPEG", quality=90, exif=exif)
    elif name.endswith(".pdf"):
        image.save(target, "PDF", resolution=150)
    else:
        image.save(target, "PNG")
    return target.getvalue()


def _chat(spec: Spec) -> "Image.Image":
    canvas = Canvas(PAGE)
    _phone_header(canvas, spec)
    for kind, *texts in _lines(spec, "lines"):
        _CHAT_LINES[kind](canvas, texts)
    canvas.box((0, HEIGHT - 150, WIDTH, HEIGHT), HEADER)
    canvas.box((130, HEIGHT - 120, WIDTH - 260, HEIGHT - 40), "#ffffff", radius=12)
    return canvas.image


def _phone_header(canvas: Canvas, spec: Spec) -> None:
    canvas.box((0, 0, WIDTH, 190), HEADER)
    canvas.text((MARGIN, 24), str(spec.get("clock", "20:41")), 34, INK, weight=600)
    canvas.text((WIDTH - 190, 24), "5G  82%", 30, INK)
    canvas.text((MARGIN, 104), "‹", 60, INK)
    canvas.centred(112, str(spec["title"]), 42, INK, weight=600)
    canvas.text((WIDTH - 130, 88), "...", 60, INK, weight=700)
    canvas.line(190, LINE)
    canvas.y = 230


def _time_line(canvas: Canvas, texts: Sequence[str]) -> None:
    canvas.centred(canvas.y, texts[0], 30, GREY)
    canvas.y += 76


def _system_line(canvas: Canvas, texts: Sequence[str]) -> None:
    for line in canvas.wrapped(texts[0], 30, WIDTH - 240):
        canvas.centred(canvas.y, line, 30, GREY)
        canvas.y += 46
    canvas.y += 30


def _bubble(canvas: Canvas, text: str, *, own: bool) -> None:
    lines = canvas.wrapped(text, 40, _BUBBLE_WIDTH - 60)
    width = max(canvas.width_of(line, 40) for line in lines) + 60
    height = len(lines) * 58 + 44
    left = WIDTH - MARGIN - 100 - width if own else MARGIN + 100
    _avatar(canvas, own=own)
    canvas.box((left, canvas.y, left + width, canvas.y + height), OWN if own else OTHER, radius=14)
    for number, line in enumerate(lines):
        canvas.text((left + 30, canvas.y + 20 + number * 58), line, 40, INK)
    canvas.y += height + 40


def _transfer(canvas: Canvas, texts: Sequence[str], *, own: bool) -> None:
    left = WIDTH - MARGIN - 100 - 600 if own else MARGIN + 100
    _avatar(canvas, own=own)
    canvas.box((left, canvas.y, left + 600, canvas.y + 200), ORANGE, radius=14)
    canvas.circle((left + 76, canvas.y + 70), 40, "#ffffff")
    canvas.text((left + 58, canvas.y + 42), "¥", 48, ORANGE, weight=700)
    canvas.text((left + 140, canvas.y + 30), f"¥{texts[0]}", 46, "#ffffff", weight=600)
    canvas.text((left + 140, canvas.y + 92), texts[1], 30, "#ffffff")
    canvas.text((left + 30, canvas.y + 152), texts[2], 26, "#fff3e6")
    canvas.y += 240


def _avatar(canvas: Canvas, *, own: bool) -> None:
    left = WIDTH - MARGIN - 80 if own else MARGIN
    canvas.box((left, canvas.y, left + 80, canvas.y + 80), "#7a9cc6" if own else "#c9a66b", radius=12)
    canvas.text((left + 20, canvas.y + 14), "雯" if own else "陈", 40, "#ffffff", weight=600)


_CHAT_LINES: Mapping[str, Callable[[Canvas, Sequence[str]], None]] = {
    "time": _time_line,
    "system": _system_line,
    "me": lambda canvas, texts: _bubble(canvas, texts[0], own=True),
    "other": lambda canvas, texts: _bubble(canvas, texts[0], own=False),
    "me-transfer": lambda canvas, texts: _transfer(canvas, texts, own=True),
    "other-transfer": lambda canvas, texts: _transfer(canvas, texts, own=False),
}


def _profile(spec: Spec) -> "Image.Image":
    canvas = Canvas(PAGE)
    _phone_header(canvas, {**spec, "title": ""})
    canvas.box((0, 190, WIDTH, 560), "#ffffff")
    canvas.box((MARGIN + 20, 250, MARGIN + 220, 450), "#c9a66b", radius=20)
    canvas.text((MARGIN + 70, 290), "陈", 100, "#ffffff", weight=600)
    canvas.text((340, 250), str(spec["title"]), 50, INK, weight=600)
    for number, line in enumerate(_texts(spec, "under")):
        canvas.text((340, 336 + number * 54), line, 34, GREY)
    canvas.y = 590
    for label, value in _lines(spec, "rows"):
        canvas.box((0, canvas.y, WIDTH, canvas.y + 130), "#ffffff")
        canvas.text((MARGIN + 20, canvas.y + 40), label, 38, INK)
        canvas.text((360, canvas.y + 40), value, 38, GREY)
        canvas.y += 134
    canvas.y += 40
    for action in _texts(spec, "actions"):
        canvas.box((0, canvas.y, WIDTH, canvas.y + 130), "#ffffff")
        canvas.centred(canvas.y + 38, action, 40, BLUE, weight=600)
        canvas.y += 134
    return canvas.image


def _voucher(spec: Spec) -> "Image.Image":
    canvas = Canvas("#ffffff")
    _phone_header(canvas, spec)
    canvas.circle((WIDTH // 2, 330), 64, GREEN)
    canvas.centred(290, "¥", 70, "#ffffff", weight=700)
    canvas.centred(430, str(spec["what"]), 40, INK)
    canvas.centred(500, str(spec["amount"]), 96, INK, weight=700)
    canvas.line(680, LINE)
    canvas.y = 730
    for label, value in _lines(spec, "rows"):
        canvas.text((MARGIN + 20, canvas.y), label, 36, GREY)
        for line in canvas.wrapped(value, 36, WIDTH - 420):
            canvas.text((340, canvas.y), line, 36, INK)
            canvas.y += 56
        canvas.y += 34
    canvas.line(canvas.y + 10, LINE)
    return canvas.image


def _site(spec: Spec) -> "Image.Image":
    canvas = Canvas("#0f1c2e")
    canvas.box((0, 0, WIDTH, 150), "#ffffff")
    canvas.box((MARGIN, 50, WIDTH - MARGIN, 130), "#eef1f5", radius=40)
    canvas.text((MARGIN + 40, 68), str(spec["address"]), 36, INK)
    canvas.centred(240, str(spec["title"]), 64, "#e8c66a", weight=700)
    canvas.centred(360, str(spec["what"]), 38, "#b9c4d3")
    canvas.centred(430, str(spec["amount"]), 92, "#ffffff", weight=700)
    points = [int(point) for point in _texts(spec, "curve")]
    canvas.curve((MARGIN, 640, WIDTH - MARGIN, 1140), points, "#2fd08a")
    canvas.y = 1220
    for label, value in _lines(spec, "rows"):
        canvas.text((MARGIN + 10, canvas.y), label, 38, "#b9c4d3")
        canvas.text((WIDTH // 2, canvas.y), value, 38, "#ffffff")
        canvas.y += 90
    canvas.box((MARGIN, canvas.y + 30, WIDTH - MARGIN, canvas.y + 170), RED, radius=16)
    canvas.centred(canvas.y + 72, str(spec["warning"]), 40, "#ffffff", weight=600)
    return canvas.image


_KINDS: Mapping[str, Callable[[Spec], "Image.Image"]] = {
    "chat": _chat,
    "profile": _profile,
    "voucher": _voucher,
    "site": _site,
}


def _texts(spec: Spec, name: str) -> list[str]:
    listed = spec[name]
    return [str(text) for text in listed] if isinstance(listed, list) else []


def _lines(spec: Spec, name: str) -> list[list[str]]:
    listed = spec[name]
    return [[str(text) for text in line] for line in listed] if isinstance(listed, list) else []
