# SPDX-License-Identifier: GPL-3.0-or-later
"""Timing in turn: ours, theirs, ours, theirs …, so that a machine that drifts drifts for both."""

import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

Run = Callable[[], float | None]
"""One timed run; may return the seconds it measured itself, else the whole call counts."""
Figure = Callable[[float], str]
"""From the median seconds of ours to the figure for people."""


@dataclass(frozen=True)
class Yardstick:
    """Somebody else's program on the same bytes; ``run`` is None where it is not installed."""

    name: str
    run: Run | None


@dataclass(frozen=True)
class Row:
    """One line of the table. ``theirs`` is None where the yardstick is not installed."""

    what: str
    ours: list[float]
    yardstick: str
    theirs: list[float] | None
    figure: str = ""

    @property
    def ratio(self) -> float | None:
        """Median of ours ÷ theirs pair by pair: under 1 is faster."""
        if not self.theirs:
            return None
        return statistics.median(a / b for a, b in zip(self.ours, self.theirs, strict=True))


def in_turn(runs: Sequence[Run | None], times: int, warm_up: bool = True) -> list[list[float] | None]:
    """Seconds of ``times`` runs of each, taken in turn after one of each that is not counted; None stays None."""
    if warm_up:
        for run in runs:
            if run:
                run()
    rounds = [[timed(run) if run else None for run in runs] for _ in range(times)]
    return [None if run is None else [each[n] or 0.0 for each in rounds] for n, run in enumerate(runs)]


def rows_in_turn(what: str, ours: Run, yardsticks: Sequence[Yardstick], times: int, figure: Figure) -> list[Row]:
    """A row for each yardstick; ours is run once a round and stands in every row."""
    measured = in_turn([ours, *(each.run for each in yardsticks)], times)
    own = measured[0] or []
    text = figure(statistics.median(own))
    return [Row(what, own, each.name, theirs, text) for each, theirs in zip(yardsticks, measured[1:], strict=True)]


def timed(run: Run) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    own = run()
    return own if own is not None else time.perf_counter() - start


@contextmanager
def on_cores(wanted: int) -> Iterator[int]:
    """This process and what it starts run on so many processors meanwhile, where the system allows; how many."""
    if not hasattr(os, "sched_setaffinity"):
        yield os.cpu_count() or 1
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:wanted])
    try:
        yield len(os.sched_getaffinity(0))
    finally:
        os.sched_setaffinity(0, before)


def command(arguments: Sequence[str | Path], **environment: str) -> Run:
    """A run of a program, its output thrown away; raises when it fails."""

    def run() -> None:
        subprocess.run(
            [str(a) for a in arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | environment,
        )

    return run


def installed(name: str) -> bool:
    """Whether a yardstick is on this machine."""
    return shutil.which(name) is not None


def megabytes(size: int) -> Figure:
    """MB/s (10^6) of ``size`` bytes."""
    return lambda seconds: f"{size / seconds / 1e6:.0f} MB/s"


def yardstick(name: str, program: str, run: Run) -> Yardstick:
    """``run`` as a yardstick if ``program`` is on this machine."""
    return Yardstick(name, run if installed(program) else None)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | median s | yardstick | median s | ratio | |", "|---|---:|---|---:|---:|---|"]
    for row in rows:
        theirs = f"{statistics.median(row.theirs):.3f}" if row.theirs else "not installed"
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else "–"
        lines.append(
            f"| {row.what} | {statistics.median(row.ours):.3f} | {row.yardstick} | {theirs} | {ratio} | {row.figure} |"
        )
    return "\n".join(lines)
