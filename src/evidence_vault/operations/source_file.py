# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens a person's file once for reading and notices when it changes meanwhile."""

import errno
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from evidence_vault.clock import utc_text
from evidence_vault.errors import EvidenceVaultError, SourceChanged, SourceEmpty, SourceMissing, SourceUnreadable
from evidence_vault.vault.lost_disk import says_gone

_GONE = {errno.ENOENT, errno.EIO, errno.ENOTDIR}


class SourceFile(io.RawIOBase):
    """The bytes of a file, read through one handle; the system's errors of reading become ours."""

    def __init__(self, path: Path, shown: str) -> None:
        """Raises SourceMissing, SourceUnreadable, SourceEmpty (fact: name)."""
        super().__init__()
        self._path = path
        self._shown = shown
        self._read = 0
        try:
            self._file = path.open("rb", buffering=0)
        except OSError as error:
            raise self._named(error) from error
        try:
            self._before = os.fstat(self._file.fileno())
        except OSError as error:
            self.close()
            raise self._named(error) from error
        if self._before.st_size == 0:
            self.close()
            raise SourceEmpty(name=shown)

    @property
    def size(self) -> int:
        """The number of bytes when the file was opened."""
        return self._before.st_size

    @property
    def modified_at(self) -> str | None:
        """What the file system says: the last change, UTC."""
        return _time_text(self._before.st_mtime)

    @property
    def created_at(self) -> str | None:
        """What the file system says: when the file was made here, UTC; None where the system keeps no such time."""
        born = getattr(self._before, "st_birthtime", None)
        return _time_text(born) if isinstance(born, float) else None

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """The next bytes. At the end it raises SourceChanged where the file is not what it was at the start."""
        try:
            count = self._file.readinto(buffer) or 0
        except OSError as error:
            raise self._named(error) from error
        self._read += count
        if not count:
            self._refuse_changed()
        return count

    def _refuse_changed(self) -> None:
        # A file that was taken away after its last byte was read is whole: its bytes came from the open handle.
        try:
            now = os.fstat(self._file.fileno())
        except OSError as error:
            raise self._named(error) from error
        kept = (now.st_size, now.st_mtime_ns) == (self._before.st_size, self._before.st_mtime_ns)
        if not kept or self._read != now.st_size:
            raise SourceChanged(name=self._shown)
        try:
            at_path = self._path.stat()
        except OSError:
            return
        if (at_path.st_dev, at_path.st_ino) != (now.st_dev, now.st_ino):
            raise SourceChanged(name=self._shown)

    def close(self) -> None:
        """Close the handle."""
        if not self.closed and hasattr(self, "_file"):
            with suppress(OSError):  # a stick that was pulled out; all that was wanted has been read
                self._file.close()
        super().close()

    def _named(self, error: OSError) -> EvidenceVaultError:
        kind = SourceMissing if error.errno in _GONE or says_gone(error) else SourceUnreadable
        return kind(name=self._shown)


@contextmanager
def opened(path: Path, shown: str) -> Iterator[SourceFile]:
    """``SourceFile`` for a block."""
    file = SourceFile(path, shown)
    try:
        yield file
    finally:
        file.close()


def as_binary(file: SourceFile) -> BinaryIO:
    """``file`` as what the vault takes."""
    return cast(BinaryIO, file)


def _time_text(seconds: float) -> str | None:
    try:
        return utc_text(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, ValueError, OSError):
        return None
