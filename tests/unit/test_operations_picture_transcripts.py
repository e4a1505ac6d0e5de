# SPDX-License-Identifier: GPL-3.0-or-later
"""Confirmed transcripts are messages like any other, with their place in the picture and every correction recorded."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.helpers.drawn_files import chat_page, saved
from tests.helpers.vaults import OWNER, new_vault
from tests.unit.test_picture_facts import voucher
from tests.unit.test_picture_transcript import wechat_page

from evidence_vault import errors
from evidence_vault.hashing import sha256_hex
from evidence_vault.operations import picture_transcripts as transcripts
from evidence_vault.operations.browse_vault import item_history
from evidence_vault.operations.edit_case import new_case, put_fact
from evidence_vault.operations.import_files import import_bytes
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.mentioned_payments import mentioned_payments
from evidence_vault.operations.picture_transcripts import PictureStatement, confirm_transcript
from evidence_vault.operations.read_again import read_again
from evidence_vault.operations.search_vault import search_vault
from evidence_vault.operations.voucher_payments import proposed_payments
from evidence_vault.progress import Silent
from evidence_vault.records import Answers, EvidenceItem, Message, MessageKind, ProposedEntry, TimeCertainty
from evidence_vault.vault.vault import Vault

BOX = (10, 20, 300, 80)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def item(vault: Vault) -> EvidenceItem:
    case_id = new_case(vault, "案件", OWNER).id
    options = ImportOptions(case_id=case_id)
    item = import_bytes(vault, "聊天.png", saved(chat_page(), "PNG"), options, OWNER, Silent()).items[0]
    vault.picture_texts.keep(item.content_id, 0, wechat_page().text())
    return item


def confirmed(
    vault: Vault, item: EvidenceItem, statement: PictureStatement, *, change: int = -1
) -> tuple[Message, ...]:
    proposal = transcripts.proposed_transcript(vault, item.id)
    assert proposal is not None
    entries = list(transcripts.without_flags(proposal.entries))
    if change >= 0:
        entries[change] = replace(entries[change], text="今天的行情很好", sender="王老师2")
    confirm_transcript(vault, item.id, 0, entries, statement, OWNER)
    return vault.messages(item.id)


def test_what_is_confirmed_is_a_message_with_its_place(vault: Vault, item: EvidenceItem) -> None:
    assert not transcripts.is_confirmed(vault, item.id)
    first, second = confirmed(vault, item, PictureStatement("港股交流群", "wechat"))
    assert transcripts.is_confirmed(vault, item.id)
    assert (first.text, first.sender, first.is_self) == ("今天的行情不错", "王老师", False)
    assert (second.text, second.sender, second.is_self) == ("好的，我知道了", None, True)
    span = first.raw_span
    assert span is not None
    assert (span.unit, span.start, span.end, span.member) == ("pixel-row", 390, 500, "page=1&xywh=150,390,550,110")
    assert span.sha256 == sha256_hex(f"{item.sha256}#{span.member}".encode())
    assert [hit.kind for hit in search_vault(vault, "行情")] == ["message", "picture"]
    assert vault.verify(progress=Silent()).verdict == "intact"


def test_a_time_without_a_day_stays_open_until_the_day_is_said(vault: Vault, item: EvidenceItem) -> None:
    first, second = confirmed(vault, item, PictureStatement())
    assert (first.sent_at, first.sent_at_raw, first.time_certainty) == (None, "昨天 18:02", TimeCertainty.PARTIAL)
    codes = [warning.code for warning in vault.item(item.id).warnings]
    assert codes == ["READ_FROM_PICTURE", "PICTURE_DAY_NOT_KNOWN"]
    first, second = confirmed(vault, item, PictureStatement(taken_on="2026-03-08"))
    assert (first.sent_at, first.time_certainty) == ("2026-03-07T18:02", TimeCertainty.LOCAL_DEVICE)
    assert (second.sent_at, second.time_certainty) == ("2026-03-07", TimeCertainty.PARTIAL)
    first, second = confirmed(vault, item, PictureStatement(taken_on="2026-03-08", time_zone="Asia/Shanghai"))
    assert (first.sent_at, second.sent_at) == ("2026-03-07T18:02+08:00", "2026-03-07")


def test_every_correction_is_recorded_with_its_place(vault: Vault, item: EvidenceItem) -> None:
    confirmed(vault, item, PictureStatement("群", "wechat"), change=1)
    entry = item_history(vault, item.id)[-1]
    assert (entry.event, entry.custody) == ("transcript-confirmed", True)
    assert entry.payload is not None
    assert entry.payload["corrections"] == [
        {"box": [150, 390, 700, 500], "field": "sender", "read": "王老师", "said": "王老师2"},
        {"box": [150, 390, 700, 500], "field": "text", "read": "今天的行情不错", "said": "今天的行情很好"},
    ]
    assert entry.payload["corrected"] == 2


def test_what_was_left_out_or_added_is_recorded(vault: Vault, item: EvidenceItem) -> None:
    proposal = transcripts.proposed_transcript(vault, item.id)
    assert proposal is not None
    added = ProposedEntry("message", BOX, "还有一条", False)
    report = confirm_transcript(vault, item.id, 0, [*proposal.entries[:2], added], PictureStatement(), OWNER)
    assert (report.messages, report.corrected) == (2, 2)
    payload = item_history(vault, item.id)[-1].payload
    assert payload is not None
    assert [(one["read"], one["said"]) for one in payload["corrections"]] == [  # type: ignore[index,call-overload,union-attr]
        ("message · 好的，我知道了", None),
        (None, "message · 还有一条"),
    ]


def test_a_transfer_is_offered_as_a_payment(vault: Vault, item: EvidenceItem) -> None:
    case_id = item.cases[0].case_id
    transfer = ProposedEntry("message", BOX, "货款", True, None, "transfer", "30000.00")
    statement = PictureStatement("陈家豪", "wechat", taken_on="2026-03-08")
    confirm_transcript(vault, item.id, 0, [ProposedEntry("time", BOX, "昨天 18:02"), transfer], statement, OWNER)
    assert vault.messages(item.id)[0].kind is MessageKind.PAYMENT
    found = mentioned_payments(vault, case_id)[0]
    assert found.fields["amount"] == "30000.00"
    assert (found.fields["type"], found.fields["direction"]) == ("wechat_pay_transfer", "sent")
    assert found.exhibit == item.cases[0].exhibit


def test_a_voucher_is_offered_with_its_picture_as_proof_until_it_is_recorded(vault: Vault, item: EvidenceItem) -> None:
    case_id = item.cases[0].case_id
    page = voucher(
        "-5,000.00", ("转账时间", "2026年9月12日 20:11:07"), ("转账单号", "10000500012026091200001"), sure=93
    )
    vault.picture_texts.keep(item.content_id, 0, page)
    (found,) = proposed_payments(vault, case_id)
    assert (found.fields["amount"], found.confidence, found.recorded_as) == ("5000.00", 93, None)
    assert found.fields["evidence_items"] == [item.cases[0].exhibit]
    assert found.needs_zone
    assert vault.facts("payment", case_id=case_id) == ()
    fact = put_fact(vault, case_id, "payment", {**found.fields, "timezone": "Asia/Shanghai"}, OWNER)
    (found,) = proposed_payments(vault, case_id)
    assert found.recorded_as == fact.id


def test_a_chat_that_shows_nothing_but_a_transfer_is_no_bill(vault: Vault, item: EvidenceItem) -> None:
    transfer = ProposedEntry("message", BOX, None, True, None, "transfer", "1.00")
    confirm_transcript(vault, item.id, 0, [transfer], PictureStatement("x", "wechat"), OWNER)
    assert [found.is_bill for found in mentioned_payments(vault, item.cases[0].case_id)] == [False]


def test_voices_and_pictures_say_that_they_did_not_come_along(vault: Vault, item: EvidenceItem) -> None:
    voice = ProposedEntry("message", BOX, '12"', False, None, "voice")
    confirm_transcript(vault, item.id, 0, [voice], PictureStatement("李婉婷"), OWNER)
    message = vault.messages(item.id)[0]
    assert (message.sender, message.subkind, [one.state for one in message.attachments]) == (
        "李婉婷",
        "voice",
        ["missing"],
    )


def test_times_in_bubbles_take_the_day_of_the_line_above(vault: Vault, item: EvidenceItem) -> None:
    lower = (10, 100, 300, 160)
    entries = [
        ProposedEntry("message", BOX, "a", False, time="21:40"),
        ProposedEntry("time", (10, 90, 300, 99), "12 March 2026"),
        ProposedEntry("message", lower, "b", True, time="9:05 AM"),
    ]
    confirm_transcript(vault, item.id, 0, entries, PictureStatement(platform="whatsapp", taken_on="2026-03-20"), OWNER)
    first, second = vault.messages(item.id)
    assert (first.sent_at, first.sent_at_raw) == (None, "21:40")
    assert (second.sent_at, second.sent_at_raw) == ("2026-03-12T09:05", "12 March 2026 9:05 AM")
    statement = PictureStatement(platform="whatsapp", first_day="2026-03-11")
    confirm_transcript(vault, item.id, 0, entries, statement, OWNER)
    assert vault.messages(item.id)[0].sent_at == "2026-03-11T21:40"


def test_the_zone_can_be_said_later_and_taken_back(vault: Vault, item: EvidenceItem) -> None:
    confirmed(vault, item, PictureStatement("群", "wechat", taken_on="2026-03-08"))
    options = ImportOptions(None, None, Answers(time_zone="+08:00"))
    report = read_again(vault, item.id, options, OWNER, Silent())
    assert (report.importer, report.messages) == ("picture-transcript", 2)
    assert vault.messages(item.id)[0].sent_at == "2026-03-07T18:02+08:00"
    read_again(vault, item.id, ImportOptions(None, None, Answers(time_zone="-05:00")), OWNER, Silent())
    assert vault.messages(item.id)[0].sent_at == "2026-03-07T18:02-05:00"
    assert "READ_FROM_PICTURE" in [warning.code for warning in vault.item(item.id).warnings]


def test_nonsense_is_refused_and_changes_nothing(vault: Vault, item: EvidenceItem) -> None:
    proposal = transcripts.proposed_transcript(vault, item.id)
    assert proposal is not None
    for entries, statement, error in (
        ((), PictureStatement(), errors.NothingRead),
        (proposal.entries, PictureStatement(taken_on="gestern"), errors.FactInvalid),
        (proposal.entries, PictureStatement(time_zone="Mars/Base"), errors.TimeZoneUnknown),
    ):
        with pytest.raises(error):
            confirm_transcript(vault, item.id, 0, entries, statement, OWNER)
    assert not transcripts.is_confirmed(vault, item.id)
    assert vault.messages(item.id) == ()


def test_without_read_text_nothing_is_proposed(vault: Vault) -> None:
    plain = import_bytes(vault, "b.png", saved(chat_page(100, 200), "PNG"), ImportOptions(), OWNER, Silent()).items[0]
    assert transcripts.proposed_transcript(vault, plain.id) is None
