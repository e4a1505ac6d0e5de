# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of a reading, made from its kept records; an earlier reading of the same item makes way."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import msgspec

from evidence_vault import errors
from evidence_vault.hashing import canonical_json
from evidence_vault.record_json import to_json
from evidence_vault.records import Conversation, Json, Message, ReadingSummary, ReadingWarning
from evidence_vault.vault.database import Database, Value
from evidence_vault.vault.reading_blob import reading_records
from evidence_vault.vault.search_marks import PAYMENT, marks_of
from evidence_vault.vault.search_terms import terms_of

_BATCH = 2000
_INTO_SEARCH = "INSERT INTO search_index (rowid, terms, sender, marks) VALUES (?, ?, ?, ?)"
_READING = ("item", "seq", "importer", "version", "answers", "content_id", "records_sha256", "messages")
_INTO_READINGS = f"INSERT INTO readings ({', '.join(_READING)}, summary) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_readable = msgspec.json.Encoder(order="sorted").encode
_ASCII = json.JSONEncoder(separators=(",", ":"), sort_keys=True)
MESSAGE, CONVERSATION = 1, 2
# Kinds of searchable texts; 0 and 3 are in ``apply``.


def apply_reading(
    database: Database, seq: int, item: int, payload: Mapping[str, Any], open_content: Callable[[str], BinaryIO]
) -> None:
    """Replace what was read from ``item`` by the kept reading of entry ``seq``.

    If its bytes are missing or damaged the reading stands without rows: ``verify`` names the bytes.
    """
    remove_reading(database, item)
    rows = _ReadingRows(database, seq, item)
    try:
        with open_content(payload["content"]["id"]) as stream:
            for record, fields in reading_records(stream):
                rows.take(record, fields)
    except (errors.BlobMissing, errors.BlobDamaged, errors.SealBroken):
        rows.forget()
    rows.finish()
    database.execute(
        _INTO_READINGS,
        (
            item,
            seq,
            payload["importer"],
            payload["version"],
            canonical_json(payload["answers"]).decode(),
            payload["content"]["id"],
            payload["records_sha256"],
            payload["messages"],
            rows.summary,
        ),
    )
    database.execute("UPDATE items SET importer = ? WHERE number = ?", (payload["importer"], item))


def compact_text(fields: Mapping[str, Json]) -> str:
    """A record's JSON object without what is unknown or empty, as text for a column."""
    kept = {key: value for key, value in fields.items() if value is not None and value != [] and key != "type"}
    try:
        return _readable(kept).decode()
    except UnicodeEncodeError:  # half a surrogate pair
        return _ASCII.encode(kept)


def message_text(message: Message) -> str:
    """What can be searched of a message."""
    payment = message.payment
    texts = [message.sender, message.text, *(each.name for each in message.attachments)]
    if payment is not None:
        texts += [payment.amount, payment.memo, payment.reference, payment.counterparty]
    return "\n".join(text for text in texts if text)


def searchable(text: str) -> str:
    """The terms of ``text``; halves of characters are left out."""
    return terms_of(text.encode("utf-8", "ignore").decode())


def remove_reading(database: Database, item: int) -> None:
    """Take out every row of what was read from ``item``."""
    earlier = database.value("SELECT seq FROM readings WHERE item = ?", (item,))
    if earlier is None:
        return
    first, end = item << 32, (item + 1) << 32
    documents = (first | MESSAGE << 30, first | (CONVERSATION + 1) << 30)
    database.execute("DELETE FROM search_index WHERE rowid >= ? AND rowid < ?", documents)
    database.execute("DELETE FROM messages WHERE number >= ? AND number < ?", (first, end))
    database.execute("DELETE FROM senders WHERE conversation >= ? AND conversation < ?", (first, end))
    database.execute("DELETE FROM conversations WHERE item = ?", (item,))
    database.execute("DELETE FROM item_warnings WHERE seq = ?", (earlier,))
    database.execute("DELETE FROM readings WHERE item = ?", (item,))


def empty_readings(database: Database, content_id: str) -> None:
    """Take out the rows of readings kept under ``content_id``, as if their bytes were missing when they were read."""
    for item, *row in database.rows(f"SELECT {', '.join(_READING)} FROM readings WHERE content_id = ?", (content_id,)):  # noqa: S608 - own columns
        remove_reading(database, item)
        database.execute(_INTO_READINGS, (item, *row, None))


class _ReadingRows:
    def __init__(self, database: Database, seq: int, item: int) -> None:
        self._database = database
        self._seq = seq
        self._item = item
        self._conversations: dict[str, list[Any]] = {}
        self._warnings: list[ReadingWarning] = []
        self._messages: list[tuple[int, int, str]] = []
        self._documents: list[tuple[int, str, str, str]] = []
        self._senders: dict[tuple[int, str | None, str | None], _Sender] = {}
        self._sender_terms: dict[tuple[str | None, str | None], str] = {}
        self.summary: str | None = "{}"

    def take(self, record: object, fields: Mapping[str, Json]) -> None:
        if isinstance(record, Message):
            self._take_message(record, fields)
        elif isinstance(record, Conversation):
            self._conversation(record.id, record)
        elif isinstance(record, ReadingWarning):
            self._warnings.append(record)
        elif isinstance(record, ReadingSummary):
            self.summary = canonical_json(dict(fields)).decode()

    def _conversation(self, identifier: str, record: Conversation | None = None) -> list[Any]:
        if identifier not in self._conversations:
            number = self._item << 32 | len(self._conversations)
            self._conversations[identifier] = [number, record, 0, None, None]
        elif record is not None:
            self._conversations[identifier][1] = record
        return self._conversations[identifier]

    def _take_message(self, message: Message, fields: Mapping[str, Json]) -> None:
        conversation = self._conversation(message.conversation)
        conversation[2] += 1
        if message.sent_at:
            conversation[3] = message.sent_at if conversation[3] is None else min(conversation[3], message.sent_at)
            conversation[4] = message.sent_at if conversation[4] is None else max(conversation[4], message.sent_at)
        self._messages.append((self._item << 32 | message.seq, conversation[0], compact_text(fields)))
        self._take_sender(conversation[0], message)
        if terms := searchable(message_text(message)):
            marks = marks_of("message", message.sent_at, *((PAYMENT,) if message.payment is not None else ()))
            number = self._item << 32 | MESSAGE << 30 | message.seq
            self._documents.append((number, terms, self._terms_of_sender(message), marks))
        if len(self._messages) >= _BATCH:
            self._write_messages()

    def _take_sender(self, conversation: int, message: Message) -> None:
        if not (message.sender or message.sender_id):
            return
        key = (conversation, message.sender, message.sender_id)
        known = self._senders.get(key)
        if known is None:
            known = self._senders[key] = _Sender(message.is_self, message.seq)
        known.messages += 1
        if message.sent_at:
            known.first_at = message.sent_at if known.first_at is None else min(known.first_at, message.sent_at)
            known.last_at = message.sent_at if known.last_at is None else max(known.last_at, message.sent_at)

    def _terms_of_sender(self, message: Message) -> str:
        key = (message.sender, message.sender_id)
        if key not in self._sender_terms:
            self._sender_terms[key] = searchable("\n".join(part for part in key if part))
        return self._sender_terms[key]

    def _write_messages(self) -> None:
        self._database.many("INSERT INTO messages (number, conversation, record) VALUES (?, ?, ?)", self._messages)
        self._database.many(_INTO_SEARCH, self._documents)
        self._messages, self._documents = [], []

    def forget(self) -> None:
        """Take back every row: the bytes could not be read to their end."""
        first = self._item << 32
        self._database.execute(
            "DELETE FROM search_index WHERE rowid >= ? AND rowid < ?", (first | MESSAGE << 30, first | 3 << 30)
        )
        self._database.execute("DELETE FROM messages WHERE number >= ? AND number < ?", (first, first + (1 << 32)))
        self._conversations, self._warnings, self._messages, self._documents = {}, [], [], []
        self._senders = {}
        self.summary = None

    def finish(self) -> None:
        self._write_messages()
        for identifier, (number, record, count, first_at, last_at) in self._conversations.items():
            shown = record or Conversation(identifier, None, "unknown")
            self._database.execute(
                "INSERT INTO conversations (number, item, id, record, messages, first_at, last_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (number, self._item, identifier, compact_text(to_json(shown)), count, first_at, last_at),
            )
            names = [person.name for person in shown.participants if person.name]
            accounts = [person.account_id for person in shown.participants if person.account_id]
            if terms := searchable("\n".join([*([shown.title] if shown.title else []), *names])):
                marks = marks_of("conversation", first_at)
                sender = searchable("\n".join([*names, *accounts]))
                self._documents.append((number | CONVERSATION << 30, terms, sender, marks))
        self._database.many(_INTO_SEARCH, self._documents)
        self._write_senders()
        self._database.many(
            "INSERT INTO item_warnings (seq, position, item, code, text, line) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (self._seq, at, self._item, each.code, without_halves(each.text), each.line)
                for at, each in enumerate(self._warnings)
            ],
        )

    def _write_senders(self) -> None:
        places: dict[int, int] = {}
        rows: list[tuple[Value, ...]] = []
        for (conversation, name, account_id), known in self._senders.items():
            place = places[conversation] = places.get(conversation, -1) + 1
            is_self = None if known.is_self is None else int(known.is_self)
            shown = tuple(None if each is None else without_halves(each) for each in (name, account_id))
            counted = (known.messages, known.first_seq, known.first_at, known.last_at)
            rows.append((conversation, place, *shown, is_self, *counted))
        self._database.many(
            "INSERT INTO senders "
            "(conversation, position, name, account_id, is_self, messages, first_seq, first_at, last_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


@dataclass(slots=True)
class _Sender:
    """Under which name and account somebody wrote in a conversation: when first and last, how often."""

    is_self: bool | None
    first_seq: int
    messages: int = 0
    first_at: str | None = None
    last_at: str | None = None


def without_halves(text: str) -> str:
    """``text`` with halves of characters shown as U+FFFD, for a column."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
