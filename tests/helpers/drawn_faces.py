# SPDX-License-Identifier: GPL-3.0-or-later
"""A made-up face, drawn and shaded by our own code until the finder takes it for one: nobody's picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Shape = tuple[str, tuple[float, ...], int]
"""What of ``ImageDraw`` is drawn, where (hundredths of the side), and how strongly (0 to 255)."""

SIDE = 600
"""The face is drawn so large and then reduced."""

FACE = (0.27, 0.14, 0.73, 0.84)
"""Left, top, right and bottom of the face itself, in parts of the side; hair and ears go beyond it."""

HEAD = (0.23, 0.06, 0.77, 0.84)
"""The same with hair and ears."""


@dataclass(frozen=True)
class Look:
    """Colours of a made-up person."""

    skin: Colour = (222, 170, 140)
    hair: Colour = (40, 28, 24)
    ground: Colour = (150, 170, 190)
    shirt: Colour = (60, 70, 110)


LOOKS = (
    Look(),
    Look(skin=(120, 80, 58), hair=(20, 15, 14)),
    Look(skin=(240, 205, 185), hair=(150, 110, 60), ground=(80, 100, 70)),
)


def drawn_face(size: int, look: Look = LOOKS[0]) -> Image.Image:
    """A square portrait, ``size`` pixels each way."""
    painting = _Painting(look)
    for part in (_head, _shadows, _nose, _eyes, _mouth):
        part(painting, look)
    return painting.image.resize((size, size), Image.Resampling.LANCZOS)


class _Painting:
    def __init__(self, look: Look) -> None:
        self.image = Image.new("RGB", (SIDE, SIDE), look.ground)

    def soft(self, colour: Colour, blur: float, shapes: Sequence[Shape]) -> None:
        """Lay shapes of one colour with soft edges; ``blur`` in hundredths of the side."""
        mask = Image.new("L", self.image.size, 0)
        draw = ImageDraw.Draw(mask)
        for kind, places, strength in shapes:
            getattr(draw, kind)(_pixels(places), fill=strength)
        self._lay(colour, mask, blur)

    def stroke(self, colour: Colour, blur: float, places: tuple[float, ...], width: float, strength: int = 255) -> None:
        """A soft line through points."""
        mask = Image.new("L", self.image.size, 0)
        across = round(width * SIDE / 100)
        ImageDraw.Draw(mask).line(_pixels(places), fill=strength, width=across, joint="curve")
        self._lay(colour, mask, blur)

    def arc(self, colour: Colour, places: tuple[float, ...], turns: tuple[int, int], width: int, strength: int) -> None:
        """A part of an ellipse's outline."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).arc(_pixels(places), *turns, fill=strength, width=width)
        self._lay(colour, mask, 0.25)

    def fringe(self, colour: Colour) -> None:
        """The hair over the forehead."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).chord(_pixels((25, 4, 75, 52)), 188, 352, fill=255)
        self._lay(colour, mask, 0.8)

    def _lay(self, colour: Colour, mask: Image.Image, blur: float) -> None:
        soft = mask.filter(ImageFilter.GaussianBlur(blur * SIDE / 100))
        self.image = Image.composite(Image.new("RGB", self.image.size, colour), self.image, soft)


def _pixels(places: tuple[float, ...]) -> list[float]:
    return [place * SIDE / 100 for place in places]


def _shade(colour: Colour, by: float) -> Colour:
    red, green, blue = (min(255, int(value * by)) for value in colour)
    return red, green, blue


def _head(painting: _Painting, look: Look) -> None:
    painting.soft(look.shirt, 0.6, [("ellipse", (8, 84, 92, 150), 255)])
    painting.soft(look.hair, 0.6, [("ellipse", (23, 5, 77, 74), 255)])
    painting.soft(_shade(look.skin, 0.62), 0.6, [("polygon", (41, 68, 59, 68, 64, 92, 36, 92), 255)])
    ears: list[Shape] = [("ellipse", (23, 41, 31, 57), 255), ("ellipse", (69, 41, 77, 57), 255)]
    painting.soft(look.skin, 0.6, [*ears, ("ellipse", (27, 12, 73, 72), 255), ("ellipse", (31, 40, 69, 84), 255)])


def _shadows(painting: _Painting, look: Look) -> None:
    dark, light = _shade(look.skin, 0.62), _shade(look.skin, 1.13)
    painting.soft(dark, 3.5, [("ellipse", (24, 22, 34, 80), 170), ("ellipse", (66, 22, 76, 80), 190)])
    painting.soft(dark, 3, [("ellipse", (40, 78, 60, 90), 170)])
    cheeks: list[Shape] = [("ellipse", (30, 54, 43, 66), 90), ("ellipse", (57, 54, 70, 66), 90)]
    painting.soft(light, 3, [*cheeks, ("ellipse", (38, 22, 62, 36), 110), ("ellipse", (44, 74, 56, 80), 90)])
    painting.soft(dark, 1.8, [("ellipse", (31, 38, 46, 50), 200), ("ellipse", (54, 38, 69, 50), 200)])


def _nose(painting: _Painting, look: Look) -> None:
    dark, light = _shade(look.skin, 0.62), _shade(look.skin, 1.13)
    left: Shape = ("polygon", (47, 44, 44, 62, 50, 65, 49, 46), 130)
    painting.soft(dark, 1.2, [left, ("polygon", (53, 44, 56, 62, 50, 65, 51, 46), 160)])
    painting.soft(light, 1.2, [("ellipse", (48.3, 46, 51.7, 61), 170)])
    painting.soft((90, 50, 45), 0.6, [("ellipse", (44, 60, 48.5, 63.5), 200), ("ellipse", (51.5, 60, 56, 63.5), 200)])
    painting.soft(dark, 0.8, [("ellipse", (46.5, 64, 53.5, 67.5), 80)])
    painting.fringe(look.hair)


def _eyes(painting: _Painting, look: Look) -> None:
    for x, outside in ((39, -1), (61, 1)):
        painting.soft((232, 225, 220), 0.3, [("ellipse", (x - 5.6, 42.4, x + 5.6, 47.6), 255)])
        painting.soft((60, 38, 26), 0.2, [("ellipse", (x - 2.6, 42.2, x + 2.6, 47.4), 255)])
        painting.soft((10, 6, 5), 0.1, [("ellipse", (x - 1.2, 43.6, x + 1.2, 46), 255)])
        painting.arc((25, 15, 12), (x - 6.3, 41.6, x + 6.3, 49.4), (195, 345), 8, 255)
        painting.arc((25, 15, 12), (x - 5.6, 40, x + 5.6, 48.2), (25, 155), 4, 120)
        ends = (39.0, 37.4)[::-outside]
        painting.stroke(look.hair, 0.5, (x - 7.5, ends[0], x, 36.2, x + 7.5, ends[1]), 2.4, 230)


def _mouth(painting: _Painting, look: Look) -> None:
    painting.soft((172, 88, 86), 0.7, [("ellipse", (41, 69, 59, 75.5), 220)])
    painting.soft((205, 120, 115), 1, [("ellipse", (44, 72, 56, 75), 120)])
    painting.stroke((95, 40, 40), 0.3, (41, 71.6, 46, 71, 50, 71.8, 54, 71, 59, 71.6), 0.9)
    painting.soft(_shade(look.skin, 0.62), 1, [("ellipse", (43, 76, 57, 79), 140)])
