# SPDX-License-Identifier: GPL-3.0-or-later
"""Flipped, cut and spliced bytes cost one file: a typed error or an answer, and the worker serves the next one."""

import os
import random
from collections.abc import Callable, Iterator

import pytest

from evidence_vault import errors
from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.isolation.worker_client import WorkerProcess
from evidence_vault.records import Description
from tests.helpers import drawn_files as drawn
from tests.helpers.drawn_files import MemorySource, chat_page, saved

ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "25"))
"""Mutations of each file; ``FUZZ_ROUNDS=5000`` for a night."""

CORPUS: dict[str, Callable[[], bytes]] = {
    "png": drawn.png,
    "jpeg": drawn.jpeg,
    "heic": drawn.heic,
    "avif": lambda: saved(chat_page(), "AVIF"),
    "gif": lambda: drawn.animation("GIF"),
    "webp": lambda: drawn.animation("WEBP"),
    "tiff": lambda: drawn.animation("TIFF"),
    "bmp": lambda: saved(chat_page(90, 80), "BMP"),
    "pdf": drawn.pdf,
    "mp4": drawn.film,
    "mkv": lambda: drawn.film("matroska"),
    "avi": lambda: drawn.film("avi"),
    "mp3": lambda: drawn.sound("mp3", "libmp3lame"),
    "m4a": lambda: drawn.sound("ipod", "aac"),
}


@pytest.fixture(scope="module")
def worker() -> Iterator[WorkerProcess]:
    with WorkerProcess(limits=WorkerLimits(seconds=10)) as process:
        yield process


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        # The heads of files and of their parts decide most: half of the flips go there.
        place = chance.randrange(min(len(changed), 400) if chance.random() < 0.5 else len(changed))
        changed[place] = chance.choice((0, 0xFF, 0x7F, 0x80, changed[place] ^ (1 << chance.randrange(8))))
    if chance.random() < 0.3:
        del changed[chance.randrange(len(changed)) :]
    elif chance.random() < 0.3:
        start = chance.randrange(len(changed))
        changed[start:start] = changed[: chance.randrange(1, 200)]
    return bytes(changed)


@pytest.mark.parametrize("kind", CORPUS)
def test_mutations_cost_one_file(worker: WorkerProcess, kind: str) -> None:
    chance = random.Random(f"pictures {kind}")
    original = CORPUS[kind]()
    named: set[str] = set()
    for _ in range(ROUNDS):
        source = MemorySource("mutated", mutated(original, chance))
        try:
            assert isinstance(worker.describe(source), Description)
            shown = worker.picture(source, 0, 64, 64)
            assert len(shown.rgba) == shown.width * shown.height * 4
            assert worker.encode(source, 0, {"format": "jpeg", "max_side": 64})
        except errors.ReadingError as error:
            named.add(str(error.facts["name"]))
    assert named <= {"mutated"}
    assert worker.describe(MemorySource("x", original)).warnings == ()
