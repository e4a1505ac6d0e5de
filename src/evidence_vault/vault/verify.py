# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a whole vault and changes nothing on it: every file, every record, every byte of every content.

What an unlock would mend is a note; everything else that does not fit is a problem. Not noticed, and not
noticeable from inside: the whole folder put back to an earlier state.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from evidence_vault import errors
from evidence_vault.clock import Clock
from evidence_vault.progress import Progress
from evidence_vault.records import CheckReport, Finding, JournalState, Severity, Signer
from evidence_vault.vault.anchors import check_anchors, time_stamp_told
from evidence_vault.vault.apply import apply_entry
from evidence_vault.vault.blobs import BlobStore
from evidence_vault.vault.copy_mark import check_mark
from evidence_vault.vault.database import Database
from evidence_vault.vault.header import OpenedHeader, compare_on_disk, open_header, rolled_back
from evidence_vault.vault.journal import Journal
from evidence_vault.vault.layout import VaultLayout, refuse_no_vault
from evidence_vault.vault.ledger import Ledger, VaultKeys
from evidence_vault.vault.lock import MOST_TEXT, is_held
from evidence_vault.vault.lost_disk import raise_if_gone, reading_errors
from evidence_vault.vault.schema import create_tables
from evidence_vault.vault.starting import contents_of, database_key_of, keys_of
from evidence_vault.vault.verify_files import (
    NamedByJournal,
    check_blob_list,
    check_bytes,
    check_case_keys,
    check_folder,
    check_payloads,
    check_presence,
    count_files,
    with_item_names,
)
from evidence_vault.vault.verify_index import check_index, unreadable_readings
from evidence_vault.vault.verify_journal import JournalCheck, check_notes, check_outside_note


@dataclass(frozen=True, slots=True)
class CheckedVault:
    """A report, and which vault it is about: its id (hex) and how far its log goes (no root where it is damaged)."""

    report: CheckReport
    vault_id: str
    state: JournalState | None


@dataclass(frozen=True, slots=True)
class _Subject:
    layout: VaultLayout
    header: OpenedHeader
    keys: VaultKeys
    contents: BlobStore
    database_key: bytes
    outside_note: bytes | None = None
    index_alone: Callable[[], AbstractContextManager[None]] = nullcontext


def verify_vault(
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    clock: Clock,
    progress: Progress,
    quick: bool = False,
) -> CheckReport:
    """Check a vault that no process has open; ``quick`` leaves out the bytes of contents.

    Raises NotAVault, VaultInUse, WrongPassphrase, WrongRecoveryKey, RecoveryKeyMistyped, HeaderDamaged,
    HeaderTampered, VaultTooNew, NotEnoughMemoryForKey, StorageGone, StorageFailed, Cancelled.
    """
    return verify_folder(
        folder, passphrase=passphrase, recovery_key=recovery_key, progress=progress, quick=quick
    ).report


def verify_folder(
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    progress: Progress,
    quick: bool = False,
    outside_note: bytes | None = None,
) -> CheckedVault:
    """``verify_vault``, and how far the log goes, to be compared with another copy of the vault.

    ``outside_note``: a checkpoint that was kept elsewhere; it is compared as well.
    """
    refuse_no_vault(folder)
    layout = VaultLayout(folder)
    if is_held(layout.lock):
        raise errors.VaultInUse(holder=layout.lock.read_bytes()[:MOST_TEXT].decode("ascii", "replace"))
    with reading_errors(folder):
        opened = open_header(layout, passphrase=passphrase, recovery_key=recovery_key, repair=False)
        subject = _Subject(
            layout, opened, keys_of(opened), contents_of(layout, opened), database_key_of(opened), outside_note
        )
        checked = _check(subject, progress)
        if not quick:
            checked.findings += check_bytes(subject.contents, checked.named, progress)
        return _told(subject, checked)


def verify_open(
    ledger: Ledger, opened: OpenedHeader, database_key: bytes, progress: Progress, *, quick: bool
) -> CheckReport:
    """Check the vault that this process has open. Raises Cancelled, StorageGone, StorageFailed."""
    subject = _Subject(ledger.layout, opened, ledger.keys, ledger.contents, database_key, index_alone=ledger.folded)
    with reading_errors(ledger.layout.folder):
        with ledger.held():
            checked = _check(subject, progress)
            checked.findings += compare_on_disk(ledger.layout, opened)
        if not quick:
            # The bytes are read while others go on working: blobs are never written again, only erased.
            found = check_bytes(ledger.contents, checked.named, progress)
            checked.findings += [finding for finding in found if not _was_erased(ledger, finding)]
        return _told(subject, checked).report


def _was_erased(ledger: Ledger, finding: Finding) -> bool:
    row = ledger.database.row("SELECT id FROM erased_contents WHERE id = ?", (finding.facts.get("content_id"),))
    return row is not None


@dataclass
class _Checked:
    findings: list[Finding]
    named: NamedByJournal
    check: JournalCheck


def _check(subject: _Subject, progress: Progress) -> _Checked:
    findings = list(subject.header.findings)
    named = NamedByJournal()
    check = JournalCheck(Journal(subject.layout.journal, subject.keys.journal, subject.keys.vault_id))
    with _implied_index(check, named, subject.contents, progress) as implied:
        findings += check.findings
        findings += _check_rest(subject, check, named)
        if implied is not None:
            for content_id in unreadable_readings(implied):
                findings += subject.contents.verify(content_id)
        findings += check_presence(subject.contents, named)
        with subject.index_alone():
            findings += check_index(subject.layout.database, subject.database_key, implied, check.position, progress)
    return _Checked(findings, named, check)


def _told(subject: _Subject, checked: _Checked) -> CheckedVault:
    check, position = checked.check, checked.check.position
    report = _report(subject, checked.findings, checked.named, position.size)
    if report.verdict == "problems":
        raise_if_gone(subject.layout.folder)  # pulled out on the way: then nothing that was found holds
    state = JournalState(position.size, check.tree.root(position.size).hex(), position.head) if check.whole else None
    return CheckedVault(report, subject.keys.vault_id.hex(), state)


def _report(subject: _Subject, findings: list[Finding], named: NamedByJournal, entries: int) -> CheckReport:
    problems = any(finding.severity is Severity.PROBLEM for finding in findings)
    return CheckReport(
        verdict="problems" if problems else "intact",
        findings=tuple(_once(with_item_names(findings, named))),
        signer=Signer(subject.keys.signer.fingerprint),
        timestamps=tuple(time_stamp_told(payload) for _file, payload in sorted(named.time_stamps.items())),
        counts={
            "entries": entries,
            "items": len(named.items),
            "contents": len(named.contents),
            "files": count_files(subject.layout.folder),
        },
    )


def _check_rest(subject: _Subject, check: JournalCheck, named: NamedByJournal) -> Iterator[Finding]:
    yield from check_payloads(named)
    yield from check_notes(subject.layout.anchors, subject.keys, check)
    yield from check_anchors(subject.layout, named.anchors)
    yield from check_mark(subject.layout, subject.keys, check)
    if subject.outside_note is not None:
        yield check_outside_note(subject.outside_note, subject.keys, check)
    size, known = check.position.size, subject.header.header.journal_size
    if known > size:
        yield Finding("JOURNAL_TAIL_CUT", Severity.PROBLEM, "journal", {"known": known, "size": size})
    older = rolled_back(subject.header, *named.header)
    if older is not None and check.whole:
        yield older
    yield from check_case_keys(subject.layout, subject.keys, named)
    yield from check_blob_list(subject.layout, named)
    yield from check_folder(subject.layout, subject.keys, subject.contents, named)


@contextmanager
def _implied_index(
    check: JournalCheck, named: NamedByJournal, contents: BlobStore, progress: Progress
) -> Iterator[Database | None]:
    database = Database.in_memory()
    try:
        create_tables(database)
        with database.transaction():
            for done, stored in enumerate(check.entries()):
                progress.report(done, None)
                progress.raise_if_cancelled()
                named.take(stored.entry)
                if check.whole:
                    apply_entry(database, stored, contents)
        yield database if check.whole else None
    finally:
        database.close()


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    seen: set[tuple[str, str, tuple[tuple[str, str | int], ...]]] = set()
    for finding in findings:
        mark = (finding.code, finding.subject, tuple(sorted(finding.facts.items())))
        if mark not in seen:
            seen.add(mark)
            yield finding
