# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a package that was handed over; needs no vault."""

from pathlib import Path

from evidence_vault.operations.check_against_vault import compare_with_vault
from evidence_vault.package.checker import check_package as check
from evidence_vault.progress import Progress
from evidence_vault.records import CheckReport
from evidence_vault.vault.vault import Vault


def check_package(
    path: Path,
    signer: str | None,
    against: Path | None,
    progress: Progress,
    *,
    authority: Path | None = None,
    checkpoint: Path | bytes | None = None,
    vault: Vault | None = None,
) -> CheckReport:
    """Check a folder or zip. ``signer``: a fingerprint that came another way; ``against``: an older package.

    ``authority``: a file with root certificates of time-stamp authorities that the person trusts.
    ``checkpoint``: one of the vault's log that was kept or noted elsewhere: a file, or what was typed.
    ``vault``: the open vault that is said to have made it.
    Raises AuthorityUnusable, SourceMissing, NotAPackage, NeedsUnpacking, PackageTooLarge.
    """
    report = check(path, signer=signer, against=against, authority=authority, checkpoint=checkpoint, progress=progress)
    return report if vault is None else compare_with_vault(report, path, vault)
