# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies inside a stranger's tar file (Skype's export is one), under the rules that hold for a zip."""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from evidence_vault import errors
from evidence_vault.importers.mime_parts import window
from evidence_vault.importers.zip_members import MOST_MEMBERS, ArchiveMembers
from evidence_vault.records import ReadingSource

TAR_HEAD = 512
"""Bytes that ``is_tar`` needs."""

_SIGN = slice(257, 262)
_BROKEN = (tarfile.TarError, OSError, EOFError, ValueError, OverflowError)


class TarMembers(ArchiveMembers):
    """The usable files of a tar, which lie in it as they are."""

    def __init__(self, source: ReadingSource) -> None:
        super().__init__()
        self._source = source
        self._starts: dict[str, int] = {}
        with source.open() as stream, tarfile.open(fileobj=stream, mode="r:") as archive:
            for number, info in enumerate(archive):
                if number >= MOST_MEMBERS:
                    raise errors.ArchiveTooLarge(name=source.name)
                self._take(info)

    def open(self, name: str) -> BinaryIO:
        """The bytes of ``name``."""
        start = self._starts[name]
        return window(self._source, start, start + self.size(name))

    def _take(self, info: tarfile.TarInfo) -> None:
        if info.isdir():
            return
        if info.isreg() and not info.issparse() and info.offset_data + info.size > self._source.size:
            raise errors.ArchiveDamaged(name=self._source.name)
        if self.sort_in(info.name, info.size, is_file=info.isreg() and not info.issparse()):
            self._starts[info.name] = info.offset_data


class OpenedTar:
    """A source whose members were looked up already, as ``OpenedZip``."""

    def __init__(self, source: ReadingSource, members: TarMembers) -> None:
        self.name = source.name
        self.size = source.size
        self.open = source.open
        self.members = members


def is_tar(untrusted_head: bytes) -> bool:
    """Whether a file that begins so is a tar."""
    return untrusted_head[_SIGN] == b"ustar"


@contextmanager
def open_tar(source: ReadingSource) -> Iterator[TarMembers]:
    """The members of ``source``; raises ArchiveDamaged or ArchiveTooLarge."""
    if isinstance(source, OpenedTar):
        yield source.members
        return
    try:
        members = TarMembers(source)
    except _BROKEN as error:
        raise errors.ArchiveDamaged(name=source.name) from error
    yield members
