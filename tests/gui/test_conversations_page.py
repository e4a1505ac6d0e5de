# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations: answering what a file leaves open, marks with their way back, pictures that came along."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListView

from evidence_vault.gui.flows.mark_words import mark_words
from evidence_vault.gui.models.messages_model import MARKS, MESSAGE, PICTURE, PICTURE_ITEM, TRANSLATION
from evidence_vault.gui.pages.conversations_page import ConversationsPage
from evidence_vault.gui.picture_viewer import PictureViewer
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.gui.widgets.message_details import MessageDetails
from evidence_vault.gui.widgets.translation_form import TranslationForm
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.progress import Silent
from evidence_vault.records import Message, Translation
from tests.gui.conftest import Bench
from tests.helpers import drawn_files
from tests.helpers.bad_files import zip_of


@pytest.fixture
def page(filled: Bench) -> ConversationsPage:
    filled.frame.show_section("conversations")
    settle(filled)
    page = filled.frame.current_page()
    assert isinstance(page, ConversationsPage)
    page.view.grab()  # only what is looked at is read
    settle(filled)
    return page


def settle(bench: Bench) -> None:
    for _round in range(3):
        bench.settle()


def message(page: ConversationsPage, row: int) -> Message:
    found = page.messages.index(row).data(MESSAGE)
    assert isinstance(found, Message)
    return found


def press(page: ConversationsPage, name: str) -> None:
    (found,) = [one for one in page.findChildren(QAbstractButton) if one.text() == name and one.isVisibleTo(page)]
    found.click()


def read_again(bench: Bench, page: ConversationsPage) -> None:
    assert page.reading.panel is not None
    page.reading.panel.go.click()
    settle(bench)
    page.view.grab()
    settle(bench)


def test_the_yellow_line_asks_and_the_answer_is_read_in(filled: Bench, page: ConversationsPage) -> None:
    assert len(page.findChildren(Banner)) == 1
    press(page, "Who is me?")
    settle(filled)
    panel = page.reading.panel
    assert panel is not None
    names = [panel.me.itemText(place) for place in range(panel.me.count())]
    assert {"Teacher Wang", "Lin Qiao"} <= set(names)
    panel.me.setCurrentText("Lin Qiao")
    panel.zone.show_zone("Asia/Shanghai")
    panel.order.setCurrentIndex(panel.order.findData("month"))
    read_again(filled, page)
    assert [message(page, row).is_self for row in range(3)] == [False, True, False]
    assert str(message(page, 0).sent_at).endswith("+08:00")
    assert [one for one in page.findChildren(Banner) if one.isVisibleTo(page)] == []


def test_reading_again_can_be_taken_back(filled: Bench, page: ConversationsPage) -> None:
    press(page, "Which order of dates?")
    settle(filled)
    assert page.reading.panel is not None
    page.reading.panel.order.setCurrentIndex(page.reading.panel.order.findData("day"))
    page.reading.panel.zone.setCurrentText("+08:00")
    read_again(filled, page)
    assert str(message(page, 0).sent_at).endswith("+08:00")
    (undo,) = [one for one in filled.frame.strip.findChildren(QAbstractButton) if one.text() == "Undo"]
    undo.click()
    settle(filled)
    page.view.grab()
    settle(filled)
    assert not str(message(page, 0).sent_at).endswith("+08:00")


def test_a_wrong_answer_is_told_and_changes_nothing(filled: Bench, page: ConversationsPage) -> None:
    page.read_as.click()
    settle(filled)
    panel = page.reading.panel
    assert panel is not None
    assert panel.chosen_importer() == "whatsapp"
    panel.zone.setCurrentText("Nowhere/Else")
    read_again(filled, page)
    assert len([one for one in page.findChildren(Banner) if one.isVisibleTo(page)]) == 2
    assert page.messages.rowCount() == 6


def details(bench: Bench) -> MessageDetails:
    return bench.frame.details.findChildren(MessageDetails)[-1]


def test_a_message_is_marked_and_the_mark_is_taken_back(filled: Bench, page: ConversationsPage) -> None:
    page.view.setCurrentIndex(page.messages.index(2))
    settle(filled)
    details(filled).marks["instruction"].click()
    settle(filled)
    index = page.messages.index(2)
    assert index.data(MARKS) == ("instruction",)
    assert str(index.data()).startswith("Payment instruction: ")
    assert page.messages.index(5).data(MARKS) == ()  # the same words on another day
    (undo,) = [one for one in filled.frame.strip.findChildren(QAbstractButton) if one.text() == "Undo"]
    undo.click()
    settle(filled)
    assert page.messages.index(2).data(MARKS) == ()


def test_marks_are_there_when_the_page_is_seen_again(filled: Bench, page: ConversationsPage) -> None:
    page.view.setCurrentIndex(page.messages.index(0))
    settle(filled)
    details(filled).marks["threat"].click()
    settle(filled)
    page.refresh()
    settle(filled)
    page.view.grab()
    settle(filled)
    assert page.messages.index(0).data(MARKS) == ("threat",)
    page.view.setCurrentIndex(page.messages.index(0))
    settle(filled)
    assert details(filled).marks["threat"].isChecked()


def test_pictures_that_came_along_stand_in_the_chat(filled: Bench, page: ConversationsPage, tmp_path: Path) -> None:
    path = tmp_path / "WhatsApp Chat with Somebody.zip"
    chat = "[2026/3/5 14:22:01] 陈经理: 你好\n[2026/3/5 14:23:05] 陈经理: \u200e<attached: IMG-1.jpg>\n"
    path.write_bytes(
        zip_of({"_chat.txt": chat.encode(), "IMG-1.jpg": drawn_files.saved(drawn_files.chat_page(200, 300), "JPEG")})
    )
    workspace = filled.workspace
    options = ImportOptions(workspace.case_id)
    workspace.change(
        page, lambda vault: import_files(vault, [path], options, workspace.actor, Silent()), what="evidence"
    )
    settle(filled)
    page.list.setCurrentIndex(page.conversations.index(1))
    settle(filled)
    page.view.grab()
    settle(filled)
    page.view.grab()
    settle(filled)
    rows = [page.messages.index(row) for row in range(page.messages.rowCount())]
    (index,) = [one for one in rows if one.data(PICTURE_ITEM) is not None]
    assert index.data(PICTURE) is not None
    plain = next(one for one in rows if one.data(PICTURE_ITEM) is None)
    assert page.view.visualRect(index).height() > page.view.visualRect(plain).height() * 2
    page.view.activated.emit(index)
    settle(filled)
    (viewer,) = filled.desktop.window.findChildren(PictureViewer)
    assert viewer.isVisible()
    viewer.close()


def test_every_control_says_what_it_is(filled: Bench, page: ConversationsPage) -> None:
    page.read_as.click()
    settle(filled)
    assert page.reading.panel is not None
    for place in (page, page.reading.panel):
        for kind in (QAbstractButton, QComboBox, QLineEdit, QListView):
            named = [one for one in place.findChildren(kind) if one.isVisibleTo(place)]
            assert [one for one in named if not one.accessibleName()] == []


def test_one_question_after_the_other(filled: Bench, page: ConversationsPage) -> None:
    press(page, "Which order of dates?")
    settle(filled)
    assert page.reading.panel is not None
    page.reading.panel.order.setCurrentIndex(page.reading.panel.order.findData("month"))
    read_again(filled, page)
    (banner,) = [one for one in page.findChildren(Banner) if one.isVisibleTo(page)]
    assert [one.text() for one in banner.findChildren(QAbstractButton)] == ["Who is me?", "Which zone?"]


def test_marks_in_words() -> None:
    assert mark_words(["refusal", "of-a-later-version"]) == "Refusal, of-a-later-version"


def translation_form(bench: Bench, page: ConversationsPage, row: int) -> TranslationForm:
    page.view.setCurrentIndex(page.messages.index(row))
    settle(bench)
    (found,) = [one for one in details(bench).findChildren(QAbstractButton) if "ranslation …" in one.text()]
    found.click()
    assert page.translations.form is not None
    return page.translations.form


def test_a_translation_is_typed_for_a_message_and_taken_back(filled: Bench, page: ConversationsPage) -> None:
    form = translation_form(filled, page, 0)
    assert form.words.hasFocus() or form.words.focusProxy() is None
    form.words.setPlainText("Hello there")
    form.who.language.setCurrentText("not a tag!")
    form.save.click()
    settle(filled)
    assert page.messages.index(0).data(TRANSLATION) == ""
    assert form.who.fields["language"].control.accessibleDescription(), "what is wrong is said at its place"
    form.who.language.setCurrentText("English")
    form.who.translator.setText("A friend")
    form.save.click()
    settle(filled)
    index = page.messages.index(0)
    assert index.data(TRANSLATION) == "Hello there"
    assert "Translated: Hello there" in str(index.data())
    again = translation_form(filled, page, 0)
    assert (again.words.toPlainText(), again.who.translator.text()) == ("Hello there", "A friend")
    (undo,) = [one for one in filled.frame.strip.findChildren(QAbstractButton) if one.text() == "Undo"]
    undo.click()
    settle(filled)
    assert page.messages.index(0).data(TRANSLATION) == ""
    assert translation_form(filled, page, 1).who.translator.text() == "A friend", (
        "who translated need not be typed twice"
    )


def test_a_translators_table_goes_out_and_comes_back(filled: Bench, page: ConversationsPage, tmp_path: Path) -> None:
    press(page, "Translations …")
    assert page.translations.table is not None
    path = tmp_path / "table.csv"
    page.translations.save_to(path, "en")
    settle(filled)
    head, *lines = path.read_text("utf-8-sig").splitlines()
    filled_in = [line.replace('"","en"', f'"In English {number}","en"') for number, line in enumerate(lines)]
    shifted = filled_in[1].replace('"1"', '"0"').replace("In English 1", "wrong")
    path.write_text("\n".join([head, *filled_in, shifted]), encoding="utf-8")
    page.translations.bring(path, Translation("", "en", "M. Weber"))
    settle(filled)
    assert page.messages.index(2).data(TRANSLATION) == "In English 2"
    assert page.messages.index(0).data(TRANSLATION) == "In English 0", "a line beside another text is not taken"
    (notice,) = [one for one in page.findChildren(Banner) if "not taken" in one.accessibleName()]
    assert notice.isVisibleTo(page)
