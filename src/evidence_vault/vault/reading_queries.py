# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations and messages out of the index, a page at a time."""

import json
from typing import cast

from evidence_vault import errors
from evidence_vault.record_json import from_json
from evidence_vault.records import Conversation, Json, Message, StoredConversation
from evidence_vault.vault.apply import item_number
from evidence_vault.vault.database import Database

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
