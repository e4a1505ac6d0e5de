# SPDX-License-Identifier: GPL-3.0-or-later
"""Screenshots of one scroll: a proposed order, what is missing between them, one long picture, parts for a report."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from evidence_vault.errors import SeriesTooShort
from evidence_vault.operations.edit_case import put_fact
from evidence_vault.operations.make_copy import CopyWish, keep_copy, make_copy
from evidence_vault.operations.read_pictures import items_with_text
from evidence_vault.operations.sketches import PairProgress, sketch_of_item, sketches_of
from evidence_vault.operations.workers import worker
from evidence_vault.picture_steps import Area, Crop
from evidence_vault.pictures.page_parts import part_rows
from evidence_vault.pictures.series import Placed, Strip, strips_of
from evidence_vault.pictures.signatures import SHOWN_IMAGES
from evidence_vault.pictures.sketch import Sketch
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, CopyPurpose, EvidenceItem, Fact, Json
from evidence_vault.vault.vault import Vault

SERIES = "series"
LONGEST_PART = 2.1
"""A picture so many times as high as wide fits a page of a report and can still be read."""


@dataclass(frozen=True, slots=True)
class SeriesPicture:
    """A screenshot in its place. ``top``: pixels from the top of the strip, by the picture's own size.

    ``overlap``: pixels it shares with the one before; None for the first. ``bars``: pixels at its top and bottom that
    do not scroll. ``is_sure``: False where too little or something contradicting was seen.
    """

    item: EvidenceItem
    top: int
    overlap: int | None
    bars: tuple[int, int]
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Series:
    """Screenshots that follow each other, proposed. ``same``: pairs of item ids that show the same place."""

    pictures: tuple[SeriesPicture, ...]
    same: tuple[tuple[str, str], ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether every picture was seen to follow the one before."""
        return all(picture.is_sure for picture in self.pictures)


@dataclass(frozen=True, slots=True)
class SeriesReport:
    """``series`` of two and more; ``alone``: pictures that overlap with none. ``unread``: could not be opened."""

    series: tuple[Series, ...]
    alone: tuple[EvidenceItem, ...]
    unread: tuple[EvidenceItem, ...] = ()


def find_series(
    vault: Vault, progress: Progress, case_id: str | None = None, item_ids: Sequence[str] = ()
) -> SeriesReport:
    """Put the pictures of a case (or those named) into strips by what they share. Nothing is written.

    Strips are ordered by their earliest picture, as the pictures say or as they were added. Raises NoSuchEntry,
    BlobDamaged, Cancelled.
    """
    wanted = pictures_of(vault, case_id, item_ids)
    ordered = tuple(sorted(wanted, key=lambda item: item.claimed_at or item.file_modified_at or item.added_at))
    items, sketches = sketches_of(vault, ordered, progress)
    strips = strips_of(sketches, PairProgress(progress))
    found = [_series(strip, items, sketches) for strip in strips if len(strip.pictures) > 1]
    alone = tuple(items[strip.pictures[0].picture] for strip in strips if len(strip.pictures) == 1)
    opened = {item.id for item in items}
    return SeriesReport(tuple(found), alone, tuple(item for item in ordered if item.id not in opened))


def pictures_of(vault: Vault, case_id: str | None, item_ids: Sequence[str] = ()) -> tuple[EvidenceItem, ...]:
    """The pictures of a case with the stills of its recordings, or the items named. Raises NoSuchEntry."""
    if item_ids:
        return tuple(vault.item(item_id) for item_id in item_ids)
    return tuple(item for item in items_with_text(vault, case_id) if item.media_type in SHOWN_IMAGES)


def confirm_series(vault: Vault, case_id: str, item_ids: Sequence[str], actor: Actor) -> Fact:
    """Keep an order as the person's own, instead of one of the same pictures. Raises SeriesTooShort, NoSuchEntry."""
    if len(set(item_ids)) < 2 or len(set(item_ids)) != len(item_ids):
        raise SeriesTooShort
    for item_id in item_ids:
        vault.item(item_id)
    for fact in vault.facts(SERIES, case_id=case_id):
        listed = fact.fields.get("item_ids")
        if isinstance(listed, list) and set(map(str, listed)) & set(item_ids):
            vault.retract(fact.id, actor=actor)
    fields: dict[str, Json] = {"item_ids": list(item_ids)}
    return put_fact(vault, case_id, SERIES, fields, actor)


def confirmed_series(vault: Vault, case_id: str) -> tuple[tuple[str, ...], ...]:
    """The orders that were confirmed, as item ids."""
    found = []
    for fact in vault.facts(SERIES, case_id=case_id):
        listed = fact.fields.get("item_ids")
        if isinstance(listed, list):
            found.append(tuple(map(str, listed)))
    return tuple(found)


def stitch_series(
    vault: Vault, series: Series, actor: Actor, progress: Progress, *, case_id: str | None = None
) -> EvidenceItem:
    """One long picture of a strip, as a copy of its first picture that names all of them by hash.

    The title bar is taken from the first, the input line from the last; every row comes from one picture. Raises
    SeriesTooShort, PictureTooLarge (too long: stitch fewer), PictureDamaged, BlobDamaged, DiskFull, Cancelled.
    """
    if len(series.pictures) < 2:
        raise SeriesTooShort
    pieces = _pieces(series)
    joined = _Joined(vault, [picture.item for picture, _top, _bottom in pieces])
    parts: list[Json] = []
    shown: list[Json] = []
    for (picture, top, bottom), offset in zip(pieces, joined.offsets, strict=True):
        parts.append({"offset": offset, "size": picture.item.size, "top": top, "bottom": bottom})
        shown.append({"sha256": picture.item.sha256, "top": top, "bottom": bottom, "is_sure": picture.is_sure})
    data = worker().stitch(joined, {"parts": parts}, progress=progress)
    first = series.pictures[0].item
    return keep_copy(vault, first, data, CopyPurpose.STITCHED, {"parts": shown}, actor=actor, case_id=case_id)


def cut_into_parts(
    vault: Vault, item_id: str, actor: Actor, progress: Progress, *, case_id: str | None = None
) -> tuple[EvidenceItem, ...]:
    """Parts of a long screenshot that fit a page each, cut where nothing stands and overlapping a little.

    None for a picture that fits as it is. Raises NoSuchEntry, PictureDamaged, BlobDamaged, DiskFull, Cancelled.
    """
    item = vault.item(item_id)
    sketch = sketch_of_item(vault, item, progress)
    if sketch is None:
        return ()
    areas = page_areas(sketch)
    if len(areas) < 2:
        return ()
    made = []
    for done, area in enumerate(areas):
        progress.raise_if_cancelled()
        progress.report(done, len(areas), item.name)
        wish = CopyWish((Crop(area),), purpose=CopyPurpose.PART)
        made.append(make_copy(vault, item.id, wish, actor, progress, case_id=case_id))
    return tuple(made)


def page_areas(sketch: Sketch) -> list[Area]:
    """Where a long picture is cut so that each part fits a page; the whole where it fits as it is."""
    longest = round(LONGEST_PART * sketch.width)
    return [Area(0, top, sketch.width, bottom) for top, bottom in part_rows(sketch, longest)]


def _series(strip: Strip, items: Sequence[EvidenceItem], sketches: Sequence[Sketch]) -> Series:
    def pixels(placed: Placed, rows: int) -> int:
        return round(rows * sketches[placed.picture].scale)

    pictures = tuple(
        SeriesPicture(
            items[placed.picture],
            pixels(placed, placed.top),
            None if placed.overlap is None else pixels(placed, placed.overlap),
            (pixels(placed, placed.bars[0]), pixels(placed, placed.bars[1])),
            placed.is_sure,
        )
        for placed in strip.pictures
    )
    return Series(pictures, tuple((items[one].id, items[other].id) for one, other in strip.same))


def _pieces(series: Series) -> list[tuple[SeriesPicture, int, int]]:
    """Which rows of which picture: each begins where the one before ends."""
    kept = [series.pictures[0]]
    for picture in series.pictures[1:]:
        height = _height(picture)
        if picture.overlap is None or picture.overlap < height - sum(picture.bars):  # it shows something new
            kept.append(picture)
    pieces = []
    for place, picture in enumerate(kept):
        top = 0 if place == 0 else picture.bars[0] + max(0, picture.overlap or 0)
        bottom = _height(picture) - (0 if place == len(kept) - 1 else picture.bars[1])
        if bottom > top:
            pieces.append((picture, top, bottom))
    return pieces


def _height(picture: SeriesPicture) -> int:
    height = picture.item.facts.get("height")
    return height if isinstance(height, int) else 0


class _Joined:
    """The stored bytes of several items behind each other, as one source for the worker."""

    def __init__(self, vault: Vault, items: Iterable[EvidenceItem]) -> None:
        self._vault = vault
        self._items = list(items)
        self.name = self._items[0].name
        self.size = sum(item.size for item in self._items)
        self.offsets = [sum(item.size for item in self._items[:place]) for place in range(len(self._items))]

    def open(self) -> BinaryIO:
        """All of the bytes."""
        joined = io.BytesIO()
        for item in self._items:
            with self._vault.open_content(item.content_id) as stream:
                joined.write(stream.read())
        joined.seek(0)
        return joined
