# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills, cuts, other processes and places that cannot be written: nothing that was reported is lost."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest
from tests.helpers.vaults import OWNER, PASSPHRASE, add, filled_vault, new_clock, new_vault, open_vault

from evidence_vault import errors
from evidence_vault.progress import Silent
from evidence_vault.records import Severity
from evidence_vault.vault import ledger as ledger_module
from evidence_vault.vault.segments import HEADER_SIZE
from evidence_vault.vault.vault import Vault
from evidence_vault.vault.verify import verify_vault

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534

ADD_IN_A_LOOP = """
import sys
from pathlib import Path
from tests.helpers.vaults import add, open_vault
vault = open_vault(Path(sys.argv[1]))
for number in range(10_000):
    data = f"{sys.argv[2]} {number}".encode() * 300
    print(add(vault, f"{number}.txt", data).sha256, flush=True)
"""
HOLD_OPEN = """
import sys
from pathlib import Path
from tests.helpers.vaults import open_vault
vault = open_vault(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def child(program: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def lines(stream: IO[str] | None, count: int) -> list[str]:
    assert stream is not None
    return [stream.readline().strip() for _ in range(count)]


@pytest.mark.parametrize("count", [1, 7, 23])
def test_a_killed_import_keeps_exactly_what_it_reported(tmp_path: Path, count: int) -> None:
    folder = tmp_path / "v"
    new_vault(folder).close()
    reported: list[str] = []
    for cycle in range(2):
        with child(ADD_IN_A_LOOP, str(folder), str(cycle)) as process:
            reported += lines(process.stdout, count)
            process.kill()
            assert process.stdout is not None
            reported += [line.strip() for line in process.stdout if line.endswith("\n")]
        with open_vault(folder) as vault:
            held = [item.sha256 for item in vault.items()]
            # One more may be whole that the child could not report any more.
            assert held[: len(reported)] == reported
            assert len(held) <= len(reported) + 1
            reported = held
            for item in vault.items():
                with vault.contents.open(item.id) as stream:
                    assert len(stream.read()) == item.size
    report = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
    assert [finding for finding in report.findings if finding.severity is Severity.PROBLEM] == []


def test_a_second_process_is_told_who_holds_the_vault(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    new_vault(folder).close()
    with child(HOLD_OPEN, str(folder)) as process:
        assert lines(process.stdout, 1) == ["open"]

        with pytest.raises(errors.VaultInUse) as refused:
            open_vault(folder)
        with pytest.raises(errors.VaultInUse):
            verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())

        assert str(process.pid) in str(refused.value.facts["holder"])
        process.kill()
    open_vault(folder).close()


def test_an_entry_that_the_index_missed_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "v"
    vault = new_vault(folder)

    def power_cut(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ledger_module, "apply_entry", power_cut)
        with pytest.raises(KeyboardInterrupt):
            add(vault, "a.txt", b"a")
    vault._database.close()
    vault._parts.lock.release()

    with open_vault(folder) as vault:
        assert [note.code for note in vault.opening_notes] == ["INDEX_CAUGHT_UP"]
        assert [item.name for item in vault.items()] == ["a.txt"]


def test_the_same_process_takes_it_up_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise errors.DiskFull(needed=0, free=0)

    with new_vault(tmp_path / "v") as vault:
        with monkeypatch.context() as patch:
            patch.setattr(ledger_module, "apply_entry", full)
            with pytest.raises(errors.DiskFull):
                add(vault, "a.txt", b"a")
        add(vault, "b.txt", b"b")

        assert [item.name for item in vault.items()] == ["a.txt", "b.txt"]
        assert [entry.seq for entry in vault.log()] == list(range(4))


def test_a_torn_entry_is_quarantined_and_journaled(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    vault, _case = filled_vault(folder)
    vault.close()
    with (folder / "journal" / "000000.evj").open("ab") as file:
        file.write(b"\0\0\2\0half an entry")

    with open_vault(folder) as vault:
        assert [note.code for note in vault.opening_notes] == ["JOURNAL_TORN"]
        assert [entry.event for entry in vault.log()][-1] == "torn"
    assert len(list((folder / "quarantine").iterdir())) == 1
    with open_vault(folder) as vault:
        assert vault.opening_notes == ()


def cut_journal(folder: Path, entries: int) -> None:
    path = folder / "journal" / "000000.evj"
    data = path.read_bytes()
    for _ in range(entries):
        length = int.from_bytes(data[-4:])
        data = data[: len(data) - length - 8]
    assert len(data) >= HEADER_SIZE
    path.write_bytes(data)


def test_a_cut_tail_comes_back_from_the_index(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    vault, _case = filled_vault(folder)
    vault.close()
    with open_vault(folder) as vault:
        hashes = vault.leaf_hashes()
    cut_journal(folder, 3)

    with open_vault(folder) as vault:
        assert [note.code for note in vault.opening_notes] == ["JOURNAL_TAIL_CUT", "JOURNAL_TAIL_RESTORED"]
        assert vault.leaf_hashes()[: len(hashes)] == hashes
        assert "tail-restored" in [entry.event for entry in vault.log()]
    assert [note.code for note in verify(folder)] == []


def test_a_cut_tail_without_an_index_is_noticed_by_the_checkpoint(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    vault, _case = filled_vault(folder)
    vault.close()
    cut_journal(folder, 3)
    (folder / "index.db").unlink()

    assert {note.code for note in verify(folder)} >= {"JOURNAL_TAIL_CUT", "INDEX_MISSING"}
    with open_vault(folder) as vault:
        assert [note.code for note in vault.opening_notes] == ["INDEX_MISSING", "JOURNAL_TAIL_CUT"]
        (lost,) = [entry for entry in vault.log() if entry.event == "tail-lost"]
        assert lost.payload is not None
        assert lost.payload["known_size"] == lost.seq + 2  # the program was named before the last checkpoint
        vault.checkpoint("export")


def test_an_index_of_another_history_is_set_aside(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    new_vault(folder).close()
    shutil.copytree(folder, tmp_path / "copy")
    with open_vault(tmp_path / "copy") as copy:
        for number in range(4):
            add(copy, f"copy {number}.txt", b"in the copy")
    with open_vault(folder) as vault:
        add(vault, "here.txt", b"here")
    shutil.copy(tmp_path / "copy" / "index.db", folder / "index.db")

    with open_vault(folder) as vault:
        assert [note.code for note in vault.opening_notes] == ["JOURNAL_TAIL_CUT", "INDEX_NEWER"]
        assert [item.name for item in vault.items()] == ["here.txt"]


@pytest.mark.parametrize("keep_wal", [True, False])
def test_a_wal_left_behind_or_missing(tmp_path: Path, keep_wal: bool) -> None:
    folder = tmp_path / "v"
    new_vault(folder).close()
    with child(ADD_IN_A_LOOP, str(folder), "x") as process:
        reported = lines(process.stdout, 5)
        process.kill()
        process.wait()
    wal = folder / "index.db-wal"
    assert wal.exists()
    if not keep_wal:
        wal.unlink()

    with open_vault(folder) as vault:
        assert [item.sha256 for item in vault.items()][:5] == reported
        codes = {note.code for note in vault.opening_notes}
        assert ("INDEX_OLDER" in codes) == (not keep_wal)


def test_a_damaged_log_is_not_opened(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    vault, _case = filled_vault(folder)
    vault.close()
    path = folder / "journal" / "000000.evj"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    (folder / "index.db").unlink()

    with pytest.raises(errors.JournalDamaged):
        open_vault(folder)
    assert list((folder / "tmp").iterdir()) == []


def run_as_nobody(work: Callable[[], None]) -> int:
    child_pid = os.fork()
    if child_pid:
        return os.waitstatus_to_exitcode(os.waitpid(child_pid, 0)[1])
    status = 70
    try:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        work()
        status = 0
    finally:
        os._exit(status)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="gives up being root in a child")
def test_a_folder_that_can_only_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    vault, _case = filled_vault(folder)
    vault.close()
    for path in (tmp_path, *tmp_path.parents):
        if path.owner() == "root" and path.is_relative_to("/tmp") and path != Path("/tmp"):
            path.chmod(0o755)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)

    def opening_is_refused_but_checking_is_not() -> None:
        with pytest.raises(errors.VaultReadOnly):
            open_vault(folder)
        with pytest.raises(errors.VaultReadOnly):
            new_vault(tmp_path / "another")
        report = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
        assert report.verdict == "intact"

    assert run_as_nobody(opening_is_refused_but_checking_is_not) == 0


def verify(folder: Path) -> list[object]:
    report = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
    return [finding for finding in report.findings if finding.code != "SET_ASIDE"]


def test_what_a_crash_left_in_tmp_is_set_aside(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    new_vault(folder).close()
    (folder / "tmp" / "0123.part").write_bytes(b"half")

    with open_vault(folder) as vault:
        vault.record("verified", [], {}, actor=OWNER)
    assert list((folder / "tmp").iterdir()) == []
    assert [path.read_bytes() for path in (folder / "quarantine").iterdir()] == [b"half"]


def test_a_name_of_a_vault_is_not_one(tmp_path: Path) -> None:
    (tmp_path / "x.evidence-vault").mkdir()
    with pytest.raises(errors.NotAVault):
        Vault.open(tmp_path / "x.evidence-vault", passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
