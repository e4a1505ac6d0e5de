# SPDX-License-Identifier: GPL-3.0-or-later
"""Erases what an entry of the log says; that it was there, and that it was erased, stays."""

from evidence_vault.records import Actor, LogEntry
from evidence_vault.translations import N_
from evidence_vault.vault.erase import ERASABLE
from evidence_vault.vault.vault import Vault

WHAT_STAYS = (
    N_("The entry stays in its place, with its time, who and what kind. Its text is gone from this vault."),
    N_("Not gone: copies made before (bring them up to date, or destroy them), exports, and what you sent."),
    N_("A disk may keep parts of files that were written anew; without your passphrase nobody can read them."),
    N_("Stored files are not touched by this."),
)
"""What erasing does and cannot do; always said with it."""


def can_be_erased(entry: LogEntry) -> bool:
    """Whether nothing else rests on what the entry says, and it still says something."""
    return entry.event in ERASABLE and entry.payload is not None


def erase_payload(vault: Vault, seq: int, actor: Actor) -> tuple[int, ...]:
    """Erase what entry ``seq`` says, and the one after it where that repeats it; the numbers that were erased.

    Raises NoSuchEntry, EraseRefused, EraseStillCurrent, DiskFull and kin.
    """
    return vault.erasing.payload(seq, actor=actor)
