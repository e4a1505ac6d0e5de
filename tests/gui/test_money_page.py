# SPDX-License-Identifier: GPL-3.0-or-later
"""The page Money: adding, changing, removing with the way back, bills as proposals, masked numbers, exact totals."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from evidence_vault.gui.flows import money_words, typed_values
from evidence_vault.gui.models.payments_model import Column
from evidence_vault.gui.pages.money_page import MoneyPage
from evidence_vault.gui.widgets.bill_proposals import BillProposals
from evidence_vault.gui.widgets.fact_panel import FactPanel
from evidence_vault.gui.widgets.masked_text import MaskedText
from evidence_vault.gui.widgets.payment_details import PaymentDetails
from evidence_vault.operations import edit_case, import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.progress import Silent
from evidence_vault.records import CaseFile, Fact, Fields
from evidence_vault.vault.vault import Vault
from tests.gui.conftest import Bench
from tests.helpers.vaults import OWNER

BILL = """微信支付账单明细,,,,,,,,
微信昵称：[晓雯],,,,,,,,
起始时间：[2026-03-01 00:00:00] 终止时间：[2026-03-31 23:59:59],,,,,,,,
共2笔记录,,,,,,,,
----------------------微信支付账单明细列表--------------------,,,,,,,,
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
2026-03-05 14:22:10,转账,王老师,"转账备注:入金",支出,¥3000.10,零钱,对方已收钱,1000050001202603050000000001\t,1\t,/
2026-03-06 08:01:00,商户消费,示例超市,"日用品",支出,¥12.50,零钱,支付成功,4200000000202603060000000002\t,2\t,/
"""

PAYMENT: Fields = {
    "direction": "sent",
    "amount": "1200.05",
    "currency": "CNY",
    "sent_at": "2026-03-02T12:01",
    "timezone": "Asia/Shanghai",
    "to_account_name": "Teacher Wang",
    "to_account_no": "6222000011112222",
}


def payments(bench: Bench) -> list[Fact]:
    """The payments as the vault has them now."""
    found: list[tuple[Fact, ...]] = []
    case_id = bench.workspace.case_id or ""
    bench.workspace.read(bench.frame, lambda vault: edit_case.load_case(vault, case_id).payments, found.append)
    bench.settle()
    return list(found[0])


def put(bench: Bench, fields: Fields) -> None:
    case_id = bench.workspace.case_id or ""
    bench.workspace.change(bench.frame, lambda vault: edit_case.put_fact(vault, case_id, "payment", fields, OWNER))
    bench.settle()


@pytest.fixture
def page(filled: Bench) -> MoneyPage:
    filled.frame.show_section("money")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, MoneyPage)
    return page


def form_of(page: MoneyPage) -> FactPanel:
    assert page.editing.panel is not None
    return page.editing.panel


def type_in(panel: FactPanel, name: str, text: str) -> None:
    """Type as a person does: the field takes the text and is left."""
    widget = panel.form.controls[name].widget
    line = widget.lineEdit() if hasattr(widget, "lineEdit") else widget  # type: ignore[attr-defined]
    line.setText(text)  # type: ignore[attr-defined]
    line.textEdited.emit(text)  # type: ignore[attr-defined]
    line.editingFinished.emit()  # type: ignore[attr-defined]


def problems(panel: FactPanel) -> list[str]:
    return [
        label.text()
        for label in panel.findChildren(QLabel)
        if label.property("tone") == "red" and label.isVisibleTo(panel)
    ]


def undo(bench: Bench) -> None:
    """Press what the strip offers beside its sentence."""
    offered = [
        button for button in bench.frame.strip.findChildren(QPushButton) if button.text() in {"Undo", "Put it back"}
    ]
    offered[-1].click()
    bench.settle()


def test_an_empty_ledger_says_what_will_be_here(page: MoneyPage) -> None:
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    assert "No payment yet" in shown


def test_a_payment_is_added_exactly_as_typed(filled: Bench, page: MoneyPage) -> None:
    page.add()
    panel = form_of(page)
    type_in(panel, "amount", "¥30,000.50")
    type_in(panel, "currency", "CNY")
    type_in(panel, "sent_at", "2026/3/5 14:22")
    type_in(panel, "timezone", "Asia/Shanghai")
    type_in(panel, "to_account_no", "6222 0000 1111 2222")
    panel.save_button.click()
    filled.settle()
    (payment,) = payments(filled)
    assert payment.fields == {
        "direction": "sent",
        "amount": "30000.50",
        "currency": "CNY",
        "sent_at": "2026-03-05T14:22",
        "sent_at_precision": "minute",
        "timezone": "Asia/Shanghai",
        "to_account_no": "6222 0000 1111 2222",
    }
    assert page.model.index(0, Column.AMOUNT).data() == "30,000.50 CNY"
    assert page.model.index(0, Column.WHEN).data() == "2026-03-05 14:22 (Asia/Shanghai)"
    undo(filled)
    assert payments(filled) == []


def test_a_form_is_filled_in_and_saved_with_the_keyboard_alone(filled: Bench, page: MoneyPage, qtbot: QtBot) -> None:
    filled.desktop.window.activateWindow()
    page.add()
    filled.settle()
    panel = form_of(page)
    amount = panel.form.controls["amount"].widget
    qtbot.waitUntil(amount.hasFocus)
    qtbot.keyClicks(amount, "120.50")
    qtbot.keyClick(amount, Qt.Key.Key_Tab)
    currency = panel.form.controls["currency"].widget
    assert QApplication.focusWidget() in {currency, currency.focusProxy()} or currency.hasFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "EUR")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    filled.settle()
    assert payments(filled)[0].fields == {"direction": "sent", "amount": "120.50", "currency": "EUR"}


def test_enter_on_a_line_opens_its_proof(filled: Bench, page: MoneyPage, qtbot: QtBot) -> None:
    numbers: list[str] = []
    case_id = filled.workspace.case_id or ""

    def exhibits(vault: Vault) -> list[str]:
        return [number for number, item in vault.exhibits(case_id) if item.messages]

    filled.workspace.read(page, exhibits, numbers.extend)
    filled.settle()
    put(filled, {**PAYMENT, "evidence_items": [numbers[0]]})
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    filled.settle()
    assert filled.frame.section == "conversations"


def test_what_cannot_be_kept_is_said_and_not_recorded(filled: Bench, page: MoneyPage) -> None:
    page.add()
    panel = form_of(page)
    type_in(panel, "amount", "about 3000")
    type_in(panel, "sent_at", "2026-03-05 14:22")
    panel.save_button.click()
    filled.settle()
    assert "Please write it with digits, for example 3000.00." in problems(panel)
    assert any("time zone" in words for words in problems(panel))
    assert payments(filled) == []


def test_changing_and_removing_can_be_undone(filled: Bench, page: MoneyPage) -> None:
    put(filled, PAYMENT)
    (before,) = payments(filled)
    page.edit(before)
    type_in(form_of(page), "amount", "99")
    form_of(page).save_button.click()
    filled.settle()
    assert payments(filled)[0].fields["amount"] == "99"
    undo(filled)
    assert payments(filled)[0].fields == before.fields
    page.editing.remove(payments(filled)[0])
    filled.settle()
    assert payments(filled) == []
    undo(filled)
    assert payments(filled)[0].fields == before.fields


def test_what_was_typed_survives_a_closed_panel(filled: Bench, page: MoneyPage) -> None:
    page.add()
    type_in(form_of(page), "amount", "77")
    type_in(form_of(page), "to_account_name", "Teacher Wang")
    filled.frame.close_details()
    filled.settle()
    assert payments(filled) == []
    page.add()
    values = form_of(page).form.values()
    assert values["amount"] == "77"
    assert values["to_account_name"] == "Teacher Wang"


def test_leaving_the_page_saves_what_can_be_saved(filled: Bench, page: MoneyPage) -> None:
    page.add()
    type_in(form_of(page), "amount", "77")
    filled.frame.show_section("evidence")
    filled.settle()
    assert payments(filled)[0].fields["amount"] == "77"


def test_an_open_form_stays_with_its_own_case(filled: Bench, page: MoneyPage) -> None:
    first, title = filled.workspace.case_id, filled.workspace.case_title
    page.add()
    type_in(form_of(page), "amount", "77")
    vault, actor = filled.workspace.opened.vault, filled.workspace.actor
    other = filled.program.jobs.read(lambda: edit_case.new_case(vault, "Another matter", actor), owner=page)
    made: list[CaseFile] = []
    other.succeeded.connect(made.append)
    filled.settle()
    filled.workspace.choose_case(made[0].id, made[0].title)
    filled.settle()
    filled.frame.show_section("evidence")
    filled.settle()
    assert payments(filled) == []
    filled.workspace.choose_case(first, title)
    filled.settle()
    assert payments(filled)[0].fields["amount"] == "77"


def test_numbers_are_masked_until_pressed(filled: Bench, page: MoneyPage) -> None:
    put(filled, PAYMENT)
    way = page.model.index(0, Column.WAY)
    assert "6222" not in way.data()
    assert "2222" in way.data()
    page.numbers.click()
    assert "6222000011112222" in way.data()
    page.table.selectRow(0)
    filled.settle()
    details = filled.frame.details.findChild(PaymentDetails)
    assert details is not None
    masked = details.findChild(MaskedText)
    assert masked is not None
    assert masked.text == "•••• 2222"
    masked.eye.click()
    assert masked.text == "6222000011112222"


def test_totals_stay_exact_and_apart(filled: Bench, page: MoneyPage) -> None:
    for fields in (
        PAYMENT,
        {**PAYMENT, "amount": "0.10", "sent_at": "2026-03-03"},
        {**PAYMENT, "amount": "0.20", "direction": "received"},
        {**PAYMENT, "amount": "5", "status": "failed"},
        {**PAYMENT, "amount": "10.000001", "currency": "USDT"},
    ):
        put(filled, fields)
    shown = [label.text() for label in page.totals.findChildren(QLabel) if label.isVisibleTo(page.totals)]
    assert "1,200.15 CNY" in shown
    assert "1,199.95 CNY" in shown
    assert "10.000001 USDT" in shown
    assert any(text.startswith("1 line is not added up") for text in shown)
    assert page.chart.accessibleDescription() == ("3 payments from 2026-03-02 to 2026-03-03, the largest 1,200.05 CNY.")


@pytest.fixture
def bill(filled: Bench, page: MoneyPage, tmp_path: Path) -> None:
    """A bill in the evidence of the case."""
    path = tmp_path / "微信支付账单(20260301-20260331).csv"
    path.write_text(BILL, encoding="utf-8")
    case_id = filled.workspace.case_id

    def work(vault: Vault) -> object:
        return import_files.import_files(vault, [path], ImportOptions(case_id=case_id), OWNER, Silent())

    filled.workspace.change(page, work, what="evidence")
    filled.settle()


def proposals_of(bench: Bench, page: MoneyPage) -> BillProposals:
    page.propose()
    bench.settle()
    proposals = bench.frame.details.findChild(BillProposals)
    assert proposals is not None
    return proposals


@pytest.mark.usefixtures("bill")
def test_bills_are_proposed_and_never_entered_by_themselves(filled: Bench, page: MoneyPage) -> None:
    proposals = proposals_of(filled, page)
    assert [box.text() for box in proposals.boxes()] == ["12.50 CNY · sent", "3,000.10 CNY · sent"]
    assert not proposals.add.isEnabled()
    proposals.finder.setText("3000")
    proposals.boxes()[0].click()
    proposals.add.click()
    filled.settle()
    assert payments(filled) == []  # the bill names no zone, nor does the case: it is asked first


@pytest.mark.usefixtures("bill")
def test_a_ticked_line_of_a_bill_becomes_a_payment_with_its_proof(filled: Bench, page: MoneyPage) -> None:
    proposals = proposals_of(filled, page)
    proposals.boxes()[1].click()
    proposals.zone.show_value("Asia/Shanghai")
    proposals.add.click()
    filled.settle()
    (payment,) = payments(filled)
    assert payment.fields["reference_id"] == "1000050001202603050000000001"
    assert (payment.fields["amount"], payment.fields["timezone"]) == ("3000.10", "Asia/Shanghai")
    assert (payment.fields["type"], payment.fields["status"]) == ("wechat_pay_transfer", "received_by_payee")
    assert [page.model.index(0, Column.PROOF).data()] == payment.fields["evidence_items"]
    again = proposals_of(filled, page)
    assert [box.text() for box in again.boxes()] == ["12.50 CNY · sent"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("3000", "3000"),
        ("¥1,234,567.80", "1234567.80"),
        ("３０００．５", "3000.5"),
        ("3000.00 元", "3000.00"),
        ("1.234,56", None),
        ("12,34", None),
        ("-5", None),
        ("", None),
    ],
)
def test_typed_amounts(typed: str, kept: str | None) -> None:
    assert typed_values.typed_amount(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2026-03-05 14:22", "2026-03-05T14:22"),
        ("2026/3/5 9:05:07", "2026-03-05T09:05:07"),
        ("2026年3月5日 14:22", "2026-03-05T14:22"),
        ("2026-03-05T14:22:10+08:00", "2026-03-05T14:22:10+08:00"),
        ("2026-03-05", "2026-03-05"),
        ("2026-3", "2026-03"),
        ("2026", "2026"),
        ("2026-02-30", None),
        ("5.3.2026", None),
        ("yesterday", None),
    ],
)
def test_typed_times(typed: str, kept: str | None) -> None:
    assert typed_values.typed_time(typed) == kept


@pytest.mark.parametrize(
    ("number", "shown"),
    [("6222000011112222", "•••• 2222"), ("abc", "•••• c"), ("12", "••••"), ("hg_chen_88", "•••• _88")],
)
def test_masked_numbers_show_little(number: str, shown: str) -> None:
    assert money_words.masked(number) == shown


@pytest.mark.parametrize(
    ("amount", "shown"), [("1", "1"), ("1234.5", "1,234.5"), ("-1000000", "-1,000,000"), ("x", "x")]
)
def test_amounts_are_grouped_without_losing_a_digit(amount: str, shown: str) -> None:
    assert money_words.grouped(amount) == shown
