# SPDX-License-Identifier: GPL-3.0-or-later
"""Thumbnails of 2,000 pictures beside Pillow alone in this process, and the memory of both our processes."""

import io
import resource
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from evidence_vault.operations import show_picture
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.workers import end_worker
from evidence_vault.progress import Silent
from tests.benchmarks.material import new_vault, screenshots
from tests.benchmarks.measuring import Row

COUNT = 2000
SIDE = 320
NEEDS = 3 << 30
MEBIBYTE = 1024
"""``ru_maxrss`` counts KiB on Linux."""


def rows(place: Path) -> list[Row]:
    """The first time, through vault and worker; then again, out of the index. One run each: it takes a while."""
    folder = place / "screenshots"
    screenshots(folder, COUNT)
    end_worker()  # so that the memory of the worker is that of this work
    alone = _seconds(lambda: _pillow(folder))
    with new_vault(place / "vault") as vault:
        report = import_files(vault, [folder], ImportOptions(), vault.owner, Silent())
        ids = [item.id for item in report.items]
        first = _seconds(lambda: [show_picture.thumbnail(vault, item_id, SIDE) for item_id in ids])
        again = _seconds(lambda: [show_picture.thumbnail(vault, item_id, SIDE) for item_id in ids])
    end_worker()  # only the memory of processes that have ended is told
    own, worker = (
        resource.getrusage(who).ru_maxrss // MEBIBYTE for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    shutil.rmtree(folder)
    memory = f"at most {own} MiB here, {worker} MiB in the largest worker"
    what = f"thumbnails of {len(ids):,} pictures"
    return [
        Row(what, [first], "Pillow in this process", [alone], f"{len(ids) / first:.0f} pictures/s, {memory}"),
        Row(f"{what}, again", [again], "Pillow in this process", [alone], f"{len(ids) / again:.0f} pictures/s"),
    ]


def _pillow(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        with Image.open(io.BytesIO(path.read_bytes())) as image:
            image.draft(None, (SIDE * 2, SIDE * 2))
            image.thumbnail((SIDE, SIDE))
            image.convert("RGBA").tobytes()


def _seconds(work: Callable[[], object]) -> float:
    start = time.monotonic()
    work()
    return time.monotonic() - start
