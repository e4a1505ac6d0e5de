# SPDX-License-Identifier: GPL-3.0-or-later
"""``make measure-pictures``: reads and orders the drawn pictures and prints how much was right, against the targets.

All of it in two processes at once. While a reader is built: ``--part building --lines kept --misses --marked FOLDER``.
"""

import argparse
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from evidence_vault.errors import ReadingError
from evidence_vault.isolation.limits import TEXT_LIMITS
from evidence_vault.isolation.worker_client import WorkerProcess
from evidence_vault.pictures.transcript import propose_transcript
from evidence_vault.records import TextInPicture
from tests.helpers.drawn_files import MemorySource
from tests.pictures import joined, series
from tests.pictures.kept_readings import KeptReadings
from tests.pictures.labelled_set import VARIANTS, LabelledPicture, fonts_of, labelled_pictures
from tests.pictures.lines_as_drawn import text_as_drawn
from tests.pictures.marked import save_marked
from tests.pictures.scores import TARGETS, WITH_TARGETS, Scores

COUNT = {"building": 144, "held-out": 320}
HEADINGS = ("clean", "recompressed", "dark", "small type", "tilt")
AT_ONCE = 2
"""Processes that read."""

Reader = Callable[[LabelledPicture], TextInPicture]
"""Raises ReadingError."""


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("--part", choices=["building", "held-out", "both"], default="both")
    parser.add_argument("--count", type=int, default=0, help="pictures of each part (default: all)")
    parser.add_argument("--lines", choices=["worker", "kept", "drawn"], default="worker",
                        help="who finds the lines: the worker, the engine or what it found before, or nobody: as drawn"
                        " (the last two for the building part only)")  # fmt: skip
    parser.add_argument("--misses", action="store_true", help="say what was read wrongly (of the building part only)")
    parser.add_argument("--marked", type=Path, help="save what was read wrongly, with areas and entries marked")
    parser.add_argument(
        "--without-series",
        action="store_true",
        help="leave out order, near-duplicates and joined scrolls (of the last part)",
    )
    parser.add_argument("--scrolls", type=int, default=0, help="scrolls and chats of these (default: all)")
    parser.add_argument("--save", type=Path, help="write pictures and labels into this folder and read nothing")
    chosen = parser.parse_args(arguments)
    parts = ("building", "held-out") if chosen.part == "both" else (chosen.part,)
    if chosen.part != "building" and (chosen.misses or chosen.marked or chosen.lines != "worker" or chosen.save):
        parser.error("what is held out is measured only as people's pictures are read: ask for --part building")
    if chosen.save:
        return _save(chosen.count or COUNT["building"], chosen.save)
    missed = [_measure(part, chosen) for part in parts]
    if not chosen.without_series:
        fewer = chosen.scrolls
        missed.append(series.measure(parts[-1], AT_ONCE, fewer or series.SCROLLS, fewer or series.CHATS))
        joined.measure(parts[-1], AT_ONCE, fewer or joined.SCROLLS)
    return 1 if any(missed) else 0


def measured(pictures: Iterable[LabelledPicture], marked: Path | None = None) -> Scores:
    """Read every picture in workers of our own and count."""
    in_turn = _Shared(pictures)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        found = list(threads.map(partial(_measured_in_worker, marked=marked), [in_turn] * AT_ONCE))
    scores = Scores()
    for each in found:
        scores.add(each)
    return scores


class _Shared:
    """Hands out pictures, each once, to several threads: not more are in memory than are being read."""

    def __init__(self, pictures: Iterable[LabelledPicture]) -> None:
        self._pictures = iter(pictures)
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[LabelledPicture]:
        while True:
            with self._lock:
                picture = next(self._pictures, None)
            if picture is None:
                return
            yield picture


def _measured_in_worker(pictures: Iterable[LabelledPicture], marked: Path | None) -> Scores:
    with WorkerProcess(limits=TEXT_LIMITS) as worker:

        def read(picture: LabelledPicture) -> TextInPicture:
            source = MemorySource(picture.name, picture.data)
            try:
                return worker.text(source, 0)
            except ReadingError:  # as the program does: once more, in the new process that took its place
                return worker.text(source, 0)

        return _measured_by(read, pictures, marked)


def _measured_by(read: Reader, pictures: Iterable[LabelledPicture], marked: Path | None) -> Scores:
    scores = Scores()
    for picture in pictures:
        try:
            text = read(picture)
        except ReadingError as error:  # it costs itself, not the measure
            scores.take_unread(picture, error.code)
            continue
        transcript, before = propose_transcript(text), len(scores.misses)
        scores.take(picture, text, transcript)
        if marked is not None and len(scores.misses) > before:
            save_marked(picture, text, transcript, marked)
    return scores


def _measure(part: str, chosen: argparse.Namespace) -> bool:
    count = chosen.count or COUNT[part]
    if chosen.lines == "worker":
        scores = measured(labelled_pictures(part, count), chosen.marked)
    else:
        upright = chosen.lines == "drawn"  # lines as drawn do not lean
        reader = text_as_drawn if upright else KeptReadings().text
        pictures = labelled_pictures(part, count, variants=("clean", "recompressed") if upright else VARIANTS)
        scores = _measured_by(reader, pictures, chosen.marked)
    fonts = ", ".join(dict.fromkeys(name for each in fonts_of(part) for name in (each.latin, each.cjk) if name))
    print(f"\n{part}: {count} pictures; fonts: Noto Sans CJK, {fonts}")
    print(table(scores), flush=True)
    if scores.unread:
        print(f"could not be read, and counts as misread whole: {', '.join(scores.unread)}", flush=True)
    if chosen.misses:
        print("\n".join(scores.misses))
    return any(
        scores.share(heading, measure).share < target for measure, target in TARGETS.items() for heading in WITH_TARGETS
    )


def table(scores: Scores) -> str:
    """One row a measure, one column a heading; right/total behind the percentage."""
    measures = list(dict.fromkeys([*TARGETS, *(measure for _heading, measure in scores.tallies)]))
    rows = [f"{'':18}" + "".join(f"{heading:>22}" for heading in HEADINGS) + f"{'target':>10}"]
    for measure in measures:
        cells = []
        for heading in HEADINGS:
            tally = scores.share(heading, measure)
            cells.append(f"{tally.share:8.2%} {tally.right:>6}/{tally.total:<6}" if tally.total else f"{'–':>22}")
        target = f"{TARGETS[measure]:.1%}" if measure in TARGETS else ""
        rows.append(f"{measure:18}" + "".join(f"{cell:>22}" for cell in cells) + f"{target:>10}")
    return "\n".join(rows)


def _save(count: int, folder: Path) -> int:
    import json

    folder.mkdir(parents=True, exist_ok=True)
    for picture in labelled_pictures("building", count):
        ending = "jpg" if picture.data.startswith(b"\xff\xd8") else "png"
        (folder / f"{picture.name}.{ending}").write_bytes(picture.data)
        labels = json.dumps({"variant": picture.variant, **picture.labels.as_json()}, ensure_ascii=False, indent=1)
        (folder / f"{picture.name}.json").write_text(labels, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
