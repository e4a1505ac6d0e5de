# SPDX-License-Identifier: GPL-3.0-or-later
"""A real file system that is full, or can only be read: clear words, and nothing that was reported is lost."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence_vault import errors
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.workers import end_worker
from evidence_vault.progress import Silent
from evidence_vault.user_messages import words_for
from evidence_vault.vault.vault import Vault
from evidence_vault.vault.verify import verify_vault
from tests.helpers.vaults import OWNER, PASSPHRASE, add, new_clock, new_vault, open_vault

MEBIBYTE = 1 << 20
DISK_SIZE = 64 * MEBIBYTE


FORMATTERS = {
    "ext4": ("mkfs.ext4", "-q", "-m", "0"),
    "vfat": ("mkfs.vfat",),
    "exfat": ("mkfs.exfat",),
}
BY_PROGRAM = {"exfat": "mount.exfat-fuse"}
"""For kernels that do not know a file system of sticks: a FUSE program, which takes the device and the folder."""


def mounted(kind: str, folder: Path, image: Path) -> bool:
    """Mount a small empty file system at ``folder``; False where that is not possible here."""
    if kind == "tmpfs":
        return succeeds("mount", "-t", "tmpfs", "-o", f"size={DISK_SIZE}", "tmpfs", folder)
    with image.open("wb") as file:
        file.truncate(DISK_SIZE)
    if not succeeds(*FORMATTERS[kind], image):
        return False
    if succeeds("mount", "-o", "loop", "-t", kind, image, folder):
        return True
    return kind in BY_PROGRAM and shutil.which(BY_PROGRAM[kind]) is not None and by_program(kind, folder, image)


def by_program(kind: str, folder: Path, image: Path) -> bool:
    """Mount with the FUSE program."""
    device = said("losetup", "-f", "--show", str(image)).strip()
    return bool(device) and succeeds(BY_PROGRAM[kind], device, folder) and os.path.ismount(folder)


def said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def succeeds(*command: str | Path) -> bool:
    return subprocess.run([str(part) for part in command], capture_output=True, check=False).returncode == 0


@pytest.fixture(params=["tmpfs", *FORMATTERS])
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        is_there = mounted(request.param, folder, tmp_path / "image")
    except FileNotFoundError as missing:
        pytest.skip(f"{missing.filename} is not installed")
    if not is_there:
        pytest.skip(f"a small {request.param} cannot be mounted here")
    yield folder
    end_worker()
    subprocess.run(["umount", "-l", str(folder)], check=True)
    for line in said("losetup", "-j", str(tmp_path / "image")).splitlines():
        succeeds("losetup", "-d", line.partition(":")[0])


def fill(path: Path) -> None:
    """Take all the room that is left."""
    with path.open("wb", buffering=0) as file:
        for piece in (MEBIBYTE, 4096, 1):
            try:
                while file.write(b"x" * piece):
                    pass
            except OSError:
                continue


def assert_intact(folder: Path, names: list[str]) -> None:
    with open_vault(folder) as vault:
        assert [item.name for item in vault.items()] == names
    report = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
    assert report.verdict == "intact", report.findings


def test_an_import_into_a_full_disk_keeps_what_it_reported(small_disk: Path, tmp_path: Path) -> None:
    folder, sources = small_disk / "v", tmp_path / "sources"
    sources.mkdir()
    for number in range(12):
        (sources / f"{number:02d}.bin").write_bytes(os.urandom(6 * MEBIBYTE))
    with new_vault(folder) as vault:
        report = import_files(vault, [sources], ImportOptions(), OWNER, Silent())
    added = [item.name for item in report.items]
    assert 0 < len(added) < 12
    assert len(added) + len(report.failed) == 12
    assert {failed.code for failed in report.failed} == {"DISK_FULL"}
    words = words_for("DISK_FULL", report.failed[0].facts)
    assert words.sentence
    assert words.next_step
    assert_intact(folder, added)


def test_every_kind_of_write_meets_a_disk_without_one_free_byte(small_disk: Path) -> None:
    folder = small_disk / "v"
    vault = new_vault(folder)
    add(vault, "before.txt", b"before")
    fill(small_disk / "filler")
    recorded = []
    for number in range(200):
        try:
            add(vault, f"{number}.txt", bytes([number]) * 300)
            recorded.append(f"{number}.txt")
        except errors.DiskFull:
            break
    try:
        vault.put("case", {"title": "x" * 5000}, actor=OWNER)
        cases = 1
    except errors.DiskFull:
        cases = 0
    vault.close()
    (small_disk / "filler").unlink()

    assert_intact(folder, ["before.txt", *recorded])
    with open_vault(folder) as vault:
        assert len(vault.facts("case")) == cases
        add(vault, "after.txt", b"after")
    assert_intact(folder, ["before.txt", *recorded, "after.txt"])


def test_a_disk_that_can_only_be_read(small_disk: Path) -> None:
    folder = small_disk / "v"
    with new_vault(folder) as vault:
        add(vault, "a.txt", b"a")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)

    with pytest.raises(errors.VaultReadOnly) as refused:
        open_vault(folder)
    assert words_for(refused.value.code, refused.value.facts).next_step
    with pytest.raises(errors.VaultReadOnly):
        Vault.create(small_disk / "new", PASSPHRASE, owner=OWNER, clock=new_clock(), progress=Silent())
    report = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
    assert report.verdict == "intact"
