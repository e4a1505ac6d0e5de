# SPDX-License-Identifier: GPL-3.0-or-later
"""Stores the next file while the one before is described and read: disk and worker are busy at the same time."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from evidence_vault.operations.found_files import FoundFile
from evidence_vault.operations.import_item import Origin
from evidence_vault.operations.source_file import as_binary, opened
from evidence_vault.progress import Progress
from evidence_vault.records import StoredContent
from evidence_vault.vault.vault import Vault

StoredFile = tuple[Origin, StoredContent]


class StoringAhead:
    """Stores files in a thread of its own, one at a time. Only contents are written there, never the index.

    ``storing`` keeps the same bytes from being stored twice at once.
    """

    def __init__(self, vault: Vault, storing: threading.Lock) -> None:
        self._vault = vault
        self._storing = storing
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storing-ahead")

    def begin(self, file: FoundFile, progress: Progress) -> Future[StoredFile]:
        """Start to store ``file``; the future raises what kept it from that."""
        return self._thread.submit(self._store, file, progress)

    def close(self) -> None:
        """Wait for what was begun."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _store(self, file: FoundFile, progress: Progress) -> StoredFile:
        with self._storing, opened(file.path, file.shown) as source:
            stored = self._vault.store_content(as_binary(source), progress=progress, expected_size=source.size)
            name = Path(file.shown).name
            return Origin(name, file.shown, file.folder, source.modified_at, source.created_at), stored
