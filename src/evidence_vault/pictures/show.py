# SPDX-License-Identifier: GPL-3.0-or-later
"""A page as plain pixels for the window."""

from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.colour import rgba
from evidence_vault.pictures.open import decoding
from evidence_vault.pictures.pages import open_page
from evidence_vault.records import Picture, ReadingSource

LARGEST_SIDE = 8192
"""No screen and no print of ours needs more; keeps one answer below 256 MiB."""


def show_page(source: ReadingSource, page: int, largest: tuple[int, int], limits: WorkerLimits) -> Picture:
    """Page ``page`` (from 0) as RGBA within ``largest`` (width, height), never enlarged.

    Raises FormatUnknown, PictureTooLarge, PictureDamaged.
    """
    bounded = (min(max(largest[0], 1), LARGEST_SIDE), min(max(largest[1], 1), LARGEST_SIDE))
    with decoding(source.name):
        image = rgba(open_page(source, page, bounded, limits))
        return Picture(image.width, image.height, image.tobytes())
