# SPDX-License-Identifier: GPL-3.0-or-later
"""One process per vault: a lock of the operating system on an open handle.

The system lets it go when the process ends, however it ends; the text in the file is only for the message.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from evidence_vault import errors
from evidence_vault.vault.durable import storage_errors

MOST_TEXT = 200
_LOCKED_BYTE = 1 << 20  # Windows locks ranges of bytes, and a locked byte cannot be read: lock one beyond the text


class VaultLock:
    """Holds the lock from its making until ``release``. Raises VaultInUse (with the holder's text), VaultReadOnly."""

    def __init__(self, path: Path) -> None:
        with storage_errors(path.parent):
            descriptor = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
        self._file: BinaryIO = os.fdopen(descriptor, "r+b", buffering=0)
        try:
            _lock(self._file)
        except OSError as error:
            holder = _text_of(self._file)
            self._file.close()
            raise errors.VaultInUse(holder=holder) from error
        with suppress(OSError):  # a full disk: the lock holds, only its text for people is missing
            self._file.truncate(0)
            self._file.write(f"pid {os.getpid()}".encode())

    def release(self) -> None:
        """Let the vault go; further calls do nothing. The file stays: removing it would let two hold "the" lock."""
        if not self._file.closed:
            with suppress(OSError):
                self._file.truncate(0)
            with suppress(OSError):  # a disk that is gone; the lock went with it
                self._file.close()

    def __enter__(self) -> "VaultLock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def is_held(path: Path) -> bool:
    """Whether some process holds the lock at ``path``; changes nothing, makes no file."""
    try:
        file = path.open("rb", buffering=0)
    except OSError:
        return False
    with file:
        try:
            _lock(file)
        except OSError:
            return True
    return False


def _text_of(file: BinaryIO) -> str:
    file.seek(0)
    return file.read(MOST_TEXT).decode("ascii", "replace") or "?"


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
