# SPDX-License-Identifier: GPL-3.0-or-later
"""A page as plain pixels for the window."""

from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.colour import rgba
from evidence_vault.pictures.open import decoding
from evidence_vault.pictures.pages import open_page
from evidence_vault.records import Picture, ReadingSource

LARGEST_SIDE = 8192
"""No screen and no print of ours needs more; keeps one answer below 256 MiB."""

LONGEST_SIDE = 32_000
"""For a long screenshot, whose other side must be the shorter for it."""


def bounded_side(side: int, other: int) -> int:
    """``side`` as far as it is shown beside ``other``: both together at most ``LARGEST_SIDE`` squared."""
    most = max(LARGEST_SIDE, min(LONGEST_SIDE, LARGEST_SIDE**2 // max(other, 1)))
    return min(max(side, 1), most)


def show_page(source: ReadingSource, page: int, largest: tuple[int, int], limits: WorkerLimits) -> Picture:
    """Page ``page`` (from 0) as RGBA within ``largest`` (width, height), never enlarged.

    Raises FormatUnknown, PictureTooLarge, PictureDamaged.
    """
    bounded = (bounded_side(*largest), bounded_side(*largest[::-1]))
    with decoding(source.name):
        image = rgba(open_page(source, page, bounded, limits))
        return Picture(image.width, image.height, image.tobytes())
