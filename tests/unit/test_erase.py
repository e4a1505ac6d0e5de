# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing what an entry says: chain, tree and rebuild hold, the words are gone, and a crash is made up for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.helpers.disks import PowerCut
from tests.helpers.failing_calls import FailingCalls
from tests.helpers.vaults import OWNER, PASSPHRASE, filled_vault, new_clock, open_vault

from evidence_vault import errors
from evidence_vault.progress import Silent
from evidence_vault.records import LogEntry, Severity
from evidence_vault.vault import segments
from evidence_vault.vault.database import Database
from evidence_vault.vault.rebuild import fill
from evidence_vault.vault.vault import Vault
from evidence_vault.vault.verify import verify_vault
from evidence_vault.vault.verify_index import differing_tables

SECRET = "zebrafish"


def entries(vault: Vault, word: str = SECRET) -> list[LogEntry]:
    return [entry for entry in vault.log() if word in str(entry.payload)]


def assert_sound(folder: Path) -> None:
    report = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
    assert [finding.code for finding in report.findings if finding.severity is Severity.PROBLEM] == []
    with open_vault(folder) as vault:
        assert [note.code for note in vault.opening_notes] == []
        again = Database.in_memory()
        fill(again, vault._ledger.journal, vault._ledger.contents, Silent())
        assert list(differing_tables(again, vault._database, Silent())) == []
        again.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vault with a note that was changed, one that was taken back, and an entry about an export."""
    vault, case = filled_vault(tmp_path / "v.evidence-vault")
    with vault:
        note = vault.put("narrative", {"text": SECRET}, actor=OWNER, case_id=case)
        vault.put("narrative", {"text": "calmer words"}, actor=OWNER, fact_id=note.id)
        gone = vault.put("event", {"summary": f"{SECRET} gone"}, actor=OWNER, case_id=case)
        vault.retract(gone.id, actor=OWNER)
        vault.record("exported", [], {"to": SECRET}, actor=OWNER, case_id=case)
    return tmp_path / "v.evidence-vault"


def erase_all(vault: Vault) -> None:
    while found := entries(vault):
        assert vault.erasing.payload(found[0].seq, actor=OWNER)


def test_what_is_erased_is_gone_and_everything_else_holds(folder: Path) -> None:
    with open_vault(folder) as vault:
        before = {entry.seq: entry.entry_hash for entry in vault.log()}
        facts = {fact.id: fact.fields for fact in vault.facts()}
        items = vault.items()
        erase_all(vault)
        assert vault.search(SECRET) == ()
        assert [hit.kind for hit in vault.search("calmer")] == ["fact"]
        after = {entry.seq: entry for entry in vault.log()}
        assert {seq: entry.entry_hash for seq, entry in after.items() if seq in before} == before
        erased = [entry.seq for entry in after.values() if entry.payload is None]
        told = [dict(entry.payload or {})["seq"] for entry in after.values() if entry.event == "payload-erased"]
        assert sorted(told) == erased
        assert len(erased) == 5
        assert {fact.id: fact.fields for fact in vault.facts()} == facts
        assert vault.items() == items
    assert_sound(folder)
    with open_vault(folder) as vault:
        assert entries(vault) == []
        assert {fact.id: fact.fields for fact in vault.facts()} == facts


def test_the_words_stand_in_no_segment_any_more(folder: Path) -> None:
    with open_vault(folder) as vault:
        erase_all(vault)
        journal = vault._ledger.journal
        for number in segments.segment_numbers(journal.folder):
            data = segments.segment_path(journal.folder, number).read_bytes()
            seq = segments.read_header(data, journal.vault_id, number)
            for record in segments.read_records(data, segments.HEADER_SIZE, number):
                assert isinstance(record, segments.SealedRecord)
                assert SECRET not in str(journal.open_record(record, seq, number).payload)
                seq += 1
        assert SECRET not in "".join(str(row) for row in vault._database.rows("SELECT * FROM log"))


def test_erasing_in_an_older_segment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_vault(folder) as vault:
        monkeypatch.setattr("evidence_vault.vault.journal.SEGMENT_SIZE", 1)
        for number in range(5):
            vault.record("verified", [], {"number": number}, actor=OWNER)
        assert len(segments.segment_numbers(folder / "journal")) > 4
        erase_all(vault)
    assert_sound(folder)


def test_what_others_rest_on_is_not_erased(folder: Path) -> None:
    with open_vault(folder) as vault:
        events = {entry.event: entry.seq for entry in vault.log()}
        for event in (
            "vault-created",
            "added",
            "read",
            "exhibit-given",
            "case-key-made",
            "header-changed",
            "checkpoint",
        ):
            with pytest.raises(errors.EraseRefused):
                vault.erasing.payload(events[event], actor=OWNER)
        newest = [entry for entry in vault.log() if entry.event == "put"][-2]
        assert newest.payload is not None
        with pytest.raises(errors.EraseStillCurrent):
            vault.erasing.payload(next(e.seq for e in vault.log() if "calmer words" in str(e.payload)), actor=OWNER)
        with pytest.raises(errors.NoSuchEntry):
            vault.erasing.payload(10_000, actor=OWNER)
        assert all(entry.payload is not None for entry in vault.log())


def test_erasing_twice_is_nothing(folder: Path) -> None:
    with open_vault(folder) as vault:
        seq = next(entry.seq for entry in vault.log() if entry.event == "exported")
        assert vault.erasing.payload(seq, actor=OWNER) == (seq,)
        size = vault.journal_state().size
        assert vault.erasing.payload(seq, actor=OWNER) == ()
        assert vault.journal_state().size == size


@pytest.mark.parametrize("kill", [False, True])
def test_a_crash_at_every_step_is_made_up_for(tmp_path: Path, kill: bool) -> None:
    number = 0
    happened = True
    while happened:
        number += 1
        folder = tmp_path / f"{number}.evidence-vault"
        vault, _case = filled_vault(folder)
        seq = vault.record("exported", [], {"to": SECRET}, actor=OWNER).seq
        failing = FailingCalls(number, kill=kill)
        told = _run(failing, lambda vault=vault, seq=seq: vault.erasing.payload(seq, actor=OWNER))
        happened = failing.happened
        if kill:
            vault._ledger.close()
            vault._parts.lock.release()
        else:
            vault.close()
        with open_vault(folder) as again:
            recorded = again.last_entry("payload-erased") is not None
            assert recorded or not told
            assert (entries(again) == []) == recorded
        report = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
        assert [one.code for one in report.findings if one.severity is Severity.PROBLEM] == []
    assert number > 6


def _run(failing: FailingCalls, work: Callable[[], object]) -> bool:
    with pytest.MonkeyPatch.context() as patch:
        failing.install(patch)
        try:
            work()
        except (errors.EvidenceVaultError, PowerCut):
            return False
    return True
