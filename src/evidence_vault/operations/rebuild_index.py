# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the index of a vault anew from blobs and journal; nothing is lost by that."""

from pathlib import Path

from evidence_vault.clock import SystemClock
from evidence_vault.operations.process_hardening import forbid_core_dumps
from evidence_vault.progress import Progress
from evidence_vault.records import Finding
from evidence_vault.vault.vault import Vault


def rebuild_index(folder: Path, passphrase: str, progress: Progress) -> tuple[Finding, ...]:
    """Make the index anew and record it; what was noticed. The old index goes to the vault's quarantine.

    Raises what opening a vault raises; JournalDamaged where the log cannot be read to its end.
    """
    forbid_core_dumps()
    with Vault.open(folder, passphrase=passphrase, clock=SystemClock(), progress=progress, fresh_index=True) as vault:
        vault.record("rebuilt", [], {}, actor=vault.owner)
        return vault.opening_notes
