# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads everything in a vault and says what is not as it was; changes nothing."""

from pathlib import Path

from evidence_vault.clock import SystemClock
from evidence_vault.operations.process_hardening import forbid_core_dumps
from evidence_vault.progress import Progress
from evidence_vault.records import CheckReport
from evidence_vault.vault.vault import Vault
from evidence_vault.vault.verify import verify_vault as verify


def verify_vault(folder: Path, passphrase: str, progress: Progress) -> CheckReport:
    """Check a closed vault. Raises NotAVault, WrongPassphrase, VaultInUse and kin."""
    forbid_core_dumps()
    return verify(folder, passphrase=passphrase, clock=SystemClock(), progress=progress)


def verify_open_vault(vault: Vault, progress: Progress, *, quick: bool = False) -> CheckReport:
    """Check the open vault; ``quick`` leaves out reading every stored byte."""
    return vault.verify(progress=progress, quick=quick)
