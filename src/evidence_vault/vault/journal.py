# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal: sealed entries in order, each on the disk before anything goes on.

Form: docs/formats/vault.md, "Journal". Reading changes nothing; only ``append`` and ``cut_torn_end`` write.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from evidence_vault import errors
from evidence_vault.crypto.sealed_stream import open_sealed_bytes, seal_bytes
from evidence_vault.vault import segments
from evidence_vault.vault.durable import DISK, Disk, storage_errors
from evidence_vault.vault.entries import FIRST_PREVIOUS, JournalEntry, parse_entry
from evidence_vault.vault.lost_disk import raise_if_gone
from evidence_vault.vault.segments import HEADER_SIZE, SEGMENT_SIZE, SealedRecord, TornEnd


@dataclass(frozen=True, slots=True)
class Position:
    """How far a reader has come: ``size`` entries, the last of them ends at ``end`` of ``segment``; its hash (hex)."""

    size: int = 0
    segment: int = 0
    end: int = HEADER_SIZE
    head: str = FIRST_PREVIOUS


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry and where the journal stands after it."""

    entry: JournalEntry
    position: Position


@dataclass(frozen=True, slots=True)
class TornTail:
    """The cut-off write at the end of the last segment."""

    segment: int
    start: int
    bytes: int


class Journal:
    """The journal's files in ``folder``, sealed with ``key``."""

    def __init__(self, folder: Path, key: bytes, vault_id: bytes, disk: Disk = DISK) -> None:
        self.folder = folder
        self._key = key
        self.vault_id = vault_id
        self._disk = disk
        self._broken = False

    def read(self, after: Position | None = None) -> Iterator[StoredEntry | TornTail]:
        """The entries after a position (default: all), in order; a ``TornTail`` can come last.

        Raises JournalDamaged at the first record or segment that is not whole. The chain is checked as well.
        """
        place = after or Position()
        numbers = segments.segment_numbers(self.folder)
        self._refuse_gaps(numbers, place)
        for number in numbers[place.segment :]:
            is_last = number == numbers[-1]
            for found in self._read_segment(number, place, is_last=is_last):
                yield found
                if isinstance(found, StoredEntry):
                    place = found.position

    def stands_at(self, place: Position) -> bool:
        """Whether the journal ends at ``place``, with that very entry: one file is looked at, whatever its length."""
        path = segments.segment_path(self.folder, place.segment)
        if not path.is_file() or path.stat().st_size != place.end:
            return False
        return not segments.segment_path(self.folder, place.segment + 1).exists() and self.holds(place)

    def holds(self, place: Position) -> bool:
        """Whether the journal has an entry that ends at ``place`` and is that very one."""
        path = segments.segment_path(self.folder, place.segment)
        data = path.read_bytes()[: place.end] if path.is_file() else b""
        if place.size == 0:
            return len(data) == HEADER_SIZE
        record = segments.last_record(data) if len(data) == place.end else None
        if record is None:
            return False
        try:
            return self.open_record(record, place.size - 1, place.segment).hash.hex() == place.head
        except errors.JournalDamaged:
            return False

    def append(self, entry: JournalEntry, after: Position) -> StoredEntry:
        """Make ``entry`` durable as the next one after the end of the journal.

        Raises DiskFull, VaultReadOnly, StorageFailed; then the journal is as before. After a failed flush
        nothing more is written until the vault is opened again, since nobody knows what the disk has.
        """
        if self._broken:
            raise_if_gone(self.folder.parent)
            raise errors.StorageFailed(name=self.folder.parent.name, number=0)
        record = segments.record_bytes(
            seal_bytes(self._key, segments.record_context(self.vault_id, entry.seq), entry.to_bytes())
        )
        if len(record) > segments.LARGEST_RECORD:
            raise errors.EntryTooLarge(bytes=len(record))
        with storage_errors(self.folder.parent):
            number, end = self._place_for(after, entry.seq)
            end = self._write(number, end, record)
        return StoredEntry(entry, Position(entry.seq + 1, number, end, entry.hash.hex()))

    def create_first_segment(self) -> None:
        """Begin an empty journal."""
        with storage_errors(self.folder.parent):
            self._new_segment(0, 0)

    def cut_torn_end(self, torn: TornTail, quarantine: Path) -> None:
        """Copy a cut-off write to a file of ``quarantine``, then take it off the segment."""
        path = segments.segment_path(self.folder, torn.segment)
        number = sum(1 for _ in quarantine.iterdir())
        with storage_errors(self.folder.parent):
            copy = self._disk.create(quarantine / f"torn-{torn.segment:06d}-{torn.start}-{number}.bin")
            with copy:
                self._disk.write(copy, path.read_bytes()[torn.start :])
                self._disk.flush(copy)
            self._disk.flush_folder(quarantine)
            if torn.start < HEADER_SIZE:
                self._disk.remove(path)
                self._disk.flush_folder(self.folder)
                return
            with path.open("r+b", buffering=0) as file:
                self._disk.truncate(file, torn.start)
                self._disk.flush(file)

    # --- reading

    def _refuse_gaps(self, numbers: list[int], place: Position) -> None:
        for expected, number in enumerate(numbers):
            if number != expected:
                raise errors.JournalDamaged(segment=expected, position=0)
        if not numbers or place.segment >= len(numbers):
            raise errors.JournalDamaged(segment=len(numbers), position=0)

    def _read_segment(self, number: int, place: Position, *, is_last: bool) -> Iterator[StoredEntry | TornTail]:
        data = segments.segment_path(self.folder, number).read_bytes()
        if is_last and number > 0 and len(data) < HEADER_SIZE:
            yield TornTail(number, 0, len(data))
            return
        start = place.end if number == place.segment else HEADER_SIZE
        first_seq = segments.read_header(data, self.vault_id, number)
        if number != place.segment and first_seq != place.size:
            raise errors.JournalDamaged(segment=number, position=0)
        for record in segments.read_records(data, start, number):
            if isinstance(record, TornEnd):
                if not is_last:
                    raise errors.JournalDamaged(segment=number, position=record.start)
                yield TornTail(number, record.start, record.bytes)
                return
            entry = self.open_record(record, place.size, number)
            if entry.previous != place.head:
                raise errors.JournalDamaged(segment=number, position=record.start)
            place = Position(place.size + 1, number, record.end, entry.hash.hex())
            yield StoredEntry(entry, place)

    def open_record(self, record: SealedRecord, seq: int, segment: int) -> JournalEntry:
        """The entry of one sealed record at its place. Raises JournalDamaged."""
        try:
            data = open_sealed_bytes(self._key, segments.record_context(self.vault_id, seq), record.sealed)
            entry = parse_entry(data)
        except (errors.SealBroken, ValueError) as error:
            raise errors.JournalDamaged(segment=segment, position=record.start) from error
        if entry.seq != seq or not entry.commitment_holds():
            raise errors.JournalDamaged(segment=segment, position=record.start)
        return entry

    # --- writing

    def _place_for(self, after: Position, seq: int) -> tuple[int, int]:
        if after.end < SEGMENT_SIZE:
            return after.segment, after.end
        self._new_segment(after.segment + 1, seq)
        return after.segment + 1, HEADER_SIZE

    def _new_segment(self, number: int, first_seq: int) -> None:
        path = segments.segment_path(self.folder, number)
        if number and path.exists() and path.stat().st_size <= HEADER_SIZE:
            self._disk.remove(path)  # a header without a record: left when the disk was full
        with self._disk.create(path) as file:
            self._disk.write(file, segments.header_bytes(self.vault_id, first_seq))
            self._disk.flush(file)
        self._disk.flush_folder(self.folder)

    def _write(self, number: int, end: int, record: bytes) -> int:
        with segments.segment_path(self.folder, number).open("r+b", buffering=0) as file:
            if file.seek(0, io.SEEK_END) != end:
                # Something is there that the caller does not know of: never written over.
                raise errors.JournalDamaged(segment=number, position=end)
            try:
                self._disk.write(file, record)
            except OSError:
                self._take_back(file, end)
                raise
            try:
                self._disk.flush(file)
            except OSError:
                self._broken = True
                self._take_back(file, end)
                raise
        return end + len(record)

    def _take_back(self, file: BinaryIO, end: int) -> None:
        # What was not acknowledged should not come back; if even that fails, opening finds a torn or whole entry.
        try:
            self._disk.truncate(file, end)
        except OSError:
            self._broken = True
