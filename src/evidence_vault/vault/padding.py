# SPDX-License-Identifier: GPL-3.0-or-later
"""Hides the exact size of a content (docs/formats/vault.md, "Padding"): Padmé, and an end that says where it stops."""

from evidence_vault import errors

SMALLEST = 512
_LENGTH_SIZE = 8
END_SIZE = 1 + _LENGTH_SIZE
ZERO_PIECE = bytes(1 << 20)


def padme(length: int) -> int:
    """``length`` rounded up so that at most log log of it shows (Padmé, PETS 2019, §4)."""
    exponent = length.bit_length() - 1
    kept_bits = exponent.bit_length()
    mask = (1 << max(exponent - kept_bits, 0)) - 1
    return (length + mask) & ~mask


def padded_size(size: int) -> int:
    """The padded length of ``size`` bytes of content."""
    return padme(max(size + END_SIZE, SMALLEST))


def padding_end(size: int) -> bytes:
    """What stands after the zeros: ``01`` and the content's size."""
    return b"\x01" + size.to_bytes(_LENGTH_SIZE)


def zeros_needed(size: int) -> int:
    """How many zero bytes stand between the content and the end."""
    return padded_size(size) - size - END_SIZE


def size_from_end(end: bytes, whole_size: int) -> int:
    """The content's size from the last nine bytes of ``whole_size`` padded ones. Raises SealBroken."""
    size = int.from_bytes(end[1:])
    if len(end) != END_SIZE or end[0] != 1 or padded_size(size) != whole_size:
        raise errors.SealBroken
    return size
