# SPDX-License-Identifier: GPL-3.0-or-later
"""The most memory that storing, reading back, checking and copying take, for a small and for a large file."""

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measuring import Row, timed

SMALL, LARGE = 64, 2048
NEEDS = 3 * LARGE << 20


def rows(place: Path) -> list[Row]:
    """One row for each size; the figure is the peak of a process of its own."""
    return [_row(place, size) for size in (SMALL, LARGE)]


def _row(place: Path, size: int) -> Row:
    peak = 0

    def run() -> None:
        nonlocal peak
        peak = peak_of_everything(place / f"memory-{size}", size)

    return Row(f"store, read, verify and back up {size} MiB", [timed(run)], "", None, f"peak {peak} MiB")


def peak_of_everything(folder: Path, mebibytes: int) -> int:
    """The most memory (MiB) of a process that does all of it once with a file of that size."""
    command = [sys.executable, "-m", "tests.helpers.everything_once", str(folder), str(mebibytes)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
