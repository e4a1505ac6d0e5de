# SPDX-License-Identifier: GPL-3.0-or-later
"""Text the program read in pictures: kept beside the evidence in the index only, since it can be made again."""

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise

from evidence_vault.picture_text_json import FORM, text_from_json, text_to_json
from evidence_vault.records import TextInPicture, TextLine
from evidence_vault.vault.database import Database
from evidence_vault.vault.search_terms import joins_without_space, query_of, terms_of


class PictureTexts:
    """What was read in the pictures of a vault, by content: the same bytes are read once, whoever holds them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, content_id: str, page: int, text: TextInPicture) -> None:
        """Keep what was read on a page (from 0), instead of what was kept before, and make it findable."""
        record = json.dumps(text_to_json(text), ensure_ascii=False, separators=(",", ":"))
        self._put(content_id, page, None, record.encode("utf-8", "replace").decode(), terms_of(continuous_text(text)))

    def keep_failure(self, content_id: str, page: int, code: str) -> None:
        """Keep that a page could not be read, and why, so that it is not tried at every start."""
        self._put(content_id, page, code, "", "")

    def text(self, content_id: str, page: int) -> TextInPicture | None:
        """What was read on a page; None where it was not read, could not be, or was read by an earlier program."""
        record = self._database.value(
            "SELECT record FROM picture_texts WHERE content_id = ? AND page = ? AND form = ? AND failure IS NULL",
            (content_id, page, FORM),
        )
        return None if record is None else record_text(record)

    def known(self, content_id: str | None = None) -> dict[tuple[str, int], str | None]:
        """Every page that need not be read: (content, page) to None, or to the code of why it could not be read.

        Of one content, or of all.
        """
        rows = self._database.rows(
            "SELECT content_id, page, failure FROM picture_texts "
            "WHERE form = ? AND content_id = coalesce(?, content_id)",
            (FORM, content_id),
        )
        return {(content_id, page): failure for content_id, page, failure in rows}

    def holding_any(self, words: Iterable[str]) -> Iterator[tuple[str, int, TextInPicture]]:
        """Content, page and text of every page that holds one of ``words``, in the order in which they were read."""
        query = " OR ".join(f"({part})" for word in words if (part := query_of(word)))
        rows = self._database.rows(
            "SELECT t.content_id, t.page, t.record FROM picture_index x JOIN picture_texts t ON t.number = x.rowid "
            "WHERE x.picture_index MATCH ? AND t.form = ? ORDER BY t.number",
            (query, FORM),
        )
        for content_id, page, record in rows:
            yield content_id, page, record_text(record)

    def forget(self, content_id: str) -> None:
        """Forget what was read in these bytes."""
        with self._database.transaction():
            self.take_out(content_id)

    def take_out(self, content_id: str) -> None:
        """``forget``, within the caller's transaction."""
        self._forget("content_id = ?", (content_id,))

    def _put(self, content_id: str, page: int, failure: str | None, record: str, terms: str) -> None:
        with self._database.transaction():
            self._forget("content_id = ? AND page = ?", (content_id, page))
            number = int(self._database.value("SELECT coalesce(max(number), 0) + 1 FROM picture_texts"))
            self._database.execute(
                "INSERT INTO picture_texts (number, content_id, page, form, failure, record) VALUES (?, ?, ?, ?, ?, ?)",
                (number, content_id, page, FORM, failure, record),
            )
            if terms:
                self._database.execute("INSERT INTO picture_index (rowid, terms) VALUES (?, ?)", (number, terms))

    def _forget(self, condition: str, values: tuple[str | int, ...]) -> None:
        which = f"SELECT number FROM picture_texts WHERE {condition}"  # noqa: S608 - own text
        self._database.execute(f"DELETE FROM picture_index WHERE rowid IN ({which})", values)  # noqa: S608
        self._database.execute(f"DELETE FROM picture_texts WHERE {condition}", values)  # noqa: S608


def record_text(record: str) -> TextInPicture:
    """The text of a row."""
    return text_from_json(json.loads(record))


def continuous_text(text: TextInPicture) -> str:
    """All lines and codes as text for searching: lines of one bubble go on without a break, as the words in them do."""
    parts = [text.lines[0].text] if text.lines else []
    for before, line in pairwise(text.lines):
        parts += [_between(before, line), line.text]
    return "\n".join(["".join(parts), *(code.text for code in text.codes)])


def _between(before: TextLine, line: TextLine) -> str:
    if before.area is None or before.area != line.area:
        return "\n"
    return "" if joins_without_space(before.text, line.text) else " "
