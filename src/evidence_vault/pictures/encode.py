# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a page into a small picture file for upload or print: upright, sRGB, flat, without metadata."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from evidence_vault import errors
from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.colour import flat
from evidence_vault.pictures.open import decoding, fitted
from evidence_vault.pictures.pages import open_page
from evidence_vault.records import Json, ReadingSource

if TYPE_CHECKING:
    from PIL import Image

LARGEST_SIDE = 8192
SMALLEST_SIDE = 64
LOWEST_QUALITY = 45


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a derivative is made. ``format``: jpeg or png. ``max_bytes`` 0: any size. ``quality`` 1–95, JPEG only."""

    format: str = "jpeg"
    max_side: int = 4096
    max_bytes: int = 0
    quality: int = 88

    @classmethod
    def from_json(cls, untrusted: Mapping[str, Json]) -> Self:
        """The recipe of a request, every number brought into its range. Raises FormatUnknown."""
        kind = untrusted.get("format", "jpeg")
        if kind not in {"jpeg", "png"}:
            raise errors.FormatUnknown(name=str(kind))
        return cls(
            format=str(kind),
            max_side=_within(untrusted.get("max_side"), SMALLEST_SIDE, LARGEST_SIDE, 4096),
            max_bytes=_within(untrusted.get("max_bytes"), 0, 1 << 40, 0),
            quality=_within(untrusted.get("quality"), 1, 95, 88),
        )


def encode_page(source: ReadingSource, page: int, recipe: Recipe, limits: WorkerLimits) -> bytes:
    """Page ``page`` as a JPEG or PNG file. The same bytes and recipe give the same file.

    To keep ``max_bytes`` the quality falls first (to 45), then the size. Raises FormatUnknown, PictureDamaged,
    PictureTooLarge (cannot be made so small).
    """
    with decoding(source.name):
        image = flat(open_page(source, page, (recipe.max_side, recipe.max_side), limits))
        for smaller, quality in _attempts(image, recipe):
            data = _file_of(smaller, recipe.format, quality)
            if not recipe.max_bytes or len(data) <= recipe.max_bytes:
                return data
        raise errors.PictureTooLarge(name=source.name, width=image.width, height=image.height)


def _attempts(image: "Image.Image", recipe: Recipe) -> "Iterator[tuple[Image.Image, int]]":
    qualities = [recipe.quality, *(q for q in (80, 70, 60, 50, LOWEST_QUALITY) if q < recipe.quality)]
    for quality in qualities if recipe.format == "jpeg" else qualities[:1]:
        yield image, quality
    side = max(image.size)
    while (side := side * 4 // 5) >= SMALLEST_SIDE:
        yield fitted(image, (side, side)), min(recipe.quality, 60)


def _file_of(image: "Image.Image", kind: str, quality: int) -> bytes:
    target = io.BytesIO()
    if kind == "png":
        image.save(target, "PNG", compress_level=6)
    else:
        image.save(target, "JPEG", quality=quality, optimize=True, subsampling="4:2:0")
    return target.getvalue()


def _within(untrusted: Json, least: int, most: int, otherwise: int) -> int:
    if not isinstance(untrusted, int) or isinstance(untrusted, bool):
        return otherwise
    return min(max(untrusted, least), most)
