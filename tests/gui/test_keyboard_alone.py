# SPDX-License-Identifier: GPL-3.0-or-later
"""Both ways of handing over with the keyboard alone: every step is reached with Tab and pressed with Space."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget

from evidence_vault.gui.flows.complaint_flow import STEPS, Step
from evidence_vault.gui.pages.complaints_page import ComplaintsPage
from evidence_vault.gui.pages.hand_over_page import HandOverPage
from evidence_vault.gui.widgets.sent_form import SentForm
from evidence_vault.operations import check_package
from evidence_vault.progress import Silent
from tests.gui.conftest import Bench

MOST_STOPS = 120
"""More stops than any page has: Tab that never comes round is a fault."""


def tab_to(bench: Bench, wanted: QWidget) -> None:
    """Go with Tab until ``wanted`` has the keyboard; what it passes must be visible."""
    for _stop in range(MOST_STOPS):
        focus = QApplication.focusWidget()
        if focus is wanted:
            return
        assert focus is None or focus.isVisible()
        QTest.keyClick(focus or bench.frame, Qt.Key.Key_Tab)
        QApplication.processEvents()
    raise AssertionError(f"Tab never reaches {wanted.accessibleName()}")


def press(bench: Bench, wanted: QAbstractButton) -> None:
    tab_to(bench, wanted)
    QTest.keyClick(wanted, Qt.Key.Key_Space)
    bench.settle()
    bench.settle()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the system's own dialog leads."""
    place = tmp_path / "stick"
    place.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(place))
    return place


def test_a_complaint_from_the_platform_to_the_diary(filled: Bench, folder: Path) -> None:
    filled.frame.show_section("complaints")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, ComplaintsPage)
    begin = next(one for one in page.platforms.findChildren(QAbstractButton) if "Prepare" in one.text())
    press(filled, begin)
    assert page.steps.currentWidget() is page.guide
    for step in STEPS[:-1]:
        assert page.guide.flow.step is step
        press(filled, page.guide.next)
    assert page.guide.flow.step is Step.CARD
    press(filled, page.guide.place.choose)
    press(filled, page.guide.make)
    assert page.result is not None
    assert (next(folder.iterdir()) / "data" / "complaint").is_dir()
    page.ask_sent(page.guide.flow.platform)
    filled.settle()
    form = filled.frame.details.findChild(SentForm)
    assert form is not None
    assert form.when.control.hasFocus(), "the form has the keyboard at once"
    press(filled, form.save)
    assert [state.platform for state in page._known if state.sent] == [page.guide.flow.platform]


def test_a_report_for_the_police_from_the_choice_to_the_package(filled: Bench, folder: Path) -> None:
    filled.frame.show_section("hand-over")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, HandOverPage)
    choice = next(one for one in page.start.findChildren(QAbstractButton) if "police" in one.accessibleName().lower())
    press(filled, choice)
    assert page.steps.currentWidget() is page.form
    press(filled, page.form.preview)
    assert page.preview.list.count() > 5
    back = next(one for one in page._preview_step.findChildren(QAbstractButton) if one.text() == "Back")
    press(filled, back)
    press(filled, page.form.place.choose)
    press(filled, page.form.make)
    assert page.result is not None
    report = page.result.report
    assert report.path.parent == folder
    assert check_package.check_package(report.path, report.fingerprint, None, Silent()).verdict == "intact"
