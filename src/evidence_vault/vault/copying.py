# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies one file of a vault durably to another disk, and tells whether a blob is there already."""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from evidence_vault import errors
from evidence_vault.hashing import READ_SIZE
from evidence_vault.vault.blob_format import FOOTER_SIZE, HEADER_SIZE
from evidence_vault.vault.durable import Disk, drop, storage_errors
from evidence_vault.vault.layout import PART_SUFFIX


def same_blob(source: Path, place: Path) -> bool:
    """Whether ``place`` holds the very file ``source``: the size, the random key id in front and the end agree.

    What lies between is not compared here: that is what checking a copy is for.
    """
    try:
        if source.stat().st_size != place.stat().st_size:
            return False
        return _ends(source) == _ends(place)
    except OSError:
        return False


def same_bytes(source: Path, place: Path) -> bool:
    """Whether both files hold the same bytes; a file that cannot be read to its end holds others."""
    try:
        with source.open("rb") as one, place.open("rb") as other:
            return hashlib.file_digest(one, "sha256").digest() == hashlib.file_digest(other, "sha256").digest()
    except OSError:
        return False


def copy_durably(
    disk: Disk, source: Path, place: Path, temporary_folder: Path, go_on: Callable[[int], None]
) -> tuple[str, int]:
    """Copy ``source`` to ``place`` in one step, over what is there; SHA-256 (hex) and size of what was copied.

    The caller makes the name durable. ``go_on`` is told the bytes so far and may raise. Raises SourceUnreadable,
    DiskFull, VaultReadOnly, StorageFailed; then ``place`` is as it was.
    """
    temporary = temporary_folder / f"{secrets.token_hex(16)}{PART_SUFFIX}"
    digest, size = hashlib.sha256(), 0
    try:
        with storage_errors(place.parent.parent.parent):
            with disk.create(temporary) as file:
                for piece in _pieces(source):
                    disk.write(file, piece)
                    digest.update(piece)
                    size += len(piece)
                    go_on(size)
                disk.make_read_only(temporary)
                disk.set_day(temporary)
                disk.flush(file)
            disk.rename(temporary, place)
    except BaseException:
        drop(temporary)
        raise
    return digest.hexdigest(), size


def forget_cached(path: Path) -> None:
    """Ask the system to read ``path`` from the disk next time, where it can; a hint, no promise."""
    if not hasattr(os, "posix_fadvise"):
        return
    with suppress(OSError), path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _pieces(source: Path) -> Iterator[bytes]:
    try:
        with source.open("rb") as file:
            while piece := file.read(READ_SIZE):
                yield piece
    except OSError as error:
        raise errors.SourceUnreadable(name=source.name) from error


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(HEADER_SIZE)
        file.seek(-FOOTER_SIZE, os.SEEK_END)
        return head, file.read(FOOTER_SIZE)
