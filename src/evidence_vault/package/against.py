# SPDX-License-Identifier: GPL-3.0-or-later
"""Two packages of one case: is the checked one the later, and does it continue the older (§8.6 of the format)."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from evidence_vault import errors
from evidence_vault.package import manifest
from evidence_vault.package.description import DescribedPart, PackageDescription
from evidence_vault.package.examine import Examined
from evidence_vault.package.redaction import compare_with_parent
from evidence_vault.package.time_stamps import NoteText, read_note

LARGEST_CHECKPOINT = 4096


def compare_with_older(checked: Examined, older: Examined, older_name: str) -> None:
    """Add what the comparison shows to the findings of ``checked``."""
    findings = checked.findings
    if older.findings.has_problems:
        findings.problem("AGAINST_BROKEN", older_name)
    if checked.description is None or older.description is None:
        return
    if checked.description.case_id != older.description.case_id:
        findings.problem("AGAINST_OTHER_CASE", older_name)
        return
    if checked.fingerprint != older.fingerprint:
        findings.problem("AGAINST_OTHER_SIGNER", older_name)
    _compare_chain(checked, checked.description, older, older.description)
    _compare_logs(checked, checked.description, older.description, older_name)
    if checked.redaction is not None and checked.package is not None and older.package is not None:
        parent_is = (older.description.package_id, older.tag_manifest_sha256)
        compare_with_parent(checked.package, checked.redaction, older.package, parent_is)
        return  # what is not in it was withheld on purpose, and is counted
    _compare_parts(checked, checked.description, older.description)


def read_checkpoint(path: Path) -> NoteText:
    """A checkpoint that was kept as a file, or copied from paper: origin, size and root, each on a line.

    Raises SourceMissing, SourceUnreadable, CheckpointUnreadable.
    """
    try:
        with path.open("rb") as file:
            untrusted = file.read(LARGEST_CHECKPOINT)
    except FileNotFoundError as error:
        raise errors.SourceMissing(name=path.name) from error
    except OSError as error:
        raise errors.SourceUnreadable(name=path.name) from error
    return checkpoint_in(untrusted, path.name)


def checkpoint_in(untrusted: bytes, name: str) -> NoteText:
    """The checkpoint in what was typed or read. Raises CheckpointUnreadable."""
    lines = untrusted.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").strip().split(b"\n")
    note = read_note(b"\n".join(line.strip() for line in lines[:3]))
    if note is None:
        raise errors.CheckpointUnreadable(name=name)
    return note


def compare_with_checkpoint(checked: Examined, noted: NoteText) -> None:
    """Add what a checkpoint shows that did not come with the package: replay, or a history that was written anew."""
    if checked.description is None:
        return
    sizes = {"entries": checked.description.journal.size, "older_entries": noted.size}
    if noted.size > checked.description.journal.size:
        checked.findings.problem("PACKAGE_IS_OLDER", manifest.CUSTODY_LOG, **sizes)
    elif checked.custody is None:
        checked.findings.problem("CHECKPOINT_NOT_COMPARED", manifest.CUSTODY_LOG)
    elif checked.custody.roots.get(noted.size) != noted.root:
        checked.findings.problem("CUSTODY_REWRITTEN", manifest.CUSTODY_LOG, **sizes)


def _compare_chain(
    checked: Examined, description: PackageDescription, older: Examined, older_description: PackageDescription
) -> None:
    """The package that this one names as the one before must be the very one."""
    if description.previous is None or description.previous[0] != older_description.package_id:
        return
    if description.previous[1] != older.tag_manifest_sha256:
        checked.findings.problem("PREVIOUS_DIFFERS", manifest.DESCRIPTION, package=older_description.package_id)


def _compare_logs(
    checked: Examined, description: PackageDescription, older: PackageDescription, older_name: str
) -> None:
    sizes = {"entries": description.journal.size, "older_entries": older.journal.size}
    if older.journal.size > description.journal.size:
        checked.findings.problem("PACKAGE_IS_OLDER", older_name, **sizes)
    elif checked.custody is not None and checked.custody.roots.get(older.journal.size) != older.journal.root:
        checked.findings.problem("CUSTODY_REWRITTEN", manifest.CUSTODY_LOG, **sizes)


def _compare_parts(checked: Examined, description: PackageDescription, older: PackageDescription) -> None:
    now, before = _by_path(description), _by_path(older)
    originals, earlier_originals = _originals(description), _originals(older)
    for exhibit in sorted(set(originals) & set(earlier_originals)):
        if not originals[exhibit] & earlier_originals[exhibit]:
            checked.findings.problem("EXHIBIT_REPLACED", exhibit)
    for code, path in _other_differences(now, before):
        checked.findings.note(code, path)


def _other_differences(
    now: Mapping[str, DescribedPart], before: Mapping[str, DescribedPart]
) -> Iterator[tuple[str, str]]:
    for path in sorted({*now, *before}):
        if path not in before:
            yield "AGAINST_ADDED", path
        elif path not in now:
            yield "AGAINST_REMOVED", path
        elif now[path].sha256 != before[path].sha256:
            yield "AGAINST_CHANGED", path


def _by_path(description: PackageDescription) -> dict[str, DescribedPart]:
    return {part.path: part for part in description.parts}


def _originals(description: PackageDescription) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for part in description.parts:
        if part.role == "original" and part.exhibit is not None:
            found.setdefault(part.exhibit, set()).add(part.sha256)
    return found
