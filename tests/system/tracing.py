# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a program under strace and gives its system calls as text, one whole call a line."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_UNFINISHED = re.compile(r"^(?P<process>\d+) +(?P<call>.*) <unfinished \.\.\.>$", re.DOTALL)
_RESUMED = re.compile(r"^(?P<process>\d+) +<\.\.\. \w+ resumed>(?P<rest>.*)$", re.DOTALL)


@cache
def _why_not() -> str:
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-f", "-o", os.devnull, "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "strace may not watch processes here"


def require_strace() -> None:
    """Skip the test where processes cannot be watched."""
    if _why_not():
        pytest.skip(_why_not())


def private_environment(folder: Path) -> dict[str, str]:
    """An environment in which every place that a program may write to by itself lies below ``folder``."""
    names = {"HOME": "home", "TMPDIR": "tmp", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache"}
    names |= {"XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "run"}
    places = {name: folder / "private" / place for name, place in names.items()}
    for place in places.values():
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(0o700)
    kept = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    kept["PYTHONDONTWRITEBYTECODE"] = "1"  # compiled tests would hold the words that tests look for
    return kept | {name: str(place) for name, place in places.items()}


def traced(
    arguments: Sequence[str | Path], record: Path, calls: str, environment: Mapping[str, str], *more: str
) -> list[str]:
    """The calls of all processes in the order in which they ended. Fails the test when the program fails."""
    done = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-qq", "-o", record, "-e", f"trace={calls}", *more, *arguments],
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return joined(record.read_text("utf-8", "surrogateescape").split("\n"))


def joined(lines: Sequence[str]) -> list[str]:
    """``lines`` with calls that others interrupted put together again."""
    waiting: dict[str, str] = {}
    whole = []
    for line in lines:
        if begun := _UNFINISHED.match(line):
            waiting[begun["process"]] = begun["call"]
        elif ended := _RESUMED.match(line):
            whole.append(f"{ended['process']} {waiting.pop(ended['process'], '')}{ended['rest']}")
        elif line:
            whole.append(line)
    return whole
