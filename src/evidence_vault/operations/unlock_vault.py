# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens and locks a vault."""

from pathlib import Path

from evidence_vault.clock import SystemClock
from evidence_vault.errors import EvidenceVaultError
from evidence_vault.operations.process_hardening import forbid_core_dumps
from evidence_vault.operations.remembered_checkpoint import compare_with_remembered
from evidence_vault.operations.synced_folders import place_findings
from evidence_vault.operations.workers import end_worker
from evidence_vault.progress import Progress
from evidence_vault.records import JournalState
from evidence_vault.settings import RememberedVault
from evidence_vault.vault.vault import Vault


def unlock_vault(folder: Path, passphrase: str, progress: Progress, *, known: RememberedVault | None = None) -> Vault:
    """Open the vault; what was noticed about it and its place stands in ``opening_notes``.

    ``known``: what was remembered of it when it was last closed here. Raises NotAVault, WrongPassphrase,
    VaultInUse, HeaderDamaged, HeaderTampered and kin.
    """
    forbid_core_dumps()
    vault = Vault.open(folder, passphrase=passphrase, clock=SystemClock(), progress=progress)
    return _with_notes(vault, known)


def unlock_with_recovery_key(
    folder: Path,
    recovery_key: str,
    new_passphrase: str | None,
    progress: Progress,
    *,
    known: RememberedVault | None = None,
) -> Vault:
    """Open the vault with its recovery key, and give it a new passphrase where one is wanted.

    Raises RecoveryKeyMistyped, WrongRecoveryKey, NoRecoveryKey, PassphraseTooShort, and what ``unlock_vault`` raises.
    """
    forbid_core_dumps()
    vault = Vault.open(folder, recovery_key=recovery_key, clock=SystemClock(), progress=progress)
    if new_passphrase is not None:
        try:
            vault.keys.set_passphrase(new_passphrase)
        except BaseException:
            vault.close()
            raise
    return _with_notes(vault, known)


def lock_vault(vault: Vault) -> JournalState | None:
    """Close the vault and end the worker; how far its log goes, to be remembered (None if that cannot be read).

    Keys leave memory for certain only when the process ends.
    """
    end_worker()
    try:
        return vault.journal_state()
    except EvidenceVaultError:
        return None
    finally:
        vault.close()


def _with_notes(vault: Vault, known: RememberedVault | None) -> Vault:
    vault.opening_notes = (*vault.opening_notes, *place_findings(vault.path), *compare_with_remembered(vault, known))
    return vault
