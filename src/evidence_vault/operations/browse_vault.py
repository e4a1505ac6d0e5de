# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks into an open vault: evidence, conversations, messages, custody log."""

from evidence_vault.records import EvidenceItem, LogEntry, Message, StoredConversation
from evidence_vault.vault.vault import Vault


def list_items(vault: Vault, case_id: str | None = None, *, derivatives: bool = False) -> tuple[EvidenceItem, ...]:
    """The evidence (of one case) in the order in which it was added; copies made from it only on request."""
    return vault.items(case_id=case_id, derivatives=derivatives)


def one_item(vault: Vault, item_id: str) -> EvidenceItem:
    """One item. Raises NoSuchEntry."""
    return vault.item(item_id)


def full_id(vault: Vault, kind: str, beginning: str) -> str:
    """The id of an item or case (``kind``: item, case) from its beginning of at least 8 characters.

    Raises ShortIdTooShort, AmbiguousId, NoSuchEntry.
    """
    return vault.resolve("case" if kind == "case" else "item", beginning)


def derivatives(vault: Vault, item_id: str) -> tuple[EvidenceItem, ...]:
    """The copies made from an item."""
    return vault.items(derived_from=item_id, derivatives=True)


def members(vault: Vault, item_id: str) -> tuple[EvidenceItem, ...]:
    """What came out of a container."""
    return vault.items(contained_in=item_id)


def conversations(
    vault: Vault, case_id: str | None = None, *, item_id: str | None = None
) -> tuple[StoredConversation, ...]:
    """The conversations of the vault, of one case, or of one item."""
    return vault.conversations(item_id=item_id, case_id=case_id)


def messages(
    vault: Vault, item_id: str, conversation_id: str | None = None, start: int = 0, count: int = 500
) -> tuple[Message, ...]:
    """A page of the messages of an item (or of one of its conversations) in the order of the file."""
    return vault.messages(item_id, conversation_id, start=start, count=count)


def place_of_message(vault: Vault, item_id: str, conversation_id: str, seq: int) -> int:
    """The place (from 0) in its conversation of the message with that number in the file. Raises NoSuchEntry."""
    return vault.chats.place_of(item_id, conversation_id, seq)


def custody_log(vault: Vault, case_id: str | None = None, *, custody_only: bool = True) -> tuple[LogEntry, ...]:
    """The custody log, oldest first; with ``custody_only`` False also what was recorded about the case."""
    return tuple(vault.log(case_id=case_id, custody_only=custody_only))


def item_history(vault: Vault, item_id: str) -> tuple[LogEntry, ...]:
    """What happened to one item, oldest first."""
    return vault.item_history(item_id)
