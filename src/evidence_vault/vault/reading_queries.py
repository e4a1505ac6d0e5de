# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations and messages out of the index, a page at a time."""

import json
from typing import Any, cast

from evidence_vault import errors
from evidence_vault.record_json import from_json
from evidence_vault.records import Conversation, Json, Message, StoredConversation, StoredSender
from evidence_vault.vault.apply import document_number, item_number
from evidence_vault.vault.apply_reading import CONVERSATION, MESSAGE
from evidence_vault.vault.database import Database
from evidence_vault.vault.search_marks import PAYMENT

_UNKNOWN_MESSAGE: dict[str, Json] = {
    "type": "message",
    "subkind": None,
    "sent_at": None,
    "sent_at_raw": None,
    "sender": None,
    "sender_id": None,
    "is_self": None,
    "text": None,
    "attachments": [],
    "payment": None,
    "edited": None,
    "reply_to": None,
    "raw_span": None,
}
_UNKNOWN_CONVERSATION: dict[str, Json] = {"type": "conversation", "title": None, "participants": []}
_OF_CASE = "i.number IN (SELECT item FROM exhibits WHERE case_id = ? AND withdrawn IS NULL)"


def list_conversations(
    database: Database, *, item_id: str | None = None, case_id: str | None = None
) -> tuple[StoredConversation, ...]:
    """Conversations in the order of their items, then of their files."""
    conditions = ["1"]
    values: list[str] = []
    for condition, value in (("i.id = ?", item_id), (_OF_CASE, case_id)):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    rows = database.rows(
        "SELECT i.id, v.record, v.messages, v.first_at, v.last_at FROM conversations v "  # noqa: S608 - own text
        f"JOIN items i ON i.number = v.item WHERE {' AND '.join(conditions)} ORDER BY v.number",
        values,
    )
    return tuple(StoredConversation(row[0], conversation_of(row[1]), *row[2:]) for row in rows)


def list_senders(database: Database, case_id: str | None = None) -> tuple[StoredSender, ...]:
    """Who wrote under which name in every conversation, in the order of the conversations and of first appearance."""
    condition, values = ("1", ()) if case_id is None else (_OF_CASE, (case_id,))
    rows = database.rows(
        "SELECT i.id, v.id, s.name, s.account_id, s.is_self, s.messages, s.first_seq, s.first_at, s.last_at "  # noqa: S608
        "FROM senders s JOIN conversations v ON v.number = s.conversation JOIN items i ON i.number = v.item "
        f"WHERE {condition} ORDER BY s.conversation, s.position",
        values,
    )
    return tuple(_sender(*row) for row in rows)


def _sender(item_id: str, conversation_id: str, name: str | None, account: str | None, *more: Any) -> StoredSender:
    is_self, messages, first_seq, first_at, last_at = more
    known = None if is_self is None else bool(is_self)
    return StoredSender(item_id, conversation_id, name, account, known, messages, first_seq, first_at, last_at)


def list_messages(
    database: Database, item_id: str, conversation_id: str | None, start: int, count: int
) -> tuple[Message, ...]:
    """``count`` messages of an item (or of one of its conversations) from the ``start``-th on, in file order.

    Raises NoSuchEntry for an unknown item or conversation.
    """
    item = item_number(database, item_id)
    if item is None:
        raise errors.NoSuchEntry(kind="item", id=item_id)
    if conversation_id is None:
        condition, values = "number >= ? AND number < ?", [item << 32, (item + 1) << 32]
    else:
        condition, values = "conversation = ?", [_conversation_number(database, item, conversation_id)]
    rows = database.rows(
        f"SELECT record FROM messages WHERE {condition} ORDER BY number LIMIT ? OFFSET ?",  # noqa: S608 - own text
        (*values, count, start),
    )
    return tuple(message_of(row[0]) for row in rows)


def one_message(database: Database, item_id: str, seq: int) -> Message | None:
    """The message with the number ``seq`` in the file of an item; None where there is none."""
    item = item_number(database, item_id)
    record = (
        None if item is None else database.value("SELECT record FROM messages WHERE number = ?", (item << 32 | seq,))
    )
    return None if record is None else message_of(record)


def list_payments(database: Database, item_id: str) -> tuple[Message, ...]:
    """The messages read from an item that tell of a payment, in file order; one without any word or number is not.

    Raises NoSuchEntry for an unknown item.
    """
    item = item_number(database, item_id)
    if item is None:
        raise errors.NoSuchEntry(kind="item", id=item_id)
    rows = database.rows(
        "SELECT m.record FROM search_index s "
        "JOIN messages m ON m.number = (s.rowid >> 32 << 32) | (s.rowid & 1073741823) "
        "WHERE s.search_index MATCH ? AND s.rowid >= ? AND s.rowid < ? ORDER BY s.rowid",
        (f"marks : {PAYMENT}", document_number(item, MESSAGE), document_number(item, CONVERSATION)),
    )
    return tuple(message_of(row[0]) for row in rows)


def place_of_message(database: Database, item_id: str, conversation_id: str, seq: int) -> int:
    """How many messages of the conversation stand before the one with the number ``seq`` in the file.

    Raises NoSuchEntry for an unknown item or conversation.
    """
    item = item_number(database, item_id)
    if item is None:
        raise errors.NoSuchEntry(kind="item", id=item_id)
    conversation = _conversation_number(database, item, conversation_id)
    query = "SELECT count(*) FROM messages WHERE conversation = ? AND number < ?"
    return int(database.value(query, (conversation, item << 32 | seq)))


def message_of(record: str) -> Message:
    """The message of a row."""
    return cast("Message", from_json({**_UNKNOWN_MESSAGE, **json.loads(record)}))


def conversation_of(record: str) -> Conversation:
    """The conversation of a row."""
    return cast("Conversation", from_json({**_UNKNOWN_CONVERSATION, **json.loads(record)}))


def _conversation_number(database: Database, item: int, conversation_id: str) -> int:
    found = database.value("SELECT number FROM conversations WHERE item = ? AND id = ?", (item, conversation_id))
    if found is None:
        raise errors.NoSuchEntry(kind="conversation", id=conversation_id)
    return int(found)
