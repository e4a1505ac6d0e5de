# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes the passphrase, and makes a new recovery key."""

from evidence_vault.vault.vault import Vault


def change_passphrase(vault: Vault, old: str, new: str) -> None:
    """Give the vault a new passphrase. Raises WrongPassphrase, PassphraseTooShort; the recovery key stays."""
    vault.change_passphrase(old, new)


def new_recovery_key(vault: Vault) -> str:
    """Make a new recovery key; the old one no longer opens the vault. It is shown once."""
    return vault.new_recovery_key()
