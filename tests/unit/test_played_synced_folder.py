# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs that copy folders do to files is played on a vault: opening and checking say the right thing.

The programs themselves cannot run here; what they leave follows their makers' documents.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.vaults import OWNER, PASSPHRASE, add, filled_vault, open_vault

from evidence_vault import errors
from evidence_vault.operations.synced_folders import conflict_copies
from evidence_vault.operations.verify_vault import verify_open_vault, verify_vault
from evidence_vault.progress import Silent
from evidence_vault.user_messages import words_for
from evidence_vault.vault.durable import storage_errors
from evidence_vault.vault.vault import Vault


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "v.evidence-vault"
    filled_vault(folder)[0].close()
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "v.evidence-vault"))


def checked(folder: Path) -> tuple[str, set[str]]:
    report = verify_vault(folder, PASSPHRASE, Silent())
    for finding in report.findings:
        words = words_for(finding.code, finding.facts)
        assert words.sentence, finding.code
        assert words.next_step, finding.code
    return report.verdict, {finding.code for finding in report.findings} - {"SET_ASIDE"}


DOUBLES = [
    "index (conflicted copy 2026-03-01).db",
    "header (Lin's conflicted copy 2026-03-01).evh",
    "index (1).db",
    "header-DESKTOP-7QK.evh",
    "header-b-LINS-LAPTOP.evh",
    "header - Copy.evh",
    "header-b - Kopie (2).evh",
    "journal/000000 (1).evj",
    "journal/000000 2.evj",
    "journal/000000.sync-conflict-20260301-101010-ABCDEFG.evj",
    "journal/000000(冲突副本-2026-03-01).evj",
    "anchors/0000000007 (1).note",
]


@pytest.mark.parametrize("name", DOUBLES)
def test_a_double_file_is_named_and_changes_nothing(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"whatever the other computer had")
    assert conflict_copies(folder) == (name,)
    assert checked(folder) == ("problems", {"UNKNOWN_FILE", "CONFLICT_COPIES"})
    with open_vault(folder) as vault:
        assert vault.opening_notes == ()
        assert len(vault.items()) == 2
    assert (folder / name).exists()


def test_no_file_of_a_vault_is_taken_for_a_double(folder: Path) -> None:
    with open_vault(folder) as vault:
        size = vault.journal_state().size
        vault.checkpoint("export")
        vault.anchors.keep_request(size + 1, 1, b"made-up request")
    assert conflict_copies(folder) == ()


@pytest.mark.parametrize(
    "name", ["~syncthing~index.db.tmp", ".index.db.swp", "index.db.tmp", "index.db~RF12.TMP", "blobs/.dropbox.attrs"]
)
def test_an_odd_temporary_file_is_unknown(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"?")
    assert checked(folder) == ("problems", {"UNKNOWN_FILE"})


@pytest.mark.parametrize(
    "name", [".DS_Store", "._header.evh", "blobs/._x", "desktop.ini", "Thumbs.db", "journal/.DS_Store"]
)
def test_what_systems_leave_everywhere_is_a_note(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"?")
    assert checked(folder) == ("intact", {"SYSTEM_FILE"})


def test_a_link_by_such_a_name_is_still_unknown(folder: Path) -> None:
    (folder / ".DS_Store").symlink_to(folder / "header.evh")
    assert checked(folder) == ("problems", {"UNKNOWN_FILE"})


def blob_of(folder: Path) -> Path:
    return min(folder.glob("blobs/*/*.evb"))


def test_contents_that_are_placeholders_are_told_apart_from_lost_ones(folder: Path) -> None:
    blob = blob_of(folder)
    blob.rename(blob.with_name(f".{blob.name}.icloud"))
    assert checked(folder) == ("problems", {"ONLINE_ONLY_FILE", "BLOB_MISSING"})


def test_a_vault_of_placeholders_is_not_called_no_vault(folder: Path) -> None:
    for name in ("header.evh", "header-b.evh"):
        (folder / name).rename(folder / f".{name}.icloud")
    for work in (lambda: open_vault(folder), lambda: checked(folder)):
        with pytest.raises(errors.VaultOnlineOnly) as caught:
            work()
        assert words_for(caught.value.code, caught.value.facts).next_step


@pytest.mark.parametrize(
    ("number", "expected"),
    [(32, errors.VaultFileHeld), (33, errors.VaultFileHeld), (362, errors.StorageGone), (1167, errors.StorageGone)],
)
def test_what_windows_says_of_held_and_absent_files(tmp_path: Path, number: int, expected: type[Exception]) -> None:
    error = OSError(13, "made up")
    error.winerror = number  # type: ignore[attr-defined] # on other systems the attribute is ours to set
    with pytest.raises(expected), storage_errors(tmp_path):
        raise error


# --- while the vault is open here


@pytest.fixture
def at_work(folder: Path) -> Iterator[tuple[Vault, Path]]:
    """An open vault in which something was done since ``older``, a copy of its folder, was taken."""
    older = Path(shutil.copytree(folder, folder.with_name("older")))
    vault = open_vault(folder)
    vault.put("event", {"summary": "later"}, actor=OWNER)
    add(vault, "later.txt", b"later" * 100)
    vault.keys.new_recovery_key()
    yield vault, older
    vault.close()


def put_back(folder: Path, older: Path, *names: str) -> None:
    """As such programs do: beside, then renamed over what is there."""
    for name in names:
        if (older / name).exists():
            beside = folder / f"{name}.arriving"
            shutil.copy(older / name, beside)
            beside.replace(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)


def state(folder: Path) -> tuple[list[str], list[str]]:
    """Opening notes, and the items."""
    with open_vault(folder) as vault:
        return [note.code for note in vault.opening_notes], [item.name for item in vault.items()]


ITEMS = ["聊天记录.txt", "receipt.png", "later.txt"]


def test_an_older_index_put_back_loses_nothing(at_work: tuple[Vault, Path], folder: Path) -> None:
    vault, older = at_work
    put_back(folder, older, "index.db", "index.db-wal")
    assert "INDEX_OLDER" in {finding.code for finding in verify_open_vault(vault, Silent()).findings}
    fact = vault.put("event", {"summary": "afterwards"}, actor=OWNER)
    vault.close()
    assert state(folder) == (["INDEX_OLDER"], ITEMS)
    with open_vault(folder) as again:
        assert fact.id in {each.id for each in again.facts("event")}
    assert checked(folder) == ("intact", set())


def test_an_older_journal_put_back_is_not_written_on_and_comes_back_from_the_index(
    at_work: tuple[Vault, Path], folder: Path
) -> None:
    vault, older = at_work
    put_back(folder, older, "journal/000000.evj")
    report = verify_open_vault(vault, Silent())
    assert (report.verdict, "JOURNAL_TAIL_CUT" in {finding.code for finding in report.findings}) == ("problems", True)
    before = (folder / "journal/000000.evj").read_bytes()
    with pytest.raises(errors.JournalDamaged):
        vault.put("event", {"summary": "afterwards"}, actor=OWNER)
    vault.close()
    assert (folder / "journal/000000.evj").read_bytes() == before
    notes, items = state(folder)
    assert (notes, items) == (["JOURNAL_TAIL_CUT", "JOURNAL_TAIL_RESTORED"], ITEMS)
    assert checked(folder) == ("intact", set())


@pytest.mark.parametrize("names", [("header.evh",), ("header-b.evh",), ("header.evh", "header-b.evh")])
def test_an_older_key_file_put_back_is_noticed_while_open(
    at_work: tuple[Vault, Path], folder: Path, names: tuple[str, ...]
) -> None:
    vault, older = at_work
    assert verify_open_vault(vault, Silent()).verdict == "intact"
    put_back(folder, older, *names)
    found = [finding for finding in verify_open_vault(vault, Silent()).findings if finding.code == "HEADER_ROLLED_BACK"]
    assert [finding.subject for finding in found] == list(names)


def test_key_files_that_vanish_while_open_are_a_problem(at_work: tuple[Vault, Path], folder: Path) -> None:
    vault, _older = at_work
    (folder / "header.evh").unlink()
    assert verify_open_vault(vault, Silent()).verdict == "intact"  # a note: the other copy is whole
    (folder / "header-b.evh").unlink()
    codes = {finding.code for finding in verify_open_vault(vault, Silent()).findings}
    assert "HEADER_DAMAGED" in codes
    vault.keys.change_passphrase(PASSPHRASE, PASSPHRASE)  # writes both anew
    assert verify_open_vault(vault, Silent()).verdict == "intact"


def test_a_replaced_lock_lets_nobody_else_in(at_work: tuple[Vault, Path], folder: Path) -> None:
    vault, older = at_work
    put_back(folder, older, "vault.lock")
    with pytest.raises(errors.VaultInUse):
        open_vault(folder)
    vault.put("event", {"summary": "afterwards"}, actor=OWNER)
    vault.close()
    assert state(folder) == ([], ITEMS)


# --- two computers worked at the same time


def mixed(first: Path, second: Path, *from_second: str) -> None:
    """What a program makes of two states of one folder: files only one has come to both, doubles of the others."""
    for path in second.rglob("*"):
        name = path.relative_to(second)
        if path.is_file() and not (first / name).exists():
            (first / name).parent.mkdir(exist_ok=True)
            shutil.copy(path, first / name)
    for name in from_second:
        kept = (first / name).with_name(f"{Path(name).stem} (conflicted copy){Path(name).suffix}")
        Path(first / name).replace(kept)
        shutil.copy(second / name, first / name)


@pytest.mark.parametrize("from_second", [("index.db",), ("journal/000000.evj",), ("index.db", "journal/000000.evj")])
def test_two_computers_at_once_are_noticed_and_every_content_is_kept(
    folder: Path, tmp_path: Path, from_second: tuple[str, ...]
) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "other.evidence-vault"))
    for place, names in ((folder, ["here"]), (other, ["there", "there too"])):
        with open_vault(place) as vault:
            for name in names:
                add(vault, f"{name}.txt", name.encode() * 400)
    mixed(folder, other, *from_second)
    verdict, codes = checked(folder)
    assert verdict == "problems"
    assert {"CONFLICT_COPIES", "UNKNOWN_FILE"} <= codes
    notes, items = state(folder)
    assert items[:2] == ITEMS[:2]
    assert notes or "journal/000000.evj" in from_second
    verdict, codes = checked(folder)
    assert verdict == "problems"  # the double is still there; nothing took it away
    assert len(list(folder.glob("blobs/*/*.evb"))) == len(list(other.glob("blobs/*/*.evb"))) + 1
