# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares a vault with what this computer remembered of it: the only way to notice a whole folder put back."""

from evidence_vault.records import Finding, Severity
from evidence_vault.settings import RememberedVault
from evidence_vault.vault.vault import Vault


def compare_with_remembered(vault: Vault, known: RememberedVault | None) -> tuple[Finding, ...]:
    """VAULT_OLDER_THAN_SEEN or VAULT_OTHER_THAN_SEEN; nothing where all is well or nothing was remembered."""
    if known is None or not known.root:
        return ()
    size = vault.journal_state().size
    if size < known.size:
        facts: dict[str, str | int] = {"known": known.size, "size": size}
        return (Finding("VAULT_OLDER_THAN_SEEN", Severity.PROBLEM, vault.name, facts),)
    if vault.root_at(known.size) != known.root:
        return (Finding("VAULT_OTHER_THAN_SEEN", Severity.PROBLEM, vault.name, {"known": known.size}),)
    return ()
