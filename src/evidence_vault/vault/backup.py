# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies an open vault to another place, incrementally: contents, then journal, then index, then header.

The order is that of docs/formats/vault.md, "Copies". A crash at any step leaves a copy that the next run goes on
with; only files that differ from the vault's are written anew, and nothing there is deleted but what was erased.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from evidence_vault import errors
from evidence_vault.progress import Progress
from evidence_vault.records import Finding, Severity
from evidence_vault.vault.backup_target import claim, drop_unfinished, refuse_overlap
from evidence_vault.vault.blobs import ROOM_LEFT
from evidence_vault.vault.checkpoint import Checkpoint, note_text
from evidence_vault.vault.copying import copy_durably, same_blob, same_bytes
from evidence_vault.vault.durable import storage_errors, write_whole
from evidence_vault.vault.erased_files import remove_contents
from evidence_vault.vault.header import OpenedHeader
from evidence_vault.vault.header_copies import write_copies
from evidence_vault.vault.layout import VaultLayout
from evidence_vault.vault.ledger import Ledger
from evidence_vault.vault.lock import VaultLock
from evidence_vault.vault.lost_disk import disk_of, raise_if_gone, telling_copy_from_vault
from evidence_vault.vault.rebuild import COMPANIONS, set_aside
from evidence_vault.vault.segments import segment_numbers, segment_path


@dataclass
class BackupReport:
    """What a backup did. ``size`` and ``root``: how far the copied log goes. ``findings``: what could not be copied."""

    path: Path
    size: int
    root: str
    copied_files: int = 0
    copied_bytes: int = 0
    kept_files: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass
class _Copying:
    ledger: Ledger
    header: Callable[[], OpenedHeader]
    target: VaultLayout
    report: BackupReport
    progress: Progress
    compare: bool
    seen: set[str] = field(default_factory=set)

    @property
    def source(self) -> VaultLayout:
        return self.ledger.layout


def back_up(
    ledger: Ledger,
    header: Callable[[], OpenedHeader],
    target: Path,
    *,
    progress: Progress,
    mirror: bool = False,
    compare: bool = False,
) -> BackupReport:
    """Bring the copy at ``target`` up to date, or make it; durable when this returns. The vault is only read.

    ``mirror`` leaves out the index, the one file that is no record of anything. ``compare`` reads every stored
    file of the copy and writes anew what is damaged there. ``header`` gives the newest one.

    Contents are copied while others work in the vault; only for the rest, which is short, nothing is recorded.
    Raises BackupPlaceInside, DestinationExists, BackupOfAnotherVault, BackupDiverged, VaultInUse
    (the copy is open), DiskFull, VaultReadOnly, BackupGone, StorageGone (the vault's own disk), StorageFailed,
    CheckpointRefused, HeaderDamaged, Cancelled.
    """
    refuse_overlap(ledger.layout.folder, target)
    with telling_copy_from_vault(target, ledger.layout.folder):
        disk = disk_of(target.parent)
        report = _backed_up(ledger, header, target, progress, mirror=mirror, compare=compare)
        if disk_of(target.parent) != disk:
            # Taken away, and the empty folder where it was mounted took the rest.
            raise errors.BackupGone(name=target.parent.name)
    return report


def _backed_up(
    ledger: Ledger, header: Callable[[], OpenedHeader], target: Path, progress: Progress, *, mirror: bool, compare: bool
) -> BackupReport:
    layout = claim(ledger, target, _signed(ledger)[1])
    with VaultLock(layout.lock):
        drop_unfinished(layout)
        copying = _Copying(ledger, header, layout, BackupReport(target, 0, ""), progress, compare)
        _copy_blobs(copying)
        with ledger.folded():
            signed, note = _signed(ledger)
            copying.report.size, copying.report.root = signed.size, signed.root.hex()
            for step in _steps(mirror=mirror):
                progress.raise_if_cancelled()
                step(copying)
            _write_if_other(copying, layout.copy_note, note)
    return copying.report


def _signed(ledger: Ledger) -> tuple[Checkpoint, bytes]:
    signed = ledger.checkpoint("backup")
    return signed, note_text(ledger.keys.vault_id, signed, ledger.keys.signer).encode()


def _steps(*, mirror: bool) -> Iterator[Callable[[_Copying], None]]:
    yield _copy_blobs  # those that came meanwhile
    yield _say_what_is_missing
    yield _copy_small_files
    yield _copy_journal
    yield _remove_erased
    if not mirror:
        yield _copy_index
    yield _copy_header


# --- contents


def _copy_blobs(copying: _Copying) -> None:
    new = [each for each in copying.ledger.contents.ids() if each not in copying.seen]
    copying.seen.update(new)
    wanted = [each for each in new if not _is_there(copying, each)]
    sizes = {each: _size_of(copying.source.blob(each)) for each in wanted}
    total = sum(sizes.values())
    _refuse_without_room(copying.target.folder, total)
    changed: set[Path] = set()
    done = 0
    for content_id in wanted:
        copying.progress.report(done, total)
        copying.progress.raise_if_cancelled()
        _copy_blob(copying, content_id, changed, done, total)
        done += sizes[content_id]
    with storage_errors(copying.target.folder):
        for folder in sorted(changed):
            copying.ledger.disk.flush_folder(folder)
        copying.ledger.disk.flush_folder(copying.target.blobs)


def _size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0  # erased since it was listed


def _is_there(copying: _Copying, content_id: str) -> bool:
    there = same_blob(copying.source.blob(content_id), copying.target.blob(content_id))
    if there and copying.compare:
        copying.progress.raise_if_cancelled()
        there = same_bytes(copying.source.blob(content_id), copying.target.blob(content_id))
    copying.report.kept_files += there
    return there


def _copy_blob(copying: _Copying, content_id: str, changed: set[Path], before: int, total: int) -> None:
    place = copying.target.blob(content_id)
    with storage_errors(copying.target.folder):
        copying.ledger.disk.make_folder(place.parent)
    try:
        digest, size = copy_durably(
            copying.ledger.disk,
            copying.source.blob(content_id),
            place,
            copying.target.temporary,
            lambda done: _go_on(copying.progress, before + done, total),
        )
    except errors.SourceUnreadable:
        raise_if_gone(copying.source.folder)
        if not copying.source.blob(content_id).exists():
            return  # erased since it was listed; else it is named as missing
        copying.report.findings.append(_blob_finding("BLOB_DAMAGED", content_id))
        return
    changed.add(place.parent)
    known = copying.ledger.database.value("SELECT stored_sha256 FROM contents WHERE id = ?", (content_id,))
    if known is not None and known != digest:
        copying.report.findings.append(_blob_finding("BLOB_DAMAGED", content_id))
    copying.report.copied_files += 1
    copying.report.copied_bytes += size


def _say_what_is_missing(copying: _Copying) -> None:
    for (content_id,) in copying.ledger.database.rows("SELECT id FROM contents WHERE stored_sha256 != '' ORDER BY id"):
        if not copying.source.blob(content_id).exists():
            copying.report.findings.append(_blob_finding("BLOB_MISSING", content_id))


def _blob_finding(code: str, content_id: str) -> Finding:
    return Finding(code, Severity.PROBLEM, content_id, {"content_id": content_id})


def _go_on(progress: Progress, done: int, total: int) -> None:
    progress.report(done, total)
    progress.raise_if_cancelled()


def _refuse_without_room(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if size + ROOM_LEFT > free:
        raise errors.DiskFull(needed=size + ROOM_LEFT, free=free)


# --- keys, checkpoints, log


def _copy_small_files(copying: _Copying) -> None:
    for folder in ("keys", "anchors"):
        for path in sorted((copying.source.folder / folder).iterdir()):
            _write_if_other(copying, copying.target.folder / folder / path.name, path.read_bytes())
    if copying.source.blob_list.exists():
        _write_if_other(copying, copying.target.blob_list, copying.source.blob_list.read_bytes())


def _copy_journal(copying: _Copying) -> None:
    # What is new comes first: an erased payload in an older segment needs the entry that says so.
    there = segment_numbers(copying.target.journal)
    grown_from = there[-1] if there else 0
    numbers = segment_numbers(copying.source.journal)
    for number in [n for n in numbers if n >= grown_from] + [n for n in numbers if n < grown_from]:
        copying.progress.raise_if_cancelled()
        data = segment_path(copying.source.journal, number).read_bytes()
        _write_if_other(copying, segment_path(copying.target.journal, number), data)


def _remove_erased(copying: _Copying) -> None:
    # The one thing that is ever taken out of a copy: what was erased, once the copy holds the entry that says so.
    rows = copying.ledger.database.rows("SELECT id FROM erased_contents ORDER BY id")
    with storage_errors(copying.target.folder):
        remove_contents(copying.ledger.disk, copying.target, [str(row[0]) for row in rows])


def _write_if_other(copying: _Copying, path: Path, data: bytes) -> None:
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        copying.report.kept_files += 1
        return
    with storage_errors(copying.target.folder):
        write_whole(copying.ledger.disk, path, data, copying.target.temporary)
    copying.report.copied_files += 1
    copying.report.copied_bytes += len(data)


# --- index and header


def _copy_index(copying: _Copying) -> None:
    target, disk = copying.target, copying.ledger.disk
    snapshot = target.temporary / "snapshot.db"
    with storage_errors(target.folder):
        snapshot.unlink(missing_ok=True)
        copying.ledger.database.copy_to(snapshot)
        with suppress(OSError):  # file systems of sticks know no permissions
            snapshot.chmod(0o600)
        with disk.open_for_append(snapshot) as file:
            disk.flush(file)
        if any(Path(f"{target.database}{each}").exists() for each in COMPANIONS[1:]):
            set_aside(target, disk)  # a left -wal would be folded into the new file
        disk.rename(snapshot, target.database)
        disk.flush_folder(target.folder)
    copying.report.copied_files += 1
    copying.report.copied_bytes += target.database.stat().st_size


def _copy_header(copying: _Copying) -> None:
    text = copying.header().text
    for path in (copying.target.header_copy, copying.target.header):
        with suppress(OSError):
            if path.read_bytes() == text:
                copying.report.kept_files += 1
                continue
        write_copies(copying.target, text, copying.ledger.disk)
        copying.report.copied_files += 2
        return
