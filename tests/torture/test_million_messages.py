# SPDX-License-Identifier: GPL-3.0-or-later
"""A chat of a million messages is read, kept and made searchable in constant memory, in both processes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.torture, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]
ROOT = Path(__file__).resolve().parents[2]
MOST = 400
"""MiB."""


def peaks(folder: Path, count: int) -> dict[str, int]:
    file = folder / f"{count}.txt"
    with file.open("w", encoding="utf-8") as target:
        for number in range(count):
            day, hour, minute = number // 1440 % 28 + 1, number // 60 % 24, number % 60
            words = "needle" if number == count - 1 else f"message {number} 请转账"
            target.write(f"{day:02d}/03/2026, {hour:02d}:{minute:02d} - {'A' if number % 3 else 'B'}: {words}\n")
    command = [sys.executable, "-m", "tests.torture.million_child", str(folder / f"{count}.evidence-vault"), str(file)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, int] = json.loads(done.stdout)
    assert (found["messages"], found["found"]) == (count, 1)
    return found


def test_a_million_messages_take_no_more_memory_than_a_tenth_of_them(tmp_path: Path) -> None:
    few, many = peaks(tmp_path, 100_000), peaks(tmp_path, 1_000_000)
    for process in ("parent", "worker"):
        assert many[process] < MOST
        assert many[process] < few[process] + 60, (few, many)
