# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies that exports make for themselves: found again by how they were made, so that each is made once."""

import io
from collections.abc import Mapping

from evidence_vault import __version__
from evidence_vault.progress import Silent
from evidence_vault.records import Actor, EvidenceItem, Json
from evidence_vault.vault.vault import NewItem, Vault

ENDINGS: Mapping[str, tuple[str, str]] = {"jpeg": ("jpg", "image/jpeg"), "png": ("png", "image/png")}
"""The format of a copy: the ending of its name, its media type."""


def kept_copy(vault: Vault, parent_id: str, derivation: Mapping[str, Json]) -> EvidenceItem | None:
    """The copy of an item that was made in exactly this way, by whichever version of the program."""
    for copy in vault.items(derived_from=parent_id):
        made = dict(copy.derivation or {})
        made.pop("program", None)
        if made == derivation:
            return copy
    return None


def keep_made(  # noqa: PLR0917 - an operation with everything it belongs to
    vault: Vault, case_id: str, parent_id: str, stem: str, data: bytes, derivation: Mapping[str, Json], actor: Actor
) -> EvidenceItem:
    """Store a copy and how it was made; ``stem`` is its name without the ending. Raises DiskFull."""
    ending, media_type = ENDINGS[str(derivation["format"])]
    new = NewItem(
        content=vault.store_content(io.BytesIO(data), progress=Silent(), expected_size=len(data)),
        name=f"{stem}.{ending}",
        media_type=media_type,
        derived_from=parent_id,
        derivation={**derivation, "program": __version__},
    )
    return vault.add_item(new, actor=actor, case_id=case_id)
