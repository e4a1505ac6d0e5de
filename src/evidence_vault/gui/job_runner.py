# SPDX-License-Identifier: GPL-3.0-or-later
"""The only place of the window that touches threads: one thread for the open vault, results as signals.

Long work is a ``Job`` with progress and cancel. Reading for the screen (``read``) is short; while a job runs,
it is answered between the job's steps, so that pages stay usable (decision 0071). A backup or a check may take hours
and runs beside all other work, in a second thread (decision 0088).
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from evidence_vault.clock import SystemClock
from evidence_vault.errors import EvidenceVaultError, StorageGone
from evidence_vault.progress import Cancelled, Progress

Result = TypeVar("Result")

_CLOCK = SystemClock()

REPORT_EVERY = 0.05
"""Seconds between two reports of progress that reach the window."""


class Job(QObject):
    """One piece of work on the vault's thread, or beside it. Its signals arrive in the window's thread."""

    progressed = Signal(object, object, str)
    succeeded = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, title: str, owner: QObject | None, parent: QObject, *, beside: bool = False) -> None:
        super().__init__(parent)
        self.title = title
        self.is_beside = beside
        self._owner = owner
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the person asked to stop."""
        return self._stop.is_set()

    def is_wanted(self) -> bool:
        """Whether somebody is still there to be given the result."""
        return self._owner is None or shiboken6.isValid(self._owner)


class _Bridge(QObject):
    """Carries what the thread has to say into the window's thread."""

    reported = Signal(object, object, object, str)
    ended = Signal(object, str, object)


class _WindowProgress:
    """The ``Progress`` of a job: reports at most every 50 ms, answers waiting readings between steps."""

    def __init__(self, job: Job, bridge: _Bridge, between_steps: Callable[[], None]) -> None:
        self._job = job
        self._bridge = bridge
        self._between_steps = between_steps
        self._last = 0.0
        self._thread = threading.get_ident()

    def report(self, done: int, total: int | None, what: str = "") -> None:
        """Say how far the work is; all but the last report of a burst may be dropped."""
        now = _CLOCK.monotonic()
        if (now - self._last >= REPORT_EVERY or done == total) and shiboken6.isValid(self._bridge):
            self._last = now
            self._bridge.reported.emit(self._job, done, total, what)

    def raise_if_cancelled(self) -> None:
        """Raise ``Cancelled`` if asked to stop; else let short readings in, on the vault's own thread only."""
        if self._job.is_cancelled:
            raise Cancelled
        if threading.get_ident() == self._thread:
            self._between_steps()


class JobRunner(QObject):
    """Runs work for the open vault, one piece after another, always on the same thread.

    Only what is safe beside other work (backups, checks) has a thread of its own.
    ``aside`` is for work that does not touch the vault: it has a thread of its own, so that nothing waits for it.

    ``crashed`` brings every exception that is not ours, wherever it came from; ``vault_lost`` that the disk of the
    open vault cannot be reached any more, whichever work met it.
    """

    job_started = Signal(object)
    job_finished = Signal(object)
    crashed = Signal(object)
    vault_lost = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")
        self._second = ThreadPoolExecutor(max_workers=1, thread_name_prefix="beside-the-vault")
        self._beside: list[Future[None]] = []
        self._aside: ThreadPoolExecutor | None = None
        self._asides: list[Job] = []
        self._readings: deque[Callable[[], None]] = deque()
        self._jobs: list[Job] = []
        self._open = 0
        self._is_over = False
        self._bridge = _Bridge(self)
        self._bridge.reported.connect(self._pass_report)
        self._bridge.ended.connect(self._pass_end)

    @property
    def is_busy(self) -> bool:
        """Whether a job (not a short reading) runs or waits."""
        return bool(self._jobs)

    @property
    def pending(self) -> int:
        """How many jobs and readings have not ended yet."""
        return self._open

    def run(self, title: str, work: Callable[[Progress], Result], *, owner: QObject | None = None) -> Job:
        """Start long work that shows in the status strip; connect to the job's signals for what follows."""
        job = Job(title, owner, self)
        self._jobs.append(job)
        self._open += 1
        self._executor.submit(self._perform, job, _nothing_more if self._is_over else work, self._answer_readings)
        self.job_started.emit(job)
        return job

    def run_beside(self, title: str, work: Callable[[Progress], Result], *, owner: QObject | None = None) -> Job:
        """``run``, in a second thread: for what does no harm while other work goes on. One piece after another."""
        job = Job(title, owner, self, beside=True)
        self._jobs.append(job)
        self._open += 1
        self._beside = [each for each in self._beside if not each.done()]
        self._beside.append(self._second.submit(self._perform, job, _nothing_more if self._is_over else work, None))
        self.job_started.emit(job)
        return job

    def read(self, work: Callable[[], Result], *, owner: QObject | None = None, between_steps: bool = True) -> Job:
        """Read something for the screen. ``between_steps``: may be answered while a job runs."""
        job = Job("", owner, self)
        self._open += 1

        wanted = _nothing_more if self._is_over else work

        def task() -> None:
            self._conclude(job, wanted)

        if between_steps:
            self._readings.append(task)
            self._executor.submit(self._answer_readings)
        else:
            self._executor.submit(task)
        return job

    def aside(self, work: Callable[[Progress], Result], *, owner: QObject | None = None) -> Job:
        """Start work that does not use the vault, beside everything else; one piece at a time."""
        job = Job("", owner, self)
        self._open += 1
        self._asides.append(job)
        wanted = _nothing_more if self._is_over else work
        if self._aside is None:
            self._aside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aside")
        self._aside.submit(self._conclude, job, lambda: wanted(_WindowProgress(job, self._bridge, _nothing_between)))
        return job

    def last(self, work: Callable[[], Result]) -> Job:
        """Close the vault with ``work``: whatever a page still asks for after it is cancelled, not done.

        What runs beside ends first; ``cancel_all`` asks it to.
        """
        beside = tuple(self._beside)

        def alone() -> Result:
            wait(beside)
            return work()

        job = self.read(alone, between_steps=False)
        self._is_over = True
        return job

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in (*self._jobs, *self._asides):
            job.cancel()

    def close(self) -> None:
        """Take no more work; what runs is asked to stop."""
        self.cancel_all()
        for executor in (self._executor, self._second):
            executor.shutdown(wait=False, cancel_futures=True)
        if self._aside is not None:
            self._aside.shutdown(wait=False, cancel_futures=True)

    def _perform(self, job: Job, work: Callable[[Progress], object], between_steps: Callable[[], None] | None) -> None:
        progress = _WindowProgress(job, self._bridge, between_steps or _nothing_between)

        def stoppable() -> object:
            if job.is_cancelled:
                raise Cancelled
            return work(progress)

        self._conclude(job, stoppable)

    def _conclude(self, job: Job, work: Callable[[], object]) -> None:
        # The one net under everything that runs on the vault's thread: nothing escapes unseen.
        try:
            outcome, value = "succeeded", work()
        except Cancelled:
            outcome, value = "cancelled", None
        except EvidenceVaultError as error:
            outcome, value = "failed", error
        except Exception as error:
            outcome, value = "crashed", error
        if shiboken6.isValid(self._bridge):
            self._bridge.ended.emit(job, outcome, value)

    def _answer_readings(self) -> None:
        while self._readings:
            try:
                reading = self._readings.popleft()
            except IndexError:
                return
            reading()

    def _pass_report(self, job: Job, done: int, total: int | None, what: str) -> None:
        job.progressed.emit(done, total, what)

    def _pass_end(self, job: Job, outcome: str, value: Any) -> None:
        self._open -= 1
        if job in self._asides:
            self._asides.remove(job)
        was_shown = job in self._jobs
        if was_shown:
            self._jobs.remove(job)
        if outcome == "crashed":
            self.crashed.emit(value)
        if job.is_wanted():
            if outcome == "cancelled":
                job.cancelled.emit()
            else:
                getattr(job, outcome).emit(value)
        if was_shown:
            self.job_finished.emit(job)
        job.finished.emit()
        if isinstance(value, StorageGone):
            self.vault_lost.emit(value)
        job.deleteLater()


def _nothing_between() -> None:
    """Readings are answered by the vault's own thread meanwhile."""


def _nothing_more(_progress: Progress | None = None) -> Any:
    """In place of work that was asked for when the vault was already being closed."""
    raise Cancelled
