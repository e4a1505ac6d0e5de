# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of a case that show the same: found and told, never merged."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence_vault.operations.picture_series import pictures_of
from evidence_vault.operations.sketches import PairProgress, sketches_of
from evidence_vault.pictures.near_duplicates import near_duplicates_of
from evidence_vault.progress import Progress
from evidence_vault.records import EvidenceItem
from evidence_vault.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class AlikePair:
    """``second`` shows what ``first`` shows, or a part of it. ``change``: cropped, resized, compressed."""

    first: EvidenceItem
    second: EvidenceItem
    change: tuple[str, ...]
    alike: int


def find_near_duplicates(
    vault: Vault, progress: Progress, case_id: str | None = None, item_ids: Sequence[str] = ()
) -> tuple[AlikePair, ...]:
    """Every pair among the pictures of a case (or those named). Nothing is written but what may be made again.

    Raises NoSuchEntry, BlobDamaged, Cancelled.
    """
    items, sketches = sketches_of(vault, pictures_of(vault, case_id, item_ids), progress)
    pairs = near_duplicates_of(sketches, PairProgress(progress))
    return tuple(AlikePair(items[pair.first], items[pair.second], pair.change, pair.alike) for pair in pairs)
