# SPDX-License-Identifier: GPL-3.0-or-later
"""A phone screen to draw on: boxes, wrapped text in Noto Sans CJK, a curve."""

from collections.abc import Sequence

from evidence_vault.pictures.writing import font

WIDTH, HEIGHT, MARGIN = 1080, 2340, 36

Box = tuple[int, int, int, int]


class Canvas:
    """One screen of ``WIDTH`` × ``HEIGHT`` pixels; ``y`` is how far down it is filled."""

    def __init__(self, background: str) -> None:
        from PIL import Image, ImageDraw

        self.image = Image.new("RGB", (WIDTH, HEIGHT), background)
        self._draw = ImageDraw.Draw(self.image)
        self.y = 0

    def box(self, box: Box, colour: str, *, radius: int = 0) -> None:
        """A filled rectangle."""
        self._draw.rounded_rectangle(box, radius, fill=colour)

    def circle(self, centre: tuple[int, int], radius: int, colour: str) -> None:
        """A filled circle."""
        x, y = centre
        self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    def line(self, y: int, colour: str) -> None:
        """A line from side to side."""
        self._draw.line((0, y, WIDTH, y), fill=colour, width=2)

    def text(self, place: tuple[int, int], text: str, size: int, colour: str, *, weight: int = 400) -> None:
        """One line of text from its top left corner."""
        self._draw.text(place, text, font=font(size, weight), fill=colour)

    def centred(self, y: int, text: str, size: int, colour: str, *, weight: int = 400) -> None:
        """One line of text in the middle."""
        self.text(((WIDTH - self.width_of(text, size, weight=weight)) // 2, y), text, size, colour, weight=weight)

    def width_of(self, text: str, size: int, *, weight: int = 400) -> int:
        """How wide a line of text is."""
        return int(self._draw.textlength(text, font=font(size, weight)))

    def wrapped(self, text: str, size: int, width: int) -> list[str]:
        """``text`` in lines of at most ``width``: Chinese breaks anywhere, other words at spaces."""
        return [line for paragraph in text.split("\n") for line in self._wrapped_paragraph(paragraph, size, width)]

    def _wrapped_paragraph(self, text: str, size: int, width: int) -> list[str]:
        lines: list[str] = []
        line = ""
        for piece in _pieces(text):
            if line and self.width_of(line + piece.rstrip(), size) > width:
                lines.append(line.rstrip())
                line = ""
            line += piece
        return [*lines, line.rstrip()]

    def curve(self, box: Box, heights: Sequence[int], colour: str) -> None:
        """A line through ``heights`` (0 to 100) from left to right of ``box``."""
        left, top, right, bottom = box
        step = (right - left) / (len(heights) - 1)
        points = [
            (left + number * step, bottom - (bottom - top) * height / 100) for number, height in enumerate(heights)
        ]
        self._draw.line(points, fill=colour, width=6, joint="curve")


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for sign in text:
        joins = pieces and sign.isascii() and pieces[-1][-1].isascii() and pieces[-1][-1] != " "
        if joins:
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces
