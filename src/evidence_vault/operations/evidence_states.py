# SPDX-License-Identifier: GPL-3.0-or-later
"""What the list of evidence can be narrowed down by beside what stands in the items: tags, and text not read yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from evidence_vault.operations.read_pictures import pages_to_read
from evidence_vault.operations.tag_evidence import tags_in_use, tags_of_evidence
from evidence_vault.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class EvidenceStates:
    """``tags`` by item id; ``known_tags``: every tag of the case, also those of notes, to choose from.

    ``unread``: content ids of pictures and documents of which the program has not read the text yet.
    """

    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    known_tags: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()


def evidence_states(vault: Vault, case_id: str | None) -> EvidenceStates:
    """The states of the evidence of a case, or of all; tags belong to a case."""
    unread = frozenset(page.content_id for page in pages_to_read(vault, case_id))
    if case_id is None:
        return EvidenceStates(unread=unread)
    return EvidenceStates(tags_of_evidence(vault, case_id), tags_in_use(vault, case_id), unread)
