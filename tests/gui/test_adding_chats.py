# SPDX-License-Identifier: GPL-3.0-or-later
"""Chat logs before they are kept: one window for all, each open question once, a mapping by pointing, live."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from evidence_vault.gui.check_chats_dialog import CheckChatsDialog
from evidence_vault.gui.flows.chat_choices import ChatChoices
from evidence_vault.gui.flows.mapping_flow import MappingFlow, template_of
from evidence_vault.gui.flows.mark_words import ME, ORDER, ZONE
from evidence_vault.gui.mapping_dialog import PAUSE, MappingDialog
from evidence_vault.operations import browse_vault, look_at_files, read_again, saved_mappings
from evidence_vault.records import Answers, MappingSurvey
from tests.gui.conftest import Bench
from tests.importers.mapping_samples import LINES, TABLE


def chat(number: int) -> bytes:
    return (f"3/4/26, 9:00 - Lin Qiao: where to, {number}?\n3/5/26, 9:01 - Teacher {number}: Transfer first\n").encode()


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    folder = tmp_path / "from the phone"
    folder.mkdir()
    for number in range(12):
        (folder / f"WhatsApp Chat with Teacher {number:02d}.txt").write_bytes(chat(number))
    (folder / "list.csv").write_bytes(TABLE.data)
    (folder / "note.txt").write_text("nothing like a chat")
    return folder


def offered(bench: Bench, paths: list[Path]) -> CheckChatsDialog:
    bench.frame.adding.offer(paths)
    bench.settle()
    dialog: CheckChatsDialog = bench.desktop.window.findChild(CheckChatsDialog)
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def choose(control: Any, data: object) -> None:
    """As a person chooses: the index and the signal that goes with it."""
    index = (
        control.findData(data) if not isinstance(data, str) or control.findData(data) >= 0 else control.findText(data)
    )
    assert index >= 0
    control.setCurrentIndex(index)
    control.activated.emit(index)


def read_of(bench: Bench, work: Any) -> Any:
    found: list[Any] = []
    bench.workspace.read(bench.frame, work, found.append)
    bench.settle()
    return found[0]


def test_many_files_are_one_window_and_each_question_is_asked_once(filled: Bench, phone: Path) -> None:
    dialog = offered(filled, [phone])
    assert len(filled.desktop.window.findChildren(CheckChatsDialog)) == 1
    assert dialog.files.count() == 13
    assert "3 questions" in dialog.files.item(5).text()
    assert "kept as a file" in dialog.files.item(12).text()
    assert dialog.preview.count() == 2
    before = read_of(filled, lambda vault: len(browse_vault.list_items(vault)))
    choose(dialog.questions.order, "month")
    choose(dialog.questions.zone, "Asia/Shanghai")
    choose(dialog.questions.me, "Lin Qiao")
    filled.settle()
    assert "2026-03-04" in dialog.preview.item(0).text()
    assert "you" in dialog.preview.item(0).text()
    assert all("question" not in dialog.files.item(row).text() for row in range(12))
    assert read_of(filled, lambda vault: len(browse_vault.list_items(vault))) == before  # nothing is kept so far
    QTest.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    filled.settle()
    assert "14 added" in filled.frame.strip.sentence.text()
    items = {item.name: item for item in read_of(filled, browse_vault.list_items)}
    assert items["list.csv"].importer is None
    one = items["WhatsApp Chat with Teacher 07.txt"]
    said = read_of(filled, lambda vault: read_again.last_reading(vault, one.id)).answers
    assert (said.time_zone, said.day_first, said.self_name) == ("Asia/Shanghai", False, "Lin Qiao")
    first = read_of(filled, lambda vault: browse_vault.messages(vault, one.id))[0]
    assert (first.sent_at, first.sent_at_raw, first.is_self) == ("2026-03-04T09:00+08:00", "3/4/26, 9:00", True)


def test_no_chat_no_window(filled: Bench, phone: Path) -> None:
    filled.frame.adding.offer([phone / "note.txt"])
    filled.settle()
    filled.settle()
    assert filled.desktop.window.findChild(CheckChatsDialog) is None
    assert "1 added" in filled.frame.strip.sentence.text()


def test_going_back_adds_nothing(filled: Bench, phone: Path) -> None:
    before = read_of(filled, lambda vault: len(browse_vault.list_items(vault)))
    dialog = offered(filled, [phone])
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    filled.settle()
    assert read_of(filled, lambda vault: len(browse_vault.list_items(vault))) == before
    assert "Nothing was added" in filled.frame.strip.sentence.text()


def test_a_drop_leads_there(filled: Bench, phone: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(phone / "WhatsApp Chat with Teacher 03.txt"))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    filled.frame.dropEvent(event)
    filled.settle()
    dialog = filled.desktop.window.findChild(CheckChatsDialog)
    assert dialog is not None
    assert dialog.files.isHidden()  # one file needs no list
    dialog.reject()


def test_pasted_text_that_is_a_chat_is_shown_first(filled: Bench) -> None:
    QApplication.clipboard().setText("3/4/26, 9:00 - Lin Qiao: hello\n3/5/26, 9:01 - Somebody: yes\n")
    filled.frame.adding.paste()
    filled.settle()
    dialog = filled.desktop.window.findChild(CheckChatsDialog)
    choose(dialog.questions.me, "Somebody")
    filled.settle()
    dialog.accept()
    filled.settle()
    (item,) = [item for item in read_of(filled, browse_vault.list_items) if item.name.startswith("pasted-")]
    assert [message.is_self for message in read_of(filled, lambda v: browse_vault.messages(v, item.id))] == [
        False,
        True,
    ]


def test_another_program_can_be_said_and_a_wrong_one_is_told(filled: Bench, phone: Path) -> None:
    dialog = offered(filled, [phone / "WhatsApp Chat with Teacher 03.txt"])
    choose(dialog.importer, "telegram_json")
    filled.settle()
    assert dialog._notices.count() == 1
    choose(dialog.importer, "plain-file")
    filled.settle()
    assert dialog.preview.count() == 0
    assert dialog.questions.fields[ZONE].isHidden()
    choose(dialog.importer, "whatsapp")
    filled.settle()
    assert dialog.preview.count() == 2
    dialog.reject()


def mapped(filled: Bench, dialog: CheckChatsDialog) -> MappingDialog:
    dialog.ask_mapping()
    filled.settle()
    filled.settle()
    found = [each for each in dialog.findChildren(MappingDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def pause(filled: Bench) -> None:
    QTest.qWait(PAUSE + 50)
    filled.settle()


def test_a_table_is_pointed_at_and_seen_live(filled: Bench, phone: Path) -> None:
    dialog = offered(filled, [phone / "list.csv"])
    mapping = mapped(filled, dialog)
    assert [choice.currentData() for choice in mapping.table.roles] == ["date", "sender", "text", "amount", ""]
    assert mapping.preview.count() == 3
    choose(mapping.table.roles[2], "")
    choose(mapping.table.roles[1], "text")
    pause(filled)
    assert "no sender" in mapping.preview.item(0).text()
    assert "Odo Brandt" in mapping.preview.item(0).text()
    mapping.reject()
    filled.settle()
    assert dialog.importer.currentData() == "plain-file"
    dialog.reject()


def test_a_named_mapping_is_kept_and_offered_again(filled: Bench, phone: Path) -> None:
    dialog = offered(filled, [phone / "list.csv"])
    mapping = mapped(filled, dialog)
    mapping.table.currency.setText("EUR")
    mapping.table.currency.editingFinished.emit()
    pause(filled)
    mapping.name.setText("My bank")
    QTest.mouseClick(mapping.use, Qt.MouseButton.LeftButton)
    filled.settle()
    assert dialog.importer.currentData() == "mapping"
    assert "EUR" in dialog.preview.item(0).text()
    dialog.accept()
    filled.settle()
    (item,) = [item for item in read_of(filled, browse_vault.list_items) if item.name == "list.csv"]
    assert (item.importer, item.messages) == ("mapping", 3)
    assert [one.name for one in read_of(filled, saved_mappings.saved_mappings)] == ["My bank"]
    (phone / "list of April.csv").write_bytes(TABLE.data + b"16.04.2026;Odo Brandt;Rest;1,00;\n")
    again = offered(filled, [phone / "list of April.csv"])
    assert again.chat.importer == "mapping"
    assert again.choices.choice(again.chat).answers.mapping["name"] == "My bank"
    again.reject()


def test_lines_are_pointed_at(filled: Bench, phone: Path) -> None:
    path = phone / "plapper.txt"
    path.write_bytes(LINES.data.replace(b"(14.", b"(04."))
    dialog = offered(filled, [path])
    mapping = mapped(filled, dialog)
    lines = mapping.lines
    lines._start_again()
    lines.list.setCurrentRow(2)
    line = lines.sample.text()
    for place, words in (("date", "03.04.2026, 21:05:07"), ("sender", "Odo Brandt"), ("text", "Hello")):
        lines.sample.setSelection(line.index(words), len(words))
        QTest.mouseClick(lines.marks[place], Qt.MouseButton.LeftButton)
    pause(filled)
    assert lines.template.text() == "({date}) <{sender}> {text}"
    assert mapping.date.count() == 3  # the order of the day is asked: choose, or one of two
    assert not mapping.use.isEnabled()
    choose(mapping.date, "{day}.{month}.{year}, {hour}:{minute}:{second}")
    pause(filled)
    assert mapping.use.isEnabled()
    assert "2026-04-03" in mapping.preview.item(1).text()
    lines.template.setText("nothing")
    lines.template.textEdited.emit("nothing")
    pause(filled)
    assert not mapping.use.isEnabled()
    assert mapping._notices.count() == 1
    mapping.reject()
    dialog.reject()


def test_stored_evidence_is_read_as_a_chat_afterwards(filled: Bench, phone: Path) -> None:
    filled.frame.adding.add([phone / "list.csv"])
    filled.settle()
    (item,) = [item for item in read_of(filled, browse_vault.list_items) if item.name == "list.csv"]
    filled.frame.show_section("evidence")
    filled.settle()
    page: Any = filled.frame.current_page()
    words = [offer[0] for offer in page.actions_of_items.offered(item)]
    assert "Read as a chat …" in words
    page.actions_of_items.ask_to_read(item)
    filled.settle()
    dialog = filled.desktop.window.findChild(CheckChatsDialog)
    assert not dialog.add.isEnabled()
    mapping = mapped(filled, dialog)
    QTest.mouseClick(mapping.use, Qt.MouseButton.LeftButton)
    filled.settle()
    QTest.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    filled.settle()
    assert "3 messages were read" in filled.frame.strip.sentence.text()


def test_every_control_has_a_name_and_the_window_holds_at_any_size(filled: Bench, phone: Path) -> None:
    dialog = offered(filled, [phone])
    mapping = mapped(filled, dialog)
    for window in (dialog, mapping):
        window.resize(960, 640)
        QApplication.processEvents()
        for widget in window.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                shown = widget.accessibleName() or getattr(widget, "text", str)()
                assert shown or widget.parentWidget().accessibleName(), widget
        assert window.width() <= 1280
    mapping.reject()
    dialog.reject()


def test_what_is_said_to_be_a_chat_log_is_shown_whatever_it_is(
    filled: Bench, phone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [str(phone / "note.txt")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    filled.frame.adding.ask_chat_logs()
    filled.settle()
    dialog = filled.desktop.window.findChild(CheckChatsDialog)
    assert dialog.importer.currentData() == "plain-file"
    choose(dialog.importer, "whatsapp")
    filled.settle()
    assert dialog._notices.count() == 1  # it is none, and that is said
    choose(dialog.importer, "plain-file")
    filled.settle()
    dialog.accept()
    filled.settle()
    assert "1 added" in filled.frame.strip.sentence.text()


def test_a_stored_note_without_times_can_be_pointed_at(filled: Bench, phone: Path) -> None:
    (phone / "note.txt").write_text("Ann: hello\nBo: yes\n")
    filled.frame.adding.add([phone / "note.txt"])
    filled.settle()
    (item,) = [item for item in read_of(filled, browse_vault.list_items) if item.name == "note.txt"]
    filled.frame.show_section("evidence")
    filled.settle()
    page: Any = filled.frame.current_page()
    page.actions_of_items.ask_to_read(item)
    filled.settle()
    dialog = filled.desktop.window.findChild(CheckChatsDialog)
    choose(dialog.importer, "mapping")
    filled.settle()
    filled.settle()
    (mapping,) = [each for each in dialog.findChildren(MappingDialog) if each.isVisible()]
    assert mapping.lines.template.text() == "{sender}: {text}"
    assert mapping.preview.count() == 2
    QTest.mouseClick(mapping.use, Qt.MouseButton.LeftButton)
    filled.settle()
    dialog.accept()
    filled.settle()
    assert "2 messages were read" in filled.frame.strip.sentence.text()


# --- without a window


def test_marks_in_a_line_become_a_template() -> None:
    line = "[1/2/26] Ann: hi {x}"
    assert template_of(line, {"date": (1, 7), "sender": (9, 12), "text": (14, 16)}) == "[{date}] {sender}: {text}"
    assert template_of(line, {"sender": (9, 12)}).startswith("[1/2/26] {sender}: hi")
    assert template_of(line, {"date": (1, 7), "sender": (3, 9)}) == "[{date}] Ann: hi {x}"


def test_a_role_stands_in_one_column_and_a_new_date_is_chosen_anew() -> None:
    flow = MappingFlow(date="{year}", roles={0: "date", 1: "text"})
    flow.give_role(2, "text")
    assert flow.mapping()["columns"] == {"date": 0, "text": [1, 2]}
    assert flow.date == "{year}"
    flow.give_role(3, "date")
    assert (flow.roles[3], 0 in flow.roles, flow.date) == ("date", False, None)
    assert MappingFlow.of(MappingSurvey((), (), ("x",), None, (), ())).kind == "lines"


def test_nothing_is_said_where_nothing_was_asked() -> None:
    class Found:
        path, shown, size, survey = Path("a.txt"), "a.txt", 1, None
        preview = None

    choices = ChatChoices([], zone="UTC", day_first=True, copied_on="2026-01-01")
    from evidence_vault.gui.flows.chat_choices import WaitingChat

    chat_without = WaitingChat(Found(), "whatsapp", None, frozenset(), me="Ann")
    choices.chats.append(chat_without)
    assert choices.answers(chat_without) == Answers()
    asked = WaitingChat(Found(), "whatsapp", None, frozenset({ZONE, ORDER, ME}))
    choices.chats.append(asked)
    assert choices.answers(asked) == Answers(time_zone="UTC", day_first=True)
    assert choices.asking(ZONE) == 1
    assert choices.open_questions(asked) == (ME,)
    assert look_at_files.MOST_LOOKED_AT >= 40


def test_a_zone_that_there_is_not_keeps_the_window_open_and_says_so(filled: Bench, phone: Path) -> None:
    dialog = offered(filled, [phone])
    line = dialog.questions.zone.lineEdit()
    assert line is not None
    line.setText("Nowhere")
    QTest.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    filled.settle()
    assert dialog.isVisible()
    assert "choose a zone" in dialog.questions.zone.accessibleDescription()
    line.setText("beijing")
    QTest.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    filled.settle()
    assert "14 added" in filled.frame.strip.sentence.text()
    items = {item.name: item for item in read_of(filled, browse_vault.list_items)}
    one = items["WhatsApp Chat with Teacher 07.txt"]
    assert read_of(filled, lambda vault: read_again.last_reading(vault, one.id)).answers.time_zone == "Asia/Shanghai"
