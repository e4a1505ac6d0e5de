# SPDX-License-Identifier: GPL-3.0-or-later
"""Bubbles and other blocks of a screenshot of a chat, and how their places and colours are compared."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from evidence_vault.records import Box, TextLine

SAME_EDGE = 0.012
"""Of the width: by so much edges may differ that are one."""

_SAME_COLOUR = 14


@dataclass
class Block:
    """Something between the bars: a bubble, a card, a chip or a picture, with its lines from top to bottom.

    ``quoted``: lines of a box of another colour inside it. ``side``: own, other, middle or "" where it cannot be told.
    """

    box: Box
    colour: str
    lines: list[TextLine] = field(default_factory=list)
    quoted: list[TextLine] = field(default_factory=list)
    is_picture: bool = False
    side: str = ""

    @property
    def left(self) -> int:
        """Its left edge."""
        return self.box[0]

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.box[2]


@dataclass
class Layout:
    """A page taken apart. ``loose``: lines that stand on the page itself; ``bars``: lines of bars at the edges."""

    page: Box
    blocks: list[Block]
    loose: list[TextLine]
    bars: list[TextLine]
    line_height: float

    @property
    def width(self) -> int:
        """Of the page, in pixels."""
        return self.page[2] - self.page[0]


def near_colours(first: str, second: str, most: int = _SAME_COLOUR) -> bool:
    """Whether two ``#rrggbb`` differ by no more than ``most`` shades in each part."""
    return all(abs(one - other) <= most for one, other in zip(rgb(first), rgb(second), strict=True))


def is_orange(colour: str) -> bool:
    """Whether it is the colour of cards of money, which both sides send."""
    red, green, blue = rgb(colour)
    return red > 110 and red - blue > 35 and green - blue > 8 and red - green > 12


def rgb(colour: str) -> tuple[int, int, int]:
    """The three parts of ``#rrggbb``; black for anything else."""
    try:
        return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
    except ValueError:
        return 0, 0, 0


def united(one: Box, other: Box) -> Box:
    """The box round both."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def size_of(box: Box) -> int:
    """Its area, in pixels."""
    return (box[2] - box[0]) * (box[3] - box[1])


def share_rows(one: Box, other: Box, least: float) -> bool:
    """Whether at least so much of the height of ``one`` are rows of ``other``, too."""
    return min(one[3], other[3]) - max(one[1], other[1]) >= least * (one[3] - one[1])


def meet(one: Box, other: Box) -> bool:
    """Whether they share more columns than the tail of a bubble has."""
    return min(one[2], other[2]) - max(one[0], other[0]) > 0.3 * min(one[2] - one[0], other[2] - other[0])


def from_top(lines: Iterable[TextLine]) -> list[TextLine]:
    """The lines from top to bottom, those that begin at one height from left to right."""
    return sorted(lines, key=lambda line: (line.box[1], line.box[0]))
