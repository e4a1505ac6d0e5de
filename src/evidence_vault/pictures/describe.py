# SPDX-License-Identifier: GPL-3.0-or-later
"""Says what a file is: its type, its pages, the time it claims, and whether it is whole."""

from evidence_vault import errors
from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.media_type import media_type_of
from evidence_vault.pictures.picture_facts import PictureFacts
from evidence_vault.pictures.signatures import ACTIVE, FFMPEG_FORMATS, SHOWN_IMAGES
from evidence_vault.records import Description, ReadingSource, ReadingWarning


def describe(source: ReadingSource, limits: WorkerLimits) -> Description:
    """What the bytes of ``source`` are.

    A damaged or too large picture is described as far as it goes, with a warning and no pages.
    """
    found = PictureFacts(media_type_of(source))
    if active := ACTIVE.get(found.media_type):
        found.facts["active"] = active
        if active != "may-hold-macros":
            found.warnings.append(ReadingWarning("FILE_CAN_RUN", active))
    try:
        _look_inside(source, found, limits)
    except errors.PictureDamaged:
        found.pages = 0
        found.warnings.append(ReadingWarning("PICTURE_NOT_WHOLE"))
    except errors.PictureTooLarge as error:
        found.pages = 0
        size = f"{error.facts['width']} × {error.facts['height']}"
        found.warnings.append(ReadingWarning("PICTURE_BEYOND_LIMITS", size))
    return Description(
        found.media_type, found.pages, found.claimed_at, found.claimed_basis, found.facts, tuple(found.warnings)
    )


def _look_inside(source: ReadingSource, found: PictureFacts, limits: WorkerLimits) -> None:
    if found.media_type in SHOWN_IMAGES:
        from evidence_vault.pictures.image_facts import describe_image

        describe_image(source, found, limits)
    elif found.media_type == "application/pdf":
        from evidence_vault.pictures.pdf_pages import describe_pdf

        describe_pdf(source, found, limits)
    elif found.media_type in FFMPEG_FORMATS:
        from evidence_vault.pictures.video_frames import describe_film

        describe_film(source, found, limits)
