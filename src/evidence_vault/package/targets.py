# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a package is built: a folder or a plain zip, under a temporary name beside its place, whole or not at all."""

import hashlib
import os
import secrets
import shutil
import zipfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from evidence_vault import errors, safe_files
from evidence_vault.hashing import READ_SIZE, read_pieces
from evidence_vault.progress import Progress

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_FILE_MODE = 0o100644
_UNIX = 3
MOST_OPEN = 16
"""Files that may wait for the disk at a time."""
_NEEDS_ZIP64 = 0xFFFFFFFF - (1 << 20)


class Target(Protocol):
    """Takes the files of a package one by one."""

    def add(self, path: str, source: BinaryIO, progress: Progress) -> tuple[str, int]:
        """Write one file (``path`` from the bag); SHA-256 in hexadecimal, and bytes."""


@contextmanager
def new_folder_package(place: Path) -> Iterator[Target]:
    """Build a folder; it stands at ``place`` when the block ends well, else nothing does."""
    temporary = _beside(place)
    with safe_files.destination_errors(place):
        temporary.mkdir(mode=0o700)
    try:
        with ThreadPoolExecutor(1) as flusher:
            folder = _Folder(temporary, place, flusher)
            yield folder
            folder.wait()
        with safe_files.destination_errors(place):
            for inside, _, _ in os.walk(temporary):
                safe_files.flush_folder(Path(inside))
            _refuse_existing(place)
            temporary.rename(place)
            safe_files.flush_folder(place.parent)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


@contextmanager
def new_zip_package(place: Path, top: str) -> Iterator[Target]:
    """Build a zip with the one folder ``top``; it stands at ``place`` when the block ends well, else nothing."""
    _refuse_existing(place)
    with safe_files.new_file(place) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        yield _Zip(archive, top, place)
        archive.filelist.sort(key=lambda entry: entry.filename.encode())


def refuse_bad_destination(place: Path) -> None:
    """Raise DestinationExists, SourceMissing, DestinationUnwritable, DestinationFailed before any work is done."""
    with safe_files.destination_errors(place):
        _refuse_existing(place)
        if not place.parent.is_dir():
            raise errors.SourceMissing(name=place.parent.name)
        if not os.access(place.parent, os.W_OK):
            raise errors.DestinationUnwritable(name=place.parent.name)


class _Folder:
    """Files are flushed to the disk by a second thread, while the next one is read and hashed."""

    def __init__(self, root: Path, place: Path, flusher: ThreadPoolExecutor) -> None:
        self._root = root
        self._place = place
        self._flusher = flusher
        self._flushing: deque[Future[None]] = deque()

    def add(self, path: str, source: BinaryIO, progress: Progress) -> tuple[str, int]:
        target = self._root.joinpath(*path.split("/"))
        with safe_files.destination_errors(self._place):
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = safe_files.open_new(target)
        try:
            result = _copy(source, file, self._place, progress)
        except BaseException:
            with suppress(OSError):
                file.close()
            raise
        self._flushing.append(self._flusher.submit(_flush_and_close, file))
        self.wait(MOST_OPEN)
        return result

    def wait(self, most: int = 0) -> None:
        """Until at most ``most`` files are still on their way to the disk. Raises DiskFull and kin."""
        while len(self._flushing) > most:
            with safe_files.destination_errors(self._place):
                self._flushing.popleft().result()


def _flush_and_close(file: BinaryIO) -> None:
    with file:
        safe_files.flush_to_disk(file)


class _Zip:
    def __init__(self, archive: zipfile.ZipFile, top: str, place: Path) -> None:
        self._archive = archive
        self._top = top
        self._place = place

    def add(self, path: str, source: BinaryIO, progress: Progress) -> tuple[str, int]:
        entry = zipfile.ZipInfo(f"{self._top}/{path}", _ZIP_DATE)
        entry.create_system = _UNIX  # the same bytes on every system
        entry.external_attr = _FILE_MODE << 16
        with self._archive.open(entry, "w", force_zip64=_is_large(source)) as file:
            return _copy(source, file, self._place, progress)


def _copy(source: BinaryIO, target: object, place: Path, progress: Progress) -> tuple[str, int]:
    """Copy and hash; long files are hashed by a second thread while they are written."""
    digest = hashlib.sha256()
    size = 0
    with ThreadPoolExecutor(1) as hasher:
        hashed: Future[None] | None = None
        for piece in read_pieces(source):
            if hashed is not None:
                hashed.result()
            # A long file's piece is hashed while it is written and the next one is read.
            hashed = hasher.submit(digest.update, piece) if len(piece) == READ_SIZE else None
            with safe_files.destination_errors(place):
                target.write(piece)  # type: ignore[attr-defined] # a binary file of ours
            if hashed is None:
                digest.update(piece)
            size += len(piece)
            progress.raise_if_cancelled()
    return digest.hexdigest(), size


def _is_large(source: BinaryIO) -> bool:
    """Whether Zip64 sizes are needed; a stream that cannot tell its size gets them."""
    if not source.seekable():
        return True
    size = source.seek(0, os.SEEK_END)
    source.seek(0)
    return size >= _NEEDS_ZIP64


def _beside(place: Path) -> Path:
    return place.with_name(f".{secrets.token_hex(8)}.part")


def _refuse_existing(place: Path) -> None:
    if os.path.lexists(place):
        raise errors.DestinationExists(name=place.name)
