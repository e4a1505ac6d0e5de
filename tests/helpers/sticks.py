# SPDX-License-Identifier: GPL-3.0-or-later
"""Real small file systems that are pulled out while something uses them, and plugged in again.

Three ways in which a stick goes, each with other errors for who still uses it:

- ``killed``: the program that serves the file system (exFAT by FUSE) is killed: every call says ENOTCONN;
- ``unmounted``: the folder is suddenly empty, as when the desktop takes a lost stick away; open files stay usable;
- ``broken``: the device answers every request with an error (device mapper); what is cached can still be read.
"""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

MEBIBYTE = 1 << 20
DISK_SIZE = 64 * MEBIBYTE
WAYS = ("killed", "unmounted", "broken")
_LONGEST_WAIT = 5.0


class CannotBePlayed(Exception):
    """What is missing on this computer, in words."""


class Stick:
    """A stick in the folder ``place / "stick"``; its bytes are in ``place / "image"`` and outlive every pull."""

    def __init__(self, place: Path, way: str, kind: str | None = None) -> None:
        """``kind``: the file system, where the way leaves a choice. Raises CannotBePlayed."""
        if os.name == "nt" or os.geteuid() != 0:
            raise CannotBePlayed("mounting a stick needs root")
        self.folder = place / "stick"
        self._image = place / "image"
        self.way = way
        self._kind = "exfat" if way == "killed" else kind or "ext4"
        self._mapped = f"stick-{os.getpid()}-{id(self)}"
        self._device = ""
        self.is_in = False
        self.folder.mkdir()
        with self._image.open("wb") as file:
            file.truncate(DISK_SIZE)
        _do(f"mkfs.{self._kind}", *(("-q", "-m", "0") if self._kind == "ext4" else ()), self._image)
        try:
            self.plug_in()
        except CannotBePlayed:
            self.clear_away()
            raise

    def plug_in(self) -> None:
        """Mount it, as it is now."""
        self._device = _do("losetup", "-f", "--show", self._image).strip()
        if self.way == "killed":
            _do("mount.exfat-fuse", self._device, self.folder)
        elif self.way == "broken":
            _do("dmsetup", "create", "--noudevsync", self._mapped, "--table", self._table("linear"))
            _do("dmsetup", "mknodes", self._mapped)
            _do("mount", "-t", self._kind, f"/dev/mapper/{self._mapped}", self.folder)
        else:
            _do("mount", "-t", self._kind, self._device, self.folder)
        if not os.path.ismount(self.folder):
            raise CannotBePlayed(f"a small {self._kind} cannot be mounted")
        self.is_in = True

    def pull(self) -> None:
        """Take it out, whatever is going on."""
        if self.way == "killed":
            os.kill(_server_of(self.folder), signal.SIGKILL)
            _wait_until_dead(self.folder)
        elif self.way == "broken":
            for step in (
                ("suspend", "--noflush", "--nolockfs"),
                ("load", "--table", self._table("error")),
                ("resume",),
            ):
                _do("dmsetup", step[0], "--noudevsync", self._mapped, *step[1:])
        else:
            _do("umount", "-l", self.folder)
        self.is_in = False

    def forget_cached(self) -> None:
        """Let what is read next come from the device, where the way depends on it."""
        if self.way == "broken":
            os.sync()
            Path("/proc/sys/vm/drop_caches").write_text("3", "ascii")

    def clear_away(self) -> None:
        """Let folder and devices go; may be called at any time."""
        subprocess.run(["umount", "-l", str(self.folder)], capture_output=True, check=False)
        if self.way == "broken":
            subprocess.run(["dmsetup", "remove", "--noudevsync", "-f", self._mapped], capture_output=True, check=False)
        if self._device:
            subprocess.run(["losetup", "-d", self._device], capture_output=True, check=False)
        self.is_in = False

    def plug_in_again(self) -> None:
        """After ``pull``: what was written is on it, what was not is not."""
        self.clear_away()
        self.plug_in()

    def _table(self, target: str) -> str:
        size = DISK_SIZE // 512
        return f"0 {size} error" if target == "error" else f"0 {size} linear {self._device} 0"


def _do(program: str, *arguments: str | Path) -> str:
    if shutil.which(program) is None:
        raise CannotBePlayed(f"{program} is not installed")
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotBePlayed(f"{program}: {done.stderr.strip().partition(chr(10))[0]}")
    return done.stdout


def _server_of(folder: Path) -> int:
    """The process that serves the file system at ``folder``: it was started with the folder's name."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"exfat-fuse" in words[0] and os.fsencode(folder) in words:
                return int(entry.name)
    raise CannotBePlayed("the program that serves the file system was not found")


def _wait_until_dead(folder: Path) -> None:
    end = time.monotonic() + _LONGEST_WAIT
    while time.monotonic() < end:
        try:
            (folder / "x").stat()
        except FileNotFoundError:
            continue
        except OSError:
            return
    raise CannotBePlayed("the file system outlived its program")
