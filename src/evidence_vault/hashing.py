# SPDX-License-Identifier: GPL-3.0-or-later
"""SHA-256 of streams, canonical JSON and its digest."""

import hashlib
import json
from collections.abc import Iterator
from typing import BinaryIO

READ_SIZE = 1 << 20


def read_pieces(stream: BinaryIO, size: int = READ_SIZE) -> Iterator[bytes]:
    """The bytes of ``stream`` from where it stands, in pieces of at most ``size``."""
    while piece := stream.read(size):
        yield piece


def sha256_of_stream(stream: BinaryIO) -> tuple[str, int]:
    """SHA-256 in lower-case hexadecimal, and the number of bytes, from where ``stream`` stands to its end."""
    digest = hashlib.sha256()
    size = 0
    for piece in read_pieces(stream):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def sha256_hex(data: bytes) -> str:
    """SHA-256 of ``data`` in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def canonical_json(value: object) -> bytes:
    """``value`` as JSON in one certain form: UTF-8, sorted keys, no spaces, no NaN.

    Values are None, bool, int, str, list, dict with string keys. Floating-point numbers are refused, since
    their text differs between languages (RFC 8785 needs the rules of ECMAScript for them); money and times
    are strings here anyway. Raises ValueError (also for lone surrogates, which have no UTF-8).
    """
    _refuse_floats(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def canonical_digest(value: object) -> str:
    """SHA-256 (hexadecimal) of ``canonical_json(value)``."""
    return sha256_hex(canonical_json(value))


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise ValueError("floating-point number in canonical JSON")
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise ValueError("key is not a string in canonical JSON")
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)
