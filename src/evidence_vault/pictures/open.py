# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens strangers' pictures within limits that are checked from the header, before a pixel is decoded."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from evidence_vault import errors
from evidence_vault.isolation.frames import PipeBroken
from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.signatures import SHOWN_IMAGES
from evidence_vault.records import ReadingSource

if TYPE_CHECKING:
    from PIL import Image

QUARTER_TURNS = frozenset({5, 6, 7, 8})
"""Orientations whose width and height change places."""

ORIENTATION = 0x0112
"""The EXIF tag that says how a picture was held."""


@contextmanager
def decoding(name: str) -> Iterator[None]:
    """Whatever a decoder raises within this block becomes PictureDamaged; our own errors pass."""
    try:
        yield
    except (errors.EvidenceVaultError, MemoryError, PipeBroken):
        raise
    except Exception as error:
        raise errors.PictureDamaged(name=name) from error


def check_size(name: str, width: int, height: int, limits: WorkerLimits) -> None:
    """Raise PictureTooLarge, or PictureDamaged for a picture without extent, from the header's numbers."""
    if width <= 0 or height <= 0:
        raise errors.PictureDamaged(name=name)
    if max(width, height) > limits.side or width * height > limits.pixels:
        raise errors.PictureTooLarge(name=name, width=width, height=height)


@contextmanager
def opened_image(source: ReadingSource, media_type: str, limits: WorkerLimits) -> "Iterator[Image.Image]":
    """The image, header read and size checked, nothing decoded.

    Raises FormatUnknown (not an image we decode), PictureTooLarge, PictureDamaged.
    """
    formats = SHOWN_IMAGES.get(media_type)
    if formats is None:
        raise errors.FormatUnknown(name=source.name)
    with source.open() as stream, decoding(source.name):
        from PIL import Image

        _prepare_decoders(media_type)
        with Image.open(stream, formats=formats) as image:
            check_size(source.name, *image.size, limits)
            yield image


def pages_of(image: "Image.Image", limits: WorkerLimits) -> int:
    """How many frames or pages of ``image`` are shown; a phone's JPEG with a second picture counts as one."""
    if image.format in {"JPEG", "MPO"}:
        return 1
    return min(int(getattr(image, "n_frames", 1)), limits.frames)


def image_page(
    source: ReadingSource, media_type: str, page: int, largest: tuple[int, int], limits: WorkerLimits
) -> "Image.Image":
    """One page of an image file, upright, reduced to fit ``largest``, never enlarged, in any mode.

    Raises FormatUnknown (no such page), PictureTooLarge, PictureDamaged.
    """
    with opened_image(source, media_type, limits) as image:
        if not 0 <= page < pages_of(image, limits):
            raise errors.FormatUnknown(name=source.name)
        if page:
            image.seek(page)
            check_size(source.name, *image.size, limits)
        return _upright(image, largest)


def _upright(image: "Image.Image", largest: tuple[int, int]) -> "Image.Image":
    from PIL import ImageOps

    from evidence_vault.pictures.colour import eight_bits

    turned = image.getexif().get(ORIENTATION) in QUARTER_TURNS
    room = largest[::-1] if turned else largest
    if image.format == "JPEG":  # decoding at an eighth of the size is many times faster
        scale = min(1.0, room[0] / image.width, room[1] / image.height)
        image.draft(None, (max(1, int(image.width * scale * 2)), max(1, int(image.height * scale * 2))))
    image.load()
    return ImageOps.exif_transpose(fitted(eight_bits(image), room))


def fitted(image: "Image.Image", largest: tuple[int, int]) -> "Image.Image":
    """``image`` reduced to fit into ``largest``; itself when it fits already."""
    from PIL import Image

    scale = min(largest[0] / image.width, largest[1] / image.height)
    if scale >= 1:
        return image
    if image.mode in {"1", "P"}:
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _prepare_decoders(media_type: str) -> None:
    from PIL import AvifImagePlugin, Image

    Image.MAX_IMAGE_PIXELS = None  # our own check is stricter, and raises our own error
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    if media_type == "image/heic":
        import pillow_heif

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.register_heif_opener()
