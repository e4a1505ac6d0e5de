# SPDX-License-Identifier: GPL-3.0-or-later
"""Import of 2,000 screenshots beside restic and borg on the same folder."""

import shutil
from pathlib import Path

from tests.benchmarks.material import screenshots, seconds_of_import
from tests.benchmarks.measuring import Row, rows_in_turn, yardstick
from tests.benchmarks.other_programs import borg_create, restic_backup

COUNT = 2000
NEEDS = 3 << 30


def rows(place: Path) -> list[Row]:
    """Described, journaled and durable one by one on our side."""
    folder = place / "screenshots"
    size = screenshots(folder, COUNT)
    yardsticks = [
        yardstick("restic backup", "restic", restic_backup(place / "restic", folder)),
        yardstick("borg create", "borg", borg_create(place / "borg", folder)),
    ]
    what = f"import {COUNT:,} screenshots of {size / COUNT / 1000:.0f} KB"
    found = rows_in_turn(
        what, lambda: seconds_of_import(place / "vault", [folder]), yardsticks, 2, lambda s: f"{COUNT / s:.0f} files/s"
    )
    shutil.rmtree(folder)
    return found
