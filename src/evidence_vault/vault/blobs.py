# SPDX-License-Identifier: GPL-3.0-or-later
"""The contents of a vault: stored once, under a keyed name, never written again (docs/formats/vault.md, "Blob")."""

import hashlib
import hmac
import io
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from evidence_vault import errors
from evidence_vault.crypto.sealed_stream import SealedReader, open_sealed_bytes, sealed_size
from evidence_vault.hashing import READ_SIZE
from evidence_vault.progress import Progress, Silent
from evidence_vault.records import Finding, Severity, StoredContent
from evidence_vault.vault.blob_format import (
    FOOTER_SIZE,
    HEADER_SIZE,
    BlobMeta,
    blob_key,
    content_context,
    content_id_of,
    is_content_id,
    key_id_of_header,
    meta_context,
    parse_meta,
    sizes_of_footer,
)
from evidence_vault.vault.blob_writing import BlobWriter, WrittenBlob
from evidence_vault.vault.durable import DISK, Disk, drop, storage_errors
from evidence_vault.vault.layout import BLOB_SUFFIX, PART_SUFFIX, VaultLayout
from evidence_vault.vault.lost_disk import raise_if_gone, reading_errors
from evidence_vault.vault.padding import END_SIZE, padded_size, size_from_end
from evidence_vault.vault.pipeline import run_stages, usable_cores

READ_BUFFER = 128 * 1024
LARGEST_OVERHEAD = 8192
SMALLEST_HASHED_BESIDE = 4 << 20
HASHED_AT_ONCE = 512 << 10
"""Small enough that what was opened is still in the processor's cache when it is hashed."""
ROOM_LEFT = 16 << 20
"""Never filled by contents, so that journal and index can always be closed (decisions/0013)."""


class BlobStore:
    """Stores and reads contents in the vault at ``folder``."""

    def __init__(
        self, folder: Path, blob_root_key: bytes, content_id_key: bytes, vault_id: bytes, disk: Disk = DISK
    ) -> None:
        self._layout = VaultLayout(folder)
        self._blob_root_key = blob_root_key
        self._content_id_key = content_id_key
        self._vault_id = vault_id
        self._disk = disk

    def store(
        self, source: BinaryIO, *, progress: Progress | None = None, expected_size: int | None = None
    ) -> StoredContent:
        """Store ``source`` from where it stands to its end; durable when this returns.

        Raises DiskFull before and while writing, VaultReadOnly, StorageFailed, SourceChanged (fewer or more bytes
        than ``expected_size``), SourceUnreadable, and what ``source`` and ``progress`` raise. Nothing is left then.
        """
        self._refuse_without_room(expected_size or 0)
        temporary = self._layout.temporary / f"{secrets.token_hex(16)}{PART_SUFFIX}"
        try:
            written = self._write(temporary, source, progress or Silent(), expected_size)
            return self._put_in_place(temporary, written)
        except BaseException:
            drop(temporary)
            raise

    def _write(self, temporary: Path, source: BinaryIO, progress: Progress, expected_size: int | None) -> WrittenBlob:
        writer = BlobWriter(self._disk, temporary, self._vault_id, self._blob_root_key)
        written = writer.write(source, progress, expected_size)
        if expected_size is not None and written.size != expected_size:
            raise errors.SourceChanged(name=Path(str(getattr(source, "name", ""))).name)
        return written

    def _put_in_place(self, temporary: Path, written: WrittenBlob) -> StoredContent:
        content_id = content_id_of(self._content_id_key, written.sha256)
        stored = StoredContent(content_id, written.sha256.hex(), written.size, False, written.stored_sha256)
        place = self._layout.blob(content_id)
        with reading_errors(self._layout.folder):
            is_there = place.exists()
        if is_there:
            if not self.verify(content_id):
                self._disk.remove(temporary)
                return StoredContent(content_id, stored.sha256, stored.size, True, self.stored_sha256(content_id))
            self.set_aside(content_id)
        with storage_errors(self._layout.folder):
            if not place.parent.is_dir():
                self._disk.make_folder(place.parent)
                self._disk.flush_folder(self._layout.blobs)
            self._disk.rename(temporary, place)
            self._disk.flush_folder(place.parent)
        return stored

    def open(self, content_id: str) -> BinaryIO:
        """The content, seekable. Raises BlobMissing, BlobDamaged (also while reading, where a chunk is damaged).

        An item whose bytes were erased has the id "": ContentErased.
        """
        file = self._open_file(content_id)
        try:
            with self._named(content_id):
                meta, reader = self._open_streams(file, content_id)
        except BaseException:
            file.close()
            raise
        named = _Named(reader, lambda: self._named(content_id))
        return cast("BinaryIO", io.BufferedReader(named, min(READ_BUFFER, meta.size + 1)))

    def meta(self, content_id: str) -> BlobMeta:
        """SHA-256 and sizes as the blob says, for adopting one without an entry. Raises BlobMissing, BlobDamaged."""
        with self._named(content_id), self._open_file(content_id) as file:
            return self._open_streams(file, content_id)[0]

    def verify(self, content_id: str, progress: Progress | None = None) -> list[Finding]:
        """Read every byte: seals, padding, hash and name. Empty when all fit; else BLOB_DAMAGED or BLOB_MISSING.

        Raises StorageGone: of a vault out of reach nothing is claimed.
        """
        try:
            with self._open_file(content_id) as file:
                self._check_all(file, content_id, progress or Silent())
        except errors.BlobMissing:
            return [Finding("BLOB_MISSING", Severity.PROBLEM, content_id, {"content_id": content_id})]
        except OSError as error:
            raise_if_gone(self._layout.folder, error)
            return [Finding("BLOB_DAMAGED", Severity.PROBLEM, content_id, {"content_id": content_id})]
        except (errors.SealBroken, errors.BlobDamaged):
            return [Finding("BLOB_DAMAGED", Severity.PROBLEM, content_id, {"content_id": content_id})]
        return []

    def stored_sha256(self, content_id: str) -> str:
        """SHA-256 (hexadecimal) of the file as it is stored. Raises BlobMissing, StorageGone, StorageFailed."""
        with reading_errors(self._layout.folder), self._open_file(content_id) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]

    def ids(self) -> Iterator[str]:
        """The content ids whose files are there, sorted; other files in ``blobs`` are not ours to name."""
        with reading_errors(self._layout.folder):
            for folder in sorted(self._layout.blobs.iterdir()):
                for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                    if path.suffix == BLOB_SUFFIX and is_content_id(path.stem) and path.stem[0] == folder.name:
                        yield path.stem

    def set_aside(self, content_id: str) -> Path:
        """Move a damaged blob to quarantine; its new path. Raises DiskFull, VaultReadOnly, StorageFailed."""
        place = self._layout.blob(content_id)
        aside = self._layout.quarantine / f"{content_id}.{secrets.token_hex(4)}{BLOB_SUFFIX}"
        with storage_errors(self._layout.folder):
            self._disk.rename(place, aside)
            self._disk.flush_folder(self._layout.quarantine)
            self._disk.flush_folder(place.parent)
        return aside

    def _refuse_without_room(self, size: int) -> None:
        needed = sealed_size(padded_size(size)) + LARGEST_OVERHEAD
        with reading_errors(self._layout.folder):
            free = shutil.disk_usage(self._layout.folder).free
        if free < needed + ROOM_LEFT:
            raise errors.DiskFull(needed=needed, free=free)

    def _open_file(self, content_id: str) -> BinaryIO:
        if not content_id:
            raise errors.ContentErased
        if not is_content_id(content_id):
            raise errors.BlobMissing(content_id=content_id)
        try:
            return self._layout.blob(content_id).open("rb")
        except FileNotFoundError as error:
            raise_if_gone(self._layout.folder, error)
            raise errors.BlobMissing(content_id=content_id) from error
        except OSError as error:
            raise_if_gone(self._layout.folder, error)
            raise errors.BlobDamaged(content_id=content_id) from error

    @contextmanager
    def _named(self, content_id: str) -> Iterator[None]:
        """What does not open, or cannot be read, is named as damage of that blob; a lost disk as what it is."""
        try:
            yield
        except errors.SealBroken as error:
            raise errors.BlobDamaged(content_id=content_id) from error
        except OSError as error:
            raise_if_gone(self._layout.folder, error)
            raise errors.BlobDamaged(content_id=content_id) from error

    def _open_streams(self, file: BinaryIO, content_id: str, *, padding: bool = False) -> tuple[BlobMeta, SealedReader]:
        size = os.fstat(file.fileno()).st_size
        if size < HEADER_SIZE + FOOTER_SIZE:
            raise errors.SealBroken
        header = file.read(HEADER_SIZE)
        key = blob_key(self._blob_root_key, key_id_of_header(header, self._vault_id))
        file.seek(size - FOOTER_SIZE)
        content_size, meta_size = sizes_of_footer(file.read(FOOTER_SIZE), size)
        file.seek(HEADER_SIZE + content_size)
        meta = parse_meta(open_sealed_bytes(key, meta_context(header), file.read(meta_size)), content_size)
        if content_id_of(self._content_id_key, bytes.fromhex(meta.sha256)) != content_id:
            raise errors.SealBroken
        visible = None if padding else meta.size
        context = content_context(header)
        reader = SealedReader(file, key, context, start=HEADER_SIZE, sealed_size=content_size, visible_size=visible)
        return meta, reader

    def _check_all(self, file: BinaryIO, content_id: str, progress: Progress) -> None:
        meta, reader = self._open_streams(file, content_id, padding=True)
        digest = hashlib.sha256()

        def tell() -> None:
            progress.report(reader.tell(), meta.size)
            progress.raise_if_cancelled()

        if meta.size < SMALLEST_HASHED_BESIDE or usable_cores() == 1:
            buffer = memoryview(bytearray(min(HASHED_AT_ONCE, meta.size)))
            while reader.tell() < meta.size:
                digest.update(buffer[: reader.readinto(buffer[: meta.size - reader.tell()])])
                tell()
        else:  # hashing takes longer than opening the seals: both at once
            run_stages(lambda room: reader.readinto(room[: meta.size - reader.tell()]), [digest.update], tell)
        if not hmac.compare_digest(digest.hexdigest(), meta.sha256):
            raise errors.SealBroken
        _check_padding(reader, meta)


def _check_padding(reader: SealedReader, meta: BlobMeta) -> None:
    while zeros := reader.read(min(READ_SIZE, meta.padded_size - END_SIZE - reader.tell())):
        if zeros.count(0) != len(zeros):
            raise errors.SealBroken
    if size_from_end(reader.read(END_SIZE), meta.padded_size) != meta.size:
        raise errors.SealBroken


class _Named(io.RawIOBase):
    """The content of one blob; what goes wrong while it is read is named by ``naming``."""

    def __init__(self, reader: SealedReader, naming: Callable[[], AbstractContextManager[None]]) -> None:
        super().__init__()
        self._reader = reader
        self._naming = naming

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._reader.seek(offset, whence)

    def tell(self) -> int:
        return self._reader.tell()

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        with self._naming():
            return self._reader.readinto(buffer)

    def readall(self) -> bytes:
        return b"".join(iter(lambda: self.read(READ_SIZE), b""))

    def close(self) -> None:
        with suppress(OSError):  # a disk that is gone; what was read before holds
            self._reader.close()
        super().close()
