# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page of the casework with the keyboard alone: all of it reached, in order, seen, named, and never a trap."""

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from evidence_vault.gui.keyboard import keyboard_stops
from evidence_vault.gui.models.timeline_model import LINE
from evidence_vault.gui.pages.about_page import AboutPage
from evidence_vault.gui.pages.cases_page import CasesPage
from evidence_vault.gui.pages.evidence_page import EvidencePage
from evidence_vault.gui.pages.money_page import MoneyPage
from evidence_vault.gui.pages.notes_page import NotesPage
from evidence_vault.gui.pages.proof_page import ProofPage
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.fact_form import FactForm
from tests.gui.conftest import Bench
from tests.gui.test_casework_pages import case_of, facts_of, go, words_in

SECTIONS = (
    "cases", "todo", "about", "evidence", "conversations", "people", "money", "proof", "timeline", "notes",
    "complaints", "hand-over", "time", "history", "search",
)  # fmt: skip
ACTIVE = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)
MOST_STOPS = 400


def named(widget: QWidget) -> str:
    """What a screen reader says: the name, else the words that stand on it."""
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or words


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "the keyboard is nowhere"
    return widget


def tab(*, back: bool = False) -> QWidget:
    """Press Tab and say where the keyboard is."""
    modifier = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(focused(), Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, modifier)
    return focused()


def round_trip(bench: Bench, *, back: bool = False) -> list[QWidget]:
    """Every stop from the list of sections on until it is reached again."""
    start = bench.frame.sections
    start.setFocus()
    stops: list[QWidget] = []
    while (widget := tab(back=back)) is not start:
        assert widget not in stops, f"caught between {stops.index(widget)} and {len(stops)}: {widget!r}"
        stops.append(widget)
        assert len(stops) < MOST_STOPS
    return stops


def is_inside_another(widget: QWidget) -> bool:
    """Parts of a control that is a stop itself: the line of a choice, the buttons in a line, bars of a view."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QLineEdit | QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False


def by_arrows(control: QWidget, stops: list[QWidget]) -> bool:
    """Whether the arrow keys lead there from another button of which only one is pressed at a time."""
    group = control.group() if isinstance(control, QAbstractButton) else None
    return group is not None and group.exclusive() and any(one in stops for one in group.buttons())


@pytest.mark.parametrize("section", SECTIONS)
def test_every_control_is_reached_named_and_left_again(twelve: Bench, section: str) -> None:
    page = go(twelve, section)
    stops = round_trip(twelve)
    inside = [widget for widget in stops if page.isAncestorOf(widget)]
    controls = [
        one for kind in ACTIVE for one in page.findChildren(kind)
        if one.isVisible() and one.isEnabled() and not is_inside_another(one)
    ]  # fmt: skip
    missed = [(type(one).__name__, named(one)) for one in controls if one not in inside and not by_arrows(one, inside)]
    assert missed == []
    for widget in inside:
        if isinstance(widget, ACTIVE):
            assert named(widget), widget
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert windows == [twelve.desktop.window]
    back = round_trip(twelve, back=True)
    assert [named(one) for one in back] == [named(one) for one in stops[::-1]], "Shift+Tab goes the same way back"


@pytest.mark.parametrize("section", SECTIONS)
def test_the_order_follows_the_page_from_top_to_bottom(twelve: Bench, section: str) -> None:
    page = go(twelve, section)
    stops = [one for one in round_trip(twelve) if page.isAncestorOf(one) and isinstance(one, ACTIVE)]
    for area in page.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(0)
    tops = [(one.mapTo(page, QPoint(0, 0)).y(), one.mapTo(page, QPoint(0, 0)).x(), one) for one in stops]
    jumps = [
        (tops[place][2].accessibleName(), tops[place + 1][2].accessibleName())
        for place in range(len(tops) - 1)
        if tops[place + 1][0] + tops[place + 1][2].height() <= tops[place][0] and tops[place + 1][1] <= tops[place][1]
    ]
    assert jumps == [], "a stop lies above and before the one it follows"


@pytest.mark.parametrize("section", SECTIONS)
def test_what_has_the_keyboard_looks_different(twelve: Bench, section: str) -> None:
    page = go(twelve, section)
    alike = []
    for widget in [one for one in keyboard_stops(page) if isinstance(one, QPushButton | QLineEdit | QComboBox)][:12]:
        twelve.frame.sections.setFocus()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if widget.grab().toImage() == without:
            alike.append(widget.accessibleName())
    assert alike == []


def test_enter_presses_a_button_as_space_does(twelve: Bench) -> None:
    pressed: list[str] = []
    made = button("Go", lambda: pressed.append("once"))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        QTest.keyClick(made, key)
    assert pressed == ["once"] * 3
    QTest.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["once"] * 3, "Ctrl+Enter saves a form and presses nothing"
    assert twelve.frame


def key(bench: Bench, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for one in keys:
        QTest.keyClick(focused(), one, modifier)
        bench.settle()
    bench.settle()


def tab_to(bench: Bench, name: str) -> None:
    """Go on with Tab until the control of that name has the keyboard."""
    for _stop in range(MOST_STOPS):
        if focused().accessibleName().startswith(name):
            return
        tab()
    raise AssertionError(f"{name} is not reached in {bench.frame.section}")


@pytest.mark.parametrize("entity", ["note", "glossary", "device", "report"])
def test_a_note_is_written_changed_and_removed_with_keys(twelve: Bench, entity: str) -> None:
    page = go(twelve, "notes")
    assert isinstance(page, NotesPage)
    before = len(facts_of(twelve, entity))
    twelve.frame.sections.setFocus()
    name = {"note": "Add a note", "glossary": "Add a word", "device": "Add a device", "report": "Add a report"}[entity]
    tab_to(twelve, name)
    opener = focused().accessibleName()
    key(twelve, Qt.Key.Key_Return)
    line = focused()
    assert isinstance(line, QLineEdit | QPlainTextEdit), "the first field has the keyboard"
    QTest.keyClicks(line, "typed with keys")
    key(twelve, Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert len(facts_of(twelve, entity)) == before + 1
    assert page.isAncestorOf(focused()), "the keyboard is on the page again"
    assert focused().accessibleName() == opener

    tab_to(twelve, "Change: typed with keys")
    key(twelve, Qt.Key.Key_Space)
    assert twelve.frame.details.isAncestorOf(focused())
    key(twelve, Qt.Key.Key_Escape)
    assert focused().accessibleName().startswith("Change: typed with keys"), "Esc goes back to where it was opened"

    tab_to(twelve, "Remove: typed with keys")
    key(twelve, Qt.Key.Key_Return)
    assert len(facts_of(twelve, entity)) == before
    assert page.isAncestorOf(focused()), focused()


def test_a_form_closed_untouched_does_not_stand_in_the_way_of_locking(twelve: Bench) -> None:
    page = go(twelve, "notes")
    assert isinstance(page, NotesPage)
    page.add("glossary")
    key(twelve, Qt.Key.Key_Escape)
    assert page.editing["glossary"].panel is None
    page.leave()
    twelve.settle()
    assert twelve.crashes == []


def test_people_are_written_down_with_keys(twelve: Bench) -> None:
    page = go(twelve, "people")
    before = len(facts_of(twelve, "suspect"))
    twelve.frame.sections.setFocus()
    tab_to(twelve, "Add the other side")
    key(twelve, Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "Mr Keys")
    key(twelve, Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert len(facts_of(twelve, "suspect")) == before + 1
    assert page.isAncestorOf(focused())
    assert "Mr Keys" in words_in(page)
    tab_to(twelve, "Add an account: S4")
    key(twelve, Qt.Key.Key_Return)
    assert twelve.frame.details.findChild(FactForm) is not None
    key(twelve, Qt.Key.Key_Escape)
    assert focused().accessibleName().startswith("Add an account: S4")


def test_a_payment_is_looked_at_and_left_with_keys(twelve: Bench) -> None:
    page = go(twelve, "money")
    assert isinstance(page, MoneyPage)
    twelve.frame.sections.setFocus()
    tab_to(twelve, "Payments")
    assert focused() is page.table
    key(twelve, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert page.selected() is not None
    tab_to(twelve, "Change")
    assert twelve.frame.details.isAncestorOf(focused())
    key(twelve, Qt.Key.Key_Escape)
    assert twelve.frame.details.isHidden()
    assert focused() is page.table


def test_a_message_is_marked_with_keys(twelve: Bench) -> None:
    page = go(twelve, "conversations")
    before = len(facts_of(twelve, "mark"))
    twelve.frame.sections.setFocus()
    tab_to(twelve, "Messages")
    key(twelve, Qt.Key.Key_Down, Qt.Key.Key_Down)
    tab_to(twelve, "Mark it as: Threat")
    key(twelve, Qt.Key.Key_Space)
    assert len(facts_of(twelve, "mark")) == before + 1
    assert focused().accessibleName() == "Mark it as: Threat"
    key(twelve, Qt.Key.Key_Escape)
    assert page.isAncestorOf(focused())
    assert focused().accessibleName() == "Messages"


def test_evidence_is_looked_at_and_narrowed_with_keys(twelve: Bench) -> None:
    page = go(twelve, "evidence")
    assert isinstance(page, EvidencePage)
    twelve.frame.sections.setFocus()
    tab_to(twelve, "Kind")
    key(twelve, Qt.Key.Key_Down)
    assert page.filter.rowCount() < page.model.rowCount()
    tab_to(twelve, "Evidence as a grid")
    key(twelve, Qt.Key.Key_Right)
    assert page.selected_item() is not None
    tab_to(twelve, "Add a tag")
    QTest.keyClicks(focused(), "bank")
    key(twelve, Qt.Key.Key_Return)
    assert page.model.tags_of(page.selected_item()) == ("bank",)  # type: ignore[arg-type]
    key(twelve, Qt.Key.Key_Escape)
    assert focused() is page.grid


def test_a_line_of_the_timeline_is_picked_with_keys(twelve: Bench) -> None:
    go(twelve, "timeline")
    twelve.frame.sections.setFocus()
    tab_to(twelve, "Timeline")
    while not focused().accessibleName().startswith("Timeline") or not isinstance(focused(), QAbstractItemView):
        tab()
    key(twelve, Qt.Key.Key_Down)
    while focused().currentIndex().data(LINE).kind != "event":  # type: ignore[attr-defined]
        key(twelve, Qt.Key.Key_Up)
    tab_to(twelve, "Pick for the report")
    key(twelve, Qt.Key.Key_Return)
    assert any(fact.fields.get("in_report") for fact in facts_of(twelve, "event"))
    assert twelve.frame.isAncestorOf(focused())


def test_what_to_save_is_ticked_with_keys(twelve: Bench) -> None:
    page = go(twelve, "todo")
    twelve.frame.sections.setFocus()
    for _stop in range(MOST_STOPS):
        if isinstance(tab(), QAbstractButton) and focused().metaObject().className() == "QCheckBox":
            break
    box = focused()
    key(twelve, Qt.Key.Key_Space)
    assert len(facts_of(twelve, "checklist")) == 1
    assert focused() is box
    assert page.isAncestorOf(box)


def test_evidence_is_named_for_a_proof_and_taken_back_with_keys(twelve: Bench) -> None:
    page = go(twelve, "proof")
    assert isinstance(page, ProofPage)
    assert page._counts.text() == "18 there · 27 missing"
    twelve.frame.sections.setFocus()
    name = "Name the evidence: A page that shows the ID or account, S2"
    tab_to(twelve, name)
    key(twelve, Qt.Key.Key_Return)
    picker = focused()
    assert isinstance(picker, QListWidget), "the evidence to tick has the keyboard"
    key(twelve, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Space)
    ticked = [picker.item(row).text() for row in range(picker.count()) if picker.item(row).checkState().value]
    assert len(ticked) == 1
    key(twelve, Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    (proof,) = facts_of(twelve, "proof")
    assert proof.fields["evidence_items"] == [ticked[0].split(" · ")[0]]
    assert page._counts.text() == "19 there · 26 missing"
    assert focused().accessibleName().startswith(name)
    tab_to(twelve, "Undo")
    key(twelve, Qt.Key.Key_Return)
    assert facts_of(twelve, "proof") == []
    assert page._counts.text() == "18 there · 27 missing"
    assert twelve.frame.isAncestorOf(focused())


def test_a_proof_that_does_not_apply_is_said_and_taken_back_with_keys(twelve: Bench) -> None:
    page = go(twelve, "proof")
    assert isinstance(page, ProofPage)
    twelve.frame.sections.setFocus()
    refusal = "The refusal or the block, S2"
    for back in (f"It applies after all: {refusal}", "Undo"):
        tab_to(twelve, f"Does not apply: {refusal}")
        key(twelve, Qt.Key.Key_Space)
        assert page._counts.text() == "18 there · 26 missing"
        assert page.isAncestorOf(focused()), focused()
        tab_to(twelve, back)
        key(twelve, Qt.Key.Key_Space)
        assert page._counts.text() == "18 there · 27 missing"
        assert twelve.frame.isAncestorOf(focused())


def test_fields_of_the_case_are_filled_and_corrected_with_keys(twelve: Bench) -> None:
    page = go(twelve, "about")
    assert isinstance(page, AboutPage)
    twelve.frame.sections.setFocus()
    tab_to(twelve, "The whole story, in your words")
    QTest.keyClicks(focused(), "They promised profit.")
    key(twelve, Qt.Key.Key_Tab)
    assert [fact.fields["text"] for fact in facts_of(twelve, "narrative")] == ["They promised profit."]
    assert isinstance(focused(), ACTIVE), "Tab leaves the story and does not write into it"
    tab_to(twelve, "Title")
    key(twelve, Qt.Key.Key_A, modifier=Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(focused(), "Gold & silver")
    key(twelve, Qt.Key.Key_Tab)
    assert case_of(twelve).title == "Gold & silver"
    assert twelve.workspace.case_title == "Gold & silver"
    assert twelve.frame.top_bar.chooser.accessibleName() == "Case: Gold & silver"
    key(twelve, Qt.Key.Key_Backtab, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert focused().accessibleName().startswith("Title")
    key(twelve, Qt.Key.Key_A, modifier=Qt.KeyboardModifier.ControlModifier)
    key(twelve, Qt.Key.Key_Delete, Qt.Key.Key_Tab)
    assert case_of(twelve).title == "Gold & silver"
    assert "A case needs a title" in words_in(page)


def choose_in_menu(bench: Bench, *keys: Qt.Key) -> None:
    """Open the chooser of cases with Space and press ``keys`` in it; it waits for an end as a dialog does."""

    def pressed() -> None:
        menu = bench.frame.top_bar.chooser.menu()
        assert menu.isVisible()
        for one in keys:
            QTest.keyClick(menu, one)

    tab_to(bench, "Case: ")
    QTimer.singleShot(0, pressed)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    bench.desktop.window.activateWindow()  # without a screen nothing does when the menu closes
    bench.settle()
    bench.settle()


@pytest.mark.qt_log_ignore("This plugin does not support")  # raise() and grabbing, by a menu without a screen
def test_cases_are_made_opened_and_switched_with_keys(twelve: Bench) -> None:
    first = twelve.workspace.case_title
    twelve.frame.sections.setFocus()
    key(twelve, Qt.Key.Key_N, modifier=Qt.KeyboardModifier.ControlModifier)
    assert isinstance(focused(), QLineEdit), "the title has the keyboard"
    QTest.keyClicks(focused(), "Second & last")
    key(twelve, Qt.Key.Key_Return)
    assert twelve.workspace.case_title == "Second & last"
    assert twelve.frame.section == "todo"
    assert twelve.frame.isAncestorOf(focused())

    texts = [one.text() for one in twelve.frame.top_bar.chooser.menu().actions()]
    assert any(text.startswith("Second && last") for text in texts), texts
    choose_in_menu(twelve, *[Qt.Key.Key_Down] * (1 + place_of_action(texts, first)), Qt.Key.Key_Return)
    assert twelve.workspace.case_title == first

    choose_in_menu(twelve, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert twelve.workspace.case_id is None
    page = twelve.frame.current_page()
    assert isinstance(page, CasesPage)
    tab_to(twelve, "Find a case")
    QTest.keyClicks(focused(), "second")
    assert page.list.count() == 1
    key(twelve, Qt.Key.Key_Return)
    assert twelve.workspace.case_title == "Second & last", "Enter in the line opens the case that is marked"


def place_of_action(texts: list[str], title: str) -> int:
    return next(place for place, text in enumerate(texts) if text.startswith(title))
