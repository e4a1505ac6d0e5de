# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells a disk that is gone (a stick pulled out, a share that fell away) from one that reports a fault.

The two must not be mixed up: a vault out of reach is neither damaged nor empty, and nothing about it may be claimed.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evidence_vault import errors

_NAMES_OF_GONE = (
    *("ENOTCONN", "ENODEV", "ENXIO", "ENOMEDIUM", "ESHUTDOWN", "ESTALE", "EREMOTEIO", "ETIMEDOUT"),
    *("EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ECONNABORTED", "ECONNRESET"),
)
_GONE = {getattr(errno, name) for name in _NAMES_OF_GONE if hasattr(errno, name)}
_GONE_ON_WINDOWS = {21, 53, 55, 59, 64, 67, 121, 433, 1110, 1112, 1117, 1167, 1617}
"""Microsoft's system error codes: not ready, network path or device gone, no medium, not connected, removed."""
_ONLINE_ONLY_ON_WINDOWS = range(358, 405)
"""Microsoft's ERROR_CLOUD_FILE_…: only a placeholder is here, and the program that would fetch the bytes cannot."""
_PERHAPS_GONE = {errno.ENOENT, errno.ENOTDIR, errno.EIO, errno.EBADF}
_READ_TO_TRY = ("header.evh", "header-b.evh")


def raise_if_gone(folder: Path, error: OSError | None = None) -> None:
    """Raise StorageGone where the vault at ``folder`` is out of reach; ``error``: what the system said, if it did."""
    if is_out_of_reach(folder, error):
        raise errors.StorageGone(name=folder.name) from error


def is_out_of_reach(folder: Path, error: OSError | None = None) -> bool:
    """Whether ``folder`` (a vault, or where one may be) cannot be reached any more."""
    if error is not None:
        if says_gone(error):
            return True
        if error.errno not in _PERHAPS_GONE:
            return False
    return not answers(folder)


def says_gone(error: OSError) -> bool:
    """Whether the error itself says that the disk, or what serves it, is not there any more."""
    on_windows = getattr(error, "winerror", None)
    return error.errno in _GONE or on_windows in _GONE_ON_WINDOWS or on_windows in _ONLINE_ONLY_ON_WINDOWS


def answers(folder: Path) -> bool:
    """Whether ``folder`` is there and, if it holds a vault, one copy of the key header can be read from its disk."""
    try:
        folder.stat()
    except OSError:
        return False
    failed = False
    for name in _READ_TO_TRY:
        try:
            _read_from_disk(folder / name)
        except FileNotFoundError:
            continue
        except OSError:
            failed = True
        else:
            return True
    return not failed


def disk_of(folder: Path) -> int | None:
    """Which disk ``folder`` is on, to be compared with a later answer; None where there is no such folder.

    Raises OSError where the disk does not answer.
    """
    try:
        return folder.stat().st_dev
    except FileNotFoundError:
        return None


@contextmanager
def reading_errors(folder: Path) -> Iterator[None]:
    """Turn the system's errors of reading inside the vault at ``folder`` into StorageGone or StorageFailed."""
    try:
        yield
    except OSError as error:
        raise_if_gone(folder, error)
        raise errors.StorageFailed(name=folder.name, number=error.errno or 0) from error


@contextmanager
def telling_copy_from_vault(copy: Path, vault: Path | None = None) -> Iterator[None]:
    """Turn what goes wrong between two disks into BackupGone where the copy's is out of reach, StorageGone where the
    vault's is.

    The error itself cannot say which of them it came from.
    """
    try:
        yield
    except (OSError, errors.StorageGone, errors.StorageFailed, errors.DatabaseDamaged) as error:
        if vault is not None:
            raise_if_gone(vault)
        if isinstance(error, errors.StorageGone) or _copy_is_gone(copy, error):
            raise errors.BackupGone(name=copy.parent.name) from error
        if isinstance(error, OSError):
            raise errors.StorageFailed(name=copy.name, number=error.errno or 0) from error
        raise


def _copy_is_gone(copy: Path, error: Exception) -> bool:
    if os.path.lexists(copy):
        return not answers(copy)
    # It may not have been made yet; but what says "not there" had been there.
    return not answers(copy.parent) or getattr(error, "errno", None) == errno.ENOENT


def _read_from_disk(path: Path) -> None:
    # What the system still has in memory says nothing about the disk.
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            with suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        file.read(1)
