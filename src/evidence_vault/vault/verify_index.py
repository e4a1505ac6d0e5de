# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the index row by row with what the journal implies; its own checks come on top."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path

from evidence_vault import errors
from evidence_vault.progress import Progress
from evidence_vault.records import Finding, Severity
from evidence_vault.vault.apply import position_of
from evidence_vault.vault.database import Database
from evidence_vault.vault.journal import Position
from evidence_vault.vault.rebuild import COMPANIONS
from evidence_vault.vault.schema import COMPARED, KEYS, is_this_version

_NAME = "index.db"
_OF_ERASING = frozenset({"log", "meta"})
_OF_READINGS = frozenset({"readings", "conversations", "messages", "senders", "item_warnings"})


def check_index(
    path: Path, key: bytes, implied: Database | None, end: Position, progress: Progress
) -> Iterator[Finding]:
    """Everything that can be said about the index at ``path``; it is not changed.

    ``implied``: the index that the journal implies, None if the journal is not whole. ``end``: where the
    journal ends.
    """
    if not path.exists():
        yield Finding("INDEX_MISSING", Severity.NOTE, _NAME)
        return
    with ExitStack() as stack:
        place = path
        if Path(f"{path}-wal").exists():
            # The file alone is not the index then. Copied (both are encrypted), so that nothing is folded in here.
            place = _copy(path, Path(stack.enter_context(tempfile.TemporaryDirectory())))
        try:
            _opened(place, key).close()
        except errors.DatabaseDamaged:
            yield Finding("INDEX_DAMAGED", Severity.NOTE, _NAME)
            return
        try:
            yield from _own_checks(place, key)
            yield from _with_database(place, key, lambda database: _contents(database, implied, end, progress))
        except errors.DatabaseDamaged:
            yield Finding("INDEX_PAGES_DAMAGED", Severity.PROBLEM, _NAME)


def differing_tables(first: Database, second: Database, progress: Progress) -> Iterator[str]:
    """The tables that differ in any row, of those that follow from the journal.

    Where ``first`` could not read the kept records of a reading, the tables made from readings are left out.
    """
    left_out = _OF_READINGS if unreadable_readings(first) else frozenset()
    for table in COMPARED:
        progress.raise_if_cancelled()
        if table in left_out:
            continue
        if any(one != other for one, other in zip_longest(_rows(first, table), _rows(second, table))):
            yield table
    if left_out:
        return
    if any(one != other for one, other in zip_longest(_search_rows(first), _search_rows(second))):
        yield "search_index"


def unreadable_readings(database: Database) -> list[str]:
    """The contents of readings whose records could not be read when ``database`` was made."""
    return [str(row[0]) for row in database.rows("SELECT content_id FROM readings WHERE summary IS NULL")]


def _rows(database: Database, table: str) -> Iterator[tuple[object, ...]]:
    return database.each(f"SELECT * FROM {table} ORDER BY {', '.join(KEYS[table])}")  # noqa: S608 - own names


def _search_rows(database: Database) -> Iterator[tuple[object, ...]]:
    # What is found, and for how many texts; how the engine arranges it inside depends on the order of writing.
    yield from database.each("SELECT id, sz FROM search_index_docsize ORDER BY id")
    database.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING fts5vocab(main, search_index, col)")
    yield from database.each("SELECT term, col, doc, cnt FROM temp.search_terms ORDER BY term, col")


def _copy(path: Path, folder: Path) -> Path:
    for companion in COMPANIONS[:2]:
        shutil.copyfile(f"{path}{companion}", folder / f"{_NAME}{companion}")
    return folder / _NAME


def _opened(place: Path, key: bytes) -> Database:
    if Path(f"{place}-wal").exists():
        return Database.open(place, key)
    return Database.open_to_look(place, key)


def _with_database(place: Path, key: bytes, check: Callable[[Database], Iterator[Finding]]) -> Iterator[Finding]:
    database = _opened(place, key)
    try:
        yield from check(database)
    finally:
        database.close()


def _own_checks(place: Path, key: bytes) -> Iterator[Finding]:
    # Fresh connections: after a bad page the first one answers wrongly (SQLCipher issue 617).
    yield from _with_database(place, key, lambda database: _damage(database.page_check()))
    yield from _with_database(place, key, lambda database: _damage(database.structure_check()))
    yield from _with_database(place, key, lambda database: _length(database, place))


def _damage(said: list[str]) -> Iterator[Finding]:
    if said:
        raise errors.DatabaseDamaged
    yield from ()


def _length(database: Database, place: Path) -> Iterator[Finding]:
    # The check of pages is content with a file that was cut at the border of a page.
    pages, page_size = int(database.value("PRAGMA page_count")), int(database.value("PRAGMA page_size"))
    if pages * page_size > place.stat().st_size:
        raise errors.DatabaseDamaged
    yield from ()


def _contents(database: Database, implied: Database | None, end: Position, progress: Progress) -> Iterator[Finding]:
    if not is_this_version(database):
        yield Finding("INDEX_OTHER_VERSION", Severity.NOTE, _NAME)
        return
    place = position_of(database)
    if place.size > end.size:
        yield Finding("JOURNAL_TAIL_CUT", Severity.PROBLEM, "journal", {"known": place.size, "size": end.size})
    elif place.size == end.size - 1:
        yield Finding("INDEX_CAUGHT_UP", Severity.NOTE, _NAME)
    elif place.size < end.size:
        yield Finding("INDEX_OLDER", Severity.NOTE, _NAME)
    elif implied is not None:
        yield from _differences(database, implied, progress)


def _differences(database: Database, implied: Database, progress: Progress) -> Iterator[Finding]:
    # Erasing that a crash cut short: the words are out of the journal and still in the index until it is opened.
    left = database.value("SELECT count(*) FROM erased e JOIN log l ON l.seq = e.seq WHERE l.payload IS NOT NULL")
    if left:
        yield Finding("INDEX_CAUGHT_UP", Severity.NOTE, _NAME)
    for table in differing_tables(implied, database, progress):
        if not (left and table in _OF_ERASING):
            yield Finding("INDEX_DIFFERS", Severity.PROBLEM, _NAME, {"table": table})
