# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks into a package without a vault: check first, then its evidence, tables and log, read-only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.reading_sources import BytesSource
from evidence_vault.operations.workers import worker
from evidence_vault.package.check_report import NOT_PROVED
from evidence_vault.package.description import DescribedPart
from evidence_vault.package.review import ReviewedPackage, ReviewedTable
from evidence_vault.package.signature import same_fingerprint
from evidence_vault.progress import Progress
from evidence_vault.records import CheckReport, Finding, Picture, Severity, Signer
from evidence_vault.vault.vault import Vault

__all__ = [
    "NOT_PROVED", "Review", "compare_fingerprint", "custody_log", "picture", "review_package", "table",
]  # fmt: skip
EVIDENCE = ("original", "derivative", "upload")
TABLES: Mapping[str, str] = {"timeline": "data/tables/timeline.csv", "money": "data/tables/payments.csv"}
_LEAST_TOLD = 43
"""Signs of a whole fingerprint; fewer are still being typed."""


@dataclass(frozen=True)
class Review:
    """A checked package and what is in it. ``path`` is only for doing the same again."""

    path: Path
    report: CheckReport
    package: ReviewedPackage

    @property
    def evidence(self) -> tuple[DescribedPart, ...]:
        """Originals and copies, by path."""
        return self.package.with_role(*EVIDENCE)

    @property
    def transcripts(self) -> tuple[DescribedPart, ...]:
        """The conversations as tables, by path."""
        return tuple(part for part in self.package.with_role("transcript") if part.path.endswith(".csv"))


def review_package(
    path: Path,
    signer: str | None,
    against: Path | None,
    progress: Progress,
    *,
    authority: Path | None = None,
    checkpoint: Path | bytes | None = None,
    vault: Vault | None = None,
) -> Review:
    """Check the package, and open it for looking. Raises what ``check_package`` raises."""
    report = check_package(path, signer, against, progress, authority=authority, checkpoint=checkpoint, vault=vault)
    return Review(path, report, ReviewedPackage(path))


def picture(review: Review, path: str, page: int, max_width: int, max_height: int) -> Picture:
    """A picture, a page or a frame of a file, drawn by the worker.

    Raises PartNotShown (not as described, or too large), PictureDamaged, FormatUnknown and kin.
    """
    return worker().picture(BytesSource(path, review.package.read(path)), page, max_width, max_height)


def table(review: Review, path: str) -> ReviewedTable:
    """A table of the package. Raises PartNotShown."""
    return review.package.table(path)


def custody_log(review: Review) -> ReviewedTable:
    """The custody log. Raises PartNotShown."""
    return review.package.log()


def compare_fingerprint(report: CheckReport, told: str) -> CheckReport:
    """The same report after somebody was told a fingerprint; unchanged while too little of it is typed."""
    fingerprint = report.signer.fingerprint
    by_vault = report.signer.compared == "matched" or any(one.code == "VAULT_OTHER_SIGNER" for one in report.findings)
    if by_vault and not told.strip():
        return report
    if fingerprint is None or len("".join(told.split())) < _LEAST_TOLD:
        return _compared(report, None)
    return _compared(report, same_fingerprint(fingerprint, told))


def _compared(report: CheckReport, same: bool | None) -> CheckReport:
    about = {"SIGNER_NOT_COMPARED", "SIGNER_DIFFERENT"}
    findings = [finding for finding in report.findings if finding.code not in about]
    key = report.signer.fingerprint
    facts = {"fingerprint": key or ""}
    if same is None and key is not None:
        findings.append(Finding("SIGNER_NOT_COMPARED", Severity.NOTE, "signer.pub", facts))
    if same is False:
        findings.insert(0, Finding("SIGNER_DIFFERENT", Severity.PROBLEM, "signer.pub", facts))
    problems = any(finding.severity is Severity.PROBLEM for finding in findings)
    compared = {None: "not-compared", True: "matched", False: "different"}[same]
    verdict = "problems" if problems else "intact"
    return replace(report, verdict=verdict, findings=tuple(findings), signer=Signer(key, compared))
