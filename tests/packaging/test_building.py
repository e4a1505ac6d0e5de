# SPDX-License-Identifier: GPL-3.0-or-later
"""Archives and the Debian package: the same input gives the same bytes, and what is in them is what was built."""

import os
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

MOMENT = 1_790_000_000


@pytest.fixture
def made(build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Makes a small folder in place of a frozen program, each time with other times and rights, and gives dist/."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MOMENT))

    def make(name: str) -> Path:
        dist = tmp_path / name
        for program in ("evidence-vault", "evidence-vault-check"):
            folder = dist / program / "_internal" / "名 字"
            folder.mkdir(parents=True)
            (folder / "a.txt").write_bytes(b"a" * 100_000)
            starter = dist / program / program
            starter.write_bytes(b"#!/bin/sh\n")
            starter.chmod(0o700 if name == "one" else 0o755)
            os.utime(starter, (len(name), len(name)))
            build.settle(dist / program)
        monkeypatch.setattr(build, "DIST", dist)
        return dist

    return make


@pytest.mark.skipif(shutil.which("xz") is None, reason="needs xz")
def test_an_archive_is_the_same_whoever_built_it(build: ModuleType, made: Callable[[str], Path]) -> None:
    archives = []
    for name in ("one", "another"):
        dist = made(name)
        build.write_tar(dist / "evidence-vault", "evidence-vault-1")
        archives.append((dist / "evidence-vault-1.tar.xz").read_bytes())
    assert archives[0] == archives[1]
    with tarfile.open(dist / "evidence-vault-1.tar.xz") as archive:
        entries = {entry.name: entry for entry in archive.getmembers()}
    assert {entry.mtime for entry in entries.values()} == {MOMENT}
    assert {(entry.uid, entry.uname) for entry in entries.values()} == {(0, "")}
    assert entries["evidence-vault-1/evidence-vault"].mode == 0o755
    assert entries["evidence-vault-1/_internal/名 字/a.txt"].mode == 0o644


def test_a_zip_is_the_same_whoever_built_it(build: ModuleType, made: Callable[[str], Path]) -> None:
    archives = []
    for name in ("one", "another"):
        dist = made(name)
        build.write_zip(dist / "evidence-vault", "evidence-vault-1")
        archives.append((dist / "evidence-vault-1.zip").read_bytes())
    assert archives[0] == archives[1]
    with zipfile.ZipFile(dist / "evidence-vault-1.zip") as archive:
        assert archive.read("evidence-vault-1/_internal/名 字/a.txt") == b"a" * 100_000


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs dpkg-deb")
def test_a_debian_package_is_the_same_whoever_built_it(build: ModuleType, made: Callable[[str], Path]) -> None:
    packages = []
    for name in ("one", "another"):
        dist = made(name)
        build.make_deb()
        packages.append(next(dist.glob("*.deb")))
    assert packages[0].read_bytes() == packages[1].read_bytes()
    listed = subprocess.run(["dpkg-deb", "-c", packages[0]], check=True, capture_output=True, text=True).stdout
    for wanted in (
        "./usr/bin/evidence-vault -> ../lib/evidence-vault/evidence-vault",
        "./usr/share/applications/evidence-vault.desktop",
        "./usr/share/mime/packages/evidence-vault.xml",
        "./usr/share/metainfo/org.evidencevault.EvidenceVault.metainfo.xml",
        "./usr/share/icons/hicolor/48x48/apps/evidence-vault.png",
        "./usr/share/doc/evidence-vault/copyright",
    ):
        assert wanted in listed, listed
    assert not [line for line in listed.splitlines() if "root/root" not in line]
