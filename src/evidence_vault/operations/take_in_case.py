# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a case out of a package of another vault: checked first, then evidence, facts and its log as evidence.

Nothing of the other vault becomes our own history: what its log says is kept as its claims, beside its signer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence_vault import errors
from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.edit_case import new_case
from evidence_vault.operations.import_foreign import FilesTaker, TakenFiles
from evidence_vault.operations.import_foreign_facts import take_facts
from evidence_vault.operations.picture_transcripts import IMPORTER as FROM_PICTURE
from evidence_vault.operations.take_transcripts import take_transcripts
from evidence_vault.package import manifest
from evidence_vault.package.case_facts import ForeignFact, read_facts
from evidence_vault.package.confirmed_transcripts import ForeignTranscript, read_transcripts
from evidence_vault.package.foreign_items import ForeignItem, claimed_text, foreign_items
from evidence_vault.package.review import ReviewedPackage
from evidence_vault.progress import Cancelled, Progress
from evidence_vault.records import Actor, CheckReport, FailedImport, Finding, Json, Severity
from evidence_vault.safe_files import visible_name
from evidence_vault.vault.vault import Vault

LONGEST_TITLE = 200
CHECKED, TAKEN_IN = "package-checked", "case-taken-in"
OTHER_PART = "other-part"
MOVABLE = ("archive", "police")
"""The kinds that hold originals."""


@dataclass(frozen=True, slots=True)
class TakeInOptions:
    """``signer``: a fingerprint that came another way. ``files_only``: the files alone, even of a bad package."""

    signer: str | None = None
    files_only: bool = False


@dataclass(frozen=True, slots=True)
class TakenCase:
    """``items``: how many originals came in; ``copies``: derivatives; ``facts``: records of the other vault.

    ``notes``: what could not be taken over. ``cancelled``: stopped; taking the same package again goes on.
    """

    case_id: str
    title: str
    report: CheckReport
    items: int
    copies: int
    messages: int
    facts: int
    failed: tuple[FailedImport, ...] = ()
    notes: tuple[Finding, ...] = ()
    cancelled: bool = False


def take_in_case(vault: Vault, package: Path, options: TakeInOptions, actor: Actor, progress: Progress) -> TakenCase:
    """Make a case of a package. Stopping keeps what came in, and the same package again goes on from there.

    Raises what ``check_package`` raises; PackageHasProblems, PackageWithoutOriginals, PackageTakenAlready,
    SourceChanged (the package changed while it was checked), DiskFull.
    """
    looked_at = ReviewedPackage(package)
    report = check_package(package, options.signer, None, progress)
    _refuse(package, looked_at, report, options)
    opened = ReviewedPackage(package)
    if opened.description != looked_at.description:
        raise errors.SourceChanged(name=package.name)
    facts = () if options.files_only else _facts(opened)
    case_id, title = _case(vault, opened, package, report, facts, actor)
    taker = FilesTaker(vault, opened, case_id, actor, progress, files_only=options.files_only)
    taken = TakenFiles()
    notes: tuple[Finding, ...] = ()
    recorded, cancelled = 0, False
    try:
        taker.take({} if options.files_only else _items(opened), taken)
        if not options.files_only:
            taker.take_proof(taken)
            take_transcripts(vault, _transcripts(opened), taken.new_ids, _recorder(opened))
            recorded, notes = take_facts(vault, case_id, facts, taken.new_ids, _recorder(opened))
            notes = (*notes, *_unconfirmed(vault, opened, taken))
    except Cancelled:
        cancelled = True
    result = TakenCase(
        case_id, title, report, len(taken.items), len(taken.copies), _messages(vault, case_id), recorded,
        tuple(taken.failed), notes, cancelled,
    )  # fmt: skip
    if not cancelled:
        vault.record(TAKEN_IN, [case_id], _told(opened, result, options), actor=actor, case_id=case_id)
    return result


def _unconfirmed(vault: Vault, opened: ReviewedPackage, taken: TakenFiles) -> Iterator[Finding]:
    """That messages confirmed from pictures over there are not messages here: nobody here has looked at them."""
    told = _items(opened)
    read = [new for old, new in taken.new_ids.items() if old in told and told[old].importer == FROM_PICTURE]
    count = sum(1 for item_id in read if vault.item(item_id).importer != FROM_PICTURE)
    if count:
        yield Finding("TRANSCRIPTS_NOT_TAKEN", Severity.NOTE, "", {"count": count})


def _refuse(package: Path, opened: ReviewedPackage, report: CheckReport, options: TakeInOptions) -> None:
    described = opened.description
    if report.verdict != "intact" and not options.files_only:
        count = sum(finding.severity is Severity.PROBLEM for finding in report.findings)
        raise errors.PackageHasProblems(name=package.name, count=count)
    if described is not None and described.kind not in MOVABLE:
        raise errors.PackageWithoutOriginals(name=package.name)
    if not opened.with_role("original", "derivative"):
        raise errors.PackageWithoutOriginals(name=package.name)


def _case(  # noqa: PLR0917 - what the case is made from
    vault: Vault, opened: ReviewedPackage, package: Path, report: CheckReport, facts: tuple[ForeignFact, ...],
    actor: Actor,
) -> tuple[str, str]:  # fmt: skip
    """The case that is made, or the one of an earlier try that was stopped. Raises PackageTakenAlready."""
    told = _checked(opened, report)
    begun = _begun(vault, told)
    if begun is not None:
        case_id, title, state = begun
        if state == TAKEN_IN:
            raise errors.PackageTakenAlready(name=package.name, title=title)
        if state == OTHER_PART:
            vault.record(CHECKED, [case_id], told, actor=actor, case_id=case_id)
        return case_id, title
    said = next((fact.fields.get("title") for fact in facts if fact.entity == "case"), None)
    title = claimed_text(said, LONGEST_TITLE) if isinstance(said, str) and said.strip() else package.name
    case = new_case(vault, visible_name(title), actor)
    vault.record(CHECKED, [case.id], told, actor=actor, case_id=case.id)
    return case.id, case.title


def _begun(vault: Vault, told: Mapping[str, Json]) -> tuple[str, str, str] | None:
    """Case, its title and how far it came, where this very package, or another part of its export, came before."""
    cases = {fact.id: str(fact.fields.get("title") or "") for fact in vault.facts("case")}
    found: tuple[str, str, str] | None = None
    for entry in vault.log(custody_only=True):
        if entry.event not in {CHECKED, TAKEN_IN} or not entry.payload or not entry.subjects:
            continue
        case_id = entry.subjects[0]
        if case_id not in cases:
            continue
        if entry.payload.get("tag_manifest_sha256") == told["tag_manifest_sha256"]:
            found = case_id, cases[case_id], entry.event
        elif found is None and _is_other_part(entry.payload, told):
            found = case_id, cases[case_id], OTHER_PART
    return found


def _is_other_part(before: Mapping[str, Json], told: Mapping[str, Json]) -> bool:
    """Whether two packages are parts of one export of one case, signed by one key."""
    same = all(before.get(name) == told.get(name) for name in ("parts", "foreign_case", "signer", "journal"))
    return same and bool(told.get("parts"))


def _checked(opened: ReviewedPackage, report: CheckReport) -> dict[str, Json]:
    """What the journal keeps of the check: verdict, signer, findings by code, which package it was."""
    problems = sorted({one.code for one in report.findings if one.severity is Severity.PROBLEM})
    return {
        **_which(opened),
        "verdict": report.verdict,
        "problems": list(problems),
        "signer": report.signer.fingerprint,
        "compared": report.signer.compared,
        "timestamps": [dict(one) for one in report.timestamps],
    }


def _which(opened: ReviewedPackage) -> dict[str, Json]:
    described = opened.description
    told: dict[str, Json] = {"tag_manifest_sha256": opened.tag_manifest_sha256}
    if described is not None:
        journal = described.journal
        told |= {
            "package_id": described.package_id,
            "kind": described.kind,
            "time": described.time,
            "program": described.program,
            "foreign_case": described.case_id,
            "parts": list(described.volume[2]) if described.volume is not None and described.volume[1] > 1 else None,
            "journal": {"size": journal.size, "root": journal.root, "head": journal.head},
        }
    return told


def _told(opened: ReviewedPackage, result: TakenCase, options: TakeInOptions) -> dict[str, Json]:
    return {
        **_which(opened),
        "signer": result.report.signer.fingerprint,
        "compared": result.report.signer.compared,
        "verdict": result.report.verdict,
        "items": result.items,
        "copies": result.copies,
        "facts": result.facts,
        "failed": len(result.failed),
        "files_only": options.files_only,
    }


def _facts(opened: ReviewedPackage) -> tuple[ForeignFact, ...]:
    try:
        return read_facts(opened.read(manifest.CASE_FACTS))
    except (errors.PartNotShown, ValueError):
        return ()


def _transcripts(opened: ReviewedPackage) -> tuple[ForeignTranscript, ...]:
    try:
        return read_transcripts(opened.read(manifest.CONFIRMED_TRANSCRIPTS))
    except (errors.PartNotShown, ValueError):
        return ()


def _items(opened: ReviewedPackage) -> Mapping[str, ForeignItem]:
    try:
        return foreign_items(opened.log_lines())
    except errors.PartNotShown:
        return {}


def _recorder(opened: ReviewedPackage) -> Actor:
    """Who is told to have recorded the facts: the package, not whoever takes it in."""
    described = opened.description
    name, signer = (described.package_id, described.signer) if described is not None else ("?", "?")
    if described is not None and described.volume is not None:
        name = name.removesuffix(f"-{described.volume[0]}")  # the parts of an export speak with one voice
    return Actor(f"package:{name}", f"{name} ({signer})", "package")


def _messages(vault: Vault, case_id: str) -> int:
    return sum(conversation.messages for conversation in vault.conversations(case_id=case_id))
