# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the Debian package from the folder that PyInstaller made; needs dpkg-deb and no root."""

import gzip
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "packaging" / "linux"
NAME = "evidence-vault"
SECTION = "utils"
DEPENDS = (
    # Built on Debian 12: its C library is the oldest that runs this.
    "libc6 (>= 2.36)", "libegl1", "libgl1", "libxcb1", "libwayland-client0", "libwayland-cursor0",
    "libwayland-egl1",
)  # fmt: skip
"""What PyInstaller leaves to the system on purpose: the C library, the front of graphics drivers, the displays."""
RECOMMENDS = ("openssl", "openssh-client", "at-spi2-core")
"""Packages check without our program by the first two; screen readers talk through the third."""
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
DESCRIPTION = """\
keeps the proof of a chat-app fraud unchanged and encrypted
 Evidence Vault takes in screenshots and chat logs byte for byte into an encrypted
 vault on your own computer, helps to see what is missing, and makes a complaint
 package for the platform and a summary for the police. It needs no network.
"""


def make(program: Path, target: Path, *, version: str, moment: int) -> Path:
    """Write ``target``/evidence-vault_VERSION_ARCH.deb from the folder ``program``; gives its path.

    ``moment``: seconds since 1970 that every file is dated with, so that the same input gives the same bytes.
    """
    tree = target / f"{NAME}_tree"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(program, tree / "usr/lib" / NAME, symlinks=True)
    link = tree / "usr/bin" / NAME
    link.parent.mkdir(parents=True)
    link.symlink_to(f"../lib/{NAME}/{NAME}")
    _place_desktop_files(tree)
    _place_documents(tree, version, moment)
    architecture = _asked("dpkg", "--print-architecture")
    _write_control(tree, version, architecture)
    _settle(tree, moment)
    path = target / f"{NAME}_{version}_{architecture}.deb"
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(moment)}
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(path)],
        check=True, env=environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    shutil.rmtree(tree)
    return path


def _place_desktop_files(tree: Path) -> None:
    share = tree / "usr/share"
    for name, folder in (
        ("evidence-vault.desktop", "applications"),
        ("evidence-vault.xml", "mime/packages"),
        ("org.evidencevault.EvidenceVault.metainfo.xml", "metainfo"),
    ):
        _copy(HERE / name, share / folder / name)
    for size in ICON_SIZES:
        icon = ROOT / "packaging/icons" / f"{NAME}-{size}.png"
        _copy(icon, share / f"icons/hicolor/{size}x{size}/apps/{NAME}.png")
    _copy(ROOT / f"resources/icons/{NAME}.svg", share / f"icons/hicolor/scalable/apps/{NAME}.svg")


def _place_documents(tree: Path, version: str, moment: int) -> None:
    documents = tree / "usr/share/doc" / NAME
    _copy(HERE / "copyright", documents / "copyright")
    (documents / "changelog.gz").write_bytes(gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=moment))


def _write_control(tree: Path, version: str, architecture: str) -> None:
    size = sum(path.lstat().st_size for path in tree.rglob("*")) // 1024
    lines = [
        f"Package: {NAME}",
        f"Version: {version}",
        f"Architecture: {architecture}",
        "Maintainer: The Evidence Vault developers <developers@evidencevault.invalid>",
        f"Installed-Size: {size}",
        f"Depends: {', '.join(DEPENDS)}",
        f"Recommends: {', '.join(RECOMMENDS)}",
        f"Section: {SECTION}",
        "Priority: optional",
        f"Description: {DESCRIPTION}",
    ]
    control = tree / "DEBIAN/control"
    control.parent.mkdir()
    control.write_text("\n".join(lines), "utf-8")


def _settle(tree: Path, moment: int) -> None:
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _asked(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
