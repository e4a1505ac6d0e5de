# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the text of one page: in tiles, so that a screenshot of any length is read as well as a short one."""

import itertools
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from PIL import Image

from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.picture_text_json import MOST_LINES
from evidence_vault.pictures.areas import find_areas
from evidence_vault.pictures.codes import codes_in
from evidence_vault.pictures.colour import flat
from evidence_vault.pictures.media_type import media_type_of
from evidence_vault.pictures.open import decoding, fitted
from evidence_vault.pictures.pages import open_page
from evidence_vault.pictures.text_engine import FoundLine, TextEngine, reader_name
from evidence_vault.pictures.tilt import tilt_of, turned
from evidence_vault.records import Box, ReadingSource, TextInPicture, TextLine

if TYPE_CHECKING:
    import numpy as np

READING_WIDTH = 1260
"""Wider pages are reduced to this before they are read: a phone's text is then 30 to 50 pixels high."""

TILE_HEIGHT = 2400
TILE_MARGIN = 120
"""Rows that two tiles share: more than the highest line, so that each line lies whole in the tile of its middle."""

_BROKEN_CLOCK = re.compile(r"\d{1,2}[:：]\d?$")
_CLOCK = re.compile(r"\d{1,2}[:：][0-5]\d$")
"""The small time at the end of a line loses its last sign where the line was found too short."""

_PAPER_PAGE = (1654, 8192)
"""Pages of a PDF have no pixels of their own: A4 at 200 dots an inch."""


def read_text(source: ReadingSource, page: int, limits: WorkerLimits, step: Callable[[], None]) -> TextInPicture:
    """The lines and codes of page ``page`` (from 0); ``step`` is called before each tile.

    Raises TextReaderMissing, FormatUnknown, PictureTooLarge, PictureDamaged.
    """

    engine = _engine()
    largest = _PAPER_PAGE if media_type_of(source) == "application/pdf" else (limits.side, limits.side)
    with decoding(source.name):
        image = flat(open_page(source, page, largest, limits))
    return with_areas(image, lines_of(engine, image, step))


def with_areas(image: Image.Image, read: list[FoundLine]) -> TextInPicture:
    """The page ``image`` (RGB) with the lines the engine found on it, and with what they stand in."""
    import numpy as np

    size = (image.width, image.height)
    tilt = tilt_of([line.corners for line in read])
    straight = image.rotate(tilt / 100, Image.Resampling.BICUBIC) if tilt else image
    lines = [_line(each, size) for each in read]
    found = find_areas(np.asarray(straight), [replace(each, box=turned(each.box, -tilt, size)) for each in lines])
    back = [replace(each, box=_kept(turned(each.box, tilt, size), size)) for each in found.areas]
    placed = [
        replace(line, area=each.area, ink=each.ink, paper=each.paper)
        for line, each in zip(lines, found.lines, strict=True)
    ]
    return TextInPicture(
        width=image.width,
        height=image.height,
        lines=tuple(sorted(placed, key=lambda line: (line.box[1], line.box[0]))),
        areas=tuple(back),
        codes=codes_in(image),
        background=found.background,
        reader=reader_name(),
        tilt=tilt,
    )


@cache
def _engine() -> TextEngine:
    return TextEngine()


def lines_of(engine: TextEngine, image: Image.Image, step: Callable[[], None]) -> list[FoundLine]:
    """The lines of ``image`` (RGB) in its own pixels; ``step`` is called before each tile."""
    import numpy as np

    reduced = fitted(image, (READING_WIDTH, image.height))
    scale = image.width / reduced.width
    lines = []
    for top, bottom, core in _tiles(reduced.height):
        step()
        tile = np.ascontiguousarray(np.asarray(reduced.crop((0, top, reduced.width, bottom)))[:, :, ::-1])
        for found in engine.lines(tile):
            middle = top + sum(y for _x, y in found.corners) / 4
            if core[0] <= middle < core[1] and found.text.strip():
                whole = _with_its_end(engine, tile, found) if _BROKEN_CLOCK.search(found.text.strip()) else found
                corners = tuple((x * scale, (y + top) * scale) for x, y in whole.corners)
                lines.append(FoundLine(whole.text.strip(), corners, whole.trust))
    return lines[:MOST_LINES]


def _with_its_end(engine: TextEngine, tile: "np.ndarray[Any, Any]", found: FoundLine) -> FoundLine:
    """The line read again with room at its right, where that gives the time at its end its minutes; else as it was."""
    left, top = (max(0, int(min(point[axis] for point in found.corners))) for axis in (0, 1))
    right, bottom = (int(max(point[axis] for point in found.corners)) + 1 for axis in (0, 1))
    room = (bottom - top) // 2
    text, trust = engine.words(tile[top:bottom, left : right + room])
    if not _CLOCK.search(text.strip()) or not text.strip().startswith(found.text.strip()[:-1]):
        return found
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = found.corners
    return FoundLine(text, ((x0, y0), (x1 + room, y1), (x2 + room, y2), (x3, y3)), min(trust, found.trust))


def _tiles(height: int) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Top and bottom of each tile, and the rows whose lines it answers for."""
    count = max(1, -(-height // TILE_HEIGHT))
    edges = [height * number // count for number in range(count + 1)]
    for first, last in itertools.pairwise(edges):
        core = (-height if first == 0 else first, 2 * height if last == height else last)
        yield max(0, first - TILE_MARGIN), min(height, last + TILE_MARGIN), core


def _line(found: FoundLine, size: tuple[int, int]) -> TextLine:
    """The line with an upright box as long and high as the line itself, round its middle."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = found.corners
    wide, high = (math.hypot(x1 - x0, y1 - y0), math.hypot(x3 - x0, y3 - y0))
    x, y = (x0 + x1 + x2 + x3) / 4, (y0 + y1 + y2 + y3) / 4
    box = (int(x - wide / 2), int(y - high / 2), round(x + wide / 2), round(y + high / 2))
    return TextLine(found.text, _kept(box, size), round(min(max(found.trust, 0.0), 1.0) * 100))


def _kept(box: Box, size: tuple[int, int]) -> Box:
    """``box`` within the page, and never empty."""
    left, top = min(max(0, box[0]), size[0] - 1), min(max(0, box[1]), size[1] - 1)
    return left, top, min(max(left + 1, box[2]), size[0]), min(max(top + 1, box[3]), size[1])
