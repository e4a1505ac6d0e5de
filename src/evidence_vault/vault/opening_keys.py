# SPDX-License-Identifier: GPL-3.0-or-later
"""What opens a vault: its passphrase and its recovery key, changed without touching anything that is encrypted."""

from evidence_vault.vault import header
from evidence_vault.vault.header import OpenedHeader
from evidence_vault.vault.log_queries import owner_of
from evidence_vault.vault.starting import OpenVault


class OpeningKeys:
    """The passphrase and the recovery key of an open vault.

    A change is durable in both header copies, and journaled, when a method returns; what it replaced opens nothing
    any more. Every method may raise DiskFull, VaultReadOnly, StorageGone, StorageFailed: then either still opens it.
    """

    def __init__(self, parts: OpenVault) -> None:
        self._parts = parts

    def change_passphrase(self, old: str, new: str) -> None:
        """From now on ``new`` opens the vault. Raises WrongPassphrase, PassphraseTooShort."""
        changed = header.change_passphrase(self._parts.ledger.layout, self._parts.header, old, new, self._size)
        self._keep(changed, "passphrase")

    def set_passphrase(self, new: str) -> None:
        """A new passphrase without the old one, after opening with the recovery key. Raises PassphraseTooShort."""
        changed = header.reset_passphrase(self._parts.ledger.layout, self._parts.header, new, self._size)
        self._keep(changed, "passphrase-reset")

    def new_recovery_key(self) -> str:
        """A new recovery key as it is shown; the earlier one opens nothing any more."""
        changed, shown = header.replace_recovery_key(self._parts.ledger.layout, self._parts.header, self._size)
        self._keep(changed, "recovery-key")
        return shown

    def remove_recovery_key(self) -> None:
        """From now on only the passphrase opens the vault. Raises NoRecoveryKey where there is none."""
        changed = header.remove_recovery_key(self._parts.ledger.layout, self._parts.header, self._size)
        self._keep(changed, "recovery-key-removed")

    @property
    def has_recovery_key(self) -> bool:
        """Whether a recovery key opens the vault."""
        return header.has_recovery_key(self._parts.header)

    @property
    def _size(self) -> int:
        return self._parts.ledger.state().size

    def _keep(self, changed: OpenedHeader, reason: str) -> None:
        self._parts.keep_header(changed, reason, owner_of(self._parts.ledger.database))
