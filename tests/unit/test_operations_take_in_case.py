# SPDX-License-Identifier: GPL-3.0-or-later
"""A case moves from one vault to another: checked first, byte for byte, its log as evidence, nothing as our history."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.drawn_files import chat_page, saved
from tests.helpers.vaults import OWNER, add, new_vault, open_vault

from evidence_vault import errors
from evidence_vault.hashing import sha256_hex
from evidence_vault.operations.edit_case import add_to_case, list_cases, load_case, new_case, put_fact, set_exhibit
from evidence_vault.operations.export_case import ExportOptions, export_case
from evidence_vault.operations.import_files import import_bytes, import_files
from evidence_vault.operations.import_foreign import FROM_PACKAGE
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.joined_transcripts import (
    ItemPlace,
    PlacedEntry,
    confirm_conversation,
    pictures_of_conversation,
)
from evidence_vault.operations.message_marks import marks_of_item, place_of, put_mark
from evidence_vault.operations.picture_transcripts import PictureStatement
from evidence_vault.operations.take_in_case import TakeInOptions, take_in_case
from evidence_vault.operations.take_transcripts import take_transcripts
from evidence_vault.package.confirmed_transcripts import ForeignTranscript, read_transcripts
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.records import Actor, Answers, ProposedEntry
from evidence_vault.vault.vault import Vault

CHAT = "\n".join(
    f"3/{day}/26, 12:{minute:02d} - {who}: {words}"
    for day in (1, 2)
    for minute, (who, words) in enumerate([("Teacher Wang", "Please transfer 5,000 first"), ("Lin Qiao", "Where to?")])
)
OTHER = Actor("owner-2", "Legal aid", "helper")


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The vault of a made-up case, and its archive."""
    folder = tmp_path_factory.mktemp("moving")
    phone = folder / "phone"
    phone.mkdir()
    (phone / "page.png").write_bytes(saved(chat_page(300), "PNG"))
    (phone / "page-2.png").write_bytes(saved(chat_page(301), "PNG"))
    with zipfile.ZipFile(phone / "WhatsApp Chat - Teacher Wang.zip", "w") as archive:
        archive.writestr("_chat.txt", CHAT)
        archive.writestr("IMG-1.png", saved(chat_page(302), "PNG"))
    with new_vault(folder / "first.evidence-vault") as vault:
        case = new_case(vault, "Investment group", OWNER).id
        answers = Answers(time_zone="Asia/Shanghai", self_name="Lin Qiao")
        import_files(vault, [phone], ImportOptions(case, answers=answers), OWNER, Silent())
        chat = next(item for item in vault.items(case_id=case) if item.messages)
        put_mark(vault, case, place_of(chat.id, vault.messages(chat.id)[0]), "instruction", OWNER)
        suspect = put_fact(vault, case, "suspect", {"label": "Teacher Wang"}, OWNER)
        put_fact(
            vault, case, "identifier",
            {"type": "wechat_id", "value_exact": "wang-1", "suspect_id": suspect.id, "seen_in_items": [chat.id]}, OWNER,
        )  # fmt: skip
        put_fact(
            vault, case, "payment",
            {"amount": "5000.00", "currency": "CNY", "evidence_items": ["A1", chat.id]}, OWNER,
        )  # fmt: skip
        set_exhibit(vault, case, chat.id, {"title": "The chat", "proves": "who asked for money"}, OWNER)
        package = export_case(vault, case, ExportOptions("archive", folder / "archive", "en"), OWNER, Silent()).path
    return folder / "first.evidence-vault", package


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "second.evidence-vault") as opened:
        yield opened


def take(vault: Vault, package: Path, **options: object) -> object:
    return take_in_case(vault, package, TakeInOptions(**options), OTHER, Silent())  # type: ignore[arg-type]


def test_everything_comes_along_and_keeps_its_bytes_and_numbers(vault: Vault, moved: tuple[Path, Path]) -> None:
    result = take_in_case(vault, moved[1], TakeInOptions(), OTHER, Silent())
    assert (result.title, result.failed, result.notes, result.cancelled) == ("Investment group", (), (), False)
    with open_vault(moved[0]) as first:
        case = list_cases(first)[0].id
        there = dict(first.exhibits(case))
    here = dict(vault.exhibits(result.case_id))
    assert set(there) < set(here)
    for number, item in there.items():
        assert (here[number].sha256, here[number].name) == (item.sha256, item.name)
        with vault.contents.open(here[number].id) as stream:
            assert sha256_hex(stream.read()) == item.sha256
        assert here[number].messages == item.messages
        assert (here[number].contained_in is None) == (item.contained_in is None)
        assert here[number].id != item.id
    assert result.copies > 0
    assert vault.verify(progress=Silent()).verdict == "intact"


def test_records_marks_and_answers_come_along(vault: Vault, moved: tuple[Path, Path]) -> None:
    result = take_in_case(vault, moved[1], TakeInOptions(), OTHER, Silent())
    with open_vault(moved[0]) as first:
        facts = load_case(first, list_cases(first)[0].id)
    here = dict(vault.exhibits(result.case_id))
    loaded = load_case(vault, result.case_id)
    assert [p.fields["amount"] for p in loaded.payments] == [p.fields["amount"] for p in facts.payments]
    chat = next(item for item in here.values() if item.messages)
    assert loaded.payments[0].fields["evidence_items"] == ["A1", chat.id]
    assert loaded.suspects[0].identifiers[0]["seen_in_items"] == [chat.id]
    assert list(marks_of_item(vault, result.case_id, chat.id).values()) == [("instruction",)]
    (said,) = vault.facts("exhibit", case_id=result.case_id)
    assert said.fields["item_id"] == chat.id
    assert result.messages == 4
    messages = vault.messages(chat.id)
    assert [message.is_self for message in messages[:2]] == [False, True]  # the other person's answers were used


def test_times_of_the_other_vault_stay_its_claims(vault: Vault, moved: tuple[Path, Path]) -> None:
    result = take_in_case(vault, moved[1], TakeInOptions(), OTHER, Silent())
    with open_vault(moved[0]) as first:
        there = {item.sha256: item for item in first.items()}
    for item in vault.items(case_id=result.case_id):
        claims = item.facts[FROM_PACKAGE]
        assert isinstance(claims, dict)
        assert item.file_modified_at is None
        assert item.source_folder is None
        if item.sha256 in there:
            assert str(claims["added_at"])[:19] == there[item.sha256].added_at[:19]
            assert claims.get("file_modified_at") == there[item.sha256].file_modified_at
            assert str(claims["signer"]).startswith("SHA256:")


def test_its_log_is_evidence_and_none_of_our_history(vault: Vault, moved: tuple[Path, Path]) -> None:
    result = take_in_case(vault, moved[1], TakeInOptions(), OTHER, Silent())
    items = {item.name: item for item in vault.items(case_id=result.case_id)}
    with vault.contents.open(items["custody-log.jsonl"].id) as stream:
        assert stream.read() == (moved[1] / "data/records/custody-log.jsonl").read_bytes()
    proof = next(item for name, item in items.items() if name.startswith("proof-of-"))
    with vault.contents.open(proof.id) as stream, zipfile.ZipFile(io.BytesIO(stream.read())) as archive:
        inside = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    for name in ("tagmanifest-sha256.txt", "tagmanifest-sha256.txt.sig", "signer.pub", "data/records/package.json"):
        assert inside[name] == (moved[1] / name).read_bytes()
    log = list(vault.log())
    assert [entry.event for entry in log if entry.event in {"package-checked", "case-taken-in"}] == [
        "package-checked", "case-taken-in",
    ]  # fmt: skip
    checked = next(entry.payload for entry in log if entry.event == "package-checked")
    described = json.loads((moved[1] / "data/records/package.json").read_bytes())
    assert checked is not None
    assert (checked["verdict"], checked["signer"]) == ("intact", described["signer"])
    assert checked["journal"] == described["journal"]
    assert {entry.actor for entry in log if entry.event in {"added", "derived", "case-taken-in"}} == {OTHER.name}
    assert "exported" not in {entry.event for entry in log}
    told = {fact.recorded_by for fact in vault.facts("payment", case_id=result.case_id)}
    assert told == {f"{described['package_id']} ({described['signer']})"}


def test_the_same_package_twice_is_refused(vault: Vault, moved: tuple[Path, Path]) -> None:
    take(vault, moved[1])
    size = vault.journal_state().size
    with pytest.raises(errors.PackageTakenAlready):
        take(vault, moved[1])
    assert vault.journal_state().size == size


def test_a_fingerprint_told_another_way_is_compared_and_kept(vault: Vault, moved: tuple[Path, Path]) -> None:
    with pytest.raises(errors.PackageHasProblems):
        take(vault, moved[1], signer="SHA256:" + "A" * 43)
    assert not vault.facts("case")
    signer = json.loads((moved[1] / "data/records/package.json").read_bytes())["signer"]
    take(vault, moved[1], signer=signer)
    entry = vault.last_entry("case-taken-in")
    assert entry is not None
    assert entry.payload is not None
    assert entry.payload["compared"] == "matched"


@pytest.fixture
def changed(moved: tuple[Path, Path], tmp_path: Path) -> Path:
    import shutil

    copy = tmp_path / "changed"
    shutil.copytree(moved[1], copy)
    (copy / "data/originals/A1.png").write_bytes(saved(chat_page(999), "PNG"))
    return copy


def test_a_package_with_problems_is_refused_and_leaves_nothing(vault: Vault, changed: Path) -> None:
    size = vault.journal_state().size
    with pytest.raises(errors.PackageHasProblems):
        take(vault, changed)
    assert vault.journal_state().size == size
    assert not vault.items()


def test_or_its_unchanged_files_are_taken_as_plain_files_with_words(vault: Vault, changed: Path) -> None:
    result = take_in_case(vault, changed, TakeInOptions(files_only=True), OTHER, Silent())
    items = vault.items(case_id=result.case_id)
    assert [one.code for one in result.failed] == ["SOURCE_CHANGED"]
    assert items
    assert sha256_hex((changed / "data/originals/A1.png").read_bytes()) not in {item.sha256 for item in items}
    assert len(items) == len(list((changed / "data/originals").iterdir())) - 1
    for item in items:
        assert "FROM_PACKAGE_WITH_PROBLEMS" in {warning.code for warning in item.warnings}
        assert item.importer is None
        claims = item.facts[FROM_PACKAGE]
        assert isinstance(claims, dict)
        assert (claims["checked"], "added_at" in claims) == (False, False)
    assert result.facts == 0
    assert not vault.facts("payment", case_id=result.case_id)
    assert vault.verify(progress=Silent()).verdict == "intact"


class StopAfter:
    """Asks to stop after ``count`` questions."""

    def __init__(self, count: int) -> None:
        self.left = count

    def report(self, done: int, total: int | None, what: str = "") -> None:
        pass

    def raise_if_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_stopped_it_goes_on_where_it_was(vault: Vault, moved: tuple[Path, Path]) -> None:
    package = moved[1]
    counted = StopAfter(10_000)
    with new_vault(vault.path.parent / "whole.evidence-vault") as whole:
        complete = take_in_case(whole, package, TakeInOptions(), OTHER, counted)
        expected = sorted((number, item.sha256) for number, item in whole.exhibits(complete.case_id))
    asked = 10_000 - counted.left
    stopped = take_in_case(vault, package, TakeInOptions(), OTHER, StopAfter(asked * 3 // 4))
    assert stopped.cancelled
    again = take_in_case(vault, package, TakeInOptions(), OTHER, Silent())
    assert (again.case_id, again.cancelled) == (stopped.case_id, False)
    assert sorted((number, item.sha256) for number, item in vault.exhibits(again.case_id)) == expected
    assert len(vault.facts("payment", case_id=again.case_id)) == 1


def test_the_parts_of_a_large_export_become_one_case(vault: Vault, tmp_path: Path) -> None:
    with new_vault(tmp_path / "large.evidence-vault") as first:
        case = new_case(first, "Large", OWNER).id
        items = [add(first, f"{number}.txt", bytes([65 + number]) * 90_000) for number in range(4)]
        add_to_case(first, case, [item.id for item in items], OWNER)
        payment = {"amount": "1.00", "currency": "CNY", "evidence_items": [item.id for item in items]}
        put_fact(first, case, "payment", payment, OWNER)
        options = ExportOptions("archive", tmp_path / "parts", "en", max_part=400_000)
        parts = export_case(first, case, options, OWNER, Silent()).volumes
        there = sorted((number, item.sha256) for number, item in first.exhibits(case))
    assert len(parts) > 1
    taken = [take_in_case(vault, part, TakeInOptions(), OTHER, Silent()) for part in reversed(parts)]
    assert len({one.case_id for one in taken}) == 1
    here = vault.exhibits(taken[0].case_id)
    assert set(there) <= {(number, item.sha256) for number, item in here}
    (payment_here,) = vault.facts("payment", case_id=taken[0].case_id)
    by_number = {number: item.id for number, item in here}
    assert payment_here.fields["evidence_items"] == [by_number[number] for number, _sha256 in there]
    names = [item.name for _number, item in here]
    assert names.count("custody-log.jsonl") == 1
    assert sum(name.startswith("proof-of-") for name in names) == len(parts)
    with pytest.raises(errors.PackageTakenAlready):
        take(vault, parts[0])


def test_a_complaint_makes_no_case(vault: Vault, moved: tuple[Path, Path], tmp_path: Path) -> None:
    with open_vault(moved[0]) as first:
        case = list_cases(first)[0].id
        options = ExportOptions("complaint", tmp_path / "complaint", "en", platform="wechat")
        package = export_case(first, case, options, OWNER, Silent()).path
    with pytest.raises(errors.PackageWithoutOriginals):
        take(vault, package)


def test_it_moves_on_with_its_origin(vault: Vault, moved: tuple[Path, Path], tmp_path: Path) -> None:
    result = take_in_case(vault, moved[1], TakeInOptions(), OTHER, Silent())
    onward = export_case(vault, result.case_id, ExportOptions("archive", tmp_path / "on", "en"), OTHER, Silent()).path
    with new_vault(tmp_path / "third.evidence-vault") as third:
        again = take_in_case(third, onward, TakeInOptions(), OTHER, Silent())
        names = sorted(item.name for item in third.items(case_id=again.case_id))
    assert names.count("custody-log.jsonl") == 2  # that of the first vault, and that of the second


@pytest.fixture
def confirmed(tmp_path: Path) -> Iterator[Vault]:
    """A case with two screenshots whose messages were confirmed as one conversation."""
    with new_vault(tmp_path / "a.evidence-vault") as vault:
        case = new_case(vault, "made-up", OWNER).id
        pictures = [saved(chat_page(390, 844 + more), "PNG") for more in (0, 1)]
        items = [import_bytes(vault, "a.png", data, ImportOptions(case), OWNER, Silent()).items[0] for data in pictures]
        said = [
            PlacedEntry(ProposedEntry("message", (10, 20 * n, 300, 20 * n + 9), f"请先转账 {n}", False),
                        (ItemPlace(item.id, (10, 20 * n, 300, 20 * n + 9)),))
            for n, item in enumerate(items)
        ]  # fmt: skip
        ids = [item.id for item in items]
        confirm_conversation(vault, ids, said, PictureStatement("群", "wechat"), OWNER, Silent())
        put_mark(vault, case, place_of(ids[0], vault.messages(ids[0])[1]), "instruction", OWNER)
        yield vault


def test_messages_confirmed_from_pictures_move_with_their_pictures_and_marks(confirmed: Vault, tmp_path: Path) -> None:
    case = list_cases(confirmed)[0].id
    before = confirmed.messages(confirmed.items()[0].id)
    export_case(confirmed, case, ExportOptions("archive", tmp_path / "out", "en"), OWNER, Silent())
    with new_vault(tmp_path / "b.evidence-vault") as vault:
        taken = take_in_case(vault, tmp_path / "out", TakeInOptions(), OWNER, Silent())
        assert (taken.messages, taken.notes) == (2, ())
        (stored,) = vault.conversations(case_id=taken.case_id)
        assert (stored.conversation.title, stored.conversation.platform) == ("群", "wechat")
        assert vault.messages(stored.item_id) == before
        assert len(pictures_of_conversation(vault, stored.item_id)) == 2
        assert marks_of_item(vault, taken.case_id, stored.item_id) == {1: ("instruction",)}
        assert vault.verify(progress=Silent()).verdict == "intact"


def test_it_is_said_that_messages_confirmed_from_pictures_did_not_come_along(confirmed: Vault, tmp_path: Path) -> None:
    case = list_cases(confirmed)[0].id
    export_case(confirmed, case, ExportOptions("police", tmp_path / "out", "en"), OWNER, Silent())
    with new_vault(tmp_path / "b.evidence-vault") as vault:
        taken = take_in_case(vault, tmp_path / "out", TakeInOptions(), OWNER, Silent())
        assert (taken.items, taken.messages) == (2, 0)
        assert ("TRANSCRIPTS_NOT_TAKEN", {"count": 2}) in [(note.code, note.facts) for note in taken.notes]


def test_a_strangers_transcripts_are_refused_whole_where_they_are_of_another_form(tmp_path: Path) -> None:
    message = {"type": "message", "conversation": "p", "seq": 5}
    with new_vault(tmp_path / "b.evidence-vault") as vault:
        item = add(vault, "a.png", saved(chat_page(), "PNG"))
        for records in ((), (message,), ({"type": "summary"},), ({"type": "conversation", "id": "p"}, message)):
            take_transcripts(vault, [ForeignTranscript(("x",), records)], {"x": item.id}, OWNER)  # type: ignore[arg-type]
        assert vault.item(item.id).importer is None
    for wrong in (b"{}", b"[]", b'{"format":"evidence-vault-confirmed-transcripts/1","transcripts":[{}]}', b"\xff"):
        with pytest.raises(ValueError, match=r"."):
            read_transcripts(wrong)
