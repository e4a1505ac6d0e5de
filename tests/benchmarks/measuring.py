# SPDX-License-Identifier: GPL-3.0-or-later
"""Timing in turn: ours, theirs, ours, theirs …, so that a machine that drifts drifts for both."""

import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Run = Callable[[], float | None]
"""One timed run; may return the seconds it measured itself, else the whole call counts."""


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


def in_turn(ours: Run, theirs: Run | None, runs: int, warm_up: bool = True) -> tuple[list[float], list[float] | None]:
    """Seconds of ``runs`` runs each, taken alternately after one run that is not counted."""
    if warm_up:
        ours()
        if theirs:
            theirs()
    pairs = [(timed(ours), timed(theirs) if theirs else None) for _ in range(runs)]
    return [a for a, _ in pairs], [b for _, b in pairs if b is not None] if theirs else None


def timed(run: Run) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    own = run()
    return own if own is not None else time.perf_counter() - start


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
