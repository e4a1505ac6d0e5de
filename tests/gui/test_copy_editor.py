# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing a redacted copy in the window: by mouse, by keyboard, undone, saved, beside its original."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from evidence_vault.gui.copy_editor import CopyEditor
from evidence_vault.gui.flows.copy_draft import CopyDraft, Tool
from evidence_vault.gui.pages.evidence_page import EvidencePage
from evidence_vault.gui.picture_viewer import PictureViewer
from evidence_vault.gui.widgets.about_picture import AboutPictureBox
from evidence_vault.gui.widgets.item_copies import ItemCopies
from evidence_vault.picture_steps import Area, Arrow, Caption, Crop, Frame, Number, Redact, Step, Turn
from evidence_vault.records import EvidenceItem
from evidence_vault.translations import CHINESE, ENGLISH
from tests.gui.conftest import Bench
from tests.gui.test_pages import cut_labels, nameless, outside_lines

Editing = Callable[[str], CopyEditor]


def items(bench: Bench) -> tuple[EvidenceItem, ...]:
    found: list[object] = []
    bench.workspace.read(bench.frame, lambda vault: vault.items(derivatives=True), found.append)
    bench.settle()
    return found[0]  # type: ignore[return-value]


@pytest.fixture
def editing(filled: Bench) -> Editing:
    def call(name: str) -> CopyEditor:
        item = next(one for one in items(filled) if one.name == name)
        filled.frame.show_section("evidence")
        filled.settle()
        page = filled.frame.current_page()
        assert isinstance(page, EvidencePage)
        page.actions_of_items.make_copy(item)
        filled.settle()
        editor = filled.desktop.window.findChild(CopyEditor)
        assert isinstance(editor, CopyEditor)
        return editor

    return call


def stroke(editor: CopyEditor, start: tuple[int, int], end: tuple[int, int]) -> None:
    view = editor.view
    first, last = (view.mapFromScene(QPointF(*place)) for place in (start, end))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(view.viewport(), first + QPoint(3, 3))
    QTest.mouseMove(view.viewport(), last)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=last)


def near(area: Area, other: tuple[int, int, int, int], by: int = 4) -> bool:
    return all(
        abs(one - two) <= by for one, two in zip((area.left, area.top, area.right, area.bottom), other, strict=True)
    )


def test_a_box_drawn_with_the_mouse_is_burnt_into_a_copy(filled: Bench, editing: Editing) -> None:
    editor = editing("screenshot.png")
    stroke(editor, (40, 100), (200, 160))
    (step,) = editor.draft.steps
    assert isinstance(step, Redact)
    assert near(step.area, (40, 100, 201, 161))
    editor.recipient.setText("the bank")
    editor.save_copy()
    filled.settle()
    copy = items(filled)[-1]
    assert copy.derivation is not None
    assert (copy.derivation["recipient"], copy.derivation["use_for"]) == ("the bank", ["complaint"])
    stored: list[bytes] = []
    filled.workspace.read(filled.frame, lambda vault: vault.open_content(copy.content_id).read(), stored.append)
    filled.settle()
    with Image.open(io.BytesIO(stored[0])) as image:
        assert image.getpixel((120, 130)) == (0, 0, 0)


def test_everything_works_without_a_mouse(filled: Bench, editing: Editing) -> None:
    editor = editing("photo.jpg")
    QTest.keyClick(editor, Qt.Key.Key_B)
    QTest.keyClick(editor, Qt.Key.Key_Insert)
    before = editor.draft.chosen_step
    assert isinstance(before, Redact)
    for _time in range(3):
        QTest.keyClick(editor.view, Qt.Key.Key_Left)
    QTest.keyClick(editor.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    area = before.area
    assert editor.draft.chosen_step == Redact(Area(area.left - 3, area.top + 10, area.right - 2, area.bottom + 10))
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.draft.chosen_step == before  # moves that follow each other are taken back at once
    QTest.keyClick(editor.view, Qt.Key.Key_Delete)
    assert editor.draft.steps == ()
    assert not editor.save.isEnabled()
    editor.draft.undo()
    editor.draft.undo()
    editor.close()


def test_a_turned_picture_moves_as_it_is_seen(filled: Bench, editing: Editing) -> None:
    editor = editing("screenshot.png")
    editor.draft.add(Redact(Area.sized(100, 100, 20, 10)))
    editor.draft.turn()
    QTest.keyClick(editor.view, Qt.Key.Key_Right)  # to the right on the screen is up in the picture
    assert editor.draft.chosen_step == Redact(Area.sized(100, 99, 20, 10))
    assert editor.view.turned == 90
    editor.is_saved = True
    editor.close()


@pytest.mark.parametrize(("language", "scale"), [(ENGLISH, 100), (CHINESE, 200)])
def test_every_part_has_a_name_and_fits(filled: Bench, editing: Editing, language: str, scale: int) -> None:
    filled.program.settings.change(language=language, text_scale=scale)
    QApplication.processEvents()
    editor = editing("screenshot.png")
    steps: tuple[Step, ...] = (
        Redact(Area.sized(10, 20, 60, 30)),
        Frame(Area.sized(10, 80, 60, 30)),
        Arrow((5, 5), (90, 90)),
        Number((50, 60), 2),
        Caption((10, 100), "paid"),
        Crop(Area.sized(5, 5, 300, 600)),
    )
    for step in steps:
        editor.draft.add(step)
        QApplication.processEvents()
        assert nameless(editor) == []
        assert outside_lines(editor) == []
        assert not editor.grab().isNull()
    assert cut_labels(editor) == []
    assert editor.steps.list.count() == len(steps)
    editor.is_saved = True
    editor.close()
    filled.program.settings.change(text_scale=100)
    QApplication.processEvents()


def test_nothing_drawn_is_lost_without_a_question(
    filled: Bench, editing: Editing, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = editing("screenshot.png")
    answers = [False, True]
    monkeypatch.setattr(CopyEditor, "_may_leave", lambda _self: answers.pop(0))
    editor.draft.turn()
    editor.close()
    assert editor.isVisible()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert answers == []
    assert not [one for one in items(filled) if one.derived_from]
    assert QMessageBox is not None


def test_a_picture_that_cannot_be_opened_says_why(filled: Bench, editing: Editing) -> None:
    editor = editing("note.bin")
    assert editor.message.isVisible()
    assert "note.bin" in editor.message.text()


def test_copies_stand_beside_their_original(filled: Bench, editing: Editing) -> None:
    editor = editing("screenshot.png")
    editor.draft.add(Redact(Area.sized(10, 20, 60, 30)))
    editor.draft.turn()
    editor.save_copy()
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, EvidencePage)
    item = next(one for one in items(filled) if one.name == "screenshot.png")
    page.select(item.id)
    filled.settle()
    copies = filled.desktop.window.findChild(ItemCopies)
    assert isinstance(copies, ItemCopies)
    assert copies.isVisible()
    assert nameless(filled.desktop.window) == []
    copies._again(next(one for one in items(filled) if one.derived_from == item.id))
    filled.settle()
    again = [one for one in filled.desktop.window.findChildren(CopyEditor) if one.isVisible()][-1]
    assert again.draft.steps == (Redact(Area.sized(10, 20, 60, 30)), Turn(1))
    again.close()


# --- the draft, without a window


def test_undo_and_redo_go_through_every_change() -> None:
    draft = CopyDraft(400, 300)
    states = [draft.steps]
    for change in (
        lambda: draft.add(Redact(Area.sized(1, 2, 30, 40))),
        lambda: draft.add(Crop(Area.sized(0, 0, 200, 200))),
        lambda: draft.add(Crop(Area.sized(0, 0, 100, 100))),
        draft.turn,
        lambda: draft.choose(0) or draft.move(5, 5),
        draft.remove,
    ):
        change()
        states.append(draft.steps)
    assert states[3] == (Redact(Area.sized(1, 2, 30, 40)), Crop(Area.sized(0, 0, 100, 100)))
    for earlier in reversed(states[:-1]):
        draft.undo()
        assert draft.steps == earlier
    assert not draft.can_undo
    for later in states[1:]:
        draft.redo()
        assert draft.steps == later
    assert not draft.can_redo


def test_nothing_leaves_the_picture() -> None:
    draft = CopyDraft(400, 300)
    draft.add(Redact(Area.sized(10, 10, 50, 50)))
    draft.move(-100, 9999)
    assert draft.chosen_step == Redact(Area.sized(0, 250, 50, 50))
    draft.resize(9999, -9999)
    assert draft.chosen_step == Redact(Area.sized(0, 250, 400, 1))
    draft.add(Arrow((0, 0), (10, 10)))
    draft.resize(9999, 9999)
    assert draft.chosen_step == Arrow((0, 0), (399, 299))
    assert draft.drawn(Tool.REDACT, (50, 50), (51, 51)) is None
    assert draft.drawn(Tool.REDACT, (500, 350), (300, -20)) == Redact(Area(300, 0, 400, 300))
    assert [draft.in_the_middle(tool) is None for tool in Tool] == [True, *[False] * 6]


def test_the_uppermost_step_is_hit() -> None:
    draft = CopyDraft(400, 300)
    for step in (
        Redact(Area.sized(10, 10, 100, 100)),
        Frame(Area.sized(150, 10, 100, 100)),
        Arrow((10, 200), (200, 200)),
        Number((300, 200), 1),
        Caption((20, 20), "x"),
    ):
        draft.add(step)
    hits = {(90, 90): 0, (150, 50): 1, (200, 60): None, (100, 202): 2, (300, 195): 3, (22, 22): 4, (399, 299): None}
    assert {place: draft.at(*place) for place in hits} == hits


def test_one_picture_is_blurred_until_pressed(filled: Bench) -> None:
    item = next(one for one in items(filled) if one.name == "photo.jpg")
    filled.frame.show_section("evidence")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, EvidencePage)
    page.actions_of_items.choose_blur(item, blurred=True)
    filled.settle()
    assert filled.workspace.is_blurred(item.id)
    page.actions_of_items.view_large(item, [item])
    filled.settle()
    viewer = filled.desktop.window.findChild(PictureViewer)
    assert isinstance(viewer, PictureViewer)
    assert viewer.reveal.isVisible()
    viewer.reveal.click()
    assert not viewer.reveal.isVisible()
    viewer.close()


def test_what_a_picture_says_is_read_out_when_asked_for(filled: Bench) -> None:
    item = next(one for one in items(filled) if one.name == "photo.jpg")
    filled.frame.show_section("evidence")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, EvidencePage)
    page.select(item.id)
    filled.settle()
    about = filled.desktop.window.findChild(AboutPictureBox)
    assert isinstance(about, AboutPictureBox)
    about.ask.click()
    filled.settle()
    texts = [label.text() for label in about.findChildren(QLabel)]
    assert "Phone 9" in texts
    assert nameless(filled.desktop.window) == []
