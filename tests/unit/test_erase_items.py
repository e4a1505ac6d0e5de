# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing items: bytes, readings, copies and words are gone, all the rest holds, and a crash is made up for."""

import itertools
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.helpers.disks import PowerCut
from tests.helpers.failing_calls import FailingCalls
from tests.helpers.vaults import OWNER, PASSPHRASE, add, chat, filled_vault, new_clock, new_vault, open_vault

from evidence_vault import errors
from evidence_vault.progress import Silent
from evidence_vault.records import Answers, EvidenceItem, Severity, TextInPicture, TextLine
from evidence_vault.vault import header_text
from evidence_vault.vault.database import Database
from evidence_vault.vault.rebuild import fill
from evidence_vault.vault.vault import NewItem, Vault
from evidence_vault.vault.verify import verify_folder, verify_vault
from evidence_vault.vault.verify_index import differing_tables

RESCUE = Path(__file__).parents[2] / "packaging" / "rescue" / "evidence_vault_rescue.py"
SECRET = b"zebrafish " * 400
WORD = "zebrafish"


def problems(folder: Path) -> list[str]:
    report = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
    return [finding.code for finding in report.findings if finding.severity is Severity.PROBLEM]


def assert_sound(folder: Path) -> None:
    """Closed, opened and made again it is the same, and nothing is wrong."""
    assert problems(folder) == []
    with open_vault(folder) as vault:
        assert [note.code for note in vault.opening_notes] == []
        again = Database.in_memory()
        fill(again, vault._ledger.journal, vault._ledger.contents, Silent())
        assert list(differing_tables(again, vault._database, Silent())) == []
        again.close()
        assert vault.verify(progress=Silent()).verdict == "intact"


def make_copy(vault: Vault, item: EvidenceItem, data: bytes) -> EvidenceItem:
    import io

    content = vault.store_content(io.BytesIO(data), progress=Silent())
    new = NewItem(content, f"copy of {item.name}", "image/png", derived_from=item.id, derivation={"recipe": "print"})
    return vault.add_item(new, actor=OWNER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vault with one chat that was read twice, copied and received again, beside everything else."""
    vault, case = filled_vault(tmp_path / "v.evidence-vault")
    with vault:
        item = add(vault, f"{WORD}.txt", SECRET, case)
        vault.assign_exhibit(case, item.id, "B1", actor=OWNER)
        vault.add_acquisition(item.id, f"{WORD} (1).txt", actor=OWNER)
        for version, count in (("1", 5), ("2", 9)):
            records = chat(count, f"{WORD} {{number}}")
            vault.add_reading(item.id, "wechat-text", version, Answers(), records, actor=OWNER)
        make_copy(vault, item, SECRET[:900])
        vault.keep_derived(f"thumbnail-96-{item.content_id}", SECRET)
        vault.picture_texts.keep(
            item.content_id, 0, TextInPicture(9, 9, (TextLine(f"{WORD} there", (0, 0, 9, 9), 99),))
        )
        vault.record("copied-out", [item.id], {"name": item.name}, actor=OWNER)
        vault.record("transcript-confirmed", [item.id], {"corrections": [{"to": WORD}]}, actor=OWNER)
    return tmp_path / "v.evidence-vault"


def the_item(vault: Vault) -> EvidenceItem:
    return next(item for item in vault.items() if WORD in item.name)


def erase(vault: Vault, *, with_names: bool = True) -> tuple[str, ...]:
    return vault.erasing.items(
        [the_item(vault).id], reason="the person asked", with_names=with_names, actor=OWNER, progress=Silent()
    )


def everything_said(vault: Vault) -> str:
    tables = (
        "log",
        "items",
        "messages",
        "conversations",
        "acquisitions",
        "item_warnings",
        "readings",
        "derived",
        "picture_texts",
    )
    return "".join(str(row) for table in tables for row in vault._database.rows(f"SELECT * FROM {table}"))  # noqa: S608


def stored(folder: Path) -> set[str]:
    return {path.stem for path in (folder / "blobs").rglob("*.evb")}


def test_nothing_of_it_is_left_and_everything_else_is(folder: Path) -> None:
    with open_vault(folder) as vault:
        item, others = the_item(vault), [each for each in vault.items() if WORD not in each.name]
        before = stored(folder)
        hashes = {entry.seq: entry.entry_hash for entry in vault.log()}
        gone = erase(vault)
        assert len(gone) == 2
        assert gone[0] == item.id or gone[1] == item.id
        assert len(before - stored(folder)) == 4  # the file, its copy, and what was read from it twice
        assert WORD not in everything_said(vault)
        assert vault.search(WORD) == ()
        assert vault.derived(f"thumbnail-96-{item.content_id}") is None
        assert {entry.seq: entry.entry_hash for entry in vault.log() if entry.seq in hashes} == hashes
        assert list(vault.items()) == others
        assert [hit.kind for hit in vault.search("转账")] == ["message"] * 30
    assert_sound(folder)


def test_what_stays_tells_what_was_erased(folder: Path) -> None:
    with open_vault(folder) as vault:
        item, case = the_item(vault), vault.facts("case")[0].id
        erase(vault, with_names=False)
        left = vault.item(item.id)
        assert (left.name, left.sha256, left.size) == (item.name, item.sha256, item.size)
        assert left.erased_at is not None
        assert (left.content_id, left.messages, left.facts, left.also) == ("", 0, {}, ())
        with pytest.raises(errors.ContentErased):
            vault.contents.open(item.id)
        with pytest.raises(errors.ContentErased):
            vault.open_content(left.content_id)
        assert "B1" in vault.used_exhibit_numbers(case)
        assert "B1" not in [number for number, _item in vault.exhibits(case)]
        entry = vault.last_entry("content-erased")
        assert entry is not None
        assert entry.custody
        assert dict(entry.payload or {})["reason"] == "the person asked"
        assert item.id in entry.subjects
        assert entry.seq in [each.seq for each in vault.log(case_id=case, custody_only=True)]
    assert_sound(folder)


def test_bytes_that_another_item_holds_stay_for_that_one(folder: Path) -> None:
    with open_vault(folder) as vault:
        other_case = vault.put("case", {"title": "another case"}, actor=OWNER)
        item = the_item(vault)
        other = add(vault, "the same.txt", SECRET, other_case.id)
        vault.add_reading(other.id, "wechat-text", "2", Answers(), chat(9, f"{WORD} {{number}}"), actor=OWNER)
        plan = vault.erasing.plan([item.id])
        assert plan.shared == 1
        assert item.content_id not in plan.contents
        vault.erasing.items([item.id], reason="", with_names=True, actor=OWNER, progress=Silent())
        with vault.contents.open(other.id) as stream:
            assert stream.read() == SECRET
        assert vault.items_with_sha256(other.sha256) == (vault.item(other.id),)
        assert {hit.item_id for hit in vault.search(WORD)} == {other.id}
    assert_sound(folder)
    with open_vault(folder) as vault:
        vault.erasing.items([other.id], reason="", with_names=True, actor=OWNER, progress=Silent())
        assert item.content_id not in stored(folder)
        assert vault.search(WORD) == ()
    assert_sound(folder)


def test_the_same_bytes_can_be_added_again(folder: Path) -> None:
    with open_vault(folder) as vault:
        item = the_item(vault)
        erase(vault)
        again = add(vault, "again.txt", SECRET)
        assert again.id != item.id
        assert again.content_id == item.content_id
        with vault.contents.open(again.id) as stream:
            assert stream.read() == SECRET
        with pytest.raises(errors.ContentErased):
            vault.contents.open(item.id)
    assert_sound(folder)
    assert item.content_id in (folder / "blobs.sha256").read_text()


def test_what_lies_inside_goes_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "v.evidence-vault"
    with new_vault(folder) as vault:
        outer = add(vault, "chat.zip", b"outer")
        import io

        inner = []
        for number in range(5):
            content = vault.store_content(io.BytesIO(b"%d" % number), progress=Silent())
            inner.append(vault.add_item(NewItem(content, f"{number}.png", "x/y", contained_in=outer.id), actor=OWNER))
        copy = make_copy(vault, inner[3], b"smaller")
        kept = add(vault, "kept.txt", b"kept")
        plan = vault.erasing.plan([outer.id])
        assert {item.id for item in plan.items} == {outer.id, copy.id, *(item.id for item in inner)}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("evidence_vault.vault.erase_items.MOST_AT_ONCE", 2)
            vault.erasing.items([outer.id], reason="", with_names=False, actor=OWNER, progress=Silent())
        assert vault.items(derivatives=True) == (kept,)
        assert stored(folder) == {kept.content_id}
        assert vault.erasing.plan([outer.id]).items == ()
    assert_sound(folder)


def test_unknown_items_are_refused(folder: Path) -> None:
    with open_vault(folder) as vault:
        size = len(stored(folder))
        with pytest.raises(errors.NoSuchEntry):
            vault.erasing.items(["0" * 32], reason="", with_names=True, actor=OWNER, progress=Silent())
        assert len(stored(folder)) == size


def test_what_was_set_aside_goes_too(folder: Path) -> None:
    with open_vault(folder) as vault:
        item = the_item(vault)
        vault._ledger.contents.set_aside(item.content_id)
        add(vault, "whole again.txt", SECRET)
        for left in ("index-1234.db", "1234-abcd.part", "torn-000000-99-0.bin"):
            (folder / "quarantine" / left).write_bytes(b"x")
        note = folder / "quarantine" / "0-0000000009.note"
        note.write_bytes(b"x")
        both = [each.id for each in vault.items() if each.size == len(SECRET)]
        vault.erasing.items(both, reason="", with_names=True, actor=OWNER, progress=Silent())
        assert list((folder / "quarantine").iterdir()) == [note]


def test_a_program_that_does_not_know_erasing_refuses_the_vault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_vault(folder) as vault:
        assert vault._parts.features == ()
        erase(vault)
        assert vault._parts.features == ("erased-contents",)
    monkeypatch.setattr(header_text, "KNOWN_FEATURES", frozenset())
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(errors.VaultTooNew) as caught:
        open_vault(folder)
    assert caught.value.facts["feature"] == "erased-contents"
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_backup_loses_it_at_its_next_run(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.evidence-vault"
    with open_vault(folder) as vault:
        vault.back_up(copy, progress=Silent())
        item = the_item(vault)
        assert item.content_id in stored(copy)
        erase(vault)
        vault.back_up(copy, progress=Silent())
        assert stored(copy) == stored(folder)
    checked = verify_folder(copy, passphrase=PASSPHRASE, progress=Silent())
    assert checked.report.verdict == "intact"
    with open_vault(copy) as vault:
        assert WORD not in everything_said(vault)


def test_a_copy_that_still_holds_it_says_so(folder: Path, tmp_path: Path) -> None:
    with open_vault(folder) as vault:
        item = the_item(vault)
        blob = vault._ledger.layout.blob(item.content_id)
        data = blob.read_bytes()
        erase(vault)
    blob.write_bytes(data)
    report = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
    assert [finding.code for finding in report.findings] == ["ERASED_CONTENT_LEFT"]
    assert report.verdict == "intact"
    with open_vault(folder):
        assert not blob.exists()


def test_the_rescue_script_misses_nothing(folder: Path, tmp_path: Path) -> None:
    with open_vault(folder) as vault:
        kept = {item.sha256 for item in vault.items() if WORD not in item.name}
        erase(vault)
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE)
    command = [sys.executable, str(RESCUE), str(folder), str(tmp_path / "out"), "--secret-file", str(secret)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Missing: 0" in done.stderr
    written = "".join(path.read_text() for path in (tmp_path / "out").glob("*.csv"))
    assert all(sha256 in written for sha256 in kept)


@pytest.mark.parametrize("kill", [False, True])
def test_a_crash_at_every_step_is_made_up_for(tmp_path: Path, kill: bool) -> None:
    whole = tmp_path / "whole.evidence-vault"
    with new_vault(whole) as vault:
        add(vault, "kept.txt", b"kept")
        item = add(vault, f"{WORD}.txt", SECRET)
        vault.add_reading(item.id, "wechat-text", "1", Answers(), chat(2, f"{WORD} {{number}}"), actor=OWNER)
    for number in itertools.count(1):
        folder = tmp_path / f"{number}.evidence-vault"
        shutil.copytree(whole, folder)
        vault = open_vault(folder)
        failing = FailingCalls(number, kill=kill)
        told = _run(failing, lambda vault=vault: erase(vault))
        _end(vault, kill=kill)
        assert problems(folder) == []
        _assert_erased_or_as_before(folder, told=told)
        shutil.rmtree(folder)
        if not failing.happened:
            break
    assert number > 20


def _end(vault: Vault, *, kill: bool) -> None:
    if kill:
        vault._ledger.close()
        vault._parts.lock.release()
    else:
        vault.close()


def _assert_erased_or_as_before(folder: Path, *, told: bool) -> None:
    with open_vault(folder) as vault:
        recorded = vault.last_entry("content-erased") is not None
        assert recorded or not told
        assert (WORD in everything_said(vault)) != recorded
        assert len(stored(folder)) == (1 if recorded else 3)
        assert [item.name for item in vault.items()] == ["kept.txt", *([] if recorded else [f"{WORD}.txt"])]
        with vault.contents.open(vault.items()[0].id) as stream:
            assert stream.read() == b"kept"
    assert problems(folder) == []


def _run(failing: FailingCalls, work: Callable[[], object]) -> bool:
    with pytest.MonkeyPatch.context() as patch:
        failing.install(patch)
        try:
            work()
        except (errors.EvidenceVaultError, PowerCut):
            return False
    return True
