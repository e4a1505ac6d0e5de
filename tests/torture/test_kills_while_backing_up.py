# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that backs up is killed at random moments: the copy opens and holds what was reported."""

import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence_vault.operations.back_up import back_up, check_backup
from evidence_vault.progress import Silent
from tests.helpers.vaults import OWNER, PASSPHRASE, new_vault, open_vault

ROOT = Path(__file__).resolve().parents[2]
LONGEST_LIFE = 0.8
SEED = 20260302


def killed_backup(folder: Path, place: Path, life: float) -> int:
    """Back up again and again, kill it after ``life`` seconds; how many items the last finished backup had."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.torture.backing_up_child", folder, place],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        killer = threading.Timer(life, process.kill)
        killer.start()
        reported = [int(line) for line in process.stdout if line.endswith("\n")]
        killer.cancel()
    assert process.returncode == -9, process.returncode
    return reported[-1] if reported else 0


def kill_again_and_again(tmp_path: Path, cycles: int) -> None:
    folder, place = tmp_path / "v.evidence-vault", tmp_path / "disk"
    place.mkdir()
    new_vault(folder).close()
    chance = random.Random(SEED)
    reported = 0
    for cycle in range(cycles):
        reported = max(reported, killed_backup(folder, place, chance.uniform(0.0, LONGEST_LIFE)))
        if reported:
            shutil.copytree(place / folder.name, tmp_path / "tried")
            with open_vault(tmp_path / "tried") as copy:
                names = [item.name for item in copy.items()]
                assert len(names) >= reported, f"cycle {cycle}"
                assert all(copy.contents.open(item.id).read(9) for item in copy.items())
            shutil.rmtree(tmp_path / "tried")
    with open_vault(folder) as vault:
        back_up(vault, place, OWNER, Silent())
        proof = check_backup(place, Silent(), passphrase=PASSPHRASE, vault=vault)
    assert (proof.report.verdict, proof.behind) == ("intact", 0), proof.report.findings
    assert reported > cycles // 2, "the kills came before anything was done"


@pytest.mark.skipif(sys.platform == "win32", reason="a killed process has another status there")
def test_a_few_kills(tmp_path: Path, record_property: Callable[[str, int], None]) -> None:
    record_property("tried: kills during a backup", 3)
    kill_again_and_again(tmp_path, 3)


@pytest.mark.torture
@pytest.mark.timeout(3000)
@pytest.mark.skipif(sys.platform == "win32", reason="a killed process has another status there")
def test_a_hundred_kills(tmp_path: Path, record_property: Callable[[str, int], None]) -> None:
    record_property("tried: kills during a backup", 100)
    kill_again_and_again(tmp_path, 100)
