# SPDX-License-Identifier: GPL-3.0-or-later
"""The answer of a check in words. "Intact" never stands alone: whose key signed is always said."""

from evidence_vault.operations.review_package import NOT_PROVED
from evidence_vault.records import CheckReport, Finding
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural
from evidence_vault.user_messages import subject_shown, words_for

__all__ = ["NOT_PROVED", "counts_text", "finding_words", "verdict_words"]


def verdict_words(report: CheckReport, *, of_package: bool) -> tuple[str, str, str]:
    """Look of the banner, title and text of a verdict."""
    if report.verdict != "intact":
        count = sum(finding.severity == "problem" for finding in report.findings)
        title = plural("{count} problem was found", "{count} problems were found", count)
        return "red", title, _("It is not as it was when it was signed.") if of_package else _("See below what it is.")
    if not of_package:
        return "green", _("Unchanged"), _("Everything in this vault is unchanged since it was added.")
    return _signed_words(report)


def _signed_words(report: CheckReport) -> tuple[str, str, str]:
    key = report.signer.fingerprint or "?"
    compared = report.signer.compared
    if compared == "matched":
        return (
            "green",
            _("Unchanged"),
            _("Unchanged since it was signed, by the key you compared: {key}").format(key=key),
        )
    if compared == "different":
        return (
            "red",
            _("Signed by another key"),
            _("It was signed by {key}, which is not the key you named.").format(key=key),
        )
    text = _("Unchanged since it was signed by the key {key}. Whose key that is was not checked.").format(key=key)
    return "amber", _("Unchanged, but the key was not compared"), text


def finding_words(finding: Finding) -> tuple[str, str]:
    """The subject and the sentence of a finding."""
    words = words_for(finding.code, finding.facts)
    return visible_name(subject_shown(finding)), f"{words.sentence} {words.next_step}".strip()


def counts_text(report: CheckReport) -> str:
    """How much was looked at, where the check says so."""
    files = report.counts.get("files")
    return plural("{count} file was read.", "{count} files were read.", files) if files else ""
