# SPDX-License-Identifier: GPL-3.0-or-later
"""Among many conversations one is found by its name or by who takes part; what is open is not lost by it."""

import pytest
from pytestqt.qtbot import QtBot

from evidence_vault.gui.models.conversations_model import ConversationsModel
from evidence_vault.gui.widgets.chat_chooser import MANY, ChatChooser
from evidence_vault.records import Conversation, Participant, StoredConversation

PEOPLE = ("陈经理", "Lin Qiao", "Teacher Wang", "Ada", "Bo", "Cleo", "Dan", "Eve", "Finn")


def stored(number: int, title: str | None, person: str) -> StoredConversation:
    return StoredConversation(
        f"item{number}", Conversation("1", title, "whatsapp", (Participant(person),)), 3, None, None
    )


@pytest.fixture
def model() -> ConversationsModel:
    model = ConversationsModel()
    model.show([stored(number, None if number % 2 else f"Group {number}", name) for number, name in enumerate(PEOPLE)])
    return model


@pytest.fixture
def chooser(qtbot: QtBot, model: ConversationsModel) -> ChatChooser:
    chooser = ChatChooser(model)
    qtbot.addWidget(chooser)
    chooser.show()
    return chooser


def shown(chooser: ChatChooser) -> list[int]:
    return [row for row in range(len(PEOPLE)) if not chooser.list.isRowHidden(row)]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("", list(range(9))),
        ("lin", [1]),
        ("陈", [0]),
        ("group", [0, 2, 4, 6, 8]),
        ("GROUP 4", [4]),
        ("whatsapp eve", [7]),
        ("nobody", []),
    ],
)
def test_it_is_found_by_title_person_or_app(chooser: ChatChooser, typed: str, rows: list[int]) -> None:
    assert chooser.finder.isVisible()
    chooser.finder.setText(typed)
    assert shown(chooser) == rows


def test_enter_opens_the_first_that_is_found(chooser: ChatChooser) -> None:
    chooser.finder.setText("group 6")
    chooser.finder.returnPressed.emit()
    assert chooser.list.currentIndex().row() == 6


def test_a_conversation_that_is_gone_to_is_never_hidden(chooser: ChatChooser) -> None:
    chooser.finder.setText("ada")
    chooser.reveal(8)
    assert chooser.list.currentIndex().row() == 8
    assert 8 in shown(chooser)


def test_a_few_need_no_line_and_none_stays_hidden(chooser: ChatChooser, model: ConversationsModel) -> None:
    chooser.finder.setText("ada")
    model.show([stored(number, "A", "B") for number in range(MANY - 1)])
    assert not chooser.finder.isVisible()
    assert all(not chooser.list.isRowHidden(row) for row in range(MANY - 1))


def test_what_is_typed_holds_for_a_list_that_was_read_again(chooser: ChatChooser, model: ConversationsModel) -> None:
    chooser.finder.setText("eve")
    model.show([stored(number, None, name) for number, name in enumerate(reversed(PEOPLE))])
    assert shown(chooser) == [1]
