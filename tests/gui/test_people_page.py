# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages People and About the case: accounts verbatim, senders linked only on request, fields kept when left."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from evidence_vault.gui.flows.look_alikes import look_alikes, shape_of
from evidence_vault.gui.pages.about_page import AboutPage
from evidence_vault.gui.pages.people_page import PeoplePage
from evidence_vault.gui.widgets.fact_panel import FactPanel
from evidence_vault.operations import edit_case, people_of_case
from evidence_vault.records import Answers, CaseFile
from tests.gui.conftest import Bench
from tests.helpers.vaults import OWNER, add, chat, new_vault


def known(bench: Bench) -> people_of_case.PeopleOfCase:
    """The people as the vault has them now."""
    found: list[people_of_case.PeopleOfCase] = []
    case_id = bench.workspace.case_id or ""
    bench.workspace.read(bench.frame, lambda vault: people_of_case.people_of_case(vault, case_id), found.append)
    bench.settle()
    return found[0]


def case(bench: Bench) -> CaseFile:
    found: list[CaseFile] = []
    case_id = bench.workspace.case_id or ""
    bench.workspace.read(bench.frame, lambda vault: edit_case.load_case(vault, case_id), found.append)
    bench.settle()
    return found[0]


def words_of(page: PeoplePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def shown(bench: Bench, section: str) -> Any:
    bench.frame.show_section(section)
    bench.settle()
    return bench.frame.current_page()


def fill(panel: FactPanel | None, **values: str) -> None:
    """Show the values in the form and press save."""
    assert panel is not None
    for name, value in values.items():
        panel.form.controls[name].show_value(value)
    panel.save_button.click()


def press(bench: Bench, words: str) -> None:
    buttons = [button for button in bench.frame.strip.findChildren(QPushButton) if button.text() == words]
    buttons[-1].click()
    bench.settle()


@pytest.fixture
def page(filled: Bench) -> PeoplePage:
    page = shown(filled, "people")
    assert isinstance(page, PeoplePage)
    return page


def test_senders_are_offered_and_linked_only_on_request(filled: Bench, page: PeoplePage) -> None:
    assert "Teacher Wang" in words_of(page)
    before = known(filled)
    assert before.suspects == ()
    assert {account.name for account in before.seen} == {"Teacher Wang", "Lin Qiao"}
    teacher = next(account for account in before.seen if account.name == "Teacher Wang")
    page.link_new(teacher)
    filled.settle()
    (suspect,) = known(filled).suspects
    shown = {name: suspect.fact.fields[name] for name in ("label", "claimed_name")}
    assert shown == {"label": "S1", "claimed_name": "Teacher Wang"}
    (account,) = suspect.identifiers
    assert account.fields["value_exact"] == "Teacher Wang"
    assert account.fields["platform"] == "whatsapp"
    assert "first_seen" not in account.fields  # 3/1/26 can be two days: nothing is invented
    assert account.fields["seen_in_items"] == list(teacher.exhibits)
    assert next(one for one in known(filled).seen if one.name == "Teacher Wang").linked_to == (suspect.fact.id,)
    press(filled, "Undo")
    assert known(filled).suspects == ()


def test_one_account_is_linked_with_whom_the_person_says(filled: Bench, page: PeoplePage) -> None:
    page.add_suspect()
    fill(page.suspects.panel, claimed_name="Chen", claimed_org="Harbour")
    filled.settle()
    (suspect,) = known(filled).suspects
    seen = {account.name: account for account in known(filled).seen}
    page.link(seen["Teacher Wang"], suspect.fact)
    filled.settle()
    page.link_own(seen["Lin Qiao"])
    filled.settle()
    after = known(filled)
    assert [one.fields["value_exact"] for one in after.suspects[0].identifiers] == ["Teacher Wang"]
    assert [one.fields["is_victims_own"] for one in after.own_accounts] == [True]
    assert all(account.linked_to for account in after.seen)
    assert "Names in your chats" not in words_of(page)


def test_an_account_is_kept_sign_by_sign_and_comes_back(filled: Bench, page: PeoplePage) -> None:
    page.add_suspect()
    fill(page.suspects.panel, claimed_name="陈家豪")
    filled.settle()
    (suspect,) = known(filled).suspects
    page.add_account(suspect.fact)
    fill(page.accounts.panel, type="bank_account", value_exact="6222 0000 1111 2222", display_name="港金")
    filled.settle()
    (suspect,) = known(filled).suspects
    assert suspect.identifiers[0].fields["value_exact"] == "6222 0000 1111 2222"
    assert "6222 0000 1111 2222" not in words_of(page)
    assert "•••• 2222" in words_of(page)
    page.remove_suspect(suspect)
    filled.settle()
    assert known(filled).suspects == ()
    press(filled, "Put it back")
    (again,) = known(filled).suspects
    assert again.fact.fields == suspect.fact.fields
    assert again.identifiers[0].fields["value_exact"] == "6222 0000 1111 2222"


def test_look_alikes_are_pointed_out_and_nothing_more(filled: Bench, page: PeoplePage) -> None:
    for name in ("Teacher Wang", "Chen"):
        page.add_suspect()
        fill(page.suspects.panel, claimed_name=name)
        filled.settle()
    first, second = known(filled).suspects
    page.add_account(second.fact)
    fill(page.accounts.panel, type="wechat_nickname", value_exact="TEACHER-WANG")
    filled.settle()
    words = "Looks like “Teacher Wang” of S1 · Teacher Wang. Check whether it is the same person."
    assert words in words_of(page)
    assert len(known(filled).suspects) == 2
    assert first.identifiers == ()


def test_the_header_takes_its_room_back_when_the_panel_closes(filled: Bench, page: PeoplePage) -> None:
    before = page.header.height()
    page.add_suspect()
    filled.settle()
    assert page.header.height() > before
    filled.frame.close_details()
    filled.settle()
    assert page.header.height() == before


def test_own_person_is_written_down(filled: Bench, page: PeoplePage) -> None:
    page.add_person("complainant")
    fill(page.persons.panel, full_name="Lin Qiao", phone_e164="+8613800000001", id_number="110101198504230000")
    filled.settle()
    (person,) = known(filled).people
    assert person.fields["role"] == "complainant"
    assert "110101198504230000" not in words_of(page)


def test_the_case_is_kept_field_by_field(filled: Bench) -> None:
    page = shown(filled, "about")
    assert isinstance(page, AboutPage)
    assert page.form is not None
    type_line(page, "title", "Harbour Gold")
    type_line(page, "platform", "wechat")
    type_line(page, "first_contact_at", "2026-03-01 10:12")
    filled.settle()
    assert case(filled).title == "Harbour Gold"
    assert case(filled).fields == {"platform": "wechat"}  # a time of day without any zone is not written down
    type_line(page, "timezone", "Asia/Shanghai")
    filled.settle()
    assert case(filled).fields["first_contact_at"] == "2026-03-01T10:12"
    assert filled.workspace.case_title == "Harbour Gold"
    type_line(page, "title", "")
    filled.settle()
    assert case(filled).title == "Harbour Gold"


def test_the_story_is_kept_when_the_page_is_left(filled: Bench) -> None:
    page = shown(filled, "about")
    edit = page.form.controls["text"].widget
    assert isinstance(edit, QPlainTextEdit)
    edit.setPlainText("First they wrote.\n\nThen I paid, see A1.")
    filled.frame.show_section("evidence")
    filled.settle()
    assert case(filled).narrative == ("First they wrote.", "Then I paid, see A1.")


def test_a_field_that_is_typed_in_is_not_overwritten(filled: Bench) -> None:
    page = shown(filled, "about")
    edit = page.form.controls["text"].widget
    edit.setPlainText("Half a sen")
    case_id, actor = filled.workspace.case_id or "", filled.workspace.actor
    fields = {"title": "Renamed elsewhere"}
    filled.workspace.change(page, lambda vault: edit_case.put_fact(vault, case_id, "case", fields, actor))
    filled.settle()
    assert edit.toPlainText() == "Half a sen"
    assert page.form.controls["title"].value() == "Renamed elsewhere"


def type_line(page: AboutPage, name: str, text: str) -> None:
    assert page.form is not None
    widget = page.form.controls[name].widget
    line = widget if isinstance(widget, QLineEdit) else widget.lineEdit()  # type: ignore[attr-defined]
    line.setText(text)
    line.textEdited.emit(text)
    line.editingFinished.emit()


def test_a_link_says_when_the_account_was_seen(tmp_path: Path) -> None:
    with new_vault(tmp_path / "a.evidence-vault") as vault:
        case_id = edit_case.new_case(vault, "A", OWNER).id
        item = add(vault, "chat.txt", b"made up", case_id)
        vault.add_reading(item.id, "made-up", "1", Answers(), chat(3), actor=OWNER)
        edit_case.add_to_case(vault, case_id, [item.id], OWNER)
        seen = {account.name: account for account in people_of_case.people_of_case(vault, case_id).seen}
        suspect = people_of_case.put_suspect(vault, case_id, {"label": "S1"}, [], OWNER)
        days = people_of_case.link_account(vault, case_id, seen["王老师"], suspect.id, OWNER)
        assert (days.fields["first_seen"], days.fields["last_seen"]) == ("2026-01-02", "2026-01-02")
        edit_case.put_fact(vault, case_id, "case", {"timezone": "Asia/Shanghai"}, OWNER)
        times = people_of_case.link_account(vault, case_id, seen["王老师"], suspect.id, OWNER)
        assert times.fields["last_seen"] == "2026-01-02T03:02:00"
        assert times.fields["type"] == "wechat_id"
        assert times.fields["value_exact"] == "wang"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Teacher Wang", "teacher-wang"), ("hg_chen_88", "hg chen 8B"), ("Paypal", "PаyPaI"), ("陈 家豪", "陈家豪")],
)
def test_shapes_that_the_eye_confuses(one: str, other: str) -> None:
    assert shape_of(one) == shape_of(other)


def test_other_names_stay_apart() -> None:
    assert look_alikes([("a", "Chen"), ("b", "Cheng"), ("a", "chen"), ("c", "!")]) == {}
