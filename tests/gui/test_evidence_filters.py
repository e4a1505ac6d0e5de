# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags on evidence in the window: put on and taken away with undo, seen, filtered and found."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from evidence_vault.gui.models.evidence_model import Column
from evidence_vault.gui.pages.evidence_page import EvidencePage
from evidence_vault.gui.pages.search_page import SearchPage
from evidence_vault.gui.widgets.item_tags import ItemTags
from tests.gui.conftest import Bench
from tests.gui.test_casework_pages import go, press, words_in


def evidence_page(bench: Bench) -> EvidencePage:
    page = go(bench, "evidence")
    assert isinstance(page, EvidencePage)
    return page


def tags_at_side(bench: Bench) -> ItemTags:
    found = bench.frame.details.findChild(ItemTags)
    assert found is not None
    return found


def put(bench: Bench, tag: str) -> None:
    line = tags_at_side(bench).line
    line.setFocus()
    line.insert(tag)  # QTest types no Chinese
    QTest.keyClick(line, Qt.Key.Key_Return)
    bench.settle()
    bench.settle()
    assert tags_at_side(bench).line.hasFocus(), "the next tag can be typed at once"


def select(bench: Bench, page: EvidencePage, row: int) -> str:
    item_id = page.filter.index(row, Column.NAME).data(Qt.ItemDataRole.UserRole).id
    page.select(item_id)
    bench.settle()
    bench.settle()
    return str(item_id)


def test_a_tag_is_put_on_seen_filtered_and_undone(filled: Bench) -> None:
    page = evidence_page(filled)
    assert not page.tag.isVisible(), "there is nothing to choose from"
    total = page.filter.rowCount()
    tagged = select(filled, page, 0)
    put(filled, "#Bank")
    put(filled, "银行")
    assert page.tag.isVisible()
    assert [page.tag.itemText(place) for place in range(page.tag.count())] == ["All tags", "#Bank", "#银行"]
    assert page.filter.index(0, Column.TAGS).data() == "Bank, 银行"

    page.tag.setCurrentIndex(1)
    assert [page.filter.index(0, 1).data(Qt.ItemDataRole.UserRole).id, page.filter.rowCount()] == [tagged, 1]
    page.tag.setCurrentIndex(0)
    page.state.setCurrentIndex(page.state.findData("untagged"))
    filled.settle()
    assert page.filter.rowCount() == total - 1
    page.state.setCurrentIndex(0)
    page.words.setText("银行")
    assert page.filter.rowCount() == 1
    page.words.clear()

    press(filled, filled.frame.details, "Take the tag away: Bank")
    assert page.filter.index(0, Column.TAGS).data() == "银行"
    press(filled, filled.frame.strip, "Undo")
    assert set(page.filter.index(0, Column.TAGS).data().split(", ")) == {"Bank", "银行"}


def test_a_tag_is_found_by_search_and_opens_its_evidence(filled: Bench) -> None:
    page = evidence_page(filled)
    tagged = select(filled, page, 1)
    put(filled, "quarterly harvest")
    filled.frame.search("harvest")
    filled.settle()
    filled.settle()
    search = filled.frame.current_page()
    assert isinstance(search, SearchPage)
    assert search.list.count() == 1
    search.list.setCurrentRow(0)
    search.list.setFocus()
    QTest.keyClick(search.list, Qt.Key.Key_Return)
    filled.settle()
    filled.settle()
    assert filled.frame.section == "evidence"
    selected = page.selected_item()
    assert selected is not None
    assert selected.id == tagged


def test_what_is_not_read_yet_can_be_listed(filled: Bench) -> None:
    page = evidence_page(filled)
    total = page.filter.rowCount()
    page.state.setCurrentIndex(page.state.findData("unread"))
    filled.settle()
    unread = [page.filter.index(row, 1).data(Qt.ItemDataRole.UserRole) for row in range(page.filter.rowCount())]
    assert 0 < len(unread) < total
    assert {item.media_type.partition("/")[0] for item in unread} <= {"image", "application"}
    assert "of" in words_in(page)


def test_the_line_for_a_tag_says_what_it_is(filled: Bench) -> None:
    page = evidence_page(filled)
    select(filled, page, 0)
    line = tags_at_side(filled).findChild(QLineEdit)
    assert line is not None
    assert line.accessibleName() == "Add a tag"
