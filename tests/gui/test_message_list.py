# SPDX-License-Identifier: GPL-3.0-or-later
"""The view of a very long chat asks only for what is looked at, and measures again what came later."""

import pytest
from PySide6.QtWidgets import QApplication
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
