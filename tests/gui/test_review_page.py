# SPDX-License-Identifier: GPL-3.0-or-later
"""Review mode without a vault: verdict first, fingerprint to compare, what is in the package, a report to keep."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from evidence_vault.gui.flows.package_claims import is_foreign_log
from evidence_vault.gui.flows.review_checks import Beside
from evidence_vault.gui.item_actions import ItemActions
from evidence_vault.gui.pages.check_package import CheckPackagePage
from evidence_vault.gui.review_dialogs import VaultChooser
from evidence_vault.gui.widgets.comparison_card import ComparisonCard
from evidence_vault.gui.widgets.review_actions import ReviewActions
from evidence_vault.gui.widgets.review_evidence import ReviewEvidence
from evidence_vault.gui.widgets.review_rows import ReviewRows
from evidence_vault.operations import edit_case, export_case, import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.progress import Silent
from evidence_vault.records import EvidenceItem
from tests.gui.conftest import CHAT, Bench, open_in
from tests.helpers.drawn_files import chat_page, saved
from tests.helpers.time_authority import Authority, needs_openssl
from tests.helpers.vaults import OWNER, new_vault


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An archive of a made-up case, and a later one with one file more (a zip)."""
    folder = tmp_path_factory.mktemp("packages")
    (folder / "phone").mkdir()
    (folder / "phone" / "page.png").write_bytes(saved(chat_page(300), "PNG"))
    (folder / "phone" / "WhatsApp Chat with Teacher Wang.txt").write_text(CHAT, "utf-8")
    with new_vault(folder / "v.evidence-vault") as vault:
        case = edit_case.new_case(vault, "made-up", OWNER).id
        import_files.import_files(vault, [folder / "phone"], ImportOptions(case), OWNER, Silent())
        options = export_case.ExportOptions("archive", folder / "earlier", "en")
        earlier = export_case.export_case(vault, case, options, OWNER, Silent())
        (folder / "more.txt").write_text("one more")
        import_files.import_files(vault, [folder / "more.txt"], ImportOptions(case), OWNER, Silent())
        options = export_case.ExportOptions("archive", folder / "later", "en", as_zip=True)
        later = export_case.export_case(vault, case, options, OWNER, Silent())
    return earlier.path, later.path


@pytest.fixture
def shown(bench: Bench, qtbot: QtBot) -> Callable[[Path], CheckPackagePage]:
    def show(path: Path) -> CheckPackagePage:
        page = CheckPackagePage(bench.program, str(path))
        qtbot.addWidget(page)
        page.resize(1280, 800)
        page.show()
        bench.settle()
        return page

    return show


def texts(page: CheckPackagePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_the_verdict_stands_first_and_never_alone(
    shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path]
) -> None:
    page = shown(packages[0])
    verdict, limits = (
        _height(page, words) for words in ("Whose key that is was not checked", "What this does not prove")
    )
    assert page.tabs is not None
    assert verdict < limits < page.tabs.mapTo(page, page.tabs.rect().topLeft()).y()


def _height(page: CheckPackagePage, words: str) -> int:
    label = next(label for label in page.findChildren(QLabel) if words in label.text() and label.isVisibleTo(page))
    return label.mapTo(page, label.rect().topLeft()).y()


def test_a_fingerprint_told_by_phone_is_compared_while_it_is_typed(
    shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path]
) -> None:
    page = shown(packages[0])
    assert page.compare is not None
    assert page.report is not None
    fingerprint = page.report.signer.fingerprint or ""
    page.compare.line.setText(fingerprint[:20])
    assert page.report.signer.compared == "not-compared"
    page.compare.line.setText(fingerprint)
    assert page.report.signer.compared == "matched"
    assert "✓" in page.compare.answer.text()
    page.compare.line.setText("SHA256:" + "A" * 43)
    assert page.report.verdict == "problems"
    assert "✗" in page.compare.answer.text()
    from evidence_vault.operations.hand_over import fingerprint_groups

    page.compare.line.setText(fingerprint_groups(fingerprint).lower())
    assert (page.report.verdict, page.report.signer.compared) == ("intact", "matched")


def test_what_is_in_it_can_be_read_and_searched(
    bench: Bench, shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path]
) -> None:
    page = shown(packages[1])
    tabs = page.tabs
    assert tabs is not None
    names = [tabs.tabText(place) for place in range(tabs.count())]
    assert names[0] == "Evidence"
    assert {"Timeline", "Money", "Custody log"} <= set(names)
    assert any(name.startswith("Conversation ") for name in names)
    for place in range(1, tabs.count()):
        tabs.setCurrentIndex(place)
        bench.settle()
        rows = tabs.widget(place)
        assert isinstance(rows, ReviewRows)
        assert rows.table is not None, names[place]
    conversation = tabs.widget(next(p for p, name in enumerate(names) if name.startswith("Conversation ")))
    assert isinstance(conversation, ReviewRows)
    assert conversation.table is not None
    assert conversation.table.model().rowCount() == 6
    from PySide6.QtCore import Qt

    model = conversation.table.model()
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(4)]
    assert titles == ["No.", "Time", "Sender", "Text"]
    conversation.finder.setText("转账")
    assert conversation.table.model().rowCount() == 2
    assert conversation.count.text().startswith("2 lines")


def test_a_picture_is_drawn_by_the_worker_and_other_files_say_why_not(
    bench: Bench, shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path]
) -> None:
    page = shown(packages[0])
    assert page.tabs is not None
    evidence = page.tabs.widget(0)
    assert isinstance(evidence, ReviewEvidence)
    paths = [part.path for part in evidence._parts]
    evidence.table.selectRow(next(row for row, path in enumerate(paths) if path.endswith(".png")))
    bench.settle()
    assert not evidence.picture.pixmap().isNull()
    evidence.table.selectRow(next(row for row, path in enumerate(paths) if path.endswith(".txt")))
    bench.settle()
    assert evidence.picture.pixmap().isNull()
    assert evidence.message.text()


def test_a_changed_file_is_named_and_not_shown(
    bench: Bench, shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path], tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(packages[0], copy)
    changed = next((copy / "data" / "originals").glob("*.png"))
    changed.write_bytes(saved(chat_page(301), "PNG"))
    page = shown(copy)
    assert page.report is not None
    assert page.report.verdict == "problems"
    assert changed.name in texts(page)
    assert page.tabs is not None
    evidence = page.tabs.widget(0)
    assert isinstance(evidence, ReviewEvidence)
    row = next(row for row, part in enumerate(evidence._parts) if part.path.endswith(changed.name))
    evidence.table.selectRow(row)
    bench.settle()
    assert evidence.picture.pixmap().isNull()
    assert "not as the package describes it" in evidence.message.text()


def test_two_packages_of_a_case_are_compared(
    bench: Bench, shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path]
) -> None:
    page = shown(packages[1])
    assert page.compare is not None
    assert page.report is not None
    told = page.report.signer.fingerprint or ""
    page.compare.line.setText(told)
    page.compare_with(packages[0])
    bench.settle()
    codes = {finding.code for finding in page.report.findings}
    assert "AGAINST_ADDED" in codes
    assert "LATER_MAY_EXIST" not in codes
    assert page.compare.line.text() == told
    assert page.report.signer.compared == "matched"


def test_the_report_is_a_pdf_and_writes_over_nothing(
    bench: Bench, shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path], tmp_path: Path
) -> None:
    page = shown(packages[0])
    before = {path: path.read_bytes() for path in packages[0].rglob("*") if path.is_file()}
    page.save_report(tmp_path / "report.pdf")
    bench.settle()
    text = "".join("\n".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "report.pdf").pages).split())
    assert page.report is not None
    assert (page.report.signer.fingerprint or "?") in text
    assert "whosekeythatiswasnotchecked" in text
    assert "Whatthisdoesnotprove" in text
    (tmp_path / "mine.pdf").write_bytes(b"mine")
    page.save_report(tmp_path / "mine.pdf")
    bench.settle()
    assert (tmp_path / "mine.pdf").read_bytes() == b"mine"
    assert {path: path.read_bytes() for path in packages[0].rglob("*") if path.is_file()} == before


def test_what_is_no_package_is_said_kindly(shown: Callable[[Path], CheckPackagePage], tmp_path: Path) -> None:
    (tmp_path / "other.zip").write_bytes(b"nothing of the kind")
    page = shown(tmp_path / "other.zip")
    assert page.tabs is None
    assert page.zip.isEnabled()


def test_every_control_has_a_name(shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path]) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit

    page = shown(packages[0])
    for kind in (QAbstractButton, QLineEdit, QAbstractItemView):
        for widget in page.findChildren(kind):
            if widget.isVisibleTo(page) and "qt_" not in widget.objectName():
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def actions(page: CheckPackagePage) -> ReviewActions:
    assert page.actions_shown is not None
    return page.actions_shown


def test_two_packages_are_compared_by_what_was_added_removed_and_changed(
    shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path], bench: Bench
) -> None:
    page = shown(packages[1])
    page.compare_with(packages[0])
    bench.settle()
    card = page.findChild(ComparisonCard)
    assert card is not None
    told = "\n".join(label.text() for label in card.findChildren(QLabel))
    assert "Compared with “earlier”" in told
    assert "1 file was added" in told
    assert "originals/D1.txt" in told
    assert "files have other content" in told
    # Told once, not a second time among the notes.
    assert texts(page).count("originals/D1.txt") == 1


def test_a_checkpoint_on_paper_is_typed(
    shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path], bench: Bench
) -> None:
    page = shown(packages[0])
    dialog = actions(page).ask_checkpoint()
    with zipfile.ZipFile(packages[1]) as archive:
        later = archive.read("later/data/records/checkpoint.txt").decode()
    dialog.lines.setPlainText(later.partition("\n\n")[0])
    dialog.finish()
    bench.settle()
    assert page.report is not None
    assert "PACKAGE_IS_OLDER" in {finding.code for finding in page.report.findings}
    # The one that fits.
    own = (packages[0] / "data/records/checkpoint.txt").read_text("utf-8")
    dialog = actions(page).ask_checkpoint()
    dialog.lines.setPlainText(own.partition("\n\n")[0])
    dialog.finish()
    bench.settle()
    now = page.report
    assert now is not None
    assert now.verdict == "intact"
    assert "LATER_MAY_EXIST" not in {finding.code for finding in now.findings}


@needs_openssl
def test_a_package_gets_a_time_stamp_from_the_window(
    shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path], bench: Bench, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(packages[0], tmp_path / "mine"))
    page = shown(folder)
    page.write_request(tmp_path / "asked.tsq")
    bench.settle()
    authority = Authority(tmp_path / "authority")
    reply = tmp_path / "reply.tsr"
    reply.write_bytes(authority.reply((tmp_path / "asked.tsq").read_bytes()))
    page.add_reply(reply)
    bench.settle()
    bench.settle()
    assert page.report is not None
    assert [one["state"] for one in page.report.timestamps] == ["authority-unknown"]
    actions(page).beside_wanted.emit(Beside(authority=authority.root_file))
    bench.settle()
    assert [one["state"] for one in page.report.timestamps] == ["trusted"]
    assert reply.read_bytes() in {path.read_bytes() for path in folder.glob("*.tsr")}


def test_a_case_is_taken_into_the_open_vault(
    filled: Bench, shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path]
) -> None:
    page = shown(packages[0])
    assert actions(page).take_in.text() == "Take this case into my vault …"
    actions(page).take_in.click()
    filled.settle()
    filled.settle()
    told = "\n".join(label.text() for label in filled.frame.strip.findChildren(QLabel))
    assert "pieces of evidence came in" in told
    found: list[object] = []
    filled.workspace.read(page, lambda vault: tuple(vault.facts("case")), found.extend)
    filled.settle()
    assert len(found) == 2
    logs: list[EvidenceItem] = []
    filled.workspace.read(page, lambda vault: tuple(filter(is_foreign_log, vault.items())), logs.extend)
    filled.settle()
    dialog = ItemActions(filled.workspace, filled.frame).read_foreign_log(logs[0])
    filled.settle()
    assert dialog.rows.table is not None
    assert dialog.rows.table.model().rowCount() > 3
    dialog.rows.finder.setText("exhibit-given")
    assert 0 < dialog.rows.table.model().rowCount() <= 3
    dialog.reject()
    # The same once more is refused in words.
    actions(page).take_in.click()
    filled.settle()
    told = "\n".join(label.text() for label in filled.frame.strip.findChildren(QLabel))
    assert "was taken into this vault before" in told


def test_without_a_vault_it_waits_until_one_is_open(
    bench: Bench, shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path], filled_vault: Path
) -> None:
    page = shown(packages[0])
    actions(page).take_in.click()
    chooser = page.findChild(VaultChooser)
    assert chooser is not None
    chooser.accept()
    open_in(bench, filled_vault)
    bench.settle()
    found: list[object] = []
    bench.workspace.read(page, lambda vault: tuple(vault.facts("case")), found.extend)
    bench.settle()
    assert len(found) == 2
    assert bench.program.wanted_package is None


def test_of_a_package_with_problems_only_files_are_offered(
    filled: Bench, shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(packages[0], tmp_path / "changed"))
    (folder / "data/originals/A1.png").write_bytes(b"other")
    page = shown(folder)
    assert actions(page).take_in.text() == "Take only the unchanged files …"
    actions(page).take_in.click()
    filled.settle()
    filled.settle()
    assert "1 piece of evidence came in" in "\n".join(label.text() for label in filled.frame.strip.findChildren(QLabel))


def test_it_works_from_a_place_nothing_can_be_written_to(
    shown: Callable[[Path], CheckPackagePage], packages: tuple[Path, Path], tmp_path: Path, bench: Bench
) -> None:
    folder = Path(shutil.copytree(packages[0], tmp_path / "disc" / "package"))
    before = sorted((str(path), path.stat().st_mtime_ns) for path in (tmp_path / "disc").rglob("*"))
    for path in sorted((tmp_path / "disc").rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    page = shown(folder)
    assert page.report is not None
    assert page.report.verdict == "intact"
    assert page.tabs is not None
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        bench.settle()
    page.save_report(tmp_path / "report.pdf")
    bench.settle()
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert sorted((str(path), path.stat().st_mtime_ns) for path in (tmp_path / "disc").rglob("*")) == before
    for path in sorted((tmp_path / "disc").rglob("*")):
        path.chmod(0o755)
