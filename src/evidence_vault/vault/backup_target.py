# SPDX-License-Identifier: GPL-3.0-or-later
"""The place of a backup: made new, or recognised as an earlier copy of the very same vault that nobody worked in."""

import os
from pathlib import Path

from evidence_vault import errors
from evidence_vault.vault import segments
from evidence_vault.vault.checkpoint import LARGEST_NOTE, vault_id_of_note
from evidence_vault.vault.durable import storage_errors, write_whole
from evidence_vault.vault.header_copies import read_copies
from evidence_vault.vault.journal import Journal
from evidence_vault.vault.layout import FOLDERS, PART_SUFFIX, README, VaultLayout, looks_like_a_vault
from evidence_vault.vault.ledger import Ledger
from evidence_vault.vault.segments import SealedRecord

_TEMPORARY_SUFFIXES = {PART_SUFFIX, ".db"}


def refuse_overlap(vault: Path, target: Path) -> None:
    """Raise BackupPlaceInside where one folder would lie in the other, or be it."""
    inner, outer = target.resolve(), vault.resolve()
    if inner.is_relative_to(outer) or outer.is_relative_to(inner):
        raise errors.BackupPlaceInside(name=target.name)


def claim(ledger: Ledger, target: Path, note: bytes) -> VaultLayout:
    """The layout at ``target``, its folders made; ``note`` says in a new one whose copy it is going to be.

    Raises BackupGone (no such parent), DestinationExists (something else is there), BackupOfAnotherVault,
    BackupDiverged, DiskFull, VaultReadOnly, StorageFailed.
    """
    if not target.parent.is_dir():
        raise errors.BackupGone(name=target.parent.name)
    layout = VaultLayout(target)
    if _is_free(target):
        _begin(ledger, layout, note)
    else:
        _refuse_strangers(ledger, layout)
    disk = ledger.disk
    with storage_errors(target):
        for name in FOLDERS:
            disk.make_folder(target / name)
        if not layout.readme.exists():
            write_whole(disk, layout.readme, README.encode(), layout.temporary)
        disk.flush_folder(target)
    return layout


def refuse_diverged(ledger: Ledger, layout: VaultLayout) -> None:
    """Raise BackupDiverged unless what the copy's journal says is a beginning of what the vault's says."""
    last = _last_entry(ledger, layout)
    if last is None:
        return
    seq, digest = last
    known = ledger.database.value("SELECT hash FROM tree WHERE node = ?", (seq,))
    if known is None or bytes(known) != digest:
        raise errors.BackupDiverged(name=layout.folder.name)


def _is_free(target: Path) -> bool:
    # A crash right at the beginning leaves nothing but the folder for unfinished writes.
    if not os.path.lexists(target):
        return True
    if target.is_symlink() or not target.is_dir():
        return False
    left = [path for path in target.rglob("*") if path != target / "tmp"]
    return all(path.parent == target / "tmp" and path.suffix in _TEMPORARY_SUFFIXES for path in left)


def _begin(ledger: Ledger, layout: VaultLayout, note: bytes) -> None:
    disk = ledger.disk
    with storage_errors(layout.folder):
        disk.make_folder(layout.folder)
        disk.make_private(layout.folder)
        disk.make_folder(layout.temporary)
        write_whole(disk, layout.copy_note, note, layout.temporary)
        disk.flush_folder(layout.folder.parent)


def _refuse_strangers(ledger: Ledger, layout: VaultLayout) -> None:
    found = _vault_id_at(layout)
    if found is None:
        raise errors.DestinationExists(name=layout.folder.name)
    if found != ledger.keys.vault_id:
        raise errors.BackupOfAnotherVault(name=layout.folder.name)
    if layout.journal.is_dir():
        refuse_diverged(ledger, layout)


def _vault_id_at(layout: VaultLayout) -> bytes | None:
    if looks_like_a_vault(layout.folder):
        headers = [copy.header for copy in read_copies(layout) if copy.header is not None]
        return headers[0].vault_id
    try:
        with layout.copy_note.open("rb") as file:
            return vault_id_of_note(file.read(LARGEST_NOTE))
    except OSError:
        return None


def _last_entry(ledger: Ledger, layout: VaultLayout) -> tuple[int, bytes] | None:
    """Number and hash of the last entry in the copy that opens; what is damaged there is written anew anyway."""
    journal = Journal(layout.journal, ledger.keys.journal, ledger.keys.vault_id)
    for number in reversed(segments.segment_numbers(layout.journal)):
        found = _last_in_segment(journal, number)
        if found is not None:
            return found
    return None


def _last_in_segment(journal: Journal, number: int) -> tuple[int, bytes] | None:
    found: tuple[int, bytes] | None = None
    try:
        data = segments.segment_path(journal.folder, number).read_bytes()
        seq = segments.read_header(data, journal.vault_id, number)
        for record in segments.read_records(data, segments.HEADER_SIZE, number):
            if isinstance(record, SealedRecord):
                found = seq, journal.open_record(record, seq, number).hash
                seq += 1
    except (errors.JournalDamaged, OSError):
        return found
    return found


def drop_unfinished(layout: VaultLayout) -> None:
    """Remove half-written files of a run that was broken off: copies of what the vault still has."""
    for path in layout.temporary.iterdir():
        if path.suffix in _TEMPORARY_SUFFIXES:
            path.unlink(missing_ok=True)
