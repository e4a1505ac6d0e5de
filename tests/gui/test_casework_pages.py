# SPDX-License-Identifier: GPL-3.0-or-later
"""Comparing payments, proof and gaps, notes and words, searching, earlier values: in the real pages."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from evidence_vault.cases.reconciliation import Reconciliation
from evidence_vault.gui import card_printing
from evidence_vault.gui.fact_history import FactHistory
from evidence_vault.gui.flows.search_words import hit_lines, place_of
from evidence_vault.gui.models.comparison_model import ENTRY, Group
from evidence_vault.gui.pages.cases_page import CasesPage
from evidence_vault.gui.pages.conversations_page import ConversationsPage
from evidence_vault.gui.pages.money_page import MoneyPage
from evidence_vault.gui.pages.notes_page import NotesPage
from evidence_vault.gui.pages.people_page import PeoplePage
from evidence_vault.gui.pages.proof_page import ProofPage
from evidence_vault.gui.pages.search_page import SearchPage
from evidence_vault.gui.pages.timeline_page import TimelinePage
from evidence_vault.gui.widgets.comparison import Comparison
from evidence_vault.gui.widgets.fact_panel import FactPanel
from evidence_vault.gui.widgets.top_bar import MOST_CASES
from evidence_vault.operations import edit_case
from evidence_vault.records import CaseFile, Fact
from evidence_vault.vault.search import SearchHit
from evidence_vault.vault.vault import Vault
from tests.gui.conftest import Bench
from tests.helpers.twelve_payments import TITLE
from tests.helpers.vaults import OWNER


def case_of(bench: Bench) -> CaseFile:
    found: list[CaseFile] = []
    case_id = bench.workspace.case_id or ""
    bench.workspace.read(bench.frame, lambda vault: edit_case.load_case(vault, case_id), found.append)
    bench.settle()
    return found[0]


def facts_of(bench: Bench, entity: str) -> list[Fact]:
    found: list[tuple[Fact, ...]] = []
    case_id = bench.workspace.case_id or ""

    def work(vault: Vault) -> tuple[Fact, ...]:
        return vault.facts(entity, case_id=case_id)

    bench.workspace.read(bench.frame, work, found.append)
    bench.settle()
    return list(found[0])


def go(bench: Bench, section: str) -> QWidget:
    bench.frame.show_section(section)
    bench.settle()
    bench.settle()
    page = bench.frame.current_page()
    assert page is not None
    return page


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def press(bench: Bench, widget: QWidget, name: str, place: int = 0) -> None:
    """Press a button by its accessible name, with the keyboard."""
    found = [one for one in widget.findChildren(QPushButton) if one.accessibleName().startswith(name)]
    assert len(found) > place, [one.accessibleName() for one in widget.findChildren(QPushButton)]
    found[place].setFocus()
    QTest.keyClick(found[place], Qt.Key.Key_Space)
    bench.settle()
    bench.settle()


def compared(bench: Bench) -> Comparison:
    panel = bench.frame.details.findChild(Comparison)
    assert panel is not None
    return panel


def rows_of(panel: Comparison) -> str:
    """Every row of the list, in words."""
    return "\n".join(str(panel.model.index(row).data()) for row in range(panel.model.rowCount()))


def mark_row(bench: Bench, group: Group) -> None:
    """Mark the first row of a group."""
    panel = compared(bench)
    found = [panel.model.index(row) for row in range(panel.model.rowCount())]
    index = next(one for one in found if one.data(ENTRY).group is group and not one.data(ENTRY).is_heading)
    panel.list.setCurrentIndex(index)
    bench.settle()


def test_lines_are_decided_one_after_the_other_with_the_keyboard(twelve: Bench) -> None:
    page = go(twelve, "money")
    assert isinstance(page, MoneyPage)
    press(twelve, page, "Compare with bills")
    panel = compared(twelve)
    assert panel.list.hasFocus()
    assert panel.list.currentIndex().row() == 1, "a heading is never the marked row"
    while panel.list.currentIndex().data(ENTRY).group is not Group.OFFER:
        QTest.keyClick(panel.list, Qt.Key.Key_Down)
    row = panel.list.currentIndex().row()
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    same = QApplication.focusWidget()
    assert isinstance(same, QPushButton)
    assert same.accessibleName().startswith("It is the same")
    assert facts_of(twelve, "match") == [], "Enter on a row decides nothing"
    QTest.keyClick(same, Qt.Key.Key_Space)
    twelve.settle()
    twelve.settle()
    assert len(facts_of(twelve, "match")) == 1
    assert compared(twelve) is panel
    assert panel.list.hasFocus(), "the next one can be decided at once"
    assert panel.list.currentIndex().row() == row


def test_thousands_of_lines_are_shown_as_quickly_as_ten(twelve: Bench) -> None:
    page = go(twelve, "money")
    assert isinstance(page, MoneyPage)
    found = page.comparison._found

    def made(shown: Reconciliation) -> Comparison:
        comparison = page.comparison
        return Comparison(shown, comparison._choices, comparison._zone, comparison._actions)

    many = replace(found, checks=found.checks * 500)  # 6,000 payments
    widgets = len(made(found).findChildren(QWidget))
    panel = made(many)
    assert panel.model.rowCount() > 5000
    assert len(panel.findChildren(QWidget)) == widgets, "no widget stands for a row"


def test_the_ledger_says_what_bills_and_chats_show(twelve: Bench) -> None:
    page = go(twelve, "money")
    assert isinstance(page, MoneyPage)

    counts = page.comparison._counts.text()
    assert counts == ("Told: 12 · in bills: 6 · in chats: 0 · with voucher: 3 · 2 differ · 4 to decide · 1 not told")
    press(twelve, page, "Compare with bills")
    words = rows_of(compared(twelve))
    assert "Amount: you wrote 50,000.00 CNY, the bill says 50,010.00 CNY." in words
    assert "What became of it: you wrote Sent, the bill says Refunded." in words
    assert "What differs (2)" in words
    assert "2 lines of bills are about somebody else." in words_in(compared(twelve))
    assert "the bill says" in words_in(compared(twelve)), "the marked row stands in full below the list"
    assert "6222000011112222" not in words  # masked


def test_a_decision_is_kept_shown_and_taken_back(twelve: Bench) -> None:
    page = go(twelve, "money")
    assert isinstance(page, MoneyPage)
    page.comparison.open()
    press(twelve, compared(twelve), "All 3 with the same minute belong together")

    assert "in bills: 7 · in chats: 2" in page.comparison._counts.text()
    assert len(facts_of(twelve, "match")) == 3
    mark_row(twelve, Group.DECIDED)
    assert "Recorded by Lin Qiao" in words_in(compared(twelve))
    twelve.frame.strip.findChild(QPushButton, "")  # the strip offers the way back
    press(twelve, compared(twelve), "Take it back")
    assert "to decide" in page.comparison._counts.text()
    assert len(facts_of(twelve, "match")) == 2
    assert [payment.fields for payment in case_of(twelve).payments if payment.fields["key"] == "p02"] == [
        {
            "key": "p02", "direction": "sent", "amount": "3000", "currency": "CNY", "sent_at": "2026-03-02T11:00",
            "evidence_items": ["A4"],
        }
    ]  # fmt: skip  # nothing was merged into the ledger


def test_what_was_not_told_opens_the_form_with_what_the_bill_knows(twelve: Bench) -> None:
    page = go(twelve, "money")
    assert isinstance(page, MoneyPage)
    page.comparison.open()
    mark_row(twelve, Group.NOT_TOLD)
    press(twelve, compared(twelve), "Add it")

    panel = page.editing.panel
    assert isinstance(panel, FactPanel)
    values = panel.form.values()
    assert (values["amount"], values["reference_id"]) == ("900.00", "R90")
    assert values["evidence_items"] == ["B1", "C1"]


def test_proof_is_a_list_to_work_through(twelve: Bench) -> None:
    page = go(twelve, "proof")
    assert isinstance(page, ProofPage)
    assert page._counts.text() == "18 there · 27 missing"

    press(twelve, page, "Does not apply: The refusal or the block, S2 · Support")
    assert page._counts.text() == "18 there · 26 missing"
    press(twelve, page, "It applies after all: The refusal or the block, S2 · Support")
    assert page._counts.text() == "18 there · 27 missing"

    press(twelve, page, "Name the evidence: A page that shows the ID or account, S2 · Support")
    panel = page.editing.panel
    assert panel is not None
    panel.form.controls["evidence_items"].show_value(["A2"])
    panel.form.controls["evidence_items"].changed.emit()
    press(twelve, panel, "Save")
    assert page._counts.text() == "19 there · 26 missing"
    (proof,) = facts_of(twelve, "proof")
    assert proof.fields == {"about": "suspects/s2", "kind": "profile", "evidence_items": ["A2"]}


def test_proof_leads_to_the_marked_message_and_the_filter_is_remembered(twelve: Bench) -> None:
    page = go(twelve, "proof")
    assert isinstance(page, ProofPage)
    press(twelve, page, "Only what is missing")
    assert "S1 · 王老师" not in words_in(page)
    press(twelve, page, "Only what is missing")
    press(twelve, page, "Open B1 · 王老师 · 2026-03-12")

    shown = twelve.frame.current_page()
    assert isinstance(shown, ConversationsPage)
    twelve.settle()
    assert shown.view.currentIndex().row() == 6


def test_notes_words_devices_and_reports(twelve: Bench) -> None:
    page = go(twelve, "notes")
    assert isinstance(page, NotesPage)
    for entity, typed in (
        ("note", {"text": "ask the bank again", "about": "payments/p01"}),
        ("glossary", {"term": "入金", "meaning": "to pay in"}),
        ("device", {"label": "my phone"}),
        ("report", {"organisation": "Police", "next_step_due": "2026-03-01"}),
    ):
        page.add(entity)
        panel = page.editing[entity].panel
        assert panel is not None
        for name, text in typed.items():
            panel.form.controls[name].show_value(text)
            panel.form.controls[name].changed.emit()
        press(twelve, panel, "Save")

    words = words_in(page)
    assert "ask the bank again" in words
    assert "5,000.00 CNY · 2026-03-01 10:00:05" in words  # what the note is about
    assert "入金 = to pay in" in words
    assert "the day has come" in words
    case = case_of(twelve)
    assert (len(case.notes), len(case.glossary), len(case.devices), len(case.reports)) == (1, 1, 1, 1)
    page.finder.setText("phone")
    assert "入金 = to pay in" not in words_in(page)


def test_a_word_is_searched_for_from_the_list(twelve: Bench) -> None:
    page = go(twelve, "notes")
    assert isinstance(page, NotesPage)
    page.editing["glossary"].put({"term": "提现", "meaning": "withdraw"}, None)
    twelve.settle()
    twelve.settle()
    press(twelve, page, "Find where it occurs")

    found = twelve.frame.current_page()
    assert isinstance(found, SearchPage)
    assert found.list.count() == 2  # the word itself and the message


def test_typing_finds_and_keeps_the_keyboard(twelve: Bench, qtbot: QtBot) -> None:
    line = twelve.frame.top_bar.search
    line.setFocus()
    QTest.keyClicks(line, "support")
    with qtbot.waitSignal(twelve.frame.top_bar.search_typed, timeout=5000):
        pass
    twelve.settle()
    page = twelve.frame.current_page()
    assert isinstance(page, SearchPage)
    assert page.list.count() >= 4
    assert QApplication.focusWidget() is line

    QTest.keyClick(line, Qt.Key.Key_Return)
    twelve.settle()
    assert QApplication.focusWidget() is page.list


def test_filters_leave_a_person_a_kind_and_days(twelve: Bench) -> None:
    twelve.frame.search("王老师")
    twelve.settle()
    page = twelve.frame.current_page()
    assert isinstance(page, SearchPage)
    everything = page.list.count()
    page.person.setText("wang_t")
    page._filtered()
    twelve.settle()
    assert page.list.count() == 3  # two messages, and the conversation in which the account takes part
    page.first_day.setText("2026-03-01")
    page._filtered()
    twelve.settle()
    assert page.list.count() == 1
    page.first_day.setText("2026-03")  # not a whole day yet
    page._filtered()
    twelve.settle()
    assert page.list.count() == 3
    page.person.setText("")
    page.first_day.setText("")
    page.kind.setCurrentIndex(page.kind.findData("fact"))
    page._filtered()
    twelve.settle()
    assert 0 < page.list.count() < everything


def test_a_recorded_thing_opens_where_it_is_changed() -> None:
    assert place_of(SearchHit("fact", None, "x", fact_id="f", entity="payment")) == ("money", "f")
    assert place_of(SearchHit("fact", None, "x", fact_id="f", entity="glossary")) == ("notes", "f")
    assert place_of(SearchHit("message", "i", "x", "c", 7)) == ("conversations", ("i", "c", 7))
    secret = SearchHit("fact", None, "6222000011112222", fact_id="f", entity="payment", field="to_account_no")
    assert hit_lines(secret)[0] == "•••• 2222"


def test_earlier_values_are_shown_and_can_stand_again(twelve: Bench) -> None:
    page = go(twelve, "money")
    assert isinstance(page, MoneyPage)
    payment = next(one for one in case_of(twelve).payments if one.fields["key"] == "p06")
    page.editing.put({**payment.fields, "amount": "50010.00", "to_account_no": "6222000033334444"}, payment)
    twelve.settle()
    twelve.settle()
    page.open_at(payment.id)
    twelve.settle()
    press(twelve, twelve.frame.details, "Earlier values")

    history = twelve.frame.details.findChild(FactHistory)
    assert history is not None
    words = words_in(history)
    assert "Amount: 50000.00 → 50010.00" in words
    assert "•••• 2222 → •••• 4444" in words
    assert words.index("Changed by") < words.index("Written down by")
    press(twelve, history, "Use these values again")
    now = next(one for one in case_of(twelve).payments if one.id == payment.id)
    assert (now.fields["amount"], now.fields["to_account_no"]) == ("50000.00", "6222000011112222")


def test_a_card_shows_the_names_of_an_account_over_time(twelve: Bench) -> None:
    page = go(twelve, "people")
    assert isinstance(page, PeoplePage)
    words = words_in(page)
    assert (
        "“阳光” · 2026-02-27 09:00:00 (Asia/Shanghai) to 2026-02-27 09:05:00 (Asia/Shanghai) · 2 messages · B1" in words
    )

    press(twelve, page, "Show where 王老师 was first seen")
    shown = twelve.frame.current_page()
    assert isinstance(shown, ConversationsPage)
    twelve.settle()
    assert shown.view.currentIndex().row() == 2


def test_forty_cases_can_be_found_ordered_and_opened(twelve: Bench) -> None:
    def make(vault: Vault) -> None:
        for number in range(40):
            edit_case.new_case(vault, f"Client {number:02d}", OWNER)
        late = edit_case.new_case(vault, "Waiting for the bank", OWNER)
        report = {"organisation": "Bank", "next_step_due": "2026-03-01"}
        edit_case.put_fact(vault, late.id, "report", report, OWNER)

    twelve.workspace.change(twelve.frame, make)
    twelve.settle()
    twelve.workspace.choose_case(None, "")
    twelve.settle()
    twelve.settle()
    page = twelve.frame.current_page()
    assert isinstance(page, CasesPage)
    assert page.list.count() == 42
    assert page.list.item(0).text().startswith("Waiting for the bank")
    assert "due since 2026-03-01" in page.list.item(0).text()
    page.finder.setText("client 07")
    assert page.list.count() == 1
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    twelve.settle()
    assert twelve.workspace.case_title == "Client 07"
    assert twelve.frame.section == "todo"


def test_the_chooser_shows_the_latest_of_many_cases_and_leads_to_the_others(twelve: Bench) -> None:
    def make(vault: Vault) -> None:
        for number in range(40):
            edit_case.new_case(vault, f"Client {number:02d} & sons", OWNER)

    twelve.workspace.change(twelve.frame, make)
    twelve.settle()
    twelve.settle()
    menu = twelve.frame.top_bar.chooser.menu()
    menu.aboutToShow.emit()
    actions = menu.actions()
    assert actions[0].text().startswith(twelve.workspace.case_title), "the open case is always among them"
    assert [action.isChecked() for action in actions[:MOST_CASES]] == [True] + [False] * (MOST_CASES - 1)
    assert all("&& sons" in action.text() for action in actions[1:MOST_CASES])
    assert [action.text() for action in actions[MOST_CASES:]] == [
        "", "Find one of all 41 cases …", "Whole vault", "New case …",
    ]  # fmt: skip
    chosen = actions[3].text()
    actions[3].trigger()
    twelve.settle()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions() if action.isChecked()] == [chosen]

    menu.actions()[MOST_CASES + 1].trigger()
    twelve.settle()
    twelve.settle()
    page = twelve.frame.current_page()
    assert isinstance(page, CasesPage)
    assert page.finder.hasFocus()


def test_a_new_case_can_begin_like_another(twelve: Bench) -> None:
    first = twelve.workspace.case_id
    twelve.frame.ask_new_case()
    twelve.settle()
    page = twelve.frame.new_case
    page.edit().setText("Next client")
    page.like.setCurrentIndex(page.like.findData(first))
    QTest.keyClick(page.edit(), Qt.Key.Key_Return)
    twelve.settle()
    twelve.settle()

    case = case_of(twelve)
    assert case.title == "Next client"
    assert case.fields["timezone"] == "Asia/Shanghai"
    assert case.suspects == ()
    assert case.payments == ()


def test_papers_leave_with_two_presses_from_the_home_of_the_case(
    twelve: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = tmp_path / "papers.pdf"
    monkeypatch.setattr(card_printing.QFileDialog, "getSaveFileName", lambda *_arguments: (str(papers), ""))
    page = go(twelve, "todo")

    press(twelve, page, "Hand over now")

    assert papers.read_bytes().startswith(b"%PDF")


def test_a_line_is_picked_for_the_report_and_given_back(twelve: Bench) -> None:
    page = go(twelve, "timeline")
    assert isinstance(page, TimelinePage)
    payment = next(one for one in case_of(twelve).payments if one.fields["key"] == "p05")
    page.open_at(payment.id)
    twelve.settle()
    press(twelve, twelve.frame.details, "Pick for the report")
    assert "1 picked" in page._count.text()
    page.list.setCurrentIndex(page.model.index(0))
    page.open_at(payment.id)
    twelve.settle()
    press(twelve, twelve.frame.details, "Let the program choose")
    assert "picked" not in page._count.text()
    assert next(one for one in case_of(twelve).payments if one.id == payment.id).fields == payment.fields


def test_hits_of_the_whole_vault_name_their_case(twelve: Bench) -> None:
    def make(vault: Vault) -> None:
        other = edit_case.new_case(vault, "Client two", OWNER)
        edit_case.put_fact(vault, other.id, "note", {"text": "about Teacher Example"}, OWNER)
        edit_case.put_fact(vault, twelve.workspace.case_id or "", "note", {"text": "Teacher Example again"}, OWNER)

    twelve.workspace.change(twelve.frame, make)
    twelve.settle()
    twelve.frame.search("teacher example")
    twelve.settle()
    page = twelve.frame.current_page()
    assert isinstance(page, SearchPage)
    assert [page.list.item(row).text().split("\n")[1] for row in range(page.list.count())] == [
        "What you recorded · a note"
    ]
    page.everywhere.click()
    twelve.settle()
    below = {page.list.item(row).text().split("\n")[1] for row in range(page.list.count())}
    assert below == {"Client two · What you recorded · a note", f"{TITLE} · What you recorded · a note"}
    twelve.frame.search("保本")
    twelve.settle()
    assert page.list.count() == 1
    assert page.list.item(0).text().split("\n")[1].startswith(f"{TITLE} · Messages · "), (
        "evidence stands in a case, too"
    )
