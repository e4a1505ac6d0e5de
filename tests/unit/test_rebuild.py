# SPDX-License-Identifier: GPL-3.0-or-later
"""The index is made again from blobs and journal, the same row for row."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.helpers.vaults import OWNER, PASSPHRASE, add, filled_vault, new_clock, open_vault

from evidence_vault.progress import Silent
from evidence_vault.vault import apply_reading, schema
from evidence_vault.vault.database import Database
from evidence_vault.vault.rebuild import fill
from evidence_vault.vault.vault import SearchFilter, Vault
from evidence_vault.vault.verify import verify_vault
from evidence_vault.vault.verify_index import differing_tables


def state_of(vault: Vault) -> tuple[object, ...]:
    return (
        vault.items(derivatives=True),
        vault.facts(),
        [vault.messages(item.id) for item in vault.items()],
        vault.conversations(),
        vault.leaf_hashes()[:10],
        vault.search("转账"),
    )


def test_a_rebuilt_index_is_the_same_row_for_row(tmp_path: Path) -> None:
    vault, _case = filled_vault(tmp_path / "v")
    ledger = vault._ledger
    again = Database.in_memory()

    fill(again, ledger.journal, ledger.contents, Silent())

    assert list(differing_tables(again, ledger.database, Silent())) == []
    ledger.database.execute("UPDATE messages SET record = '{}' WHERE number = (SELECT max(number) FROM messages)")
    ledger.database.execute("UPDATE facts SET fields = '{}'")
    assert list(differing_tables(again, ledger.database, Silent())) == ["facts", "messages"]
    again.close()
    vault.close()


def delete(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:8192])


def scramble(path: Path) -> None:
    path.write_bytes(bytes(value ^ 0x55 for value in path.read_bytes()))


def plain(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(8192))


@pytest.mark.parametrize(
    ("spoil", "note"),
    [
        (delete, "INDEX_MISSING"),
        (empty, "INDEX_DAMAGED"),
        (cut, "INDEX_DAMAGED"),
        (scramble, "INDEX_DAMAGED"),
        (plain, "INDEX_DAMAGED"),
    ],
)
def test_a_spoilt_index_comes_back(tmp_path: Path, spoil: Callable[[Path], None], note: str) -> None:
    folder = tmp_path / "v"
    vault, _case = filled_vault(folder)
    before = state_of(vault)
    vault.close()
    spoil(folder / "index.db")

    with open_vault(folder) as vault:
        assert [each.code for each in vault.opening_notes] == [note]
        assert state_of(vault) == before
        assert (len(list((folder / "quarantine").iterdir())) == 0) == (spoil is delete)
    with open_vault(folder) as vault:
        assert vault.opening_notes == ()


def test_an_older_copy_of_the_index_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    vault, _case = filled_vault(folder)
    vault.close()
    shutil.copy(folder / "index.db", tmp_path / "older.db")
    with open_vault(folder) as vault:
        add(vault, "later.txt", b"later")
        before = state_of(vault)
    shutil.copy(tmp_path / "older.db", folder / "index.db")

    with open_vault(folder) as vault:
        assert [each.code for each in vault.opening_notes] == ["INDEX_OLDER"]
        assert state_of(vault) == before


def test_an_index_of_another_schema_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    vault, _case = filled_vault(folder)
    before = state_of(vault)
    vault._database.execute("PRAGMA user_version = 99")
    vault.close()

    with open_vault(folder) as vault:
        assert [each.code for each in vault.opening_notes] == ["INDEX_OTHER_VERSION"]
        assert state_of(vault) == before


def test_an_index_of_version_4_that_lacks_accounts_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Version 4 was written both without and with the accounts of a conversation among its words.
    folder = tmp_path / "v"
    with monkeypatch.context() as patch:
        real = apply_reading.searchable
        patch.setattr(schema, "VERSION", 4)
        patch.setattr(apply_reading, "searchable", lambda text: real(text.replace("wang", "")))
        filled_vault(folder)[0].close()
        made_at_once = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
        assert made_at_once.verdict == "intact"  # by the program of that day
    with monkeypatch.context() as patch:
        patch.setattr(schema, "VERSION", 4)
        in_between = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
        assert [found.facts for found in in_between.findings] == [{"table": "search_index"}]

    before = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
    assert (before.verdict, [found.code for found in before.findings]) == ("intact", ["INDEX_OTHER_VERSION"])
    with open_vault(folder) as vault:
        assert [each.code for each in vault.opening_notes] == ["INDEX_OTHER_VERSION"]
        assert vault.search("投资群", wanted=SearchFilter(person="wang"))
    after = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
    assert (after.verdict, [found.code for found in after.findings]) == ("intact", ["SET_ASIDE"])


def test_what_the_engine_calls_damaged_is_made_again_at_the_next_opening(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    vault, _case = filled_vault(folder)
    before = state_of(vault)
    vault._database.damaged = True
    vault.close()

    with open_vault(folder) as vault:
        assert [each.code for each in vault.opening_notes] == ["INDEX_MISSING"]
        assert state_of(vault) == before


def test_a_reading_without_its_bytes_keeps_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    vault, _case = filled_vault(folder)
    kept = vault._database.value("SELECT content_id FROM readings")
    vault.close()
    (folder / "blobs" / kept[0] / f"{kept}.evb").unlink()
    (folder / "index.db").unlink()

    with open_vault(folder) as vault:
        assert len(vault.items()) == 2
        assert vault.messages(vault.items()[0].id) == ()
        assert add(vault, "still works.txt", b"3").added_by == OWNER.name
