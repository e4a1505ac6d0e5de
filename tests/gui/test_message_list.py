# SPDX-License-Identifier: GPL-3.0-or-later
"""The view of a very long chat asks only for what is looked at, and measures again what came later."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from evidence_vault.gui.models.messages_model import PAGE, MessagesModel
from evidence_vault.gui.widgets.message_list import MessageList
from evidence_vault.records import Message, MessageKind, TimeCertainty

TOTAL = 200_000


class Chat:
    """A view of a long chat whose pages come when they are given."""

    def __init__(self, qtbot: QtBot) -> None:
        self.model = MessagesModel()
        self.view = MessageList()
        qtbot.addWidget(self.view)
        self.view.setModel(self.model)
        self.view.resize(700, 600)
        self.asked: list[int] = []
        self.model.page_wanted.connect(self.asked.append)
        self.model.start(TOTAL)
        self.view.show()
        QApplication.processEvents()

    def give(self) -> list[int]:
        """Bring every page that was asked for; which they were."""
        given = []
        while self.asked:
            start = self.asked.pop(0)
            given.append(start)
            self.model.show_page(start, [_message(start + place) for place in range(PAGE)])
            QApplication.processEvents()
        return given

    def scroll_to(self, row: int) -> None:
        self.view.verticalScrollBar().setValue(row)
        QApplication.processEvents()


def _message(seq: int) -> Message:
    at = f"2026-01-01T00:{seq % 60:02d}:00"
    return Message("c", seq, MessageKind.MESSAGE, at, None, TimeCertainty.UTC, "Wang", "word " * (seq % 40 + 1), None)


@pytest.fixture
def chat(qtbot: QtBot) -> Chat:
    return Chat(qtbot)


def test_a_jump_asks_for_what_is_shown_only(chat: Chat) -> None:
    assert len(chat.give()) <= 2
    chat.view.setCurrentIndex(chat.model.index(0))
    for row in (150_000, 20_000, 199_000):
        chat.scroll_to(row)
        given = chat.give()
        assert given
        assert all(abs(start - row) <= 2 * PAGE for start in given)


def test_a_jump_does_not_measure_what_lies_between(chat: Chat) -> None:
    chat.give()
    chat.view.setCurrentIndex(chat.model.index(0))
    chat.scroll_to(150_000)
    assert sum(map(len, chat.model._shown_empty.values())) < PAGE


def test_marks_far_away_ask_for_nothing(chat: Chat) -> None:
    chat.give()
    chat.model.show_marks({150_000: ("payment",), 3: ("refusal",)})
    chat.model.show_attachments(lambda _name: None)
    QApplication.processEvents()
    assert chat.asked == []


def test_what_came_while_one_was_elsewhere_has_its_height_when_it_is_shown(chat: Chat) -> None:
    chat.give()
    chat.scroll_to(100_000)
    late = list(chat.asked)
    chat.asked.clear()
    chat.scroll_to(10)  # gone before the page came
    chat.give()
    for start in late:
        chat.model.show_page(start, [_message(start + place) for place in range(PAGE)])
    chat.scroll_to(100_000)
    chat.give()
    chat.scroll_to(100_001)
    rows = [chat.model.index(row) for row in range(100_001, 100_004)]
    wanted = [chat.view.sizeHintForIndex(row).height() for row in rows]
    assert [chat.view.visualRect(row).height() for row in rows] == wanted


def _roll(chat: Chat) -> None:
    QTest.mouseMove(chat.view.viewport(), QPoint(50, 50))
    chat.scroll_to(chat.view.verticalScrollBar().value() + 3)


def _press(chat: Chat) -> None:
    QTest.mouseClick(chat.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 50))


def _page_down(chat: Chat) -> None:
    QTest.keyClick(chat.view, Qt.Key.Key_PageDown)


def _go_to_hit(chat: Chat) -> None:
    chat.view.setCurrentIndex(chat.model.index(60_000))
    chat.view.scrollTo(chat.model.index(60_000), QAbstractItemView.ScrollHint.PositionAtCenter)


@pytest.mark.parametrize("act", [_roll, _press, _page_down, _go_to_hit])
def test_nothing_done_after_a_jump_measures_what_lies_between(chat: Chat, act: Callable[[Chat], None]) -> None:
    chat.give()
    _press(chat)
    chat.scroll_to(150_000)
    chat.give()
    act(chat)
    chat.give()
    assert len(chat.view._bubbles.measured) < 2 * PAGE


def test_a_page_down_goes_on_from_the_chosen_message(chat: Chat) -> None:
    chat.give()
    chat.view.setCurrentIndex(chat.model.index(100))
    chat.scroll_to(150_000)
    _page_down(chat)
    assert 100 < chat.view.currentIndex().row() < 150
    assert chat.view.visualRect(chat.view.currentIndex()).intersects(chat.view.viewport().rect())


def test_a_message_pressed_after_a_jump_is_the_chosen_one(chat: Chat) -> None:
    chat.scroll_to(150_000)
    chat.give()
    _press(chat)
    assert chat.view.currentIndex() == chat.view.indexAt(QPoint(50, 50))
    assert chat.view.selectionModel().selectedIndexes() == [chat.view.currentIndex()]
    assert chat.view.currentIndex().row() in range(150_000, 150_003)


def test_another_width_measures_anew_here_and_later_elsewhere(chat: Chat) -> None:
    chat.give()
    chat.scroll_to(100_000)
    chat.give()
    before = [chat.view.visualRect(chat.model.index(row)).height() for row in range(100_000, 100_005)]
    chat.scroll_to(0)
    chat.view.resize(300, 600)
    QApplication.processEvents()
    for top in (0, 100_000):
        chat.scroll_to(top)
        rows = [chat.model.index(row) for row in range(top, top + 5)]
        heights = [chat.view.visualRect(row).height() for row in rows]
        assert heights == [chat.view.sizeHintForIndex(row).height() for row in rows]
    assert heights != before


def test_a_typed_letter_reads_nothing(chat: Chat) -> None:
    chat.give()
    chat.view.setCurrentIndex(chat.model.index(0))
    QTest.keyClick(chat.view, Qt.Key.Key_Z)  # no message begins with it
    assert chat.asked == []
