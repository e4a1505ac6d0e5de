# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens a package, folder or zip, for reading only. Nothing is unpacked, no link is followed.

Everything in a package is a stranger's: names become known paths here or findings.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from evidence_vault import errors
from evidence_vault.package import manifest
from evidence_vault.package.findings import FindingList
from evidence_vault.package.names import colliding, is_safe_path
from evidence_vault.package.zip_content import open_entry
from evidence_vault.package.zip_structure import DEFLATED, MOST_FILES, ZipEntry, read_zip_entries

HANDOVER_ENTRY = "package.zip"
_MARKS = (manifest.DECLARATION, manifest.MANIFEST, manifest.TAG_MANIFEST)
_NOT_BLOCKING = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class OpenPackage(Protocol):
    """A package being read. ``sizes``: path from the bag to bytes, of every file that may be read."""

    name: str
    sizes: dict[str, int]
    findings: FindingList

    def open(self, path: str) -> BinaryIO:
        """The bytes of a file of ``sizes``, unbuffered. Raises OSError."""


def open_package(path: Path) -> OpenPackage:
    """Open a package. Raises SourceMissing, SourceUnreadable, NotAPackage, NeedsUnpacking, PackageTooLarge,
    ArchiveDamaged."""
    try:
        package = FolderPackage(path) if path.is_dir() else ZipPackage(path)
    except FileNotFoundError as error:
        raise errors.SourceMissing(name=path.name) from error
    except OSError as error:
        raise errors.SourceUnreadable(name=path.name) from error
    _note_bad_names(package)
    return package


def read_small(package: OpenPackage, path: str, most: int = manifest.MOST_BYTES_AT_ONCE) -> bytes | None:
    """A whole file; None where it is absent or unreadable (a finding). Raises PackageTooLarge."""
    if path not in package.sizes:
        return None
    if package.sizes[path] > most:
        raise errors.PackageTooLarge(name=package.name)
    try:
        with package.open(path) as stream:
            return b"".join(iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        package.findings.problem("FILE_UNREADABLE", path)
        return None


class FolderPackage:
    """A bag that is a folder."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.findings = FindingList()
        self.root = _bag_folder(path)
        self.sizes = dict(self._walk())

    def open(self, path: str) -> BinaryIO:
        """See ``OpenPackage``."""
        descriptor = os.open(self.root.joinpath(*path.split("/")), os.O_RDONLY | _NOT_BLOCKING)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError("not a plain file")
        return cast(BinaryIO, os.fdopen(descriptor, "rb", buffering=0))

    def _walk(self) -> Iterator[tuple[str, int]]:
        """Every plain file below the bag; links and devices become findings and are not entered."""
        folders = [""]
        seen = 0
        while folders:
            folder = folders.pop()
            with os.scandir(self.root / folder) as entries:
                for entry in entries:
                    seen += 1
                    if seen > MOST_FILES:
                        raise errors.PackageTooLarge(name=self.name)
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    status = entry.stat(follow_symlinks=False)
                    if _is_link(status):
                        self.findings.problem("LINK_IN_PACKAGE", path)
                    elif stat.S_ISDIR(status.st_mode):
                        folders.append(path)
                    elif stat.S_ISREG(status.st_mode):
                        yield path, status.st_size
                    else:
                        self.findings.problem("ODD_FILE", path)


class ZipPackage:
    """A bag in a plain zip."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.findings = FindingList()
        self._path = path
        self._entries: dict[str, ZipEntry] = {}
        with path.open("rb") as file:
            entries = read_zip_entries(file, path.name, self.findings)
        self._refuse_handover(entries)
        self._keep(entries)
        self.sizes = {name: entry.size for name, entry in self._entries.items()}

    def open(self, path: str) -> BinaryIO:
        """See ``OpenPackage``."""
        return cast(BinaryIO, open_entry(self._path, self._entries[path]))

    def _refuse_handover(self, entries: list[ZipEntry]) -> None:
        alone = len(entries) == 1 and entries[0].untrusted_name == HANDOVER_ENTRY
        if alone or any(entry.is_encrypted for entry in entries):
            raise errors.NeedsUnpacking(name=self.name)

    def _keep(self, entries: list[ZipEntry]) -> None:
        top = _top_folder(entries, self.name)
        packed_again = False
        for entry in entries:
            packed_again |= entry.has_extra or entry.is_folder or entry.method == DEFLATED
            if entry.is_folder and not entry.size:
                continue
            if not entry.is_plain or entry.is_folder:
                self.findings.problem("LINK_IN_PACKAGE", entry.untrusted_name)
            elif not entry.untrusted_name.startswith(top):
                self.findings.problem("FILE_EXTRA", entry.untrusted_name)
            else:
                self._keep_file(entry.untrusted_name[len(top) :], entry)
        if packed_again:
            self.findings.note("ZIP_REPACKED", self.name)

    def _keep_file(self, path: str, entry: ZipEntry) -> None:
        if path in self._entries:
            self.findings.problem("DUPLICATE_ENTRY", path)
        self._entries[path] = entry


def _bag_folder(path: Path) -> Path:
    """``path``, or the one folder in it: unpacking a zip often makes a folder around the folder."""
    if _has_mark(path):
        return path
    inside = list(_first_names(path, 2))
    if len(inside) == 1 and not (path / inside[0]).is_symlink() and _has_mark(path / inside[0]):
        return path / inside[0]
    raise errors.NotAPackage(name=path.name)


def _has_mark(folder: Path) -> bool:
    return any((folder / mark).is_file() for mark in _MARKS)


def _first_names(folder: Path, most: int) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for _, entry in zip(range(most), entries, strict=False):
            yield entry.name


def _top_folder(entries: list[ZipEntry], name: str) -> str:
    """The prefix of the bag's entries: the first folder (or none) that holds one of the bag's lists."""
    names = {entry.untrusted_name for entry in entries}
    tops = {untrusted.partition("/")[0] + "/" for untrusted in names if "/" in untrusted}
    for top in ["", *sorted(tops)]:
        if any(top + mark in names for mark in _MARKS):
            return top
    raise errors.NotAPackage(name=name)


def _is_link(status: os.stat_result) -> bool:
    attributes = getattr(status, "st_file_attributes", 0)
    return stat.S_ISLNK(status.st_mode) or bool(attributes & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0x400))


def _note_bad_names(package: OpenPackage) -> None:
    for path in package.sizes:
        if not is_safe_path(path):
            package.findings.problem("NAME_UNSAFE", path)
        if manifest.is_nested_bag(path):
            package.findings.problem("NESTED_BAG", path)
    for path in colliding(package.sizes):
        package.findings.problem("NAMES_COLLIDE", path)
