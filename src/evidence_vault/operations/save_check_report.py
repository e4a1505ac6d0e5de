# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of a check as a PDF for the files of whoever checked."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from evidence_vault import __version__
from evidence_vault.clock import SystemClock, local_text
from evidence_vault.crypto.signing import fingerprint_groups
from evidence_vault.exporters import blocks
from evidence_vault.exporters.pdf import Document, set_document
from evidence_vault.exporters.report_time import STAMP_STATES
from evidence_vault.package.check_report import NOT_PROVED, verdict_sentence
from evidence_vault.records import CheckReport, Finding, Json, Severity
from evidence_vault.safe_files import visible_name, write_new_file
from evidence_vault.translations import N_, Words
from evidence_vault.user_messages import words_for

_COMPARED = {
    "matched": N_("It is the one that was told another way."),
    "different": N_("It is not the one that was told another way."),
    "not-compared": N_("It was not compared with one that was told another way."),
}
_REVOCATIONS = {
    "good": N_("by the list given, its certificate was not revoked"),
    "not-checked": N_("revocation was not checked"),
}
MOST_FINDINGS = 500


def save_check_report(report: CheckReport, package_name: str, destination: Path, words: Words) -> None:
    """Write the report to a new PDF. Raises PdfFailed, DestinationExists, DestinationUnwritable, DiskFull."""
    write_new_file(destination, check_report_pdf(report, package_name, words, local_text(SystemClock().now())))


def check_report_pdf(report: CheckReport, package_name: str, words: Words, made_at: str) -> bytes:
    """The PDF; ``made_at`` is ISO 8601 with offset. The same report gives the same bytes. Raises PdfFailed."""
    title = words.translate("Check of a package")
    name = visible_name(package_name)
    data: dict[str, Json] = {
        "title": f"{title}: {name}",
        "author": f"Evidence Vault {__version__}",
        "language": words.tag,
        "lang": words.tag[:2],
        "region": "cn" if words.tag == "zh-Hans" else None,
        "not_stated": words.translate("not stated"),
        "footer": {
            "left": f"{title} · {name}",
            "page": words.translate("Page {page} of {pages}"),
            "key": report.signer.fingerprint or "",
        },
        "blocks": list(_blocks(report, name, words, made_at)),
    }
    return set_document(Document(data, made_at))


def _blocks(report: CheckReport, name: str, words: Words, made_at: str) -> Iterator[blocks.Block]:
    translate = words.translate
    yield blocks.title(translate("Check of a package"), name, outlined=False)
    yield blocks.banner(verdict_sentence(report, words))
    yield blocks.pairs(list(_facts(report, words, made_at)))
    yield blocks.heading(translate("What this does not prove"), 2)
    yield blocks.numbered(translate(point) for point in NOT_PROVED)
    for severity, heading in ((Severity.PROBLEM, N_("Problems")), (Severity.NOTE, N_("To know"))):
        found = [finding for finding in report.findings if finding.severity is severity]
        if found:
            yield blocks.heading(f"{translate(heading)} ({len(found)})", 2)
            yield _findings_table(found, words)
    if report.timestamps:
        yield blocks.heading(translate("Trusted time"), 2)
        yield _stamps_table(report, words)


def _facts(report: CheckReport, words: Words, made_at: str) -> Iterator[tuple[str, str]]:
    translate, key = words.translate, report.signer.fingerprint
    yield translate("Checked at (clock of this computer)"), made_at.replace("T", " ")
    yield translate("Checked with"), f"Evidence Vault {__version__}"
    if key is not None:
        yield translate("Signed by the key"), key
        yield translate("For reading aloud"), fingerprint_groups(key)
        yield translate("Compared"), translate(_COMPARED[report.signer.compared])
    for count, label in (("files", N_("Files")), ("bytes", N_("Bytes")), ("custody_entries", N_("Entries of the log"))):
        if count in report.counts:
            yield translate(label), str(report.counts[count])


def _findings_table(found: list[Finding], words: Words) -> blocks.Block:
    translate = words.translate
    columns = [
        blocks.column(translate("Finding"), "48mm", mono=True),
        blocks.column(translate("Which file"), "1fr"),
        blocks.column(translate("What it means"), "2fr"),
    ]
    return blocks.table(columns, [_finding_row(finding, words) for finding in found[:MOST_FINDINGS]], small=True)


def _finding_row(finding: Finding, words: Words) -> list[Json]:
    told = words_for(finding.code, {"subject": finding.subject, **finding.facts}, words)
    return [finding.code, visible_name(finding.subject), visible_name(f"{told.sentence} {told.next_step}".strip())]


def _stamps_table(report: CheckReport, words: Words) -> blocks.Block:
    translate = words.translate
    columns = [
        blocks.column(translate("Time stated"), "36mm"),
        blocks.column(translate("By"), "1fr"),
        blocks.column(translate("How it was checked"), "36mm"),
        blocks.column(translate("Which file"), "1fr"),
    ]
    rows = [_stamp_row(one, words) for one in report.timestamps]
    return blocks.table(columns, rows, small=True)


def _stamp_row(one: Mapping[str, Json], words: Words) -> list[Json]:
    shown: list[Json] = [visible_name(str(one[name] or "—")) for name in ("time", "authority")]
    return [*shown, _stamp_words(one, words), str(one["file"])]


def _stamp_words(one: Mapping[str, Json], words: Words) -> str:
    """How it was judged, whether revocation was looked at, and whether a later stamp stands for it."""
    looked_at = _REVOCATIONS[str(one["revocation"])]
    told = [words.translate(STAMP_STATES[str(one["state"])]), words.translate(looked_at)]
    if one["renewed_by"] is not None:
        told.append(words.translate("a later time stamp covers it as well"))
    return "; ".join(told)
