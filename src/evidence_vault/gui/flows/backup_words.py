# SPDX-License-Identifier: GPL-3.0-or-later
"""How old the copy of a vault and its proof are, in words, and when to remind calmly."""

from typing import TYPE_CHECKING

from evidence_vault.translations import _, plural

if TYPE_CHECKING:
    from evidence_vault.operations.back_up import BackupProof, BackupReport, BackupState

REMIND_AFTER_DAYS = 30


def strip_words(state: "BackupState") -> str:
    """For the strip at the bottom: always there, a few words."""
    if state.days_since_proof == 0:
        return _("copy proven today")
    if state.days_since_proof is not None:
        return plural("copy proven {count} day ago", "copy proven {count} days ago", state.days_since_proof)
    return _("copy made, not proven yet") if state.made_at else _("no copy on another disk yet")


def reminder(state: "BackupState") -> tuple[str, str] | None:
    """Title and text of a calm reminder; None where the last proof is young enough."""
    if state.days_since_proof is not None and state.days_since_proof < REMIND_AFTER_DAYS:
        return None
    if state.made_at is None:
        return (
            _("There is no copy of this vault yet"),
            _("A disk can fail. Copy the vault to a stick or another disk when one is at hand."),
        )
    if state.days_since_proof is None:
        return (
            _("The copy of this vault was never tried"),
            _("Open it once with your passphrase: only then you know that it helps."),
        )
    count = state.days_since_proof
    return (
        plural(
            "The copy of this vault was last tried {count} day ago",
            "The copy of this vault was last tried {count} days ago",
            count,
        ),
        _("Bring it up to date and try it again when the disk is at hand."),
    )


def made_sentence(report: "BackupReport") -> str:
    """How a backup ended."""
    if report.findings:
        return _("The copy was made, but not everything in the vault is whole. Press “Check everything now”.")
    count = report.copied_files
    sentence = plural(
        "The copy is up to date; {count} file was copied.", "The copy is up to date; {count} files were copied.", count
    )
    if report.synced_by:
        sentence += " " + _("{program} copies that place to the internet.").format(program=report.synced_by)
    return sentence


def proof_sentence(proof: "BackupProof") -> str:
    """How trying a copy ended."""
    if proof.report.verdict != "intact":
        return _("The copy is not whole. Press “Back up …” again: what is damaged there is written anew.")
    if not proof.behind:
        return _("The copy opens with your passphrase, and everything is in it.")
    return plural(
        "The copy opens and is whole. {count} entry of the vault came later and is not in it.",
        "The copy opens and is whole. {count} entries of the vault came later and are not in it.",
        proof.behind,
    )
