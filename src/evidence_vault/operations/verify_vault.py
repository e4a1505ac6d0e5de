# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads everything in a vault and says what is not as it was; changes nothing."""

from dataclasses import replace
from pathlib import Path

from evidence_vault.errors import SourceMissing, SourceUnreadable
from evidence_vault.operations.process_hardening import forbid_core_dumps
from evidence_vault.operations.synced_folders import place_findings
from evidence_vault.progress import Progress
from evidence_vault.records import CheckReport
from evidence_vault.vault.checkpoint import LARGEST_NOTE
from evidence_vault.vault.vault import Vault
from evidence_vault.vault.verify import verify_folder


def verify_vault(
    folder: Path, passphrase: str, progress: Progress, *, quick: bool = False, against_note: Path | None = None
) -> CheckReport:
    """Check a closed vault; ``quick`` leaves out reading every stored byte.

    ``against_note``: a checkpoint of this vault that was kept elsewhere; a vault that is older, or another one,
    is a finding. Raises NotAVault, WrongPassphrase, VaultInUse and kin; SourceMissing, SourceUnreadable (the note).
    """
    forbid_core_dumps()
    note = None if against_note is None else _read_note(against_note)
    checked = verify_folder(folder, passphrase=passphrase, progress=progress, quick=quick, outside_note=note)
    return _with_place(checked.report, folder)


def verify_open_vault(vault: Vault, progress: Progress, *, quick: bool = False) -> CheckReport:
    """Check the open vault; ``quick`` leaves out reading every stored byte."""
    return _with_place(vault.verify(progress=progress, quick=quick), vault.path)


def _with_place(report: CheckReport, folder: Path) -> CheckReport:
    return replace(report, findings=(*report.findings, *place_findings(folder)))


def _read_note(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_NOTE + 1)
    except FileNotFoundError as error:
        raise SourceMissing(name=path.name) from error
    except OSError as error:
        raise SourceUnreadable(name=path.name) from error
