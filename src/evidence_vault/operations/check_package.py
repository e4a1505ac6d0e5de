# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a package that was handed over; needs no vault."""

from pathlib import Path

from evidence_vault.package.checker import check_package as check
from evidence_vault.progress import Progress
from evidence_vault.records import CheckReport


def check_package(
    path: Path,
    signer: str | None,
    against: Path | None,
    progress: Progress,
    *,
    authority: Path | None = None,
    checkpoint: Path | None = None,
) -> CheckReport:
    """Check a folder or zip. ``signer``: a fingerprint that came another way; ``against``: an older package.

    ``authority``: a file with root certificates of time-stamp authorities that the person trusts.
    ``checkpoint``: one of the vault's log that was kept or noted elsewhere.
    Raises AuthorityUnusable, SourceMissing, NotAPackage, NeedsUnpacking, PackageTooLarge.
    """
    return check(path, signer=signer, against=against, authority=authority, checkpoint=checkpoint, progress=progress)
