# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes an evidence item of stored bytes: known already or new, described, read, put into its case."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from evidence_vault.errors import EvidenceVaultError, ReadingError
from evidence_vault.operations.case_exhibits import number_in_case, put_into_case
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.import_reading import ReadingStep, Recognised, recognised
from evidence_vault.operations.reading_sources import StoredSource
from evidence_vault.operations.workers import worker
from evidence_vault.progress import Progress
from evidence_vault.records import (
    Actor,
    Description,
    DuplicateImport,
    EvidenceItem,
    FailedImport,
    ReadingWarning,
    StoredContent,
)
from evidence_vault.vault.vault import NewItem, Vault

UNKNOWN_TYPE = "application/octet-stream"
NEVER_CHATS = ("image/", "audio/", "video/", "application/pdf")
"""Types of bytes that no importer reads: nobody is asked."""


def describe(source: StoredSource) -> Description:
    """What the worker says about stored bytes; what it cannot open is described as damaged, not refused."""
    try:
        return worker().describe(source)
    except ReadingError as error:
        return Description(UNKNOWN_TYPE, 0, warnings=(ReadingWarning(error.code, source.name),))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes came from. ``shown`` is the name for lists, ``name`` the item's own."""

    name: str
    shown: str
    folder: str | None = None
    modified_at: str | None = None
    created_at: str | None = None
    contained_in: str | None = None


@dataclass(slots=True)
class Results:
    """What became of everything so far; ``unread`` tells items whose reading could not be kept, and why."""

    items: list[str] = field(default_factory=list)
    duplicates: list[DuplicateImport] = field(default_factory=list)
    failed: list[FailedImport] = field(default_factory=list)
    unread: dict[str, ReadingWarning] = field(default_factory=dict)

    def finished_items(self, vault: Vault) -> tuple[EvidenceItem, ...]:
        """The items as they stand now."""
        return tuple(self._finished(vault.item(item_id)) for item_id in self.items)

    def _finished(self, item: EvidenceItem) -> EvidenceItem:
        warning = self.unread.get(item.id)
        return replace(item, warnings=(*item.warnings, warning)) if warning else item


@dataclass(frozen=True)
class ItemMaker:
    """Takes stored bytes and enters what becomes of them in ``results``.

    ``storing`` is held by whoever stores contents, ``asking`` by whoever asks the worker, in whatever thread: two
    tasks at once would start a second process for each pair of files. ``beside``: names of the files in the folder
    of the one that is taken.
    """

    vault: Vault
    options: ImportOptions
    actor: Actor
    progress: Progress
    results: Results
    storing: threading.Lock = field(default_factory=threading.Lock)
    asking: threading.Lock = field(default_factory=threading.Lock)
    beside: tuple[str, ...] = ()

    def describe_ahead(self, origin: Origin, stored: StoredContent) -> Description | None:
        """What ``take`` will want to know of ``stored``, asked in another thread; None for bytes that are known."""
        if self.vault.items_with_sha256(stored.sha256):
            return None
        with self.asking:
            return describe(StoredSource(self.vault, stored.content_id, origin.name, stored.size))

    def take(self, origin: Origin, stored: StoredContent, described: Description | None = None) -> None:
        """Enter ``stored`` as an item or as bytes received again, with everything that lies inside it."""
        known = self._known(stored.sha256)
        if known:
            self._received_again(known, origin)
        else:
            self._new(origin, stored, described)

    def _known(self, sha256: str) -> EvidenceItem | None:
        case_id = self.options.case_id
        same = [item for item in self.vault.items_with_sha256(sha256) if item.derived_from is None]
        if case_id is None:
            return min(same, key=lambda item: bool(item.cases), default=None)
        inside = [item for item in same if number_in_case(item, case_id)]
        return next(iter([*inside, *(item for item in same if not item.cases)]), None)

    def _received_again(self, known: EvidenceItem, origin: Origin) -> None:
        self.vault.add_acquisition(
            known.id,
            origin.name,
            actor=self.actor,
            source_folder=origin.folder,
            file_modified_at=origin.modified_at,
        )
        self.results.duplicates.append(DuplicateImport(origin.shown, known.sha256, known.id))
        if self._wants_reading(known):
            self._read_again(known)
        self._put_into_case(known.id)

    def _wants_reading(self, known: EvidenceItem) -> bool:
        # An import that was stopped, or a person who now says which program made the file.
        return known.importer is None or self.options.importer not in {None, known.importer}

    def _read_again(self, known: EvidenceItem) -> None:
        source = StoredSource(self.vault, known.content_id, known.name, known.size)
        try:
            with self.asking:
                importer = recognised(source, self.options)
        except ReadingError:
            return  # said when the item was new
        if importer:
            self._read(known, importer)

    def _new(self, origin: Origin, stored: StoredContent, described: Description | None) -> None:
        source = StoredSource(self.vault, stored.content_id, origin.name, stored.size)
        importer: Recognised | None = None
        if described is None or not self._is_never_chat(described):
            with self.asking:
                described = described or describe(source)
                importer, described = self._recognised(source, described, is_member=origin.contained_in is not None)
        item = self.vault.add_item(
            NewItem(
                content=stored,
                name=origin.name,
                media_type=described.media_type,
                file_modified_at=origin.modified_at,
                file_created_at=origin.created_at,
                source_folder=origin.folder,
                claimed_at=described.claimed_at,
                claimed_basis=described.claimed_basis,
                contained_in=origin.contained_in,
                facts=described.facts,
                warnings=described.warnings,
            ),
            actor=self.actor,
            case_id=self.options.case_id,
        )
        self.results.items.append(item.id)
        if importer:
            self._read(item, importer)
        self._put_into_case(item.id)

    def _is_never_chat(self, described: Description) -> bool:
        return self.options.importer is None and described.media_type.startswith(NEVER_CHATS)

    def _recognised(
        self, source: StoredSource, described: Description, *, is_member: bool
    ) -> tuple[Recognised | None, Description]:
        if is_member or self._is_never_chat(described):
            return None, described  # what is a chat in a container was read by the container's importer
        try:
            return recognised(source, self.options), described
        except ReadingError as error:
            warning = ReadingWarning(error.code, source.name)
            known = {one.code for one in described.warnings}
            warnings = described.warnings if error.code in known else (*described.warnings, warning)
            return None, replace(described, warnings=warnings)

    def _read(self, item: EvidenceItem, importer: Recognised) -> None:
        beside = self.beside if not item.contained_in else ()
        step = ReadingStep(self.vault, self.options, self.actor, self.progress, storing=self.storing, beside=beside)
        try:
            with self.asking:
                found = step.read(item, importer)
        except EvidenceVaultError as error:  # the item is safe; only what was read could not be kept
            self.results.unread[item.id] = ReadingWarning(error.code, item.name)
            return
        finally:
            self._put_into_case(item.id)
        self.results.failed += found.failed
        self._members(item, found.members)

    def _members(self, container: EvidenceItem, members: Iterable[tuple[str, StoredContent]]) -> None:
        for name, stored in members:
            self.progress.raise_if_cancelled()
            self.take(Origin(name, f"{container.name}/{name}", contained_in=container.id), stored)

    def _put_into_case(self, item_id: str) -> None:
        if self.options.case_id is not None:
            put_into_case(self.vault, self.options.case_id, self.vault.item(item_id), self.actor)
