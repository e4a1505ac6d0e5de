# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for faces on one page: in bands and at several sizes, so that a small one in a long screenshot is found too."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from PIL import Image

from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.colour import flat
from evidence_vault.pictures.face_finder import FaceFinder, FoundFace, face_finder
from evidence_vault.pictures.open import decoding
from evidence_vault.pictures.pages import open_page
from evidence_vault.records import Box, FaceInPicture, FacesInPicture, ReadingSource

_Sides: TypeAlias = tuple[float, float, float, float]

LEAST_TRUST = 0.25
"""A face that is missed does more harm than a box too many."""

LEAST_TRUST_TURNED = 0.4
"""The same for what was turned; there hands and cups are taken for faces more often."""

MOST_FACES = 400
SHORT_SIDE = 1440
"""A page whose shorter side is longer is reduced to this: a phone's screenshot is looked at as it is."""

BAND_PIXELS = 1_000_000
SHARED = 128
"""Pixels that two bands share. What is larger lies whole in a band of the next size, which is half as large."""

ABOVE, BESIDE, BELOW = 0.45, 0.28, 0.18
"""What is added to a face, in parts of it: the model's box goes from forehead to chin, without hair and ears."""

_SAME = 0.35
_WITHIN = 0.6


@dataclass(frozen=True, slots=True)
class PlacedFace:
    """A face on the page. ``quarters``: how often it was turned to the left to stand upright."""

    left: float
    top: float
    right: float
    bottom: float
    trust: float
    quarters: int = 0


@dataclass(frozen=True, slots=True)
class _Band:
    """One piece of the page at ``scale`` (pixels of the page in one of the piece's), looked at after some turns."""

    image: Image.Image
    left: int
    top: int
    scale: float
    quarters: int = 0


def find_faces(
    source: ReadingSource, page: int, limits: WorkerLimits, step: Callable[[int, int], None]
) -> FacesInPicture:
    """The faces of page ``page`` (from 0), each with a box over the whole head, the surest first.

    ``step`` is called before each band with how many are done, and of how many. Raises FaceFinderMissing,
    FormatUnknown, PictureTooLarge, PictureDamaged.
    """
    finder = face_finder()
    with decoding(source.name):
        image = flat(open_page(source, page, (limits.side, limits.side), limits))
    return faces_of(finder, image, step)


def faces_of(finder: FaceFinder, image: Image.Image, step: Callable[[int, int], None]) -> FacesInPicture:
    """The faces of ``image`` (RGB), in its own pixels."""
    import numpy as np

    bands = list(_all_bands(image))
    found: list[PlacedFace] = []
    for number, band in enumerate(bands):
        step(number, len(bands))
        least = LEAST_TRUST_TURNED if band.quarters else LEAST_TRUST
        pixels = np.ascontiguousarray(np.rot90(np.asarray(band.image), band.quarters)[:, :, ::-1])
        found += [_on_page(face, band) for face in finder.faces(pixels, least)]
    whole = (image.width, image.height)
    faces = [FaceInPicture(_head(face, whole), round(face.trust * 100)) for face in joined(found)]
    return FacesInPicture(*whole, tuple(sorted(faces, key=lambda face: -face.confidence)[:MOST_FACES]))


def _all_bands(image: Image.Image) -> Iterator[_Band]:
    """What is looked at: also turned, since a photo can lie on its side or head; but not at the full of several sizes.

    That would take four times as long, for faces too small to be known again.
    """
    sizes = list(_sizes(image))
    for size in sizes:
        bands = list(_bands(size, image.width / size.width))
        yield from bands
        if size is not sizes[0] or len(sizes) == 1:
            yield from (replace(band, quarters=quarters) for quarters in (1, 2, 3) for band in bands)


def _sizes(image: Image.Image) -> Iterator[Image.Image]:
    """The page as it is looked at: at its full size, then half of it, until it is one band."""
    short = min(SHORT_SIDE, *image.size)
    while True:
        scale = short / min(image.size)
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        reduced = image if size == image.size else image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
        yield reduced
        if max(size) <= _length_of_band(size) or short == 1:
            return
        short = max(1, short // 2)


def _length_of_band(size: tuple[int, int]) -> int:
    return max(2 * SHARED, BAND_PIXELS // min(size))


def _bands(image: Image.Image, scale: float) -> Iterator[_Band]:
    """The pieces along the longer side, all of one length: the engine then plans its work once."""
    across = image.width > image.height
    whole, most = max(image.size), _length_of_band(image.size)
    count = 1 if whole <= most else -(-(whole - SHARED) // (most - SHARED))
    length = min(whole, -(-(whole + (count - 1) * SHARED) // count))
    for number in range(count):
        start = (whole - length) * number // max(1, count - 1)
        left, top = (start, 0) if across else (0, start)
        right, bottom = (start + length, image.height) if across else (image.width, start + length)
        yield _Band(image.crop((left, top, right, bottom)), left, top, scale)


def _on_page(face: FoundFace, band: _Band) -> PlacedFace:
    left, top, right, bottom = _turned_back((face.left, face.top, face.right, face.bottom), band)
    return PlacedFace(
        (band.left + left) * band.scale,
        (band.top + top) * band.scale,
        (band.left + right) * band.scale,
        (band.top + bottom) * band.scale,
        face.trust,
        band.quarters,
    )


def _turned_back(box: _Sides, band: _Band) -> _Sides:
    """Where a box of the turned piece lies in the piece as it stands on the page."""
    left, top, right, bottom = box
    width, height = band.image.size
    match band.quarters:
        case 1:
            return width - bottom, left, width - top, right
        case 2:
            return width - right, height - bottom, width - left, height - top
        case 3:
            return top, height - right, bottom, height - left
        case _:
            return box


def joined(found: Sequence[PlacedFace]) -> list[PlacedFace]:
    """Faces that were found in several bands or sizes as one, which covers what each of them covers."""
    faces: list[PlacedFace] = []
    for face in sorted(found, key=lambda face: -face.trust):
        place = next((place for place, other in enumerate(faces) if _is_same(face, other)), None)
        if place is None:
            faces.append(face)
        else:
            faces[place] = _both(faces[place], face)
    return faces


def _is_same(one: PlacedFace, other: PlacedFace) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    if across <= 0 or down <= 0:
        return False
    shared = across * down
    areas = [(each.right - each.left) * (each.bottom - each.top) for each in (one, other)]
    return shared >= _SAME * (sum(areas) - shared) or shared >= _WITHIN * min(areas)


def _both(one: PlacedFace, other: PlacedFace) -> PlacedFace:
    return replace(
        one,
        left=min(one.left, other.left),
        top=min(one.top, other.top),
        right=max(one.right, other.right),
        bottom=max(one.bottom, other.bottom),
    )


def _head(face: PlacedFace, size: tuple[int, int]) -> Box:
    """The box over hair, ears and chin, within the page and never empty."""
    spare = (BESIDE, ABOVE, BESIDE, BELOW)  # left, top, right, bottom of an upright one
    turned = spare[4 - face.quarters :] + spare[: 4 - face.quarters]
    wide, high = face.right - face.left, face.bottom - face.top
    left = min(max(0, int(face.left - turned[0] * wide)), size[0] - 1)
    top = min(max(0, int(face.top - turned[1] * high)), size[1] - 1)
    right = min(size[0], max(left + 1, round(face.right + turned[2] * wide)))
    bottom = min(size[1], max(top + 1, round(face.bottom + turned[3] * high)))
    return left, top, right, bottom
