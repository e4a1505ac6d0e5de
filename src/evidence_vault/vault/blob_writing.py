# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes one blob in one pass: read, hash, seal and write, read back (docs/formats/vault.md, "Write order").

The read-back opens every chunk from the system's cache and hashes the file as it is stored.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.cobblestone import Cobblestone256Decryptor
from cryptography.exceptions import InvalidTag

from evidence_vault import errors
from evidence_vault.crypto.sealed_stream import SEALED_CHUNK_SIZE, SealWriter, seal_bytes
from evidence_vault.progress import Progress
from evidence_vault.vault.blob_format import (
    HEADER_SIZE,
    KEY_ID_SIZE,
    BlobMeta,
    blob_footer,
    blob_header,
    blob_key,
    content_context,
    meta_bytes,
    meta_context,
)
from evidence_vault.vault.durable import Disk, storage_errors
from evidence_vault.vault.padding import ZERO_PIECE, padded_size, padding_end, zeros_needed
from evidence_vault.vault.pipeline import PIECE_SIZE, run_stages

FLUSH_EVERY = 32 << 20


@dataclass(frozen=True, slots=True)
class WrittenBlob:
    """A finished temporary file. ``sha256``: of the content (raw); ``stored_sha256``: of the file (hexadecimal)."""

    sha256: bytes
    size: int
    stored_sha256: str


class _Sink:
    """The target of the sealer: writes through the disk's seam and flushes now and then."""

    def __init__(self, disk: Disk, file: BinaryIO, place: Path) -> None:
        self._disk, self._file, self._place = disk, file, place
        self._unflushed = 0
        self.written = 0

    def write(self, data: bytes | bytearray | memoryview) -> int:
        with storage_errors(self._place):
            self._disk.write(self._file, data)
            self.written += len(data)
            self._unflushed += len(data)
            if self._unflushed >= FLUSH_EVERY:
                self._unflushed = 0
                self._disk.flush_data(self._file)
        return len(data)

    def complete(self, path: Path) -> None:
        """Make the finished file read-only, of the day only, and durable."""
        with storage_errors(self._place):
            self._disk.make_read_only(path)
            self._disk.set_day(path)
            self._disk.flush(self._file)


class _Source:
    """The stream that is stored; keeps count."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = 0

    def read_into(self, buffer: memoryview) -> int:
        """Fill ``buffer`` as far as the stream goes. Raises SourceUnreadable for the system's errors."""
        filled = 0
        while filled < len(buffer):
            count = self._read_some(buffer[filled:])
            if not count:
                break
            filled += count
        self.size += filled
        return filled

    def _read_some(self, buffer: memoryview) -> int:
        try:
            if hasattr(self._stream, "readinto"):
                return int(self._stream.readinto(buffer))
            data = self._stream.read(len(buffer))
        except OSError as error:
            raise errors.SourceUnreadable(name=_name_of(self._stream)) from error
        buffer[: len(data)] = data
        return len(data)


class _ReadBack:
    """Reads the file behind the writer, opens the content's chunks and hashes the file as it is stored."""

    def __init__(self, path: Path, key: bytes, header: bytes) -> None:
        self._file = path.open("rb", buffering=0)
        self._opener = Cobblestone256Decryptor(key, content_context(header))
        self._sealed = memoryview(bytearray(PIECE_SIZE))
        self._plain = bytearray(PIECE_SIZE + SEALED_CHUNK_SIZE)
        self._digest = hashlib.sha256(self._file.read(HEADER_SIZE))
        self._done = HEADER_SIZE

    def follow(self, end: int) -> None:
        """Open what was written of the content up to ``end``. Raises SealBroken."""
        while self._done < end:
            count = self._file.readinto(self._sealed[: end - self._done])
            piece = self._sealed[:count]
            self._digest.update(piece)
            try:
                self._opener.update_into(piece, self._plain)
            except InvalidTag as error:
                raise errors.SealBroken from error
            if not count:
                raise errors.SealBroken
            self._done += count

    def finish(self, content_end: int) -> str:
        """Read the rest; SHA-256 of the whole file (hexadecimal). Raises SealBroken."""
        self.follow(content_end)
        try:
            self._opener.finalize()
        except InvalidTag as error:
            raise errors.SealBroken from error
        self._digest.update(self._file.read())
        return self._digest.hexdigest()

    def close(self) -> None:
        self._file.close()


class BlobWriter:
    """Writes one content into a new temporary file; made anew for each."""

    def __init__(self, disk: Disk, path: Path, vault_id: bytes, blob_root_key: bytes) -> None:
        self._disk = disk
        self._path = path
        self._header = blob_header(vault_id, key_id := secrets.token_bytes(KEY_ID_SIZE))
        self._key = blob_key(blob_root_key, key_id)
        self._digest = hashlib.sha256()

    def write(self, source: BinaryIO, progress: Progress, expected_size: int | None) -> WrittenBlob:
        """Store ``source`` from where it stands; durable, read-only and read back when this returns.

        Raises DiskFull, VaultReadOnly, StorageFailed, SealBroken (it did not read back), SourceUnreadable, and
        what ``progress`` raises. The caller removes the file then.
        """
        with storage_errors(self._path.parent):
            file = self._disk.create(self._path)
        with file:
            sink = _Sink(self._disk, file, self._path.parent)
            sink.write(self._header)
            read_back = _ReadBack(self._path, self._key, self._header)
            try:
                return self._fill(_Source(source), sink, read_back, _reporter(progress, expected_size))
            finally:
                read_back.close()

    def _fill(
        self, source: _Source, sink: _Sink, read_back: _ReadBack, after_piece: Callable[[int], None]
    ) -> WrittenBlob:
        sealer = SealWriter(self._key, content_context(self._header), sink)
        works = (self._digest.update, sealer.write, lambda _piece: read_back.follow(sink.written))
        _spread(source, works, after_piece)
        _pad(sealer, source.size)
        sealer.finish()
        content_end = sink.written
        meta = BlobMeta(self._digest.hexdigest(), source.size, padded_size(source.size))
        sealed_meta = seal_bytes(self._key, meta_context(self._header), meta_bytes(meta))
        sink.write(sealed_meta + blob_footer(content_end - HEADER_SIZE, len(sealed_meta)))
        sink.complete(self._path)
        return WrittenBlob(self._digest.digest(), source.size, read_back.finish(content_end))


def _spread(source: _Source, works: Sequence[Callable[[memoryview], None]], after_piece: Callable[[int], None]) -> None:
    """Small contents in this thread, larger ones in the pipeline."""
    first = memoryview(bytearray(PIECE_SIZE))
    piece = first[: source.read_into(first)]
    for work in works:
        work(piece)
    after_piece(source.size)
    if len(piece) == PIECE_SIZE:
        run_stages(source.read_into, works, lambda _done: after_piece(source.size))


def _pad(sealer: SealWriter, size: int) -> None:
    zeros = zeros_needed(size)
    while zeros:
        count = min(zeros, len(ZERO_PIECE))
        sealer.write(memoryview(ZERO_PIECE)[:count])
        zeros -= count
    sealer.write(padding_end(size))


def _reporter(progress: Progress, expected_size: int | None) -> Callable[[int], None]:
    def after_piece(done: int) -> None:
        progress.report(done, expected_size)
        progress.raise_if_cancelled()

    return after_piece


def _name_of(stream: BinaryIO) -> str:
    name = getattr(stream, "name", "")
    return Path(name).name if isinstance(name, str) else ""
