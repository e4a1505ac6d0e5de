# SPDX-License-Identifier: GPL-3.0-or-later
"""ONE function turns an entry of the journal into rows: when it happens, and when the index is made again.

It never refuses: what the journal holds has happened. Entries without payload (erased) and unknown events
leave their line in the log only.
"""

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, Protocol, TypeAlias

from evidence_vault.hashing import canonical_json
from evidence_vault.records import TAKEN_FROM
from evidence_vault.vault import merkle
from evidence_vault.vault.apply_erasing import apply_added_without_payload, apply_content_erased
from evidence_vault.vault.apply_reading import apply_reading
from evidence_vault.vault.database import Database, Value
from evidence_vault.vault.entries import JournalEntry
from evidence_vault.vault.journal import Position, StoredEntry
from evidence_vault.vault.search_marks import marks_of
from evidence_vault.vault.search_terms import terms_of

ITEM_COLUMNS = (
    "id",
    "name",
    "media_type",
    "importer",
    "file_modified_at",
    "file_created_at",
    "source_folder",
    "claimed_at",
    "claimed_basis",
    "contained_in",
    "derived_from",
)
FACT, ITEM = 0, 3
SEARCH_KINDS = ("fact", "message", "conversation", "item")
"""The kinds of searchable texts by their number; 1 and 2 are in ``apply_reading``."""
_OF_FACTS = frozenset({"put", "retracted"})
ADDS_ITEMS = frozenset({"added", "derived"})
_TIMES = ("sent_at", "at", "reported_at", "filed_at", "first_seen")
"""Fields that say when what a fact tells of happened, for finding it by its day."""


class BlobSource(Protocol):
    """Where kept readings come from."""

    def open(self, content_id: str) -> BinaryIO:
        """The bytes of a content. Raises BlobMissing or BlobDamaged."""


Payload: TypeAlias = Mapping[str, Any]
_Step: TypeAlias = Callable[[Database, JournalEntry, Payload], None]


def apply_entry(database: Database, stored: StoredEntry, contents: BlobSource) -> None:
    """Add everything that follows from one entry, within the caller's transaction."""
    entry = stored.entry
    _keep_in_log(database, entry)
    _grow_tree(database, entry)
    if entry.event in _OF_FACTS:
        apply_to_fact(database, entry)
    elif entry.payload is not None:
        if entry.event == "read":
            _apply_read(database, entry, entry.payload, contents)
        elif step := _STEPS.get(entry.event):
            step(database, entry, entry.payload)
    elif entry.event in ADDS_ITEMS:
        apply_added_without_payload(database, entry)
    _keep_position(database, stored.position)


def apply_to_fact(database: Database, entry: JournalEntry) -> None:
    """What a "put" or "retracted" makes of its fact. An erased "put" makes nothing; taking back needs no payload."""
    if entry.event == "retracted":
        forget_fact(database, entry.subjects[0])
    elif entry.payload is not None:
        _apply_put(database, entry, entry.payload)


def forget_fact(database: Database, fact_id: str) -> None:
    """Take a fact out of the tables and out of what can be found."""
    first = database.value("SELECT first_seq FROM facts WHERE id = ?", (fact_id,))
    if first is not None:
        put_in_search(database, document_number(first, FACT), "")
        database.execute("DELETE FROM facts WHERE id = ?", (fact_id,))


def position_of(database: Database) -> Position:
    """How far the journal is applied."""
    values: dict[str, str] = dict(database.rows("SELECT key, value FROM meta"))
    if "size" not in values:
        return Position()
    return Position(int(values["size"]), int(values["segment"]), int(values["segment_end"]), values["head"])


def tree_node(database: Database) -> merkle.NodeAt:
    """The complete subtrees as the index holds them."""

    def node_at(level: int, position: int) -> bytes:
        found = database.value("SELECT hash FROM tree WHERE node = ?", (level << 48 | position,))
        return bytes(found)

    return node_at


def document_number(seq: int, kind: int, position: int = 0) -> int:
    """The number of a searchable text: the entry it came with, its kind, its place within."""
    return seq << 32 | kind << 30 | position


def item_number(database: Database, item_id: object) -> int | None:
    """The number (the seq of its entry) of an item."""
    found = database.value("SELECT number FROM items WHERE id = ?", (str(item_id),))
    return None if found is None else int(found)


def put_in_search(database: Database, number: int, text: str, at: str | None = None) -> None:
    """Make ``text`` of the time ``at`` findable under ``number``, instead of what was there; "" takes it out."""
    database.execute("DELETE FROM search_index WHERE rowid = ?", (number,))
    if terms := terms_of(text):
        marks = marks_of(SEARCH_KINDS[number >> 30 & 3], at)
        database.execute("INSERT INTO search_index (rowid, terms, marks) VALUES (?, ?, ?)", (number, terms, marks))


def json_text(value: object) -> str:
    """Canonical JSON as text, for a column."""
    return canonical_json(value).decode()


# --- every entry


def _keep_in_log(database: Database, entry: JournalEntry) -> None:
    payload = None if entry.payload is None else json_text(dict(entry.payload))
    database.execute(
        "INSERT INTO log (seq, case_id, custody, event, envelope, salt, payload) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (entry.seq, entry.case_id, int(entry.custody), entry.event, entry.envelope, entry.salt, payload),
    )
    subjects = dict.fromkeys(entry.subjects)
    database.many("INSERT INTO log_subjects (subject, seq) VALUES (?, ?)", [(each, entry.seq) for each in subjects])


def _grow_tree(database: Database, entry: JournalEntry) -> None:
    nodes = merkle.new_nodes(entry.seq, entry.hash, tree_node(database))
    database.many(
        "INSERT INTO tree (node, hash) VALUES (?, ?)",
        [(level << 48 | position, digest) for level, position, digest in nodes],
    )


def _keep_position(database: Database, position: Position) -> None:
    _keep_meta(
        database,
        size=position.size,
        head=position.head,
        segment=position.segment,
        segment_end=position.end,
    )


def _keep_meta(database: Database, **values: Value) -> None:
    database.many(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [(key, str(value)) for key, value in values.items()],
    )


# --- events


def _apply_created(database: Database, _entry: JournalEntry, payload: Payload) -> None:
    _keep_actor(database, payload["actor"])
    _keep_meta(database, owner=payload["actor"]["id"])


def _apply_actor(database: Database, _entry: JournalEntry, payload: Payload) -> None:
    _keep_actor(database, payload)


def _keep_actor(database: Database, actor: Payload) -> None:
    database.execute(
        "INSERT INTO actors (id, name, role) VALUES (?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role",
        (actor["id"], actor["name"], actor["role"]),
    )


def _apply_added(database: Database, entry: JournalEntry, payload: Payload) -> None:
    item, content = payload["item"], payload["content"]
    _keep_content(database, payload["content"])
    columns = ", ".join(ITEM_COLUMNS)
    places = ", ".join("?" * (len(ITEM_COLUMNS) + 6))
    derivation = None if item.get("derivation") is None else json_text(item["derivation"])
    facts = json_text(item.get("facts", {}))
    database.execute(
        f"INSERT INTO items (number, content_id, added_at, added_by, derivation, facts, {columns}) "  # noqa: S608
        f"VALUES ({places})",
        (entry.seq, content["id"], payload["at"], entry.actor, derivation, facts, *map(item.get, ITEM_COLUMNS)),
    )
    _keep_warnings(database, entry.seq, entry.seq, item.get("warnings", []))
    put_in_search(database, document_number(entry.seq, ITEM), item["name"], item.get("claimed_at"))


def _keep_content(database: Database, content: Payload) -> None:
    # The file is another one where a damaged blob was replaced by a good one.
    database.execute(
        "INSERT INTO contents (id, sha256, size, stored_sha256) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET stored_sha256 = excluded.stored_sha256",
        (content["id"], content["sha256"], content["size"], content["stored_sha256"]),
    )
    database.execute("DELETE FROM erased_contents WHERE id = ?", (content["id"],))  # the same bytes came again


def _keep_warnings(database: Database, seq: int, item: int, warnings: list[Payload]) -> None:
    database.many(
        "INSERT INTO item_warnings (seq, position, item, code, text, line) VALUES (?, ?, ?, ?, ?, ?)",
        [(seq, at, item, each["code"], each["text"], each["line"]) for at, each in enumerate(warnings)],
    )


def _apply_received_again(database: Database, entry: JournalEntry, payload: Payload) -> None:
    number = item_number(database, entry.subjects[0])
    if number is not None:
        database.execute(
            "INSERT INTO acquisitions (seq, item, name, at, source_folder, file_modified_at) VALUES (?, ?, ?, ?, ?, ?)",
            (entry.seq, number, payload["name"], payload["at"], payload["source_folder"], payload["file_modified_at"]),
        )


def _apply_read(database: Database, entry: JournalEntry, payload: Payload, contents: BlobSource) -> None:
    number = item_number(database, entry.subjects[0])
    if number is None:
        return
    _keep_content(database, payload["content"])
    apply_reading(database, entry.seq, number, payload, contents.open)


def _apply_put(database: Database, entry: JournalEntry, payload: Payload) -> None:
    fact_id, fields = entry.subjects[0], payload["fields"]
    first = database.value("SELECT first_seq FROM facts WHERE id = ?", (fact_id,))
    first = entry.seq if first is None else first
    database.execute(
        "INSERT OR REPLACE INTO facts (id, entity, case_id, fields, recorded_at, recorded_by, first_seq) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (fact_id, payload["entity"], entry.case_id, json_text(fields), payload["at"], entry.actor, first),
    )
    at = next((fields[name] for name in _TIMES if isinstance(fields.get(name), str)), None)
    put_in_search(database, document_number(first, FACT), "\n".join(words_of_fact(fields)), at)


def words_of_fact(fields: Payload) -> list[str]:
    """The texts of a fact that people search for; what it was taken over from is named by ids only."""
    return texts_of({name: value for name, value in fields.items() if name != TAKEN_FROM})


def texts_of(value: Any) -> list[str]:
    """Every text inside a JSON value, in order."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for each in value for text in texts_of(each)] if isinstance(value, list) else []


def _apply_exhibit_given(database: Database, entry: JournalEntry, payload: Payload) -> None:
    number = item_number(database, entry.subjects[0])
    if number is not None:
        database.execute(
            "INSERT INTO exhibits (case_id, number, item, given) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (entry.case_id, payload["number"], number, entry.seq),
        )


def _apply_exhibit_withdrawn(database: Database, entry: JournalEntry, payload: Payload) -> None:
    database.execute(
        "UPDATE exhibits SET withdrawn = ? WHERE case_id = ? AND number = ?",
        (entry.seq, entry.case_id, payload["number"]),
    )


def _apply_case_key(database: Database, entry: JournalEntry, payload: Payload) -> None:
    database.execute(
        "INSERT OR REPLACE INTO case_keys (case_id, public_key, seq) VALUES (?, ?, ?)",
        (entry.case_id, payload["public_key"], entry.seq),
    )


def _apply_header_changed(database: Database, _entry: JournalEntry, payload: Payload) -> None:
    _keep_meta(database, header_sha256=payload["sha256"], header_generation=payload["generation"])


def _apply_erased(database: Database, entry: JournalEntry, payload: Payload) -> None:
    database.execute(
        "INSERT INTO erased (seq, by_seq) VALUES (?, ?) ON CONFLICT DO NOTHING", (payload["seq"], entry.seq)
    )


def _apply_content_erased(database: Database, entry: JournalEntry, payload: Payload) -> None:
    for number, name in apply_content_erased(database, entry, payload):
        put_in_search(database, document_number(number, ITEM), name)


_STEPS: dict[str, _Step] = {
    "vault-created": _apply_created,
    "actor-named": _apply_actor,
    "added": _apply_added,
    "derived": _apply_added,
    "received-again": _apply_received_again,
    "exhibit-given": _apply_exhibit_given,
    "exhibit-withdrawn": _apply_exhibit_withdrawn,
    "case-key-made": _apply_case_key,
    "header-changed": _apply_header_changed,
    "payload-erased": _apply_erased,
    "content-erased": _apply_content_erased,
}
