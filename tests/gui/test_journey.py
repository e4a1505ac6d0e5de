# SPDX-License-Identifier: GPL-3.0-or-later
"""With the keyboard alone: make a vault, make a case, add evidence, lock, unlock, forget, recover."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from evidence_vault.gui.flows.new_vault_flow import groups
from evidence_vault.gui.flows.routes import Place
from evidence_vault.gui.pages.evidence_page import EvidencePage
from evidence_vault.gui.pages.new_vault import NewVaultPage
from evidence_vault.gui.pages.unlock import UnlockPage
from evidence_vault.gui.pages.welcome import WelcomePage
from evidence_vault.gui.picture_viewer import PictureViewer
from evidence_vault.gui.widgets.banner import Banner
from tests.gui.conftest import PASSPHRASE, Bench, open_in


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_text(text: str) -> None:
    QTest.keyClicks(focus(), text)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifiers)
    QApplication.processEvents()


def tab_to(wanted: QWidget) -> None:
    for _step in range(30):
        if QApplication.focusWidget() is wanted:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {wanted.accessibleName()}")


def place(bench: Bench, kind: type[QWidget]) -> QWidget:
    widget = bench.desktop.window.current_place()
    assert isinstance(widget, kind)
    return widget


def banners(root: QWidget) -> list[str]:
    return [banner.accessibleName() for banner in root.findChildren(Banner)]


def choose_new_vault(bench: Bench) -> NewVaultPage:
    welcome = place(bench, WelcomePage)
    assert isinstance(welcome, WelcomePage)
    assert focus() is welcome.choices[0]
    press(Qt.Key.Key_Space)
    page = place(bench, NewVaultPage)
    assert isinstance(page, NewVaultPage)
    return page


def fill_three_steps(bench: Bench, page: NewVaultPage, tmp_path: Path) -> None:
    assert focus() is page.place.name.control
    type_text("Mine")
    press(Qt.Key.Key_Tab)
    focus().selectAll()  # type: ignore[attr-defined]
    type_text(str(tmp_path))
    tab_to(page.place.next)
    press(Qt.Key.Key_Space)

    assert focus() is page.passphrase.first
    type_text(PASSPHRASE)
    press(Qt.Key.Key_Return)
    type_text(PASSPHRASE)
    press(Qt.Key.Key_Return)
    bench.settle()

    parts = groups(page.flow.recovery_key)
    assert len(parts) == 8
    for number in page.flow.asked_groups:
        type_text(parts[number])
        press(Qt.Key.Key_Tab)
    tab_to(page.key.next)
    press(Qt.Key.Key_Space)
    bench.settle()


def test_from_the_welcome_to_the_first_evidence(bench: Bench, tmp_path: Path, evidence: list[Path]) -> None:
    fill_three_steps(bench, choose_new_vault(bench), tmp_path)
    assert focus() is bench.frame.new_case.edit()
    type_text("Investment group")
    press(Qt.Key.Key_Return)
    bench.settle()
    bench.settle()
    assert bench.workspace.case_title == "Investment group"
    assert (tmp_path / "Mine.evidence-vault").is_dir()

    bench.frame.show_section("evidence")
    bench.frame.adding.add(evidence)
    bench.settle()
    bench.settle()
    evidence_page = bench.frame.current_page()
    assert isinstance(evidence_page, EvidencePage)
    assert evidence_page.model.rowCount() == 5
    assert "5 added" in bench.frame.strip.sentence.text()


def test_wrong_group_is_asked_again_without_blame(bench: Bench, tmp_path: Path) -> None:
    bench.program.go(Place.NEW_VAULT)
    page = place(bench, NewVaultPage)
    assert isinstance(page, NewVaultPage)
    page.place.edit(page.place.folder).setText(str(tmp_path))
    page.place.next.click()
    page.passphrase.first.setText(PASSPHRASE)
    page.passphrase.second.setText(PASSPHRASE + "x")
    page.passphrase.next.click()
    assert page.flow.recovery_key == ""
    page.passphrase.second.setText(PASSPHRASE)
    page.passphrase.next.click()
    bench.settle()
    for edit in page.key.fields():
        edit.setText("0000")
    page.key.next.click()
    assert bench.program.workspace is None
    assert page.flow.recovery_key


def test_a_short_passphrase_is_refused_in_words(bench: Bench, tmp_path: Path) -> None:
    bench.program.go(Place.NEW_VAULT)
    page = place(bench, NewVaultPage)
    assert isinstance(page, NewVaultPage)
    page.place.edit(page.place.folder).setText(str(tmp_path))
    page.place.next.click()
    page.passphrase.first.setText("short")
    page.passphrase.second.setText("short")
    page.passphrase.next.click()
    bench.settle()
    assert len(banners(page.passphrase)) == 2
    assert page.passphrase.isEnabled()
    assert not list(tmp_path.glob("*.evidence-vault"))


def test_unlock_waits_after_failures_and_then_opens(bench: Bench, filled_vault: Path) -> None:
    bench.program.go(Place.UNLOCK, str(filled_vault))
    page = place(bench, UnlockPage)
    assert isinstance(page, UnlockPage)
    assert focus() is page.passphrase
    for _try in range(3):
        page.passphrase.clear()
        page.flow._free_at = 0.0
        type_text("not the passphrase")
        press(Qt.Key.Key_Return)
        bench.settle()
    assert page.flow.failures == 3
    assert not page.open.isEnabled()
    assert any("try again in 2 seconds" in words for words in banners(page))
    page.flow._free_at = 0.0
    page._count_down()
    page.passphrase.setText(PASSPHRASE)
    press(Qt.Key.Key_Return)
    bench.settle()
    bench.settle()
    assert bench.workspace.case_title == "Investment group, March"


def test_a_folder_that_is_no_vault_is_said_so(bench: Bench, tmp_path: Path) -> None:
    bench.program.go(Place.UNLOCK, str(tmp_path))
    page = place(bench, UnlockPage)
    assert isinstance(page, UnlockPage)
    page.passphrase.setText("anything at all")
    page.unlock()
    bench.settle()
    assert any("is not an Evidence Vault" in words for words in banners(page))
    assert page.flow.failures == 0
    assert page.open.isEnabled()


def test_the_recovery_key_opens_and_sets_a_new_passphrase(bench: Bench, tmp_path: Path) -> None:
    from tests.helpers.vaults import new_vault_with_key

    folder = tmp_path / "Other.evidence-vault"
    vault, key = new_vault_with_key(folder)
    vault.close()
    bench.program.go(Place.UNLOCK, str(folder))
    page = place(bench, UnlockPage)
    assert isinstance(page, UnlockPage)
    page.forgot.click()
    page.recovery_key.setText(key.lower().replace("-", " "))
    page.new_passphrase.setText("quiet lamps under the bridge")
    page.unlock()
    assert bench.program.workspace is None  # the second line is still empty
    page.new_again.setText("quiet lamps under the bridge")
    page.unlock()
    bench.settle()
    bench.settle()
    assert bench.program.workspace is not None


def test_lock_closes_the_vault_and_starts_anew_at_its_page(filled: Bench, filled_vault: Path) -> None:
    press_in = filled.desktop.window
    action = next(
        entry for menu in press_in.menuBar().actions() for entry in menu.menu().actions() if entry.text() == "Lock"
    )
    action.trigger()
    filled.settle()
    QApplication.processEvents()
    assert filled.relaunched == [filled_vault]
    assert filled.ended == ["ended"]
    from tests.helpers.vaults import open_vault

    open_vault(filled_vault).close()  # the folder is free again


def test_leaving_quickly_starts_nothing(filled: Bench) -> None:
    filled.desktop.window.frame.sections.setFocus()  # type: ignore[union-attr]
    for _press in range(3):
        press(Qt.Key.Key_Shift)
    filled.settle()
    assert filled.ended == ["ended"]
    assert filled.relaunched == []
    assert not filled.desktop.window.isVisible()


def test_shift_in_a_text_field_is_only_shift(filled: Bench) -> None:
    filled.frame.top_bar.search.setFocus()
    for _press in range(4):
        press(Qt.Key.Key_Shift)
    assert filled.ended == []


def test_idle_vault_is_locked(filled: Bench, filled_vault: Path) -> None:
    filled.program.lock_if_idle()
    assert filled.relaunched == []
    filled.program.idle.monotonic = lambda: 1e9
    filled.program.lock_if_idle()
    filled.settle()
    assert filled.relaunched == [filled_vault]


def test_a_vault_that_is_open_elsewhere_is_said_so(bench: Bench, filled_vault: Path) -> None:
    from tests.helpers.vaults import open_vault

    with open_vault(filled_vault):
        bench.program.go(Place.UNLOCK, str(filled_vault))
        page = place(bench, UnlockPage)
        assert isinstance(page, UnlockPage)
        page.passphrase.setText(PASSPHRASE)
        page.unlock()
        bench.settle()
        assert banners(page)
        assert page.flow.failures == 0


# --- in the open vault


def test_evidence_by_keyboard(filled: Bench) -> None:
    filled.frame.show_section("evidence")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, EvidencePage)
    page.words.setFocus()
    type_text("screenshot")
    assert page.filter.rowCount() == 1
    tab_to(page.grid)
    press(Qt.Key.Key_Space)
    filled.settle()
    viewer = next(
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, PictureViewer) and widget.isVisible()
    )
    before = viewer.view.zoom
    QTest.keyClick(viewer, Qt.Key.Key_Plus)
    assert viewer.view.zoom > before
    QTest.keyClick(viewer, Qt.Key.Key_R)
    assert viewer.view.turned == 90
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def test_a_chosen_item_shows_its_details_until_esc(filled: Bench) -> None:
    filled.frame.show_section("evidence")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, EvidencePage)
    page.grid.setFocus()
    press(Qt.Key.Key_Right)
    filled.settle()
    assert not filled.frame.details.isHidden()
    filled.frame.close_details()
    assert filled.frame.details.isHidden()


def test_thumbnails_arrive(filled: Bench) -> None:
    from PySide6.QtGui import QPixmap

    from evidence_vault.gui.models.evidence_model import PIXMAP, Column

    filled.frame.show_section("evidence")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, EvidencePage)
    page.grid.grab()
    filled.settle()
    pictures = [page.model.index(row, Column.NAME).data(PIXMAP) for row in range(page.model.rowCount())]
    assert sum(isinstance(picture, QPixmap) for picture in pictures) == 3


def test_the_same_file_again_is_said_to_be_here(filled: Bench, evidence: list[Path]) -> None:
    filled.frame.adding.add(evidence[:2])
    filled.settle()
    assert "2 already here" in filled.frame.strip.sentence.text()


def test_an_empty_file_is_not_added_and_why(filled: Bench, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    filled.frame.adding.add([empty])
    filled.settle()
    assert "1 not added" in filled.frame.strip.sentence.text()
    assert not filled.frame.details.isHidden()


def test_pasted_text_becomes_evidence(filled: Bench) -> None:
    QApplication.clipboard().setText("what I wrote down about Teacher Wang")
    filled.frame.adding.paste()
    filled.settle()
    filled.settle()
    assert "1 added" in filled.frame.strip.sentence.text()


def test_nothing_to_paste_is_said(filled: Bench) -> None:
    QApplication.clipboard().clear()
    filled.frame.adding.paste()
    assert "nothing to paste" in filled.frame.strip.sentence.text()


def test_taking_out_of_a_case_offers_the_way_back(filled: Bench) -> None:
    filled.frame.show_section("evidence")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, EvidencePage)
    item = page.model.item(0)
    page.actions_of_items.remove_from_case(item)
    filled.settle()
    filled.settle()
    assert page.model.rowCount() == 4
    assert filled.frame.strip.action.text() == "Put it back"
    filled.frame.strip.action.click()
    filled.settle()
    filled.settle()
    assert page.model.rowCount() == 5


def test_a_saved_copy_is_the_original(filled: Bench, evidence: list[Path], tmp_path: Path) -> None:
    filled.frame.show_section("evidence")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, EvidencePage)
    item = next(page.model.item(row) for row in range(5) if page.model.item(row).name == "screenshot.png")
    page.actions_of_items.save_to(item, tmp_path / "copy.png")
    filled.settle()
    assert (tmp_path / "copy.png").read_bytes() == evidence[0].read_bytes()


def test_conversation_is_read_page_by_page_and_found_in(filled: Bench) -> None:
    from evidence_vault.gui.models.messages_model import MESSAGE
    from evidence_vault.gui.pages.conversations_page import ConversationsPage

    filled.frame.show_section("conversations")
    filled.settle()
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, ConversationsPage)
    assert page.messages.rowCount() == 6
    page.view.grab()
    filled.settle()
    assert page.messages.index(1).data(MESSAGE).text == "Where to?"
    page.words.setText("转账")
    page._find()
    filled.settle()
    filled.settle()
    assert page._found.text() == "2 hits"
    assert page.view.currentIndex().row() == 2


def test_search_leads_to_the_place(filled: Bench) -> None:
    from evidence_vault.gui.pages.search_page import SearchPage

    filled.frame.top_bar.search.setFocus()
    type_text("transfer")
    press(Qt.Key.Key_Return)
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, SearchPage)
    assert page.list.count() == 2
    page.list.setFocus()
    press(Qt.Key.Key_Return)
    filled.settle()
    assert filled.frame.section == "conversations"


def test_history_checks_everything(filled: Bench) -> None:
    from evidence_vault.gui.pages.history_page import HistoryPage

    filled.frame.show_section("history")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, HistoryPage)
    assert page.model.rowCount() > 5
    page.check.click()
    filled.settle()
    filled.settle()
    assert any("unchanged since it was added" in words for words in banners(page))


def test_help_stands_beside_the_page(filled: Bench) -> None:
    filled.frame.show_section("evidence")
    filled.frame.show_help()
    assert not filled.frame.details.isHidden()
    filled.frame.close_details()
    assert filled.frame.details.isHidden()


@pytest.mark.parametrize("keys", ["Ctrl+K", "Ctrl+O", "Ctrl+L", "F1", "Ctrl+Shift+X", "Esc", "Ctrl+N", "Ctrl+Q"])
def test_shortcuts_stand_in_the_menus(filled: Bench, keys: str) -> None:
    entries = [entry for menu in filled.desktop.window.menuBar().actions() for entry in menu.menu().actions()]
    assert sum(keys in [shortcut.toString() for shortcut in entry.shortcuts()] for entry in entries) == 1


def test_the_window_is_made_anew_in_another_language(filled: Bench) -> None:
    filled.program.settings.change(language="zh-Hans")
    QApplication.processEvents()
    filled.settle()
    assert filled.frame.current_page() is not None
    assert filled.frame.top_bar.lock.accessibleName() == "锁定"
    filled.program.settings.change(language="en")
    QApplication.processEvents()
    filled.settle()
    assert filled.frame.top_bar.lock.accessibleName() == "Lock"


def test_remembering_is_only_done_when_asked(bench: Bench, filled_vault: Path) -> None:
    open_in(bench, filled_vault)
    assert bench.program.settings.remembered() == []


def test_every_button_of_the_frame_is_reached_by_tab(filled: Bench) -> None:
    bar = filled.frame.top_bar
    bar.chooser.setFocus()
    for widget in (bar.search, bar.add, bar.lock, bar.leave, filled.frame.sections):
        tab_to(widget)
    assert isinstance(bar.search, QLineEdit)
    assert isinstance(bar.add, QPushButton)


def test_the_made_up_case_is_made_and_opened(bench: Bench, tmp_path: Path) -> None:
    from evidence_vault.gui.pages.demo_page import DemoPage

    bench.program.go(Place.DEMO)
    page = place(bench, DemoPage)
    assert isinstance(page, DemoPage)
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "something").touch()
    page._edit().setText(str(tmp_path / "there"))
    page.make_demo()
    bench.settle()
    assert any("already something called" in words for words in banners(page))
    assert page.make.isEnabled()
    page._edit().setText(str(tmp_path / "demo"))
    page.make_demo()
    bench.settle()
    page.findChild(QPushButton, "open-demo").click()
    bench.settle()
    bench.settle()
    assert bench.workspace.case_title
