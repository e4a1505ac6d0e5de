# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the text of one page: in tiles, so that a screenshot of any length is read as well as a short one."""

import itertools
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.picture_text_json import MOST_LINES
from evidence_vault.pictures.codes import codes_in
from evidence_vault.pictures.colour import flat
from evidence_vault.pictures.media_type import media_type_of
from evidence_vault.pictures.open import decoding, fitted
from evidence_vault.pictures.pages import open_page
from evidence_vault.pictures.text_engine import FoundLine, TextEngine, reader_name
from evidence_vault.records import Box, ReadingSource, TextInPicture, TextLine

if TYPE_CHECKING:
    from PIL import Image

READING_WIDTH = 1260
"""Wider pages are reduced to this before they are read: a phone's text is then 30 to 50 pixels high."""

TILE_HEIGHT = 2400
TILE_MARGIN = 120
"""Rows that two tiles share: more than the highest line, so that each line lies whole in the tile of its middle."""

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
    return TextInPicture(
        width=image.width,
        height=image.height,
        lines=_lines_of(engine, image, step),
        codes=codes_in(image),
        reader=reader_name(),
    )


@cache
def _engine() -> TextEngine:
    return TextEngine()


def _lines_of(engine: TextEngine, image: "Image.Image", step: Callable[[], None]) -> tuple[TextLine, ...]:
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
                lines.append(_line(found, top, scale, image.size))
    return tuple(sorted(lines, key=lambda line: (line.box[1], line.box[0]))[:MOST_LINES])


def _tiles(height: int) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Top and bottom of each tile, and the rows whose lines it answers for."""
    count = max(1, -(-height // TILE_HEIGHT))
    edges = [height * number // count for number in range(count + 1)]
    for first, last in itertools.pairwise(edges):
        core = (-height if first == 0 else first, 2 * height if last == height else last)
        yield max(0, first - TILE_MARGIN), min(height, last + TILE_MARGIN), core


def _line(found: FoundLine, top: int, scale: float, size: tuple[int, int]) -> TextLine:
    across, down = [x * scale for x, _y in found.corners], [(y + top) * scale for _x, y in found.corners]
    left, upper = min(max(0, int(min(across))), size[0] - 1), min(max(0, int(min(down))), size[1] - 1)
    box: Box = (
        left,
        upper,
        min(max(left + 1, round(max(across))), size[0]),
        min(max(upper + 1, round(max(down))), size[1]),
    )
    return TextLine(found.text.strip(), box, round(min(max(found.trust, 0.0), 1.0) * 100))
