# SPDX-License-Identifier: GPL-3.0-or-later
"""The one warm worker process of this process, shared by all operations."""

import atexit
import threading

from evidence_vault.isolation.worker_client import WorkerProcess

_lock = threading.Lock()
_workers: list[WorkerProcess] = []


def worker() -> WorkerProcess:
    """The worker; started at the first use, replaced by itself after a failure."""
    with _lock:
        if not _workers:
            _workers.append(WorkerProcess())
        return _workers[0]


def end_worker() -> None:
    """End the worker process: at locking, and at the end of the program."""
    with _lock:
        ended = list(_workers)
        _workers.clear()
    for one in ended:
        one.close()


atexit.register(end_worker)
