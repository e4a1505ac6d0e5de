# SPDX-License-Identifier: GPL-3.0-or-later
"""Chats of a million messages: the importer alone, through the keyless worker, into the vault with its search index."""

import json
import os
import resource
import subprocess
import time
from pathlib import Path

from evidence_vault.importers.reading import read_source
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.reading_sources import PathSource
from evidence_vault.operations.workers import worker
from evidence_vault.progress import Silent
from evidence_vault.records import Answers, Message
from tests.benchmarks.measuring import Row, Run, Yardstick, rows_in_turn
from tests.helpers.vaults import OWNER, new_vault

MESSAGES = 1_000_000
NEEDS = 3 << 30
_MEBIBYTE = 1 << 20
_WHATSTK = (
    "import sys, time; from whatstk import WhatsAppChat; start = time.perf_counter();"
    " chat = WhatsAppChat.from_source(sys.argv[1], hformat={form}, max_size=None);"
    " assert len(chat.df) == int(sys.argv[2]), len(chat.df); print(time.perf_counter() - start)"
)


def rows(place: Path) -> list[Row]:
    """The yardstick splits the same file into lines and writes each as JSON: what any reader must do at least."""
    path = _made_whatsapp(place)
    source, answers = _source(path), Answers(time_zone="Asia/Shanghai", day_first=True)
    bare = Yardstick("lines to JSON in Python", lambda: _bare(path))
    others = [
        Yardstick("whatstk, finding the form itself", _whatstk(path, "None")),
        Yardstick("whatstk, told the form", _whatstk(path, "'%d/%m/%y, %H:%M - %name:'")),
    ]
    what = f"read {MESSAGES:,} messages"

    def alone() -> None:
        _all_there(sum(isinstance(record, Message) for record in read_source(source, "whatsapp", answers)))

    def through() -> None:
        _all_there(sum(isinstance(record, Message) for record in worker().read(source, "whatsapp", answers)))

    found = rows_in_turn(f"{what}, importer alone", alone, [bare, *others], 1, _per_second)
    found += rows_in_turn(f"{what}, by the worker", through, [bare, *others], 1, _per_second)
    found += _telegram(place)
    found += _into_a_vault(place, path, bare)
    path.unlink()
    return found


def _telegram(place: Path) -> list[Row]:
    path = _made_telegram(place)
    source = _source(path)

    def through() -> None:
        _all_there(sum(isinstance(record, Message) for record in worker().read(source, "telegram_json", Answers())))

    bare = Yardstick("json.load of the same file", lambda: _load(path))
    found = rows_in_turn(f"read {MESSAGES:,} messages of Telegram, by the worker", through, [bare], 1, _per_second)
    path.unlink()
    return found


def _into_a_vault(place: Path, path: Path, bare: Yardstick) -> list[Row]:
    """Store, read, index and make searchable; the largest memory of both processes stands beside it."""
    number = 0

    def run() -> float:
        nonlocal number
        number += 1
        with new_vault(place / f"{number}.evidence-vault") as vault:
            start = time.perf_counter()
            options = ImportOptions(answers=Answers(time_zone="Asia/Shanghai", day_first=True))
            report = import_files(vault, [path], options, OWNER, Silent())
            seconds = time.perf_counter() - start
            _all_there(report.items[0].messages)
        return seconds

    def figure(seconds: float) -> str:
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // _MEBIBYTE
        return f"{_per_second(seconds)}; {own} MiB here, {_largest_of_worker()} MiB in the worker"

    return rows_in_turn(f"import {MESSAGES:,} messages with search index", run, [bare], 1, figure)


def _largest_of_worker() -> int:
    child = worker()._idle
    if child is None:
        return 0
    lines = Path(f"/proc/{child.process_id}/status").read_text(encoding="ascii").split("\n")
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def _per_second(seconds: float) -> str:
    return f"{MESSAGES / seconds:,.0f} messages/s"


def _made_whatsapp(place: Path) -> Path:
    path = place / "WhatsApp Chat with Made Up.txt"
    with path.open("w", encoding="utf-8") as file:
        for number in range(MESSAGES):
            minute, hour, day = number % 60, number // 60 % 24, number // 1440 % 28 + 1
            sender = "Lin Qiao" if number % 3 else "Teacher Wang"
            file.write(f"{day:02d}/{number // 40320 % 12 + 1:02d}/25, {hour:02d}:{minute:02d} - {sender}: ")
            file.write(f"please transfer part {number} today\n")
    return path


def _made_telegram(place: Path) -> Path:
    path = place / "result.json"
    with path.open("w", encoding="utf-8") as file:
        file.write('{"name": "Made Up", "type": "personal_chat", "id": 1, "messages": [\n')
        for number in range(MESSAGES):
            message = {
                "id": number,
                "type": "message",
                "date": "2026-01-01T10:00:00",
                "date_unixtime": str(1767225600 + number),
                "from": "Teacher Wang" if number % 2 else "Lin Qiao",
                "from_id": f"user{number % 2}",
                "text": f"please transfer part {number} today",
            }
            file.write(json.dumps(message) + (",\n" if number + 1 < MESSAGES else "\n"))
        file.write("]}\n")
    return path


def _source(path: Path) -> PathSource:
    return PathSource(path, path.name, path.stat().st_size)


def _whatstk(path: Path, form: str) -> Run | None:
    """Another reader in an environment of its own: ``WHATSTK_PYTHON`` names its Python; it is no part of ours."""
    python = os.environ.get("WHATSTK_PYTHON")
    if not python:
        return None
    arguments = [python, "-c", _WHATSTK.format(form=form), str(path), str(MESSAGES)]
    return lambda: float(subprocess.run(arguments, check=True, capture_output=True, text=True).stdout)


def _bare(path: Path) -> None:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            json.dumps({"line": line, "number": 1})


def _load(path: Path) -> None:
    with path.open(encoding="utf-8") as file:
        json.load(file)


def _all_there(count: int) -> None:
    if count != MESSAGES:
        raise RuntimeError(count)
