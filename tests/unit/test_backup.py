# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of a vault: incremental, complete, never over something else, and worked in only knowingly."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.helpers.vaults import OWNER, PASSPHRASE, add, filled_vault, new_clock, new_vault, open_vault

from evidence_vault import errors
from evidence_vault.operations import back_up as operation
from evidence_vault.operations.back_up import BackupProof, BackupReport
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.records import Severity
from evidence_vault.vault import verify_files
from evidence_vault.vault.copy_mark import check_mark
from evidence_vault.vault.journal import Journal
from evidence_vault.vault.layout import VaultLayout
from evidence_vault.vault.lock import VaultLock
from evidence_vault.vault.vault import Vault
from evidence_vault.vault.verify import verify_folder
from evidence_vault.vault.verify_journal import JournalCheck


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    vault = filled_vault(tmp_path / "v.evidence-vault")[0]
    yield vault
    vault.close()


def back_up(vault: Vault, place: Path, **options: bool) -> BackupReport:
    place.mkdir(exist_ok=True)
    return operation.back_up(vault, place, OWNER, Silent(), **options)


def check(place: Path, vault: Vault | None = None, passphrase: str = PASSPHRASE) -> BackupProof:
    return operation.check_backup(place, Silent(), passphrase=passphrase, vault=vault)


def problems(proof: BackupProof) -> list[str]:
    return [finding.code for finding in proof.report.findings if finding.severity is Severity.PROBLEM]


def test_a_copy_opens_and_holds_everything(tmp_path: Path, vault: Vault) -> None:
    report = back_up(vault, tmp_path / "disk")
    proof = check(tmp_path / "disk", vault)
    assert (problems(proof), proof.behind, proof.recorded) == ([], 0, True)
    assert (proof.state.size, proof.state.root) == (report.size, report.root)  # type: ignore[union-attr]
    assert report.path == tmp_path / "disk" / "v.evidence-vault"
    originals = {item.id: vault.contents.open(item.id).read() for item in vault.items()}
    vault.close()
    with open_vault(report.path) as copy:
        assert {item.id: copy.contents.open(item.id).read() for item in copy.items()} == originals
        assert not [note for note in copy.opening_notes if note.code.startswith("INDEX")]


def test_only_what_is_new_is_copied(tmp_path: Path, vault: Vault) -> None:
    first = back_up(vault, tmp_path / "disk")
    blobs = {path: path.stat().st_mtime_ns for path in first.path.rglob("*.evb")}
    add(vault, "new.txt", b"new" * 1000)
    second = back_up(vault, tmp_path / "disk")
    assert second.copied_files < first.copied_files
    assert len(list(second.path.rglob("*.evb"))) == len(blobs) + 1
    assert {path: path.stat().st_mtime_ns for path in blobs} == blobs
    assert problems(check(tmp_path / "disk", vault)) == []


def test_a_check_changes_nothing_in_the_copy(tmp_path: Path, vault: Vault) -> None:
    path = back_up(vault, tmp_path / "disk").path
    before = {each: (each.read_bytes(), each.stat().st_mtime_ns) for each in path.rglob("*") if each.is_file()}
    check(tmp_path / "disk")
    assert {e: (e.read_bytes(), e.stat().st_mtime_ns) for e in path.rglob("*") if e.is_file()} == before


def test_a_check_says_how_far_the_copy_is_behind(tmp_path: Path, vault: Vault) -> None:
    back_up(vault, tmp_path / "disk")
    add(vault, "later.txt", b"later")
    proof = check(tmp_path / "disk", vault)
    assert (proof.behind, proof.recorded) == (1, True)
    assert [f.code for f in proof.report.findings if f.code == "COPY_BEHIND"] == ["COPY_BEHIND"]


def test_the_log_tells_copy_and_proof(tmp_path: Path, vault: Vault) -> None:
    assert operation.backup_state(vault) == operation.BackupState(None, None, None, None)
    path = back_up(vault, tmp_path / "disk").path
    state = operation.backup_state(vault)
    assert (state.proven_at, state.place, state.days_since_proof) == (None, str(path), None)
    check(path, vault)
    proven = operation.backup_state(vault)
    assert proven.proven_at
    assert proven.days_since_proof is not None
    events = [entry.event for entry in vault.log(custody_only=True)]
    assert events[-2:] == ["backup-made", "backup-proven"]


def test_a_mirror_has_no_index_and_opens_all_the_same(tmp_path: Path, vault: Vault) -> None:
    path = back_up(vault, tmp_path / "disk", mirror=True).path
    assert not (path / "index.db").exists()
    assert problems(check(path)) == []
    items = {item.id for item in vault.items()}
    vault.close()
    with open_vault(path) as copy:
        assert {item.id for item in copy.items()} == items


def test_the_new_passphrase_opens_the_copy_after_the_next_backup(tmp_path: Path, vault: Vault) -> None:
    path = back_up(vault, tmp_path / "disk").path
    vault.keys.change_passphrase(PASSPHRASE, "a quite different passphrase")
    back_up(vault, tmp_path / "disk")
    with pytest.raises(errors.WrongPassphrase):
        check(path)
    assert problems(check(path, vault, "a quite different passphrase")) == []


def test_opening_a_copy_is_recorded_and_said_once(tmp_path: Path, vault: Vault) -> None:
    report = back_up(vault, tmp_path / "disk")
    vault.close()
    with open_vault(report.path) as copy:
        assert "COPY_OPENED" in [note.code for note in copy.opening_notes]
        entry = copy.last_entry("restored")
        assert entry is not None
        assert entry.payload is not None
        assert (entry.payload["known_size"], entry.payload["known_root"]) == (report.size, report.root)
    with open_vault(report.path) as copy:
        assert "COPY_OPENED" not in [note.code for note in copy.opening_notes]
    assert problems(check(report.path)) == []


def test_a_copy_that_was_worked_in_is_left_as_it_is(tmp_path: Path, vault: Vault) -> None:
    path = back_up(vault, tmp_path / "disk").path
    with open_vault(path) as copy:
        add(copy, "only here.txt", b"only here")
    before = {each: each.read_bytes() for each in path.rglob("*") if each.is_file()}
    with pytest.raises(errors.BackupDiverged):
        back_up(vault, tmp_path / "disk")
    assert {each: each.read_bytes() for each in path.rglob("*") if each.is_file()} == before
    proof = check(path, vault)
    assert (problems(proof), proof.recorded) == (["COPY_DIVERGED"], False)


def test_an_older_vault_does_not_go_over_a_newer_copy(tmp_path: Path, vault: Vault) -> None:
    old = back_up(vault, tmp_path / "old").path
    add(vault, "later.txt", b"later")
    back_up(vault, tmp_path / "new")
    with open_vault(old) as restored, pytest.raises(errors.BackupDiverged):
        back_up(restored, tmp_path / "new")


def test_what_is_no_copy_of_this_vault_is_left_as_it_is(tmp_path: Path, vault: Vault) -> None:
    other = tmp_path / "disk" / "v.evidence-vault"
    other.parent.mkdir()
    new_vault(other).close()
    with pytest.raises(errors.BackupOfAnotherVault):
        back_up(vault, tmp_path / "disk")
    with pytest.raises(errors.BackupOfAnotherVault):
        check(other, vault)
    shutil.rmtree(other)
    other.mkdir()
    (other / "holiday.jpg").write_bytes(b"mine")
    with pytest.raises(errors.DestinationExists):
        back_up(vault, tmp_path / "disk")
    assert [path.name for path in other.iterdir()] == ["holiday.jpg"]


def test_places_that_cannot_be(tmp_path: Path, vault: Vault) -> None:
    for place in (vault.path, vault.path / "blobs" / "copy.evidence-vault", tmp_path):
        with pytest.raises((errors.BackupPlaceInside, errors.DestinationExists)):
            operation.back_up(vault, place, OWNER, Silent())
    with pytest.raises(errors.BackupGone):
        operation.back_up(vault, tmp_path / "pulled out" / "stick", OWNER, Silent())
    with pytest.raises(errors.NotAVault):
        check(tmp_path / "nothing")


def test_a_copy_that_is_open_is_not_written(tmp_path: Path, vault: Vault) -> None:
    path = back_up(vault, tmp_path / "disk").path
    with VaultLock(path / "vault.lock"), pytest.raises(errors.VaultInUse):
        back_up(vault, tmp_path / "disk")


def test_damage_in_the_copy_is_found_and_mended_by_comparing(tmp_path: Path, vault: Vault) -> None:
    path = back_up(vault, tmp_path / "disk").path
    blob = next(path.rglob("*.evb"))
    blob.chmod(0o600)
    data = bytearray(blob.read_bytes())
    data[len(data) // 2] ^= 1
    blob.write_bytes(data)
    assert problems(check(path, vault)) == ["BLOB_DAMAGED"]
    back_up(vault, path, compare=True)
    assert problems(check(path, vault)) == []


def test_damage_in_the_vault_does_not_go_over_a_good_copy(tmp_path: Path, vault: Vault) -> None:
    path = back_up(vault, tmp_path / "disk").path
    items = vault.items()
    lost = VaultLayout(vault.path).blob(items[0].content_id)
    lost.unlink()
    damaged = VaultLayout(vault.path).blob(items[1].content_id)
    damaged.chmod(0o600)
    damaged.write_bytes(damaged.read_bytes()[:-200] + b"?" * 100 + damaged.read_bytes()[-100:])
    report = back_up(vault, tmp_path / "disk")
    assert [finding.code for finding in report.findings] == ["BLOB_MISSING"]
    assert problems(check(path)) == []
    fresh = back_up(vault, tmp_path / "other")
    assert sorted(finding.code for finding in fresh.findings) == ["BLOB_DAMAGED", "BLOB_MISSING"]


def test_a_cut_copy_and_a_strange_mark_are_findings(tmp_path: Path, vault: Vault) -> None:
    path = back_up(vault, tmp_path / "disk").path
    mark = path / "copy.note"
    good = mark.read_bytes()
    mark.write_bytes(good.replace(b"\n\n", b"\nx\n"))
    assert problems(check(path)) == ["COPY_MARK_DAMAGED"]
    mark.write_bytes(good)
    add(vault, "later.txt", b"later")
    newer = back_up(vault, tmp_path / "disk").path / "copy.note"
    newest = newer.read_bytes()
    newer.write_bytes(good)
    assert problems(check(path)) == ["COPY_UNFINISHED"]
    older = back_up(vault, tmp_path / "second").path
    (older / "copy.note").write_bytes(newest)
    assert "COPY_UNFINISHED" in problems(check(older))


def test_stopping_leaves_a_copy_that_the_next_run_finishes(tmp_path: Path, vault: Vault) -> None:
    class Stopping(Silent):
        left = 3

        def raise_if_cancelled(self) -> None:
            self.left -= 1
            if self.left < 0:
                raise Cancelled

    (tmp_path / "disk").mkdir()
    with pytest.raises(Cancelled):
        operation.back_up(vault, tmp_path / "disk", OWNER, Stopping())
    with pytest.raises(errors.NotAVault):
        check(tmp_path / "disk" / "v.evidence-vault")
    back_up(vault, tmp_path / "disk")
    assert problems(check(tmp_path / "disk", vault)) == []


def test_no_room_is_said_before_anything_is_copied(
    tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(1, 1, 0))  # type: ignore[attr-defined]
    with pytest.raises(errors.DiskFull):
        back_up(vault, tmp_path / "disk")
    assert not list((tmp_path / "disk").rglob("*.evb"))


def test_every_byte_of_the_mark_counts(tmp_path: Path, vault: Vault) -> None:
    path = back_up(vault, tmp_path / "disk", mirror=True).path
    keys = vault._ledger.keys
    check = JournalCheck(Journal(path / "journal", keys.journal, keys.vault_id))
    for _entry in check.entries():
        pass
    mark = path / "copy.note"
    good = mark.read_bytes()
    assert list(check_mark(VaultLayout(path), keys, check)) == []
    for place in range(len(good)):
        for bit in (0, 1, 5):
            mark.write_bytes(good[:place] + bytes([good[place] ^ 1 << bit]) + good[place + 1 :])
            assert [f.code for f in check_mark(VaultLayout(path), keys, check)] == ["COPY_MARK_DAMAGED"], place
    for changed in (b"", good[:-1], good + b"\n", good + good):
        mark.write_bytes(changed)
        assert [f.code for f in check_mark(VaultLayout(path), keys, check)] == ["COPY_MARK_DAMAGED"]


class _Meanwhile(Silent):
    """Does something once, while contents are copied."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work: Callable[[], object] | None = work

    def report(self, done: int, total: int | None, what: str = "") -> None:
        work, self._work = self._work, None
        if work is not None:
            work()


def test_what_happens_while_contents_are_copied_is_in_the_copy(tmp_path: Path) -> None:
    folder, copy = tmp_path / "v.evidence-vault", tmp_path / "copy.evidence-vault"
    vault, _case = filled_vault(folder)
    with vault:
        gone = vault.items()[0]

        def work() -> None:
            add(vault, "meanwhile.txt", b"added while copying")
            vault.keys.change_passphrase(PASSPHRASE, "another seven green lanterns")
            vault.erasing.items([gone.id], reason="", with_names=True, actor=OWNER, progress=Silent())

        report = vault.back_up(copy, progress=_Meanwhile(work))
        assert report.findings == []
        assert report.size == vault.journal_state().size
        wanted = {item.sha256 for item in vault.items()}
    checked = verify_folder(copy, passphrase="another seven green lanterns", progress=Silent())
    assert checked.report.verdict == "intact"
    assert [finding.code for finding in checked.report.findings] == []
    names = {path.stem for path in copy.rglob("*.evb")}
    assert names == {path.stem for path in folder.rglob("*.evb")}
    with Vault.open(copy, passphrase="another seven green lanterns", clock=new_clock(), progress=Silent()) as again:
        assert {item.sha256 for item in again.items()} == wanted


def test_a_check_beside_other_work_is_not_alarmed_by_an_erasing(tmp_path: Path) -> None:
    vault, _case = filled_vault(tmp_path / "v.evidence-vault")
    with vault:
        gone = vault.items()[0]
        work = _Meanwhile(
            lambda: vault.erasing.items([gone.id], reason="", with_names=True, actor=OWNER, progress=Silent())
        )
        with pytest.MonkeyPatch.context() as patch:
            real = verify_files._check_blob

            def check(*arguments: Any) -> Any:
                work.report(0, 1)
                return real(*arguments)

            patch.setattr(verify_files, "_check_blob", check)
            assert vault.verify(progress=Silent()).verdict == "intact"
        assert vault.verify(progress=Silent()).verdict == "intact"
