# SPDX-License-Identifier: GPL-3.0-or-later
"""Layout, lock and durable writes: private, refused where something is, let go with the process."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.helpers.disks import FailingDisk
from tests.helpers.vaults import add, new_vault, open_vault

from evidence_vault import errors
from evidence_vault.progress import Silent
from evidence_vault.vault import lost_disk
from evidence_vault.vault.durable import DISK, storage_errors, write_whole
from evidence_vault.vault.layout import FOLDERS, VaultLayout, looks_like_a_vault, make_vault_folders
from evidence_vault.vault.lock import VaultLock, is_held


def test_a_new_vault_is_private_and_says_what_it_is_in_two_languages(tmp_path: Path) -> None:
    layout = make_vault_folders(tmp_path / "a.evidence-vault")
    assert {path.name for path in layout.folder.iterdir()} == {"README.txt", *FOLDERS}
    text = layout.readme.read_text(encoding="utf-8")
    assert "Evidence Vault" in text
    assert "证据保险库" in text
    if os.name != "nt":
        modes = {stat.S_IMODE(path.stat().st_mode) for path in layout.folder.iterdir() if path.is_dir()}
        assert modes == {0o700}
        assert stat.S_IMODE(layout.folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(layout.readme.stat().st_mode) == 0o600
    assert not looks_like_a_vault(layout.folder)
    layout.header_copy.write_bytes(b"")
    assert looks_like_a_vault(layout.folder)


def test_an_empty_folder_is_taken_and_made_private(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir(mode=0o755)
    folder = make_vault_folders(tmp_path / "empty").folder
    if os.name != "nt":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "photo.jpg").write_bytes(b"mine")
    for name in ("file", "full"):
        with pytest.raises(errors.VaultExists):
            make_vault_folders(tmp_path / name)
    with pytest.raises(errors.SourceMissing):
        make_vault_folders(tmp_path / "nowhere" / "a")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["photo.jpg"]
    assert (tmp_path / "file").read_bytes() == b"mine"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_is_not_taken_for_a_free_place(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(errors.VaultExists):
        make_vault_folders(tmp_path / "link")


def test_two_cannot_hold_a_vault(tmp_path: Path) -> None:
    path = tmp_path / "vault.lock"
    assert not is_held(path)
    with VaultLock(path):
        assert is_held(path)
        with pytest.raises(errors.VaultInUse) as caught:
            VaultLock(path)
        assert caught.value.facts == {"holder": f"pid {os.getpid()}"}
    assert not is_held(path)
    with VaultLock(path) as again:
        again.release()
        again.release()


def test_the_lock_ends_with_its_process_however_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "vault.lock"
    script = (
        "import sys; from pathlib import Path; from evidence_vault.vault.lock import VaultLock\n"
        "lock = VaultLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        with pytest.raises(errors.VaultInUse) as caught:
            VaultLock(path)
        assert caught.value.facts == {"holder": f"pid {holder.pid}"}
        holder.kill()
        holder.wait()
    VaultLock(path).release()


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, errors.DiskFull),
        (errno.EROFS, errors.VaultReadOnly),
        (errno.EACCES, errors.VaultReadOnly),
        (errno.EIO, errors.StorageFailed),
        (errno.ENODEV, errors.StorageGone),
    ],
)
def test_the_systems_errors_become_ours(tmp_path: Path, number: int, expected: type[errors.EvidenceVaultError]) -> None:
    with pytest.raises(expected), storage_errors(tmp_path):
        raise OSError(number, "made to fail")


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOENT])
def test_an_error_in_a_folder_that_is_gone_is_a_lost_disk(tmp_path: Path, number: int) -> None:
    with pytest.raises(errors.StorageGone), storage_errors(tmp_path / "gone"):
        raise OSError(number, "made to fail")


def test_a_fault_of_one_header_copy_is_no_lost_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("header.evh", "header-b.evh"):
        (tmp_path / name).write_bytes(b"x")
    unreadable: set[str] = set()
    real = lost_disk._read_from_disk

    def read(path: Path) -> None:
        if path.name in unreadable:
            raise OSError(errno.EIO, "made to fail")
        real(path)

    monkeypatch.setattr(lost_disk, "_read_from_disk", read)
    unreadable.add("header.evh")
    assert lost_disk.answers(tmp_path)
    unreadable.add("header-b.evh")
    assert not lost_disk.answers(tmp_path)


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    for fail_at in range(1, 5):
        with pytest.raises(OSError, match="made to fail"):
            write_whole(FailingDisk(fail_at), path, b"new and longer", tmp_path)
        assert path.read_bytes() == b"old"
        assert [file.name for file in tmp_path.iterdir()] == ["file"]
    write_whole(DISK, path, b"new and longer", tmp_path)
    assert path.read_bytes() == b"new and longer"


def test_appending_and_cutting(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    with DISK.open_for_append(path) as file:
        DISK.write(file, b"def")
        DISK.truncate(file, 4)
        DISK.flush(file)
    assert path.read_bytes() == b"abcd"


def test_every_part_of_the_layout_is_inside_the_folder(tmp_path: Path) -> None:
    layout = VaultLayout(tmp_path)
    names = [name for name in dir(VaultLayout) if isinstance(getattr(VaultLayout, name), property)]
    assert len(names) >= 12
    for name in names:
        assert getattr(layout, name).parent == tmp_path
    assert layout.blob("abc").relative_to(tmp_path).as_posix() == "blobs/a/abc.evb"


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOSYS, errno.ENOTSUP])
def test_a_file_system_without_permissions_holds_a_vault_and_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refused(*_arguments: object, **_options: object) -> None:
        raise OSError(number, "no permissions here")

    monkeypatch.setattr(Path, "chmod", refused)
    monkeypatch.setattr("os.utime", refused)
    with new_vault(tmp_path / "v.evidence-vault") as vault:
        add(vault, "a.txt", b"a" * 1000)
        vault.back_up(tmp_path / "copy.evidence-vault", progress=Silent())
        assert vault.verify(progress=Silent()).verdict == "intact"
    with open_vault(tmp_path / "copy.evidence-vault") as copy:
        assert [item.name for item in copy.items()] == ["a.txt"]
