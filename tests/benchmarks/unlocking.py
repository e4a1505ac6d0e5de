# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening a vault beside the bare key derivation of the same cost; once nearly empty, once with many items."""

import time
from pathlib import Path

from evidence_vault.crypto.key_derivation import DEFAULT_COST, SALT_SIZE, derive_from_passphrase
from evidence_vault.progress import Silent
from evidence_vault.records import StoredContent
from evidence_vault.vault.durable import Disk
from evidence_vault.vault.vault import NewItem, Vault
from tests.benchmarks.measuring import Row, Yardstick, rows_in_turn
from tests.helpers.vaults import OWNER, PASSPHRASE, new_clock

FEW, MORE, MANY = 10, 10_000, 100_000
NEEDS = 2 << 30


def rows(place: Path) -> list[Row]:
    """Closing is not counted."""
    return _rows(place, FEW, MORE)


def rows_of_many(place: Path) -> list[Row]:
    """100,000 items: making that vault takes minutes."""
    return _rows(place, MANY)


def _rows(place: Path, *sizes: int) -> list[Row]:
    bare = Yardstick("Argon2id 256 MiB, 3 passes, alone", _derive)
    found = []
    for items in sizes:
        folder = place / f"unlock-{items}"
        _fill(folder, items)
        what = f"unlock a vault of {items:,} items"
        found += rows_in_turn(what, lambda folder=folder: _seconds_of_opening(folder), [bare], 5, lambda _: "")  # type: ignore[misc]
    return found


def _derive() -> None:
    derive_from_passphrase(PASSPHRASE, bytes(SALT_SIZE), DEFAULT_COST)


def _seconds_of_opening(folder: Path) -> float:
    start = time.perf_counter()
    vault = Vault.open(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
    seconds = time.perf_counter() - start
    vault.close()
    return seconds


class _HastyDisk(Disk):
    """Waits for no disk: only the making of the vault is hurried, not what is measured."""

    def flush(self, file: object) -> None:
        pass

    def flush_folder(self, folder: Path) -> None:
        pass


def _fill(folder: Path, items: int) -> None:
    vault, _key = Vault.create(folder, PASSPHRASE, owner=OWNER, clock=new_clock(), progress=Silent(), cost=DEFAULT_COST)
    with vault:
        ledger = vault._ledger
        ledger.disk = ledger.journal._disk = _HastyDisk()
        ledger.database.execute("PRAGMA synchronous=OFF")
        content = StoredContent("a" * 32, "00" * 32, 5, False, "11" * 32)
        for number in range(items):
            vault.add_item(NewItem(content, f"screenshot-{number:06d}.png", "image/png"), actor=OWNER)
