# SPDX-License-Identifier: GPL-3.0-or-later
"""Text in pictures in the window: read in the background, shown over the picture, confirmed as messages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from evidence_vault.gui.background_reading import BackgroundReading, ReadingState
from evidence_vault.gui.picture_viewer import PictureViewer
from evidence_vault.gui.transcript_dialog import TranscriptDialog
from evidence_vault.gui.widgets.message_details import MessageDetails
from evidence_vault.gui.widgets.reading_view import ReadingView
from evidence_vault.operations import read_pictures
from evidence_vault.progress import Cancelled, Progress
from evidence_vault.records import EvidenceItem
from tests.gui.conftest import Bench
from tests.unit.test_picture_transcript import wechat_page


def run(bench: Bench, work: Callable[[Any], Any]) -> Any:
    found: list[Any] = []
    bench.workspace.read(bench.frame, work, found.append)
    bench.settle()
    return found[0]


def screenshot(bench: Bench) -> EvidenceItem:
    """The picture of the filled vault, as if the text of a chat had been read in it."""

    def work(vault: Any) -> EvidenceItem:
        item: EvidenceItem = next(each for each in vault.items() if each.name == "screenshot.png")
        vault.picture_texts.keep(item.content_id, 0, wechat_page().text())
        return item

    return run(bench, work)  # type: ignore[no-any-return]


@pytest.fixture
def quick_reader(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A reader that takes no time; the names it was given."""
    seen: list[str] = []

    def read(taken: Any, progress: Progress | None = None) -> read_pictures.PageRead:
        if progress is not None:
            progress.raise_if_cancelled()
        seen.append(taken.page.name)
        return read_pictures.PageRead(taken.page, wechat_page().text())

    monkeypatch.setattr(read_pictures, "read_page", read)
    monkeypatch.setattr(read_pictures, "can_read_pictures", lambda: True)
    return seen


# --- in the background


def test_pictures_are_read_once_the_setting_is_on(filled: Bench, quick_reader: list[str], qtbot: QtBot) -> None:
    reading = filled.frame.reading
    assert reading.state is ReadingState.OFF
    filled.workspace.settings.change(read_pictures=True)
    qtbot.waitUntil(lambda: reading.state is ReadingState.IDLE and reading.done > 0)
    assert sorted(quick_reader) == ["contract.pdf", "contract.pdf", "photo.jpg", "screenshot.png"]
    filled.settle()
    assert run(filled, read_pictures.pages_to_read) == ()
    reading.look()
    filled.settle()
    assert len(quick_reader) == 4


def test_reading_is_paused_and_goes_on_where_it_was(
    filled: Bench, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    seen: list[str] = []

    def read(taken: Any, progress: Progress) -> read_pictures.PageRead:
        seen.append(taken.page.name)
        while len(seen) == 1:  # the first one takes as long as it is not stopped
            progress.raise_if_cancelled()
        return read_pictures.PageRead(taken.page, wechat_page().text())

    monkeypatch.setattr(read_pictures, "read_page", read)
    monkeypatch.setattr(read_pictures, "can_read_pictures", lambda: True)
    reading = filled.frame.reading
    view = filled.frame.findChild(ReadingView)
    assert view is not None
    assert view.isHidden()
    filled.workspace.settings.change(read_pictures=True)
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert "0 / 4" in view.words.text()
    QTest.mouseClick(view.pause, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: filled.program.jobs.pending == 0)
    assert reading.state is ReadingState.PAUSED
    assert reading.total == 4
    assert not view.resume.isHidden()
    QTest.mouseClick(view.resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: reading.state is ReadingState.IDLE)
    assert len(seen) == 5
    assert view.isHidden()


def test_pages_and_changes_do_not_wait_for_the_reader(
    filled: Bench, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def read(taken: Any, progress: Progress) -> read_pictures.PageRead:
        while True:
            progress.raise_if_cancelled()

    monkeypatch.setattr(read_pictures, "read_page", read)
    monkeypatch.setattr(read_pictures, "can_read_pictures", lambda: True)
    filled.workspace.settings.change(read_pictures=True)
    qtbot.waitUntil(lambda: filled.program.jobs._asides != [])
    found: list[int] = []
    filled.workspace.read(filled.frame, lambda vault: len(vault.items()), found.append, between_steps=False)
    qtbot.waitUntil(lambda: found != [])
    filled.frame.reading.pause()
    filled.settle()


def test_locking_does_not_wait_for_the_reader(filled: Bench, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    stopped: list[bool] = []

    def read(taken: Any, progress: Progress) -> read_pictures.PageRead:
        while True:
            try:
                progress.raise_if_cancelled()
            except Cancelled:
                stopped.append(True)
                raise

    monkeypatch.setattr(read_pictures, "read_page", read)
    monkeypatch.setattr(read_pictures, "can_read_pictures", lambda: True)
    filled.workspace.settings.change(read_pictures=True)
    qtbot.waitUntil(lambda: filled.program.jobs._asides != [])
    filled.program.leave()
    qtbot.waitUntil(lambda: filled.ended != [])
    qtbot.waitUntil(lambda: stopped != [])


def test_without_the_part_nothing_is_shown(filled: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_pictures, "can_read_pictures", lambda: False)
    filled.workspace.settings.change(read_pictures=True)
    filled.settle()
    assert filled.frame.reading.state is ReadingState.OFF
    assert isinstance(filled.frame.reading, BackgroundReading)


# --- in the viewer


def test_the_text_is_shown_beside_and_over_the_picture(filled: Bench) -> None:
    item = screenshot(filled)
    viewer = PictureViewer(filled.workspace, [item], item, filled.desktop.window)
    viewer.show()
    filled.settle()
    assert viewer.text.panel.isHidden()
    QTest.keyClick(viewer, Qt.Key.Key_T)
    filled.settle()
    assert "Read by the program, 99 %" in viewer.text.state.text()
    assert "今天的行情不错" in viewer.text.text.toPlainText()
    assert len(viewer.view.places) == 7
    viewer.view.choose_places([5, 6])
    viewer.text.copy.click()
    assert QGuiApplication.clipboard().text() == "今天的行情不错\n好的，我知道了"
    QTest.keyClick(viewer, Qt.Key.Key_T)
    assert viewer.view.places == []
    viewer.reject()


def test_a_hidden_picture_shows_no_frames_of_its_text(filled: Bench) -> None:
    item = screenshot(filled)
    filled.workspace.settings.change(blur_pictures=True)
    viewer = PictureViewer(filled.workspace, [item], item, filled.desktop.window)
    viewer.show()
    viewer.text.toggle()
    filled.settle()
    assert viewer.view.places == []
    viewer.reveal.click()
    assert len(viewer.view.places) == 7
    viewer.reject()


def test_a_picture_nobody_read_can_be_read_now(filled: Bench, quick_reader: list[str]) -> None:
    item = run(filled, lambda vault: next(each for each in vault.items() if each.name == "photo.jpg"))
    viewer = PictureViewer(filled.workspace, [item], item, filled.desktop.window)
    viewer.show()
    viewer.text.toggle()
    filled.settle()
    assert viewer.text.text.toPlainText() == ""
    viewer.text.read_now.click()
    filled.settle()
    assert quick_reader == ["photo.jpg"]
    assert "今天的行情不错" in viewer.text.text.toPlainText()
    viewer.reject()


def test_a_number_found_in_a_picture_is_recorded_only_when_somebody_says_whose_it_is(filled: Bench) -> None:
    item = screenshot(filled)

    def keep(vault: Any) -> None:
        page = wechat_page()
        page.bubble((150, 700, 900, 810), "#ffffff", "电话 13800138000")
        vault.picture_texts.keep(item.content_id, 0, page.text())

    run(filled, keep)
    viewer = PictureViewer(filled.workspace, [item], item, filled.desktop.window)
    viewer.show()
    viewer.text.toggle()
    filled.settle()
    (whose,) = [each for each in viewer.findChildren(QPushButton) if each.menu() is not None]
    assert "13800138000" in whose.accessibleName()
    case_id = filled.workspace.case_id
    assert run(filled, lambda vault: vault.facts("identifier", case_id=case_id)) == ()
    whose.menu().actions()[0].trigger()
    filled.settle()
    (fact,) = run(filled, lambda vault: vault.facts("identifier", case_id=case_id))
    assert (fact.fields["type"], fact.fields["value_exact"]) == ("phone", "+8613800138000")
    assert fact.fields["seen_in_items"]
    viewer.reject()


# --- the transcript


def dialog_of(bench: Bench) -> TranscriptDialog:
    dialog = TranscriptDialog(bench.workspace, screenshot(bench), bench.desktop.window)
    dialog.show()
    bench.settle()
    return dialog


def test_a_transcript_is_corrected_by_keyboard_and_confirmed(filled: Bench) -> None:
    dialog = dialog_of(filled)
    assert [row.side.currentData() for row in dialog.rows] == ["time", "other", "own"]
    assert dialog.confirm.text() == "Confirm 2 messages"
    first = dialog.rows[1]
    first.text.setFocus()
    QTest.keyClick(first.text, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert first.side.currentData() == "own"
    QTest.keyClick(first.text, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    first.text.setPlainText("今天的行情很好")
    dialog.taken_on.setText("2026-03-08")
    assert dialog.view.chosen_places() == [1]
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    filled.settle()
    item_id = dialog.item.id
    messages = run(filled, lambda vault: vault.messages(item_id))
    assert [(one.text, one.is_self, one.sent_at) for one in messages] == [
        ("今天的行情很好", False, "2026-03-07T18:02"),
        ("好的，我知道了", True, "2026-03-07"),
    ]
    assert "2 messages were confirmed" in filled.frame.strip.sentence.text()
    entry = run(filled, lambda vault: vault.item_history(item_id)[-1])
    assert entry.payload["corrected"] >= 1


def test_an_entry_is_left_out_and_taken_in_again(filled: Bench) -> None:
    dialog = dialog_of(filled)
    dialog.rows[2].leave.click()
    assert dialog.confirm.text() == "Confirm 1 message"
    assert not dialog.rows[2].text.isEnabled()
    dialog.rows[2].leave.click()
    assert dialog.confirm.text() == "Confirm 2 messages"
    dialog.reject()


def test_a_day_that_is_none_is_refused_and_nothing_is_lost(filled: Bench) -> None:
    dialog = dialog_of(filled)
    dialog.taken_on.setText("gestern")
    dialog.confirm.click()
    filled.settle()
    assert dialog.isVisible()
    assert dialog._notices.count() == 1
    assert run(filled, lambda vault: vault.messages(dialog.item.id)) == ()
    dialog.taken_on.setText("")
    dialog.confirm.click()
    filled.settle()
    assert len(run(filled, lambda vault: vault.messages(dialog.item.id))) == 2


def test_a_picture_without_a_chat_says_so(filled: Bench, quick_reader: list[str]) -> None:
    item = run(filled, lambda vault: next(each for each in vault.items() if each.name == "photo.jpg"))

    def spoil(vault: Any) -> None:
        from evidence_vault.records import TextInPicture

        vault.picture_texts.keep(item.content_id, 0, TextInPicture(10, 10))

    run(filled, spoil)
    dialog = TranscriptDialog(filled.workspace, item, filled.desktop.window)
    dialog.show()
    filled.settle()
    assert "no chat" in dialog.message.text()
    assert dialog.confirm.isHidden()
    dialog.reject()


def test_hits_in_pictures_stand_in_the_search(filled: Bench, evidence: list[Path]) -> None:
    del evidence
    screenshot(filled)
    filled.frame.search("行情")
    filled.settle()
    page: Any = filled.frame.current_page()
    assert "Text in pictures" in page.list.item(0).text()


def test_a_hit_in_a_picture_opens_it_with_the_words_marked(filled: Bench) -> None:
    screenshot(filled)
    filled.frame.search("行情")
    filled.settle()
    page: Any = filled.frame.current_page()
    page.list.itemActivated.emit(page.list.item(0))
    filled.settle()
    (viewer,) = filled.desktop.window.findChildren(PictureViewer)
    text = viewer.text.found
    assert text is not None
    chosen = viewer.view.chosen_places()
    assert [text.lines[number].text for number in chosen] == ["今天的行情不错"]
    scale = viewer.view.picture_width() / text.width
    left = text.lines[chosen[0]].box[0]
    assert abs(viewer.view.places[chosen[0]].rect().left() - left * scale) < 1
    viewer.go_page(1)
    viewer.close()


def test_a_message_is_shown_at_its_place_in_the_picture(filled: Bench) -> None:
    dialog = dialog_of(filled)
    dialog.confirm.click()
    filled.settle()
    item_id = dialog.item.id
    message = run(filled, lambda vault: vault.messages(item_id)[0])
    details = MessageDetails(filled.workspace, item_id, message)
    details.setParent(filled.frame)
    details.in_picture.click()
    filled.settle()
    (viewer,) = filled.desktop.window.findChildren(PictureViewer) or filled.frame.findChildren(PictureViewer)
    assert viewer.item.id == item_id
    text = viewer.text.found
    assert text is not None
    (chosen,) = viewer.view.chosen_places()
    scale = viewer.view.picture_width() / text.width
    rect = viewer.view.places[chosen].rect()
    assert [round(value / scale) for value in (rect.left(), rect.top(), rect.right(), rect.bottom())] == [
        150,
        390,
        700,
        500,
    ]
    viewer.close()
