# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a stored chat again with other answers, marks that find their message, attachments found by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.bad_files import whatsapp_zip
from tests.helpers.drawn_files import jpeg
from tests.helpers.vaults import OWNER, add, new_vault

from evidence_vault import errors
from evidence_vault.cases.dossier import time_zone_data_version
from evidence_vault.operations import edit_case
from evidence_vault.operations.attachment_items import AttachmentItems, attachment_items
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.message_marks import marks_of_item, place_of, put_mark, take_mark
from evidence_vault.operations.plan_complaint import MARKED, messages_to_select
from evidence_vault.operations.read_again import last_reading, read_again, with_answers
from evidence_vault.progress import Silent
from evidence_vault.records import Answers
from evidence_vault.vault.vault import Vault

CHAT = """\
3/4/26, 12:01 - Teacher Wang: Please transfer 5,000 first
3/4/26, 12:02 - Lin Qiao: Where to?
3/4/26, 12:02 - Lin Qiao: Where to?
3/5/26, 12:03 - Teacher Wang: IMG-1.jpg (file attached)
"""


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case_id(vault: Vault) -> str:
    return edit_case.new_case(vault, "案件", OWNER).id


def brought_in(vault: Vault, path: Path, case_id: str | None = None) -> str:
    report = import_files(vault, [path], ImportOptions(case_id), OWNER, Silent())
    return report.items[0].id


@pytest.fixture
def chat_id(vault: Vault, tmp_path: Path, case_id: str) -> str:
    path = tmp_path / "WhatsApp Chat with Teacher Wang.txt"
    path.write_text(CHAT, "utf-8")
    return brought_in(vault, path, case_id)


def again(vault: Vault, item_id: str, importer: str | None = None, **said: object) -> object:
    answers = with_answers(last_reading(vault, item_id).answers, Answers(**said))  # type: ignore[arg-type]
    return read_again(vault, item_id, ImportOptions(None, importer, answers), OWNER, Silent())


def test_answers_are_taken_over_and_earlier_ones_stay(vault: Vault, chat_id: str) -> None:
    before = vault.messages(chat_id)
    assert {message.is_self for message in before} <= {None, False}
    again(vault, chat_id, self_name="Lin Qiao")
    report = again(vault, chat_id, time_zone="Asia/Shanghai", day_first=True)
    after = vault.messages(chat_id)
    assert report.messages == len(before) == len(after)  # type: ignore[attr-defined]
    assert [message.is_self for message in after] == [False, True, True, False]
    assert after[0].sent_at == "2026-04-03T12:01+08:00"
    assert after[0].raw_span == before[0].raw_span
    said = Answers("Asia/Shanghai", True, "Lin Qiao", time_zone_data=time_zone_data_version())
    assert last_reading(vault, chat_id).answers == said


def test_it_is_journaled_and_can_be_taken_back(vault: Vault, chat_id: str) -> None:
    report = again(vault, chat_id, self_name="Lin Qiao")
    back = report.before  # type: ignore[attr-defined]
    read_again(vault, chat_id, ImportOptions(None, back.importer, back.answers), OWNER, Silent())
    assert not any(message.is_self for message in vault.messages(chat_id))
    events = [entry.event for entry in vault.item_history(chat_id)]
    assert events.count("read") == 3


def test_the_wrong_format_leaves_what_was_read(vault: Vault, chat_id: str) -> None:
    before = vault.messages(chat_id)
    with pytest.raises(errors.ReadingError):
        again(vault, chat_id, importer="line-text")
    assert vault.messages(chat_id) == before
    with pytest.raises(errors.FormatUnknown):
        again(vault, chat_id, importer="no-such-program")
    with pytest.raises(errors.TimeZoneUnknown):
        again(vault, chat_id, time_zone="Nowhere/Else")
    assert vault.messages(chat_id) == before


def test_a_file_that_is_no_chat_is_told_so(vault: Vault) -> None:
    item = add(vault, "a.bin", b"\x00\x01\x02")
    with pytest.raises(errors.FormatUnknown):
        again(vault, item.id)


def test_what_lies_inside_is_not_added_twice(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "chat.zip"
    path.write_bytes(whatsapp_zip({"IMG-1.jpg": jpeg()}))
    item_id = brought_in(vault, path)
    before = vault.items(contained_in=item_id)
    again(vault, item_id, time_zone="+08:00")
    assert vault.items(contained_in=item_id) == before
    assert attachment_items(vault, item_id).find("IMG-1.jpg") == before[0]
    assert attachment_items(vault, item_id).find("img-1.JPG") == before[0]
    assert attachment_items(vault, item_id).find("IMG-2.jpg") is None


def test_two_files_of_one_name_lead_nowhere_without_their_folder(vault: Vault) -> None:
    one, other = add(vault, "a/photo.jpg", b"1"), add(vault, "b/photo.jpg", b"2")
    found = AttachmentItems([(one.name, one), (other.name, other)])
    assert found.find("photo.jpg") is None
    assert found.find("b/photo.jpg") == other
    assert found.find("b\\photo.jpg") == other
    assert found.find(None) is None


def test_marks_stay_with_their_message(vault: Vault, case_id: str, chat_id: str) -> None:
    _first, second, third, _last = vault.messages(chat_id)
    put_mark(vault, case_id, place_of(chat_id, third), "payment", OWNER)
    put_mark(vault, case_id, place_of(chat_id, third), "inducement", OWNER)
    put_mark(vault, case_id, place_of(chat_id, third), "payment", OWNER)
    assert marks_of_item(vault, case_id, chat_id) == {2: ("inducement", "payment")}
    again(vault, chat_id, time_zone="Asia/Shanghai", self_name="Lin Qiao")
    assert marks_of_item(vault, case_id, chat_id) == {2: ("inducement", "payment")}
    take_mark(vault, case_id, place_of(chat_id, second), "payment", OWNER)  # the same words, another message
    assert marks_of_item(vault, case_id, chat_id) == {2: ("inducement", "payment")}
    take_mark(vault, case_id, place_of(chat_id, third), "payment", OWNER)
    assert marks_of_item(vault, case_id, chat_id) == {2: ("inducement",)}


def test_a_mark_finds_its_place_when_the_numbers_are_others(vault: Vault, case_id: str, chat_id: str) -> None:
    last = vault.messages(chat_id)[3]
    place = place_of(chat_id, last)
    put_mark(vault, case_id, place.__class__(chat_id, place.conversation_id, 1, place.span_sha256), "threat", OWNER)
    assert marks_of_item(vault, case_id, chat_id) == {3: ("threat",)}
    take_mark(vault, case_id, place, "threat", OWNER)
    assert marks_of_item(vault, case_id, chat_id) == {}


def test_only_known_marks_are_kept(vault: Vault, case_id: str, chat_id: str) -> None:
    with pytest.raises(errors.FactInvalid):
        put_mark(vault, case_id, place_of(chat_id, vault.messages(chat_id)[0]), "guilty", OWNER)


def test_what_is_marked_is_offered_for_the_complaint(vault: Vault, case_id: str, chat_id: str) -> None:
    long = "".join(f"3/4/26, 12:{minute:02d} - Teacher Wang: line {minute}\n" for minute in range(10))
    item = add(vault, "long.txt", long.encode())
    edit_case.add_to_case(vault, case_id, [item.id], OWNER)
    again(vault, item.id, importer="whatsapp")
    message = vault.messages(item.id)[2]
    put_mark(vault, case_id, place_of(item.id, message), "inducement", OWNER)
    picks = {pick.key: pick.reason for pick in messages_to_select(vault, case_id, "whatsapp")}
    assert picks[f"{item.id}/{message.conversation}/2"] == MARKED
    assert f"{item.id}/{message.conversation}/3" not in picks
