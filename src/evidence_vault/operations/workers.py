# SPDX-License-Identifier: GPL-3.0-or-later
"""The warm worker processes of this process, one of each kind, shared by all operations."""

import atexit
import threading

from evidence_vault.isolation.limits import FACE_LIMITS, TEXT_LIMITS, WorkerLimits
from evidence_vault.isolation.worker_client import WorkerProcess

_lock = threading.Lock()
_workers: dict[WorkerLimits, WorkerProcess] = {}


def worker() -> WorkerProcess:
    """The worker; started at the first use, replaced by itself after a failure."""
    return _of_kind(WorkerLimits())


def text_worker() -> WorkerProcess:
    """The worker that reads text in pictures: a process of its own, so that nothing waits for it."""
    return _of_kind(TEXT_LIMITS)


def face_worker() -> WorkerProcess:
    """The worker that finds faces: for the same reason."""
    return _of_kind(FACE_LIMITS)


def _of_kind(limits: WorkerLimits) -> WorkerProcess:
    with _lock:
        if limits not in _workers:
            _workers[limits] = WorkerProcess(limits=limits)
        return _workers[limits]


def end_worker() -> None:
    """End the worker processes: at locking, and at the end of the program."""
    with _lock:
        ended = list(_workers.values())
        _workers.clear()
    for one in ended:
        one.close()


atexit.register(end_worker)
