# SPDX-License-Identifier: GPL-3.0-or-later
"""Handing over: choose, look, make, tell the fingerprint, record who was given it."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from evidence_vault.gui.flows.hand_over_flow import ARCHIVE, COMPLAINT, POLICE, Form, HandOverFlow, place_warnings
from evidence_vault.gui.pages.hand_over_page import HandOverPage
from evidence_vault.gui.pages.history_page import HistoryPage
from evidence_vault.gui.widgets.receiver_form import ReceiverForm
from evidence_vault.operations import check_package, hand_over
from evidence_vault.operations.create_vault import PlaceReport
from evidence_vault.progress import Cancelled, Silent
from tests.gui.conftest import Bench
from tests.importers.samples import SAMPLES


@pytest.fixture
def page(filled: Bench) -> HandOverPage:
    filled.frame.show_section("hand-over")
    filled.settle()
    page = filled.frame.current_page()
    assert isinstance(page, HandOverPage)
    return page


def made(bench: Bench) -> tuple[hand_over.MadePackage, ...]:
    found: list[Any] = []
    case_id = bench.workspace.case_id or ""
    bench.workspace.read(bench.frame, lambda vault: hand_over.made_packages(vault, case_id), found.append)
    bench.settle()
    packages: tuple[hand_over.MadePackage, ...] = found[0]
    return packages


def make(bench: Bench, page: HandOverPage, kind: str, form: Form, folder: Path) -> Any:
    page.choose(kind)
    page.form.form.buttons[form].click()
    page.form.place.take(folder)
    bench.settle()
    QTest.mouseClick(page.form.make, Qt.MouseButton.LeftButton)
    bench.settle()
    assert page.result is not None
    return page.result.report


def test_the_form_says_what_goes_in(filled: Bench, page: HandOverPage) -> None:
    page.start.choices[POLICE].click()
    assert page.steps.currentWidget() is page.form
    assert "5 pieces of evidence" in page.form._count.text()
    assert page.form.strip.items.rowCount() == 5
    assert not page.form.agency.isHidden()
    assert page.form._offices().count() >= 4
    page.form.back.emit()
    page.choose(ARCHIVE)
    assert page.form.agency.isHidden()


def test_an_original_with_secrets_is_asked_about_by_name(filled: Bench, page: HandOverPage, tmp_path: Path) -> None:
    page.choose(ARCHIVE)
    assert page.form.secrets.isHidden()
    log = tmp_path / "main.jsonl"
    log.write_bytes(SAMPLES["signal_jsonl"][0].data)
    filled.frame.adding.add([log])
    filled.settle()
    page.choose(ARCHIVE)
    ((item_id, box),) = page.form.secrets.boxes.items()
    assert "main.jsonl" in box.text()
    assert not box.isChecked()
    assert page.flow.options().secrets_allowed == ()
    report = make(filled, page, ARCHIVE, Form.FOLDER, tmp_path)
    assert report.left_out == {"ORIGINAL_HOLDS_SECRETS": 1}
    page.choose(ARCHIVE)
    page.form.secrets.boxes[item_id].click()
    assert page.flow.options().secrets_allowed == (item_id,)
    page.form.place.take(tmp_path)
    filled.settle()
    QTest.mouseClick(page.form.make, Qt.MouseButton.LeftButton)
    filled.settle()
    assert page.result is not None
    assert page.result.report.left_out == {}
    page.choose(ARCHIVE)
    assert not page.form.secrets.boxes[item_id].isChecked()  # asked anew for every package


def test_the_platform_has_a_section_of_its_own(filled: Bench, page: HandOverPage) -> None:
    page.start.choices[COMPLAINT].click()
    filled.settle()
    assert filled.frame.section == "complaints"


def test_no_package_without_a_place_and_none_is_remembered(filled: Bench, page: HandOverPage, tmp_path: Path) -> None:
    page.choose(POLICE)
    assert not page.form.make.isEnabled()
    page.form.place.take(tmp_path)
    filled.settle()
    assert page.form.make.isEnabled()
    page.form.back.emit()
    page.choose(POLICE)
    assert not page.form.make.isEnabled()
    assert str(tmp_path) not in repr(filled.program.settings.now.views)


def test_every_page_is_seen_before_anything_leaves(filled: Bench, page: HandOverPage, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    page.choose(POLICE)
    page.look()
    filled.settle()
    filled.settle()
    assert page.steps.currentWidget() is page._preview_step
    names = [page.preview.list.item(place).text() for place in range(page.preview.list.count())]
    assert any("police-report.pdf" in name for name in names)
    assert sum("Original" in name for name in names) == 5
    assert not page.preview.page.pixmap().isNull()
    page.preview.list.setCurrentRow(next(place for place, name in enumerate(names) if "police-report" in name))
    filled.settle()
    page.preview.turn(1)
    filled.settle()
    assert page.preview.page.accessibleName().startswith("Page 2 of ")
    outside = [path for path in sorted(tmp_path.rglob("*")) if ".evidence-vault" not in str(path)]
    assert outside == [path for path in before if ".evidence-vault" not in str(path)]
    assert made(filled) == ()


def test_a_package_is_made_where_the_person_said(filled: Bench, page: HandOverPage, tmp_path: Path) -> None:
    report = make(filled, page, POLICE, Form.FOLDER, tmp_path)
    assert report.path.parent == tmp_path
    assert report.password is None
    assert check_package.check_package(report.path, report.fingerprint, None, Silent()).verdict == "intact"


def test_giving_a_package_is_told_and_recorded(filled: Bench, page: HandOverPage, tmp_path: Path) -> None:
    make(filled, page, POLICE, Form.FOLDER, tmp_path)
    form = page.findChild(ReceiverForm)
    assert form is not None
    form.record()
    filled.settle()
    assert made(filled)[0].receivers == ()  # nobody was named
    edit = form.name.control
    assert isinstance(edit, QLineEdit)
    edit.setText("Officer Zhou, 110233")
    form.edit(form.organisation).setText("示例派出所")
    form.record()
    filled.settle()
    receiver = made(filled)[0].receivers[0]
    assert (receiver.name, receiver.organisation, receiver.how) == ("Officer Zhou, 110233", "示例派出所", "By hand")
    assert page.steps.currentWidget() is page._start_step
    filled.frame.show_section("history")
    filled.settle()
    history = filled.frame.current_page()
    assert isinstance(history, HistoryPage)
    said = [str(history.model.index(row, 1).data()) for row in range(history.model.rowCount())]
    assert "Handed over to Officer Zhou, 110233 示例派出所" in said


def test_a_choice_made_while_the_case_is_read_is_kept(filled: Bench) -> None:
    filled.frame.show_section("hand-over")
    page = filled.frame.current_page()
    assert isinstance(page, HandOverPage)
    page.choose(ARCHIVE)
    filled.settle()
    assert page.steps.currentWidget() is page.form


def test_a_password_is_shown_once(filled: Bench, page: HandOverPage, tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    report = make(filled, page, ARCHIVE, Form.ENCRYPTED, folder)
    assert [path.name for path in folder.iterdir()] == [report.path.name]
    assert page.result is not None
    shown = [label.text() for label in page.result.findChildren(type(page.form.title))]
    assert report.password in shown
    page.result.clipboard.copy(report.password)
    page.result.clipboard.timer.timeout.emit()
    assert QGuiApplication.clipboard().text() == ""
    assert made(filled)[0].encrypted
    assert not page.flow.is_ready  # the next package asks for its place again


def test_the_clipboard_keeps_what_others_copied(filled: Bench, page: HandOverPage, tmp_path: Path) -> None:
    report = make(filled, page, ARCHIVE, Form.ENCRYPTED, tmp_path)
    assert page.result is not None
    page.result.clipboard.copy(report.password)
    QGuiApplication.clipboard().setText("something else")
    page.result.clipboard.clear()
    assert QGuiApplication.clipboard().text() == "something else"
    QGuiApplication.clipboard().clear()


def test_a_place_that_is_gone_is_said_and_nothing_is_made(filled: Bench, page: HandOverPage, tmp_path: Path) -> None:
    page.choose(POLICE)
    page.form.place.take(tmp_path / "gone" / "deeper")
    filled.settle()
    page.form.make.click()
    filled.settle()
    assert page._notices.count() == 1
    assert page.steps.currentWidget() is page.form
    assert page.form.make.isEnabled()
    assert made(filled) == ()


def test_a_cancelled_package_leaves_nothing(
    filled: Bench, page: HandOverPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evidence_vault.operations import export_case

    def stopped(*_arguments: object) -> object:
        raise Cancelled

    monkeypatch.setattr(export_case, "export_case", stopped)
    folder = tmp_path / "stick"
    folder.mkdir()
    page.choose(POLICE)
    page.form.place.take(folder)
    page.form.make.click()
    filled.settle()
    assert list(folder.iterdir()) == []
    assert page.form.make.isEnabled()
    assert page.result is None


def test_another_case_starts_anew(filled: Bench, page: HandOverPage) -> None:
    page.choose(POLICE)
    filled.workspace.choose_case(filled.workspace.case_id, "the same again")
    filled.settle()
    assert page.steps.currentWidget() is page._start_step


def test_an_empty_case_says_what_will_be_here(filled: Bench, page: HandOverPage) -> None:
    filled.frame.ask_new_case()
    filled.frame.new_case.edit().setText("Another")
    filled.frame.new_case.make.click()
    filled.settle()
    filled.frame.show_section("hand-over")
    filled.settle()
    assert page.overview.exhibits == ()
    assert page.steps.isHidden() or not page.steps.isVisible()


def test_options_follow_the_choices() -> None:
    flow = HandOverFlow(kind=POLICE, language="zh-Hans", agency="cn_police", form=Form.ZIP, folder=Path("/x"))
    options = flow.options()
    assert (options.kind, options.language, options.agency) == (POLICE, "zh-Hans", "cn_police")
    assert options.as_zip
    assert not options.encrypt
    flow.start(ARCHIVE)
    assert flow.folder is None
    assert flow.options().agency is None


def test_places_are_described() -> None:
    fine = PlaceReport(exists=True, is_vault=False, synced_by=None, removable=False, free_bytes=1, writable=True)
    synced = PlaceReport(
        exists=True, is_vault=False, synced_by="Dropbox", removable=False, free_bytes=1, writable=False
    )
    assert place_warnings(fine) == ()
    assert len(place_warnings(synced)) == 2
    assert "Dropbox" in place_warnings(synced)[0]


def test_a_part_with_names_withheld_needs_a_complete_package_first(
    filled: Bench, page: HandOverPage, tmp_path: Path
) -> None:
    page.start.part.click()
    filled.settle()
    assert "No names" in "\n".join(label.text() for label in page.form.findChildren(QLabel))
    page.form.place.take(tmp_path)
    page.make()
    filled.settle()
    assert "complete package is needed first" in "\n".join(label.text() for label in page.findChildren(QLabel))
    for kind in ("archive", "redacted"):
        page.choose(kind)
        page.form.place.take(tmp_path)
        filled.settle()
        page.make()
        filled.settle()
        assert page.result is not None
        page.show_start()
        filled.settle()
    (part,) = tmp_path.glob("redacted-*")
    assert (part / "data/records/redaction.json").is_file()
    assert not (part / "data/originals").exists()


def test_large_packages_are_made_in_parts(filled: Bench, page: HandOverPage, tmp_path: Path) -> None:
    page.choose("archive")
    filled.settle()
    choice = page.form.split.choice
    choice.setCurrentIndex(choice.findData(20_000_000))
    page.form.place.take(tmp_path)
    filled.settle()
    page.make()
    filled.settle()
    assert [path.name.rpartition(".")[2] for path in tmp_path.glob("archive-*")] == ["part1of1"]
