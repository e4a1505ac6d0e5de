# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds files and folders to the vault: every path given ends in exactly one list of the report."""

import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import accumulate, islice
from pathlib import Path

from evidence_vault.errors import EvidenceVaultError, SourceEmpty, StorageGone
from evidence_vault.operations.files_beside import FilesBeside
from evidence_vault.operations.found_files import Found, FoundFile, find_files
from evidence_vault.operations.import_item import ItemMaker, Origin, Results
from evidence_vault.operations.import_options import ImportOptions, check_options
from evidence_vault.operations.part_progress import PartProgress
from evidence_vault.operations.storing_ahead import FILES_AHEAD, StoredFile, StoringAhead
from evidence_vault.progress import Cancelled, Progress
from evidence_vault.records import Actor, FailedImport, ImportReport, ReadingWarning
from evidence_vault.vault.vault import Vault


def import_files(
    vault: Vault, paths: Sequence[Path], options: ImportOptions, actor: Actor, progress: Progress
) -> ImportReport:
    """Add every file behind ``paths``; a file that cannot be added costs only itself.

    Stopping (Cancelled inside ``progress``) keeps what was added and sets ``cancelled``. Raises TimeZoneUnknown,
    FormatUnknown (``options``), NoSuchEntry (its case).
    """
    _check(vault, options)
    found, results = Found(), Results()
    cancelled = False
    try:
        find_files(paths, vault.path, progress.raise_if_cancelled, found)
        _each(found, ItemMaker(vault, options, actor, progress, results))
    except Cancelled:
        cancelled = True
    failed = (*found.failed, *results.failed)
    items = results.finished_items(vault)
    return ImportReport(items, tuple(results.duplicates), failed, tuple(found.skipped), cancelled)


def import_bytes(  # noqa: PLR0917 - as import_files, with the bytes
    vault: Vault, name: str, data: bytes, options: ImportOptions, actor: Actor, progress: Progress
) -> ImportReport:
    """Add bytes that never were a file, such as pasted text or a pasted picture, under ``name``."""
    _check(vault, options)
    results = Results()
    maker = ItemMaker(vault, options, actor, progress, results)
    cancelled = False
    try:
        with _failing_alone(name, results):
            _take_bytes(maker, name, data)
    except Cancelled:
        cancelled = True
    items = results.finished_items(vault)
    return ImportReport(items, tuple(results.duplicates), tuple(results.failed), cancelled=cancelled)


def _check(vault: Vault, options: ImportOptions) -> None:
    check_options(options)
    if options.case_id is not None:
        vault.fact(options.case_id)


def _each(found: Found, maker: ItemMaker) -> None:
    total = sum(file.size for file in found.files)
    starts = list(accumulate((file.size for file in found.files), initial=0))
    parts = [PartProgress(maker.progress, starts[n], total, file.shown) for n, file in enumerate(found.files)]
    ahead = StoringAhead(maker.vault, maker.storing, maker.describe_ahead)
    beside = FilesBeside(found.files)
    begun: deque[tuple[FoundFile, Future[StoredFile]]] = deque()
    waiting = iter(zip(found.files, parts, strict=True))
    try:
        for number, file in enumerate(found.files):
            maker.progress.raise_if_cancelled()
            maker.progress.report(starts[number], total, file.shown)
            begun.extend((each[0], ahead.begin(*each)) for each in islice(waiting, 1 + FILES_AHEAD - len(begun)))
            current = begun.popleft()[1]
            wait([current])
            with _failing_alone(file.shown, maker.results):
                options = maker.options.for_file(file.path)
                own = replace(maker, progress=parts[number], options=options, beside=beside.of(file))
                own.take(*current.result())
    finally:
        ahead.close()
        _take_stored_ahead(begun, maker)
    maker.progress.report(total, total)


def _take_stored_ahead(begun: Iterable[tuple[FoundFile, Future[StoredFile]]], maker: ItemMaker) -> None:
    # The person stopped while the next files were stored: their bytes are in the vault, so they become items.
    for file, one in begun:
        if not one.cancelled() and one.exception() is None:
            with suppress(Cancelled), _failing_alone(file.shown, maker.results):
                replace(maker, options=maker.options.for_file(file.path)).take(*one.result())


@contextmanager
def _failing_alone(shown: str, results: Results) -> Iterator[None]:
    before, known = len(results.items), len(results.duplicates)
    try:
        yield
    except StorageGone:
        raise  # no file's fault, and no other file fares better
    except EvidenceVaultError as error:
        if len(results.items) > before:  # it is in the vault, and stands in that list; only a later step failed
            results.unread[results.items[before]] = ReadingWarning(error.code, shown)
        elif len(results.duplicates) == known:
            results.failed.append(FailedImport(shown, error.code, {**error.facts, "name": shown}))


def _take_bytes(maker: ItemMaker, name: str, data: bytes) -> None:
    if not data:
        raise SourceEmpty(name=name)
    stored = maker.vault.store_content(io.BytesIO(data), progress=maker.progress, expected_size=len(data))
    maker.take(Origin(name, name), stored)
