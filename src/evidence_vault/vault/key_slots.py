# SPDX-License-Identifier: GPL-3.0-or-later
"""Slots: the master key wrapped under a passphrase or a recovery key (docs/formats/vault.md, "Header")."""

import secrets
from collections.abc import Callable
from dataclasses import replace

from evidence_vault import errors
from evidence_vault.crypto.key_derivation import SALT_SIZE, KdfCost, derive_from_passphrase
from evidence_vault.crypto.sealed_stream import open_sealed_bytes, seal_bytes
from evidence_vault.vault.header_text import KeyHeader, Slot, slot_description
from evidence_vault.vault.recovery_key import recovery_slot_key

SlotKey = Callable[[Slot, bytes], bytes]
"""Gives the 32-byte key of a slot, from the slot and the vault id; holds the person's secret."""


def passphrase_secret(passphrase: str) -> SlotKey:
    """The keys that ``passphrase`` makes; each slot's is derived once, since it is meant to be slow."""
    known: dict[tuple[bytes, KdfCost], bytes] = {}

    def key_of(slot: Slot, _vault_id: bytes) -> bytes:
        if slot.cost is None:
            raise errors.WrongPassphrase
        if (slot.salt, slot.cost) not in known:
            known[slot.salt, slot.cost] = derive_from_passphrase(passphrase, slot.salt, slot.cost)
        return known[slot.salt, slot.cost]

    return key_of


def recovery_secret_key(secret: bytes) -> SlotKey:
    """The keys that the 16 bytes of a recovery key make."""
    return lambda slot, vault_id: recovery_slot_key(secret, slot.salt, vault_id)


def new_slot(header: KeyHeader, master_key: bytes, key_of: SlotKey, cost: KdfCost | None) -> Slot:
    """A slot with a number never used in ``header``, wrapping ``master_key``; ``cost`` None: for a recovery key."""
    number = max((slot.number for slot in header.slots), default=0) + 1
    slot = Slot(number, secrets.token_bytes(SALT_SIZE), cost, b"")
    key = key_of(slot, header.vault_id)
    return replace(slot, wrapped=seal_bytes(key, _context(slot, header.vault_id), master_key))


def open_slot(header: KeyHeader, key_of: SlotKey, *, recovery: bool) -> tuple[Slot, bytes] | None:
    """The first slot of that kind that opens, and the master key, or None. Raises NotEnoughMemoryForKey."""
    for slot in header.slots:
        if slot.is_recovery != recovery:
            continue
        try:
            master_key = open_sealed_bytes(key_of(slot, header.vault_id), _context(slot, header.vault_id), slot.wrapped)
        except errors.SealBroken:
            continue
        return slot, master_key
    return None


def _context(slot: Slot, vault_id: bytes) -> bytes:
    return b"evault/1/slot/" + vault_id + slot_description(slot).encode("ascii")
