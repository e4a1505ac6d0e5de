# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes one blob in one pass: read, hash, seal and write, read back (docs/formats/vault.md, "Write order").

Small contents are read back; for large ones that would cost more than it finds (decisions/0011).
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from evidence_vault import errors
from evidence_vault.crypto.sealed_stream import SealWriter, open_sealed_bytes, seal_bytes, sealed_size
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
from evidence_vault.vault.pipeline import PIECE_SIZE, Stage, run_stages

FLUSH_EVERY = 32 << 20
SEALED_BUFFERS = 4
LARGEST_READ_BACK = 32 << 20


@dataclass(frozen=True, slots=True)
class WrittenBlob:
    """A finished temporary file. ``sha256``: of the content (raw); ``stored_sha256``: of the file (hexadecimal)."""

    sha256: bytes
    size: int
    stored_sha256: str


class _Sink:
    """The target of the sealer: writes through the disk's seam, hashes what it writes, flushes now and then.

    Hashing and flushing are done in threads of their own once ``work_beside`` was called.
    """

    def __init__(self, disk: Disk, file: BinaryIO, path: Path) -> None:
        self._disk, self._file, self._path = disk, file, path
        self._digest = hashlib.sha256()
        self._hashing: Stage | None = None
        self._flushing: Stage | None = None
        self._unflushed = 0
        self.written = 0

    def work_beside(self) -> None:
        """From now on hash and flush beside the writing."""
        self._hashing = Stage(self._digest.update, SEALED_BUFFERS - 1)
        self._flushing = Stage(lambda _piece: self._disk.flush_data(self._file), 1)

    def write(self, data: bytes | bytearray | memoryview, /) -> int:
        """Write all of ``data``. Raises DiskFull, VaultReadOnly, StorageFailed."""
        if self._hashing:
            self._hashing.wait_for_room()
            self._hashing.put(memoryview(data))
        else:
            self._digest.update(data)
        with storage_errors(self._path.parent.parent):
            self._disk.write(self._file, data)
            self._flush_now_and_then(len(data))
        self.written += len(data)
        return len(data)

    def _flush_now_and_then(self, count: int) -> None:
        self._unflushed += count
        if self._flushing and self._unflushed >= FLUSH_EVERY:
            self._unflushed = 0
            self._flushing.wait_for_room()
            self._flushing.put(memoryview(b""))

    def complete(self) -> str:
        """Make the finished file read-only, of the day only, and durable; its SHA-256 (hexadecimal)."""
        self.stop()
        with storage_errors(self._path.parent.parent):
            if self._flushing:
                self._flushing.raise_failure()
            self._disk.make_read_only(self._path)
            self._disk.set_day(self._path)
            self._disk.flush(self._file)
        return self._digest.hexdigest()

    def stop(self) -> None:
        """End the threads."""
        for stage in (self._hashing, self._flushing):
            if stage:
                stage.finish()


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


class BlobWriter:
    """Writes one content into a new temporary file; made anew for each."""

    def __init__(self, disk: Disk, path: Path, vault_id: bytes, blob_root_key: bytes) -> None:
        self._disk = disk
        self._path = path
        self._header = blob_header(vault_id, key_id := secrets.token_bytes(KEY_ID_SIZE))
        self._key = blob_key(blob_root_key, key_id)
        self._digest = hashlib.sha256()

    def write(self, source: BinaryIO, progress: Progress, expected_size: int | None) -> WrittenBlob:
        """Store ``source`` from where it stands; durable and read-only when this returns, read back if it is small.

        Raises DiskFull, VaultReadOnly, StorageFailed (also: it did not read back), SourceUnreadable, and what
        ``progress`` raises. The caller removes the file then.
        """
        # Closing may fail as well: some file systems write only then, and say so.
        with storage_errors(self._path.parent.parent), self._disk.create(self._path) as file:
            sink = _Sink(self._disk, file, self._path)
            try:
                written = self._fill(_Source(source), sink, _reporter(progress, expected_size))
            finally:
                sink.stop()
        if written.size <= LARGEST_READ_BACK:
            self._read_back(written)
        return written

    def _fill(self, source: _Source, sink: _Sink, after_piece: Callable[[int], None]) -> WrittenBlob:
        sink.write(self._header)
        sealer = SealWriter(self._key, content_context(self._header), sink, buffers=SEALED_BUFFERS)
        self._spread(source, sealer, sink, lambda: after_piece(source.size))
        _pad(sealer, source.size)
        sealer.finish()
        content_end = sink.written
        meta = BlobMeta(self._digest.hexdigest(), source.size, padded_size(source.size))
        sealed_meta = seal_bytes(self._key, meta_context(self._header), meta_bytes(meta))
        sink.write(sealed_meta + blob_footer(content_end - HEADER_SIZE, len(sealed_meta)))
        return WrittenBlob(self._digest.digest(), source.size, sink.complete())

    def _spread(self, source: _Source, sealer: SealWriter, sink: _Sink, after_piece: Callable[[], None]) -> None:
        """Small contents in this thread, larger ones in the pipeline."""
        first = memoryview(bytearray(PIECE_SIZE))
        piece = first[: source.read_into(first)]
        self._digest.update(piece)
        sealer.write(piece)
        after_piece()
        if len(piece) == PIECE_SIZE:
            sink.work_beside()
            run_stages(source.read_into, (self._digest.update, sealer.write), after_piece)

    def _read_back(self, written: WrittenBlob) -> None:
        """Open what the system says the file holds and compare. Finds faults of memory and of this program."""
        with storage_errors(self._path.parent.parent):
            stored = self._path.read_bytes()
        content_end = HEADER_SIZE + sealed_size(padded_size(written.size))
        try:
            sealed = memoryview(stored)[HEADER_SIZE:content_end]
            content = open_sealed_bytes(self._key, content_context(self._header), sealed)
        except errors.SealBroken as error:
            raise errors.StorageFailed(name=self._path.parent.parent.name, number=0) from error
        same = hashlib.sha256(memoryview(content)[: written.size]).digest() == written.sha256
        if not same or hashlib.sha256(stored).hexdigest() != written.stored_sha256:
            raise errors.StorageFailed(name=self._path.parent.parent.name, number=0)


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
