# SPDX-License-Identifier: GPL-3.0-or-later
"""Erases evidence from the vault: its bytes, what was made and read from it, and what the log says about it."""

from collections.abc import Sequence

from evidence_vault.operations.conversations_left import conversations_left, keep_what_is_left
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, ErasingPlan
from evidence_vault.translations import N_
from evidence_vault.vault.vault import Vault

WHAT_ERASING_LEAVES = (
    N_(
        "The history keeps that there was something, its size and hash (SHA-256), when it was added and erased, "
        "by whom and why. The exhibit number is not given again."
    ),
    N_(
        "What you wrote about it in the case stays: notes, payments, marks, translations. "
        "Change them there if they must go as well."
    ),
    N_("Not erased: the file on the phone or computer it came from, packages already made, and what you sent."),
    N_("Copies of this vault still hold it until they are brought up to date (“Back up”), or destroyed."),
    N_(
        "A disk may keep remains of removed files, most of all SSDs, sticks and snapshots. They stay encrypted: "
        "without the passphrase or the recovery key nobody can read them; with one of them somebody could."
    ),
)
"""What erasing does not do; always said before and with it."""


def plan_erasing(vault: Vault, item_ids: Sequence[str]) -> ErasingPlan:
    """What would go with these items: what lies inside them, copies made from them. Raises NoSuchEntry."""
    return vault.erasing.plan(item_ids)


def erase_items(
    vault: Vault, item_ids: Sequence[str], reason: str, actor: Actor, progress: Progress, *, with_names: bool
) -> tuple[str, ...]:
    """Erase items with everything in and from them; the ids of all that were erased.

    ``reason`` stands in the custody log and stays there. ``with_names``: the names of the files go as well.
    Of a conversation of several pictures what the others show stays. Stopping in between (Cancelled) keeps what is
    not erased yet. Raises NoSuchEntry, DiskFull and kin.
    """
    left = conversations_left(vault, [item.id for item in vault.erasing.plan(item_ids).items])
    try:
        return vault.erasing.items(
            item_ids, reason=reason.strip(), with_names=with_names, actor=actor, progress=progress
        )
    finally:
        for conversation in left:
            keep_what_is_left(vault, conversation, actor)
