# SPDX-License-Identifier: GPL-3.0-or-later
"""Import of one file of 1 GiB beside age, restic and borg on the same file; every one of them durable at its end."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from evidence_vault.progress import Silent
from tests.benchmarks.material import MEBIBYTE, new_vault, random_file, seconds_of_import
from tests.benchmarks.measuring import Row, Run, Yardstick, megabytes, rows_in_turn, yardstick
from tests.benchmarks.other_programs import borg_create, restic_backup

SIZE = 1024 * MEBIBYTE
NEEDS = 6 * SIZE


def rows(place: Path) -> list[Row]:
    """Whole import, and storing alone."""
    source = random_file(place / "one-gibibyte.bin", SIZE)
    age = yardstick("age -r, synced", "age", _age(place, source)) if shutil.which("age") else Yardstick("age -r", None)
    slower = [
        yardstick("restic backup", "restic", restic_backup(place / "restic", source)),
        yardstick("borg create", "borg", borg_create(place / "borg", source)),
    ]
    figure = megabytes(SIZE)
    return [
        *rows_in_turn("import 1 GiB file", lambda: seconds_of_import(place / "vault", [source]), [age], 3, figure),
        *rows_in_turn("import 1 GiB file", lambda: seconds_of_import(place / "vault", [source]), slower, 2, figure),
        *rows_in_turn("store 1 GiB alone", lambda: _seconds_of_storing(place / "vault", source), [age], 3, figure),
    ]


def _seconds_of_storing(folder: Path, source: Path) -> float:
    vault = new_vault(folder)
    with vault, source.open("rb", buffering=0) as file:
        start = time.perf_counter()
        vault.store_content(file, progress=Silent(), expected_size=SIZE)  # type: ignore[arg-type]
        seconds = time.perf_counter() - start
    shutil.rmtree(folder)
    return seconds


def _age(place: Path, source: Path) -> Run:
    made = subprocess.run(["age-keygen"], check=True, capture_output=True, text=True)
    recipient = made.stdout.partition("public key: ")[2].split()[0]
    target = place / "one-gibibyte.age"

    def run() -> float:
        start = time.perf_counter()
        subprocess.run(["age", "-r", recipient, "-o", target, source], check=True)
        with target.open("rb") as file:
            os.fsync(file.fileno())
        seconds = time.perf_counter() - start
        target.unlink()
        return seconds

    return run
