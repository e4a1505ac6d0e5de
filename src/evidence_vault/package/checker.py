# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a package without a vault; ``check_command.py`` is its command.

Needs the standard library and ``cryptography``, nothing else. Writes nothing, runs nothing, follows no link.
"""

from pathlib import Path

from evidence_vault.package.against import (
    checkpoint_in,
    compare_with_checkpoint,
    compare_with_older,
    read_checkpoint,
)
from evidence_vault.package.check_report import INTACT, PROBLEMS
from evidence_vault.package.examine import examine
from evidence_vault.package.signature import compare_signer
from evidence_vault.package.time_stamps import NoteText
from evidence_vault.package.trusted_time import read_authority
from evidence_vault.progress import Progress
from evidence_vault.records import CheckReport


def check_package(
    path: Path,
    *,
    signer: str | None = None,
    against: Path | None = None,
    checkpoint: Path | bytes | None = None,
    authority: Path | None = None,
    progress: Progress,
) -> CheckReport:
    """Check a package (folder or zip) as docs/formats/package.md §8 says.

    ``signer``: the fingerprint that came another way. ``against``: an older package of the same case.
    ``checkpoint``: one of the vault that was kept or noted elsewhere (origin, size, root): a file, or what was typed.
    ``authority``: a file with root certificates of time-stamp authorities.
    Raises CheckpointUnreadable, AuthorityUnusable, SourceMissing, SourceUnreadable, NotAPackage, NeedsUnpacking,
    PackageTooLarge, ArchiveDamaged, Cancelled.
    """
    authorities = () if authority is None else read_authority(authority)
    older = None if against is None else examine(against, progress)
    noted = _noted(checkpoint)
    watched = {noted.size} if noted else set()
    if older is not None and older.description is not None:
        watched.add(older.description.journal.size)
    checked = examine(path, progress, watched, authorities)
    signed_by = compare_signer(checked.fingerprint, signer, checked.findings)
    if noted is not None:
        compare_with_checkpoint(checked, noted)
    if older is not None and against is not None:
        compare_with_older(checked, older, against.name)
    elif noted is None:
        checked.findings.note("LATER_MAY_EXIST", path.name)
    return CheckReport(
        verdict=PROBLEMS if checked.findings.has_problems else INTACT,
        findings=checked.findings.all(),
        signer=signed_by,
        timestamps=checked.timestamps,
        counts=checked.counts,
    )


def _noted(checkpoint: Path | bytes | None) -> NoteText | None:
    if checkpoint is None:
        return None
    return checkpoint_in(checkpoint, "checkpoint") if isinstance(checkpoint, bytes) else read_checkpoint(checkpoint)
