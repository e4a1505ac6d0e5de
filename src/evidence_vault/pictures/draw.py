# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a redacted or marked copy of a page: boxes burnt in, marks drawn, cropped, turned, without a trace.

The copy is a new picture made of pixels alone: no EXIF, thumbnail, colour profile, text or transparency of the
original can come along. A box covers every compression block it touches, in the original (whose blocks spread
what they show to their edges) and in a JPEG copy (so that a box is one colour to its last pixel).
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from evidence_vault import errors
from evidence_vault.isolation.limits import LARGEST_DERIVATIVE, WorkerLimits
from evidence_vault.picture_steps import Area, Placement, Step, redactions, steps_from_json
from evidence_vault.pictures.block_grid import LOSSLESS, BlockGrid, block_grid
from evidence_vault.pictures.colour import flat
from evidence_vault.pictures.draw_marks import draw_marks
from evidence_vault.pictures.media_type import media_type_of
from evidence_vault.pictures.open import decoding
from evidence_vault.pictures.pages import open_page
from evidence_vault.records import Json, ReadingSource

if TYPE_CHECKING:
    from PIL import Image

JPEG_QUALITY = 92
JPEG_BLOCK = 8
"""Pixels of a block that is compressed by itself, where colour is kept at full size (ITU-T T.81, A.1 and A.3)."""

BOX_COLOUR = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class DrawRecipe:
    """What is done to the page. ``format``: png, jpeg, or "" for png where the original loses nothing, else jpeg."""

    steps: tuple[Step, ...]
    format: str = ""

    @classmethod
    def from_json(cls, untrusted: Mapping[str, Json]) -> Self:
        """The recipe of a request. Raises FormatUnknown, StepNotUnderstood."""
        kind = untrusted.get("format", "")
        if kind not in {"", "jpeg", "png"}:
            raise errors.FormatUnknown(name=str(kind))
        return cls(steps_from_json(untrusted.get("steps")), str(kind))


def draw_page(source: ReadingSource, page: int, recipe: DrawRecipe, limits: WorkerLimits) -> bytes:
    """The file of the copy. The same bytes and recipe give the same file.

    Raises FormatUnknown, PictureDamaged, PictureTooLarge (also for a file beyond 64 MiB), StepNotUnderstood.
    """
    with decoding(source.name):
        kind = recipe.format or ("png" if media_type_of(source) in LOSSLESS else "jpeg")
        picture = flat(open_page(source, page, (limits.side, limits.side), limits))
        image = drawn(picture, recipe.steps, block_grid(source, picture.size, limits), exact=kind == "png")
        data = _file_of(image, kind)
    if len(data) > LARGEST_DERIVATIVE:
        raise errors.PictureTooLarge(name=source.name, width=image.width, height=image.height)
    return data


def drawn(image: "Image.Image", steps: Sequence[Step], grid: BlockGrid, *, exact: bool) -> "Image.Image":
    """``image`` (RGB, upright) with ``steps`` carried out. ``grid``: of the blocks of a lossy original.

    ``exact``: the copy's file keeps every pixel. Raises StepNotUnderstood.
    """
    placement = Placement.of(steps, *image.size)
    boxes = [placement.area(grid.grown(area)) for area in redactions(steps)]
    result = _turned(image.crop(_corners(placement.kept)), placement.quarters)
    for box in boxes:
        result.paste(BOX_COLOUR, _corners(box if exact else _to_blocks(box, result.size)))
    draw_marks(result, steps, placement)
    return result


def _to_blocks(box: Area, size: tuple[int, int]) -> Area:
    if box.is_empty:
        return box
    return BlockGrid(JPEG_BLOCK).grown(box).within(Area(0, 0, *size))


def _turned(image: "Image.Image", quarters: int) -> "Image.Image":
    from PIL import Image

    turns = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
    return image.transpose(turns[quarters]) if quarters else image


def _corners(area: Area) -> tuple[int, int, int, int]:
    return area.left, area.top, area.right, area.bottom


def _file_of(image: "Image.Image", kind: str) -> bytes:
    target = io.BytesIO()
    if kind == "png":
        image.save(target, "PNG", compress_level=6)
    else:
        image.save(target, "JPEG", quality=JPEG_QUALITY, optimize=True, subsampling="4:4:4")
    return target.getvalue()
