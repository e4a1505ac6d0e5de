# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a stored file through the worker and keeps what was read; what lies inside it becomes evidence too."""

import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from evidence_vault.errors import DiskFull, FileError, ReadingError, SourceEmpty
from evidence_vault.operations.import_options import PLAIN_FILE, ImportOptions, importer_version, stated
from evidence_vault.operations.reading_sources import StoredSource
from evidence_vault.operations.workers import worker
from evidence_vault.progress import Progress
from evidence_vault.records import (
    Actor,
    EvidenceItem,
    FailedImport,
    Member,
    Message,
    ReadingRecord,
    ReadingSummary,
    ReadingWarning,
    Recognition,
    StoredContent,
)
from evidence_vault.vault.vault import Vault


@dataclass(slots=True)
class ReadingResult:
    """``members``: name and stored bytes of what lay inside; ``failed``: members that could not be stored."""

    members: list[tuple[str, StoredContent]] = field(default_factory=list)
    failed: list[FailedImport] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Recognised:
    """Which importer reads a file, and how sure that is."""

    importer: str
    certainty: Recognition


def recognised(source: StoredSource, options: ImportOptions) -> Recognised | None:
    """The importer for a stored file; None: it stays a plain file. Raises ReadingError (damaged, a bomb)."""
    if options.importer == PLAIN_FILE:
        return None
    if options.importer is not None:
        return Recognised(options.importer, Recognition.CERTAIN)
    importer, certainty, _reason = worker().recognise(source)
    return Recognised(importer, certainty) if importer else None


class ReadingStep:
    """Reads one item and keeps the result with it."""

    def __init__(
        self,
        vault: Vault,
        options: ImportOptions,
        actor: Actor,
        progress: Progress,
        *,
        storing: threading.Lock,
        beside: tuple[str, ...] = (),
    ) -> None:
        self._vault = vault
        self._options = options
        self._actor = actor
        self._progress = progress
        self._storing = storing
        self._beside = beside

    def read(self, item: EvidenceItem, known: Recognised) -> ReadingResult:
        """Read ``item``. A file that cannot be read stays with a warning; nothing of ReadingError is raised."""
        result = ReadingResult()
        source = StoredSource(self._vault, item.content_id, item.name, item.size, self._beside)
        try:
            self._keep(item, known, self._records(source, known, result))
        except ReadingError as error:
            self._keep_failure(item, known, error)
        return result

    def records(self, item: EvidenceItem, importer: str, result: ReadingResult) -> Iterator[ReadingRecord]:
        """What an importer makes of the stored bytes; what lies inside is stored and noted in ``result``.

        Raises ReadingError, DiskFull, Cancelled.
        """
        source = StoredSource(self._vault, item.content_id, item.name, item.size, self._beside)
        return self._records(source, Recognised(importer, Recognition.CERTAIN), result)

    def _records(self, source: StoredSource, known: Recognised, result: ReadingResult) -> Iterator[ReadingRecord]:
        for record in worker().read(source, known.importer, self._options.answers):
            self._progress.raise_if_cancelled()
            if isinstance(record, Member):
                self._store_member(source.name, record, result)
            else:
                yield record

    def _store_member(self, container: str, member: Member, result: ReadingResult) -> None:
        shown = f"{container}/{member.name}"
        try:
            with self._storing, member.open() as stream:
                if not cast("io.BufferedReader", stream).peek(1):
                    raise SourceEmpty(name=shown)
                stored = self._vault.store_content(stream, progress=self._progress)
        except (ReadingError, FileError) as error:
            if isinstance(error, DiskFull):
                raise
            result.failed.append(FailedImport(shown, error.code, {**error.facts, "name": shown}))
        else:
            result.members.append((member.name, stored))

    def _keep(self, item: EvidenceItem, known: Recognised, records: Iterator[ReadingRecord]) -> None:
        first = _up_to_first_message(records)
        if known.certainty is not Recognition.CERTAIN and not any(isinstance(record, Message) for record in first):
            return  # it only might have been one, and it holds no message: a plain file
        self._add(item, known, _joined(first, records))

    def _keep_failure(self, item: EvidenceItem, known: Recognised, error: ReadingError) -> None:
        self._add(item, known, iter((ReadingWarning(error.code, item.name), ReadingSummary(0, 0, {}, 0, 0))))

    def _add(self, item: EvidenceItem, known: Recognised, records: Iterator[ReadingRecord]) -> None:
        version = importer_version(known.importer)
        answers = stated(self._options.answers)
        self._vault.add_reading(item.id, known.importer, version, answers, records, actor=self._actor)


def _up_to_first_message(records: Iterator[ReadingRecord]) -> list[ReadingRecord]:
    first = []
    for record in records:
        first.append(record)
        if isinstance(record, Message):
            break
    return first


def _joined(first: list[ReadingRecord], rest: Iterator[ReadingRecord]) -> Iterator[ReadingRecord]:
    yield from first
    yield from rest
