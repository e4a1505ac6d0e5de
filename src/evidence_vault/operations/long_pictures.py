# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts long pictures for a report into parts that fit a page; they are kept in the vault and made once."""

from collections.abc import Iterable, Mapping

from evidence_vault.errors import ReadingError
from evidence_vault.exporters.police_report import PICTURES_PRINTED
from evidence_vault.operations.kept_copies import keep_made, kept_copy
from evidence_vault.operations.make_copy import copy_to_send
from evidence_vault.operations.picture_series import page_areas
from evidence_vault.operations.reading_sources import StoredSource
from evidence_vault.operations.sketches import sketch_of_item
from evidence_vault.operations.workers import worker
from evidence_vault.picture_steps import Area, Crop, is_long, steps_to_json
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, CopyPurpose, EvidenceItem, Exhibit, Json
from evidence_vault.vault.vault import Vault

_FORMAT = "jpeg"


def page_parts(
    vault: Vault, case_id: str, actor: Actor, exhibits: Iterable[Exhibit], progress: Progress, *, kind: str
) -> dict[str, tuple[EvidenceItem, ...]]:
    """The parts of every long picture by item id, from top to bottom, each showing a little of the one before.

    Where the person made a copy for exports of ``kind`` that copy is cut. What cannot be opened, and what would go
    beyond the pictures a report prints, has none. Raises BlobDamaged, DiskFull, Cancelled.
    """
    found: dict[str, tuple[EvidenceItem, ...]] = {}
    left = PICTURES_PRINTED
    for exhibit in exhibits:
        shown = copy_to_send(vault, exhibit.item.id, kind) or exhibit.item
        if not is_long(exhibit.item.facts):  # a copy carries no measures of its own; one that was cropped has one part
            continue
        progress.raise_if_cancelled()
        areas = _areas(vault, shown, progress)
        if 1 < len(areas) <= left:
            parts = _Parts(vault, case_id, actor, exhibit, shown).made(areas, progress)
            left -= len(parts)
            found |= {exhibit.item.id: parts} if parts else {}
    return found


def _areas(vault: Vault, shown: EvidenceItem, progress: Progress) -> list[Area]:
    sketch = sketch_of_item(vault, shown, progress)
    return page_areas(sketch) if sketch else []


class _Parts:
    """The parts of one picture."""

    def __init__(self, vault: Vault, case_id: str, actor: Actor, exhibit: Exhibit, shown: EvidenceItem) -> None:
        self._vault = vault
        self._case_id = case_id
        self._actor = actor
        self._exhibit = exhibit
        self._shown = shown

    def made(self, areas: list[Area], progress: Progress) -> tuple[EvidenceItem, ...]:
        """All of them, or none where the picture cannot be opened."""
        parts = []
        for place, area in enumerate(areas, 1):
            progress.raise_if_cancelled()
            derivation = self._derivation(area, place, len(areas))
            part = kept_copy(self._vault, self._exhibit.item.id, derivation) or self._drawn(derivation)
            if part is None:
                return ()
            parts.append(part)
        return tuple(parts)

    def _derivation(self, area: Area, place: int, count: int) -> dict[str, Json]:
        derivation: dict[str, Json] = {
            "purpose": CopyPurpose.PRINT.value, "page": 0, "format": _FORMAT, "steps": steps_to_json((Crop(area),)),
            "part": place, "of_parts": count,
        }  # fmt: skip
        if self._shown is not self._exhibit.item:
            derivation["made_of"] = self._shown.sha256
        return derivation

    def _drawn(self, derivation: Mapping[str, Json]) -> EvidenceItem | None:
        source = StoredSource(self._vault, self._shown.content_id, self._shown.name, self._shown.size)
        try:
            data = worker().draw(source, 0, {"steps": derivation["steps"], "format": _FORMAT})
        except ReadingError:
            return None  # the whole picture is printed small; the original goes along
        stem = f"{self._exhibit.number}-print-part-{derivation['part']}"
        return keep_made(self._vault, self._case_id, self._exhibit.item.id, stem, data, derivation, self._actor)
