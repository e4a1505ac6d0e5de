# SPDX-License-Identifier: GPL-3.0-or-later
"""How an import ended, in one sentence."""

from evidence_vault.records import ImportReport
from evidence_vault.translations import _, plural


def import_sentence(report: ImportReport) -> str:
    """Added, already here, not added, left out; each only where there is something to say."""
    parts = [plural("{count} added", "{count} added", len(report.items))]
    if report.duplicates:
        parts.append(plural("{count} already here", "{count} already here", len(report.duplicates)))
    if report.failed:
        parts.append(plural("{count} not added", "{count} not added", len(report.failed)))
    if report.skipped:
        parts.append(plural("{count} left out", "{count} left out", len(report.skipped)))
    sentence = ", ".join(parts) + "."
    if report.cancelled:
        sentence = _("Stopped as you asked.") + " " + sentence
    return sentence
