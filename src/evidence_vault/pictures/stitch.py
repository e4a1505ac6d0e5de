# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the pictures of one scroll together into a long one: rows are taken over, nothing is blended or made up."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Self

from evidence_vault import errors
from evidence_vault.isolation.limits import LARGEST_DERIVATIVE, WorkerLimits
from evidence_vault.pictures.colour import flat
from evidence_vault.pictures.open import check_size, decoding
from evidence_vault.pictures.pages import open_page
from evidence_vault.records import Json, ReadingSource

MOST_PARTS = 200


@dataclass(frozen=True, slots=True)
class StitchPart:
    """One picture: where its file lies in the source, and which of its rows (``top`` up to ``bottom``) are taken."""

    offset: int
    size: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class StitchRecipe:
    """The parts from top to bottom."""

    parts: tuple[StitchPart, ...]

    @classmethod
    def from_json(cls, untrusted: Mapping[str, Json]) -> Self:
        """The recipe of a request. Raises StepNotUnderstood."""
        parts = untrusted.get("parts")
        if not isinstance(parts, list) or not 1 <= len(parts) <= MOST_PARTS:
            raise errors.StepNotUnderstood(place=0)
        return cls(tuple(_part(each, place) for place, each in enumerate(parts, start=1)))


@dataclass(frozen=True, slots=True)
class _Slice:
    """One file of several that lie behind each other."""

    whole: ReadingSource
    part: StitchPart
    name: str

    @property
    def size(self) -> int:
        return self.part.size

    def open(self) -> BinaryIO:
        with self.whole.open() as stream:
            stream.seek(self.part.offset)
            return io.BytesIO(stream.read(self.part.size))


def stitch(source: ReadingSource, recipe: StitchRecipe, limits: WorkerLimits) -> bytes:
    """The long picture as a PNG, as wide as the first part; a part of another width is scaled to it.

    Raises PictureTooLarge (beyond the limits of a picture: fewer parts are needed), PictureDamaged,
    StepNotUnderstood (rows that a part does not have).
    """
    from PIL import Image

    with decoding(source.name):
        width, pieces = 0, []
        for place, part in enumerate(recipe.parts, start=1):
            picture = flat(open_page(_Slice(source, part, source.name), 0, (limits.side, limits.side), limits))
            if not 0 <= part.top < part.bottom <= picture.height:
                raise errors.StepNotUnderstood(place=place)
            piece = picture.crop((0, part.top, picture.width, part.bottom))
            width = width or piece.width
            if piece.width != width:
                size = (width, max(1, round(piece.height * width / piece.width)))
                piece = piece.resize(size, Image.Resampling.LANCZOS)
            pieces.append(piece)
            check_size(source.name, width, sum(each.height for each in pieces), limits)
        result = Image.new("RGB", (width, sum(piece.height for piece in pieces)))
        down = 0
        for piece in pieces:
            result.paste(piece, (0, down))
            down += piece.height
        target = io.BytesIO()
        result.save(target, "PNG", compress_level=6)
    if target.tell() > LARGEST_DERIVATIVE:
        raise errors.PictureTooLarge(name=source.name, width=result.width, height=result.height)
    return target.getvalue()


def _part(untrusted: Json, place: int) -> StitchPart:
    names = ("offset", "size", "top", "bottom")
    if not isinstance(untrusted, dict):
        raise errors.StepNotUnderstood(place=place)
    numbers = [untrusted.get(name) for name in names]
    whole = [number for number in numbers if isinstance(number, int) and not isinstance(number, bool) and number >= 0]
    if len(whole) != len(names):
        raise errors.StepNotUnderstood(place=place)
    return StitchPart(*whole)
