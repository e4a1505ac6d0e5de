# SPDX-License-Identifier: GPL-3.0-or-later
"""Cobblestone-256: the one way we encrypt (c2sp.org/chunked-encryption, with SHA-512 and AES-256-GCM).

Written by ``cryptography.cobblestone``; read at any offset by our own reader. Layout and limits:
docs/formats/vault.md, "Sealed streams".
"""

import hmac
import io
from typing import BinaryIO, Protocol

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from evidence_vault import errors

KEY_SIZE = 32
SALT_SIZE = 24
COMMITMENT_SIZE = 32
PREFIX_SIZE = SALT_SIZE + COMMITMENT_SIZE
CHUNK_SIZE = 16 * 1024
TAG_SIZE = 16
SEALED_CHUNK_SIZE = CHUNK_SIZE + TAG_SIZE
MOST_CHUNKS = 1 << 38
CHUNKS_AT_ONCE = 64
HASH = SHA512
_INFORMATION = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00"


def sealed_size(plain_size: int) -> int:
    """The bytes that ``plain_size`` bytes take when sealed: the last chunk is always a short one."""
    return PREFIX_SIZE + plain_size + (plain_size // CHUNK_SIZE + 1) * TAG_SIZE


def plain_size(size_when_sealed: int) -> int:
    """The inverse of ``sealed_size``. Raises SealBroken for a length that no sealed stream has."""
    whole, rest = divmod(size_when_sealed - PREFIX_SIZE, SEALED_CHUNK_SIZE)
    if size_when_sealed < PREFIX_SIZE or rest < TAG_SIZE or whole >= MOST_CHUNKS:
        raise errors.SealBroken
    return whole * CHUNK_SIZE + rest - TAG_SIZE


def seal_bytes(key: bytes, context: bytes, data: bytes) -> bytes:
    """``data`` sealed under ``key`` (32 uniformly random bytes), bound to ``context``."""
    encryptor = Cobblestone256Encryptor(key, context)
    return bytes(encryptor.update(data)) + bytes(encryptor.finalize())


def open_sealed_bytes(key: bytes, context: bytes, sealed: bytes | memoryview) -> bytes:
    """What ``seal_bytes`` was given. Raises SealBroken for any other key, context or byte; releases nothing then."""
    try:
        decryptor = Cobblestone256Decryptor(key, context)
        return bytes(decryptor.update(sealed)) + bytes(decryptor.finalize())
    except (InvalidTag, ValueError) as error:
        raise errors.SealBroken from error


class Target(Protocol):
    """What a ``SealWriter`` writes to; may take fewer bytes than it is given, and says how many."""

    def write(self, data: bytes | bytearray | memoryview, /) -> int:
        """Take ``data``."""


class SealWriter:
    """Seals what is written to it into ``target``; nothing is whole before ``finish``.

    What the target is given stays as it is for ``buffers`` - 1 further writes, so it may still be at work on it.
    """

    def __init__(self, key: bytes, context: bytes, target: Target, *, buffers: int = 1) -> None:
        self._encryptor = Cobblestone256Encryptor(key, context)
        self._target = target
        self._buffers = [bytearray() for _ in range(buffers)]
        self.sealed_size = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Seal ``data``; whole chunks go out at once. Raises what ``target.write`` raises."""
        room = sealed_size(len(data) + CHUNK_SIZE)
        if len(self._buffers[0]) < room:
            self._buffers[0] = bytearray(room)
        count = self._encryptor.update_into(data, self._buffers[0])
        if count:  # a buffer that nobody was given must stay in its turn
            self._buffers.append(self._buffers.pop(0))
            self._put(memoryview(self._buffers[-1])[:count])

    def finish(self) -> None:
        """Write the last, short chunk. The target stays open."""
        self._put(memoryview(bytes(self._encryptor.finalize())))

    def _put(self, sealed: memoryview) -> None:
        self.sealed_size += len(sealed)
        while sealed:
            sealed = sealed[self._target.write(sealed) :]


class SealedReader(io.RawIOBase):
    """A sealed stream inside ``stream`` as a file that can be read at any offset.

    ``start`` and ``sealed_size`` say where it lies; ``visible_size`` hides what follows the content (padding).
    The key, and the length (by the last chunk), are checked at the start; each chunk when it is read.
    Raises SealBroken; never returns a byte that was not authenticated. Owns and closes ``stream``.
    """

    def __init__(
        self,
        stream: BinaryIO,
        key: bytes,
        context: bytes,
        *,
        start: int,
        sealed_size: int,
        visible_size: int | None = None,
    ) -> None:
        super().__init__()
        self._stream = stream
        self._start = start
        self._whole_size = plain_size(sealed_size)
        self._aead, self._base_nonce = self._derive(key, context)
        self._kept: tuple[int, bytes] = (-1, b"")
        self._sealed = bytearray()
        self._chunk(self._whole_size // CHUNK_SIZE)
        if visible_size is not None and visible_size > self._whole_size:
            raise errors.SealBroken
        self.plain_size = self._whole_size if visible_size is None else visible_size
        self._position = 0

    def _derive(self, key: bytes, context: bytes) -> tuple[AESGCM, int]:
        if len(key) != KEY_SIZE:
            raise errors.SealBroken
        prefix = self._read_at(0, PREFIX_SIZE)
        salt, commitment = prefix[:SALT_SIZE], prefix[SALT_SIZE:]
        derived = HKDFExpand(HASH(), KEY_SIZE + 12 + COMMITMENT_SIZE, _INFORMATION + salt + context).derive(key)
        if not hmac.compare_digest(derived[KEY_SIZE + 12 :], commitment):
            raise errors.SealBroken
        return AESGCM(derived[:KEY_SIZE]), int.from_bytes(derived[KEY_SIZE : KEY_SIZE + 12])

    def _read_at(self, offset: int, size: int) -> bytes:
        self._stream.seek(self._start + offset)
        data = self._stream.read(size)
        if len(data) != size:
            raise errors.SealBroken
        return data

    def _sealed_at(self, offset: int, size: int) -> memoryview:
        if len(self._sealed) < size:
            self._sealed = bytearray(size)
        room = memoryview(self._sealed)[:size]
        self._stream.seek(self._start + offset)
        filled = 0
        while filled < size:
            count = self._stream.readinto(room[filled:])  # type: ignore[attr-defined]
            if not count:
                raise errors.SealBroken
            filled += count
        return room

    def _chunk(self, number: int) -> bytes:
        if self._kept[0] != number:
            is_last = number == self._whole_size // CHUNK_SIZE
            size = self._whole_size % CHUNK_SIZE + TAG_SIZE if is_last else SEALED_CHUNK_SIZE
            sealed = self._read_at(PREFIX_SIZE + number * SEALED_CHUNK_SIZE, size)
            nonce = (self._base_nonce ^ number).to_bytes(12)
            try:
                self._kept = (number, self._aead.decrypt(nonce, sealed, None))
            except InvalidTag as error:
                raise errors.SealBroken from error
        return self._kept[1]

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move; beyond the end is allowed and reads nothing there. Raises ValueError before the start."""
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.plain_size}[whence]
        if origin + offset < 0:
            raise ValueError("negative seek position")
        self._position = origin + offset
        return self._position

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill ``buffer`` with at most 1 MiB, and not beyond a damaged chunk; 0 at the end."""
        wanted = min(len(buffer), self.plain_size - self._position, CHUNKS_AT_ONCE * CHUNK_SIZE)
        if wanted <= 0:
            return 0
        view = memoryview(buffer).cast("B")
        first, skip = divmod(self._position, CHUNK_SIZE)
        if skip == 0 and wanted >= CHUNK_SIZE:
            count = self._whole_chunks_into(view, first, wanted // CHUNK_SIZE)
        else:
            data = self._chunk(first)[skip : skip + wanted]
            count = len(data)
            view[:count] = data
        self._position += count
        return count

    def _whole_chunks_into(self, view: memoryview, first: int, count: int) -> int:
        """Open chunks of full size straight into ``view``; the bytes of those before the first damaged one."""
        sealed = self._sealed_at(PREFIX_SIZE + first * SEALED_CHUNK_SIZE, count * SEALED_CHUNK_SIZE)
        for place in range(count):
            nonce = (self._base_nonce ^ (first + place)).to_bytes(12)
            chunk = sealed[place * SEALED_CHUNK_SIZE : (place + 1) * SEALED_CHUNK_SIZE]
            room = view[place * CHUNK_SIZE : (place + 1) * CHUNK_SIZE]
            try:
                self._aead.decrypt_into(nonce, chunk, None, room)
            except InvalidTag as error:
                room[:] = bytes(CHUNK_SIZE)  # what was not authenticated is nobody's to see
                if not place:
                    raise errors.SealBroken from error
                return place * CHUNK_SIZE
        return count * CHUNK_SIZE

    def readall(self) -> bytes:
        """Everything from here on."""
        return b"".join(iter(lambda: self.read(CHUNKS_AT_ONCE * CHUNK_SIZE), b""))

    def close(self) -> None:
        """Close the stream underneath as well and forget what was decrypted."""
        if not self.closed:
            self._kept = (-1, b"")
            self._stream.close()
        super().close()
