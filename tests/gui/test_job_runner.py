# SPDX-License-Identifier: GPL-3.0-or-later
"""Work on the vault's thread: results, failures, cancel, readings between steps, a window that stays awake."""

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from evidence_vault.errors import DiskFull
from evidence_vault.gui.job_runner import JobRunner
from evidence_vault.progress import Progress


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()
    runner._executor.shutdown(wait=True)


def test_result_arrives_in_the_window_thread(qtbot: QtBot, runner: JobRunner) -> None:
    threads: list[int] = []
    job = runner.run("work", lambda _progress: threading.get_ident())
    job.succeeded.connect(lambda value: threads.extend([value, threading.get_ident()]))
    with qtbot.waitSignal(runner.job_finished):
        pass
    assert threads[0] != threads[1] == threading.get_ident()


def test_everything_runs_on_one_thread(qtbot: QtBot, runner: JobRunner) -> None:
    seen: set[int] = set()
    for _number in range(20):
        runner.read(lambda: seen.add(threading.get_ident()))
        runner.run("work", lambda _progress: seen.add(threading.get_ident()))
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert len(seen) == 1


def test_nothing_runs_after_the_last_work(qtbot: QtBot, runner: JobRunner) -> None:
    order: list[str] = []
    runner.read(lambda: order.append("before"))
    runner.last(lambda: order.append("last"))
    late = [runner.read(lambda: order.append("late")), runner.run("late", lambda _progress: order.append("late"))]
    cancelled: list[bool] = []
    for job in late:
        job.cancelled.connect(lambda: cancelled.append(True))
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert order == ["before", "last"]
    assert cancelled == [True, True]


def test_our_errors_and_faults_are_told_apart(qtbot: QtBot, runner: JobRunner) -> None:
    failed: list[object] = []
    crashed: list[object] = []
    runner.crashed.connect(crashed.append)

    def full(_progress: Progress) -> None:
        raise DiskFull

    def fault(_progress: Progress) -> None:
        raise ZeroDivisionError

    runner.run("a", full).failed.connect(failed.append)
    runner.run("b", fault).failed.connect(failed.append)
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert [type(error) for error in failed] == [DiskFull]
    assert [type(error) for error in crashed] == [ZeroDivisionError]


def test_cancel_stops_between_steps_and_is_no_failure(qtbot: QtBot, runner: JobRunner) -> None:
    started, steps, outcomes = threading.Event(), [], []

    def work(progress: Progress) -> None:
        started.set()
        while True:
            steps.append(1)
            progress.raise_if_cancelled()
            threading.Event().wait(0.001)

    job = runner.run("endless", work)
    job.cancelled.connect(lambda: outcomes.append("cancelled"))
    job.failed.connect(lambda _error: outcomes.append("failed"))
    assert started.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert outcomes == ["cancelled"]


def test_a_cancelled_job_in_the_queue_never_starts(qtbot: QtBot, runner: JobRunner) -> None:
    gate, ran = threading.Event(), []
    runner.run("first", lambda _progress: gate.wait(5))
    second = runner.run("second", lambda _progress: ran.append(1))
    second.cancel()
    gate.set()
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert ran == []


def test_readings_are_answered_between_the_steps_of_a_long_job(qtbot: QtBot, runner: JobRunner) -> None:
    answered = threading.Event()

    def work(progress: Progress) -> bool:
        for _step in range(5000):
            progress.raise_if_cancelled()
            if answered.wait(0.001):
                return True
        return False

    results: list[bool] = []
    runner.run("long", work).succeeded.connect(results.append)
    runner.read(lambda: "page").succeeded.connect(lambda _page: answered.set())
    qtbot.waitUntil(lambda: runner.pending == 0, timeout=20000)
    assert results == [True]


def test_readings_that_need_the_worker_wait_for_the_job(qtbot: QtBot, runner: JobRunner) -> None:
    order: list[str] = []

    def work(progress: Progress) -> None:
        for _step in range(20):
            progress.raise_if_cancelled()
        order.append("job")

    runner.run("long", work)
    runner.read(lambda: order.append("picture"), between_steps=False)
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert order == ["job", "picture"]


def test_a_result_for_a_page_that_is_gone_is_dropped(qtbot: QtBot, runner: JobRunner) -> None:
    import shiboken6

    gate, owner, seen = threading.Event(), QObject(), []
    runner.read(lambda: gate.wait(5), owner=owner).succeeded.connect(seen.append)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert seen == []


def test_progress_is_thinned_out_but_its_end_is_told(qtbot: QtBot, runner: JobRunner) -> None:
    reports: list[tuple[int, int]] = []

    def work(progress: Progress) -> None:
        for number in range(100_001):
            progress.report(number, 100_000)

    job = runner.run("many", work)
    job.progressed.connect(lambda done, total, _what: reports.append((done, total)))
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert reports[-1] == (100_000, 100_000)
    assert len(reports) < 200


def test_big_numbers_of_bytes_arrive_whole(qtbot: QtBot, runner: JobRunner) -> None:
    reports: list[int] = []
    job = runner.run("bytes", lambda progress: progress.report(2**40, 2**41))
    job.progressed.connect(lambda done, _total, _what: reports.append(done))
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert reports == [2**40]


def _longest_gap(qtbot: QtBot, runner: JobRunner) -> float:
    gaps: list[float] = []
    last = [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.setInterval(1)
    timer.timeout.connect(tick)

    def work(progress: Progress) -> None:
        for number in range(300):
            progress.report(number, 300)
            progress.raise_if_cancelled()
            threading.Event().wait(0.001)

    timer.start()
    last[0] = time.perf_counter()
    runner.run("long", work)
    qtbot.waitUntil(lambda: runner.pending == 0, timeout=20000)
    timer.stop()
    return max(gaps)


def test_the_window_never_sleeps_longer_than_50_ms(qtbot: QtBot, runner: JobRunner) -> None:
    # A busy computer may take the processor away once; a window that blocks does so every time.
    assert min(_longest_gap(qtbot, runner) for _try in range(4)) < 0.05


def test_cancel_reaches_work_that_has_not_begun_when_the_runner_closes(qtbot: QtBot) -> None:
    runner = JobRunner()
    started = threading.Event()

    def work(progress: Progress) -> None:
        started.set()
        while True:
            progress.raise_if_cancelled()
            threading.Event().wait(0.001)

    runner.run("endless", work)
    assert started.wait(5)
    runner.close()
    runner._executor.shutdown(wait=True)  # returns only because the work saw the cancel


def test_what_runs_beside_keeps_nothing_waiting(qtbot: QtBot, runner: JobRunner) -> None:
    let_go, order = threading.Event(), list[str]()

    def long(progress: Progress) -> None:
        assert let_go.wait(20)
        progress.raise_if_cancelled()
        order.append("beside")

    beside = runner.run_beside("copying", long)
    runner.run("adding", lambda _progress: order.append("job"))
    runner.read(lambda: order.append("change"), between_steps=False)
    qtbot.waitUntil(lambda: len(order) == 2)
    assert (order, beside.is_beside, runner.is_busy) == (["job", "change"], True, True)
    let_go.set()
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert order == ["job", "change", "beside"]


def test_the_last_work_waits_for_what_runs_beside(qtbot: QtBot, runner: JobRunner) -> None:
    started, order = threading.Event(), list[str]()

    def long(progress: Progress) -> None:
        started.set()
        try:
            while True:
                progress.raise_if_cancelled()
        finally:
            order.append("beside")

    runner.run_beside("copying", long)
    assert started.wait(20)
    runner.cancel_all()
    runner.last(lambda: order.append("last"))
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert order == ["beside", "last"]
