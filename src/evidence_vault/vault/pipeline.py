# SPDX-License-Identifier: GPL-3.0-or-later
"""Hands pieces of a stream to several workers at once, each in a thread of its own.

The heavy steps (hashing, sealing, writing) let other threads run meanwhile, so a file is hashed, sealed,
written and read back in little more than the time of the slowest step.
"""

import threading
from collections.abc import Callable, Sequence
from queue import SimpleQueue

PIECE_SIZE = 1 << 20
PIECES_AHEAD = 6


class _Stage:
    """One worker: takes pieces in order; after a failure it only lets them go."""

    def __init__(self, work: Callable[[memoryview], None]) -> None:
        self._work = work
        self._pieces: SimpleQueue[memoryview | None] = SimpleQueue()
        self._room = threading.Semaphore(PIECES_AHEAD)
        self.failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="vault-pipeline", daemon=True)
        self._thread.start()

    def wait_for_room(self) -> None:
        """Wait until a buffer handed over ``PIECES_AHEAD`` pieces ago is not used any more."""
        self._room.acquire()

    def put(self, piece: memoryview) -> None:
        """Hand over the next piece."""
        self._pieces.put(piece)

    def finish(self) -> None:
        """Wait until all pieces are done."""
        self._pieces.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (piece := self._pieces.get()) is not None:
            try:
                if self.failure is None:
                    self._work(piece)
            except BaseException as error:  # raised again in the thread that feeds
                self.failure = error
            finally:
                self._room.release()


def run_stages(
    read_into: Callable[[memoryview], int],
    works: Sequence[Callable[[memoryview], None]],
    after_piece: Callable[[int], None],
) -> None:
    """Read to the end and give every piece to every one of ``works``, each piece in order.

    ``read_into`` fills a buffer and gives the count, 0 at the end; it and ``after_piece`` (told the bytes so
    far) run in the calling thread. Raises what any of them raises, after all threads have ended.
    """
    buffers = [memoryview(bytearray(PIECE_SIZE)) for _ in range(PIECES_AHEAD)]
    stages = [_Stage(work) for work in works]
    try:
        _feed(read_into, stages, buffers, after_piece)
    finally:
        for stage in stages:
            stage.finish()
    _raise_failure(stages)


def _feed(
    read_into: Callable[[memoryview], int],
    stages: Sequence[_Stage],
    buffers: Sequence[memoryview],
    after_piece: Callable[[int], None],
) -> None:
    done = 0
    number = 0
    while True:
        for stage in stages:
            stage.wait_for_room()
        _raise_failure(stages)
        buffer = buffers[number % len(buffers)]
        count = read_into(buffer)
        if not count:
            return
        for stage in stages:
            stage.put(buffer[:count])
        done += count
        number += 1
        after_piece(done)


def _raise_failure(stages: Sequence[_Stage]) -> None:
    for stage in stages:
        if stage.failure is not None:
            raise stage.failure
