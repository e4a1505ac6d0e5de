# SPDX-License-Identifier: GPL-3.0-or-later
"""An open vault: the one door to everything below it.

Write order: blob durable, journal durable, index committed, then back to the caller.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal

from evidence_vault.clock import Clock
from evidence_vault.crypto.key_derivation import KdfCost
from evidence_vault.crypto.signing import SigningKey
from evidence_vault.progress import Progress
from evidence_vault.records import (
    Actor,
    Answers,
    CheckReport,
    EvidenceItem,
    Fact,
    Fields,
    Finding,
    JournalState,
    Json,
    LogEntry,
    Message,
    ReadingRecord,
    StoredContent,
    StoredConversation,
)
from evidence_vault.vault import case_keys, facts, item_queries, items, log_queries, reading_queries, readings
from evidence_vault.vault.anchors import AnchorStore
from evidence_vault.vault.backup import BackupReport, back_up
from evidence_vault.vault.chats import Chats
from evidence_vault.vault.erasing import Erasing
from evidence_vault.vault.item_contents import ItemContents
from evidence_vault.vault.items import NewItem
from evidence_vault.vault.opening_keys import OpeningKeys
from evidence_vault.vault.picture_texts import PictureTexts
from evidence_vault.vault.search import SearchFilter, SearchHit, search
from evidence_vault.vault.starting import OpenVault, create_parts, open_parts, shut_parts

__all__ = ["NewItem", "SearchFilter", "SearchHit", "Vault"]


class Vault:
    """One open vault. Made by ``create`` or ``open``; ``close`` signs a checkpoint and lets the folder go."""

    def __init__(self, parts: OpenVault) -> None:
        self._parts = parts
        self._ledger = parts.ledger
        self._database = parts.ledger.database
        self.path: Path = parts.ledger.layout.folder
        self.vault_id: str = parts.ledger.keys.vault_id.hex()
        self.name: str = parts.name
        self.fingerprint: str = parts.ledger.keys.signer.fingerprint
        self.opening_notes: tuple[Finding, ...] = tuple(parts.notes)
        self.contents = ItemContents(parts.ledger)
        self.picture_texts = PictureTexts(self._database)
        self.chats = Chats(self._database)
        self.anchors = AnchorStore(parts.ledger.layout, parts.ledger.disk)
        self.keys = OpeningKeys(parts)
        self.erasing = Erasing(parts)

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        *,
        owner: Actor,
        clock: Clock,
        progress: Progress,
        cost: KdfCost | None = None,
    ) -> tuple["Vault", str]:
        """A new vault at ``folder``, and its recovery key as it is shown; nothing is left behind if it fails.

        ``cost``: None measures this computer. Raises VaultExists, SourceMissing (the folder's parent),
        PassphraseTooShort, VaultReadOnly, DiskFull, NotEnoughMemoryForKey.
        """
        parts, recovery_key = create_parts(folder, passphrase, owner=owner, clock=clock, cost=cost)
        return cls(parts), recovery_key

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        passphrase: str | None = None,
        recovery_key: str | None = None,
        clock: Clock,
        progress: Progress,
        fresh_index: bool = False,
    ) -> "Vault":
        """Open with one of the two secrets. What had to be mended stands in ``opening_notes``.

        ``fresh_index`` makes the index anew though nothing may be wrong with it. Raises NotAVault, VaultInUse,
        VaultReadOnly, WrongPassphrase, WrongRecoveryKey, NoRecoveryKey, RecoveryKeyMistyped, HeaderDamaged,
        HeaderTampered, VaultTooNew, NotEnoughMemoryForKey, JournalDamaged, DiskFull.
        """
        parts = open_parts(folder, passphrase, recovery_key, clock=clock, progress=progress, fresh_index=fresh_index)
        return cls(parts)

    def close(self) -> None:
        """Sign a checkpoint, close the index, let the lock go. Closing twice is nothing."""
        shut_parts(self._parts)

    def __enter__(self) -> "Vault":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def owner(self) -> Actor:
        """Who made the vault, under the name of today."""
        return log_queries.owner_of(self._database)

    # --- contents and items

    def store_content(self, stream: BinaryIO, *, progress: Progress, expected_size: int | None = None) -> StoredContent:
        """Store bytes, durably. Raises DiskFull, SourceChanged, SourceUnreadable, StorageFailed, VaultReadOnly."""
        return self._ledger.contents.store(stream, progress=progress, expected_size=expected_size)

    def open_content(self, content_id: str) -> BinaryIO:
        """Stored bytes, seekable; the caller closes them. Raises BlobMissing, BlobDamaged, ContentErased."""
        return self._ledger.contents.open(content_id)

    def add_item(self, new: NewItem, *, actor: Actor, case_id: str | None = None) -> EvidenceItem:
        """Record a new item (CUSTODY "added", or "derived"). Raises NoSuchEntry for an unknown container or parent."""
        return items.add_item(self._ledger, new, actor=actor, case_id=case_id)

    def add_acquisition(
        self,
        item_id: str,
        name: str,
        *,
        actor: Actor,
        source_folder: str | None = None,
        file_modified_at: str | None = None,
    ) -> None:
        """Record that the same bytes came again (CUSTODY "received-again"). Raises NoSuchEntry."""
        items.add_acquisition(self._ledger, item_id, name, source_folder, file_modified_at, actor=actor)

    def item(self, item_id: str) -> EvidenceItem:
        """One item. Raises NoSuchEntry."""
        return item_queries.one_item(self._database, item_id)

    def items(
        self,
        *,
        case_id: str | None = None,
        contained_in: str | None = None,
        derived_from: str | None = None,
        derivatives: bool = False,
    ) -> tuple[EvidenceItem, ...]:
        """Items in the order in which they came; derivatives only with ``derivatives`` or ``derived_from``."""
        return item_queries.list_items(
            self._database,
            case_id=case_id,
            contained_in=contained_in,
            derived_from=derived_from,
            derivatives=derivatives,
        )

    def items_with_sha256(self, sha256: str) -> tuple[EvidenceItem, ...]:
        """Every item with these bytes."""
        return item_queries.items_with_sha256(self._database, sha256)

    def resolve(self, kind: Literal["item", "case"], beginning: str) -> str:
        """The id that begins so. Raises ShortIdTooShort, AmbiguousId, NoSuchEntry."""
        return log_queries.resolve_id(self._database, kind, beginning)

    # --- readings

    def add_reading(
        self,
        item_id: str,
        importer: str,
        version: str,
        answers: Answers,
        records: Iterable[ReadingRecord],
        *,
        actor: Actor,
        also_from: Sequence[str] = (),
    ) -> int:
        """Keep what an importer made of an item (CUSTODY "read") instead of an earlier reading; how many messages.

        ``also_from``: other items the messages were read from. What ``records`` raises is passed on, nothing changes.
        """
        made_by, ledger = (importer, version), self._ledger
        return readings.add_reading(ledger, item_id, made_by, answers, records, actor=actor, also_from=also_from)

    def conversations(
        self, *, item_id: str | None = None, case_id: str | None = None
    ) -> tuple[StoredConversation, ...]:
        """Conversations of an item, of a case's items, or all."""
        return reading_queries.list_conversations(self._database, item_id=item_id, case_id=case_id)

    def messages(
        self, item_id: str, conversation_id: str | None = None, *, start: int = 0, count: int = 500
    ) -> tuple[Message, ...]:
        """A page of messages in file order. Raises NoSuchEntry."""
        return reading_queries.list_messages(self._database, item_id, conversation_id, start, count)

    # --- facts and exhibits

    def put(
        self, entity: str, fields: Fields, *, actor: Actor, case_id: str | None = None, fact_id: str | None = None
    ) -> Fact:
        """Record a fact, or its whole new state (CASEWORK "put"). An entity "case" makes a case of that id."""
        return facts.put_fact(self._ledger, entity, fields, actor=actor, case_id=case_id, fact_id=fact_id)

    def retract(self, fact_id: str, *, actor: Actor) -> None:
        """Take a fact back. Raises NoSuchEntry."""
        facts.retract_fact(self._ledger, fact_id, actor=actor)

    def facts(
        self, entity: str | None = None, *, case_id: str | None = None, naming: str | None = None
    ) -> tuple[Fact, ...]:
        """Facts as they stand, in the order of their first record (a case's own too); ``naming`` stands in them."""
        return log_queries.list_facts(self._database, entity, case_id, naming)

    def fact(self, fact_id: str) -> Fact:
        """One fact as it stands. Raises NoSuchEntry, also for a retracted one."""
        return log_queries.one_fact(self._database, fact_id)

    def first_records(self, case_id: str) -> Mapping[str, tuple[str, str]]:
        """When and by whom each fact of a case was recorded first, by its id."""
        return log_queries.first_records(self._database, case_id)

    def fact_history(self, fact_id: str) -> tuple[LogEntry, ...]:
        """Every entry about a fact."""
        return log_queries.entries_about(self._database, fact_id)

    def item_history(self, item_id: str) -> tuple[LogEntry, ...]:
        """Every entry about an item."""
        return log_queries.entries_about(self._database, item_id)

    def assign_exhibit(self, case_id: str, item_id: str, number: str, *, actor: Actor) -> None:
        """Give an item a number in a case. Raises ExhibitNumberUsed (also for a withdrawn one), NoSuchEntry."""
        items.assign_exhibit(self._ledger, case_id, item_id, number, actor=actor)

    def withdraw_exhibit(self, case_id: str, item_id: str, *, actor: Actor) -> None:
        """Take an item out of a case; its number is not given again. Raises NoSuchEntry."""
        items.withdraw_exhibit(self._ledger, case_id, item_id, actor=actor)

    def exhibits(self, case_id: str) -> tuple[tuple[str, EvidenceItem], ...]:
        """(number, item) of a case, in the order in which the numbers were given."""
        return item_queries.exhibits_of(self._database, case_id)

    def cases_of_items(self, item_ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """The ids of the cases in which items (a few hundred at most) stand now, by item id."""
        return item_queries.cases_of_items(self._database, item_ids)

    def used_exhibit_numbers(self, case_id: str) -> frozenset[str]:
        """Every number the case ever gave."""
        return item_queries.used_exhibit_numbers(self._database, case_id)

    # --- the log

    def record(
        self,
        event: str,
        subjects: Sequence[str],
        payload: Mapping[str, Json],
        *,
        actor: Actor,
        case_id: str | None = None,
        custody: bool = True,
    ) -> LogEntry:
        """Record anything else that happened (exported, verified, handed over …)."""
        stored = self._ledger.record(event, payload, actor=actor, subjects=subjects, case_id=case_id, custody=custody)
        return log_queries.shown_entry(stored.entry, log_queries.actor_names(self._database))

    def log(self, *, case_id: str | None = None, custody_only: bool = False) -> Iterator[LogEntry]:
        """The entries in order: all, or those of a case and of its items before they came into a case."""
        return log_queries.list_log(self._database, case_id=case_id, custody_only=custody_only)

    def leaf_hashes(self) -> Sequence[str]:
        """The hash (hex) of every entry, in order."""
        return log_queries.leaf_hashes(self._database)

    def journal_state(self) -> JournalState:
        """How far the log goes."""
        return self._ledger.state()

    def root_at(self, size: int) -> str:
        """The root (hex) of the first ``size`` entries, to compare with one that was kept elsewhere.

        Raises ValueError for more entries than there are.
        """
        if not 0 <= size <= self._ledger.state().size:
            raise ValueError("more entries than there are")
        return self._ledger.root_at(size).hex()

    def checkpoint(self, reason: str) -> str:
        """Sign how far the log goes now; the text of the note. Raises CheckpointRefused."""
        return self._ledger.signed_note(reason)

    def item_entries(self) -> Mapping[str, int]:
        """Item id to the number (seq) of the entry that added it."""
        return dict(self._database.rows("SELECT id, number FROM items"))

    def case_signing_key(self, case_id: str) -> SigningKey:
        """The key that signs a case's packages, made at its first use. Raises NoSuchEntry."""
        return case_keys.case_signing_key(self._ledger, case_id, actor=self.owner)

    # --- search, what may be made again, copies, checks

    def search(
        self, words: str, *, case_id: str | None = None, wanted: SearchFilter | None = None, limit: int = 200
    ) -> tuple[SearchHit, ...]:
        """Where all ``words`` stand together; what is quoted stands as it is written."""
        return search(self._database, words, case_id=case_id, wanted=wanted or SearchFilter(), limit=limit)

    def keep_derived(self, key: str, data: bytes) -> None:
        """Keep what may be made again (thumbnails) in the index only."""
        self._database.execute("INSERT OR REPLACE INTO derived (key, data) VALUES (?, ?)", (key, data))

    def derived(self, key: str) -> bytes | None:
        """What was kept under ``key``, if it is still there."""
        found = self._database.value("SELECT data FROM derived WHERE key = ?", (key,))
        return None if found is None else bytes(found)

    def back_up(self, target: Path, *, progress: Progress, mirror: bool = False, compare: bool = False) -> BackupReport:
        """Bring the copy at ``target`` up to date, or make it; see ``vault.backup``. May run beside other work."""
        return back_up(
            self._ledger, lambda: self._parts.header, target, progress=progress, mirror=mirror, compare=compare
        )

    def now(self) -> datetime:
        """The time by the vault's clock, aware."""
        return self._ledger.clock.now()

    def last_entry(self, event: str) -> LogEntry | None:
        """The newest entry of an event, or None."""
        return log_queries.last_entry(self._database, event)

    def events_after(self, size: int) -> list[str]:
        """The events of the entries after the first ``size``, in order."""
        return log_queries.events_after(self._database, size)

    def verify(self, *, progress: Progress, quick: bool = False) -> CheckReport:
        """Check everything, see ``vault.verify``; nothing is changed. May run beside other work."""
        from evidence_vault.vault.verify import verify_open

        return verify_open(self._ledger, self._parts.header, self._parts.database_key, progress, quick=quick)
