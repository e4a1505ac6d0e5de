# SPDX-License-Identifier: GPL-3.0-or-later
"""Review mode without a vault: verdict first, fingerprint to compare, what is in the package, a report to keep."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from evidence_vault.gui.pages.check_package import CheckPackagePage
from evidence_vault.gui.widgets.review_evidence import ReviewEvidence
from evidence_vault.gui.widgets.review_rows import ReviewRows
from evidence_vault.operations import edit_case, export_case, import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.progress import Silent
from tests.gui.conftest import CHAT, Bench
from tests.helpers.drawn_files import chat_page, saved
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
