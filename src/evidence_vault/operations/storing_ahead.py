# SPDX-License-Identifier: GPL-3.0-or-later
"""Stores and describes the next files while one is entered: disk, worker and journal are busy at the same time."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from evidence_vault.operations.found_files import FoundFile
from evidence_vault.operations.import_item import Origin
from evidence_vault.operations.source_file import as_binary, opened
from evidence_vault.progress import Cancelled, Progress
from evidence_vault.records import Description, StoredContent
from evidence_vault.vault.vault import Vault

StoredFile = tuple[Origin, StoredContent, Description | None]
Describe = Callable[[Origin, StoredContent], Description | None]
FILES_AHEAD = 2


class StoringAhead:
    """Stores files in one thread and describes them in another, each one at a time and in order.

    Only contents are written there, never the journal or the index. ``storing`` keeps the same bytes from being stored
    twice at once. ``describe`` may leave it to the caller (None).
    """

    def __init__(self, vault: Vault, storing: threading.Lock, describe: Describe) -> None:
        self._vault = vault
        self._storing = storing
        self._describe = describe
        self._stopped = False
        self._stores = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storing-ahead")
        self._describes = ThreadPoolExecutor(max_workers=1, thread_name_prefix="describing-ahead")

    def begin(self, file: FoundFile, progress: Progress) -> Future[StoredFile]:
        """Start on ``file``; the future raises what kept it from being stored."""
        stored = self._stores.submit(self._store, file, progress)
        return self._describes.submit(self._described, stored)

    def close(self) -> None:
        """Begin nothing more, and wait: what was stored is told by its future, also when the rest was given up."""
        self._stores.shutdown(wait=True, cancel_futures=True)
        self._describes.shutdown(wait=True)

    def _store(self, file: FoundFile, progress: Progress) -> tuple[Origin, StoredContent]:
        if self._stopped:
            raise Cancelled
        with self._storing, opened(file.path, file.shown) as source:
            try:
                stored = self._vault.store_content(as_binary(source), progress=progress, expected_size=source.size)
            except Cancelled:
                self._stopped = True  # nothing that comes after it is begun
                raise
            name = Path(file.shown).name
            return Origin(name, file.shown, file.folder, source.modified_at, source.created_at), stored

    def _described(self, stored: Future[tuple[Origin, StoredContent]]) -> StoredFile:
        origin, content = stored.result()
        return origin, content, self._describe(origin, content)
