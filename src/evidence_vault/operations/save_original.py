# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives out the original bytes of an item, proves them on the way, and records it."""

import hashlib
from pathlib import Path

from evidence_vault.errors import BlobDamaged
from evidence_vault.hashing import read_pieces
from evidence_vault.progress import Progress
from evidence_vault.records import Actor
from evidence_vault.safe_files import new_file
from evidence_vault.vault.vault import Vault


def save_original(vault: Vault, item_id: str, destination: Path, actor: Actor, progress: Progress) -> Path:
    """Write the stored bytes of an item to ``destination`` (never over something) and journal it.

    Nothing stays when it fails or is cancelled. Raises NoSuchEntry, DestinationExists, DestinationUnwritable,
    DiskFull, BlobDamaged (also when the bytes do not have the recorded SHA-256).
    """
    item = vault.item(item_id)
    digest = hashlib.sha256()
    done = 0
    with vault.open_content(item.content_id) as stored, new_file(destination) as file:
        for piece in read_pieces(stored):
            progress.raise_if_cancelled()
            digest.update(piece)
            file.write(piece)
            done += len(piece)
            progress.report(done, item.size, item.name)
        if digest.hexdigest() != item.sha256:
            raise BlobDamaged(content_id=item.content_id)
    vault.record("copied-out", [item.id], {"sha256": item.sha256, "size": item.size}, actor=actor)
    return destination
