# SPDX-License-Identifier: GPL-3.0-or-later
"""Text in pictures: pictures a minute beside the bare engine, memory of the reader, how long the window waits."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from evidence_vault.isolation.limits import TEXT_LIMITS
from evidence_vault.isolation.worker_client import WorkerProcess
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.show_picture import thumbnail
from evidence_vault.operations.unlock_vault import lock_vault
from evidence_vault.progress import Silent
from tests.benchmarks.material import new_vault, screenshots
from tests.benchmarks.measuring import Row, Yardstick, rows_in_turn
from tests.helpers.drawn_files import MemorySource
from tests.helpers.vaults import OWNER
from tests.pictures.labelled_set import labelled_pictures

NEEDS = 3 << 30
COUNT = 8
THUMBNAILS = 2000
_BARE = """
import sys, time
from pathlib import Path
import rapidocr
models = Path(rapidocr.__file__).parent / "models"
read = rapidocr.RapidOCR(params={
    "Global.log_level": "critical", "Global.use_cls": False,
    "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
    "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
    "EngineConfig.onnxruntime.intra_op_num_threads": int(sys.argv[1]),
})
paths = sys.argv[2:]
read(paths[0])
start = time.perf_counter()
for path in paths:
    read(path)
print(time.perf_counter() - start)
"""
_WINDOW = """
import json, os, sys, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from evidence_vault.gui.app import Desktop
from evidence_vault.gui.background_reading import ReadingState
from evidence_vault.gui.pages.opening import opened_vault
from evidence_vault.gui.program import Program
from evidence_vault.gui.settings_store import SettingsStore
from tests.helpers.vaults import open_vault
vault, settings_folder = Path(sys.argv[1]), Path(sys.argv[2])
application = QApplication([])
settings = SettingsStore(settings_folder)
settings.change(read_pictures=False, idle_minutes=0)
program = Program(settings, relaunch=lambda _vault, _notice: None, end=lambda: os._exit(0))
desktop = Desktop(application, settings, program)
desktop.window.resize(1280, 800)
desktop.show()
program.jobs.run("", lambda _p: opened_vault(open_vault(vault), vault)).succeeded.connect(program.vault_opened)
while program.workspace is None or program.jobs.pending:
    application.processEvents()
gaps, answers, last = [], [], time.perf_counter()
def tick():
    global last
    now = time.perf_counter()
    gaps.append(now - last)
    last = now
def ask():
    asked = time.perf_counter()
    done = lambda _number: answers.append(time.perf_counter() - asked)
    program.workspace.read(desktop.window, lambda vault: len(vault.items()), done)
ticker, asker = QTimer(), QTimer()
ticker.timeout.connect(tick)
asker.timeout.connect(ask)
ticker.start(5)
asker.start(100)
reading = desktop.window.frame.reading
start = last = time.perf_counter()
settings.change(read_pictures=True)
while not (reading.state is ReadingState.IDLE and reading.done):
    application.processEvents()
    time.sleep(0.001)
print(json.dumps({"seconds": time.perf_counter() - start, "done": reading.done, "gap": max(gaps),
                  "answer": max(answers), "middle": sorted(answers)[len(answers) // 2]}), flush=True)
os._exit(0)
"""


def rows(place: Path) -> list[Row]:
    """Phone screenshots as the labelled set draws them, read by the walled-in worker and by the engine alone."""
    pictures = list(labelled_pictures("building", COUNT, variants=("clean", "recompressed")))
    folder = place / "read"
    folder.mkdir()
    for picture in pictures:
        (folder / picture.name).write_bytes(picture.data)
    sources = [MemorySource(picture.name, picture.data) for picture in pictures]
    threads = max(1, min(4, (os.cpu_count() or 2) // 2))
    bare = Yardstick("the engine alone, same threads", lambda: _bare(folder, threads))
    with WorkerProcess(limits=TEXT_LIMITS) as worker:
        worker.text(sources[0], 0)

        def ours() -> None:
            for source in sources:
                worker.text(source, 0)

        found = rows_in_turn(f"read {COUNT} screenshots", ours, [bare], 2, lambda s: f"{COUNT * 60 / s:.0f} a minute")
        memory = peak_of(worker)
    found[0] = replace(found[0], figure=f"{found[0].figure}, {memory}")
    return [*found, _window(place, folder), _thumbnails(place)]


def _bare(folder: Path, threads: int) -> float:
    paths = [str(path) for path in sorted(folder.iterdir())]
    done = subprocess.run(
        [sys.executable, "-c", _BARE, str(threads), *paths], capture_output=True, text=True, check=True
    )
    return float(done.stdout.strip().split("\n")[-1])


def peak_of(worker: WorkerProcess) -> str:
    """The most memory the process of ``worker`` had, in words."""
    child = worker._idle
    status = Path(f"/proc/{child.process_id}/status") if child else Path("/nothing")
    if not status.exists():
        return "memory not told by this system"
    peak = next(line.split()[1] for line in status.read_text().split("\n") if line.startswith("VmHWM"))
    return f"peak {int(peak) // 1024} MiB in the reader"


def _window(place: Path, folder: Path) -> Row:
    """Reads in the background of a window without a screen, which answers a question every tenth of a second."""
    vault_folder = place / "window.evidence-vault"
    vault = new_vault(vault_folder)
    import_files(vault, [folder], ImportOptions(), OWNER, Silent())
    lock_vault(vault)
    command = [sys.executable, "-c", _WINDOW, str(vault_folder), str(place / "settings")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.strip().split("\n")[-1])
    figure = (
        f"{told['done'] * 60 / told['seconds']:.0f} a minute; event loop waited at most {told['gap'] * 1000:.0f} ms, "
        f"a reading for the screen {told['answer'] * 1000:.0f} ms (median {told['middle'] * 1000:.0f} ms)"
    )
    return Row(f"read {told['done']} screenshots behind the window", [told["seconds"]], "–", None, figure)


def _thumbnails(place: Path) -> Row:
    folder = place / "many"
    screenshots(folder, THUMBNAILS)
    vault = new_vault(place / "many.evidence-vault")
    try:
        import_files(vault, [folder], ImportOptions(), OWNER, Silent())
        items = vault.items()
        start = time.perf_counter()
        for item in items:
            thumbnail(vault, item.id, 256)
        made = time.perf_counter() - start
        again = [_seconds(partial(thumbnail, vault, item.id, 256)) for item in items[:200]]
    finally:
        lock_vault(vault)
    shutil.rmtree(folder)
    figure = f"{len(items) / made:.0f} a second; {statistics.median(again) * 1000:.1f} ms once made"
    return Row(f"thumbnails of {len(items):,} screenshots", [made], "–", None, figure)


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
