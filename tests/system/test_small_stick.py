# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup to a real disk that is too small, gets full on the way, or goes away: said in words, and finished later."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from evidence_vault import errors
from evidence_vault.operations.back_up import back_up, check_backup
from evidence_vault.progress import Silent
from evidence_vault.vault import backup
from evidence_vault.vault.vault import Vault
from tests.helpers.vaults import OWNER, PASSPHRASE, add, new_vault
from tests.system.test_small_disk import MEBIBYTE, fill, small_disk

__all__ = ["small_disk"]


def big_vault(folder: Path) -> Vault:
    vault = new_vault(folder)
    for number in range(4):
        add(vault, f"{number}.bin", os.urandom(6 * MEBIBYTE))
    return vault


def assert_finished(vault: Vault, place: Path) -> None:
    back_up(vault, place, OWNER, Silent())
    proof = check_backup(place, Silent(), passphrase=PASSPHRASE, vault=vault)
    assert (proof.report.verdict, proof.recorded) == ("intact", True), proof.report.findings


def test_a_stick_without_room_is_said_before_and_on_the_way(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with big_vault(tmp_path / "v.evidence-vault") as vault:
        filler = small_disk / "filler"
        filler.write_bytes(b"x" * (40 * MEBIBYTE))
        with pytest.raises(errors.DiskFull) as caught:
            back_up(vault, small_disk, OWNER, Silent())
        assert int(caught.value.facts["needed"]) > int(caught.value.facts["free"]) > 0
        # Somebody else takes the room after it was looked at.
        plenty = shutil._ntuple_diskusage(1 << 40, 0, 1 << 40)  # type: ignore[attr-defined]
        with monkeypatch.context() as patch:
            patch.setattr(backup.shutil, "disk_usage", lambda _path: plenty)
            with pytest.raises(errors.DiskFull):
                back_up(vault, small_disk, OWNER, Silent())
            fill(filler)
            with pytest.raises(errors.DiskFull):
                back_up(vault, small_disk, OWNER, Silent())
        assert vault.verify(progress=Silent()).verdict == "intact"
        filler.unlink()
        assert_finished(vault, small_disk)
        fill(filler)  # the copy is there; what comes now does not fit any more
        add(vault, "later.bin", os.urandom(MEBIBYTE))
        with pytest.raises(errors.DiskFull):
            back_up(vault, small_disk, OWNER, Silent())
        filler.unlink()
        assert_finished(vault, small_disk)


def test_a_stick_that_can_only_be_read(small_disk: Path, tmp_path: Path) -> None:
    with new_vault(tmp_path / "v.evidence-vault") as vault:
        assert_finished(vault, small_disk)
        add(vault, "later.txt", b"later")
        remounted = subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], capture_output=True, check=False)
        if remounted.returncode:
            pytest.skip("cannot be mounted for reading only here")
        with pytest.raises(errors.VaultReadOnly):
            back_up(vault, small_disk, OWNER, Silent())
        proof = check_backup(small_disk, Silent(), passphrase=PASSPHRASE, vault=vault)
        assert (proof.report.verdict, proof.behind, proof.recorded) == ("intact", 1, True)


def test_a_stick_that_was_pulled_out(tmp_path: Path) -> None:
    with new_vault(tmp_path / "v.evidence-vault") as vault, pytest.raises(errors.BackupGone):
        back_up(vault, tmp_path / "stick" / "backups", OWNER, Silent())
