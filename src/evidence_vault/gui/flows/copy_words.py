# SPDX-License-Identifier: GPL-3.0-or-later
"""What a copy is and what it is used for, in words."""

from evidence_vault.records import CopyPurpose, EvidenceItem
from evidence_vault.translations import N_, _

PURPOSE_WORDS: dict[str, str] = {
    CopyPurpose.REDACTION: N_("Parts of it are hidden for good"),
    CopyPurpose.MARKS: N_("Cropped, turned or marked"),
    CopyPurpose.STITCHED: N_("Put together from several pictures"),
    CopyPurpose.PART: N_("A part of a long picture"),
    CopyPurpose.FRAME: N_("A still of a recording"),
}
_USE_WORDS: dict[str, str] = {
    "complaint": N_("Complaint packages take it in place of the original."),
    "police": N_("Police packages print it; the original goes along."),
    "archive": N_("Archives hold it beside the original."),
}


def purpose_words(copy: EvidenceItem) -> str:
    """What the copy is; "" for a purpose of a later version."""
    words = PURPOSE_WORDS.get(str((copy.derivation or {}).get("purpose")))
    return _(words) if words else ""


def use_words(copy: EvidenceItem) -> str:
    """Which exports use the copy, as sentences."""
    uses = (copy.derivation or {}).get("use_for")
    listed = uses if isinstance(uses, list) else []
    return " ".join(_(_USE_WORDS[str(use)]) for use in listed if str(use) in _USE_WORDS)
