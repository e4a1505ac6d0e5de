# SPDX-License-Identifier: GPL-3.0-or-later
"""Hashes the files of a package on all cores (hashlib lets go of the interpreter lock)."""

import hashlib
import os
import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from evidence_vault.package.reader import OpenPackage
from evidence_vault.progress import Cancelled, Progress

_BUFFER = 1 << 18
_MOST_THREADS = 8
_LOOK_EVERY = 0.1
_BATCH_BYTES, _BATCH_FILES = 4 << 20, 200


def hash_files(package: OpenPackage, paths: Sequence[str], progress: Progress) -> dict[str, str]:
    """SHA-256 (hexadecimal) of each file; one that cannot be read is left out, as a finding. Raises Cancelled."""
    work = _Work(package)
    total = sum(package.sizes[path] for path in paths)
    waiting = _batches(package, paths)
    threads = max(1, min(_MOST_THREADS, os.cpu_count() or 1, len(waiting)))
    with ThreadPoolExecutor(threads) as pool:
        running: set[Future[None]] = set()
        try:
            while waiting or running:
                while waiting and len(running) < 2 * threads:
                    running.add(pool.submit(work.hash_batch, waiting.pop()))
                finished, running = wait(running, timeout=_LOOK_EVERY, return_when=FIRST_COMPLETED)
                for future in finished:
                    future.result()
                progress.report(work.done, total)
                progress.raise_if_cancelled()
        finally:
            work.stopped.set()
    for path in sorted(work.unreadable):
        package.findings.problem("FILE_UNREADABLE", path)
    return work.digests


def _batches(package: OpenPackage, paths: Sequence[str]) -> list[list[str]]:
    """Files to hash in one go, small ones together, taken from the end: the largest first.

    A long file that starts last would leave the other cores idle.
    """
    batches: list[list[str]] = [[]]
    size = 0
    for path in sorted(paths, key=lambda path: package.sizes[path]):
        if size + package.sizes[path] > _BATCH_BYTES or len(batches[-1]) >= _BATCH_FILES:
            batches.append([])
            size = 0
        batches[-1].append(path)
        size += package.sizes[path]
    return [batch for batch in batches if batch]


class _Work:
    """What the threads share."""

    def __init__(self, package: OpenPackage) -> None:
        self.digests: dict[str, str] = {}
        self.unreadable: list[str] = []
        self.stopped = threading.Event()
        self.done = 0
        self._package = package
        self._lock = threading.Lock()

    def hash_batch(self, paths: Sequence[str]) -> None:
        """Hash files one after another; each digest is kept under its path."""
        buffer = bytearray(_BUFFER)
        for path in paths:
            if not self.stopped.is_set():
                self._hash(path, buffer)

    def _hash(self, path: str, buffer: bytearray) -> None:
        try:
            digest = self._digest(path, buffer)
        except OSError:
            with self._lock:
                self.unreadable.append(path)
            return
        with self._lock:
            self.digests[path] = digest

    def _digest(self, path: str, buffer: bytearray) -> str:
        digest = hashlib.sha256()
        view = memoryview(buffer)
        with self._package.open(path) as stream:
            while count := stream.readinto(buffer):  # type: ignore[attr-defined] # every stream of ours has it
                digest.update(view[:count])
                with self._lock:
                    self.done += count
                if self.stopped.is_set():
                    raise Cancelled
        return digest.hexdigest()
