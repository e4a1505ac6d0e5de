# SPDX-License-Identifier: GPL-3.0-or-later
"""The timeline: tracks, zoom, sources, adding, and ten thousand lines."""

import time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from evidence_vault.gui.flows.timeline_words import (
    Stretch,
    kept_lines,
    moved,
    stretch_of,
    time_words,
    title_of,
    zoomed,
)
from evidence_vault.gui.models.timeline_model import DAY, LINE
from evidence_vault.gui.pages.timeline_page import TimelinePage, TimelineRead
from evidence_vault.operations import edit_case, read_timeline
from evidence_vault.operations.read_timeline import CaseTimeline, TimelineLine
from evidence_vault.records import Fact, TimeCertainty
from tests.gui.conftest import Bench


@pytest.fixture
def page(filled: Bench) -> TimelinePage:
    case_id, actor = filled.workspace.case_id or "", filled.workspace.actor

    def record(vault: Any) -> None:
        put = edit_case.put_fact
        put(vault, case_id, "case", {"timezone": "Asia/Shanghai"}, actor)
        put(vault, case_id, "payment", {"amount": "5000", "currency": "CNY", "sent_at": "2026-03-01T12:30"}, actor)
        put(vault, case_id, "event", {"summary": "She promised 3 % a day", "at": "2026-02-27"}, actor)
        put(vault, case_id, "report", {"organisation": "Bank", "reported_at": "2026-03-03T09:00+08:00"}, actor)
        put(vault, case_id, "event", {"summary": "No date remembered"}, actor)

    filled.workspace.change(filled.frame, record)
    filled.settle()
    filled.frame.show_section("timeline")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, TimelinePage)
    return page


def lines(page: TimelinePage) -> list[Any]:
    return [page.model.index(row).data(LINE) for row in range(page.model.rowCount())]


def line(number: int, moment: float | None = None, track: str = "contact") -> TimelineLine:
    fact = Fact("event", f"f{number}", "c", {"summary": f"event {number}"}, "", "")
    at = None if moment is None else time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(moment))
    return TimelineLine(f"f{number}", track, "event", at, None, moment, fact=fact)


def test_everything_stands_in_order_of_time(page: TimelinePage) -> None:
    kinds = [one.kind for one in lines(page)]
    assert kinds[0] == "event"
    assert lines(page)[-1].at is None
    assert {"payment", "report", "item", "first-message", "last-message"} <= set(kinds)
    moments = [one.moment for one in lines(page) if one.moment is not None]
    assert moments == sorted(moments)


def test_tracks_can_be_left_out(filled: Bench, page: TimelinePage) -> None:
    page.tracks["evidence"].click()
    assert {one.track for one in lines(page)} == {"contact", "money", "action"}
    assert "lines" in page._count.text()


def test_times_carry_their_zone_and_certainty(page: TimelinePage) -> None:
    by_kind = {one.kind: time_words(one) for one in lines(page)}
    assert "(Asia/Shanghai)" in by_kind["payment"]
    assert "(UTC+08:00)" in by_kind["report"]
    assert by_kind["first-message"] == "3/1/26, 12:00 · day and month uncertain"


def test_enter_leads_to_the_source(filled: Bench, page: TimelinePage) -> None:
    place = next(row for row, one in enumerate(lines(page)) if one.kind == "first-message")
    page.list.setFocus()
    page.list.setCurrentIndex(page.model.index(place))
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    filled.settle()
    assert filled.frame.section == "conversations"


def test_a_payment_leads_to_the_ledger(filled: Bench, page: TimelinePage) -> None:
    page.open_source(next(one for one in lines(page) if one.kind == "payment"))
    filled.settle()
    assert filled.frame.section == "money"


def test_what_happened_is_added_and_taken_out_again(filled: Bench, page: TimelinePage) -> None:
    before = page.model.rowCount()
    page.add_event()
    panel = page.events.panel
    assert panel is not None
    panel.form.controls["summary"].show_value("They blocked me")
    panel.form.controls["at"].show_value("2026-03-04 18:00")
    panel.save_button.click()
    filled.settle()
    assert page.model.rowCount() == before + 1
    added = next(one for one in lines(page) if title_of(one) == "They blocked me")
    assert added.at == "2026-03-04T18:00"
    page.events.remove(added.fact)
    filled.settle()
    assert page.model.rowCount() == before


def test_evidence_can_be_put_into_the_report(filled: Bench, page: TimelinePage) -> None:
    chat = next(one for one in lines(page) if one.kind == "first-message")
    words, _icon, action = page._actions(chat)[-1]
    assert words == "Put into the report …"
    action()
    panel = page.events.panel
    assert panel is not None
    values = panel.form.values()
    assert values.get("at") == chat.at
    assert values["evidence_items"] == ["B1"]


def test_an_own_step_needs_no_more_than_a_name(filled: Bench, page: TimelinePage) -> None:
    page.add_step()
    panel = page.steps.panel
    assert panel is not None
    panel.form.controls["organisation"].show_value("Police station")
    panel.save_button.click()
    filled.settle()
    assert any("Police station" in title_of(one) for one in lines(page))


def test_more_than_the_report_prints_is_said(page: TimelinePage) -> None:
    many = tuple(line(number, 1e9 + number * 3600) for number in range(45))
    page._show(TimelineRead(CaseTimeline(many, 0, 45, (), None), {}, {}, read_timeline.REPORT_HOLDS))
    assert page._notices.count() == 1
    assert "40 of at most 40" in page._count.text()


def test_the_band_zooms_and_moves_from_the_keyboard(page: TimelinePage) -> None:
    whole = page.band.stretch
    assert whole is not None
    page.band.setFocus()
    QTest.keyClick(page.band, Qt.Key.Key_Plus)
    nearer = page.band.stretch
    assert nearer is not None
    assert not nearer.whole
    assert all(nearer.start <= one.moment <= nearer.end for one in lines(page))
    QTest.keyClick(page.band, Qt.Key.Key_Right)
    assert page.band.stretch is not None
    assert page.band.stretch.start > nearer.start
    QTest.keyClick(page.band, Qt.Key.Key_0)
    assert page.band.stretch == whole
    assert lines(page)[-1].at is None


def test_ten_thousand_lines_are_shown_at_once(page: TimelinePage) -> None:
    tracks = ("contact", "money", "action", "evidence")
    many = tuple(line(number, 1.7e9 + number * 977, tracks[number % 4]) for number in range(10_000))
    read = TimelineRead(CaseTimeline(many, 0, 0, (), None), {}, {}, 40)
    began = time.monotonic()
    page._show(read)
    QApplication.processEvents()
    assert not page.grab().isNull()
    page.list.scrollToBottom()
    QApplication.processEvents()
    assert time.monotonic() - began < 3.0  # about 0.1 s here; far below what a person would call waiting
    assert page.model.rowCount() == 10_000
    page._go_to_moment(1.7e9 + 5000 * 977)
    assert page.selected().key == "f5000"


def test_the_day_stands_on_its_first_line_only(page: TimelinePage) -> None:
    page.model.show((line(1, 1e9), line(2, 1e9 + 60), line(3, 1e9 + 90_000)))
    days = [page.model.index(row).data(DAY) for row in range(3)]
    assert days == ["2001-09-09", "", "2001-09-10"]


def test_an_empty_case_offers_to_begin(filled: Bench, page: TimelinePage) -> None:
    page._show(TimelineRead(CaseTimeline((), 0, 0, (), None), {}, {}, 40))
    assert not page.list.isVisible()


def test_zooming_stays_inside_and_keeps_the_middle() -> None:
    whole = Stretch(0.0, 100_000.0)
    half = zoomed(whole, whole, 0.5, 50_000.0)
    assert (half.start, half.end, half.whole) == (25_000.0, 75_000.0, False)
    assert moved(half, whole, 1e9).end == whole.end
    assert zoomed(half, whole, 10.0, 60_000.0).whole
    assert zoomed(half, whole, 1e-9, 50_000.0).end - zoomed(half, whole, 1e-9, 50_000.0).start == 3600.0


def test_lines_without_a_time_go_when_time_is_cut() -> None:
    all_lines = (line(1, 10.0), line(2, 50_000.0), line(3))
    whole = stretch_of(all_lines)
    assert whole is not None
    assert len(kept_lines(all_lines, {"contact"}, whole)) == 3
    assert [one.key for one in kept_lines(all_lines, {"contact"}, Stretch(0, 100, whole=False))] == ["f1"]
    assert stretch_of((line(3),)) is None


def test_a_stated_zone_is_said_to_be_stated() -> None:
    chat = TimelineLine(
        "k", "evidence", "first-message", "2026-03-01T12:00:00+08:00", None, 1.0, certainty=TimeCertainty.LOCAL_DEVICE
    )
    assert time_words(chat).endswith("zone as you stated it")
