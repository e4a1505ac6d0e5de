# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do now, without a window: who is called first, what comes next, which clocks run, the card by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.helpers.vaults import OWNER, add, chat, new_vault

from evidence_vault import errors
from evidence_vault.cases.first_steps import first_steps
from evidence_vault.complaints.contacts import contact_lists, contacts_for
from evidence_vault.complaints.whom_to_call import office_of
from evidence_vault.exporters.agencies import agencies, agency, contacts_on_card
from evidence_vault.gui.pages import registry
from evidence_vault.operations import edit_case, stop_payment_card, what_is_missing
from evidence_vault.operations.what_to_do import NONE_SENT, SENT, TOLD, UNKNOWN, WhatToDo, say_no_money_sent, what_to_do
from evidence_vault.progress import Silent
from evidence_vault.records import Answers, Fact
from evidence_vault.vault.vault import Vault

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
PAYMENT = {
    "direction": "sent",
    "type": "bank_transfer",
    "sent_at": "2026-03-05T14:22:10",
    "amount": "30000.00",
    "currency": "CNY",
    "to_account_no": "6222 0000 1111 2222",
}


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case_id(vault: Vault) -> str:
    case = edit_case.new_case(vault, "案件", OWNER)
    edit_case.put_fact(vault, case.id, "case", {"timezone": "Asia/Shanghai"}, OWNER)
    return case.id


def read(vault: Vault, case_id: str) -> WhatToDo:
    return what_to_do(vault, case_id, NOW)


def put(vault: Vault, case_id: str, entity: str, **fields: object) -> Fact:
    return edit_case.put_fact(vault, case_id, entity, fields, OWNER)  # type: ignore[arg-type]


def test_a_new_case_asks_whether_money_was_sent(vault: Vault, case_id: str) -> None:
    todo = read(vault, case_id)
    assert (todo.money, todo.next.id, todo.payments) == (UNKNOWN, "evidence", ())
    assert todo.country == "cn"


def test_that_nothing_was_paid_is_remembered_and_can_be_taken_back(vault: Vault, case_id: str) -> None:
    say_no_money_sent(vault, case_id, OWNER)
    todo = read(vault, case_id)
    assert todo.money == NONE_SENT
    assert not any(fact.entity == "payment" for fact in todo.missing)
    assert not any(action.when == "money_sent" for action in todo.actions)
    say_no_money_sent(vault, case_id, OWNER, sent=True)
    assert read(vault, case_id).money == UNKNOWN


def test_the_latest_payment_stands_first_and_the_call_comes_next(vault: Vault, case_id: str) -> None:
    put(vault, case_id, "payment", **PAYMENT)
    put(vault, case_id, "payment", **(PAYMENT | {"sent_at": "2026-03-04T09:00", "amount": "1.00"}))
    put(vault, case_id, "payment", **(PAYMENT | {"direction": "received", "sent_at": "2026-03-05T15:00"}))
    put(vault, case_id, "payment", **(PAYMENT | {"status": "refunded", "sent_at": "2026-03-05T15:10"}))
    todo = read(vault, case_id)
    assert todo.money == SENT
    assert [one.fields["amount"] for one in todo.payments] == ["30000.00", "1.00"]
    assert todo.next.id == "call"


def test_a_recorded_call_ends_the_first_hour(vault: Vault, case_id: str) -> None:
    put(vault, case_id, "payment", **PAYMENT)
    put(vault, case_id, "report", organisation="示例银行", org_type="bank", reported_at="2026-03-05T14:40")
    add_evidence(vault, case_id)
    todo = read(vault, case_id)
    assert (todo.money, todo.told_bank, todo.told_police, todo.next.id) == (TOLD, True, False, "police")


def test_a_report_to_the_platform_is_no_call_to_the_bank(vault: Vault, case_id: str) -> None:
    put(vault, case_id, "payment", **PAYMENT)
    put(vault, case_id, "report", organisation="微信", org_type="platform", reported_at="2026-03-05T14:40")
    assert read(vault, case_id).money == SENT


def add_evidence(vault: Vault, case_id: str) -> str:
    item = add(vault, "a.png", b"a")
    edit_case.add_to_case(vault, case_id, [item.id], OWNER)
    return item.id


def test_suggestions_follow_each_other_until_the_diary_is_left(vault: Vault, case_id: str) -> None:
    seen = []

    def step(entity: str = "", **fields: object) -> None:
        if entity:
            put(vault, case_id, entity, **fields)
        seen.append(read(vault, case_id).next.id)

    step("payment", **PAYMENT)
    step("report", organisation="示例派出所", org_type="police", reported_at="2026-03-05T15:00")
    add_evidence(vault, case_id)
    step()
    step("report", organisation="示例银行", org_type="bank", reported_at="2026-03-05T15:00", next_step_due="2026-03-05")
    suspect = put(vault, case_id, "suspect", label="S1")
    put(vault, case_id, "identifier", type="wechat_id", value_exact="hg_1", suspect_id=suspect.id)
    step()
    payment = vault.facts("payment", case_id=case_id)[0]
    assert read(vault, case_id).next.target == payment.id
    whole = PAYMENT | {"to_account_name": "某公司", "reference_id": "1", "evidence_items": ["A1"]}
    edit_case.put_fact(vault, case_id, "payment", whole, OWNER, fact_id=payment.id)
    step()
    step("narrative", text="他让我转账。")
    for check in what_is_missing.checklist(vault, case_id):
        what_is_missing.tick(vault, case_id, check.check.id, "done", OWNER)
    step()
    step("report", organisation="微信", org_type="platform", reported_at="2026-03-05T16:00")
    assert seen == ["call", "evidence", "bank", "who", "payment", "story", "checklist", "complain", "due"]


def test_a_bill_with_payments_is_offered_while_the_ledger_is_empty(vault: Vault, case_id: str) -> None:
    item_id = add_evidence(vault, case_id)
    vault.add_reading(item_id, "wechat-pay-bill", "1", Answers(), bill(), actor=OWNER)
    todo = read(vault, case_id)
    assert (todo.proposals, todo.next.id) == (2, "take-over")
    put(vault, case_id, "payment", **PAYMENT)
    assert read(vault, case_id).proposals == 0


def bill() -> Iterator[object]:
    from dataclasses import replace

    from evidence_vault.records import Conversation

    for record in chat(2):
        yield replace(record, platform="wechat-pay") if isinstance(record, Conversation) else record


def test_clocks_are_counted_from_the_latest_payment_they_are_about(vault: Vault, case_id: str) -> None:
    put(vault, case_id, "payment", **PAYMENT)
    put(vault, case_id, "payment", **(PAYMENT | {"type": "card", "sent_at": "2025-01-01T10:00:00"}))
    clocks = {one.clock.id: one for one in read(vault, case_id).clocks}
    delayed = clocks["cn_delayed"]
    assert delayed.ends == datetime(2026, 3, 6, 6, 22, 10, tzinfo=UTC)  # 24 h after 14:22:10 in Shanghai
    assert not delayed.is_over
    assert clocks["card"].is_over
    assert clocks["cn_stop"].ends is None
    assert "us_wire" not in clocks
    assert "paypal" not in clocks
    assert list(clocks)[-1] == "card"


def test_named_countries_decide_before_the_zone(vault: Vault, case_id: str) -> None:
    put(vault, case_id, "payment", **PAYMENT)
    edit_case.put_fact(vault, case_id, "case", {"timezone": "Asia/Shanghai", "jurisdictions": ["us", "GB"]}, OWNER)
    todo = read(vault, case_id)
    assert todo.country == "us"
    assert {"us_wire", "gb_app"} <= {one.clock.id for one in todo.clocks}
    assert "cn_stop" not in {one.clock.id for one in todo.clocks}


def test_a_payment_known_by_its_day_only_is_counted_from_that_day(vault: Vault, case_id: str) -> None:
    put(vault, case_id, "payment", **(PAYMENT | {"type": "card", "sent_at": "2026-03-01"}))
    clock = next(one for one in read(vault, case_id).clocks if one.clock.id == "card")
    assert clock.ends == datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=120)


def test_the_card_is_made_before_anything_else_is_there(vault: Vault, case_id: str, tmp_path: Path) -> None:
    put(vault, case_id, "payment", **PAYMENT)
    path = tmp_path / "card.pdf"
    stop_payment_card.save_stop_payment_card(vault, case_id, path, OWNER, Silent(), language="zh-Hans")
    assert path.read_bytes().startswith(b"%PDF-")
    (entry,) = [one for one in vault.log(case_id=case_id, custody_only=True) if one.event == "card-made"]
    assert entry.payload is not None
    assert entry.payload["size"] == path.stat().st_size
    with pytest.raises(errors.DestinationExists):
        stop_payment_card.save_stop_payment_card(vault, case_id, path, OWNER, Silent(), language="en")


def test_the_data_hangs_together() -> None:
    sections = {section.id for section in registry.SECTIONS} | {""}
    assert {action.section for action in first_steps().actions} <= sections
    assert {one.agency for one in contact_lists()} <= agencies().keys() | {""}
    assert contacts_for(()).id == "other"
    assert contacts_for(("XX", "DE")).id == "de"
    assert contact_lists()[-1].id == "other"


@pytest.mark.parametrize("countries", [[], ["CN"], ["CN", "HK"], ["FR"], ["MY"], ["US", "DE", "GB"]])
def test_the_window_names_the_offices_of_the_printed_card(vault: Vault, case_id: str, countries: list[str]) -> None:
    put(vault, case_id, "case", jurisdictions=countries, timezone=None)
    put(
        vault,
        case_id,
        "payment",
        **PAYMENT | {"type": "wechat_pay_transfer", "to_country": "SG", "sent_at": "2026-03-05"},
    )
    shown = [(one.name, one.contact.number or one.contact.site, one.contact.use) for one in read(vault, case_id).calls]
    case = edit_case.load_case(vault, case_id)
    printed = contacts_on_card(agency(office_of(case)), case)
    assert shown == [(one.name, one.number, one.use) for one in printed]
    assert "95017" in [number for _name, number, _use in shown]
    assert any("(Singapore)" in name["en"] for name, _number, _use in shown)
