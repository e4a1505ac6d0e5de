# SPDX-License-Identifier: GPL-3.0-or-later
"""Screenshots of one scroll as one conversation, in the window: beside its pictures, corrected, confirmed."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from evidence_vault.gui.conversation_dialog import ConversationDialog
from evidence_vault.gui.pages.evidence_page import EvidencePage
from evidence_vault.gui.picture_order import PictureOrder
from evidence_vault.gui.widgets.gap_row import GapRow
from evidence_vault.operations import edit_case, joined_transcripts, read_pictures
from evidence_vault.operations.import_files import import_bytes
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.progress import Silent
from evidence_vault.records import GAP, Message, ProposedTranscript, TextInPicture
from evidence_vault.translations import CHINESE, ENGLISH
from tests.gui.conftest import Bench, open_in
from tests.gui.test_pages import cut_labels, nameless, outside_lines
from tests.helpers.vaults import OWNER, new_vault
from tests.unit.test_operations_joined_transcripts import drawn_scroll, entries_on


@pytest.fixture
def page(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EvidencePage:
    """Four screenshots of one scroll of which the third was forgotten; what is read of them is what was drawn."""
    look, chat, found = drawn_scroll()
    start = look.status + look.title
    window = look.height - start - look.input
    folder = tmp_path / "Mine.evidence-vault"
    with new_vault(folder) as vault:
        case = edit_case.new_case(vault, "made-up", OWNER)
        for place in (0, 1, 3):
            item = import_bytes(
                vault, f"{place}.png", found[place].data, ImportOptions(case.id), OWNER, Silent()
            ).items[0]
            text = TextInPicture(look.width, look.height, (), reader=str(place))
            vault.picture_texts.keep(item.content_id, 0, text)
    known = {
        str(place): ProposedTranscript(entries_on(chat.drawn, shot.top, start, window), chat.title, "wechat")
        for place, shot in enumerate(found)
    }
    monkeypatch.setattr(joined_transcripts, "propose_transcript", lambda text: known[text.reader])
    monkeypatch.setattr(read_pictures, "can_read_pictures", lambda: False)
    open_in(bench, folder)
    bench.frame.show_section("evidence")
    bench.settle()
    shown = bench.frame.current_page()
    assert isinstance(shown, EvidencePage)
    return shown


def order_of(bench: Bench) -> PictureOrder:
    page: Any = bench.frame.current_page()
    page.pictures.find_order()
    bench.settle()
    order = bench.desktop.window.findChild(PictureOrder)
    assert isinstance(order, PictureOrder)
    return order


def dialog_of(bench: Bench, order: PictureOrder) -> ConversationDialog:
    order.choice.setCurrentIndex(order.choice.count() - 1)
    order._show(0)
    order.join.click()
    bench.settle()
    dialog = order.findChild(ConversationDialog)
    assert isinstance(dialog, ConversationDialog)
    return dialog


def messages_of(bench: Bench, dialog: ConversationDialog) -> tuple[Message, ...]:
    found: list[tuple[Message, ...]] = []
    bench.workspace.read(bench.frame, lambda vault: vault.messages(dialog.item_ids[0]), found.append)
    bench.settle()
    return found[0]


def is_laid_out(dialog: ConversationDialog) -> bool:
    return nameless(dialog) == cut_labels(dialog) == outside_lines(dialog) == []


def wait_for_rows(bench: Bench, dialog: ConversationDialog) -> GapRow:
    """All entries are there; the gap among them."""
    assert dialog.draft is not None
    while len(dialog.rows) < len(dialog.draft.entries):
        QApplication.processEvents()
    bench.settle()
    return next(row for row in dialog.rows if isinstance(row, GapRow))


@pytest.mark.parametrize(("language", "scale"), [(ENGLISH, 100), (CHINESE, 200)])
def test_a_conversation_is_looked_through_beside_its_pictures_and_confirmed(
    bench: Bench, page: EvidencePage, language: str, scale: int
) -> None:
    del page
    bench.program.settings.change(language=language, text_scale=scale)
    QApplication.processEvents()
    bench.frame.show_section("evidence")
    bench.settle()
    order = order_of(bench)
    dialog = dialog_of(bench, order)
    gap = wait_for_rows(bench, dialog)
    assert is_laid_out(dialog)
    dialog.rows[gap.number - 1].focus_first()
    bench.settle()
    assert dialog.shown == dialog.proposal.entries[gap.number - 1].places[0].item_id
    assert len(dialog.view.chosen_places()) == 1
    gap.focus_first()
    bench.settle()
    assert dialog.shown == dialog.item_ids[2]
    QTest.keyClicks(gap.day, "2026-03-05")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    messages = messages_of(bench, dialog)
    place = next(number for number, message in enumerate(messages) if message.subkind == GAP)
    assert messages[place + 1].sent_at == "2026-03-05"
    order.close()
    bench.program.settings.change(text_scale=100)
    QApplication.processEvents()


def test_a_picture_can_be_left_out_and_a_gap_denied(bench: Bench, page: EvidencePage) -> None:
    del page
    order = order_of(bench)
    order.choice.setCurrentIndex(order.choice.count() - 1)
    order._show(0)
    order.list.setCurrentRow(0)
    order.list.setFocus()
    QTest.keyClick(order.list, Qt.Key.Key_Delete)
    assert order.list.count() == 2
    order.join.click()
    bench.settle()
    dialog = order.findChild(ConversationDialog)
    assert isinstance(dialog, ConversationDialog)
    gap = wait_for_rows(bench, dialog)
    count = dialog.confirm.text()
    gap.leave.click()
    assert dialog.confirm.text() == count, "a gap is no message"
    dialog.confirm.click()
    bench.settle()
    assert GAP not in [message.subkind for message in messages_of(bench, dialog)]
    order.leave.click()
    assert not order.join.isEnabled()
    order.close()


def test_a_day_that_is_none_is_refused_and_nothing_is_lost(bench: Bench, page: EvidencePage) -> None:
    del page
    order = order_of(bench)
    dialog = dialog_of(bench, order)
    gap = wait_for_rows(bench, dialog)
    QTest.keyClicks(gap.day, "gestern")
    dialog.confirm.click()
    bench.settle()
    assert dialog.isVisible()
    assert messages_of(bench, dialog) == ()
    dialog.reject()
    order.close()
