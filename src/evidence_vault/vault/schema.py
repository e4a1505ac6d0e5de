# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of the index. Another version of them means: made again from blobs and journal, never changed in place."""

from typing import Any

from evidence_vault.vault.database import Database

VERSION = 5
"""To be raised whenever an entry becomes other rows than before: new columns, but also other words of the search
index. Else a vault that was opened in between differs from its journal (a test holds the rows of a kept vault)."""

_TABLES: dict[str, tuple[dict[str, Any], str | tuple[str, ...]]] = {
    "meta": ({"key": str, "value": str}, "key"),
    "log": (
        {"seq": int, "case_id": str, "custody": int, "event": str, "envelope": str, "salt": str, "payload": str},
        "seq",
    ),
    "log_subjects": ({"subject": str, "seq": int}, ("subject", "seq")),
    "tree": ({"node": int, "hash": bytes}, "node"),
    "actors": ({"id": str, "name": str, "role": str}, "id"),
    "contents": ({"id": str, "sha256": str, "size": int, "stored_sha256": str}, "id"),
    "items": (
        {
            "number": int,
            "id": str,
            "content_id": str,
            "name": str,
            "media_type": str,
            "importer": str,
            "added_at": str,
            "added_by": str,
            "file_modified_at": str,
            "file_created_at": str,
            "source_folder": str,
            "claimed_at": str,
            "claimed_basis": str,
            "contained_in": str,
            "derived_from": str,
            "derivation": str,
            "facts": str,
            "erased": int,
        },
        "number",
    ),
    "acquisitions": (
        {"seq": int, "item": int, "name": str, "at": str, "source_folder": str, "file_modified_at": str},
        "seq",
    ),
    "item_warnings": (
        {"seq": int, "position": int, "item": int, "code": str, "text": str, "line": int},
        ("seq", "position"),
    ),
    "exhibits": (
        {"case_id": str, "number": str, "item": int, "given": int, "withdrawn": int},
        ("case_id", "number"),
    ),
    "facts": (
        {
            "id": str,
            "entity": str,
            "case_id": str,
            "fields": str,
            "recorded_at": str,
            "recorded_by": str,
            "first_seq": int,
        },
        "id",
    ),
    "readings": (
        {
            "item": int,
            "seq": int,
            "importer": str,
            "version": str,
            "answers": str,
            "content_id": str,
            "records_sha256": str,
            "messages": int,
            "summary": str,
        },
        "item",
    ),
    "conversations": (
        {"number": int, "item": int, "id": str, "record": str, "messages": int, "first_at": str, "last_at": str},
        "number",
    ),
    "messages": ({"number": int, "conversation": int, "record": str}, "number"),
    "senders": (
        {
            "conversation": int,
            "position": int,
            "name": str,
            "account_id": str,
            "is_self": int,
            "messages": int,
            "first_seq": int,
            "first_at": str,
            "last_at": str,
        },
        ("conversation", "position"),
    ),
    "case_keys": ({"case_id": str, "public_key": str, "seq": int}, "case_id"),
    "erased": ({"seq": int, "by_seq": int}, "seq"),
    "erased_contents": ({"id": str, "by_seq": int}, "id"),
    "derived": ({"key": str, "data": bytes}, "key"),
    "picture_texts": (
        {"number": int, "content_id": str, "page": int, "form": int, "failure": str, "record": str},
        "number",
    ),
}

_INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "log": (("case_id",),),
    "contents": (("sha256",),),
    "items": (("content_id",), ("contained_in",), ("derived_from",)),
    "acquisitions": (("item",),),
    "item_warnings": (("item",),),
    "exhibits": (("item",),),
    "facts": (("case_id", "entity"), ("first_seq",)),
    "conversations": (("item",),),
    "messages": (("conversation", "number"),),
    "picture_texts": (("content_id", "page"),),
}

_SEARCH_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING "
    "fts5(terms, sender, marks, content='', contentless_delete=1, tokenize='ascii')"
)

_PICTURE_INDEX = (
    "CREATE VIRTUAL TABLE picture_index USING fts5(terms, content='', contentless_delete=1, tokenize='ascii')"
)

_MADE_AGAIN = frozenset({"derived", "picture_texts"})
"""What follows from the bytes and not from the journal; an index that is made again begins without it."""

COMPARED = tuple(name for name in _TABLES if name not in _MADE_AGAIN)
"""The tables that follow from the journal row for row."""

KEYS: dict[str, tuple[str, ...]] = {
    name: (key,) if isinstance(key, str) else key for name, (_columns, key) in _TABLES.items()
}
"""The primary key of every table, for comparing in order."""


def create_tables(database: Database) -> None:
    """Make the tables in an empty database."""
    tables = database.tables()
    for name, (columns, key) in _TABLES.items():
        tables.table(name).create(columns, pk=key, strict=True)
        for index in _INDEXES.get(name, ()):
            tables.table(name).create_index(index)
    tables.table("items").create_index(["id"], unique=True)
    database.execute(_SEARCH_INDEX)
    database.execute(_PICTURE_INDEX)
    database.execute(f"PRAGMA user_version = {VERSION}")


def is_this_version(database: Database) -> bool:
    """Whether the index was made with this version of the tables, to the end."""
    return bool(database.value("PRAGMA user_version") == VERSION)
