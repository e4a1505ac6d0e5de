# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds words in names, messages, conversations and facts."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, TypeAlias

from evidence_vault.vault.apply import FACT, ITEM, document_number, item_number, words_of_fact
from evidence_vault.vault.apply_reading import CONVERSATION, MESSAGE, message_text
from evidence_vault.vault.database import Database, Value
from evidence_vault.vault.picture_texts import continuous_text, record_text
from evidence_vault.vault.reading_queries import conversation_of, message_of
from evidence_vault.vault.search_marks import days_query
from evidence_vault.vault.search_terms import first_place, holds_a_word, query_of

BEFORE, AFTER = 30, 90
KINDS = ("item", "message", "conversation", "fact", "picture")


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What hits must have beside the words.

    ``kinds``: of ``KINDS``, empty for all. ``person``: words of a sender's or participant's name or account, so that
    only messages and conversations are left. ``first_day``, ``last_day``: both included; the day as the source
    writes it, so that what has no time is left out. ``item_id``: only messages read from this item.
    """

    kinds: frozenset[str] = frozenset()
    person: str = ""
    first_day: date | None = None
    last_day: date | None = None
    item_id: str | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Where the words stand. ``kind``: item, message, conversation, fact or picture (text the program read there).

    ``page`` counts from 0, for text in pictures. ``seq`` is the message's number; ``fact_id`` is set for facts,
    ``item_id`` for everything else and for facts about evidence. ``snippet`` is the text around the first word, on one
    line. ``title``: the sender of a message. ``at``: its time, or that of an item. ``entity`` and ``field``: what fact
    it is, and which of its fields holds the first word.
    """

    kind: str
    item_id: str | None
    snippet: str
    conversation_id: str | None = None
    seq: int | None = None
    fact_id: str | None = None
    case_id: str | None = None
    page: int | None = None
    title: str | None = None
    at: str | None = None
    entity: str | None = None
    field: str | None = None


_Finder: TypeAlias = Callable[[Database, int, int, str], tuple[SearchHit, str] | None]
_EVERYTHING = SearchFilter()


def search(
    database: Database,
    words: str,
    *,
    case_id: str | None = None,
    wanted: SearchFilter = _EVERYTHING,
    limit: int = 200,
) -> tuple[SearchHit, ...]:
    """At most ``limit`` places that hold all ``words``, in the order in which they came into the vault.

    Texts that hold the whole words stand before those that hold only words beginning so, and text in pictures last.
    """
    return tuple(islice(_all_hits(database, words, case_id, wanted), limit))


def _all_hits(database: Database, words: str, case_id: str | None, wanted: SearchFilter) -> Iterator[SearchHit]:
    shown: set[int] = set()
    for query in dict.fromkeys((query_of(words, whole=True), query_of(words))):
        # Not even begun where there is enough: gathering the beginnings of a frequent word is what takes long.
        for document in _documents(database, _with_filter(query, wanted), case_id, wanted.item_id) if query else ():
            hit = None if document in shown else _hit(database, document, words)
            if hit is not None and (case_id is None or hit.item_id is not None or hit.case_id == case_id):
                shown.add(document)
                yield hit
    if query_of(words) and not wanted.person and wanted.item_id is None and "picture" in (wanted.kinds or KINDS):
        yield from _hits_in_pictures(database, words, case_id, wanted)


def _hit(database: Database, document: int, words: str) -> SearchHit | None:
    seq, kind, position = document >> 32, document >> 30 & 3, document & (1 << 30) - 1
    found = _FINDERS[kind](database, seq, position, words)
    return None if found is None else _with_snippet(*found, words)


def _hits_in_pictures(database: Database, words: str, case_id: str | None, wanted: SearchFilter) -> Iterator[SearchHit]:
    items = None if case_id is None else _items_of(database, case_id)
    rows = database.each(
        "SELECT i.number, i.id, i.claimed_at, t.page, t.record FROM picture_index x "
        "JOIN picture_texts t ON t.number = x.rowid JOIN items i ON i.content_id = t.content_id AND i.erased IS NULL "
        "WHERE x.picture_index MATCH ? ORDER BY i.number, t.page",
        (query_of(words),),
    )
    for number, item_id, at, page, record in rows:
        if (items is None or number in items) and _is_in(at, wanted):
            hit = SearchHit("picture", item_id, "", page=page, at=at)
            yield _with_snippet(hit, continuous_text(record_text(record)), words)


def _is_in(at: str | None, wanted: SearchFilter) -> bool:
    if wanted.first_day is None and wanted.last_day is None:
        return True
    first, last = wanted.first_day or date.min, wanted.last_day or date.max
    return at is not None and first.isoformat() <= at[: len("2026-03-01")] <= last.isoformat()


def _with_filter(query: str, wanted: SearchFilter) -> str:
    parts = [f"terms : ({query})"]
    if person := query_of(wanted.person):
        parts.append(f"sender : ({person})")
    for marks in (" OR ".join(sorted(wanted.kinds)), days_query(wanted.first_day, wanted.last_day)):
        if marks:
            parts.append(f"marks : ({marks})")
    return " AND ".join(parts)


def _documents(database: Database, query: str, case_id: str | None, item_id: str | None) -> Iterator[int]:
    if item_id is not None:
        number = item_number(database, item_id)
        if number is not None:
            yield from _matches(database, query, *_messages_from(number, number))
        return
    if case_id is None:
        yield from _matches(database, query)
        return
    # Texts of a reading lie side by side: the engine jumps to those of the case. The others are few.
    items = _items_of(database, case_id)
    found = [_matches(database, f"({query}) AND marks : (item OR fact)")]
    found += [_matches(database, query, *_readings_from(first, last)) for first, last in _stretches(database, items)]
    yield from (one for each in found for one in each if one >> 30 & 3 == FACT or one >> 32 in items)


def _messages_from(first: int, last: int) -> tuple[int, int]:
    return document_number(first, MESSAGE), document_number(last, CONVERSATION)


def _readings_from(first: int, last: int) -> tuple[int, int]:
    return document_number(first, MESSAGE), document_number(last, ITEM)


def _matches(database: Database, query: str, first: int | None = None, end: int | None = None) -> Iterator[int]:
    where, values = "search_index MATCH ?", list[Value]([query])
    if first is not None:
        where, values = f"{where} AND rowid >= ? AND rowid < ?", [query, first, end]
    for (document,) in database.each(f"SELECT rowid FROM search_index WHERE {where} ORDER BY rowid", values):  # noqa: S608
        yield document


def _stretches(database: Database, items: frozenset[int]) -> list[tuple[int, int]]:
    """First and last number of neighbouring items with readings, all of them of the case."""
    found: list[tuple[int, int]] = []
    before_is_ours = False
    for (number,) in database.rows("SELECT item FROM readings ORDER BY item"):
        is_ours = number in items
        if is_ours and before_is_ours:
            found[-1] = (found[-1][0], number)
        elif is_ours:
            found.append((number, number))
        before_is_ours = is_ours
    return found


def _items_of(database: Database, case_id: str) -> frozenset[int]:
    rows = database.rows(
        "WITH RECURSIVE inside (number, id) AS ("
        "  SELECT i.number, i.id FROM items i JOIN exhibits e ON e.item = i.number"
        "  WHERE e.case_id = ? AND e.withdrawn IS NULL"
        "  UNION SELECT i.number, i.id FROM items i JOIN inside p ON i.contained_in = p.id OR i.derived_from = p.id"
        ") SELECT number FROM inside",
        (case_id,),
    )
    return frozenset(row[0] for row in rows)


def _with_snippet(hit: SearchHit, text: str, words: str) -> SearchHit:
    line = " ".join(text.split())
    start = max(0, first_place(line, words) - BEFORE)
    end = start + BEFORE + AFTER
    snippet = ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
    return replace(hit, snippet=snippet)


def _find_item(database: Database, seq: int, _position: int, _words: str) -> tuple[SearchHit, str] | None:
    row = database.row("SELECT id, name, claimed_at FROM items WHERE number = ?", (seq,))
    return None if row is None else (SearchHit("item", row[0], "", at=row[2]), row[1])


def _find_message(database: Database, seq: int, position: int, _words: str) -> tuple[SearchHit, str] | None:
    row = database.row(
        "SELECT i.id, m.record FROM messages m JOIN items i ON i.number = m.number >> 32 WHERE m.number = ?",
        (seq << 32 | position,),
    )
    if row is None:
        return None
    message = message_of(row[1])
    hit = SearchHit("message", row[0], "", message.conversation, message.seq, title=message.sender, at=message.sent_at)
    return hit, message_text(message)


def _find_conversation(database: Database, seq: int, position: int, _words: str) -> tuple[SearchHit, str] | None:
    row = database.row(
        "SELECT i.id, v.record FROM conversations v JOIN items i ON i.number = v.item WHERE v.number = ?",
        (seq << 32 | position,),
    )
    if row is None:
        return None
    conversation = conversation_of(row[1])
    names = [conversation.title, *(person.name for person in conversation.participants)]
    return SearchHit("conversation", row[0], "", conversation.id), "\n".join(name for name in names if name)


def _find_fact(database: Database, seq: int, _position: int, words: str) -> tuple[SearchHit, str] | None:
    row = database.row("SELECT id, case_id, entity, fields FROM facts WHERE first_seq = ?", (seq,))
    if row is None:
        return None
    fields: dict[str, Any] = json.loads(row[3])
    texts = {name: "\n".join(words_of_fact({name: value})) for name, value in fields.items()}
    # One field alone is shown: the number of an account that stands in another one is nobody's business here.
    field = next((name for name, text in texts.items() if holds_a_word(text, words)), None)
    text = texts[field] if field else "\n".join(text for text in texts.values() if text)
    hit = SearchHit("fact", None, "", fact_id=row[0], case_id=row[1], entity=row[2], field=field)
    if isinstance(fields.get("item_id"), str):  # said of a piece of evidence, or of a message of it
        hit = replace(
            hit, item_id=fields["item_id"], conversation_id=fields.get("conversation_id"), seq=fields.get("seq")
        )
    return hit, text


_FINDERS: dict[int, _Finder] = {
    FACT: _find_fact,
    ITEM: _find_item,
    MESSAGE: _find_message,
    CONVERSATION: _find_conversation,
}
