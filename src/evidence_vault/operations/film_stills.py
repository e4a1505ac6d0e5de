# SPDX-License-Identifier: GPL-3.0-or-later
"""Stills of a screen recording, picked where it shows something new, kept as copies of the recording."""

from evidence_vault.operations.make_copy import keep_copy
from evidence_vault.operations.reading_sources import StoredSource
from evidence_vault.operations.workers import worker
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, CopyPurpose, EvidenceItem
from evidence_vault.vault.vault import Vault


def stills_of(vault: Vault, item_id: str) -> tuple[EvidenceItem, ...]:
    """The stills taken of a recording, in the order of their moments."""
    found = [
        copy
        for copy in vault.items(derived_from=item_id)
        if (copy.derivation or {}).get("purpose") == CopyPurpose.FRAME
    ]
    return tuple(sorted(found, key=lambda copy: str((copy.derivation or {}).get("moment_ms")).zfill(12)))


def take_stills(
    vault: Vault, item_id: str, actor: Actor, progress: Progress, *, case_id: str | None = None
) -> tuple[EvidenceItem, ...]:
    """A still for every moment at which the recording stands still on something new; those taken before are kept.

    Raises NoSuchEntry, FormatUnknown (no film), PictureDamaged, BlobDamaged, DiskFull, Cancelled.
    """
    item = vault.item(item_id)
    source = StoredSource(vault, item.content_id, item.name, item.size)
    moments = worker().film_moments(source, progress=progress)
    known = {(copy.derivation or {}).get("moment_ms"): copy for copy in stills_of(vault, item_id)}
    stills = []
    for done, moment in enumerate(moments):
        progress.raise_if_cancelled()
        progress.report(done, len(moments), item.name)
        still = known.get(moment)
        if still is None:
            data = worker().film_still(source, moment, progress=progress)
            details = {"moment_ms": moment}
            still = keep_copy(vault, item, data, CopyPurpose.FRAME, details, actor=actor, case_id=case_id)
        stills.append(still)
    return tuple(stills)
