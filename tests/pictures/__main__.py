# SPDX-License-Identifier: GPL-3.0-or-later
"""``make measure-pictures``: reads the labelled pictures and prints how much of them was read rightly."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from evidence_vault.isolation.limits import TEXT_LIMITS
from evidence_vault.isolation.worker_client import WorkerProcess
from evidence_vault.pictures.transcript import propose_transcript
from tests.helpers.drawn_files import MemorySource
from tests.pictures.labelled_set import VARIANTS, LabelledPicture, labelled_pictures
from tests.pictures.scores import TARGETS, WITH_TARGETS, Scores

COUNT = {"building": 160, "held-out": 200}
HEADINGS = ("clean", "recompressed", "dark", "small type", "tilt")


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("--part", choices=["building", "held-out", "both"], default="both")
    parser.add_argument("--count", type=int, default=0, help="pictures of each part (default: all)")
    parser.add_argument("--misses", action="store_true", help="say what was read wrongly (of the building part only)")
    parser.add_argument("--save", type=Path, help="write pictures and labels into this folder and read nothing")
    chosen = parser.parse_args(arguments)
    parts = ("building", "held-out") if chosen.part == "both" else (chosen.part,)
    if chosen.save:
        return _save(parts, chosen.count, chosen.save)
    missed = [_measure(part, chosen.count or COUNT[part], misses=chosen.misses) for part in parts]
    return 1 if any(missed) else 0


def measured(pictures: Iterator[LabelledPicture]) -> Scores:
    """Read every picture in a worker of our own and count."""
    scores = Scores()
    with WorkerProcess(limits=TEXT_LIMITS) as worker:
        for picture in pictures:
            text = worker.text(MemorySource(picture.name, picture.data), 0)
            scores.take(picture, text, propose_transcript(text))
    return scores


def _measure(part: str, count: int, *, misses: bool) -> bool:
    scores = measured(labelled_pictures(part, count, variants=VARIANTS))
    print(f"\n{part}: {count} pictures")
    print(table(scores))
    if misses and part == "building":
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


def _save(parts: tuple[str, ...], count: int, folder: Path) -> int:
    import json

    folder.mkdir(parents=True, exist_ok=True)
    for part in parts:
        for picture in labelled_pictures(part, count or COUNT[part]):
            ending = "jpg" if picture.data.startswith(b"\xff\xd8") else "png"
            (folder / f"{picture.name}.{ending}").write_bytes(picture.data)
            labels = json.dumps({"variant": picture.variant, **picture.labels.as_json()}, ensure_ascii=False, indent=1)
            (folder / f"{picture.name}.json").write_text(labels, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
