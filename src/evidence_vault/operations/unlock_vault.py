# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens and locks a vault."""

from pathlib import Path

from evidence_vault.clock import SystemClock
from evidence_vault.operations.process_hardening import forbid_core_dumps
from evidence_vault.operations.workers import end_worker
from evidence_vault.progress import Progress
from evidence_vault.vault.vault import Vault


def unlock_vault(folder: Path, passphrase: str, progress: Progress) -> Vault:
    """Open the vault. Raises NotAVault, WrongPassphrase, VaultInUse, HeaderDamaged, HeaderTampered and kin."""
    forbid_core_dumps()
    return Vault.open(folder, passphrase=passphrase, clock=SystemClock(), progress=progress)


def unlock_with_recovery_key(folder: Path, recovery_key: str, new_passphrase: str | None, progress: Progress) -> Vault:
    """Open the vault with its recovery key, and give it a new passphrase where one is wanted.

    Raises RecoveryKeyMistyped, WrongRecoveryKey, PassphraseTooShort, and what ``unlock_vault`` raises.
    """
    forbid_core_dumps()
    vault = Vault.open(folder, recovery_key=recovery_key, clock=SystemClock(), progress=progress)
    if new_passphrase is not None:
        try:
            vault.set_passphrase(new_passphrase)
        except BaseException:
            vault.close()
            raise
    return vault


def lock_vault(vault: Vault) -> None:
    """Close the vault and end the worker. Keys leave memory for certain only when the process ends."""
    end_worker()
    vault.close()
