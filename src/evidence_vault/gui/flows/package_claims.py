# SPDX-License-Identifier: GPL-3.0-or-later
"""What a package of another vault says about a piece of evidence, in words."""

from evidence_vault.gui.flows.words_of_values import time_text
from evidence_vault.records import EvidenceItem, Json
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

_FIELDS = (
    ("package_id", N_("Package")),
    ("signer", N_("Signed by the key")),
    ("exhibit", N_("Its number there")),
    ("added_at", N_("Added there")),
    ("file_modified_at", N_("File was last changed, says the other vault")),
    ("file_created_at", N_("File was made, says the other vault")),
    ("source_folder", N_("Folder there")),
)


_LOG = "data/records/custody-log.jsonl"


def is_foreign_log(item: EvidenceItem) -> bool:
    """Whether an item is the custody log of another vault."""
    claims = item.facts.get("from_package")
    return isinstance(claims, dict) and claims.get("path") == _LOG


def package_claims(item: EvidenceItem) -> list[tuple[str, str]]:
    """Name and value of each claim; empty for what was added here."""
    claims = item.facts.get("from_package")
    if not isinstance(claims, dict):
        return []
    return [(_(words), _value(name, claims[name])) for name, words in _FIELDS if claims.get(name)]


def _value(name: str, value: Json) -> str:
    text = str(value)
    return time_text(text) if name.endswith("_at") else visible_name(text)
