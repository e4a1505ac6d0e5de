# SPDX-License-Identifier: GPL-3.0-or-later
"""Every write, flush and rename inside a vault goes through one ``Disk``: the seam where tests make them fail.

Which order they come in is in docs/formats/vault.md, "Write order". A flush that failed is never repeated on
the same file: the system may have dropped the bytes already.
"""

import errno
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from evidence_vault import errors
from evidence_vault.vault.lost_disk import raise_if_gone

WINDOWS_ATTEMPTS = 20
WINDOWS_PAUSE = 0.1
_MAC_FULL_SYNC = 51  # F_FULLFSYNC of <sys/fcntl.h>; Python's fcntl module names it on that system only
_DAY = 86_400
_HELD_ON_WINDOWS = {32, 33}
"""Microsoft's system error codes: used by another process, or a part of it is locked by one."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_UNKNOWN_THERE = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


class Disk:
    """The durable steps. They raise OSError; ``storage_errors`` turns it into our errors."""

    def create(self, path: Path) -> BinaryIO:
        """A new unbuffered file for the owner alone, for reading and writing; fails where something is there."""
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(path, flags, 0o600), "r+b", buffering=0)

    def open_for_append(self, path: Path) -> BinaryIO:
        """An existing file, unbuffered, standing at its end."""
        flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(path, flags), "r+b", buffering=0)

    def write(self, file: BinaryIO, data: bytes | bytearray | memoryview) -> None:
        """Write all of ``data`` to an unbuffered file."""
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]

    def truncate(self, file: BinaryIO, size: int) -> None:
        """Cut the file to ``size`` bytes."""
        file.truncate(size)

    def flush_data(self, file: BinaryIO) -> None:
        """Start and await the writing of the bytes so far, where the system has a cheap way; a hint, no promise."""
        if hasattr(os, "fdatasync"):
            os.fdatasync(file.fileno())

    def flush(self, file: BinaryIO) -> None:
        """Wait until the disk says that it holds the bytes."""
        if sys.platform == "darwin":  # fsync there does not reach beyond the disk's own cache
            import fcntl

            try:
                fcntl.fcntl(file.fileno(), _MAC_FULL_SYNC)
            except OSError as error:
                if error.errno not in {errno.ENOTSUP, errno.EINVAL, errno.ENOTTY}:
                    raise
                os.fsync(file.fileno())  # network file systems know no full flush
        else:
            os.fsync(file.fileno())

    def make_read_only(self, path: Path) -> None:
        """Guard a finished file against accidents, where the file system knows permissions."""
        with _where_known():
            path.chmod(0o400)

    def make_private(self, folder: Path) -> None:
        """A folder that was there before: for the owner alone, where the file system knows permissions."""
        if os.name != "nt":
            with _where_known():
                folder.chmod(0o700)

    def set_day(self, path: Path) -> None:
        """Let the file's times show no more than the day it was written (UTC), where they can be set."""
        day = int(path.stat().st_mtime) // _DAY * _DAY
        with _where_known():
            os.utime(path, (day, day))

    def rename(self, old: Path, new: Path) -> None:
        """Put ``old`` at ``new`` in one step, over what is there."""
        _patiently(lambda: old.replace(new))

    def remove(self, path: Path) -> None:
        """Take a file away; it may be gone already."""
        if os.name == "nt" and path.exists():
            path.chmod(0o600)
        _patiently(lambda: path.unlink(missing_ok=True))

    def make_folder(self, path: Path) -> None:
        """Make a folder for the owner alone; it may be there already."""
        path.mkdir(mode=0o700, exist_ok=True)

    def flush_folder(self, folder: Path) -> None:
        """Make the names in ``folder`` durable. Windows has no such step and needs none."""
        if os.name == "nt":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _where_known() -> Iterator[None]:
    # The file systems of sticks (FAT, exFAT) have no owners and no permissions, and say so in several ways.
    try:
        yield
    except OSError as error:
        if error.errno not in _UNKNOWN_THERE:
            raise


def _patiently(step: Callable[[], object]) -> None:
    # On Windows a virus scanner or indexer may hold a new file for a moment.
    for _ in range(WINDOWS_ATTEMPTS if os.name == "nt" else 0):
        try:
            step()
        except PermissionError:
            time.sleep(WINDOWS_PAUSE)
        else:
            return
    step()


DISK = Disk()
"""The real one: the default wherever a ``Disk`` can be given."""


@contextmanager
def storage_errors(place: Path, needed: int = 0, free: int = 0) -> Iterator[None]:
    """Turn the system's errors of writing in the vault at ``place`` into DiskFull, VaultReadOnly, StorageGone,
    VaultFileHeld or StorageFailed.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise errors.DiskFull(needed=needed, free=free) from error
        raise_if_gone(place, error)
        if getattr(error, "winerror", None) in _HELD_ON_WINDOWS:
            raise errors.VaultFileHeld(name=place.name) from error
        if error.errno in _READ_ONLY:
            raise errors.VaultReadOnly(name=place.name) from error
        raise errors.StorageFailed(name=place.name, number=error.errno or 0) from error


def write_whole(disk: Disk, path: Path, data: bytes, temporary_folder: Path) -> None:
    """Put ``data`` at ``path`` durably and in one step, over what is there; nothing half written is ever seen.

    Raises OSError; then ``path`` is as it was, and the temporary file is gone.
    """
    temporary = temporary_folder / f"{secrets.token_hex(16)}.part"
    try:
        file = disk.create(temporary)
        with file:
            disk.write(file, data)
            disk.flush(file)
        disk.rename(temporary, path)
    except BaseException:
        drop(temporary)
        raise
    disk.flush_folder(path.parent)


def drop(temporary: Path) -> None:
    """Take an unfinished file away after a failure, if it can be reached; what kept it from being written counts."""
    with suppress(OSError):
        DISK.remove(temporary)
