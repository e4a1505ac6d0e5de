# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture as a few numbers, for finding overlaps and near-duplicates without opening it again.

Made in the worker. The form (``docs/formats/sketch.md``): brightness in ``COLUMNS`` columns for every row of the
picture scaled to ``WIDTH`` pixels across, a small grey picture, and the corners ORB finds with their descriptors.
"""

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.colour import flat
from evidence_vault.pictures.open import decoding
from evidence_vault.pictures.pages import open_page
from evidence_vault.records import ReadingSource

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    Numbers: TypeAlias = np.ndarray[Any, Any]

WIDTH = 720
COLUMNS = 48
MOST_ROWS = 24_000
SMALL_WIDTH = 240
MOST_SMALL_ROWS = 8_000
MOST_CORNERS = 500
CORNER_SIDE = 1000
"""Corners are looked for in the picture reduced to this longer side."""

_HEAD = struct.Struct(">4s5I")
_MARK = b"EVS1"
_POINT, _DESCRIPTOR = 8, 32
LARGEST_SKETCH = (
    _HEAD.size + MOST_ROWS * COLUMNS + MOST_SMALL_ROWS * SMALL_WIDTH + MOST_CORNERS * (_POINT + _DESCRIPTOR)
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """``width``, ``height`` of the picture. ``rows``: uint8, one line of ``COLUMNS`` each.

    ``small``: uint8, ``SMALL_WIDTH`` across. ``corners``: float32 x, y in pixels of the picture, the strongest
    first. ``descriptors``: uint8, 32 for each corner.
    """

    width: int
    height: int
    rows: "Numbers"
    small: "Numbers"
    corners: "Numbers"
    descriptors: "Numbers"

    @property
    def scale(self) -> float:
        """Pixels of the picture in one row."""
        return self.width / WIDTH

    def to_bytes(self) -> bytes:
        """The form that crosses the pipe and is kept."""
        head = _HEAD.pack(_MARK, self.width, self.height, len(self.rows), len(self.small), len(self.corners))
        planes = self.rows.tobytes() + self.small.tobytes()
        return head + planes + self.corners.astype(">f4").tobytes() + self.descriptors.tobytes()


def sketch_from_bytes(untrusted: bytes) -> Sketch:
    """The sketch of its form. Raises ValueError for another form or beyond the limits."""
    import numpy as np

    if len(untrusted) < _HEAD.size:
        raise ValueError("not a sketch")
    mark, width, height, rows, small, corners = _HEAD.unpack_from(untrusted)
    pieces = (rows * COLUMNS, small * SMALL_WIDTH, corners * _POINT, corners * _DESCRIPTOR)
    if (
        (mark != _MARK or not width or not 1 <= rows <= MOST_ROWS)
        or (not 1 <= small <= MOST_SMALL_ROWS or corners > MOST_CORNERS)
        or len(untrusted) != _HEAD.size + sum(pieces)
    ):
        raise ValueError("not a sketch")
    starts = [_HEAD.size + sum(pieces[:place]) for place in range(4)]
    points = np.frombuffer(untrusted, ">f4", corners * 2, starts[2]).reshape(corners, 2).astype(np.float32)
    if not np.isfinite(points).all():
        raise ValueError("not a sketch")
    return Sketch(
        width,
        height,
        np.frombuffer(untrusted, np.uint8, pieces[0], starts[0]).reshape(rows, COLUMNS),
        np.frombuffer(untrusted, np.uint8, pieces[1], starts[1]).reshape(small, SMALL_WIDTH),
        points,
        np.frombuffer(untrusted, np.uint8, pieces[3], starts[3]).reshape(corners, _DESCRIPTOR),
    )


def sketch_page(source: ReadingSource, page: int, limits: WorkerLimits) -> Sketch:
    """The sketch of a page. Raises FormatUnknown, PictureDamaged, PictureTooLarge."""
    with decoding(source.name):
        return sketch_of(flat(open_page(source, page, (limits.side, limits.side), limits)))


def sketch_of(image: "Image.Image") -> Sketch:
    """The sketch of an upright picture."""
    import numpy as np
    from PIL import Image

    grey = image.convert("L")
    small = grey.resize((SMALL_WIDTH, _height(grey, SMALL_WIDTH, MOST_SMALL_ROWS)), Image.Resampling.BOX)
    corners, descriptors = _corners(grey)
    return Sketch(image.width, image.height, _rows(grey), np.asarray(small), corners, descriptors)


def _rows(grey: "Image.Image") -> "Numbers":
    """The columns averaged, then the rows scaled with a filter that weighs parts of a row.

    Where a row is little more than a pixel (a phone 828 wide), a box takes one pixel for some rows and two for others:
    two screenshots of one page then go together no better than pages of like messages do.
    """
    import numpy as np
    from PIL import Image

    columns = grey.resize((COLUMNS, grey.height), Image.Resampling.BOX)
    return np.asarray(columns.resize((COLUMNS, _height(grey, WIDTH, MOST_ROWS)), Image.Resampling.BILINEAR))


def _height(image: "Image.Image", width: int, most: int) -> int:
    return min(most, max(1, round(image.height * width / image.width)))


def _corners(grey: "Image.Image") -> "tuple[Numbers, Numbers]":
    import cv2
    import numpy as np
    from PIL import Image

    cv2.setNumThreads(1)
    scale = min(1.0, CORNER_SIDE / max(grey.size))
    size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
    small = np.asarray(grey.resize(size, Image.Resampling.BOX, reducing_gap=2.0))
    finder = cv2.ORB.create(nfeatures=MOST_CORNERS, scaleFactor=1.2, nlevels=8, fastThreshold=12)
    points, descriptors = finder.detectAndCompute(small, np.ones_like(small))
    if not len(points):
        return np.zeros((0, 2), np.float32), np.zeros((0, _DESCRIPTOR), np.uint8)
    strongest = sorted(range(len(points)), key=lambda place: -points[place].response)[:MOST_CORNERS]
    places = np.array([points[place].pt for place in strongest], np.float32)
    return places * np.float32(grey.width / size[0]), descriptors[strongest]
