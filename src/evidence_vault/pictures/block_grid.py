# SPDX-License-Identifier: GPL-3.0-or-later
"""How far what is seen at one place of a lossy picture may have been spread by its compression."""

from dataclasses import dataclass

from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.picture_steps import Area
from evidence_vault.pictures.media_type import media_type_of
from evidence_vault.pictures.open import ORIENTATION, opened_image
from evidence_vault.records import ReadingSource

LARGEST_BLOCK = 16
"""Pixels of the largest unit a JPEG is made of, where colour is halved (ITU-T T.81, A.2.3)."""

LOSSLESS = frozenset({"image/png", "image/gif", "image/bmp"})
_FROM_THE_RIGHT = frozenset({2, 3, 6, 7})
_FROM_THE_BOTTOM = frozenset({3, 4, 7, 8})
"""EXIF orientations whose first stored column or row is seen at the right or at the bottom (EXIF 2.32, 4.6.4)."""


@dataclass(frozen=True, slots=True)
class BlockGrid:
    """Blocks of ``side`` pixels, one of which begins at ``across``, ``down``; ``margin`` where none are known."""

    side: int = 1
    across: int = 0
    down: int = 0
    margin: int = 0

    def grown(self, area: Area) -> Area:
        """``area`` with every block it touches; never beyond the picture's top left corner."""
        left, right = self._grown(area.left, area.right, self.across)
        top, bottom = self._grown(area.top, area.bottom, self.down)
        return Area(max(0, left), max(0, top), right, bottom)

    def _grown(self, start: int, end: int, offset: int) -> tuple[int, int]:
        first = (start - offset) // self.side * self.side + offset
        last = -((offset - end) // self.side) * self.side + offset
        return first - self.margin, last + self.margin


def block_grid(source: ReadingSource, size: tuple[int, int], limits: WorkerLimits) -> BlockGrid:
    """The blocks of ``source`` as they lie in its upright picture of ``size``.

    Only a JPEG has blocks of a known place. Other lossy pictures, films and pages get a margin instead.
    """
    media_type = media_type_of(source)
    if media_type in LOSSLESS:
        return BlockGrid()
    if media_type != "image/jpeg":
        return BlockGrid(margin=LARGEST_BLOCK)
    with opened_image(source, media_type, limits) as image:
        orientation = image.getexif().get(ORIENTATION, 1)
    return BlockGrid(
        LARGEST_BLOCK,
        size[0] % LARGEST_BLOCK if orientation in _FROM_THE_RIGHT else 0,
        size[1] % LARGEST_BLOCK if orientation in _FROM_THE_BOTTOM else 0,
    )
