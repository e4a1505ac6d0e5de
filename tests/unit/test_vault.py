# SPDX-License-Identifier: GPL-3.0-or-later
"""The open vault: what goes in comes out, here and after the next opening."""

import io
import shutil
from pathlib import Path

import pytest
from tests.helpers.vaults import (
    CHEAP,
    OWNER,
    PASSPHRASE,
    add,
    chat,
    filled_vault,
    new_clock,
    new_vault,
    new_vault_with_key,
    open_vault,
)

from evidence_vault import errors
from evidence_vault.crypto.signing import public_bytes_of_line
from evidence_vault.progress import Silent
from evidence_vault.records import Actor, Answers, ReadingRecord, ReadingWarning
from evidence_vault.vault.case_keys import certificate_holds
from evidence_vault.vault.checkpoint import newest_note, parse_note
from evidence_vault.vault.vault import NewItem, Vault


def test_a_new_vault_is_empty_and_knows_its_owner(tmp_path: Path) -> None:
    with new_vault(tmp_path / "mine.evidence-vault") as vault:
        assert vault.owner == OWNER
        assert vault.name == "mine"
        assert len(vault.vault_id) == 32
        assert vault.items() == ()
        assert [entry.event for entry in vault.log()] == ["vault-created", "header-changed"]


def test_bytes_come_back_exactly(tmp_path: Path) -> None:
    data = bytes(range(256)) * 999
    with new_vault(tmp_path / "v") as vault:
        item = add(vault, "a.bin", data)

        with vault.contents.open(item.id) as stream:
            assert stream.read() == data
        with vault.open_content(item.content_id) as stream:
            stream.seek(100_001)
            assert stream.read(7) == data[100_001:100_008]


def test_everything_is_there_after_the_next_opening(tmp_path: Path) -> None:
    vault, case_id = filled_vault(tmp_path / "v")
    before = (vault.items(), vault.facts(), list(vault.log()), vault.exhibits(case_id), vault.case_signing_key(case_id))
    vault.close()

    with open_vault(tmp_path / "v") as vault:
        assert vault.opening_notes == ()
        log = list(vault.log())
        assert (vault.items(), vault.facts(), log[:-2], vault.exhibits(case_id)) == before[:4]
        assert [entry.event for entry in log[-2:]] == ["actor-named", "checkpoint"]
        assert vault.case_signing_key(case_id).public_bytes == before[4].public_bytes


def test_an_item_tells_everything_about_itself(tmp_path: Path) -> None:
    with new_vault(tmp_path / "v") as vault:
        container = add(vault, "chat.zip", b"zip")
        content = vault.store_content(io.BytesIO(b"png"), progress=Silent(), expected_size=3)
        new = NewItem(
            content,
            "截图.png",
            "image/png",
            file_modified_at="2026-01-01T00:00:00Z",
            source_folder="Download",
            claimed_at="2025-12-31T23:59:59",
            claimed_basis="exif:DateTimeOriginal",
            contained_in=container.id,
            facts={"width": 1080, "text": ["a", None]},
            warnings=(ReadingWarning("PICTURE_NOT_WHOLE", "x", 3),),
        )
        item = vault.add_item(new, actor=OWNER)

        assert vault.item(item.id) == item
        assert (item.name, item.size, item.added_by) == ("截图.png", 3, "Lin Qiao")
        assert item.added_at.startswith("2026-03-01T")
        assert item.facts == {"width": 1080, "text": ["a", None]}
        assert item.warnings == new.warnings
        assert vault.items(contained_in=container.id) == (item,)
        assert vault.items_with_sha256(content.sha256) == (item,)


def test_derivatives_are_apart(tmp_path: Path) -> None:
    with new_vault(tmp_path / "v") as vault:
        original = add(vault, "a.png", b"a")
        content = vault.store_content(io.BytesIO(b"cropped"), progress=Silent())
        new = NewItem(content, "a-1.png", "image/png", derived_from=original.id, derivation={"kind": "crop"})
        derivative = vault.add_item(new, actor=OWNER)

        assert vault.items() == (original,)
        assert vault.items(derivatives=True) == (original, derivative)
        assert vault.items(derived_from=original.id) == (derivative,)
        assert vault.item(derivative.id).derivation == {"kind": "crop"}
        assert [entry.event for entry in vault.item_history(original.id)] == ["added", "derived"]


def test_the_same_bytes_are_stored_once_and_said(tmp_path: Path) -> None:
    with new_vault(tmp_path / "v") as vault:
        item = add(vault, "a.png", b"same")
        again = vault.store_content(io.BytesIO(b"same"), progress=Silent())
        vault.add_acquisition(item.id, "copy of a.png", actor=OWNER, source_folder="Desktop")

        assert again.already_here
        assert [name for name, _at in vault.item(item.id).also] == ["copy of a.png"]
        with pytest.raises(errors.NoSuchEntry):
            vault.add_acquisition("0" * 32, "x", actor=OWNER)


def test_exhibit_numbers_are_given_once(tmp_path: Path) -> None:
    vault, case_id = filled_vault(tmp_path / "v")
    with vault:
        first, second = vault.items()

        assert [(number, item.id) for number, item in vault.exhibits(case_id)] == [("A1", first.id)]
        assert vault.used_exhibit_numbers(case_id) == {"A1", "A2"}
        with pytest.raises(errors.ExhibitNumberUsed):
            vault.assign_exhibit(case_id, second.id, "A2", actor=OWNER)
        with pytest.raises(errors.NoSuchEntry):
            vault.withdraw_exhibit(case_id, second.id, actor=OWNER)
        vault.assign_exhibit(case_id, second.id, "A3", actor=OWNER)
        assert vault.items(case_id=case_id) == vault.items()


def test_facts_are_replaced_retracted_and_remembered(tmp_path: Path) -> None:
    vault, case_id = filled_vault(tmp_path / "v")
    with vault:
        (payment,) = vault.facts("payment", case_id=case_id)

        assert payment.fields == {"amount": "120.00", "currency": "CNY"}
        history = vault.fact_history(payment.id)
        assert [entry.payload["before"] for entry in history if entry.payload] == [
            None,
            {"amount": "100.00", "currency": "CNY"},
        ]
        assert all(not entry.custody for entry in history)
        assert vault.facts("event") == ()
        vault.retract(payment.id, actor=OWNER)
        with pytest.raises(errors.NoSuchEntry):
            vault.fact(payment.id)


def test_a_custody_log_of_a_case_holds_its_items_but_no_other_case(tmp_path: Path) -> None:
    vault, case_id = filled_vault(tmp_path / "v")
    with vault:
        loose = add(vault, "before the case.txt", b"loose")
        other = vault.put("case", {"title": "someone else"}, actor=OWNER)
        add(vault, "secret of another client.txt", b"other", other.id)
        vault.assign_exhibit(case_id, loose.id, "A9", actor=OWNER)

        log = list(vault.log(case_id=case_id, custody_only=True))

        names = [entry.payload["item"]["name"] for entry in log if entry.payload and entry.event == "added"]
        assert names == ["聊天记录.txt", "before the case.txt"]
        assert all(entry.custody for entry in log)
        assert len(vault.leaf_hashes()) == vault.journal_state().size == len(list(vault.log()))


def test_log_entries_can_be_checked_by_a_stranger(tmp_path: Path) -> None:
    vault, _case_id = filled_vault(tmp_path / "v")
    with vault:
        hashes = vault.leaf_hashes()
        for entry in vault.log():
            assert entry.envelope is not None
            assert entry.entry_hash == hashes[entry.seq]
            assert entry.previous_hash == (hashes[entry.seq - 1] if entry.seq else "0" * 64)


def test_an_actor_is_named_when_first_seen_and_when_renamed(tmp_path: Path) -> None:
    with new_vault(tmp_path / "v") as vault:
        vault.record("verified", [], {}, actor=Actor("a-2", "Chen", "helper"))
        vault.record("verified", [], {}, actor=Actor("a-2", "Chen Yu", "helper"))
        vault.record("verified", [], {}, actor=Actor("a-2", "Chen Yu", "helper"))

        entries = list(vault.log())[2:]
        assert [entry.event for entry in entries] == ["actor-named", "verified", "actor-named", "verified", "verified"]
        assert {entry.actor for entry in entries} == {"Chen Yu"}


def test_a_reading_that_breaks_off_changes_nothing(tmp_path: Path) -> None:
    def broken() -> list[ReadingRecord]:
        raise errors.WorkerCrashed(name="x")

    with new_vault(tmp_path / "v") as vault:
        item = add(vault, "log.txt", b"1")
        vault.add_reading(item.id, "x", "1", Answers(), chat(5), actor=OWNER)
        size = vault.journal_state().size

        with pytest.raises(errors.WorkerCrashed):
            vault.add_reading(item.id, "x", "2", Answers(), (record for record in broken()), actor=OWNER)
        with pytest.raises(ValueError, match="upwards"):
            vault.add_reading(item.id, "x", "2", Answers(), [*chat(5), *chat(5)], actor=OWNER)

        assert vault.journal_state().size == size
        assert vault.item(item.id).messages == 5


def test_messages_come_in_pages(tmp_path: Path) -> None:
    with new_vault(tmp_path / "v") as vault:
        item = add(vault, "log.txt", b"1")
        records = list(chat(12))
        assert vault.add_reading(item.id, "x", "1", Answers(), records, actor=OWNER) == 12

        assert list(vault.messages(item.id)) == records[1:13]
        assert list(vault.messages(item.id, "c-1", start=3, count=4)) == records[4:8]
        (conversation,) = vault.conversations(item_id=item.id)
        assert conversation.conversation == records[0]
        assert (conversation.messages, conversation.first_at) == (12, "2026-01-02T03:00:00")
        with pytest.raises(errors.NoSuchEntry):
            vault.messages(item.id, "c-9")


def test_short_ids(tmp_path: Path) -> None:
    with new_vault(tmp_path / "v") as vault:
        item = add(vault, "a", b"a")
        case = vault.put("case", {"title": "t"}, actor=OWNER)

        assert vault.resolve("item", item.id[:8]) == item.id
        assert vault.resolve("case", case.id) == case.id
        with pytest.raises(errors.ShortIdTooShort):
            vault.resolve("item", item.id[:7])
        with pytest.raises(errors.NoSuchEntry):
            vault.resolve("item", "%%%%%%%%")
        vault._database.execute(
            "INSERT INTO items SELECT number + 1000, substr(id, 1, 10) || 'twin', content_id, name, media_type,"
            " importer, added_at, added_by, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, facts, erased FROM items"
        )
        with pytest.raises(errors.AmbiguousId):
            vault.resolve("item", item.id[:9])


def test_checkpoints_are_signed_every_64_entries_and_at_the_end(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    for number in range(70):
        vault.record("verified", [], {"number": number}, actor=OWNER)
    notes = sorted((tmp_path / "v" / "anchors").iterdir())
    assert len(notes) == 1
    state = vault.journal_state()
    signer = vault._ledger.keys.signer.public_bytes
    vault.close()

    newest = newest_note(tmp_path / "v" / "anchors")
    assert newest is not None
    point = parse_note(newest.read_bytes(), bytes.fromhex(vault.vault_id), signer)
    assert point.size == state.size + 1
    with open_vault(tmp_path / "v") as vault:
        assert vault.journal_state().root == point.root.hex()
        assert vault.root_at(state.size) == state.root
        with pytest.raises(ValueError, match="more entries"):
            vault.root_at(10_000)
    assert newest_note(tmp_path / "v" / "anchors") == newest


def test_a_log_that_contradicts_a_checkpoint_is_not_signed(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    vault.checkpoint("export")
    vault._database.execute("UPDATE tree SET hash = zeroblob(32)")
    vault.record("verified", [], {}, actor=OWNER)

    with pytest.raises(errors.CheckpointRefused):
        vault.checkpoint("export")
    vault.close()


def test_each_case_has_its_own_certified_key(tmp_path: Path) -> None:
    vault, case_id = filled_vault(tmp_path / "v")
    with vault:
        key = vault.case_signing_key(case_id)
        other = vault.put("case", {"title": "other"}, actor=OWNER)
        made = next(entry for entry in vault.log(case_id=case_id) if entry.event == "case-key-made")
        assert made.payload is not None
        public, certificate = str(made.payload["public_key"]), str(made.payload["certificate"])

        assert public_bytes_of_line(public) == key.public_bytes
        assert certificate_holds(vault._ledger.keys, case_id, key.public_bytes, certificate)
        assert not certificate_holds(vault._ledger.keys, other.id, key.public_bytes, certificate)
        assert vault.case_signing_key(other.id).public_bytes != key.public_bytes
        with pytest.raises(errors.NoSuchEntry):
            vault.case_signing_key("0" * 32)
        (tmp_path / "v" / "keys" / f"{case_id}.evk").unlink()
        assert vault.case_signing_key(case_id).public_bytes != key.public_bytes


def test_the_passphrase_and_the_recovery_key_can_change(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    vault, recovery_key = new_vault_with_key(folder)
    with vault, pytest.raises(errors.WrongPassphrase):
        vault.keys.change_passphrase("not this one at all", "a new passphrase")
    with Vault.open(folder, recovery_key=recovery_key, clock=new_clock(), progress=Silent()) as vault:
        vault.keys.change_passphrase(PASSPHRASE, "a new passphrase")
        newer = vault.keys.new_recovery_key()
    with pytest.raises(errors.WrongPassphrase):
        open_vault(folder)
    with pytest.raises(errors.WrongRecoveryKey):
        Vault.open(folder, recovery_key=recovery_key, clock=new_clock(), progress=Silent())
    with Vault.open(folder, recovery_key=newer, clock=new_clock(), progress=Silent()) as vault:
        vault.keys.set_passphrase(PASSPHRASE)
    with open_vault(folder) as vault:
        reasons = [
            entry.payload["reason"] for entry in vault.log() if entry.event == "header-changed" and entry.payload
        ]
        assert reasons == ["created", "passphrase", "recovery-key", "passphrase-reset"]
        assert vault.opening_notes == ()


def test_an_older_header_put_back_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    new_vault(folder).close()
    older = (folder / "header.evh").read_bytes()
    with open_vault(folder) as vault:
        vault.keys.change_passphrase(PASSPHRASE, "a new passphrase")
    (folder / "header.evh").write_bytes(older)
    (folder / "header-b.evh").write_bytes(older)

    with open_vault(folder) as vault:
        assert [note.code for note in vault.opening_notes] == ["HEADER_ROLLED_BACK"]


def test_thumbnails_may_be_kept(tmp_path: Path) -> None:
    with new_vault(tmp_path / "v") as vault:
        vault.keep_derived("thumbnail/1", b"\x00pixels")

        assert vault.derived("thumbnail/1") == b"\x00pixels"
        assert vault.derived("thumbnail/2") is None


def test_nothing_of_the_contents_is_readable_in_the_folder(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    case = vault.put("case", {"title": "MARKER-CASE"}, actor=Actor("MARKER-ID", "MARKER-NAME"))
    add(vault, "MARKER-FILE.txt", b"MARKER-BYTES" * 100, case.id)
    vault.keep_derived("MARKER-KEY", b"MARKER-THUMB")
    for path in (tmp_path / "v").rglob("*"):
        assert "MARKER" not in path.name
        assert path.is_dir() or b"MARKER" not in path.read_bytes()
    vault.close()
    for path in (tmp_path / "v").rglob("*"):
        assert path.is_dir() or b"MARKER" not in path.read_bytes()


def test_a_copied_folder_opens(tmp_path: Path) -> None:
    vault, _case = filled_vault(tmp_path / "v")
    vault.close()
    shutil.copytree(tmp_path / "v", tmp_path / "copy")

    with open_vault(tmp_path / "copy") as copy, open_vault(tmp_path / "v") as vault:
        assert copy.items() == vault.items()
        assert copy.opening_notes == ()


def test_places_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("keep me")
    for place, error in ((tmp_path / "full", errors.VaultExists), (tmp_path / "no" / "v", errors.SourceMissing)):
        with pytest.raises(error):
            new_vault(place)
    assert (tmp_path / "full" / "letter.txt").read_text() == "keep me"
    with pytest.raises(errors.NotAVault):
        open_vault(tmp_path / "full")
    with pytest.raises(errors.NotAVault):
        open_vault(tmp_path / "nothing")


def test_a_vault_that_could_not_be_made_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(errors.PassphraseTooShort):
        Vault.create(tmp_path / "v", "short", owner=OWNER, clock=new_clock(), progress=Silent(), cost=CHEAP)
    (tmp_path / "empty").mkdir()
    with pytest.raises(errors.PassphraseTooShort):
        Vault.create(tmp_path / "empty", "short", owner=OWNER, clock=new_clock(), progress=Silent(), cost=CHEAP)

    assert list(tmp_path.iterdir()) == [tmp_path / "empty"]
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_wrong_passphrase_leaves_the_vault_free(tmp_path: Path) -> None:
    new_vault(tmp_path / "v").close()
    with pytest.raises(errors.WrongPassphrase):
        Vault.open(tmp_path / "v", passphrase="not the passphrase", clock=new_clock(), progress=Silent())

    open_vault(tmp_path / "v").close()


def test_closing_twice_is_nothing(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    vault.close()
    vault.close()
    open_vault(tmp_path / "v").close()
