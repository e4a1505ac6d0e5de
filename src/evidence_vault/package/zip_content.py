# SPDX-License-Identifier: GPL-3.0-or-later
"""The bytes of one zip entry as a stream that never gives more than the entry says."""

import io
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_vault.package.zip_structure import DEFLATED, ZipEntry

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE = 1 << 18


def open_entry(path: Path, entry: ZipEntry) -> io.RawIOBase:
    """The content of ``entry``; every stream has its own handle, so that threads do not meet."""
    if entry.method == DEFLATED:
        return InflatedContent(path, entry)
    return StoredContent(path, entry)


class StoredContent(io.RawIOBase):
    """A window of the zip's bytes."""

    def __init__(self, path: Path, entry: ZipEntry) -> None:
        super().__init__()
        self._file = path.open("rb", buffering=0)
        self._file.seek(entry.start)
        self._left = entry.packed_size

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill ``buffer`` as far as the entry goes."""
        with memoryview(buffer) as view:
            count = self._file.readinto(view[: self._left])
        self._left -= count
        return count

    def close(self) -> None:
        """Close the handle."""
        self._file.close()
        super().close()


class InflatedContent(io.RawIOBase):
    """Inflated bytes, one more than the entry says at most, so that a longer one is noticed."""

    def __init__(self, path: Path, entry: ZipEntry) -> None:
        super().__init__()
        self._source = StoredContent(path, entry)
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        self._left = entry.size + 1

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill ``buffer``. Raises OSError where the compressed data is broken."""
        with memoryview(buffer) as view:
            data = self._inflate(min(len(view), self._left))
            view[: len(data)] = data
        self._left -= len(data)
        return len(data)

    def close(self) -> None:
        """Close the handle."""
        self._source.close()
        super().close()

    def _inflate(self, most: int) -> bytes:
        while most and not self._inflater.eof:
            packed = self._inflater.unconsumed_tail or self._source.read(_PIECE)
            try:
                data = self._inflater.decompress(packed or b"", most)
            except zlib.error as error:
                raise OSError("compressed data is broken") from error
            if data or not packed:
                return data
        return b""
