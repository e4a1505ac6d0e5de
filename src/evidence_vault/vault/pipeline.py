# SPDX-License-Identifier: GPL-3.0-or-later
"""Hands pieces of a stream to several workers at once, each in a thread of its own.

The heavy steps (hashing, sealing, writing, flushing) let other threads run meanwhile, so a file is stored in
little more than the time of its slowest step.
"""

import os
import threading
from collections.abc import Callable, Sequence
from queue import SimpleQueue

PIECE_SIZE = 1 << 20
PIECES_AHEAD = 6


def usable_cores() -> int:
    """How many processors this process may run on; with one, threads only cost."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Stage:
    """One worker in its own thread: takes pieces in order; after a failure it only lets them go.

    At most ``ahead`` pieces are not done yet, so a buffer may be used again ``ahead`` pieces later.
    """

    def __init__(self, work: Callable[[memoryview], None], ahead: int = PIECES_AHEAD) -> None:
        self._work = work
        self._pieces: SimpleQueue[memoryview | None] = SimpleQueue()
        self._room = threading.Semaphore(ahead)
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="vault-pipeline", daemon=True)
        self._thread.start()

    def wait_for_room(self) -> None:
        """Wait until fewer than ``ahead`` pieces are under way; comes before every ``put``. Raises the failure."""
        self._room.acquire()
        self.raise_failure()

    def put(self, piece: memoryview) -> None:
        """Hand over the next piece."""
        self._pieces.put(piece)

    def finish(self) -> None:
        """Wait until all pieces are done and end the thread; ``raise_failure`` then tells. Further calls do nothing."""
        self._pieces.put(None)
        self._thread.join()

    def raise_failure(self) -> None:
        """Raise what the worker raised."""
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        while (piece := self._pieces.get()) is not None:
            try:
                if self._failure is None:
                    self._work(piece)
            except BaseException as error:  # raised again in the thread that feeds
                self._failure = error
            finally:
                self._room.release()


def run_stages(
    read_into: Callable[[memoryview], int],
    works: Sequence[Callable[[memoryview], None]],
    after_piece: Callable[[], None],
) -> None:
    """Read to the end and give every piece to every one of ``works``, each piece in order.

    ``read_into`` fills a buffer and gives the count, 0 at the end; it and ``after_piece`` run in the calling
    thread. Raises what any of them raises, after all threads have ended.
    """
    buffers = [memoryview(bytearray(PIECE_SIZE)) for _ in range(PIECES_AHEAD)]
    stages = [Stage(work) for work in works]
    try:
        _feed(read_into, stages, buffers, after_piece)
    finally:
        for stage in stages:
            stage.finish()
    for stage in stages:
        stage.raise_failure()


def _feed(
    read_into: Callable[[memoryview], int],
    stages: Sequence[Stage],
    buffers: Sequence[memoryview],
    after_piece: Callable[[], None],
) -> None:
    number = 0
    while True:
        for stage in stages:
            stage.wait_for_room()
        buffer = buffers[number % len(buffers)]
        count = read_into(buffer)
        if not count:
            return
        for stage in stages:
            stage.put(buffer[:count])
        number += 1
        after_piece()
