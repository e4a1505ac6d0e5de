# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window takes from a vault in the moment it is opened, on the vault's own thread."""

from pathlib import Path

from evidence_vault.gui.workspace import OpenedVault, OpenVault


def opened_vault(vault: OpenVault, folder: Path) -> OpenedVault:
    """The few plain values of ``vault`` that the window shows."""
    from evidence_vault.operations import hidden_pictures

    return OpenedVault(
        vault=vault,
        folder=folder,
        name=folder.name.removesuffix(".evidence-vault"),
        owner=vault.owner,
        fingerprint=vault.fingerprint,
        notes=tuple(vault.opening_notes),
        vault_id=vault.vault_id,
        state=vault.journal_state(),
        blur_choices=hidden_pictures.blur_choices(vault),
    )
