# SPDX-License-Identifier: GPL-3.0-or-later
"""What is noticed about the place of a vault, and about a vault that was put back to an earlier state."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.helpers.vaults import PASSPHRASE, add, new_vault, open_vault

from evidence_vault.operations.remembered_checkpoint import compare_with_remembered
from evidence_vault.operations.synced_folders import conflict_copies, place_findings, synced_by
from evidence_vault.operations.unlock_vault import lock_vault, unlock_vault
from evidence_vault.operations.verify_vault import verify_open_vault, verify_vault
from evidence_vault.progress import Silent
from evidence_vault.settings import RememberedVault

Codes = Callable[[Path], list[str]]


@pytest.mark.parametrize(
    ("place", "program"),
    [
        ("Dropbox (Personal)/v", "Dropbox"),
        ("OneDrive - Office/v", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/v", "iCloud Drive"),
        ("iCloudDrive/v", "iCloud Drive"),
        ("My Drive/v", "Google Drive"),
        ("Nutstore Files/v", "坚果云"),
        ("我的坚果云/v", "坚果云"),
        ("BaiduSyncdisk/v", "百度网盘"),
        ("Syncthing/v", "Syncthing"),
        ("Documents/v", None),
        ("async drivers/v", None),
    ],
)
def test_synced_folders_are_known_by_name(tmp_path: Path, place: str, program: str | None) -> None:
    assert synced_by(tmp_path / place) == program


def test_synced_folders_are_known_by_what_their_program_leaves(tmp_path: Path) -> None:
    inner = tmp_path / "papers" / "deep" / "v.evidence-vault"
    inner.mkdir(parents=True)
    assert synced_by(inner) is None
    (tmp_path / "papers" / ".stfolder").mkdir()
    assert synced_by(inner) == "Syncthing"


def test_double_files_are_noticed(tmp_path: Path) -> None:
    for folder in ("journal", "anchors"):
        (tmp_path / folder).mkdir()
    for name in ("header.evh", "journal/000000.evj", "index.db"):
        (tmp_path / name).touch()
    assert conflict_copies(tmp_path) == ()
    doubles = (
        "header (Lin's conflicted copy 2026-03-01).evh",
        "index.sync-conflict-20260301-093000-ABCDEFG.db",
        "journal/000000(冲突副本-2026-03-01).evj",
    )
    for name in doubles:
        (tmp_path / name).touch()
    assert set(conflict_copies(tmp_path)) == set(doubles)
    assert [finding.code for finding in place_findings(tmp_path)] == ["CONFLICT_COPIES"]


def test_opening_and_checking_say_that_the_place_is_synced(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox" / "v.evidence-vault"
    folder.parent.mkdir()
    new_vault(folder).close()
    vault = unlock_vault(folder, PASSPHRASE, Silent())
    try:
        assert [note.code for note in vault.opening_notes] == ["PLACE_SYNCED"]
        report = verify_open_vault(vault, Silent())
    finally:
        lock_vault(vault)
    assert (report.verdict, [finding.code for finding in report.findings]) == ("intact", ["PLACE_SYNCED"])


def test_an_older_copy_put_back_is_noticed_where_the_newer_was_remembered(tmp_path: Path) -> None:
    folder = tmp_path / "v.evidence-vault"
    new_vault(folder).close()
    shutil.copytree(folder, tmp_path / "older")
    with open_vault(folder) as vault:
        add(vault, "a.txt", b"a")
    state = lock_vault(open_vault(folder))
    assert state is not None
    known = RememberedVault(str(folder), state.size, state.root)

    def codes_at(place: Path) -> list[str]:
        vault = unlock_vault(place, PASSPHRASE, Silent(), known=known)
        codes = [note.code for note in vault.opening_notes]
        lock_vault(vault)
        return codes

    assert codes_at(folder) == []
    assert codes_at(tmp_path / "older") == ["VAULT_OLDER_THAN_SEEN"]
    with open_vault(tmp_path / "older") as vault:
        for number in range(5):
            add(vault, "other.txt", b"other %d" % number)
    assert codes_at(tmp_path / "older") == ["VAULT_OTHER_THAN_SEEN"]
    with open_vault(folder) as vault:
        assert compare_with_remembered(vault, None) == ()
        assert compare_with_remembered(vault, RememberedVault(str(folder))) == ()


def test_a_note_kept_elsewhere_shows_an_older_or_another_vault(tmp_path: Path) -> None:
    folder, note = tmp_path / "v.evidence-vault", tmp_path / "kept.note"
    new_vault(folder).close()
    shutil.copytree(folder, tmp_path / "older")
    with open_vault(folder) as vault:
        add(vault, "a.txt", b"a")
        note.write_text(vault.checkpoint("export"), encoding="utf-8")

    def answer(place: Path) -> list[str]:
        report = verify_vault(place, PASSPHRASE, Silent(), against_note=note)
        return [finding.code for finding in report.findings]

    assert answer(folder) == ["NOTE_MATCHES"]
    note.write_bytes(b"\xef\xbb\xbf" + note.read_bytes().strip().replace(b"\n", b"\r\n"))  # went through an editor
    assert answer(folder) == ["NOTE_MATCHES"]
    assert answer(tmp_path / "older") == ["VAULT_OLDER_THAN_NOTE"]
    with open_vault(tmp_path / "older") as vault:
        for number in range(5):
            add(vault, "other.txt", b"other %d" % number)
    assert answer(tmp_path / "older") == ["VAULT_OTHER_THAN_NOTE"]
    new_vault(tmp_path / "stranger").close()
    assert answer(tmp_path / "stranger") == ["NOTE_NOT_OF_VAULT"]
