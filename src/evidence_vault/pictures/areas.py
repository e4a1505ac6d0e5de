# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies on a page: bubbles, cards and bars behind the lines of text, and pictures without text.

Nothing is known of any app here. What has one colour around a line of text and is not the page is a flat area; what
differs from the page and has many colours is a picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from evidence_vault.pictures.card_parts import parts_of_cards
from evidence_vault.pictures.one_area import TAIL, WIDE, around
from evidence_vault.pictures.page_colour import PageColour
from evidence_vault.pictures.pixel_colours import SAME, apart, commonest, hexadecimal, ink_on
from evidence_vault.records import Box, PictureArea, TextLine

if TYPE_CHECKING:
    import numpy as np

WORKING_WIDTH = 640
"""Areas are found in a reduced page: large enough for the gap between two bubbles, small enough to be quick."""

MOST_PICTURES = 200
_LEAST_APART = 4
"""Shades between the page and what lies on it: less is the page itself."""

_LEAST_FROM_PLACE = 3
"""The same for the page's colour at that very place."""

_LEAST_OF_BUBBLE = 0.36
"""Of its box: so much of a bubble has its colour, with a quotation in it, too; the blurred edge of another is thin."""

_FILLED_IN = 255

_REACHED = 0.7
"""Of the width of its line: what was filled and is narrower broke off within the bubble."""

_BADLY_SAME, _FAR = 32, 60
"""Shades within one colour where a picture was recompressed badly, for what differs from the page by so many."""

_PAGE = 14
"""Shades by which the page's own colour may differ: patterns of a wallpaper."""

_FADE = 6
"""Shades from one row to the next within a bubble whose colour fades down the page, recompressed."""

_MOST_FADES = 40
_RING = 3
_INSIDE = 4
"""Shades that a pixel inside a line counts as further from its paper."""


_READ = 50
"""Per cent: less sure, what was taken for a line may be a sticker or a photo."""

_HIGHEST_LINE = 0.16
"""Of the width of the page."""

_FILLED = 0.85
"""Of its box: so much of a bubble has its colour, or that of the emoji on it."""

_LEAST_PICTURE = 0.06
"""Of the page's width: smaller things are signs, not pictures."""


@dataclass(frozen=True)
class Areas:
    """The page's commonest colour, the areas, and the lines with their colours and their area."""

    background: str
    areas: tuple[PictureArea, ...]
    lines: tuple[TextLine, ...]


def find_areas(pixels: "np.ndarray[Any, Any]", lines: Sequence[TextLine]) -> Areas:
    """The areas of a page (height × width × 3, red first, 8 bits) on which ``lines`` stand."""
    return _Finder(pixels).found(lines)


class _Finder:
    def __init__(self, pixels: "np.ndarray[Any, Any]") -> None:
        import cv2
        import numpy as np

        height, width = pixels.shape[:2]
        self._scale = min(1.0, WORKING_WIDTH / width)
        size = (max(1, round(width * self._scale)), max(1, round(height * self._scale)))
        self._size = (width, height)
        self._pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
        self._soft = cv2.medianBlur(self._pixels, 3)
        self._taken = np.full(self._pixels.shape[:2], -1, np.int32)
        self._background = np.zeros(3, np.int16)
        self._page = PageColour(self._pixels)
        self._areas: list[PictureArea] = []
        self._boxes: list[Box] = []

    def found(self, lines: Sequence[TextLine]) -> Areas:
        self._background = background = commonest(self._soft.reshape(-1, 3))
        placed = self._with_whole_cards([self._placed(line) for line in lines])
        self._add_pictures(background, lines)
        self._add_faint(background)
        self._add_foot(background)
        return Areas(hexadecimal(background), tuple(self._areas), tuple(placed))

    # --- flat areas behind lines

    def _placed(self, line: TextLine) -> TextLine:
        left, top, right, bottom = self._small(line.box)
        inside = self._pixels[top:bottom, left:right].reshape(-1, 3)
        paper = commonest(inside)
        return replace(
            line,
            ink=hexadecimal(ink_on(inside, paper)),
            paper=hexadecimal(paper),
            area=self._area_at((left, top, right, bottom), paper),
        )

    def _area_at(self, box: Box, paper: "np.ndarray[Any, Any]") -> int | None:
        import numpy as np

        left, top, right, bottom = box
        height, width = self._soft.shape[:2]
        x, y = max(0, left - _RING), max(0, top - _RING)
        around = self._soft[y : min(height, bottom + _RING), x : min(width, right + _RING)]
        distances = apart(around, paper)
        # Round the line rather than in it: the paper inside a letter is no way out to the bubble.
        distances[top - y : bottom - y, left - x : right - x] += _INSIDE
        row, column = np.unravel_index(int(distances.argmin()), distances.shape)
        seed = (x + int(column), y + int(row))
        known = int(self._taken[seed[1], seed[0]])
        if known >= 0:
            return known
        return self._flood(seed, box)

    def _flood(self, seed: tuple[int, int], line: Box) -> int:
        filled, box = self._filled(seed)
        if min(box[2], line[2]) - max(box[0], line[0]) < _REACHED * (line[2] - line[0]) and self._is_far_from_page(
            seed
        ):
            filled, box = self._filled_within(seed, _BADLY_SAME, None)
        for down in (True, False):
            filled, box = self._with_fade(filled, box, down=down)
        number = len(self._areas)
        part = self._taken[box[1] : box[3], box[0] : box[2]]
        part[filled[box[1] : box[3], box[0] : box[2]] & (part < 0)] = number
        colour = self._soft[seed[1], seed[0]]
        self._boxes.append(box)
        self._areas.append(PictureArea(self._large(box), "flat", hexadecimal(colour)))
        return number

    def _filled(self, seed: tuple[int, int]) -> "tuple[np.ndarray[Any, Any], Box]":
        """Which pixels have the colour of ``seed`` and hang together with it, and the box of those that count."""
        colour = self._soft[seed[1], seed[0]]
        shades = self._page.apart_at(seed, colour)
        page = self._page.is_page(colour) if shades is not None and _LEAST_FROM_PLACE <= shades <= _PAGE else None
        if page is not None:
            filled, box = self._filled_within(seed, SAME, page)
            if filled[box[1] : box[3], box[0] : box[2]].mean() > _LEAST_OF_BUBBLE:
                return filled, box
        return self._filled_within(seed, self._most_apart(colour), None)

    def _is_far_from_page(self, seed: tuple[int, int]) -> bool:
        colour = self._soft[seed[1], seed[0]]
        edge = self._edge_colours()[seed[1]]
        return bool(min(apart(edge[0], colour), apart(self._background, colour)) > _FAR)

    def _filled_within(
        self, seed: tuple[int, int], shades: int, barred: "np.ndarray[Any, Any] | None"
    ) -> "tuple[np.ndarray[Any, Any], Box]":
        """The same for colours by so many ``shades`` apart, outside of what is ``barred`` (height × width)."""
        import cv2
        import numpy as np

        height, width = self._soft.shape[:2]
        mask = np.zeros((height + 2, width + 2), np.uint8)
        if barred is not None:
            mask[1:-1, 1:-1][barred] = 1
            mask[seed[1] + 1, seed[0] + 1] = 0
        flags = 4 | _FILLED_IN << 8 | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE
        most = (shades,) * 3
        _count, _image, mask, rectangle = cv2.floodFill(self._soft, mask, seed, 0, most, most, flags)
        x, y, wide, high = rectangle
        filled = mask[1:-1, 1:-1] == _FILLED_IN
        return filled, around(filled, seed, (x, y, x + wide, y + high))

    def _most_apart(self, colour: "np.ndarray[Any, Any]") -> int:
        """Shades by which pixels of one area may differ: fewer where its colour is nearly the page's."""
        from_page = int(apart(colour, self._background))
        return SAME if from_page < _LEAST_APART else min(SAME, max(2, from_page * 6 // 10))

    def _with_fade(self, filled: "np.ndarray[Any, Any]", box: Box, *, down: bool) -> "tuple[np.ndarray[Any, Any], Box]":
        """The same with what lies beyond its last (first) row, as long as the colour only fades there."""
        import numpy as np

        for _step in range(_MOST_FADES):
            last, row = (box[3] - 1, box[3]) if down else (box[1], box[1] - 1)
            if not 0 <= row < self._soft.shape[0] or box[2] - box[0] > WIDE * self._soft.shape[1]:
                break
            columns = box[0] + np.flatnonzero(filled[last, box[0] : box[2]])
            steps = np.abs(self._soft[row, columns].astype(np.int16) - self._soft[last, columns]).max(axis=1)
            fading = columns[steps <= _FADE]
            if len(fading) < max(1, 0.5 * len(columns)):
                break
            more, further = self._filled((int(fading[len(fading) // 2]), row))
            united = _united(box, further)
            if abs(further[0] - box[0]) + abs(further[2] - box[2]) > TAIL or united == box:
                break
            filled, box = filled | more, united
        return filled, box

    def _with_whole_cards(self, lines: Sequence[TextLine]) -> list[TextLine]:
        """The lines with the numbers that the areas have when the parts of each card are one."""
        owner = list(range(len(self._boxes)))
        for upper, lower in parts_of_cards(self._boxes, self._taken, self._soft, self._edge_colours()):
            first = owner[upper]
            owner[lower] = first
            self._boxes[first] = box = _united(self._boxes[first], self._boxes[lower])
            self._areas[first] = replace(self._areas[first], box=self._large(box))
        kept = [number for number, first in enumerate(owner) if number == first]
        self._boxes = [self._boxes[number] for number in kept]
        self._areas = [self._areas[number] for number in kept]
        place = {number: now for now, number in enumerate(kept)}
        return [replace(line, area=None if line.area is None else place[owner[line.area]]) for line in lines]

    # --- pictures without text

    def _add_pictures(self, background: "np.ndarray[Any, Any]", lines: Sequence[TextLine]) -> None:
        import cv2
        import numpy as np

        other = apart(self._soft, background) > _PAGE
        other &= apart(self._soft, self._edge_colours()) > _PAGE
        other[self._taken >= 0] = False
        for box in self._holes(lines):
            other[box[1] : box[3], box[0] : box[2]] = False
        clean = cv2.morphologyEx(other.astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
        count, _labels, table, _centres = cv2.connectedComponentsWithStats(clean, connectivity=4)
        height, width = clean.shape
        least = _LEAST_PICTURE * width
        for x, y, wide, high, filled in table[1 : min(count, 4000)].tolist():
            whole = wide > 0.9 * width and high > 0.6 * height
            if wide < least or high < least or whole or filled < 0.45 * wide * high:
                continue
            box = (x, y, x + wide, y + high)
            kind = "picture" if self._has_many_colours(box) else "flat"
            colour = hexadecimal(commonest(self._soft[y : y + high, x : x + wide].reshape(-1, 3)))
            self._areas.append(PictureArea(self._large(box), kind, colour))
            if len(self._areas) > len(self._boxes) + MOST_PICTURES:
                return

    def _add_faint(self, background: "np.ndarray[Any, Any]") -> None:
        """Bubbles of nearly the page's colour in which nothing was read: white on nearly white, with an emoji alone."""
        import cv2
        import numpy as np

        far = apart(self._soft, background)
        faint = (far >= _LEAST_APART) & (far <= _PAGE) & (self._taken < 0)
        clean = cv2.morphologyEx(faint.astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
        count, labels, table, _centres = cv2.connectedComponentsWithStats(clean, connectivity=4)
        height, width = clean.shape
        least = _LEAST_PICTURE * width
        for number, (x, y, wide, high, filled) in enumerate(table[1 : min(count, 4000)].tolist(), 1):
            if wide < least or high < least or wide > WIDE * width or high > 0.6 * height or filled < 0.3 * wide * high:
                continue
            part = np.s_[y : y + high, x : x + wide]
            colours = self._soft[part][labels[part] == number]
            whole = ((labels[part] == number) | (far[part] > _PAGE)).mean() >= _FILLED
            if whole and (apart(colours, commonest(colours)) <= SAME).mean() >= _FILLED:
                box = self._large((x, y, x + wide, y + high))
                self._areas.append(PictureArea(box, "flat", hexadecimal(commonest(colours))))

    def _add_foot(self, background: "np.ndarray[Any, Any]") -> None:
        """The bar at the foot of the page, told by its edges: of one colour that begins all at once."""
        import numpy as np

        edges = self._edge_colours()[:, 0]
        height, width = self._soft.shape[:2]
        alike = np.abs(edges - edges[-1]).max(axis=1) <= SAME // 2
        rows = int(alike[::-1].argmin()) if not alike.all() else height
        top = height - rows
        if not 0.1 * width < rows < 0.4 * height:
            return
        above = edges[max(0, top - 12) : max(1, top - 6)]
        if min(np.abs(above - edges[-1]).max(), np.abs(background - edges[-1]).max()) >= _LEAST_APART:
            self._areas.append(PictureArea(self._large((0, top, width, height)), "flat", hexadecimal(edges[-1])))

    def _edge_colours(self) -> "np.ndarray[Any, Any]":
        """The page's colour in each row (height × 1 × 3), told at its edges: a wallpaper may fade down the page."""
        import cv2
        import numpy as np

        rim = max(2, self._soft.shape[1] // 100)
        edges = np.concatenate([self._soft[:, :rim], self._soft[:, -rim:]], axis=1)
        rows: np.ndarray[Any, Any] = cv2.blur(np.median(edges, axis=1).astype(np.uint8)[:, None], (1, 9))
        return rows.reshape(-1, 1, 3).astype(np.int16)

    def _holes(self, lines: Sequence[TextLine]) -> list[Box]:
        """Where text and what it stands in has been told already; the page and pieces of it are no such place."""
        height, width = self._taken.shape
        return [
            *(box for box in self._boxes if not _is_of_page(box, width, height) or _is_bar(box, height)),
            *(self._small(line.box) for line in lines if line.confidence >= _READ and self._is_as_high_as_text(line)),
        ]

    def _is_as_high_as_text(self, line: TextLine) -> bool:
        """Whether it is no higher than large type: a sticker that was read as a letter is."""
        return bool(line.box[3] - line.box[1] < _HIGHEST_LINE * self._size[0])

    def _has_many_colours(self, box: Box) -> bool:

        inside = self._soft[box[1] : box[3], box[0] : box[2]].reshape(-1, 3)
        near = apart(inside, commonest(inside)) <= 2 * SAME
        return bool(near.mean() < 0.8)

    # --- sizes

    def _small(self, box: Box) -> Box:
        height, width = self._pixels.shape[:2]
        left = min(int(box[0] * self._scale), width - 1)
        top = min(int(box[1] * self._scale), height - 1)
        return (
            left,
            top,
            max(left + 1, min(round(box[2] * self._scale), width)),
            max(top + 1, min(round(box[3] * self._scale), height)),
        )

    def _large(self, box: Box) -> Box:
        left, top = int(box[0] / self._scale), int(box[1] / self._scale)
        right, bottom = min(round(box[2] / self._scale), self._size[0]), min(round(box[3] / self._scale), self._size[1])
        return left, top, max(left + 1, right), max(top + 1, bottom)


def _is_of_page(box: Box, width: int, height: int) -> bool:
    """Whether it is the page or a piece of it, which on the photo of a phone does not reach the edges."""
    wide, high = box[2] - box[0], box[3] - box[1]
    return wide > 0.9 * width or (wide > 0.75 * width and high > 0.2 * height)


def _is_bar(box: Box, height: int) -> bool:
    return (box[1] <= 1 or box[3] >= height - 1) and box[3] - box[1] < 0.2 * height


def _united(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
