# SPDX-License-Identifier: GPL-3.0-or-later
"""The home of a case: the first hour, what comes next, the list of what to save, and where each line leads."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget

from evidence_vault.cases.missing import POLICE, MissingFact
from evidence_vault.gui import card_printing
from evidence_vault.gui.flows.todo_words import dated_words, missing_lines, spoken_lines
from evidence_vault.gui.pages.todo_page import TodoPage
from evidence_vault.operations import edit_case
from evidence_vault.operations.what_to_do import SECTION_OF
from evidence_vault.records import Fact, Picture
from tests.gui.conftest import Bench

PAYMENT = {
    "direction": "sent",
    "type": "bank_transfer",
    "amount": "30000.00",
    "currency": "CNY",
    "sent_at": "2026-03-05T14:22",
    "timezone": "Asia/Shanghai",
    "to_account_no": "6222 0000 1111 2222",
    "to_account_name": "深圳某公司",
}


def put(bench: Bench, entity: str, fields: dict[str, Any]) -> None:
    case_id, actor = bench.workspace.case_id or "", bench.workspace.actor
    bench.workspace.change(bench.frame, lambda vault: edit_case.put_fact(vault, case_id, entity, fields, actor))
    bench.settle()
    bench.settle()


def facts(bench: Bench, entity: str) -> tuple[Fact, ...]:
    found: list[tuple[Fact, ...]] = []
    case_id = bench.workspace.case_id
    bench.workspace.read(bench.frame, lambda vault: vault.facts(entity, case_id=case_id), found.append)
    bench.settle()
    return found[0]


@pytest.fixture
def page(filled: Bench) -> TodoPage:
    page = filled.frame.current_page()
    assert isinstance(page, TodoPage)
    return page


def words_of(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def press(page: QWidget, name: str) -> None:
    (found,) = [one for one in page.findChildren(QAbstractButton) if one.text() == name and one.isVisibleTo(page)]
    found.click()


def test_a_case_opens_at_its_home(filled: Bench, page: TodoPage) -> None:
    assert filled.frame.section == "todo"
    assert filled.frame.sections.item(0).text() == "What to do now"
    filled.frame.show_section("evidence")
    filled.workspace.choose_case(filled.workspace.case_id, filled.workspace.case_title)
    filled.settle()
    assert filled.frame.current_page() is page


def test_no_money_can_be_said_and_taken_back(filled: Bench, page: TodoPage) -> None:
    assert "Did you send money?" in words_of(page)
    press(page, "No money was sent")
    filled.settle()
    filled.settle()
    assert "Did you send money?" not in words_of(page)
    press(page, "Money was sent after all")
    filled.settle()
    filled.settle()
    assert "Did you send money?" in words_of(page)


def test_yes_leads_into_the_form_of_a_payment(filled: Bench, page: TodoPage) -> None:
    press(page, "Yes, write down a payment")
    filled.settle()
    assert filled.frame.section == "money"
    money: Any = filled.frame.current_page()
    assert money.editing.panel is not None


def test_the_numbers_to_read_aloud_stand_in_the_first_hour(filled: Bench, page: TodoPage) -> None:
    put(filled, "payment", PAYMENT)
    shown = words_of(page)
    for words in ("Call now", "30,000.00 CNY", "2026-03-05 14:22 (Asia/Shanghai)", "6222 0000 1111 2222", "深圳某公司"):
        assert words in shown
    assert "not recorded yet" in shown  # the reference number
    press(page, "Fill in what is missing")
    filled.settle()
    assert filled.frame.section == "money"


def test_a_recorded_call_puts_the_first_hour_away(filled: Bench, page: TodoPage) -> None:
    put(filled, "payment", PAYMENT)
    press(page, "I have called")
    panel = page.calls.panel
    assert panel is not None
    panel.form.controls["organisation"].show_value("示例银行")
    panel.save_button.click()
    filled.settle()
    filled.settle()
    (report,) = facts(filled, "report")
    assert (report.fields["org_type"], report.fields["organisation"]) == ("bank", "示例银行")
    assert str(report.fields["reported_at"])[-6] in "+-"  # the time of the call with its offset
    shown = words_of(page)
    assert "Call now" not in shown
    assert "Bank or payment service: recorded" in shown
    assert "Police: no report recorded" in shown


def test_the_card_is_saved_where_the_person_says(filled: Bench, page: TodoPage, tmp_path: Path) -> None:
    put(filled, "payment", PAYMENT)
    page.printing.save_to(tmp_path / "card.pdf")
    filled.settle()
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF-")
    assert "card.pdf" in words_of(filled.frame.strip)


def test_the_card_goes_to_paper_without_a_file(
    filled: Bench, page: TodoPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(filled, "payment", PAYMENT)
    printed: list[tuple[QPrinter, tuple[Picture, ...]]] = []

    class Dialog:
        DialogCode = QPrintDialog.DialogCode

        def __init__(self, printer: QPrinter, _parent: QWidget) -> None:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
            printer.setOutputFileName(str(tmp_path / "paper.pdf"))

        def exec(self) -> object:
            return QPrintDialog.DialogCode.Accepted

    draw = card_printing.draw_pages
    monkeypatch.setattr(card_printing, "QPrintDialog", Dialog)
    monkeypatch.setattr(
        card_printing, "draw_pages", lambda printer, pages: (printed.append((printer, pages)), draw(printer, pages))
    )
    page.printing.print_card()
    filled.settle()
    ((_printer, pages),) = printed
    assert pages
    assert all(one.width > 1000 for one in pages)
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF-")
    assert "sent to the printer" in words_of(filled.frame.strip)


def test_the_list_is_ticked_with_the_keyboard_and_kept(filled: Bench, page: TodoPage) -> None:
    line = page.checklist.lines["profile_page"]
    line.box.setFocus()
    QTest.keyClick(line.box, Qt.Key.Key_Space)
    filled.settle()
    filled.settle()
    assert page.checklist.lines["profile_page"] is line  # nothing was made anew under the hands
    assert line.state == "done"
    page.checklist.lines["witness"].skip.click()
    filled.settle()
    filled.settle()
    kept = {fact.fields["check_id"]: fact.fields["state"] for fact in facts(filled, "checklist")}
    assert kept == {"profile_page": "done", "witness": "not-needed"}
    assert not page.checklist.lines["witness"].box.isEnabled()
    assert page.checklist.count.text().startswith("2 of ")
    line.box.click()
    filled.settle()
    assert [fact.fields["check_id"] for fact in facts(filled, "checklist")] == ["witness"]


def test_the_words_of_a_line_tick_it_too(filled: Bench, page: TodoPage) -> None:
    line = page.checklist.lines["dates"]
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.words.geometry().center())
    assert line.box.isChecked()
    filled.settle()


def test_stop_payment_is_listed_only_where_money_was_sent(filled: Bench, page: TodoPage) -> None:
    assert "stop_payment" not in page.checklist.lines
    put(filled, "payment", PAYMENT)
    assert "stop_payment" in page.checklist.lines


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Your name", "people"),
        ("Who you are", "people"),
        ("What happened, in your own words", "about"),
        ("The payments, if money was sent", "money"),
        ("The account that cheated you", "people"),
    ],
)
def test_each_missing_line_leads_to_its_place(filled: Bench, page: TodoPage, line: str, section: str) -> None:
    if line == "Your name":
        put(filled, "person", {"role": "complainant", "email": "lin@example.invalid"})
    press(page, line)
    filled.settle()
    assert filled.frame.section == section


def test_the_first_hour_names_the_offices_of_every_country_concerned(filled: Bench, page: TodoPage) -> None:
    put(filled, "case", {"jurisdictions": ["CN"]})
    put(filled, "payment", PAYMENT)
    assert "Anti-fraud line" in words_of(page._top.itemAt(0).widget())
    assert "Hong Kong" not in words_of(page._top.itemAt(0).widget())
    put(filled, "payment", PAYMENT | {"to_country": "HK"})
    words = words_of(page._top.itemAt(0).widget())
    assert "Police, emergency (Hong Kong)\n999" in words
    assert "WeChat Pay\n95017" in words
    assert "number on your card" in words


def test_contacts_of_another_country_are_chosen_and_remembered(filled: Bench, page: TodoPage) -> None:
    country = page.contacts.country
    assert country.currentData() == "other"
    country.setCurrentIndex(country.findData("sg"))
    country.activated.emit(country.currentIndex())
    filled.settle()
    assert "1799" in words_of(page.contacts)
    put(filled, "event", {"summary": "something"})
    assert country.currentData() == "sg"
    put(filled, "case", {"timezone": "Asia/Shanghai"})
    assert country.currentData() == "cn"


def test_every_control_says_what_it_is(filled: Bench, page: TodoPage) -> None:
    put(filled, "payment", PAYMENT)
    controls = [*page.findChildren(QAbstractButton), *page.findChildren(QComboBox)]
    assert [one for one in controls if one.isVisibleTo(page) and not one.accessibleName()] == []


def test_nothing_is_said_twice_or_left_out_for_the_phone() -> None:
    fields = {"amount": "5", "currency": "USDT", "crypto_to_wallet": "T1x", "crypto_tx_hash": "9f"}
    payment = Fact("payment", "p", None, fields, "", "")
    lines = {line.name: line.value for line in spoken_lines(payment, None, None)}
    assert lines["Paid to: account"] == "T1x"
    assert lines["Reference number"] == "9f"
    assert lines["When"] == ""


def test_missing_facts_of_one_kind_are_one_line() -> None:
    facts = [MissingFact(POLICE, "the amount of a payment", "payment", "amount", one) for one in ("a", "b")]
    (line,) = missing_lines(facts, SECTION_OF)
    assert (line.section, line.target) == ("money", "a")


def test_a_list_says_whether_somebody_checked_it() -> None:
    assert "2026-11-22" in dated_words("2026-11-22", "")
    assert dated_words("2026-11-22", "2026-12-01").startswith("Checked on the official pages on 2026-12-01")


def test_a_missing_fact_of_a_person_opens_its_form(filled: Bench, page: TodoPage) -> None:
    put(filled, "person", {"role": "complainant", "email": "lin@example.invalid"})
    press(page, "Your name")
    filled.settle()
    filled.settle()
    people: Any = filled.frame.current_page()
    assert people.persons.panel is not None
