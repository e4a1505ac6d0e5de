# SPDX-License-Identifier: GPL-3.0-or-later
"""What the worker is given to read: bytes stored in the vault, or a file of the person."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from evidence_vault.errors import SourceMissing, SourceUnreadable
from evidence_vault.vault.vault import Vault


@dataclass(frozen=True)
class StoredSource:
    """Bytes of the vault, so that what is read is what is stored.

    ``beside``: files of the folder it came from, named from there on.
    """

    vault: Vault
    content_id: str
    name: str
    size: int
    beside: tuple[str, ...] = ()

    def open(self) -> BinaryIO:
        """The stored bytes, seekable."""
        return self.vault.open_content(self.content_id)


@dataclass(frozen=True)
class PathSource:
    """A file of the person, for reading without a vault."""

    path: Path
    name: str
    size: int

    def open(self) -> BinaryIO:
        """The file's bytes. Raises SourceMissing, SourceUnreadable."""
        try:
            return self.path.open("rb")
        except FileNotFoundError as error:
            raise SourceMissing(name=self.name) from error
        except OSError as error:
            raise SourceUnreadable(name=self.name) from error


@dataclass(frozen=True)
class BytesSource:
    """Bytes in memory, such as a picture of our own to be shown or converted."""

    name: str
    data: bytes

    @property
    def size(self) -> int:
        """The number of bytes."""
        return len(self.data)

    def open(self) -> BinaryIO:
        """The bytes."""
        return io.BytesIO(self.data)
