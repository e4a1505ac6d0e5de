# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.benchmarks [NAME …]``: measures, and prints one Markdown table."""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evidence_vault.operations.workers import end_worker
from tests.benchmarks import (
    casework,
    checking,
    exporting,
    finding_faces,
    many_pictures,
    memory,
    one_big_file,
    reading_chats,
    reading_pictures,
    thumbnails,
    unlocking,
    window_start,
    writing,
)
from tests.benchmarks.measuring import Row, table


@dataclass(frozen=True)
class Measure:
    """``needs``: bytes of free disk. ``rows`` is given a folder of its own."""

    name: str
    needs: int
    rows: Callable[[Path], list[Row]]


MEASURES = (
    Measure("window", window_start.NEEDS, window_start.rows),
    Measure("unlock", unlocking.NEEDS, unlocking.rows),
    Measure("file", one_big_file.NEEDS, one_big_file.rows),
    Measure("pictures", many_pictures.NEEDS, many_pictures.rows),
    Measure("thumbnails", thumbnails.NEEDS, thumbnails.rows),
    Measure("check", checking.NEEDS, checking.rows),
    Measure("write", writing.NEEDS, writing.rows),
    Measure("exports", exporting.NEEDS, exporting.rows),
    Measure("chats", reading_chats.NEEDS, reading_chats.rows),
    Measure("casework", casework.NEEDS, casework.rows),
    Measure("reading", reading_pictures.NEEDS, reading_pictures.rows),
    Measure("faces", finding_faces.NEEDS, finding_faces.rows),
    Measure("unlock-many", unlocking.NEEDS, unlocking.rows_of_many),
    Measure("memory", memory.NEEDS, memory.rows),
)


def main(names: list[str]) -> int:
    """Measure what is named, or everything; the exit status."""
    unknown = set(names) - {measure.name for measure in MEASURES}
    if unknown:
        print(f"No such measure: {', '.join(sorted(unknown))}. There are: {', '.join(m.name for m in MEASURES)}.")
        return 2
    chosen = [measure for measure in MEASURES if measure.name in names or not names]
    Path("build").mkdir(exist_ok=True)
    found: list[Row] = []
    for measure in chosen:
        # Below build/: on the disk of the checkout; /tmp is memory on many systems, where nothing needs to be durable.
        with tempfile.TemporaryDirectory(prefix="bench-", dir="build") as folder:
            found += _measured(measure, Path(folder).absolute())
    sys.stderr.flush()
    print(table(found))
    return 0


def _measured(measure: Measure, place: Path) -> list[Row]:
    free = shutil.disk_usage(place).free
    if free < measure.needs:
        print(f"{measure.name}: left out, {measure.needs >> 20} MiB needed, {free >> 20} MiB free", file=sys.stderr)
        return []
    start = time.perf_counter()
    try:
        rows = measure.rows(place)
    finally:
        end_worker()
    print(f"{measure.name}: measured in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
