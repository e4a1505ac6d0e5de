# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing an archive package, folder and zip, beside a plain copy of the same files: both durable."""

import os
import shutil
import time
from pathlib import Path

from evidence_vault.package.writer import write_package
from evidence_vault.progress import Silent
from evidence_vault.records import Part
from evidence_vault.translations import Words
from tests.benchmarks.material import random_file
from tests.benchmarks.measuring import Row, Run, Yardstick, megabytes, rows_in_turn
from tests.vectors.package.bags import KEY, TOP, made_up_info, made_up_log, made_up_parts

SIZE = int(float(os.environ.get("SIZE_OF_PACKAGE", "2")) * (1 << 30))
"""Bytes; ``SIZE_OF_PACKAGE=10 make bench`` writes the 10 GiB of the promise."""
PACKAGE_FILES = 8
NEEDS = 3 * SIZE


def rows(place: Path) -> list[Row]:
    """An archive package beside a plain copy of the same files, both durable; SIZE_OF_PACKAGE names its size in GiB."""
    log = made_up_log()
    sources = [random_file(place / f"source-{number}.bin", SIZE // PACKAGE_FILES) for number in range(PACKAGE_FILES)]
    parts = made_up_parts("archive", log)
    for number, source in enumerate(sources):
        name = f"originals/B{number}.bin"
        parts.append(Part(name, "original", lambda source=source: source.open("rb"), exhibit=f"B{number}"))  # type: ignore[misc]
    info = made_up_info("archive", log)

    def write(as_zip: bool) -> Run:
        def run() -> float:
            start = time.perf_counter()
            written = write_package(place, TOP, parts, info, KEY, Words("en"), as_zip=as_zip, progress=Silent()).path
            seconds = time.perf_counter() - start
            shutil.rmtree(written) if written.is_dir() else written.unlink()
            return seconds

        return run

    def copy() -> float:
        start = time.perf_counter()
        for source in sources:
            _copied(source, place / f"{source.name}.copy")
        seconds = time.perf_counter() - start
        for source in sources:
            (place / f"{source.name}.copy").unlink()
        return seconds

    plain = Yardstick("plain copy, each file synced", copy)
    gibibytes = f"{SIZE / (1 << 30):g} GiB"
    folder = rows_in_turn(f"write an archive of {gibibytes}, folder", write(as_zip=False), [plain], 3, megabytes(SIZE))
    return folder + rows_in_turn(
        f"write an archive of {gibibytes}, zip", write(as_zip=True), [plain], 3, megabytes(SIZE)
    )


def _copied(source: Path, target: Path) -> None:
    with source.open("rb") as reading, target.open("wb") as writing:
        shutil.copyfileobj(reading, writing, 1 << 20)
        writing.flush()
        os.fsync(writing.fileno())
