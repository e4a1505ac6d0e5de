# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the lists of a zip strictly: one way to understand it, or a finding (docs/formats/package.md §1).

Offsets and sizes are bytes. Written after PKWARE's APPNOTE 6.3.9, §4.3.
"""

import os
import stat
import struct
from dataclasses import dataclass, replace
from typing import BinaryIO

from evidence_vault import errors
from evidence_vault.package.findings import FindingList

MOST_FILES = 250_000
MOST_DIRECTORY_BYTES = 64 << 20
MOST_INFLATION = 100
INFLATION_ALLOWANCE = 16 << 20

STORED, DEFLATED = 0, 8
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _SIZES_FOLLOW = 0x0001, 0x0008
_UNIX = 3
_MAX32 = 0xFFFFFFFF
_LOCATOR_MARK = b"PK\x06\x07"


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One entry of the central directory. ``start`` is where its data begins, once it was looked up."""

    untrusted_name: str
    method: int
    flags: int
    packed_size: int
    size: int
    header_offset: int
    mode: int
    has_extra: bool
    start: int = 0

    @property
    def is_folder(self) -> bool:
        """Whether it only names a folder."""
        return self.untrusted_name.endswith("/")

    @property
    def is_encrypted(self) -> bool:
        """Whether a password is needed."""
        return bool(self.flags & _ENCRYPTED)

    @property
    def sizes_agree(self) -> bool:
        """Whether packed and own size can both be right."""
        return self.method != STORED or self.packed_size == self.size

    @property
    def is_plain(self) -> bool:
        """Whether it is a file or folder, no link or device."""
        kind = stat.S_IFMT(self.mode)
        return kind in {0, stat.S_IFREG, stat.S_IFDIR}


@dataclass(frozen=True, slots=True)
class _Directory:
    offset: int
    size: int
    entries: int
    end: int
    comment_size: int


def read_zip_entries(file: BinaryIO, name: str, findings: FindingList) -> list[ZipEntry]:
    """The entries in the order of the central directory, with oddities of the container as findings.

    Raises NotAPackage where it is no zip, ArchiveDamaged, PackageTooLarge.
    """
    size = file.seek(0, os.SEEK_END)
    directory = _find_directory(file, size, name)
    if directory.entries > MOST_FILES or directory.size > MOST_DIRECTORY_BYTES:
        raise errors.PackageTooLarge(name=name)
    entries = _read_directory(file, directory, name)
    if sum(entry.size for entry in entries) > MOST_INFLATION * size + INFLATION_ALLOWANCE:
        raise errors.PackageTooLarge(name=name)
    if directory.comment_size:
        findings.problem("ZIP_COMMENT", name, bytes=directory.comment_size)
    if directory.end + directory.comment_size != size:
        findings.problem("ZIP_TRAILING_DATA", name, bytes=size - directory.end - directory.comment_size)
    return _with_places(file, entries, directory, findings)


def _find_directory(file: BinaryIO, size: int, name: str) -> _Directory:
    tail_start = max(0, size - _END.size - 0xFFFF)
    tail = _read_at(file, tail_start, size - tail_start)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END.size:
        raise errors.NotAPackage(name=name)
    _, disk, start_disk, here, total, length, offset, comment_size = _END.unpack_from(tail, place)
    end = tail_start + place + _END.size
    if disk or start_disk or here != total or end + comment_size > size:
        raise errors.ArchiveDamaged(name=name)
    if _read_at(file, end - _END.size - _LOCATOR.size, 4) == _LOCATOR_MARK:
        return _find_directory64(file, end - _END.size, comment_size, name)
    directory = _Directory(offset, length, total, end, comment_size)
    return _checked(directory, end - _END.size, name)


def _find_directory64(file: BinaryIO, end_record: int, comment_size: int, name: str) -> _Directory:
    locator = _read_at(file, end_record - _LOCATOR.size, _LOCATOR.size)
    if len(locator) < _LOCATOR.size or not locator.startswith(_LOCATOR_MARK):
        raise errors.ArchiveDamaged(name=name)
    record = _LOCATOR.unpack(locator)[2]
    data = _read_at(file, record, _END64.size)
    if (
        len(data) < _END64.size
        or not data.startswith(b"PK\x06\x06")
        or record + _END64.size != end_record - _LOCATOR.size
    ):
        raise errors.ArchiveDamaged(name=name)
    *_, here, total, length, offset = _END64.unpack(data)
    if here != total:
        raise errors.ArchiveDamaged(name=name)
    directory = _Directory(offset, length, total, end_record + _END.size, comment_size)
    return _checked(directory, record, name)


def _checked(directory: _Directory, ends_at: int, name: str) -> _Directory:
    # A directory that does not end where the end record begins can be read in two ways: refused.
    if directory.offset + directory.size != ends_at:
        raise errors.ArchiveDamaged(name=name)
    return directory


def _read_directory(file: BinaryIO, directory: _Directory, name: str) -> list[ZipEntry]:
    data = _read_at(file, directory.offset, directory.size)
    entries: list[ZipEntry] = []
    position = 0
    while position < len(data):
        if len(data) - position < _CENTRAL.size or not data.startswith(b"PK\x01\x02", position):
            raise errors.ArchiveDamaged(name=name)
        fields = _CENTRAL.unpack_from(data, position)
        position += _CENTRAL.size
        lengths = fields[10:13]
        if position + sum(lengths) > len(data):
            raise errors.ArchiveDamaged(name=name)
        entries.append(_entry(fields, data[position : position + sum(lengths)], name))
        position += sum(lengths)
    if len(entries) != directory.entries:
        raise errors.ArchiveDamaged(name=name)
    return entries


def _entry(fields: tuple[int, ...], variable: bytes, name: str) -> ZipEntry:
    _, made_by, _, flags, method, _, _, _, packed_size, size, name_size, extra_size, comment_size = fields[:13]
    _, _, external, offset = fields[13:17]
    untrusted_name = variable[:name_size]
    extra = variable[name_size : name_size + extra_size]
    if method not in {STORED, DEFLATED} and not flags & _ENCRYPTED:
        raise errors.ArchiveDamaged(name=name)
    sizes, left = _widen(extra, (size, packed_size, offset), name)
    return ZipEntry(
        # Names of other writers may be UTF-8 or code page 437: the bytes stay tellable apart either way.
        untrusted_name=untrusted_name.decode("utf-8" if flags & 0x0800 else "cp437", "replace"),
        method=method,
        flags=flags,
        packed_size=sizes[1],
        size=sizes[0],
        header_offset=sizes[2],
        mode=external >> 16 if made_by >> 8 == _UNIX else 0,
        has_extra=left or bool(comment_size),
    )


def _widen(extra: bytes, sizes: tuple[int, int, int], name: str) -> tuple[list[int], bool]:
    """The Zip64 values in place of those that are full, and whether there is any other extra field."""
    wide = list(sizes)
    other = False
    while extra:
        kind, length = struct.unpack_from("<2H", extra.ljust(4, b"\xff"))
        body, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind != 1:
            other = True
            continue
        for place, value in enumerate(wide):
            if value == _MAX32:
                if len(body) < 8:
                    raise errors.ArchiveDamaged(name=name)
                wide[place], body = int.from_bytes(body[:8], "little"), body[8:]
    return wide, other


def _with_places(
    file: BinaryIO, entries: list[ZipEntry], directory: _Directory, findings: FindingList
) -> list[ZipEntry]:
    """Look up every local header; gaps, overlaps and differences are findings."""
    placed: dict[int, ZipEntry] = {}
    expected = 0
    for index, entry in sorted(enumerate(entries), key=lambda pair: pair[1].header_offset):
        start, agrees = _local_header(file, entry)
        if entry.header_offset > expected:
            findings.problem("ZIP_HIDDEN_DATA", entry.untrusted_name, bytes=entry.header_offset - expected)
        end = start + entry.packed_size
        if not (agrees and entry.sizes_agree and expected <= entry.header_offset and end <= directory.offset):
            findings.problem("ZIP_HEADERS_DIFFER", entry.untrusted_name)
        if entry.flags & _SIZES_FOLLOW:
            end += _descriptor_size(file, end)
        expected = max(expected, end)
        placed[index] = replace(entry, start=start)
    if expected < directory.offset:
        findings.problem("ZIP_HIDDEN_DATA", "", bytes=directory.offset - expected)
    return [placed[index] for index in range(len(entries))]


def _local_header(file: BinaryIO, entry: ZipEntry) -> tuple[int, bool]:
    """Where the data begins, and whether the local header says the same as the central directory."""
    data = _read_at(file, entry.header_offset, _LOCAL.size + 4 * len(entry.untrusted_name))  # UTF-8: at most 4 each
    if len(data) < _LOCAL.size or not data.startswith(b"PK\x03\x04"):
        return 0, False
    _, _, flags, method, _, _, _, packed_size, size, name_size, extra_size = _LOCAL.unpack_from(data)
    name = data[_LOCAL.size : _LOCAL.size + name_size]
    untrusted_name = name.decode("utf-8" if flags & 0x0800 else "cp437", "replace")
    same = untrusted_name == entry.untrusted_name and method == entry.method and flags == entry.flags
    if not flags & _SIZES_FOLLOW:
        same = same and size in {entry.size, _MAX32} and packed_size in {entry.packed_size, _MAX32}
    return entry.header_offset + _LOCAL.size + name_size + extra_size, same


def _descriptor_size(file: BinaryIO, place: int) -> int:
    """Bytes of a data descriptor (with the customary mark): 16, or 24 in Zip64; 12 without the mark."""
    data = _read_at(file, place, 28)
    if not data.startswith(b"PK\x07\x08"):
        return 12
    return 16 if data[16:18] == b"PK" else 24


def _read_at(file: BinaryIO, place: int, size: int) -> bytes:
    if not 0 <= place <= file.seek(0, os.SEEK_END):
        return b""
    file.seek(place)
    return file.read(size)
