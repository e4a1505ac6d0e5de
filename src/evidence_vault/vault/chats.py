# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks into what importers read: who wrote under which name, single messages, those that tell of payments."""

from evidence_vault.records import Message, StoredSender
from evidence_vault.vault import reading_queries
from evidence_vault.vault.database import Database


class Chats:
    """The conversations of an open vault, beyond reading them page by page."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def senders(self, *, case_id: str | None = None) -> tuple[StoredSender, ...]:
        """Who wrote under which name and account in the conversations of a case, or in all."""
        return reading_queries.list_senders(self._database, case_id)

    def message(self, item_id: str, seq: int) -> Message | None:
        """The message with that number in the file of an item; None where there is none."""
        return reading_queries.one_message(self._database, item_id, seq)

    def payments(self, item_id: str) -> tuple[Message, ...]:
        """The messages read from an item that tell of a payment, in file order. Raises NoSuchEntry."""
        return reading_queries.list_payments(self._database, item_id)

    def place_of(self, item_id: str, conversation_id: str, seq: int) -> int:
        """How many messages of the conversation stand before number ``seq`` of the file. Raises NoSuchEntry."""
        return reading_queries.place_of_message(self._database, item_id, conversation_id, seq)
