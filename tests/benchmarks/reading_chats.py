# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a WhatsApp export of a million messages: the importer alone, and through the keyless worker."""

import json
from pathlib import Path

from evidence_vault.importers.reading import read_source
from evidence_vault.operations.reading_sources import PathSource
from evidence_vault.operations.workers import worker
from evidence_vault.records import Answers, Message
from tests.benchmarks.measuring import Row, Yardstick, rows_in_turn

MESSAGES = 1_000_000
NEEDS = 200 << 20


def rows(place: Path) -> list[Row]:
    """The yardstick splits the same file into lines and writes each as JSON: what any reader must do at least."""
    path = place / "WhatsApp Chat with Made Up.txt"
    with path.open("w", encoding="utf-8") as file:
        for number in range(MESSAGES):
            minute, hour, day = number % 60, number // 60 % 24, number // 1440 % 28 + 1
            sender = "Lin Qiao" if number % 3 else "Teacher Wang"
            file.write(f"{day:02d}/{number // 40320 % 12 + 1:02d}/2025, {hour:02d}:{minute:02d} - {sender}: ")
            file.write(f"please transfer part {number} today\n")
    source = PathSource(path, path.name, path.stat().st_size)
    answers = Answers(time_zone="Asia/Shanghai", day_first=True)
    bare = Yardstick("lines to JSON in Python", lambda: _bare(path))

    def per_second(seconds: float) -> str:
        return f"{MESSAGES / seconds:,.0f} messages/s"

    what = f"read {MESSAGES:,} messages"
    alone = rows_in_turn(f"{what}, importer alone", lambda: _alone(source, answers), [bare], 1, per_second)
    through = rows_in_turn(f"{what}, by the worker", lambda: _through(source, answers), [bare], 1, per_second)
    path.unlink()
    return [*alone, *through]


def _bare(path: Path) -> None:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            json.dumps({"line": line, "number": 1})


def _alone(source: PathSource, answers: Answers) -> None:
    _all_there(sum(isinstance(record, Message) for record in read_source(source, "whatsapp", answers)))


def _through(source: PathSource, answers: Answers) -> None:
    _all_there(sum(isinstance(record, Message) for record in worker().read(source, "whatsapp", answers)))


def _all_there(count: int) -> None:
    if count != MESSAGES:
        raise RuntimeError(count)
