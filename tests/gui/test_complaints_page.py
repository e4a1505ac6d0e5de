# SPDX-License-Identifier: GPL-3.0-or-later
"""The guided complaint with the real form of WeChat, and its diary."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from evidence_vault.gui.flows.complaint_flow import STEPS, PicturePlaces, Step, limit_words, reason_path
from evidence_vault.gui.pages.complaints_page import ComplaintsPage
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.gui.widgets.sent_form import SentForm
from evidence_vault.operations import edit_case
from evidence_vault.operations.draft_complaint import CategoryChoice
from evidence_vault.records import Fact
from tests.gui.conftest import Bench

VOUCHER_PLACE = 3


@pytest.fixture
def page(filled: Bench) -> ComplaintsPage:
    case_id, actor = filled.workspace.case_id or "", filled.workspace.actor

    def record(vault: Any) -> object:
        fields = {"platform": "wechat", "scam_type": "investment", "timezone": "Asia/Shanghai"}
        edit_case.put_fact(vault, case_id, "case", fields, actor)
        payment = {"amount": "5000.00", "currency": "CNY", "sent_at": "2026-03-01T12:00", "evidence_items": ["A1"]}
        return edit_case.put_fact(vault, case_id, "payment", payment, actor)

    filled.workspace.change(filled.frame, record)
    filled.settle()
    filled.frame.show_section("complaints")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, ComplaintsPage)
    return page


def begin(bench: Bench, page: ComplaintsPage, platform: str = "wechat") -> None:
    page.begin(platform)
    bench.settle()


def go(bench: Bench, page: ComplaintsPage, step: Step) -> None:
    page.guide.bar.buttons[STEPS.index(step)].click()
    bench.settle()
    bench.settle()


def facts(bench: Bench, entity: str) -> tuple[Fact, ...]:
    found: list[tuple[Fact, ...]] = []
    case_id = bench.workspace.case_id
    bench.workspace.read(bench.frame, lambda vault: vault.facts(entity, case_id=case_id), found.append)
    bench.settle()
    return found[0]


def test_the_platform_of_the_case_comes_first(page: ComplaintsPage) -> None:
    assert next(iter(page.platforms.cards)) == "wechat"
    assert len(page._known) >= 1


def test_the_reason_is_suggested_from_the_case(filled: Bench, page: ComplaintsPage) -> None:
    begin(filled, page)
    go(filled, page, Step.REASON)
    assert page.guide.flow.category is not None
    chosen = page.guide.reason.list.currentItem()
    assert "(fits this case)" in chosen.text()
    page.guide.reason.list.setCurrentRow(0)
    assert page.guide.flow.category == page.guide.reason.list.item(0).data(Qt.ItemDataRole.UserRole)


def test_another_way_in_changes_the_taps(filled: Bench, page: ComplaintsPage) -> None:
    begin(filled, page)
    entries = list(page.guide.entry.entries)
    page.guide.entry.entries[entries[1]].click()
    assert page.guide.flow.entry == entries[1]


def test_messages_are_ticked_and_unticked_with_the_keyboard(filled: Bench, page: ComplaintsPage) -> None:
    begin(filled, page)
    go(filled, page, Step.MESSAGES)
    step = page.guide.message_step
    everything = step.list.count()
    assert everything > 0
    assert len(page.guide.flow.picks or ()) == everything
    step.list.setFocus()
    step.list.setCurrentRow(0)
    QTest.keyClick(step.list, Qt.Key.Key_Space)
    assert len(page.guide.flow.picks or ()) == everything - 1
    step._tick_all(on=False)
    assert page.guide.flow.picks == set()
    go(filled, page, Step.TEXT)
    go(filled, page, Step.MESSAGES)
    assert step.picks() == set()


def test_pictures_stand_by_place_and_are_shown_fit(filled: Bench, page: ComplaintsPage) -> None:
    begin(filled, page)
    go(filled, page, Step.PICTURES)
    step = page.guide.pictures
    other, voucher = page.guide.flow.places.items[0], page.guide.flow.places.items[VOUCHER_PLACE]
    assert other is not None
    assert voucher is not None  # the payment names it as its proof
    assert step.rows[0].fit.text().startswith("Fit for uploading: ")
    step.shift(0, 1)
    assert page.guide.flow.places.items[:2] == [None, other]
    assert step.rows[1]._number.text() == "1"
    step.choose(VOUCHER_PLACE, None)
    assert page.guide.flow.places.chosen() == (other,)
    assert "1 of at most 9" in step._count.text()


def test_the_text_is_counted_as_the_form_counts(filled: Bench, page: ComplaintsPage) -> None:
    begin(filled, page)
    go(filled, page, Step.TEXT)
    text = page.guide.text
    draft = text.text()
    text.edit.setPlainText("字" * 201)
    assert text.count.text().startswith("201 of at most 200 characters: 1 too many")
    assert text.count.property("tone") == "red"
    text.edit.setPlainText("这份证据具有法律效力")
    assert not text.claims.isHidden()
    text.write_anew()
    assert text.text() == draft
    assert text.claims.isHidden()
    text.edit.undo()
    assert text.text() == "这份证据具有法律效力"


def test_the_text_leaves_the_clipboard_again(filled: Bench, page: ComplaintsPage) -> None:
    begin(filled, page)
    go(filled, page, Step.TEXT)
    page.guide.text.copy.click()
    assert QGuiApplication.clipboard().text() == page.guide.flow.text
    page.guide.text.clipboard.timer.timeout.emit()
    assert QGuiApplication.clipboard().text() == ""


def test_what_was_chosen_is_there_again(filled: Bench, page: ComplaintsPage) -> None:
    begin(filled, page)
    go(filled, page, Step.PICTURES)
    page.guide.pictures.choose(0, None)
    go(filled, page, Step.TEXT)
    page.guide.text.edit.setPlainText("只写事实。")
    page.leave()
    filled.settle()
    kept = facts(filled, "complaint")
    assert len(kept) == 1
    assert kept[0].fields["text"] == "只写事实。"
    places = list(page.guide.flow.places.items)
    page.show_overview()
    begin(filled, page)
    assert page.guide.flow.text == "只写事实。"
    assert page.guide.flow.places.items == places
    assert page.guide.flow.unkept() is None


def test_what_was_typed_stays_with_its_case(filled: Bench, page: ComplaintsPage) -> None:
    first = filled.workspace.case_id or ""
    filled.frame.ask_new_case()
    filled.frame.new_case.edit().setText("Another")
    filled.frame.new_case.make.click()
    filled.settle()
    second = filled.workspace.case_id
    assert second != first
    filled.workspace.choose_case(first, "Investment group, March")
    filled.frame.show_section("complaints")
    filled.settle()
    begin(filled, page)
    go(filled, page, Step.TEXT)
    page.guide.text.edit.setPlainText("只属于第一个案件。")
    filled.workspace.choose_case(second, "Another")
    filled.settle()
    assert facts(filled, "complaint") == ()
    filled.workspace.choose_case(first, "Investment group, March")
    filled.settle()
    assert [fact.fields["text"] for fact in facts(filled, "complaint")] == ["只属于第一个案件。"]


def test_nothing_is_recorded_while_typing(filled: Bench, page: ComplaintsPage) -> None:
    begin(filled, page)
    go(filled, page, Step.TEXT)
    before = facts(filled, "complaint")
    QTest.keyClicks(page.guide.text.edit, "one two three")
    filled.settle()
    assert facts(filled, "complaint") == before


def test_the_package_holds_what_was_chosen(filled: Bench, page: ComplaintsPage, tmp_path: Path) -> None:
    begin(filled, page)
    go(filled, page, Step.MESSAGES)
    page.guide.message_step._tick_all(on=False)
    go(filled, page, Step.TEXT)
    page.guide.text.edit.setPlainText("我在群里被骗。")
    go(filled, page, Step.CARD)
    folder = tmp_path / "phone-folder"
    folder.mkdir()
    page.guide.place.take(folder)
    filled.settle()
    page.guide.make.click()
    filled.settle()
    assert page.result is not None
    complaint = page.result.report.path / "data" / "complaint" / "wechat"
    assert (complaint / "complaint.txt").read_text("utf-8").strip() == "我在群里被骗。"
    assert len(list((complaint / "images").iterdir())) == len(page.guide.flow.places.chosen())
    assert "Teacher Wang" not in (complaint / "messages-to-select.csv").read_text("utf-8")


def test_a_claim_that_nothing_can_show_is_said_and_the_words_stay(
    filled: Bench, page: ComplaintsPage, tmp_path: Path
) -> None:
    begin(filled, page)
    go(filled, page, Step.TEXT)
    page.guide.text.edit.setPlainText("这份证据不可篡改。")
    assert "不可篡改" in page.guide.text.claims.text()
    go(filled, page, Step.CARD)
    page.guide.place.take(tmp_path)
    page.guide.make.click()
    filled.settle()
    assert page.result is not None
    shown = [label.text() for label in page.result.findChildren(QLabel)]
    assert any("不可篡改" in text for text in shown)


def say(bench: Bench, page: ComplaintsPage, fact: Fact | None, field: str, text: str) -> Fact:
    page.ask_sent("wechat", fact)
    form = bench.frame.details.findChild(SentForm)
    assert form is not None
    getattr(form, field).control.setText(text)
    form.save.click()
    bench.settle()
    reports = facts(bench, "report")
    assert len(reports) == 1
    return reports[0]


def test_what_was_sent_stands_in_the_diary_and_can_be_answered(filled: Bench, page: ComplaintsPage) -> None:
    begin(filled, page)
    report = say(filled, page, None, "number", "20260301-77")
    assert report.fields["org_type"] == "platform"
    assert report.fields["reference_no"] == "20260301-77"
    assert datetime.fromisoformat(str(report.fields["reported_at"])).tzinfo is not None
    assert report.fields["evidence_items"] == list(page.guide.flow.places.chosen())
    assert again(page) == [], "nothing was answered yet"
    answered = say(filled, page, report, "answer", "Not accepted: no chat record")
    assert answered.fields == {**report.fields, "outcome": "Not accepted: no chat record"}


def again(page: ComplaintsPage) -> list[str]:
    names = [one.accessibleName() for one in page.guide.findChildren(Banner) if one.isVisibleTo(page)]
    return [name for name in names if "You complained" in name]


def test_a_failed_complaint_can_be_made_again_with_what_was_missing(filled: Bench, page: ComplaintsPage) -> None:
    begin(filled, page)
    report = say(filled, page, None, "number", "1")
    say(filled, page, report, "answer", "Not enough evidence")
    begin(filled, page)
    (said,) = again(page)
    assert "Answer: Not enough evidence" in said
    empty = [
        slot.label for slot, item in zip(page.guide.plan.slots, page.guide.flow.places.items, strict=False) if not item
    ]
    assert empty
    assert all(label in said for label in empty)
    go(filled, page, Step.CARD)
    assert len(again(page)) == 1


def test_a_diary_entry_can_be_taken_back_and_put_back(filled: Bench, page: ComplaintsPage) -> None:
    report = say(filled, page, None, "number", "1")
    page._take_back(report)
    filled.settle()
    assert facts(filled, "report") == ()
    assert filled.frame.strip._result is not None
    filled.frame.strip._result.action()
    filled.settle()
    assert [fact.fields for fact in facts(filled, "report")] == [report.fields]


def test_every_platform_can_be_begun(filled: Bench, page: ComplaintsPage) -> None:
    for state in page._known:
        begin(filled, page, state.platform)
        assert page.guide.flow.platform == state.platform
        assert page.guide.entry.entries
        page.guide.card.show_flow(page.guide.plan, page.guide.flow)


def test_pictures_change_places() -> None:
    places = PicturePlaces(["a", None, "b"])
    assert places.number(1) is None
    assert places.number(2) == 2
    places.put(1, "b")
    assert places.items == ["a", "b", None]
    assert places.move(0, -1) == 0
    assert places.move(1, 1) == 2
    assert places.items == ["a", None, "b"]
    assert places.kept_places() == ["0", "2"]
    places.put(0, "b")
    assert places.items == ["b", None, "a"]


def test_unknown_limits_are_said() -> None:
    assert "not known" in limit_words(10, None)
    assert limit_words(10, 200) == "10 of at most 200 characters"


def test_the_path_to_a_reason() -> None:
    choices = [CategoryChoice("A", "a", 0), CategoryChoice("A1", "a1", 1), CategoryChoice("B", "b", 0)]
    assert [choice.code for choice in reason_path(choices, "A1")] == ["A", "A1"]
    assert [choice.code for choice in reason_path(choices, "B")] == ["B"]
    assert reason_path(choices, "C") == ()
