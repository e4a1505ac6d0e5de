# SPDX-License-Identifier: GPL-3.0-or-later
"""One worker process as its parent sees it: started with nothing, watched by the clock, ended for certain."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO, cast

from evidence_vault import errors
from evidence_vault.clock import SystemClock
from evidence_vault.isolation.child_flags import PROBES_FLAG, WORKER_FLAG
from evidence_vault.isolation.frames import FrameKind, FramePipe, PipeBroken, control_message
from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.records import Json

_LARGER_PIPE = 1 << 20
_MEMORY = "glibc.malloc.mmap_threshold={block}:glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1"
"""Blocks from ``block`` bytes on come from the system and go back to it, in huge pages where it has them; one heap."""


class Child:
    """A running worker. Any failure makes it ``broken``; a broken child is never used again."""

    def __init__(self, limits: WorkerLimits, *, probes: bool = False) -> None:
        self.limits = limits
        self.broken = False
        self.tasks_done = 0
        self._process = _spawn(limits, probes=probes)
        incoming, outgoing = self._process.stdout, self._process.stdin
        if incoming is None or outgoing is None:
            raise RuntimeError("worker without pipes")
        for stream in (incoming, outgoing):
            _widen(stream)
        self._pipe = FramePipe(cast("BinaryIO", incoming), cast("BinaryIO", outgoing))
        self._watch = _Watch(self._process)
        self._name = ""
        self._pipe.send_control({"limits": cast("dict[str, Json]", asdict(limits))})

    @property
    def process_id(self) -> int:
        """The system's number of the process."""
        return self._process.pid

    @contextmanager
    def task(self, name: str, seconds: float) -> Iterator[None]:
        """Everything between here and the end counts as one task on the file ``name``.

        Raises WorkerCrashed or WorkerTooSlow in place of a broken pipe. A block that is left, however, before
        the worker said that the task is over (``finished``) breaks the child.
        """
        self._name = name
        self._watch.begin(seconds)
        try:
            yield
        except PipeBroken as error:
            raise self._why_broken(seconds) from error
        finally:
            self._watch.end()
            self.broken = self.broken or not self._watch.finished
            self.tasks_done += 1
            if self.broken:
                self.close()

    def finished(self) -> None:
        """The worker said that the task is over: the child can be used again whatever the answer was."""
        self._watch.finished = True

    def send(self, kind: FrameKind, body: bytes) -> None:
        """Send a frame; the time until the worker took it counts for the worker."""
        with self._watch.counting():
            self._pipe.send(kind, body)

    def send_control(self, message: dict[str, Json]) -> None:
        """Send a JSON object."""
        with self._watch.counting():
            self._pipe.send_control(message)

    def receive(self) -> tuple[FrameKind, bytes]:
        """The next frame; the time until it comes counts for the worker."""
        with self._watch.counting():
            return self._pipe.receive()

    def receive_control(self) -> dict[str, Json]:
        """The next frame, which must be a JSON object."""
        kind, body = self.receive()
        if kind is not FrameKind.CONTROL:
            raise PipeBroken("control frame expected")
        return control_message(body)

    def close(self) -> None:
        """End the process and wait for its end."""
        self.broken = True
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # what was not sent to a dead worker is of no use
                    stream.close()
        self._process.wait()
        self._watch.close()

    def _why_broken(self, seconds: float) -> errors.EvidenceVaultError:
        self.broken = True
        if self._watch.stopped_it:
            return errors.WorkerTooSlow(name=self._name, seconds=max(1, round(seconds)))
        self._process.kill()  # a worker that breaks the protocol is ended too; a dead one stays as it died
        status = self._process.wait()
        if hasattr(signal, "SIGXCPU") and status == -signal.SIGXCPU:
            return errors.WorkerTooSlow(name=self._name, seconds=max(1, round(seconds)))
        return errors.WorkerCrashed(name=self._name)


class _Watch:
    """Ends the process when the time it made us wait exceeds the task's budget.

    Our own work between frames (storing what came) does not count.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._clock = SystemClock()
        self._changed = threading.Condition()
        self._busy = False
        self._closed = False
        self._budget = 0.0
        self._used = 0.0
        self._since: float | None = None
        self.finished = True
        self.stopped_it = False
        self._thread = threading.Thread(target=self._run, name="worker-watch", daemon=True)
        self._thread.start()

    def begin(self, seconds: float) -> None:
        with self._changed:
            self._busy, self._budget, self._used, self._since = True, seconds, 0.0, None
            self.finished = False
            self._changed.notify()

    def end(self) -> None:
        self._busy = False

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    @contextmanager
    def counting(self) -> Iterator[None]:
        start = self._since = self._clock.monotonic()
        try:
            yield
        finally:
            self._since = None
            self._used += self._clock.monotonic() - start

    def _run(self) -> None:
        with self._changed:
            while not self._closed:
                if not self._busy:
                    self._changed.wait()
                    continue
                self._changed.wait(min(0.25, self._budget / 4))
                if self._is_over():
                    self.stopped_it = True
                    self._process.kill()
                    return

    def _is_over(self) -> bool:
        if not self._busy:
            return False
        since = self._since
        running = 0.0 if since is None else self._clock.monotonic() - since
        return self._used + running > self._budget


def _spawn(limits: WorkerLimits, *, probes: bool) -> subprocess.Popen[bytes]:
    command = [sys.executable, WORKER_FLAG]
    if not getattr(sys, "frozen", False):
        command = [sys.executable, "-I", "-B", "-X", "utf8", "-m", "evidence_vault.worker"]
    return subprocess.Popen(
        command + [PROBES_FLAG] * probes,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_smallest_environment(limits),
        cwd=Path(os.sep),
        close_fds=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _smallest_environment(limits: WorkerLimits) -> dict[str, str]:
    # Windows cannot load its own libraries without SYSTEMROOT; everywhere else the environment is empty, but for how
    # glibc is to deal with memory, which it asks for before the worker runs (the worker clears its environment then).
    kept = ("SYSTEMROOT",) if sys.platform == "win32" else ()
    environment = {key: os.environ[key] for key in kept if key in os.environ}
    if sys.platform == "linux" and limits.large_block:
        environment["GLIBC_TUNABLES"] = _MEMORY.format(block=limits.large_block)
    return environment


def _widen(stream: object) -> None:
    if sys.platform != "linux":
        return
    import fcntl

    with contextlib.suppress(OSError):  # a larger pipe is only faster
        fcntl.fcntl(cast("BinaryIO", stream), fcntl.F_SETPIPE_SZ, _LARGER_PIPE)
