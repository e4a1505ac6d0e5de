# SPDX-License-Identifier: GPL-3.0-or-later
"""From a passphrase to a key: Argon2id (RFC 9106), with a cost that is measured once and written down."""

import math
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from evidence_vault import errors
from evidence_vault.clock import Clock

SALT_SIZE = 16
KEY_SIZE = 32
MOST_KIBIBYTES = 2 * 1024 * 1024
MOST_PASSES = 20
MOST_LANES = 16
SHORTEST_SECONDS = 0.5
LONGEST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class KdfCost:
    """How much work a guess costs: memory in KiB, passes over it, lanes (threads).

    Raises ValueError outside the limits of the format (docs/formats/vault.md, "Header", limits).
    """

    kibibytes: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        lanes_fit = 1 <= self.lanes <= MOST_LANES
        memory_fits = 8 * self.lanes <= self.kibibytes <= MOST_KIBIBYTES
        if not (lanes_fit and memory_fits and 1 <= self.passes <= MOST_PASSES):
            raise ValueError("cost of the key derivation outside the limits")


DEFAULT_COST = KdfCost(kibibytes=256 * 1024, passes=3, lanes=4)
FLOOR_KIBIBYTES = 64 * 1024
"""``calibrate`` never goes below; only a cost given explicitly (tests, vectors) may."""


def passphrase_bytes(passphrase: str) -> bytes:
    """The bytes that are hashed: Unicode NFC, UTF-8, nothing trimmed."""
    return unicodedata.normalize("NFC", passphrase).encode()


def derive_from_passphrase(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """The 32-byte key of a passphrase slot. Raises NotEnoughMemoryForKey, with the figure; never lowers the cost."""
    kdf = Argon2id(salt=salt, length=KEY_SIZE, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.kibibytes)
    try:
        return kdf.derive(passphrase_bytes(passphrase))
    except MemoryError as error:
        raise errors.NotEnoughMemoryForKey(mebibytes=math.ceil(cost.kibibytes / 1024)) from error


def calibrate(clock: Clock) -> KdfCost:
    """The cost for a new vault: the default, made heavier or lighter until one guess takes 0.5 to 1 second here.

    Memory is halved, down to 64 MiB, where it is too slow or does not fit; passes are added where it is fast.
    """
    cost = DEFAULT_COST
    while True:
        seconds = _measured(cost, clock)
        if seconds is not None and seconds <= LONGEST_SECONDS:
            return _heavier(cost, seconds)
        if cost.kibibytes <= FLOOR_KIBIBYTES:
            return cost
        cost = KdfCost(cost.kibibytes // 2, cost.passes, cost.lanes)


def _measured(cost: KdfCost, clock: Clock) -> float | None:
    start = clock.monotonic()
    try:
        derive_from_passphrase("calibration", bytes(SALT_SIZE), cost)
    except errors.NotEnoughMemoryForKey:
        return None
    return clock.monotonic() - start


def _heavier(cost: KdfCost, seconds: float) -> KdfCost:
    if seconds <= 0 or seconds >= SHORTEST_SECONDS:
        return cost
    passes = min(MOST_PASSES, math.ceil(cost.passes * SHORTEST_SECONDS / seconds))
    return KdfCost(cost.kibibytes, passes, cost.lanes)
