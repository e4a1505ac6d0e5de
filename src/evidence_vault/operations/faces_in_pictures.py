# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the faces on a page in a worker process. Nothing is kept: they are looked for when somebody hides them."""

from evidence_vault.errors import FaceFinderMissing
from evidence_vault.operations.workers import face_worker
from evidence_vault.pictures.face_finder import is_installed
from evidence_vault.progress import Progress
from evidence_vault.records import FacesInPicture, ReadingSource


def can_find_faces() -> bool:
    """Whether the part that finds faces in pictures is installed."""
    return is_installed()


def faces_on_page(source: ReadingSource, page: int, progress: Progress) -> FacesInPicture:
    """The faces on page ``page`` (from 0), in pixels of the page; it takes one or two seconds a screenshot.

    Raises FaceFinderMissing, FormatUnknown (nothing to show), PictureDamaged, PictureTooLarge, Cancelled.
    """
    if not can_find_faces():
        raise FaceFinderMissing
    return face_worker().faces(source, page, progress=progress)
