# SPDX-License-Identifier: GPL-3.0-or-later
"""The only place that knows SQLCipher and sqlite_utils: opening, transactions, checks.

The order of opening is that of docs/formats/vault.md, "Database"; every step is asserted, since SQLCipher
takes a short key for a passphrase and a forgotten one for "no encryption", both silently.
"""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlcipher3 import dbapi2

from evidence_vault import errors
from evidence_vault.vault.lost_disk import is_out_of_reach, raise_if_gone

if TYPE_CHECKING:
    import sqlite_utils

Value: TypeAlias = int | str | bytes | None
Row: TypeAlias = tuple[Any, ...]

APPLICATION_ID = 0x45564C54
KEY_SIZE = 48
SALT_SIZE = 16
_SMALLEST = 4096
_KNOWN: dict[tuple[str, ...], Callable[[], errors.EvidenceVaultError]] = {
    ("locked", "busy"): lambda: errors.VaultInUse(holder=""),
    ("full",): lambda: errors.DiskFull(needed=0, free=0),
    ("readonly", "read-only"): lambda: errors.VaultReadOnly(name=""),
}
_OF_THE_DISK = ("disk I/O error", "unable to open", "readonly", "malformed", "not a database")
"""What the engine says when its file cannot be reached any more, and also when it is damaged."""


class Database:
    """One connection. All failures of the engine become ours; ``damaged`` is set once one says "malformed"."""

    def __init__(self, connection: Any, path: Path | None = None) -> None:
        self._connection = connection
        self._path = path
        self._lock = threading.RLock()
        self.damaged = False

    @classmethod
    def create(cls, path: Path, key: bytes) -> "Database":
        """A new encrypted database at ``path``, which must not exist. Raises DestinationExists."""
        if path.exists():
            raise errors.DestinationExists(name=path.name)
        database = cls._connect(path, key)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        return database

    @classmethod
    def open(cls, path: Path, key: bytes) -> "Database":
        """The encrypted database at ``path``. Raises DatabaseDamaged for anything that is none of ours."""
        _refuse_what_is_no_database(path, key)
        database = cls._connect(path, key)
        try:
            if database.value("PRAGMA application_id") != APPLICATION_ID:
                raise errors.DatabaseDamaged
        except errors.EvidenceVaultError:
            database.close()
            raise
        return database

    @classmethod
    def open_to_look(cls, path: Path, key: bytes) -> "Database":
        """The database at ``path`` for reading only: no lock is taken and no file is made or changed.

        Only for a copy, or for a closed database without ``-wal``.
        """
        _refuse_what_is_no_database(path, key)
        connection = _connected(path, f"{path.absolute().as_uri()}?immutable=1", uri=True)
        return cls._keyed(connection, path, key, ())

    @classmethod
    def in_memory(cls) -> "Database":
        """An empty database in memory, for comparing."""
        database = cls(dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False))
        _assert_no_temporary_files(database)
        return database

    @classmethod
    def _connect(cls, path: Path, key: bytes) -> "Database":
        connection = _connected(path, str(path), isolation_level=None, check_same_thread=False, timeout=0)
        return cls._keyed(connection, path, key, ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"))

    @classmethod
    def _keyed(cls, connection: Any, path: Path, key: bytes, pragmas: Sequence[str]) -> "Database":
        database = cls(connection, path)
        try:
            database._unlock(key)
            for pragma in (*pragmas, "temp_store = MEMORY", "trusted_schema = OFF", "cell_size_check = ON"):
                database.execute(f"PRAGMA {pragma}")
            _assert_no_temporary_files(database)
        except errors.EvidenceVaultError:
            database.close()
            raise
        return database

    def _unlock(self, key: bytes) -> None:
        if len(key) != KEY_SIZE:
            raise ValueError("a raw key and salt have 48 bytes")
        self.execute("PRAGMA cipher_log = off")
        self.execute("PRAGMA cipher_memory_security = OFF")
        self.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        if not self.value("PRAGMA cipher_version"):
            raise errors.DatabaseDamaged
        self.execute("PRAGMA locking_mode = EXCLUSIVE")  # before the first read, or there is a -shm file
        self.value("SELECT count(*) FROM sqlite_master")

    @contextmanager
    def held(self) -> Iterator[None]:
        """No other thread uses the connection meanwhile."""
        with self._lock:
            yield

    # --- statements

    def execute(self, sql: str, values: Sequence[Value] = ()) -> None:
        """Run one statement."""
        with self._lock, self._failures():
            self._connection.execute(sql, values).close()

    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for every row: the fast way in."""
        with self._lock, self._failures():
            self._connection.executemany(sql, rows).close()

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """All rows of a query."""
        with self._lock, self._failures():
            found: list[Row] = self._connection.execute(sql, values).fetchall()
            return found

    def each(self, sql: str, values: Sequence[Value] = ()) -> Iterator[Row]:
        """The rows of a query one by one, for tables that may be large."""
        with self._lock, self._failures():
            cursor = self._connection.execute(sql, values)
        while True:
            with self._lock, self._failures():
                found: list[Row] = cursor.fetchmany(500)
            if not found:
                return
            yield from found

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row of a query, or None."""
        with self._lock, self._failures():
            found: Row | None = self._connection.execute(sql, values).fetchone()
            return found

    def value(self, sql: str, values: Sequence[Value] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, values)
        return None if row is None else row[0]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; durable when the block ends."""
        with self._lock:
            self.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK").close()

    def copy_to(self, path: Path) -> None:
        """Write the whole database, encrypted with the same key, to a new file. Raises DiskFull, StorageFailed.

        A fault of the other disk is not taken for damage of this database.
        """
        damaged_before = self.damaged
        try:
            self.execute("VACUUM INTO ?", (str(path),))
        except errors.DatabaseDamaged as error:
            if "malformed" in str(error.__cause__):
                raise
            self.damaged = damaged_before
            raise_if_gone(path.parent)
            raise errors.StorageFailed(name=path.parent.name, number=0) from error

    def close(self) -> None:
        """Close the connection; the last one folds ``-wal`` into the file."""
        with self._lock:
            self._connection.close()

    def tables(self) -> "sqlite_utils.Database":
        """The same connection with sqlite_utils' view of tables: for making and comparing them, not for bulk rows."""
        return _sqlite_utils_database(self._connection)

    # --- checks

    def page_check(self) -> list[str]:
        """What SQLCipher's check of every page says; empty when all is well. All its rows are read."""
        return [str(row[0]) for row in self.rows("PRAGMA cipher_integrity_check")]

    def structure_check(self) -> list[str]:
        """What SQLite's own check says; empty when all is well. To be asked of a fresh connection."""
        return [str(row[0]) for row in self.rows("PRAGMA integrity_check") if row[0] != "ok"]

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except dbapi2.DatabaseError as error:
            translated = _our_error(error, self._path)
            self.damaged = self.damaged or isinstance(translated, errors.DatabaseDamaged)
            raise translated from error


def _our_error(error: Exception, path: Path | None) -> Exception:
    text, known = str(error), error
    if any(word in text for word in _OF_THE_DISK) and path is not None and is_out_of_reach(path.parent):
        return errors.StorageGone(name=path.parent.name)
    for words, ours in _KNOWN.items():
        if any(word in text for word in words):
            return ours()
    if isinstance(error, dbapi2.IntegrityError | dbapi2.ProgrammingError | dbapi2.InterfaceError):
        return known
    if "no such" in text or "syntax" in text:
        return known
    return errors.DatabaseDamaged()


def _connected(path: Path, name: str, **options: Any) -> Any:
    try:
        return dbapi2.connect(name, **options)
    except dbapi2.DatabaseError as error:
        raise _our_error(error, path) from error


def _refuse_what_is_no_database(path: Path, key: bytes) -> None:
    # The file begins with the salt, which the engine does not look at when it is given one with the key.
    try:
        with path.open("rb") as file:
            beginning = file.read(SALT_SIZE)
        if path.stat().st_size < _SMALLEST or beginning != key[-SALT_SIZE:]:
            raise errors.DatabaseDamaged
    except OSError as error:
        raise_if_gone(path.parent, error)
        raise errors.DatabaseDamaged from error


def _assert_no_temporary_files(database: Database) -> None:
    options = {row[0] for row in database.rows("PRAGMA compile_options")}
    if not options & {"TEMP_STORE=2", "TEMP_STORE=3"}:
        raise RuntimeError("this build of SQLCipher may write temporary files in clear")


def _sqlite_utils_database(connection: Any) -> "sqlite_utils.Database":
    # sqlite_utils catches the exceptions of the module it calls "sqlite3"; without these names it would
    # look for the standard library's, which sqlcipher3 never raises. Imported late: it takes 0.3 s.
    sys.modules.setdefault("pysqlite3", dbapi2)
    sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
    with _left_out("pandas", "numpy"):
        import sqlite_utils

    return sqlite_utils.Database(connection)


@contextmanager
def _left_out(*names: str) -> Iterator[None]:
    """Let modules that are not loaded yet seem absent: sqlite_utils would load them, a second of work, for nothing."""
    modules: dict[str, Any] = sys.modules
    absent = [name for name in names if name not in modules]
    modules.update(dict.fromkeys(absent))  # None is how Python itself marks an absent one
    try:
        yield
    finally:
        for name in absent:
            del modules[name]
