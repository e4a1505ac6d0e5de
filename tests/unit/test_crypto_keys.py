# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys: one purpose each, fixed values, costs within their limits."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from tests.helpers import independent_reader

from evidence_vault import errors
from evidence_vault.clock import FixedClock
from evidence_vault.crypto import key_derivation
from evidence_vault.crypto.key_derivation import (
    DEFAULT_COST,
    FLOOR_KIBIBYTES,
    KdfCost,
    calibrate,
    derive_from_passphrase,
)
from evidence_vault.crypto.key_purposes import Purpose, derive_key

TINY = KdfCost(8, 1, 1)
MASTER, VAULT = bytes(range(32)), bytes(range(16))


def test_every_purpose_has_its_own_key_as_the_document_says() -> None:
    keys = {purpose: derive_key(MASTER, purpose, VAULT) for purpose in Purpose}
    assert len(set(keys.values())) == len(Purpose)
    for purpose, key in keys.items():
        assert key == independent_reader.expand(MASTER, f"evault/1/{purpose.value}/".encode() + VAULT)
        assert "/" not in purpose.value
    assert derive_key(MASTER, Purpose.DATABASE, VAULT, 48)[:32] == keys[Purpose.DATABASE]


def test_derived_keys_never_change() -> None:
    assert (
        derive_key(MASTER, Purpose.JOURNAL, VAULT).hex()
        == "df99cb9819811c891c64ee6c716675c3bf3994e42c8c42e3d3737fcee2002c50"
    )


def test_a_passphrase_is_normalised_and_never_trimmed() -> None:
    salt = bytes(16)
    composed = derive_from_passphrase("cafe\u0301 口令", salt, TINY)
    assert composed == derive_from_passphrase("caf\u00e9 口令", salt, TINY)
    assert composed != derive_from_passphrase("caf\u00e9 口令 ", salt, TINY)
    expected = Argon2id(salt=salt, length=32, iterations=1, lanes=1, memory_cost=8).derive("caf\u00e9 口令".encode())
    assert composed == expected


@pytest.mark.parametrize(
    "cost", [(7, 1, 1), (8, 0, 1), (8, 21, 1), (8, 1, 0), (127, 1, 16), (136, 1, 17), (2 * 1024 * 1024 + 1, 1, 1)]
)
def test_costs_outside_the_limits_are_refused(cost: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="limits"):
        KdfCost(*cost)


def test_too_little_memory_is_said_with_the_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    class Argon2WithoutMemory:
        def __init__(self, **_: object) -> None:
            pass

        def derive(self, _: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(key_derivation, "Argon2id", Argon2WithoutMemory)
    with pytest.raises(errors.NotEnoughMemoryForKey) as caught:
        derive_from_passphrase("x", bytes(16), DEFAULT_COST)
    assert caught.value.facts == {"mebibytes": 256}


@pytest.mark.parametrize(
    ("seconds_per_gibibyte_pass", "expected"),
    [
        (0.8, DEFAULT_COST),  # 256 MiB × 3 passes: 0.6 s
        (0.2, KdfCost(256 * 1024, 10, 4)),  # a fast computer does more passes
        (2.0, KdfCost(128 * 1024, 3, 4)),  # a slow one takes less memory
        (50.0, KdfCost(FLOOR_KIBIBYTES, 3, 4)),  # never below the floor
        (0.0, DEFAULT_COST),  # a clock that stands still
    ],
)
def test_calibration(monkeypatch: pytest.MonkeyPatch, seconds_per_gibibyte_pass: float, expected: KdfCost) -> None:
    class Stopwatch(FixedClock):
        now_at = 0.0

        def monotonic(self) -> float:
            return self.now_at

    clock = Stopwatch(datetime(2026, 3, 1, tzinfo=UTC))

    def work(_passphrase: str, _salt: bytes, cost: KdfCost) -> bytes:
        clock.now_at += cost.kibibytes / 1024 / 1024 * cost.passes * seconds_per_gibibyte_pass
        return b""

    monkeypatch.setattr(key_derivation, "derive_from_passphrase", work)
    assert calibrate(clock) == expected


def test_calibration_on_a_small_computer_takes_what_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(_passphrase: str, _salt: bytes, cost: KdfCost) -> bytes:
        if cost.kibibytes > 128 * 1024:
            raise errors.NotEnoughMemoryForKey(mebibytes=cost.kibibytes // 1024)
        return b""

    monkeypatch.setattr(key_derivation, "derive_from_passphrase", work)
    assert calibrate(FixedClock(datetime(2026, 3, 1, tzinfo=UTC))).kibibytes == 128 * 1024
