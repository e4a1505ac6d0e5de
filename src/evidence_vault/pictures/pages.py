# SPDX-License-Identifier: GPL-3.0-or-later
"""One way to a page of anything that can be shown: a picture, a page of a PDF, a moment of a film."""

from typing import TYPE_CHECKING

from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.media_type import media_type_of
from evidence_vault.pictures.signatures import FFMPEG_FORMATS
from evidence_vault.records import ReadingSource

if TYPE_CHECKING:
    from PIL import Image


def open_page(source: ReadingSource, page: int, largest: tuple[int, int], limits: WorkerLimits) -> "Image.Image":
    """Page ``page`` (from 0), upright, reduced to fit ``largest``, in any mode.

    Raises FormatUnknown (nothing to show), PictureTooLarge, PictureDamaged.
    """
    media_type = media_type_of(source)
    if media_type == "application/pdf":
        from evidence_vault.pictures.pdf_pages import pdf_page

        return pdf_page(source, page, largest, limits)
    if media_type in FFMPEG_FORMATS:
        from evidence_vault.pictures.video_frames import video_frame

        return video_frame(source, media_type, page, largest, limits)
    from evidence_vault.pictures.open import image_page

    return image_page(source, media_type, page, largest, limits)
