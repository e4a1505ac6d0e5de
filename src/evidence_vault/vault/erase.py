# SPDX-License-Identifier: GPL-3.0-or-later
"""Erases payloads of the log: the event first, then the segment written anew, then the index.

Chain, tree and signatures cover envelopes only, so all of them stay valid (docs/formats/vault.md, "Entries").
"""

from collections.abc import Iterable
from dataclasses import replace

from evidence_vault import errors
from evidence_vault.crypto.sealed_stream import seal_bytes
from evidence_vault.records import Actor
from evidence_vault.vault import segments
from evidence_vault.vault.apply import apply_to_fact, forget_fact, position_of
from evidence_vault.vault.durable import storage_errors, write_whole
from evidence_vault.vault.entries import JournalEntry
from evidence_vault.vault.ledger import Ledger
from evidence_vault.vault.log_queries import entry_of_row
from evidence_vault.vault.segments import SealedRecord

_OF_FACTS = frozenset({"put", "retracted"})
_ABOUT_COPIES = frozenset({"copied-out", "translator-table", "exported", "handed-over", "backup-made", "backup-proven"})
ERASABLE = _OF_FACTS | _ABOUT_COPIES | {"verified", "rebuilt"}
"""What nothing else rests on. Evidence, readings, exhibit numbers, keys and checkpoints are not among them."""


def erase_payload(ledger: Ledger, seq: int, *, actor: Actor) -> tuple[int, ...]:
    """Erase what entry ``seq`` says, and the entry after it that repeats it as "before"; their numbers.

    Raises NoSuchEntry, EraseRefused (an entry that others rest on), EraseStillCurrent (what the case says now).
    """
    with ledger.held():
        return _erase_payload(ledger, seq, actor)


def _erase_payload(ledger: Ledger, seq: int, actor: Actor) -> tuple[int, ...]:
    entry = _entry(ledger, seq)
    if entry.event not in ERASABLE:
        raise errors.EraseRefused(event=entry.event)
    if entry.payload is None:
        return ()
    seqs = _with_its_repetition(ledger, entry, actor) if entry.event in _OF_FACTS else (seq,)
    for each in seqs:
        ledger.record("payload-erased", {"seq": each}, actor=actor, case_id=entry.case_id)
    carry_out(ledger, seqs)
    return seqs


def carry_out(ledger: Ledger, seqs: Iterable[int]) -> None:
    """Take the payloads out of the journal's segments, then out of the index. Doing it twice does no harm."""
    wanted = frozenset(seqs)
    entries = [_entry(ledger, seq) for seq in sorted(wanted)]
    ends = {number: _rewrite(ledger, number, wanted) for number in _segments_of(ledger, wanted)}
    position = position_of(ledger.database)
    with ledger.database.transaction():
        for entry in entries:
            ledger.database.execute("UPDATE log SET salt = NULL, payload = NULL WHERE seq = ?", (entry.seq,))
        if position.segment in ends:
            end = str(ends[position.segment])
            ledger.database.execute("UPDATE meta SET value = ? WHERE key = 'segment_end'", (end,))
        for fact_id in {entry.subjects[0] for entry in entries if entry.event in _OF_FACTS}:
            _tell_fact_anew(ledger, fact_id)
        ledger.database.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
        ledger.database.execute("INSERT INTO picture_index (picture_index) VALUES ('optimize')")


def _with_its_repetition(ledger: Ledger, entry: JournalEntry, actor: Actor) -> tuple[int, ...]:
    story = [each for each in entries_about(ledger, entry.subjects[0]) if each.event in _OF_FACTS]
    place = next(number for number, each in enumerate(story) if each.seq == entry.seq)
    if place == len(story) - 1:
        if entry.event == "put":
            raise errors.EraseStillCurrent(seq=entry.seq)
        return (entry.seq,)
    following = story[place + 1]
    if following.payload is None:
        return (entry.seq,)
    if following.event == "put" and place + 1 == len(story) - 1:
        # What the case says now is said once more, without what was before: only then can both go.
        payload = {"entity": following.payload["entity"], "fields": following.payload["fields"], "before": None}
        ledger.record(
            "put", payload, actor=actor, subjects=following.subjects, case_id=following.case_id, custody=False
        )
    return entry.seq, following.seq


def _entry(ledger: Ledger, seq: int) -> JournalEntry:
    row = ledger.database.row("SELECT envelope, salt, payload FROM log WHERE seq = ?", (seq,))
    if row is None:
        raise errors.NoSuchEntry(kind="entry", id=str(seq))
    return entry_of_row(row)


def entries_about(ledger: Ledger, subject: str) -> list[JournalEntry]:
    """The entries about one item, fact or case, in order."""
    rows = ledger.database.rows(
        "SELECT l.envelope, l.salt, l.payload FROM log_subjects s JOIN log l ON l.seq = s.seq "
        "WHERE s.subject = ? ORDER BY l.seq",
        (subject,),
    )
    return [entry_of_row(row) for row in rows]


def _tell_fact_anew(ledger: Ledger, fact_id: str) -> None:
    forget_fact(ledger.database, fact_id)
    for entry in entries_about(ledger, fact_id):
        if entry.event in _OF_FACTS:
            apply_to_fact(ledger.database, entry)


def _segments_of(ledger: Ledger, wanted: frozenset[int]) -> list[int]:
    folder, vault_id = ledger.layout.journal, ledger.keys.vault_id
    numbers = segments.segment_numbers(folder)
    firsts = {number: segments.read_header(_head(ledger, number), vault_id, number) for number in numbers}
    return sorted({max(number for number in numbers if firsts[number] <= seq) for seq in wanted})


def _head(ledger: Ledger, number: int) -> bytes:
    with segments.segment_path(ledger.layout.journal, number).open("rb") as file:
        return file.read(segments.HEADER_SIZE)


def _rewrite(ledger: Ledger, number: int, wanted: frozenset[int]) -> int:
    path = segments.segment_path(ledger.layout.journal, number)
    data = path.read_bytes()
    seq = segments.read_header(data, ledger.keys.vault_id, number)
    parts = [data[: segments.HEADER_SIZE]]
    for record in segments.read_records(data, segments.HEADER_SIZE, number):
        if not isinstance(record, SealedRecord):
            raise errors.JournalDamaged(segment=number, position=record.start)
        parts.append(
            _without_payload(ledger, record, seq, number) if seq in wanted else data[record.start : record.end]
        )
        seq += 1
    anew = b"".join(parts)
    if len(anew) != len(data):
        with storage_errors(ledger.layout.folder):
            write_whole(ledger.disk, path, anew, ledger.layout.temporary)
    return len(anew)


def _without_payload(ledger: Ledger, record: SealedRecord, seq: int, number: int) -> bytes:
    entry = ledger.journal.open_record(record, seq, number)
    if entry.payload is None:
        return segments.record_bytes(record.sealed)
    context = segments.record_context(ledger.keys.vault_id, seq)
    return segments.record_bytes(
        seal_bytes(ledger.keys.journal, context, replace(entry, payload=None, salt=None).to_bytes())
    )
