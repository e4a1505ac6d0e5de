# SPDX-License-Identifier: GPL-3.0-or-later
"""The traps of SQLCipher: none of them may pass in silence."""

import sqlite3
from pathlib import Path

import pytest

from evidence_vault import errors
from evidence_vault.vault.database import Database
from evidence_vault.vault.schema import create_tables, is_this_version

KEY = bytes(range(48))


def make(path: Path) -> None:
    database = Database.create(path, KEY)
    create_tables(database)
    database.execute("INSERT INTO derived (key, data) VALUES ('a', ?)", (b"MARKER" * 100,))
    database.close()


def test_it_is_encrypted_and_opens_again(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    make(path)

    assert b"MARKER" not in path.read_bytes()
    assert not path.read_bytes().startswith(b"SQLite format 3")
    database = Database.open(path, KEY)
    assert is_this_version(database)
    assert database.value("SELECT data FROM derived") == b"MARKER" * 100
    database.close()


def test_the_settings_are_those_of_the_format(tmp_path: Path) -> None:
    make(tmp_path / "index.db")
    database = Database.open(tmp_path / "index.db", KEY)
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "locking_mode": "exclusive",
        "temp_store": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "cipher_memory_security": "0",
    }
    assert {name: database.value(f"PRAGMA {name}") for name in expected} == expected
    assert not Path(f"{tmp_path / 'index.db'}-shm").exists()
    database.close()


@pytest.mark.parametrize("size", [0, 16, 31, 32, 47, 49])
def test_a_key_of_another_length_is_never_taken_for_a_passphrase(tmp_path: Path, size: int) -> None:
    with pytest.raises(ValueError, match="48 bytes"):
        Database.create(tmp_path / "index.db", bytes(size))


def test_another_key_is_refused_in_silence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    make(tmp_path / "index.db")

    with pytest.raises(errors.DatabaseDamaged):
        Database.open(tmp_path / "index.db", bytes(48))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 8192])
def test_what_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "index.db").write_bytes(content)

    with pytest.raises(errors.DatabaseDamaged):
        Database.open(tmp_path / "index.db", KEY)


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(errors.DatabaseDamaged):
        Database.open(tmp_path / "index.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_plain_database_is_refused(tmp_path: Path) -> None:
    plain = sqlite3.connect(tmp_path / "index.db")
    plain.execute("CREATE TABLE t (x)")
    plain.executemany("INSERT INTO t VALUES (?)", [("y" * 500,)] * 20)
    plain.commit()
    plain.close()

    with pytest.raises(errors.DatabaseDamaged):
        Database.open(tmp_path / "index.db", KEY)


def test_a_second_opening_is_refused(tmp_path: Path) -> None:
    make(tmp_path / "index.db")
    first = Database.open(tmp_path / "index.db", KEY)
    first.execute("INSERT INTO derived (key, data) VALUES ('b', x'00')")

    with pytest.raises(errors.VaultInUse):
        Database.open(tmp_path / "index.db", KEY)
    first.close()


def test_every_flipped_page_is_found_and_marks_the_database(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    make(path)
    data = bytearray(path.read_bytes())
    for at in range(4096 + 50, len(data), 4096 * 7):
        data[at] ^= 1
        path.write_bytes(data)
        database = Database.open_to_look(path, KEY)
        assert database.page_check()
        database.close()
        data[at] ^= 1


def insert_and_fail(database: Database) -> None:
    with database.transaction():
        database.execute("INSERT INTO derived (key, data) VALUES ('a', x'00')")
        raise ZeroDivisionError


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    database = Database.in_memory()
    create_tables(database)

    with pytest.raises(ZeroDivisionError):
        insert_and_fail(database)
    assert database.value("SELECT count(*) FROM derived") == 0
    database.close()


def test_looking_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    make(path)
    before = path.read_bytes()

    database = Database.open_to_look(path, KEY)
    assert database.structure_check() == []
    database.close()

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
