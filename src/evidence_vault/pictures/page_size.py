# SPDX-License-Identifier: GPL-3.0-or-later
"""How large a page is in pixels as it is shown upright, at its full size."""

from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.media_type import media_type_of
from evidence_vault.pictures.open import ORIENTATION, QUARTER_TURNS, opened_image
from evidence_vault.pictures.pages import open_page
from evidence_vault.pictures.signatures import SHOWN_IMAGES
from evidence_vault.records import ReadingSource


def page_size(source: ReadingSource, page: int, limits: WorkerLimits) -> tuple[int, int]:
    """Width and height; of a picture's first page from its header alone.

    Raises FormatUnknown, PictureDamaged, PictureTooLarge.
    """
    media_type = media_type_of(source)
    if media_type in SHOWN_IMAGES and page == 0:
        with opened_image(source, media_type, limits) as image:
            turned = image.getexif().get(ORIENTATION) in QUARTER_TURNS
            return image.size[::-1] if turned else image.size
    return open_page(source, page, (limits.side, limits.side), limits).size
