# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds words in names, messages, conversations and facts."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeAlias

from evidence_vault.vault.apply import FACT, ITEM, texts_of
from evidence_vault.vault.apply_reading import CONVERSATION, MESSAGE, message_text
from evidence_vault.vault.database import Database
from evidence_vault.vault.picture_texts import continuous_text, record_text
from evidence_vault.vault.reading_queries import conversation_of, message_of
from evidence_vault.vault.search_terms import first_place, query_of

BEFORE, AFTER = 30, 90


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Where the words stand. ``kind``: item, message, conversation, fact or picture (text the program read there).

    ``page`` counts from 0, for text in pictures. ``seq`` is the message's number; ``fact_id`` is set for facts,
    else ``item_id``. ``snippet`` is the text around the first word, on one line.
    """

    kind: str
    item_id: str | None
    snippet: str
    conversation_id: str | None = None
    seq: int | None = None
    fact_id: str | None = None
    case_id: str | None = None
    page: int | None = None


_Finder: TypeAlias = Callable[[Database, int, int], tuple[SearchHit, str] | None]


def search(database: Database, words: str, *, case_id: str | None = None, limit: int = 200) -> tuple[SearchHit, ...]:
    """At most ``limit`` places that hold all ``words``, in the order in which they came into the vault."""
    query = query_of(words)
    if not query:
        return ()
    hits: list[SearchHit] = []
    items = _items_of(database, case_id)
    for hit in chain(_hits(database, query, words, items), _hits_in_pictures(database, query, words, items)):
        if case_id is not None and hit.item_id is None and hit.case_id != case_id:
            continue
        hits.append(hit)
        if len(hits) == limit:
            break
    return tuple(hits)


def _items_of(database: Database, case_id: str | None) -> frozenset[int] | None:
    if case_id is None:
        return None
    rows = database.rows(
        "WITH RECURSIVE inside (number, id) AS ("
        "  SELECT i.number, i.id FROM items i JOIN exhibits e ON e.item = i.number"
        "  WHERE e.case_id = ? AND e.withdrawn IS NULL"
        "  UNION SELECT i.number, i.id FROM items i JOIN inside p ON i.contained_in = p.id OR i.derived_from = p.id"
        ") SELECT number FROM inside",
        (case_id,),
    )
    return frozenset(row[0] for row in rows)


def _hits(database: Database, query: str, words: str, items: frozenset[int] | None) -> Iterator[SearchHit]:
    for (document,) in database.each(
        "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid", (query,)
    ):
        seq, kind, position = document >> 32, document >> 30 & 3, document & (1 << 30) - 1
        if kind != FACT and items is not None and seq not in items:
            continue
        found = _FINDERS[kind](database, seq, position)
        if found is not None:
            hit, text = found
            yield _with_snippet(hit, text, words)


def _hits_in_pictures(database: Database, query: str, words: str, items: frozenset[int] | None) -> Iterator[SearchHit]:
    rows = database.each(
        "SELECT i.number, i.id, t.page, t.record FROM picture_index x JOIN picture_texts t ON t.number = x.rowid "
        "JOIN items i ON i.content_id = t.content_id AND i.erased IS NULL "
        "WHERE x.picture_index MATCH ? ORDER BY i.number, t.page",
        (query,),
    )
    for number, item_id, page, record in rows:
        if items is None or number in items:
            yield _with_snippet(
                SearchHit("picture", item_id, "", page=page), continuous_text(record_text(record)), words
            )


def _with_snippet(hit: SearchHit, text: str, words: str) -> SearchHit:
    line = " ".join(text.split())
    start = max(0, first_place(line, words) - BEFORE)
    end = start + BEFORE + AFTER
    snippet = ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
    return replace(hit, snippet=snippet)


def _find_item(database: Database, seq: int, _position: int) -> tuple[SearchHit, str] | None:
    row = database.row("SELECT id, name FROM items WHERE number = ?", (seq,))
    return None if row is None else (SearchHit("item", row[0], ""), row[1])


def _find_message(database: Database, seq: int, position: int) -> tuple[SearchHit, str] | None:
    row = database.row(
        "SELECT i.id, m.record FROM messages m JOIN items i ON i.number = m.number >> 32 WHERE m.number = ?",
        (seq << 32 | position,),
    )
    if row is None:
        return None
    message = message_of(row[1])
    return SearchHit("message", row[0], "", message.conversation, message.seq), message_text(message)


def _find_conversation(database: Database, seq: int, position: int) -> tuple[SearchHit, str] | None:
    row = database.row(
        "SELECT i.id, v.record FROM conversations v JOIN items i ON i.number = v.item WHERE v.number = ?",
        (seq << 32 | position,),
    )
    if row is None:
        return None
    conversation = conversation_of(row[1])
    names = [conversation.title, *(person.name for person in conversation.participants)]
    return SearchHit("conversation", row[0], "", conversation.id), "\n".join(name for name in names if name)


def _find_fact(database: Database, seq: int, _position: int) -> tuple[SearchHit, str] | None:
    row = database.row("SELECT id, case_id, fields FROM facts WHERE first_seq = ?", (seq,))
    if row is None:
        return None
    return SearchHit("fact", None, "", fact_id=row[0], case_id=row[1]), "\n".join(texts_of(json.loads(row[2])))


_FINDERS: dict[int, _Finder] = {
    FACT: _find_fact,
    ITEM: _find_item,
    MESSAGE: _find_message,
    CONVERSATION: _find_conversation,
}
