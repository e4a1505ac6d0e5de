# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings journal, index and checkpoints together when a vault is opened, and says what had to be done.

In the usual case one record is opened and nothing is scanned.
"""

from dataclasses import dataclass, field
from enum import Enum, auto

from evidence_vault import errors
from evidence_vault.progress import Progress
from evidence_vault.records import Finding, Json, Severity
from evidence_vault.vault import merkle
from evidence_vault.vault.apply import apply_entry, position_of
from evidence_vault.vault.blobs import BlobStore
from evidence_vault.vault.checkpoint import Checkpoint, newest_note, parse_note, size_of_note_name
from evidence_vault.vault.database import Database
from evidence_vault.vault.durable import Disk, storage_errors
from evidence_vault.vault.journal import Journal, Position, StoredEntry, TornTail
from evidence_vault.vault.layout import VaultLayout
from evidence_vault.vault.ledger import PROGRAM, Ledger
from evidence_vault.vault.log_queries import entry_of_row
from evidence_vault.vault.rebuild import rebuild
from evidence_vault.vault.schema import is_this_version


class IndexState(Enum):
    """How the index stands to the journal."""

    IN_STEP = auto()
    ONE_BEHIND = auto()
    OLDER = auto()
    NEWER = auto()


@dataclass
class Opening:
    """What is needed to bring an index into step; collects what was found."""

    layout: VaultLayout
    database_key: bytes
    journal: Journal
    contents: BlobStore
    disk: Disk
    progress: Progress
    notes: list[Finding] = field(default_factory=list)
    torn: TornTail | None = None
    restored: tuple[int, int] | None = None

    def index(self) -> Database:
        """The index in step with the journal. Raises JournalDamaged, DiskFull and kin."""
        try:
            database = Database.open(self.layout.database, self.database_key)
        except errors.DatabaseDamaged:
            absent = not self.layout.database.exists()
            return self._rebuilt("INDEX_MISSING" if absent else "INDEX_DAMAGED")
        if not is_this_version(database):
            database.close()
            return self._rebuilt("INDEX_OTHER_VERSION")
        try:
            return self._in_step(database)
        except BaseException:
            database.close()
            raise

    def fresh_index(self) -> Database:
        """The index made anew though nothing may be wrong with it; entries that only the old one held come first."""
        self.index().close()
        return self._rebuilt("INDEX_REBUILT")

    def _in_step(self, database: Database) -> Database:
        try:
            place = position_of(database)
            if self.journal.stands_at(place):
                return database
            if self.journal.holds(place):
                return self._forward(database, place)
            return self._back(database, place)
        except errors.DatabaseDamaged:
            database.close()
            return self._rebuilt("INDEX_DAMAGED")

    def _forward(self, database: Database, place: Position) -> Database:
        ahead: list[StoredEntry] = []
        for found in self.journal.read(place):
            if isinstance(found, TornTail):
                self._cut(found)
            else:
                ahead.append(found)
        if len(ahead) > 1:  # more than a crash leaves: the index is an older copy or has lost its -wal
            database.close()
            return self._rebuilt("INDEX_OLDER")
        for stored in ahead:
            with database.transaction():
                apply_entry(database, stored, self.contents)
            self.notes.append(Finding("INDEX_CAUGHT_UP", Severity.NOTE, "index.db"))
        return database

    def _back(self, database: Database, known: Position) -> Database:
        place = Position()
        for found in self.journal.read():
            if isinstance(found, TornTail):
                self._cut(found)
            else:
                place = found.position
        if place.size >= known.size:  # an erased payload moves what comes after it; or the index is another copy's
            database.close()
            return self._rebuilt("INDEX_OLDER")
        facts = {"known": known.size, "size": place.size}
        self.notes.append(Finding("JOURNAL_TAIL_CUT", Severity.PROBLEM, "journal", facts))
        if not _continues(database, place):
            database.close()
            return self._rebuilt("INDEX_NEWER")
        end = self._put_back(database, place)
        self.restored = (place.size, end.size)
        facts = {"first": place.size, "last": end.size - 1}
        self.notes.append(Finding("JOURNAL_TAIL_RESTORED", Severity.NOTE, "journal", facts))
        return database

    def _put_back(self, database: Database, place: Position) -> Position:
        rows = database.rows("SELECT envelope, salt, payload FROM log WHERE seq >= ? ORDER BY seq", (place.size,))
        for row in rows:
            place = self.journal.append(entry_of_row(row), place).position
        with database.transaction():
            for key, value in (("segment", place.segment), ("segment_end", place.end)):
                database.execute("UPDATE meta SET value = ? WHERE key = ?", (str(value), key))
        return place

    def _rebuilt(self, code: str) -> Database:
        database, torn = rebuild(self.layout, self.database_key, self.journal, self.contents, self.disk, self.progress)
        if torn is not None:
            self._cut(torn)
        self.notes.append(Finding(code, Severity.NOTE, "index.db"))
        return database

    def _cut(self, torn: TornTail) -> None:
        self.journal.cut_torn_end(torn, self.layout.quarantine)
        self.torn = torn
        self.notes.append(Finding("JOURNAL_TORN", Severity.NOTE, "journal", {"bytes": torn.bytes}))


def tell_the_journal(opening: Opening, ledger: Ledger) -> None:
    """Record what opening had to do."""
    if opening.torn is not None:
        torn = opening.torn
        payload: dict[str, Json] = {"segment": torn.segment, "position": torn.start, "bytes": torn.bytes}
        ledger.record("torn", payload, actor=PROGRAM)
    if opening.restored is not None:
        first, end = opening.restored
        ledger.record("tail-restored", {"from": first, "to": end - 1}, actor=PROGRAM)


def take_up_checkpoints(ledger: Ledger, notes: list[Finding]) -> None:
    """Find the last checkpoint that counts; what names more than there is goes to quarantine and is journaled."""
    ledger.last_checkpoint = Checkpoint(0, merkle.EMPTY_ROOT)
    while (path := newest_note(ledger.layout.anchors)) is not None:
        size = ledger.state().size
        try:
            found = parse_note(path.read_bytes(), ledger.keys.vault_id, ledger.keys.signer.public_bytes)
            if found.size != size_of_note_name(path.name):
                raise errors.SignatureInvalid
        except errors.SignatureInvalid:
            notes.append(Finding("CHECKPOINT_DAMAGED", Severity.PROBLEM, path.name))
            _set_note_aside(ledger, path.name)
            continue
        if found.size > size:
            notes.append(Finding("JOURNAL_TAIL_CUT", Severity.PROBLEM, "journal", {"known": found.size, "size": size}))
            payload: dict[str, Json] = {"known_size": found.size, "known_root": found.root.hex(), "size": size}
            _set_note_aside(ledger, path.name)
            ledger.record("tail-lost", payload, actor=PROGRAM)
            continue
        if ledger.root_at(found.size) != found.root:
            notes.append(Finding("CHECKPOINT_CONTRADICTS", Severity.PROBLEM, path.name, {"size": found.size}))
        ledger.last_checkpoint = found
        return


def _continues(database: Database, place: Position) -> bool:
    """Whether the index, which knows more entries, holds the journal's last one."""
    if place.size == 0:
        return False
    row = database.row("SELECT envelope, salt, payload FROM log WHERE seq = ?", (place.size - 1,))
    return row is not None and entry_of_row(row).hash.hex() == place.head


def _set_note_aside(ledger: Ledger, name: str) -> None:
    number = sum(1 for _ in ledger.layout.quarantine.iterdir())
    with storage_errors(ledger.layout.folder):
        ledger.disk.rename(ledger.layout.anchors / name, ledger.layout.quarantine / f"{number}-{name}")
        ledger.disk.flush_folder(ledger.layout.quarantine)
        ledger.disk.flush_folder(ledger.layout.anchors)
