# SPDX-License-Identifier: GPL-3.0-or-later
"""Boxes offered for hiding: over numbers, names and faces in a picture. Nothing is hidden by itself.

In three steps, so that a window can go on meanwhile: ``take_offer`` and ``keep_offer`` are short and use the vault,
``look_for_boxes`` is long and does not.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from evidence_vault.errors import FaceFinderMissing, ReadingError, TextReaderMissing
from evidence_vault.operations import faces_in_pictures, read_pictures
from evidence_vault.operations.boxes_over_text import OfferedBox, boxes_in, names_of_people
from evidence_vault.operations.read_pictures import PageRead, PageToRead, TakenPage
from evidence_vault.operations.reading_sources import BytesSource
from evidence_vault.operations.workers import worker
from evidence_vault.picture_steps import Area
from evidence_vault.progress import Progress
from evidence_vault.records import FacesInPicture, TextInPicture
from evidence_vault.vault.vault import Vault

NUMBERS, NAMES, FACES = "numbers", "names", "faces"
GROUPS = (NUMBERS, NAMES, FACES)
"""What boxes are offered over; a person can choose among them."""

_GROUP_OF_KIND = {"name": NAMES, "face": FACES}


@dataclass(frozen=True, slots=True)
class TakenOffer:
    """A page with its bytes, ready to be looked at without the vault. ``text``: what was read on it before."""

    taken: TakenPage
    groups: tuple[str, ...]
    text: TextInPicture | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What was found. ``size``: of the page at its full size; ``read``: the page, where it was read just now."""

    offer: TakenOffer
    size: tuple[int, int]
    text: TextInPicture | None
    faces: FacesInPicture | None
    read: PageRead | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """Boxes to lay. ``not_looked_for``: the groups that were wanted and whose part of the program is not installed."""

    boxes: tuple[OfferedBox, ...]
    looked_for: tuple[str, ...] = GROUPS
    not_looked_for: tuple[str, ...] = ()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many boxes there are of each group."""
        return Counter(_GROUP_OF_KIND.get(box.kind, NUMBERS) for box in self.boxes)


def offered_boxes(
    vault: Vault,
    item_id: str,
    page: int,
    progress: Progress,
    *,
    case_id: str | None = None,
    groups: tuple[str, ...] = GROUPS,
) -> Offer:
    """Every place of a page where a number, the name of one of the case's people or a face was found.

    A page whose text was not read yet is read first. Raises NoSuchEntry, TextReaderMissing or FaceFinderMissing
    (nothing of what is wanted can be looked for), ReadingError, BlobDamaged, Cancelled.
    """
    taken = take_offer(vault, item_id, page, case_id=case_id, groups=groups)
    return keep_offer(vault, look_for_boxes(taken, progress))


def take_offer(
    vault: Vault, item_id: str, page: int, *, case_id: str | None = None, groups: tuple[str, ...] = GROUPS
) -> TakenOffer:
    """What has to be looked at. Raises NoSuchEntry, BlobDamaged, BlobMissing."""
    item = vault.item(item_id)
    with vault.open_content(item.content_id) as stream:
        source = BytesSource(item.name, stream.read())
    return TakenOffer(
        TakenPage(PageToRead(item.content_id, page, item.id, item.name), source),
        groups,
        vault.picture_texts.text(item.content_id, page),
        names_of_people(vault, case_id) if NAMES in groups else (),
    )


def look_for_boxes(offer: TakenOffer, progress: Progress) -> LookedAt:
    """Read the page if it has to be, and look for faces. Raises as ``offered_boxes``, but for the vault's errors."""
    _require_a_part(offer)
    source, page = offer.taken.source, offer.taken.page.page
    read = read_pictures.read_page(offer.taken, progress) if _has_to_be_read(offer) else None
    text = offer.text if read is None else read.text
    if read is not None and text is None:
        raise ReadingError(name=source.name)
    faces = None
    if FACES in offer.groups and faces_in_pictures.can_find_faces():
        faces = faces_in_pictures.faces_on_page(source, page, progress)
    size = (faces.width, faces.height) if faces else worker().page_size(source, page, progress=progress)
    return LookedAt(offer, size, text, faces, read)


def keep_offer(vault: Vault, looked: LookedAt) -> Offer:
    """The boxes, after what was read has been kept. Raises DiskFull."""
    if looked.read is not None:
        read_pictures.keep_page(vault, looked.read)
    missing = tuple(group for group in looked.offer.groups if not _was_looked_for(looked, group))
    looked_for = tuple(group for group in looked.offer.groups if group not in missing)
    return Offer(tuple(_boxes(looked)), looked_for, missing)


def _wants_text(offer: TakenOffer) -> bool:
    return NUMBERS in offer.groups or NAMES in offer.groups


def _has_to_be_read(offer: TakenOffer) -> bool:
    return _wants_text(offer) and offer.text is None and read_pictures.can_read_pictures()


def _require_a_part(offer: TakenOffer) -> None:
    text = _wants_text(offer) and (offer.text is not None or read_pictures.can_read_pictures())
    if text or (FACES in offer.groups and faces_in_pictures.can_find_faces()):
        return
    raise TextReaderMissing if _wants_text(offer) else FaceFinderMissing


def _boxes(looked: LookedAt) -> Iterator[OfferedBox]:
    whole = Area(0, 0, *looked.size)
    over_text: Iterator[OfferedBox] = iter(())
    if looked.text is not None and _wants_text(looked.offer):
        over_text = _scaled(boxes_in(looked.text, looked.offer.names), looked.text, looked.size)
    faces = sorted(looked.faces.faces if looked.faces else (), key=lambda face: (face.box[1], face.box[0]))
    over_faces = (OfferedBox("face", f"{face.confidence}%", Area(*face.box)) for face in faces)
    for box in chain(over_text, over_faces):
        area = box.area.within(whole)
        if _GROUP_OF_KIND.get(box.kind, NUMBERS) in looked.offer.groups and not area.is_empty:
            yield replace(box, area=area)


def _scaled(boxes: Iterator[OfferedBox], text: TextInPicture, size: tuple[int, int]) -> Iterator[OfferedBox]:
    """Boxes in pixels of the page at its full size: a page of a document is read smaller than a copy of it is made."""
    across, down = size[0] / max(1, text.width), size[1] / max(1, text.height)
    for box in boxes:
        area = box.area
        corners = (area.left * across, area.top * down, -(-area.right * across // 1), -(-area.bottom * down // 1))
        yield replace(box, area=Area(*map(int, corners)))


def _was_looked_for(looked: LookedAt, group: str) -> bool:
    return (looked.faces if group == FACES else looked.text) is not None
