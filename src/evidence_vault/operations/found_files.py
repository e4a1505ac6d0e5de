# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists the files behind the paths a person gave: folders in order, no link followed, litter left out."""

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evidence_vault.errors import EvidenceVaultError, SourceMissing, SourceNotAFile, SourceOnlineOnly, SourceUnreadable
from evidence_vault.records import FailedImport, SkippedImport
from evidence_vault.safe_files import is_litter, is_litter_folder
from evidence_vault.vault.lost_disk import says_gone

ICLOUD_ENDING = ".icloud"
_DATALESS = 0x40000000  # macOS: SF_DATALESS, a file of iCloud Drive, Dropbox and others whose bytes are elsewhere
_RECALLED_ON_ACCESS = 0x00400000 | 0x00001000  # Windows: RECALL_ON_DATA_ACCESS, OFFLINE


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to add. ``shown`` is its name for lists; ``folder`` where it lay, from the folder given on."""

    path: Path
    shown: str
    folder: str
    size: int


@dataclass(slots=True)
class Found:
    """What the given paths hold; each thing stands in exactly one list."""

    files: list[FoundFile] = field(default_factory=list)
    failed: list[FailedImport] = field(default_factory=list)
    skipped: list[SkippedImport] = field(default_factory=list)


def find_files(paths: Sequence[Path], own_vault: Path | None, check: Callable[[], None], found: Found) -> None:
    """Enter everything behind ``paths`` in ``found``; ``own_vault`` is never walked into.

    ``check`` is called at every folder and may raise to stop.
    """
    for path in paths:
        _Walk(found, own_vault, check).given(path)


def text_of_name(name: str) -> str:
    """A file's name as text: bytes that are not UTF-8 become replacement signs (they have no JSON)."""
    return os.fsencode(name).decode("utf-8", "replace")


class _Walk:
    def __init__(self, found: Found, own_vault: Path | None, check: Callable[[], None]) -> None:
        self._found = found
        self._own_vault = own_vault
        self._check = check

    def given(self, path: Path) -> None:
        """A path the person named: a link of their own choosing is followed."""
        shown = text_of_name(path.name or str(path))
        try:
            status = path.stat()
        except OSError as error:
            self._fail(shown, _named(error, path, shown))
            return
        if stat.S_ISDIR(status.st_mode):
            self._folder(path, text_of_name(path.resolve().name))
        else:
            self._file(path, shown, text_of_name(path.absolute().parent.name), status)

    def _folder(self, folder: Path, shown: str) -> None:
        self._check()
        if self._own_vault and _same(folder, self._own_vault):
            self._skip(shown, "SKIPPED_THIS_VAULT")
            return
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._fail(shown, _named(error, folder, shown))
            return
        if not listed:
            self._skip(shown, "SKIPPED_EMPTY_FOLDER")
        for entry in listed:
            self._entry(entry, shown)

    def _entry(self, entry: "os.DirEntry[str]", folder: str) -> None:
        name = text_of_name(entry.name)
        shown = f"{folder}/{name}"
        if entry.is_symlink():
            self._skip(shown, "SKIPPED_LINK")
        elif is_litter_folder(entry.name):
            self._skip(shown, "SKIPPED_LITTER")
        elif entry.is_dir(follow_symlinks=False):
            self._folder(Path(entry.path), shown)
        elif is_litter(name):
            self._skip(shown, "SKIPPED_LITTER")
        else:
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError as error:
                self._fail(shown, _named(error, Path(entry.path), shown))
                return
            self._file(Path(entry.path), shown, folder, status)

    def _file(self, path: Path, shown: str, folder: str, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            self._fail(shown, SourceNotAFile(name=shown))
        elif _is_placeholder(path, status):
            self._fail(shown, SourceOnlineOnly(name=shown))
        else:
            self._found.files.append(FoundFile(path, shown, folder, status.st_size))

    def _fail(self, shown: str, error: EvidenceVaultError) -> None:
        self._found.failed.append(FailedImport(shown, error.code, error.facts))

    def _skip(self, shown: str, reason: str) -> None:
        self._found.skipped.append(SkippedImport(shown, reason))


def _named(error: OSError, path: Path, shown: str) -> EvidenceVaultError:
    if says_gone(error):
        return SourceMissing(name=shown)
    if path.is_symlink():
        return SourceNotAFile(name=shown)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return SourceMissing(name=shown)
    return SourceUnreadable(name=shown)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _is_placeholder(path: Path, status: os.stat_result) -> bool:
    attributes = getattr(status, "st_file_attributes", 0)
    is_icloud = path.name.startswith(".") and path.name.endswith(ICLOUD_ENDING)
    is_dataless = bool(getattr(status, "st_flags", 0) & _DATALESS)
    return is_icloud or is_dataless or bool(attributes & _RECALLED_ON_ACCESS)
