# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup programs as yardsticks: a new repository for each run, made before the clock starts."""

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.measuring import Run


def restic_backup(repository: Path, source: Path) -> Run:
    """``restic backup`` of ``source``, without its cache."""
    base = ("restic", "--quiet", "--no-cache", "-r", str(repository))
    return _after_making(repository, [*base, "init"], [*base, "backup", str(source)], {"RESTIC_PASSWORD": "made-up"})


def borg_create(repository: Path, source: Path) -> Run:
    """``borg create`` of ``source``, encrypted, not compressed."""
    make = ["borg", "init", "--encryption", "repokey-blake2", str(repository)]
    own = repository.with_name("borg-own-files")
    environment = {"BORG_PASSPHRASE": "made-up", "BORG_BASE_DIR": str(own)}
    return _after_making(
        repository, make, ["borg", "create", "--compression", "none", f"{repository}::one", str(source)], environment
    )


def _after_making(repository: Path, make: Sequence[str], work: Sequence[str], environment: dict[str, str]) -> Run:
    def run() -> float:
        _run(make, environment)
        start = time.perf_counter()
        _run(work, environment)
        seconds = time.perf_counter() - start
        shutil.rmtree(repository)
        return seconds

    return run


def _run(arguments: Sequence[str], environment: dict[str, str]) -> None:
    subprocess.run(
        arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | environment
    )
