# SPDX-License-Identifier: GPL-3.0-or-later
"""The one way something is recorded: journal durable, then the index committed, then back to the caller.

Also signs checkpoints, every 64 entries and when asked.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from evidence_vault import errors
from evidence_vault.clock import Clock, local_text
from evidence_vault.crypto.signing import SigningKey
from evidence_vault.hashing import sha256_hex
from evidence_vault.records import Actor, JournalState, Json
from evidence_vault.vault import merkle
from evidence_vault.vault.apply import apply_entry, position_of, tree_node
from evidence_vault.vault.blobs import BlobStore
from evidence_vault.vault.checkpoint import Checkpoint, note_name, note_text
from evidence_vault.vault.database import Database
from evidence_vault.vault.durable import DISK, Disk, storage_errors, write_whole
from evidence_vault.vault.entries import Occurrence, new_entry
from evidence_vault.vault.journal import Journal, StoredEntry
from evidence_vault.vault.layout import VaultLayout, blob_list

CHECKPOINT_EVERY = 64
PROGRAM = Actor("program", "Evidence Vault", "program")


@dataclass(frozen=True, slots=True)
class VaultKeys:
    """The keys of an open vault. Never shown, never written."""

    vault_id: bytes
    journal: bytes
    signing_wrap: bytes
    signer: SigningKey

    def __repr__(self) -> str:
        return "VaultKeys(…)"


@dataclass
class Ledger:
    """An open vault's journal and index, kept in step."""

    layout: VaultLayout
    keys: VaultKeys
    journal: Journal
    database: Database
    contents: BlobStore
    clock: Clock
    disk: Disk = DISK

    def __post_init__(self) -> None:
        self._lock = threading.RLock()
        self._behind = False
        self.closed = False
        self._actors: dict[str, Actor] = {}
        self.last_checkpoint = Checkpoint(0, merkle.EMPTY_ROOT)

    def record(
        self,
        event: str,
        payload: Mapping[str, Json],
        *,
        actor: Actor,
        subjects: Iterable[str] = (),
        case_id: str | None = None,
        custody: bool = True,
    ) -> StoredEntry:
        """Record what happened; durable when this returns. ``at``, the local time, is added to the payload.

        Raises DiskFull, VaultReadOnly, StorageFailed, EntryTooLarge: then it is not recorded.
        """
        with self._lock:
            self._name_actor(actor)
            stored = self._append(Occurrence(event, actor.id, payload, tuple(subjects), case_id, custody))
            self._sign_now_and_then(stored.position.size)
            return stored

    def record_first(self, event: str, payload: Mapping[str, Json], actor: Actor) -> StoredEntry:
        """The first entry of a journal; its payload names the actor itself."""
        return self._append(Occurrence(event, actor.id, payload))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nothing is recorded meanwhile by other threads; they may read."""
        with self._lock:
            yield

    @contextmanager
    def folded(self) -> Iterator[None]:
        """``held``, and the index stands in its file alone, without ``-wal``: other threads do not even read it."""
        with self._lock, self.database.held():
            self.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            yield

    def close(self) -> None:
        """Close the index; further calls do nothing."""
        with self._lock:
            if not self.closed:
                self.closed = True
                self.database.close()

    def state(self) -> JournalState:
        """How far the log goes."""
        with self._lock:
            position = position_of(self.database)
            return JournalState(position.size, self.root_at(position.size).hex(), position.head)

    def root_at(self, size: int) -> bytes:
        """The root of the first ``size`` entries. Raises DatabaseDamaged if the index does not hold so many."""
        try:
            return merkle.root(size, tree_node(self.database))
        except TypeError as error:
            raise errors.DatabaseDamaged from error

    def checkpoint(self, reason: str, *, list_blobs: bool = True) -> Checkpoint:
        """Sign how far the log goes, and list the blobs; nothing is done if nothing was added since the last one.

        Raises CheckpointRefused if the log does not continue what was signed before.
        """
        with self._lock:
            size = position_of(self.database).size
            self._refuse_to_contradict(size)
            if size == self.last_checkpoint.size:
                return self.last_checkpoint
            payload: dict[str, Json] = {"reason": reason}
            if list_blobs:
                payload |= self._write_blob_list()
            self._name_actor(PROGRAM)
            position = self._append(Occurrence("checkpoint", PROGRAM.id, payload)).position
            signed = Checkpoint(position.size, self.root_at(position.size))
            self._write_note(signed)
            self.last_checkpoint = signed
            return signed

    def signed_note(self, reason: str) -> str:
        """``checkpoint``, and the text of its note."""
        signed = self.checkpoint(reason)
        return note_text(self.keys.vault_id, signed, self.keys.signer)

    def catch_up(self) -> int:
        """Apply entries that the journal has and the index has not; how many there were."""
        count = 0
        for stored in self.journal.read(position_of(self.database)):
            if isinstance(stored, StoredEntry):
                with self.database.transaction():
                    apply_entry(self.database, stored, self.contents)
                count += 1
        self._behind = False
        return count

    # --- steps

    def _append(self, what: Occurrence) -> StoredEntry:
        if self._behind:
            self.catch_up()
        now = self.clock.now()
        position = position_of(self.database)
        with_time = Occurrence(
            what.event, what.actor, {**what.payload, "at": local_text(now)}, what.subjects, what.case_id, what.custody
        )
        entry = new_entry(with_time, position.size, position.head, now, self.clock.monotonic())
        stored = self.journal.append(entry, position)
        self._behind = True
        with self.database.transaction():
            apply_entry(self.database, stored, self.contents)
        self._behind = False
        return stored

    def _name_actor(self, actor: Actor) -> None:
        if self._actors.get(actor.id) == actor:
            return
        row = self.database.row("SELECT id, name, role FROM actors WHERE id = ?", (actor.id,))
        if row is None or Actor(*row) != actor:
            payload: dict[str, Json] = {"id": actor.id, "name": actor.name, "role": actor.role}
            self._append(Occurrence("actor-named", actor.id, payload))
        self._actors[actor.id] = actor

    def _sign_now_and_then(self, size: int) -> None:
        if size - self.last_checkpoint.size < CHECKPOINT_EVERY:
            return
        try:
            self.checkpoint("periodic", list_blobs=False)
        except errors.CheckpointRefused:
            return  # said when the vault was opened; recording goes on

    def _refuse_to_contradict(self, size: int) -> None:
        last = self.last_checkpoint
        if last.size > size or self.root_at(last.size) != last.root:
            raise errors.CheckpointRefused(size=last.size)

    def _write_blob_list(self) -> dict[str, Json]:
        stored = self.database.rows("SELECT id, stored_sha256 FROM contents WHERE stored_sha256 != '' ORDER BY id")
        data = blob_list(self.layout, stored)
        with storage_errors(self.layout.folder):
            write_whole(self.disk, self.layout.blob_list, data, self.layout.temporary)
        return {"blobs": len(stored), "blobs_sha256": sha256_hex(data)}

    def _write_note(self, signed: Checkpoint) -> None:
        note = note_text(self.keys.vault_id, signed, self.keys.signer).encode()
        with storage_errors(self.layout.folder):
            write_whole(self.disk, self.layout.anchors / note_name(signed.size), note, self.layout.temporary)
