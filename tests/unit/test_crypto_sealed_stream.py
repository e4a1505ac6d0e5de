# SPDX-License-Identifier: GPL-3.0-or-later
"""Sealed streams: the public vectors through every reader and the writer, and every damage noticed."""

import base64
import hashlib
import io
import json
import os
import zlib
from typing import Any

import cryptography_vectors
import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.helpers import independent_reader

from evidence_vault import errors
from evidence_vault.crypto import sealed_stream
from evidence_vault.crypto.sealed_stream import (
    CHUNK_SIZE,
    SealedReader,
    SealWriter,
    open_sealed_bytes,
    plain_size,
    seal_bytes,
    sealed_size,
)

KEY = bytes(range(32))
CONTEXT = b"context"


def _vectors() -> list[dict[str, Any]]:
    with cryptography_vectors.open_vector_file("chunked-encryption/vectors.json", "r") as file:
        vectors = json.load(file)["vectors"]
    return [vector for vector in vectors if vector["aead"] == "AEAD_AES_256_GCM"]


def _read_with_ours(key: bytes, context: bytes, sealed: bytes) -> bytes:
    return SealedReader(io.BytesIO(sealed), key, context, start=0, sealed_size=len(sealed)).read()


READERS = {
    "random access": _read_with_ours,
    "whole": open_sealed_bytes,
    "independent": independent_reader.open_sealed,
}


@pytest.mark.parametrize("reader", ["random access", "independent"])
@pytest.mark.parametrize("vector", _vectors(), ids=lambda vector: vector["name"])
def test_public_vectors(vector: dict[str, Any], reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The published vectors are of the same scheme with SHA-256; our choice of SHA-512 is held by the writer of
    # `cryptography`, which every reader must agree with (below).
    monkeypatch.setattr(sealed_stream, "HASH", SHA256)
    monkeypatch.setattr(independent_reader, "HASH", SHA256)
    sealed = base64.b64decode(vector["ciphertext"] or "")
    if vector.get("compressed"):
        sealed = zlib.decompress(sealed)
    key, context = bytes.fromhex(vector["key"]), vector["context"].encode()
    if vector["expect"] == "success":
        plain = READERS[reader](key, context, sealed)
        assert len(plain) == vector["payload_length"]
        assert hashlib.sha256(plain).hexdigest() == vector["payload_sha256"]
    else:
        with pytest.raises((errors.SealBroken, independent_reader.Unreadable)):
            READERS[reader](key, context, sealed)


def test_there_are_public_vectors_of_both_kinds() -> None:
    assert {vector["expect"] for vector in _vectors()} == {"success", "failure"}
    assert len(_vectors()) >= 30


@pytest.mark.parametrize("size", [0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 3 * CHUNK_SIZE, 100_000])
def test_what_the_writer_wrote_opens_with_every_reader(size: int) -> None:
    plain = os.urandom(size)
    target = io.BytesIO()
    writer = SealWriter(KEY, CONTEXT, target)
    for start in range(0, size, 7_777):
        writer.write(plain[start : start + 7_777])
    writer.finish()
    sealed = target.getvalue()
    assert len(sealed) == writer.sealed_size == sealed_size(size)
    assert plain_size(len(sealed)) == size
    for read in READERS.values():
        assert read(KEY, CONTEXT, sealed) == plain


def test_buffers_of_the_writer_stay_as_they_were_for_a_while() -> None:
    pieces: list[tuple[memoryview, bytes]] = []

    class Keeper:
        def write(self, data: bytes | bytearray | memoryview, /) -> int:
            pieces.append((memoryview(data), bytes(data)))
            for view, copy in pieces[-3:]:
                assert view == copy
            return len(data)

    writer = SealWriter(KEY, CONTEXT, Keeper(), buffers=3)
    for size in (40_000, 10, 10, 40_000, 10, 40_000, 10, 10, 10, 40_000, 40_000, 20, 40_000):
        writer.write(os.urandom(size))
    assert len(pieces) == 6


def _sealed_sample() -> bytes:
    return seal_bytes(KEY, CONTEXT, bytes(CHUNK_SIZE + 100))


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_every_flipped_byte_is_noticed(read: Any) -> None:
    sealed = bytearray(seal_bytes(KEY, CONTEXT, b"a small secret"))
    for place in range(len(sealed)):
        sealed[place] ^= 1
        with pytest.raises((errors.SealBroken, independent_reader.Unreadable)):
            read(KEY, CONTEXT, bytes(sealed))
        sealed[place] ^= 1
    assert read(KEY, CONTEXT, bytes(sealed)) == b"a small secret"


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_every_cut_and_an_extension_are_noticed(read: Any) -> None:
    sealed = _sealed_sample()
    lengths = [*range(200), *range(16_380, 16_500), *range(len(sealed) - 120, len(sealed))]
    for untrusted in [*(sealed[:length] for length in lengths), sealed + b"\0", sealed + bytes(16_400)]:
        with pytest.raises((errors.SealBroken, independent_reader.Unreadable)):
            read(KEY, CONTEXT, untrusted)


def test_flips_in_every_part_of_a_longer_stream_are_noticed() -> None:
    sealed = bytearray(_sealed_sample())
    for place in range(0, len(sealed), 97):
        sealed[place] ^= 0x80
        with pytest.raises(errors.SealBroken):
            _read_with_ours(KEY, CONTEXT, bytes(sealed))
        sealed[place] ^= 0x80


def test_another_key_or_context_does_not_open() -> None:
    sealed = _sealed_sample()
    for key, context in ((bytes(32), CONTEXT), (KEY, b""), (KEY[:16], CONTEXT)):
        for read in READERS.values():
            with pytest.raises((errors.SealBroken, independent_reader.Unreadable)):
                read(key, context, sealed)


def test_the_length_is_checked_before_anything_is_read() -> None:
    sealed = _sealed_sample()
    cut = sealed[: 56 + 16_400]  # a whole chunk and no short one: the cut falls on a border
    with pytest.raises(errors.SealBroken):
        SealedReader(io.BytesIO(cut), KEY, CONTEXT, start=0, sealed_size=len(cut))


CONTENT = hashlib.shake_256(b"content").digest(3 * CHUNK_SIZE + 1234)
SEALED_CONTENT = b"before" + seal_bytes(KEY, CONTEXT, CONTENT) + b"behind"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(CONTENT) + 10), st.integers(0, 40_000)), min_size=1, max_size=6),
    st.integers(0, len(CONTENT)),
)
def test_reads_at_any_offset_equal_the_original(reads: list[tuple[int, int]], visible: int) -> None:
    size = len(SEALED_CONTENT) - 12
    stream = io.BytesIO(SEALED_CONTENT)
    reader = SealedReader(stream, KEY, CONTEXT, start=6, sealed_size=size, visible_size=visible)
    for offset, count in reads:
        reader.seek(offset)
        buffer = bytearray(count)
        filled = 0
        while got := reader.readinto(memoryview(buffer)[filled:]):
            filled += got
        assert bytes(buffer[:filled]) == CONTENT[:visible][offset : offset + count]
    assert reader.seek(0, io.SEEK_END) == visible


def test_the_reader_owns_its_stream_and_refuses_what_makes_no_sense() -> None:
    stream = io.BytesIO(SEALED_CONTENT[6:-6])
    with SealedReader(stream, KEY, CONTEXT, start=0, sealed_size=len(SEALED_CONTENT) - 12) as reader:
        with pytest.raises(ValueError, match="negative"):
            reader.seek(-1)
        assert not reader.writable()
    assert stream.closed
    with pytest.raises(errors.SealBroken):
        SealedReader(
            io.BytesIO(SEALED_CONTENT[6:-6]),
            KEY,
            CONTEXT,
            start=0,
            sealed_size=len(SEALED_CONTENT) - 12,
            visible_size=len(CONTENT) + 1,
        )
