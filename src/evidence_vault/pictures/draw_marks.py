# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames, arrows, numbers and captions on a copy: drawn last, upright, as thick as the picture's size asks for."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from evidence_vault.picture_steps import COLOURS, Area, Arrow, Caption, Frame, Number, Placement, Step

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

_THINNEST = 3
_LINES_ACROSS = 240
"""A line is so many times thinner than the shorter side of the picture."""


def draw_marks(image: "Image.Image", steps: Sequence[Step], placement: Placement) -> None:
    """Draw every mark of ``steps`` on the copy ``image``; what was cropped off is not drawn."""
    from PIL import ImageDraw

    pen = _Pen(ImageDraw.Draw(image), image.size)
    for step in steps:
        match step:
            case Frame(area, colour):
                pen.frame(placement.area(area), colour)
            case Arrow(start, end, colour):
                pen.arrow(placement.point(*start), placement.point(*end), colour)
            case Number(at, number, colour):
                pen.number(placement.point(*at), number, colour)
            case Caption(at, text, colour):
                pen.caption(placement.point(*at), text, colour)


class _Pen:
    def __init__(self, draw: "ImageDraw.ImageDraw", size: tuple[int, int]) -> None:
        self._draw = draw
        self._size = size
        self.thick = max(_THINNEST, round(min(size) / _LINES_ACROSS))
        self.text_size = max(16, round(min(size) / 28))

    def frame(self, area: Area, colour: str) -> None:
        if not area.is_empty:
            corners = (area.left, area.top, area.right - 1, area.bottom - 1)
            self._draw.rectangle(corners, outline=COLOURS[colour], width=self.thick)

    def arrow(self, start: tuple[int, int], end: tuple[int, int], colour: str) -> None:
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        head = self.thick * 5
        sides = [
            (end[0] - head * math.cos(angle + turn), end[1] - head * math.sin(angle + turn)) for turn in (0.45, -0.45)
        ]
        shaft = (end[0] - head * 0.7 * math.cos(angle), end[1] - head * 0.7 * math.sin(angle))
        self._draw.line([start, shaft], fill=COLOURS[colour], width=self.thick)
        self._draw.polygon([end, *sides], fill=COLOURS[colour])

    def number(self, at: tuple[int, int], number: int, colour: str) -> None:
        from evidence_vault.pictures.writing import font

        radius = round(self.text_size * 0.85)
        box = (at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)
        self._draw.ellipse(box, fill=COLOURS[colour], outline=_ground(colour), width=max(2, self.thick // 2))
        size = self.text_size if number < 100 else round(self.text_size * 0.75)
        self._draw.text(at, str(number), font=font(size, 700), fill=_ground(colour), anchor="mm")

    def caption(self, at: tuple[int, int], text: str, colour: str) -> None:
        from evidence_vault.pictures.writing import font

        face, inner = font(self.text_size, 600), self.text_size // 3
        left, top, right, bottom = self._draw.multiline_textbbox((0, 0), text, font=face)
        width, height = round(right - left) + 2 * inner, round(bottom - top) + 2 * inner
        x = max(0, min(at[0], self._size[0] - width))  # a caption at the edge stays readable
        y = max(0, min(at[1], self._size[1] - height))
        self._draw.rectangle((x, y, x + width, y + height), fill=_ground(colour), outline=COLOURS[colour], width=2)
        self._draw.multiline_text((x + inner - left, y + inner - top), text, font=face, fill=COLOURS[colour])


def _ground(colour: str) -> str:
    return "black" if colour == "white" else "white"
