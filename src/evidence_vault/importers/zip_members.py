# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies inside a stranger's zip, within limits and without names that could leave their folder."""

import io
import re
import stat
import struct
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO

from evidence_vault import errors
from evidence_vault.importers.text_lines import chinese_name
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
_TOLD_NAME = 0x7075
_EXTRA_HEAD = struct.Struct("<HH")
_TOLD_HEAD = struct.Struct("<BI")
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class ArchiveMembers(ABC):
    """The usable files of a container: ``names`` in its order; ``left_out`` with a warning code each."""

    def __init__(self) -> None:
        self._sizes: dict[str, int] = {}
        self.left_out: list[tuple[str, str]] = []

    @property
    def names(self) -> tuple[str, ...]:
        """The strangers' names, checked to stay inside."""
        return tuple(self._sizes)

    def size(self, name: str) -> int:
        """Bytes of ``name`` unpacked, as the container says."""
        return self._sizes[name]

    @abstractmethod
    def open(self, name: str) -> BinaryIO:
        """The unpacked bytes, never more than was said."""

    def member(self, name: str) -> Member:
        """``name`` as a member to hand over; usable while the container is open."""
        return Member(name, self.size(name), lambda: self.open(name))

    def sort_in(self, name: str, size: int, *, is_file: bool, is_locked: bool = False) -> bool:
        """Take ``name`` into ``names``, or leave it out and say why. Returns whether it was taken."""
        *folders, own = name.replace("\\", "/").split("/")
        code = None
        if is_litter(own) or any(is_litter_folder(folder) for folder in folders):
            code = "MEMBER_LITTER"
        elif not is_file or not is_safe_name(name):
            code = "MEMBER_UNSAFE"
        elif is_locked:
            code = "MEMBER_ENCRYPTED"
        elif name in self._sizes:
            code = "MEMBER_TWICE"
        if code:
            self.left_out.append((code, name))
            return False
        self._sizes[name] = size
        return True


class ZipMembers(ArchiveMembers):
    """The usable files of a zip, in the order of its directory."""

    def __init__(self, archive: zipfile.ZipFile, source_name: str) -> None:
        super().__init__()
        self._archive = archive
        self._source_name = source_name
        self._infos: dict[str, zipfile.ZipInfo] = {}
        _check_limits(archive.infolist(), source_name)
        for info in archive.infolist():
            name = _name_of(info)
            is_link = stat.S_ISLNK(info.external_attr >> 16)
            is_locked = bool(info.flag_bits & _ENCRYPTED)
            if not name.endswith("/") and self.sort_in(name, info.file_size, is_file=not is_link, is_locked=is_locked):
                self._infos[name] = info

    def open(self, name: str) -> BinaryIO:
        """The unpacked bytes; reading raises ArchiveDamaged where they are broken, and never gives more than said."""
        info = self._infos[name]
        try:
            stream = self._archive.open(info)
        except _ZIP_ERRORS as error:
            raise errors.ArchiveDamaged(name=self._source_name) from error
        return io.BufferedReader(_MemberStream(stream, info.file_size, self._source_name), 1 << 20)


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
    """The name as its writer meant it: told in UTF-8 beside it, else in UTF-8 without the flag, else in Chinese.

    Python reads names without the flag as cp437. Phones often write UTF-8 and forget the flag; Windows in Chinese
    writes GBK, and archivers add the name in UTF-8 (APPNOTE.TXT 4.6.9) for the name with the same checksum.
    """
    if info.flag_bits & _UTF8_NAME:
        return info.orig_filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeError:
        return info.orig_filename
    if raw.isascii():
        return info.orig_filename
    if (told := _told_name(info.extra, raw)) is not None:
        return told
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return chinese_name(raw) or info.orig_filename


def _told_name(extra: bytes, raw: bytes) -> str | None:
    """The name in the extra field for names in UTF-8, where it is that of ``raw``."""
    while len(extra) >= _EXTRA_HEAD.size:
        number, size = _EXTRA_HEAD.unpack_from(extra)
        field, extra = extra[_EXTRA_HEAD.size : _EXTRA_HEAD.size + size], extra[_EXTRA_HEAD.size + size :]
        if number == _TOLD_NAME and len(field) > _TOLD_HEAD.size:
            _, checksum = _TOLD_HEAD.unpack_from(field)
            if checksum != zlib.crc32(raw):
                return None
            try:
                return field[_TOLD_HEAD.size :].decode()
            except UnicodeDecodeError:
                return None
    return None


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
