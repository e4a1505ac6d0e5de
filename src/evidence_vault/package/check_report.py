# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of a check in words and as JSON: "intact" never stands alone (DESIGN §8)."""

from evidence_vault.crypto.signing import fingerprint_groups
from evidence_vault.records import CheckReport, Finding, Json, Severity, Signer
from evidence_vault.translations import N_, Words, interface_words
from evidence_vault.user_messages import words_for

NOT_PROVED = (
    N_("Whose key signed it. Compare the fingerprint with one you were told another way: by phone, or on paper."),
    N_("That what the pictures and chats show is true, or who wrote it."),
    N_("That nothing was left out before it was made."),
    N_("When it happened. The times are what files and computers claimed."),
)
"""What no hash and no signature can show; always said beside a verdict."""

INTACT = "intact"
PROBLEMS = "problems"


def report_as_json(report: CheckReport, words: Words | None = None) -> dict[str, Json]:
    """The document of ``check --json`` and ``verify --json``."""
    return {
        "verdict": report.verdict,
        "findings": [_finding_json(finding, words) for finding in report.findings],
        "signer": {"fingerprint": report.signer.fingerprint, "compared": report.signer.compared},
        "timestamps": [dict(one) for one in report.timestamps],
        "counts": dict(report.counts),
    }


def verdict_sentence(report: CheckReport, words: Words | None = None) -> str:
    """The verdict of a package with what it rests on, in one or two sentences."""
    words = words or interface_words()
    if report.verdict != INTACT:
        count = sum(finding.severity is Severity.PROBLEM for finding in report.findings)
        text = words.translate_plural("{count} problem was found.", "{count} problems were found.", count)
        return text.format(count=count)
    return words.translate(_INTACT[report.signer.compared]).format(fingerprint=report.signer.fingerprint)


def report_as_text(report: CheckReport, words: Words | None = None) -> str:
    """The whole report of a package for a terminal: verdict first."""
    words = words or interface_words()
    lines = [verdict_sentence(report, words), ""]
    lines += _signer_lines(report.signer, words)
    for severity, heading in ((Severity.PROBLEM, N_("Problems")), (Severity.NOTE, N_("To know"))):
        chosen = [finding for finding in report.findings if finding.severity is severity]
        if chosen:
            lines += [f"{words.translate(heading)}:", *(_finding_line(finding, words) for finding in chosen), ""]
    files, size = report.counts.get("files", 0), report.counts.get("bytes", 0)
    lines.append(words.translate(N_("Files: {files}, bytes: {size}")).format(files=files, size=size))
    return "\n".join(lines) + "\n"


_INTACT = {
    "matched": N_(
        "Unchanged since it was signed by the key {fingerprint}, the one you were told. "
        "This does not say that what is written in it is true."
    ),
    "not-compared": N_(
        "Unchanged since it was signed by the key {fingerprint}; whose key that is was not checked."
    ),
}  # fmt: skip


def _signer_lines(signer: Signer, words: Words) -> list[str]:
    if signer.fingerprint is None:
        return []
    label = words.translate(N_("Signed by the key"))
    return [f"{label}: {signer.fingerprint}", f"  {fingerprint_groups(signer.fingerprint)}", ""]


def _finding_json(finding: Finding, words: Words | None) -> dict[str, Json]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "sentence": _sentence(finding, words),
    }


def _finding_line(finding: Finding, words: Words) -> str:
    told = words_for(finding.code, _facts(finding), words)
    next_step = f" {told.next_step}" if told.next_step else ""
    subject = f"{finding.subject}: " if finding.subject else ""
    return f"  [{finding.code}] {subject}{told.sentence}{next_step}"


def _sentence(finding: Finding, words: Words | None) -> str:
    return words_for(finding.code, _facts(finding), words).sentence


def _facts(finding: Finding) -> dict[str, str | int]:
    return {"subject": finding.subject, **finding.facts}
