# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the index from blobs and journal alone; the one there was goes to quarantine."""

import secrets
from pathlib import Path

from evidence_vault.progress import Progress
from evidence_vault.vault.apply import BlobSource, apply_entry
from evidence_vault.vault.database import Database
from evidence_vault.vault.durable import Disk, storage_errors
from evidence_vault.vault.journal import Journal, StoredEntry, TornTail
from evidence_vault.vault.layout import VaultLayout
from evidence_vault.vault.schema import create_tables

COMPANIONS = ("", "-wal", "-shm", "-journal")
_REPORT_EVERY = 100


def fill(database: Database, journal: Journal, contents: BlobSource, progress: Progress) -> TornTail | None:
    """Make the tables and apply the whole journal; the cut-off write at its end, if there is one.

    Raises JournalDamaged.
    """
    torn: TornTail | None = None
    create_tables(database)
    with database.transaction():
        for stored in journal.read():
            if isinstance(stored, StoredEntry):
                apply_entry(database, stored, contents)
                if stored.position.size % _REPORT_EVERY == 0:
                    progress.report(stored.position.size, None)
                    progress.raise_if_cancelled()
            else:
                torn = stored
    return torn


def rebuild(  # noqa: PLR0917 - everything an index is made of
    layout: VaultLayout, key: bytes, journal: Journal, contents: BlobSource, disk: Disk, progress: Progress
) -> tuple[Database, TornTail | None]:
    """A new index in the place of the old one. It is complete before the old one is touched."""
    building = layout.temporary / f"{secrets.token_hex(16)}.db"
    try:
        database = Database.create(building, key)
        try:
            torn = fill(database, journal, contents, progress)
        finally:
            database.close()
        with storage_errors(layout.folder):
            set_aside(layout, disk)
            disk.rename(building, layout.database)
            disk.flush_folder(layout.folder)
    except BaseException:
        for companion in COMPANIONS:
            Path(f"{building}{companion}").unlink(missing_ok=True)
        raise
    return Database.open(layout.database, key), torn


def set_aside(layout: VaultLayout, disk: Disk) -> None:
    """Move the index and what belongs to it to quarantine. Raises OSError."""
    mark = secrets.token_hex(4)
    for companion in COMPANIONS:
        path = Path(f"{layout.database}{companion}")
        if path.exists():
            disk.rename(path, layout.quarantine / f"index-{mark}.db{companion}")
    disk.flush_folder(layout.quarantine)
