# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies inside a stranger's zip, within limits and without names that could leave their folder."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO

from evidence_vault import errors
from evidence_vault.records import Member, ReadingSource
from evidence_vault.safe_files import is_litter, is_litter_folder

MOST_MEMBERS = 100_000
LARGEST_MEMBER = 16 * 1024**3
LARGEST_TOTAL = 64 * 1024**3
HIGHEST_RATIO = 300
RATIO_COUNTS_FROM = 64 * 1024 * 1024
"""A member that unpacks to more than this may not shrink by more than ``HIGHEST_RATIO``: chats shrink by 20."""

_DRIVE = re.compile(r"^[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class ZipMembers:
    """The usable files of a zip: ``names`` in the order of its directory; ``left_out`` with a warning code each."""

    def __init__(self, archive: zipfile.ZipFile, source_name: str) -> None:
        self._archive = archive
        self._source_name = source_name
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self.left_out: list[tuple[str, str]] = []
        _check_limits(archive.infolist(), source_name)
        for info in archive.infolist():
            self._sort_in(info)

    @property
    def names(self) -> tuple[str, ...]:
        """The strangers' names, checked to stay inside."""
        return tuple(self._infos)

    def size(self, name: str) -> int:
        """Bytes of ``name`` unpacked, as the directory says."""
        return self._infos[name].file_size

    def open(self, name: str) -> BinaryIO:
        """The unpacked bytes; reading raises ArchiveDamaged where they are broken, and never gives more than said."""
        info = self._infos[name]
        try:
            stream = self._archive.open(info)
        except _ZIP_ERRORS as error:
            raise errors.ArchiveDamaged(name=self._source_name) from error
        return io.BufferedReader(_MemberStream(stream, info.file_size, self._source_name), 1 << 20)

    def member(self, name: str) -> Member:
        """``name`` as a member to hand over; usable while the zip is open."""
        return Member(name, self.size(name), lambda: self.open(name))

    def _sort_in(self, info: zipfile.ZipInfo) -> None:
        name = _name_of(info)
        if name.endswith("/"):
            return
        *folders, own = name.replace("\\", "/").split("/")
        if is_litter(own) or any(is_litter_folder(folder) for folder in folders):
            self.left_out.append(("MEMBER_LITTER", name))
        elif not is_safe_name(name) or stat.S_ISLNK(info.external_attr >> 16):
            self.left_out.append(("MEMBER_UNSAFE", name))
        elif info.flag_bits & _ENCRYPTED:
            self.left_out.append(("MEMBER_ENCRYPTED", name))
        elif name in self._infos:
            self.left_out.append(("MEMBER_TWICE", name))
        else:
            self._infos[name] = info


class OpenedZip:
    """A source whose members were looked up already: many importers can be asked about one zip at little cost."""

    def __init__(self, source: ReadingSource, members: ZipMembers) -> None:
        self.name = source.name
        self.size = source.size
        self.open = source.open
        self.members = members


@contextmanager
def open_zip(source: ReadingSource) -> Iterator[ZipMembers]:
    """The members of ``source``; raises ArchiveDamaged or ArchiveTooLarge."""
    if isinstance(source, OpenedZip):
        yield source.members
        return
    with source.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except _ZIP_ERRORS as error:
            raise errors.ArchiveDamaged(name=source.name) from error
        with archive:
            yield ZipMembers(archive, source.name)


def zip_names(source: ReadingSource) -> tuple[str, ...]:
    """The names of a zip for recognising; () where it cannot be opened."""
    try:
        with open_zip(source) as members:
            return members.names
    except errors.ReadingError:
        return ()


def is_zip(untrusted_head: bytes) -> bool:
    """Whether the bytes begin like a zip with something in it."""
    return untrusted_head.startswith(b"PK\x03\x04")


def is_safe_name(untrusted_name: str) -> bool:
    """Whether a name inside a container stays inside: no ``..``, no root, no drive, no control signs."""
    path = untrusted_name.replace("\\", "/")
    outside = path.startswith("/") or _DRIVE.match(path) or ".." in path.split("/")
    return bool(path) and not outside and not _CONTROL.search(path)


def _check_limits(infos: list[zipfile.ZipInfo], name: str) -> None:
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if len(infos) > MOST_MEMBERS or total > LARGEST_TOTAL or _is_bomb(total, packed):
        raise errors.ArchiveTooLarge(name=name)
    if any(info.file_size > LARGEST_MEMBER or _is_bomb(info.file_size, info.compress_size) for info in infos):
        raise errors.ArchiveTooLarge(name=name)


def _is_bomb(size: int, packed: int) -> bool:
    return size > RATIO_COUNTS_FROM and size > HIGHEST_RATIO * max(packed, 1)


def _name_of(info: zipfile.ZipInfo) -> str:
    # Python reads names without the UTF-8 flag as cp437; phones often write UTF-8 and forget the flag.
    if info.flag_bits & _UTF8_NAME:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode()
    except UnicodeError:
        return info.orig_filename


class _MemberStream(io.RawIOBase):
    def __init__(self, stream: IO[bytes], size: int, source_name: str) -> None:
        self._stream = stream
        self._left = size
        self._source_name = source_name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._stream.read(min(len(buffer), self._left + 1))
        except _ZIP_ERRORS as error:
            raise errors.ArchiveDamaged(name=self._source_name) from error
        if len(piece) > self._left:
            raise errors.ArchiveTooLarge(name=self._source_name)
        self._left -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        super().close()
