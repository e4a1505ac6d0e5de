# SPDX-License-Identifier: GPL-3.0-or-later
"""Boxes offered in the window: over what is ticked, stopped in between, and what was not looked for is said."""

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evidence_vault.errors import PictureDamaged
from evidence_vault.gui.copy_editor import CopyEditor
from evidence_vault.gui.flows.offer_words import FACES, GROUP_WORDS, NAMES, NUMBERS, Laid, offer_words
from evidence_vault.operations import faces_in_pictures, offered_boxes
from evidence_vault.picture_steps import MOST_STEPS, Area, Redact, Step
from evidence_vault.progress import Cancelled
from evidence_vault.records import FaceInPicture, FacesInPicture, TextInPicture, TextLine
from evidence_vault.translations import CHINESE, ENGLISH
from tests.gui.conftest import Bench
from tests.gui.test_copy_editor import Editing, editing, items
from tests.gui.test_pages import cut_labels, nameless, outside_lines

__all__ = ["editing"]
SIZE = (390, 844)
HEAD = (200, 300, 280, 400)


@pytest.fixture
def one_face(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """In place of the finder: one face on every page. The names of what was looked at."""
    looked: list[str] = []

    def faces(source: Any, _page: int, progress: Any) -> FacesInPicture:
        progress.report(0, 2, source.name)
        looked.append(source.name)
        return FacesInPicture(*SIZE, (FaceInPicture(HEAD, 81),))

    monkeypatch.setattr(faces_in_pictures, "can_find_faces", lambda: True)
    monkeypatch.setattr(faces_in_pictures, "faces_on_page", faces)
    return looked


@pytest.fixture
def editor(filled: Bench, editing: Editing) -> CopyEditor:
    """On a screenshot in which a phone number was read."""
    item = next(one for one in items(filled) if one.name == "screenshot.png")
    lines = (TextLine("13800138000", (40, 100, 200, 130), 95), TextLine("hello", (40, 200, 100, 230), 95))
    text = TextInPicture(*SIZE, lines)
    filled.workspace.read(
        filled.frame, lambda vault: vault.picture_texts.keep(item.content_id, 0, text), lambda _n: None
    )
    filled.settle()
    return editing("screenshot.png")


def leave(editor: CopyEditor) -> None:
    editor.is_saved = True
    editor.close()


def covers(box: Area, other: Area) -> bool:
    return box.within(other) == other


def areas(editor: CopyEditor) -> list[Area]:
    return [step.area for step in editor.draft.steps if isinstance(step, Redact)]


def test_boxes_are_laid_taken_away_and_undone_at_once(filled: Bench, editor: CopyEditor, one_face: list[str]) -> None:
    offer = editor.offer
    assert editor.draft.steps == ()  # nothing by itself
    offer.ask.click()
    filled.settle()
    number, face = areas(editor)
    assert covers(number, Area(40, 100, 200, 130))
    assert face == Area(*HEAD)
    assert one_face == ["screenshot.png"]
    lines = [editor.steps.list.item(row).text() for row in range(2)]
    assert "13800138000" in lines[0]  # what a box hides can be told without seeing it
    assert lines[1].startswith("Hidden, a face: 80 × 100 at 200, 300")
    for said in ("2 boxes were laid.", "faces: 1", "for faces and can miss some: look over the whole picture"):
        assert said in offer.words.text()
    offer.ask.click()
    filled.settle()
    assert areas(editor) == [number, face]  # not laid twice
    assert "hidden already" in offer.words.text()
    editor.steps.list.setCurrentRow(1)
    editor.steps.remove.click()
    assert areas(editor) == [number]
    editor.draft.undo()
    editor.draft.undo()
    assert editor.draft.steps == ()
    leave(editor)


def test_only_what_is_ticked_is_looked_for(filled: Bench, editor: CopyEditor, one_face: list[str]) -> None:
    offer = editor.offer
    offer.groups[FACES].setChecked(False)
    offer.ask.click()
    filled.settle()
    assert len(areas(editor)) == 1
    assert one_face == []
    assert "it did not look for faces" in offer.words.text()
    for group in (NUMBERS, NAMES):
        offer.groups[group].setChecked(False)
    assert not offer.ask.isEnabled()
    offer.groups[FACES].setChecked(True)
    QTest.keyClick(offer.ask, Qt.Key.Key_Space)  # by keyboard alone
    filled.settle()
    assert areas(editor)[-1] == Area(*HEAD)
    leave(editor)


def test_what_was_ticked_is_remembered_for_the_next_picture(
    filled: Bench, editor: CopyEditor, editing: Editing
) -> None:
    for group in (NUMBERS, NAMES):
        editor.offer.groups[group].setChecked(False)
    leave(editor)
    filled.settle()
    again = editing("photo.jpg")
    assert again.offer.chosen == (FACES,)
    leave(again)


def test_what_is_not_installed_is_said(filled: Bench, editor: CopyEditor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces_in_pictures, "can_find_faces", lambda: False)
    editor.offer.ask.click()
    filled.settle()
    assert len(areas(editor)) == 1
    assert "Faces were not looked for: the part that finds them is not installed." in editor.offer.words.text()
    for group in (NUMBERS, NAMES):
        editor.offer.groups[group].setChecked(False)
    editor.offer.ask.click()
    filled.settle()
    assert "not installed. Everything else works without it." in editor.offer.words.text()
    assert editor.offer.ask.isEnabled()
    leave(editor)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> "Slow":
    looking = Slow()
    monkeypatch.setattr(offered_boxes, "look_for_boxes", looking)
    return looking


class Slow:
    """In place of looking: goes on when it may, and keeps whether it was stopped."""

    def __init__(self) -> None:
        self.begun, self.goes_on = threading.Event(), threading.Event()
        self.was_stopped = False

    def __call__(self, _taken: Any, progress: Any) -> Any:
        self.begun.set()
        assert self.goes_on.wait(20)
        try:
            progress.raise_if_cancelled()
        except Cancelled:
            self.was_stopped = True
            raise
        pytest.fail("goes on")


def test_looking_can_be_stopped_and_lays_nothing_then(
    filled: Bench, editor: CopyEditor, slow: Slow, qtbot: QtBot
) -> None:
    offer = editor.offer
    offer.ask.click()
    qtbot.waitUntil(slow.begun.is_set)
    assert offer.stop_button.isVisible()
    assert not offer.ask.isEnabled()
    assert nameless(editor) == []
    offer.stop_button.click()
    slow.goes_on.set()
    filled.settle()
    assert slow.was_stopped
    assert offer.words.text() == "Stopped. No box was laid."
    assert not offer.stop_button.isVisible()
    assert offer.ask.isEnabled()
    assert editor.draft.steps == ()
    leave(editor)


def test_closing_the_window_stops_the_looking(filled: Bench, editor: CopyEditor, slow: Slow, qtbot: QtBot) -> None:
    editor.offer.ask.click()
    qtbot.waitUntil(slow.begun.is_set)
    leave(editor)
    slow.goes_on.set()
    filled.settle()
    assert slow.was_stopped


def test_what_was_stopped_is_not_mixed_up_with_what_is_asked_for_next(
    filled: Bench, editor: CopyEditor, one_face: list[str]
) -> None:
    offer = editor.offer
    offer.ask.click()
    offer.stop()
    for group in (NUMBERS, NAMES):
        offer.groups[group].setChecked(False)
    offer.ask.click()
    filled.settle()
    assert areas(editor) == [Area(*HEAD)]
    leave(editor)


def test_a_picture_that_cannot_be_looked_at_says_why(
    filled: Bench, editor: CopyEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_given: object) -> None:
        raise PictureDamaged(name="screenshot.png")

    monkeypatch.setattr(faces_in_pictures, "can_find_faces", lambda: True)
    monkeypatch.setattr(faces_in_pictures, "faces_on_page", damaged)
    editor.offer.ask.click()
    filled.settle()
    assert "cut short or damaged" in editor.offer.words.text()
    assert editor.draft.steps == ()
    assert editor.offer.ask.isEnabled()
    leave(editor)


def test_boxes_without_room_are_counted(filled: Bench, editor: CopyEditor, one_face: list[str]) -> None:
    many: list[Step] = [Redact(Area.sized(1, 1 + number, 5, 5)) for number in range(MOST_STEPS - 2)]
    assert editor.draft.add_all(many) == len(many)
    editor.offer.ask.click()
    filled.settle()
    assert "1 box was laid." in editor.offer.words.text()
    assert "1 more box had no room" in editor.offer.words.text()
    leave(editor)


@pytest.mark.skipif(not faces_in_pictures.can_find_faces(), reason="the part that finds faces is not installed")
def test_the_real_finder_answers(filled: Bench, editor: CopyEditor) -> None:
    for group in (NUMBERS, NAMES):
        editor.offer.groups[group].setChecked(False)
    editor.offer.ask.click()
    filled.settle()
    assert editor.offer.words.text().startswith("Nothing was found.")
    assert "can miss some" in editor.offer.words.text()
    leave(editor)


@pytest.mark.parametrize(("language", "scale"), [(ENGLISH, 100), (CHINESE, 200)])
def test_every_part_has_a_name_and_fits(
    filled: Bench, editing: Editing, one_face: list[str], language: str, scale: int
) -> None:
    filled.program.settings.change(language=language, text_scale=scale)
    QApplication.processEvents()
    editor = editing("screenshot.png")
    assert all(choice.text() for choice in editor.offer.groups.values())
    for group in (NUMBERS, NAMES):
        editor.offer.groups[group].setChecked(False)
    editor.offer.ask.click()
    filled.settle()
    assert areas(editor) == [Area(*HEAD)]
    assert (nameless(editor), outside_lines(editor), cut_labels(editor)) == ([], [], [])
    leave(editor)
    filled.program.settings.change(text_scale=100)
    QApplication.processEvents()


# --- the words, without a window


def test_the_groups_are_those_of_the_operation() -> None:
    assert tuple(GROUP_WORDS) == offered_boxes.GROUPS


def test_no_sentence_claims_that_nothing_was_missed() -> None:
    for looked_for in ((), (NUMBERS,), (FACES,), (NUMBERS, NAMES, FACES)):
        for found in ({}, {NUMBERS: 1}, {FACES: 2}):
            said = offer_words(Laid(found, looked_for, (), new=len(found)))
            assert "can miss some" in said
            assert ("looked for faces" in said) is (FACES in looked_for)
