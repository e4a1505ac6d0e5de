# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads every record of the journal, also beyond damage, and every checkpoint."""

from collections.abc import Iterator
from pathlib import Path

from evidence_vault import errors
from evidence_vault.records import Finding, Severity
from evidence_vault.vault import segments
from evidence_vault.vault.checkpoint import parse_note, size_of_note_name
from evidence_vault.vault.journal import Journal, Position, StoredEntry
from evidence_vault.vault.ledger import VaultKeys
from evidence_vault.vault.lost_disk import raise_if_gone
from evidence_vault.vault.merkle import MemoryTree
from evidence_vault.vault.segments import HEADER_SIZE, TornEnd


class JournalCheck:
    """One pass over the journal. ``whole`` stays true while no record was missing or damaged."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.findings: list[Finding] = []
        self.tree = MemoryTree()
        self.whole = True
        self.position = Position()

    def entries(self) -> Iterator[StoredEntry]:
        """Every entry that opens, in order."""
        numbers = segments.segment_numbers(self._journal.folder)
        for expected in range(numbers[-1] + 1 if numbers else 1):
            if expected not in numbers:
                self._damage("JOURNAL_SEGMENT_MISSING", expected, 0)
                continue
            yield from self._segment(expected, is_last=expected == numbers[-1])

    def _segment(self, number: int, *, is_last: bool) -> Iterator[StoredEntry]:
        path = segments.segment_path(self._journal.folder, number)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise_if_gone(self._journal.folder.parent, error)
            self._damage("JOURNAL_DAMAGED", number, 0)
            return
        if is_last and number > 0 and len(data) < HEADER_SIZE:
            self._torn(len(data))
            return
        try:
            first_seq = segments.read_header(data, self._journal.vault_id, number)
            if first_seq != self.position.size:
                self._damage("JOURNAL_OUT_OF_ORDER", number, 0)
                self.position = Position(first_seq, number, HEADER_SIZE, "")
            yield from self._records(data, number, is_last=is_last)
        except errors.JournalDamaged as damage:
            self._damage("JOURNAL_DAMAGED", number, int(damage.facts.get("position", 0)))

    def _records(self, data: bytes, number: int, *, is_last: bool) -> Iterator[StoredEntry]:
        for record in segments.read_records(data, HEADER_SIZE, number):
            if isinstance(record, TornEnd):
                if not is_last:
                    self._damage("JOURNAL_DAMAGED", number, record.start)
                self._torn(record.bytes)
                return
            seq = self.position.size
            try:
                entry = self._journal.open_record(record, seq, number)
            except errors.JournalDamaged:
                self._damage("JOURNAL_DAMAGED", number, record.start)
                self.position = Position(seq + 1, number, record.end, "")
                continue
            if self.position.head and entry.previous != self.position.head:
                self._damage("JOURNAL_CHAIN_BROKEN", number, record.start)
            if self.whole:
                self.tree.append(entry.hash)
            self.position = Position(seq + 1, number, record.end, entry.hash.hex())
            yield StoredEntry(entry, self.position)

    def _damage(self, code: str, segment: int, position: int) -> None:
        self.whole = False
        facts = {"segment": segment, "position": position}
        self.findings.append(Finding(code, Severity.PROBLEM, f"journal/{segment:06d}.evj", facts))

    def _torn(self, size: int) -> None:
        self.findings.append(Finding("JOURNAL_TORN", Severity.NOTE, "journal", {"bytes": size}))


def check_notes(anchors: Path, keys: VaultKeys, check: JournalCheck) -> Iterator[Finding]:
    """Every checkpoint against the tree of the journal."""
    for path in sorted(anchors.iterdir()):
        size = size_of_note_name(path.name)
        if size is None:
            continue
        try:
            note = parse_note(path.read_bytes(), keys.vault_id, keys.signer.public_bytes)
        except errors.SignatureInvalid:
            yield Finding("CHECKPOINT_DAMAGED", Severity.PROBLEM, path.name)
            continue
        if note.size != size:
            yield Finding("CHECKPOINT_DAMAGED", Severity.PROBLEM, path.name)
        elif note.size > check.position.size:
            facts = {"known": note.size, "size": check.position.size}
            yield Finding("JOURNAL_TAIL_CUT", Severity.PROBLEM, "journal", facts)
        elif note.size <= len(check.tree) and check.tree.root(note.size) != note.root:
            yield Finding("CHECKPOINT_CONTRADICTS", Severity.PROBLEM, path.name, {"size": note.size})


def check_outside_note(untrusted_note: bytes, keys: VaultKeys, check: JournalCheck) -> Finding:
    """A checkpoint kept elsewhere against the tree: the answer, good or bad."""
    # Editors and mails change line ends; what the signature covers is not touched by putting them right.
    note_as_signed = untrusted_note.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").strip() + b"\n"
    try:
        note = parse_note(note_as_signed, keys.vault_id, keys.signer.public_bytes)
    except errors.SignatureInvalid:
        return Finding("NOTE_NOT_OF_VAULT", Severity.PROBLEM, "")
    facts: dict[str, str | int] = {"known": note.size, "size": check.position.size}
    if note.size > check.position.size:
        return Finding("VAULT_OLDER_THAN_NOTE", Severity.PROBLEM, "journal", facts)
    if note.size > len(check.tree) or check.tree.root(note.size) != note.root:
        return Finding("VAULT_OTHER_THAN_NOTE", Severity.PROBLEM, "journal", facts)
    return Finding("NOTE_MATCHES", Severity.NOTE, "journal", facts)
