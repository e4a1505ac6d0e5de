# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds what people download, into dist/: ``make package``. The same commit gives the same bytes.

``python packaging/build.py [program] [checker] [archives] [deb]``; without a word everything that this system can
build. Linux is built and tried here; what Windows and macOS add stands in packaging/windows and packaging/macos, and in
docs/how-to/make-a-release.md.
"""

import os
import platform
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import bundle
import debian_package

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DIST = ROOT / "dist"
WORK = ROOT / "build" / "packaging"


def main(wanted: list[str]) -> int:
    """Build the parts asked for, and say how large they became."""
    steps: dict[str, Callable[[], object]] = {
        "program": lambda: freeze(bundle.PROGRAM),
        "checker": lambda: freeze(bundle.CHECKER),
        "archives": make_archives,
        "deb": make_deb,
    }
    for name in wanted or [name for name in steps if name != "deb" or shutil.which("dpkg-deb")]:
        print(f"{name} …", flush=True)
        steps[name]()
    for path in sorted(DIST.iterdir()):
        print(f"{size_of(path) / 1e6:9.1f} MB  {path.name}")
    return 0


def freeze(name: str) -> None:
    """One folder with a program and everything it needs, made by PyInstaller from ``pyinstaller/NAME.spec``."""
    remove(DIST / name)
    environment = os.environ | {
        # Both decide over the order of sets and the times inside the archive of modules.
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(moment()),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(DIST), "--workpath", str(WORK / name)]
    spec = HERE / "pyinstaller" / f"{name}.spec"
    subprocess.run([*command, *places, str(spec)], check=True, cwd=ROOT, env=environment)
    settle(DIST / name)


def settle(folder: Path) -> None:
    """Give every file the rights and the time that do not depend on who built it, or when."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_symlink():
            continue
        runs = path.is_dir() or os.access(path, os.X_OK)
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment(), moment()))


def make_archives() -> None:
    """The program and the checker as one file each: .tar.xz on Linux and macOS, .zip on Windows."""
    write = write_zip if sys.platform == "win32" else write_tar
    for name in (bundle.PROGRAM, bundle.CHECKER):
        write(DIST / name, f"{name}-{bundle.version()}-{system()}")


def write_tar(folder: Path, name: str) -> None:
    """A compressed tar of ``folder`` as the folder ``name``: sorted, dated by the commit, owned by nobody."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = moment()
        return entry

    # Two threads or twenty give the same bytes; one gives others, so the number is not left to the machine.
    command = ["xz", "--threads=2", "-6", "--stdout"]
    with (DIST / f"{name}.tar.xz").open("wb") as packed:
        packer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=packed)
        with tarfile.open(fileobj=packer.stdin, mode="w|") as archive:
            for source, inside in walk(folder):
                archive.add(source, f"{name}/{inside}", recursive=False, filter=plain)
        packer.communicate()
    if packer.returncode:
        raise OSError(command[0])


def write_zip(folder: Path, name: str) -> None:
    """The same as a zip, which Windows opens by itself."""
    when = datetime.fromtimestamp(moment(), UTC).timetuple()[:6]
    with zipfile.ZipFile(DIST / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for source, inside in walk(folder):
            if source.is_file():
                entry = zipfile.ZipInfo(f"{name}/{inside}", when)
                entry.external_attr = (source.stat().st_mode & 0xFFFF) << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, source.read_bytes())


def make_deb() -> None:
    """The Debian package of the program (see linux/debian_package.py)."""
    debian_package.make(DIST / bundle.PROGRAM, DIST, version=bundle.version(), moment=moment())


def walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """Everything below ``folder`` with its name inside, in one order everywhere."""
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        yield path, path.relative_to(folder).as_posix()


def moment() -> int:
    """Seconds since 1970 of what is built: ``SOURCE_DATE_EPOCH`` if given, else the commit's own time."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, check=True, capture_output=True, text=True)
    return int(asked.stdout)


def system() -> str:
    """Such as ``linux-x86_64``, ``windows-amd64``, ``macos-arm64``."""
    name = {"darwin": "macos", "win32": "windows"}.get(sys.platform, "linux")
    return f"{name}-{platform.machine().lower()}"


def size_of(path: Path) -> int:
    """Bytes of a file, or of everything in a folder."""
    return sum(file.lstat().st_size for file in path.rglob("*")) if path.is_dir() else path.stat().st_size


def remove(folder: Path) -> None:
    """Make way for a new build."""
    if folder.exists():
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
