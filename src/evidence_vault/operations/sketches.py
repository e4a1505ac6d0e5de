# SPDX-License-Identifier: GPL-3.0-or-later
"""The sketches of pictures: made once in the worker, kept encrypted in the vault's index, made again when lost."""

import zlib

from evidence_vault.errors import ReadingError
from evidence_vault.operations.reading_sources import StoredSource
from evidence_vault.operations.workers import worker
from evidence_vault.pictures.sketch import LARGEST_SKETCH, Sketch, sketch_from_bytes
from evidence_vault.progress import Progress
from evidence_vault.records import EvidenceItem
from evidence_vault.vault.vault import Vault

_FORM = 2
"""Counts up when sketches of the same picture would differ."""


def sketch_of_item(vault: Vault, item: EvidenceItem, progress: Progress) -> Sketch | None:
    """The sketch of a picture's first page; None for one that cannot be opened. Raises BlobDamaged, Cancelled."""
    key = f"sketch-{_FORM}-{item.content_id}"
    kept = vault.derived(key)
    if kept is not None:
        try:
            return sketch_from_bytes(zlib.decompress(kept, bufsize=LARGEST_SKETCH))
        except (ValueError, zlib.error):
            pass  # made again below
    source = StoredSource(vault, item.content_id, item.name, item.size)
    try:
        data = worker().sketch(source, 0, progress=progress)
        made = sketch_from_bytes(data)
    except (ReadingError, ValueError):
        return None
    vault.keep_derived(key, zlib.compress(data, 1))
    return made


def sketches_of(
    vault: Vault, items: tuple[EvidenceItem, ...], progress: Progress
) -> tuple[list[EvidenceItem], list[Sketch]]:
    """The items that have one, and their sketches, in the order as given."""
    kept: list[EvidenceItem] = []
    sketches: list[Sketch] = []
    for done, item in enumerate(items):
        progress.raise_if_cancelled()
        progress.report(done, len(items), item.name)
        sketch = sketch_of_item(vault, item, progress)
        if sketch is not None:
            kept.append(item)
            sketches.append(sketch)
    return kept, sketches


class PairProgress:
    """Reports the comparing of pairs; stops it when the person does."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def __call__(self, done: int, whole: int) -> None:
        """``done`` of ``whole`` pairs were compared. Raises Cancelled."""
        self._progress.raise_if_cancelled()
        self._progress.report(done, whole)
