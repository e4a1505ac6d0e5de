# SPDX-License-Identifier: GPL-3.0-or-later
"""The case of twelve payments against answers worked out by hand: totals, comparison, proof, timeline, names."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.twelve_payments import TwelvePayments, twelve_payments
from tests.helpers.vaults import OWNER, open_vault

from evidence_vault.cases.dossier import Copies, Purpose, freeze_dossier
from evidence_vault.exporters.report_context import report_context
from evidence_vault.exporters.report_timeline import timeline_blocks
from evidence_vault.operations import cover_case, edit_case, name_history, reconcile_payments
from evidence_vault.operations.case_facts import AppliedFacts, apply_facts, write_facts
from evidence_vault.operations.cover_case import CoverageLine
from evidence_vault.operations.read_timeline import read_timeline
from evidence_vault.operations.reconcile_payments import PaymentCheck, Reconciliation
from evidence_vault.operations.what_is_missing import case_totals
from evidence_vault.records import Answers, Conversation, Message, ReadingRecord, ReadingSummary
from evidence_vault.translations import Words


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TwelvePayments]:
    folder = tmp_path_factory.mktemp("twelve") / "v"
    made = twelve_payments(folder)
    made.vault.close()
    return folder, made


@pytest.fixture
def made(tmp_path: Path, _made: tuple[Path, TwelvePayments]) -> Iterator[TwelvePayments]:
    folder, first = _made
    with open_vault(Path(shutil.copytree(folder, tmp_path / "v"))) as vault:
        yield TwelvePayments(vault, first.case_id, first.items)


def compared(made: TwelvePayments) -> tuple[Reconciliation, dict[str, PaymentCheck]]:
    found = reconcile_payments.reconcile_payments(made.vault, made.case_id)
    return found, {str(check.payment.fields["key"]): check for check in found.checks}


def covered(made: TwelvePayments) -> dict[tuple[str, str], CoverageLine]:
    lines = cover_case.case_coverage(made.vault, made.case_id)
    return {(line.about.split("/")[1], line.kind): line for line in lines}


def test_totals(made: TwelvePayments) -> None:
    totals = {one.currency: one for one in case_totals(edit_case.load_case(made.vault, made.case_id))}

    yuan = totals["CNY"]
    assert (yuan.sent, yuan.received, yuan.recovered, yuan.net) == ("94200.00", "500.00", "1500.00", "92200.00")
    assert (yuan.payments, yuan.not_counted) == (9, 1)
    assert totals["USD"].net == "1000.00"
    assert totals["USDT"].net == "300.123456"
    assert len(totals) == 3


def test_what_was_told_stands_beside_bills_chats_and_vouchers(made: TwelvePayments) -> None:
    found, by_key = compared(made)

    assert (found.told, found.in_bills, found.in_chats, found.with_voucher) == (12, 6, 0, 3)
    assert sorted(key for key, check in by_key.items() if check.bills) == ["p01", "p03", "p05", "p06", "p08", "p11"]
    assert {one.basis for check in by_key.values() for one in check.bills} == {"number"}
    assert by_key["p05"].vouchers == ("A5",)
    assert found.others == 2  # the supermarket, in both bills


def test_what_differs_is_named(made: TwelvePayments) -> None:
    _found, by_key = compared(made)

    differing = {key: [(one.field, one.told, one.found) for one in check.differences] for key, check in by_key.items()}
    assert {key: one for key, one in differing.items() if one} == {
        "p03": [("status", "sent", "refunded")],
        "p06": [("amount", "50000.00", "50010.00")],
    }


def test_what_may_belong_together_is_offered(made: TwelvePayments) -> None:
    found, by_key = compared(made)

    offers = {
        key: [(one.mention.seq, one.mention.is_bill, one.seconds, one.is_clear) for one in check.offers]
        for key, check in by_key.items()
        if check.offers
    }
    assert offers == {
        "p01": [(3, False, 5, True)],
        "p02": [(6, True, 30, True)],
        "p04": [(3, True, None, False)],
        "p12": [(4, False, 60, True)],
    }
    assert found.to_decide == 4


def test_what_was_not_told_is_listed_once_for_chat_and_bill(made: TwelvePayments) -> None:
    found, _by_key = compared(made)

    (group,) = found.not_told
    assert [(one.fields["amount"], one.is_bill) for one in group] == [("900.00", False), ("900.00", True)]


def test_the_person_decides_and_can_take_it_back(made: TwelvePayments) -> None:
    vault, case_id = made.vault, made.case_id
    found, by_key = compared(made)
    for check in found.checks:
        for offer in check.offers:
            if offer.is_clear:
                reconcile_payments.decide_match(vault, case_id, check.payment.id, offer.mention, "same", OWNER)
    fourth = by_key["p04"]
    reconcile_payments.decide_match(vault, case_id, fourth.payment.id, fourth.offers[0].mention, "different", OWNER)

    found, by_key = compared(made)
    assert (found.in_bills, found.in_chats, found.to_decide) == (7, 2, 0)
    assert by_key["p02"].bills[0].basis == "person"
    assert [[one.fields["amount"] for one in group] for group in found.not_told] == [["2000.00"], ["900.00", "900.00"]]

    match = by_key["p02"].bills[0].match
    assert match is not None
    reconcile_payments.take_match_back(vault, match, OWNER)
    assert compared(made)[0].in_bills == 6


def test_a_decision_finds_its_line_again_after_another_reading(made: TwelvePayments) -> None:
    vault, case_id = made.vault, made.case_id
    _found, by_key = compared(made)
    check = by_key["p12"]
    reconcile_payments.decide_match(vault, case_id, check.payment.id, check.offers[0].mention, "same", OWNER)
    chat = made.items["teacher.txt"]
    messages = vault.messages(chat.id)

    def without_the_first() -> Iterator[ReadingRecord]:
        yield Conversation("c", "teacher", "wechat")
        yield from messages[1:]
        yield ReadingSummary(1, len(messages) - 1, {}, len(messages) - 1, 0)

    vault.add_reading(chat.id, "made-up", "2", Answers(), without_the_first(), actor=OWNER)

    assert [one.mention.seq for one in compared(made)[1]["p12"].chats] == [4]


def test_two_lines_of_the_same_amount_are_never_clear(made: TwelvePayments) -> None:
    edit_case.put_fact(
        made.vault, made.case_id, "payment",
        {"key": "p13", "amount": "3000.00", "currency": "CNY", "sent_at": "2026-03-02T11:00:20"}, OWNER,
    )  # fmt: skip

    _found, by_key = compared(made)
    assert [one.is_clear for key in ("p02", "p13") for one in by_key[key].offers] == [False, False]


def test_proof_of_each_suspect_and_payment(made: TwelvePayments) -> None:
    lines = covered(made)

    there = {key for key, line in lines.items() if line.state == "there"}
    assert there == {
        ("s1", "profile"), ("s1", "inducement"), ("s1", "instruction"), ("s1", "refusal"), ("s3", "profile"),
        ("p01", "voucher"), ("p02", "voucher"), ("p05", "voucher"),
        ("p01", "bill"), ("p03", "bill"), ("p05", "bill"), ("p06", "bill"), ("p11", "bill"),
        # Told on 28 February at 10:00: the day 3 March begins less than three days later, 3 March 12:00 does not.
        ("p01", "instruction"), ("p02", "instruction"), ("p04", "instruction"),
        ("p05", "instruction"), ("p06", "instruction"),
    }  # fmt: skip
    assert len(lines) == 3 * 4 + 11 * 3  # what was received needs no voucher of one's own
    assert [one.exhibit for one in lines["s1", "refusal"].shown] == ["B1"]
    assert lines["p05", "instruction"].shown[0].exhibit == "A2"


def test_the_person_names_proof_or_says_that_it_does_not_apply(made: TwelvePayments) -> None:
    vault, case_id = made.vault, made.case_id
    lines = covered(made)
    cover_case.say_proof(vault, case_id, lines["p07", "voucher"], ["A2"], OWNER)
    cover_case.say_not_needed(vault, case_id, lines["s2", "refusal"], OWNER)

    lines = covered(made)
    assert [one.exhibit for one in lines["p07", "voucher"].shown] == ["A2"]
    assert lines["s2", "refusal"].state == "not-needed"
    text = write_facts(vault, case_id)
    assert 'about = "payments/p07"' in text
    assert apply_facts(vault, case_id, text, OWNER) == AppliedFacts(new=0, changed=0)


def test_timeline(made: TwelvePayments) -> None:
    lines = read_timeline(made.vault, made.case_id).lines

    keys = [str(line.fact.fields["key"]) for line in lines if line.fact]
    assert keys == ["e1", "p01", "p02", "p08", "p04", "p03", "p05", "p06", "p07", "p09", "p11", "p12", "p10"]
    assert lines[-1].at is None
    ends = [(line.text, line.kind) for line in lines if line.track == "evidence"]
    assert ends[0] == ("teacher.txt", "first-message")
    assert ends[-1] == ("teacher.txt", "last-message")
    assert len(ends) == 9  # two of each conversation, one of the one with a single message


def test_an_account_shows_its_names_over_time(made: TwelvePayments) -> None:
    histories = name_history.name_histories(made.vault, made.case_id)

    by_account = {made.vault.fact(fact_id).fields["value_exact"]: names for fact_id, names in histories.items()}
    assert [(one.name, one.first_at, one.last_at, one.messages) for one in by_account["wang_t"]] == [
        ("阳光", "2026-02-27T09:00:00", "2026-02-27T09:05:00", 2),
        ("王老师", "2026-02-28T10:00:00", "2026-03-12T10:00:00", 2),
    ]
    assert [one.name for one in by_account["7001"]] == ["Support"]
    assert set(by_account) == {"wang_t", "7001"}


def test_messages_that_tell_of_payments_are_found_without_reading_the_rest(made: TwelvePayments) -> None:
    found = made.vault.chats.payments(made.items["teacher.txt"].id)

    assert [message.seq for message in found] == [3, 4, 5]
    assert all(isinstance(message, Message) for message in found)


def test_picked_lines_come_into_the_report_first_and_left_out_ones_not_at_all(made: TwelvePayments) -> None:
    vault, case_id = made.vault, made.case_id
    for number in range(60):
        at = f"2026-02-{number % 27 + 1:02d}T08:{number:02d}"
        event = {"at": at, "summary": f"talk {number}", **({"in_report": True} if number in {41, 50} else {})}
        edit_case.put_fact(vault, case_id, "event", event, OWNER)
    left_out = next(one for one in vault.facts("payment", case_id=case_id) if one.fields["key"] == "p05")
    edit_case.put_fact(vault, case_id, "payment", {**left_out.fields, "in_report": False}, OWNER, fact_id=left_out.id)

    purpose = Purpose(
        kind="police", language="en", platform=None, agency=None, package_id="20260322-0915-k7p2",
        made_at="2026-03-22T09:15:00+08:00", made_by=OWNER, options={},
    )  # fmt: skip
    dossier = freeze_dossier(vault, case_id, Copies({}, {}), purpose, with_messages=False)
    (rows,) = [block["rows"] for block in timeline_blocks(report_context(dossier, Words("en"))) if "rows" in block]
    texts = [str(row[2]) for row in rows]
    assert len(texts) == 40
    assert {"talk 41", "talk 50"} <= set(texts)
    assert any("50000.00" in text for text in texts)
    assert not any("30000.00" in text for text in texts)
