# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a complaint in upload order: only copies made for uploading, never an original."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evidence_vault.complaints.template import PlatformTemplate
from evidence_vault.exporters.base import copy_part
from evidence_vault.exporters.exhibit_index import ExhibitIndex
from evidence_vault.package.names import evidence_file_name
from evidence_vault.records import ContentSource, CopyPurpose, Dossier, EvidenceItem, Exhibit, Part

NO_COPY = "NO_UPLOAD_COPY"
NONE_TAKEN = "FORM_TAKES_NO_PICTURES"
OVER_LIMIT = "OVER_PICTURE_LIMIT"
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class UploadPicture:
    """One picture: its place in the upload (from 1), its exhibit and its file's name (``01.jpg``)."""

    place: int
    exhibit: Exhibit
    name: str


@dataclass(frozen=True, slots=True)
class UploadPlan:
    """What is uploaded, and how many chosen exhibits are left out for which reason."""

    pictures: tuple[UploadPicture, ...]
    left_out: Mapping[str, int]


def upload_plan(dossier: Dossier, template: PlatformTemplate) -> UploadPlan:
    """The chosen exhibits (``options["picture_item_ids"]``) in their order; without a choice those with a copy.

    An exhibit without a copy for uploading, and what is more than the form takes, is left out and counted.
    """
    index = ExhibitIndex(dossier)
    chosen = _chosen(dossier, index)
    if not template.takes_pictures:
        return UploadPlan((), {NONE_TAKEN: len(chosen)} if chosen else {})
    pictures: list[UploadPicture] = []
    left_out: dict[str, int] = {}
    for exhibit in chosen:
        copy = index.copy(exhibit.upload_item_id) if exhibit.upload_item_id else None
        if copy is None or not _is_for_upload(copy):
            left_out[NO_COPY] = left_out.get(NO_COPY, 0) + 1
        elif template.picture_limit and len(pictures) >= template.picture_limit:
            left_out[OVER_LIMIT] = left_out.get(OVER_LIMIT, 0) + 1
        else:
            place = len(pictures) + 1
            ending = _ENDINGS[copy.media_type]
            pictures.append(UploadPicture(place, exhibit, evidence_file_name(f"{place:02d}", f"x.{ending}")))
    return UploadPlan(tuple(pictures), left_out)


def upload_parts(dossier: Dossier, plan: UploadPlan, folder: str, contents: ContentSource) -> Iterator[Part]:
    """The pictures as ``<folder>/images/01.jpg`` …: the stored bytes of the copies, not encoded again."""
    index = ExhibitIndex(dossier)
    for picture in plan.pictures:
        item_id = picture.exhibit.upload_item_id or ""
        yield copy_part(
            f"{folder}/images/{picture.name}",
            "upload",
            item_id=item_id,
            copy=index.copy(item_id),
            parent=picture.exhibit.item,
            exhibit=picture.exhibit.number,
            contents=contents,
        )


def _is_for_upload(copy: EvidenceItem) -> bool:
    """Only what was made for uploading goes out: never an original, never a copy made for another purpose."""
    made_for = (copy.derivation or {}).get("purpose")
    return copy.derived_from is not None and made_for == CopyPurpose.UPLOAD and copy.media_type in _ENDINGS


def _chosen(dossier: Dossier, index: ExhibitIndex) -> list[Exhibit]:
    chosen = dossier.options.get("picture_item_ids")
    if isinstance(chosen, list):
        found = [index.find(reference) for reference in chosen]
        return list({exhibit.number: exhibit for exhibit in found if exhibit}.values())
    return [exhibit for exhibit in dossier.exhibits if exhibit.upload_item_id]
