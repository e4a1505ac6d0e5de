# SPDX-License-Identifier: GPL-3.0-or-later
"""What a note can be about beside the case and its evidence: people, the other side, payments."""

from collections.abc import Iterator

from evidence_vault.cases.references import reference_to
from evidence_vault.records import Fact
from evidence_vault.vault.vault import Vault


def note_subjects(vault: Vault, case_id: str) -> Iterator[tuple[str, Fact]]:
    """Each of them with how a note names it, in the order in which they were recorded."""
    for entity in ("suspect", "payment", "person"):
        for fact in vault.facts(entity, case_id=case_id):
            yield reference_to(fact), fact
