# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes the passphrase, and makes a new recovery key or takes it away."""

from evidence_vault.vault.vault import Vault


def change_passphrase(vault: Vault, old: str, new: str) -> None:
    """Give the vault a new passphrase. Raises WrongPassphrase, PassphraseTooShort; the recovery key stays."""
    vault.keys.change_passphrase(old, new)


def new_recovery_key(vault: Vault) -> str:
    """Make a new recovery key; the old one no longer opens the vault. It is shown once."""
    return vault.keys.new_recovery_key()


def remove_recovery_key(vault: Vault) -> None:
    """Take the recovery key away: it opens nothing any more. Raises NoRecoveryKey where there is none."""
    vault.keys.remove_recovery_key()


def has_recovery_key(vault: Vault) -> bool:
    """Whether a recovery key opens the vault."""
    return vault.keys.has_recovery_key
