# SPDX-License-Identifier: GPL-3.0-or-later
"""What a redacted package of a case is made from: the fields that may go out, its parent, the covered copies."""

from collections.abc import Mapping, Sequence

from evidence_vault.cases.dossier import case_exhibits
from evidence_vault.errors import FieldUnknown, RedactionNeedsParent
from evidence_vault.exporters.redacted_package import (
    KEEP,
    KEPT_BY_ITSELF,
    PARENT,
    PARENT_LANGUAGE,
    TABLES,
    is_redaction,
)
from evidence_vault.records import EvidenceItem, Json
from evidence_vault.vault.vault import Vault

COMPLETE = frozenset({"police", "archive"})
"""Kinds that hold everything, so that a redacted package can be a part of one."""
_EXPORTED = "exported"
_CHANGES = frozenset({"added", "put", "retracted", "exhibit-given", "exhibit-withdrawn"})
"""What makes a complete package made before say other things than the case does now."""


def redaction_options(vault: Vault, case_id: str, keep_fields: Sequence[str]) -> dict[str, Json]:
    """The options of the dossier. ``keep_fields``: ``table.field`` each; none: a list without names, accounts, texts.

    The parent is the last complete package, made after the last change of the case.
    Raises FieldUnknown, RedactionNeedsParent.
    """
    for name in keep_fields:
        table, _dot, field = name.partition(".")
        if table not in TABLES or not field:
            raise FieldUnknown(name=name, tables=", ".join(TABLES))
    made = _last_complete(vault, case_id)
    parent: dict[str, Json] = {
        "package_id": str(made["package_id"]),
        "tagmanifest_sha256": str(made["tag_manifest_sha256"]),
    }
    return {KEEP: list(keep_fields or KEPT_BY_ITSELF), PARENT: parent, PARENT_LANGUAGE: str(made["language"])}


def _last_complete(vault: Vault, case_id: str) -> Mapping[str, Json]:
    """What the log says of the last complete package, as long as it still says what the case says."""
    found: Mapping[str, Json] | None = None
    for entry in vault.log(case_id=case_id):
        if entry.event == _EXPORTED and entry.payload and entry.payload["kind"] in COMPLETE:
            found = entry.payload
        elif entry.event in _CHANGES:
            found = None
    if found is None:
        raise RedactionNeedsParent
    return found


def covered_copies(vault: Vault, case_id: str) -> tuple[EvidenceItem, ...]:
    """The copies in which a person covered something for good."""
    return tuple(
        copy
        for exhibit in case_exhibits(vault, case_id)
        for copy in vault.items(derived_from=exhibit.item.id)
        if is_redaction(copy)
    )
