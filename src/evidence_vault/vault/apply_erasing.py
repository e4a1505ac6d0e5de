# SPDX-License-Identifier: GPL-3.0-or-later
"""What the index keeps of items whose contents were erased: that they were there, nothing of what was in them.

The rows are the same whether the entries of the items still have their payloads (live) or not (made again).
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from evidence_vault.vault.apply_reading import empty_readings, remove_reading
from evidence_vault.vault.database import Database
from evidence_vault.vault.entries import JournalEntry
from evidence_vault.vault.picture_texts import PictureTexts

_BARE = (
    *("media_type", "importer", "file_modified_at", "file_created_at", "source_folder", "claimed_at"),
    *("claimed_basis", "derivation"),
)
_KEPT = ("name", "media_type", "contained_in", "derived_from", "added_at")
_WORD = re.compile(r"[A-Za-z0-9]+")


def apply_added_without_payload(database: Database, entry: JournalEntry) -> None:
    """A place for an item whose "added" was erased: numbers were given to it before its ``content-erased``."""
    database.execute(
        "INSERT INTO items (number, id, content_id, name, added_at, added_by, facts) VALUES (?, ?, '', '', ?, ?, '{}')",
        (entry.seq, entry.subjects[0], entry.utc, entry.actor),
    )


def apply_content_erased(database: Database, entry: JournalEntry, payload: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Strip the items to what the entry says of them; (number, name) of each, for what can be found."""
    stripped: list[tuple[int, str]] = []
    for item in payload["items"]:
        number = database.value("SELECT number FROM items WHERE id = ?", (item["id"],))
        if number is not None:
            _strip(database, number, item, entry.seq)
            stripped.append((number, item["name"]))
    for content in payload["contents"]:
        _forget_content(database, content, entry.seq)
        empty_readings(database, content["id"])
    database.many(
        "INSERT INTO erased (seq, by_seq) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(seq, entry.seq) for seq in payload["entries"]],
    )
    forget_derived(database, {content["id"] for content in payload["contents"]})
    return stripped


def _strip(database: Database, number: int, item: Mapping[str, Any], erased_by: int) -> None:
    remove_reading(database, number)
    database.execute("DELETE FROM acquisitions WHERE item = ?", (number,))
    database.execute("DELETE FROM item_warnings WHERE item = ?", (number,))
    nothing = ", ".join(f"{column} = NULL" for column in _BARE)
    kept = ", ".join(f"{column} = ?" for column in _KEPT)
    database.execute(
        f"UPDATE items SET {nothing}, {kept}, content_id = ?, facts = '{{}}', erased = ? WHERE number = ?",  # noqa: S608
        (*(item[column] for column in _KEPT), item["content"], erased_by, number),
    )


def _forget_content(database: Database, content: Mapping[str, Any], erased_by: int) -> None:
    database.execute(
        "INSERT INTO contents (id, sha256, size, stored_sha256) VALUES (?, ?, ?, '') "
        "ON CONFLICT (id) DO UPDATE SET stored_sha256 = ''",
        (content["id"], content["sha256"], content["size"]),
    )
    database.execute(
        "INSERT OR REPLACE INTO erased_contents (id, by_seq) VALUES (?, ?)",
        (content["id"], erased_by),
    )


def forget_derived(database: Database, gone: Iterable[str]) -> None:
    """Take out what was made from contents and is in the index only: thumbnails, text read in pictures."""
    wanted = frozenset(gone)
    texts = PictureTexts(database)
    for content_id in sorted(wanted):
        texts.take_out(content_id)
    keys = [key for (key,) in database.rows("SELECT key FROM derived") if wanted.intersection(_WORD.findall(key))]
    database.many("DELETE FROM derived WHERE key = ?", [(key,) for key in keys])
