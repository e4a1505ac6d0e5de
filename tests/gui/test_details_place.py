# SPDX-License-Identifier: GPL-3.0-or-later
"""Where there is no room beside a list, the keyboard can walk through it all the same, and reach the details."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from evidence_vault.gui.details_place import DetailsPlace
from evidence_vault.gui.pages.evidence_page import EvidencePage
from tests.gui.conftest import Bench

WIDE, SMALL = (1400, 800), (760, 640)


@pytest.fixture
def page(filled: Bench) -> EvidencePage:
    filled.frame.show_section("evidence")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, EvidencePage)
    return page


def shown_at(bench: Bench, size: tuple[int, int]) -> DetailsPlace:
    bench.desktop.window.setMinimumSize(1, 1)
    bench.desktop.window.resize(*size)
    bench.settle()
    return bench.frame.room


def walk_to(page: EvidencePage, bench: Bench, row: int) -> None:
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.filter.index(row, 0))
    bench.settle()


def press(bench: Bench, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or bench.desktop.window, key)
    bench.settle()


def test_beside_the_list_details_follow_the_keyboard(filled: Bench, page: EvidencePage) -> None:
    room = shown_at(filled, WIDE)
    walk_to(page, filled, 0)
    assert room.panel.isVisible()
    assert page.isVisible()
    assert not room.more.isVisible()


def test_in_its_place_they_wait(filled: Bench, page: EvidencePage) -> None:
    room = shown_at(filled, SMALL)
    for row in (0, 1):
        walk_to(page, filled, row)
        assert page.isVisible()
        assert page.grid.hasFocus()
        assert room.panel.isHidden()
        assert room.more.isVisible()
    assert "F6" in room.more.accessibleName()
    room.go_to_details()
    assert room.panel.isVisible()
    assert not page.isVisible()
    assert room.panel.isAncestorOf(QApplication.focusWidget())
    filled.frame.close_details()
    filled.settle()
    assert page.grid.hasFocus()
    assert page.grid.currentIndex().row() == 1


def test_a_press_of_the_mouse_opens_them_at_once(filled: Bench, page: EvidencePage) -> None:
    room = shown_at(filled, SMALL)
    place = page.grid.visualRect(page.filter.index(0, 0)).center()
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    filled.settle()
    assert room.panel.isVisible()


def test_they_come_when_the_window_becomes_wide(filled: Bench, page: EvidencePage) -> None:
    room = shown_at(filled, SMALL)
    walk_to(page, filled, 0)
    shown_at(filled, WIDE)
    assert room.panel.isVisible()
    assert page.isVisible()
    assert not room.more.isVisible()


def test_another_page_forgets_what_waited(filled: Bench, page: EvidencePage) -> None:
    room = shown_at(filled, SMALL)
    walk_to(page, filled, 0)
    filled.frame.show_section("about")
    filled.settle()
    assert not room.more.isVisible()
    room.go_to_details()
    assert room.panel.isHidden()


def test_the_key_goes_there_and_back(filled: Bench, page: EvidencePage) -> None:
    room = shown_at(filled, WIDE)
    walk_to(page, filled, 0)
    room.go_to_details()
    assert room.panel.isAncestorOf(QApplication.focusWidget())
    room.go_to_details()
    assert page.grid.hasFocus()
    assert room.panel.isVisible()
