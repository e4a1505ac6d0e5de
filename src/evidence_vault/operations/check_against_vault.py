# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds a checked package against the vault that is said to have made it: key, log, later packages, originals."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from evidence_vault.crypto.signing import fingerprint_of_line
from evidence_vault.errors import NoSuchEntry
from evidence_vault.package.description import PackageDescription
from evidence_vault.package.review import ReviewedPackage
from evidence_vault.package.signature import same_fingerprint
from evidence_vault.records import CheckReport, Finding, Json, Severity, Signer
from evidence_vault.vault.vault import Vault

EXPORTED = "exported"
_ANSWERED = frozenset({"SIGNER_NOT_COMPARED", "LATER_MAY_EXIST"})
"""What the vault answers, so that it is open no longer."""


def compare_with_vault(report: CheckReport, package: Path, vault: Vault) -> CheckReport:
    """The report with what the vault shows: its own key, its log, packages it made later, the originals it holds."""
    described = ReviewedPackage(package).description
    if described is None:
        return report
    if not _has_case(vault, described.case_id):
        return _with(report, [_problem("VAULT_WITHOUT_CASE", package.name)], report.signer)
    signer = report.signer.fingerprint
    same = signer is not None and any(same_fingerprint(signer, key) for key in _keys(vault, described.case_id))
    found = [*_of_key(same=same), *_of_log(described, vault), *_of_packages(described, package, vault)]
    found += _of_originals(described, vault)
    compared = Signer(signer, "matched" if same else "different")
    kept = replace(report, findings=tuple(one for one in report.findings if one.code not in _ANSWERED))
    return _with(kept, found, compared)


def _with(report: CheckReport, found: list[Finding], signer: Signer) -> CheckReport:
    findings = (*report.findings, *found)
    problems = any(one.severity is Severity.PROBLEM for one in findings)
    return replace(report, findings=findings, signer=signer, verdict="problems" if problems else "intact")


def _keys(vault: Vault, case_id: str) -> Iterator[str]:
    """The fingerprints of the keys that the log says the case had; none is made for the asking."""
    for entry in vault.log(case_id=case_id):
        if entry.event == "case-key-made" and entry.payload:
            yield fingerprint_of_line(str(entry.payload["public_key"]))


def _has_case(vault: Vault, case_id: str) -> bool:
    try:
        return vault.fact(case_id).entity == "case"
    except NoSuchEntry:
        return False


def _of_key(*, same: bool) -> Iterator[Finding]:
    if not same:
        yield _problem("VAULT_OTHER_SIGNER", "signer.pub")


def _of_log(described: PackageDescription, vault: Vault) -> Iterator[Finding]:
    entries, here = described.journal.size, vault.journal_state().size
    if entries > here:
        yield _problem("VAULT_IS_OLDER", "", entries=here, package_entries=entries)
    elif vault.root_at(entries) != described.journal.root:
        yield _problem("CUSTODY_REWRITTEN", "data/records/custody-log.jsonl", entries=entries, older_entries=entries)


def _of_packages(described: PackageDescription, package: Path, vault: Vault) -> Iterator[Finding]:
    """Whether the log tells of this very package, and of a later one of its kind."""
    made = [entry.payload for entry in vault.log(case_id=described.case_id) if entry.event == EXPORTED]
    names = [_told_packages(payload) for payload in made if payload is not None]
    place = next((number for number, told in enumerate(names) if described.package_id in told), None)
    if place is None:
        if None not in made:  # an entry whose words were erased may have been it
            yield _problem("VAULT_DID_NOT_MAKE", package.name)
        return
    if names[place][described.package_id] != ReviewedPackage(package).tag_manifest_sha256:
        yield _problem("VAULT_MADE_ANOTHER", package.name)
    later = [payload for payload in made if payload is not None][place + 1 :]
    newer = [str(payload["package_id"]) for payload in later if payload.get("kind") == described.kind]
    if newer:
        yield _problem("PACKAGE_NOT_LATEST", package.name, latest=newer[-1], later=len(newer))


def _told_packages(payload: "object") -> dict[str, str]:
    """Package id to the hash of its tagmanifest, of one export (several where it was made in volumes)."""
    told: dict[str, str] = {}
    if not isinstance(payload, dict):
        return told
    volumes: Json = payload.get("volumes")
    for one in [payload, *(volumes if isinstance(volumes, list) else [])]:
        if isinstance(one, dict):
            told[str(one.get("package_id"))] = str(one.get("tag_manifest_sha256"))
    return told


def _of_originals(described: PackageDescription, vault: Vault) -> Iterator[Finding]:
    held = {item.sha256 for item in vault.items(derivatives=True)}
    for part in described.parts:
        if part.role == "original" and part.sha256 not in held:
            yield _problem("VAULT_WITHOUT_ORIGINAL", part.path)


def _problem(code: str, subject: str, **facts: str | int) -> Finding:
    return Finding(code, Severity.PROBLEM, subject, facts)
