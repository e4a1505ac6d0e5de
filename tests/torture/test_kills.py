# SPDX-License-Identifier: GPL-3.0-or-later
"""An importing process is killed at random moments: what it reported is there, whole, and nothing is half there."""

import random
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence_vault.progress import Silent
from evidence_vault.records import Severity
from evidence_vault.vault.verify import verify_vault
from tests.helpers.vaults import PASSPHRASE, new_clock, new_vault, open_vault

ROOT = Path(__file__).resolve().parents[2]
LONGEST_LIFE = 1.5
"""Seconds after which a child is killed at the latest, counted from its first import."""
SEED = 20260301


def killed_import(folder: Path, sources: Path, cycle: int, life: float) -> list[str]:
    """Start an import, kill it after ``life`` seconds of importing; the SHA-256s that it reported."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.torture.importing_child", folder, sources, str(cycle)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        killer = threading.Timer(life, process.kill)
        killer.start()
        reported = [line.strip() for line in process.stdout if line.endswith("\n")]
        killer.cancel()
    assert process.returncode == -9, process.returncode
    return reported


def assert_whole(folder: Path) -> None:
    report = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
    assert [finding for finding in report.findings if finding.severity is Severity.PROBLEM] == []


def kill_again_and_again(tmp_path: Path, cycles: int) -> None:
    folder, sources = tmp_path / "v", tmp_path / "sources"
    sources.mkdir()
    new_vault(folder).close()
    chance = random.Random(SEED)
    known: list[str] = []
    for cycle in range(cycles):
        known += killed_import(folder, sources, cycle, chance.uniform(0.0, LONGEST_LIFE))
        with open_vault(folder) as vault:
            held = [item.sha256 for item in vault.items()]
        assert held[: len(known)] == known, f"cycle {cycle}: something that was reported is gone"
        assert len(held) <= len(known) + 1, f"cycle {cycle}: more than the one that could not be reported any more"
        known = held
        if cycle % 20 == 0:
            assert_whole(folder)
    assert_whole(folder)
    assert len(known) >= cycles, "the kills came before anything was done"


@pytest.mark.skipif(sys.platform == "win32", reason="a killed process has another status there")
def test_a_few_kills(tmp_path: Path, record_property: Callable[[str, int], None]) -> None:
    record_property("tried: kills during an import", 4)
    kill_again_and_again(tmp_path, 4)


@pytest.mark.torture
@pytest.mark.timeout(3000)
@pytest.mark.skipif(sys.platform == "win32", reason="a killed process has another status there")
def test_two_hundred_kills(tmp_path: Path, record_property: Callable[[str, int], None]) -> None:
    record_property("tried: kills during an import", 200)
    kill_again_and_again(tmp_path, 200)
