# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide in the window: F1 opens it where one is, its pictures fit, nothing is loaded from elsewhere, it prints."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QFileDialog

from evidence_vault.gui.about_dialog import AboutDialog
from evidence_vault.gui.guide_window import GuideText, GuideWindow
from evidence_vault.gui.parts_dialog import PartsDialog
from evidence_vault.operations.read_guide import list_chapters
from tests.gui.conftest import Bench

IMAGE = QTextDocument.ResourceType.ImageResource.value


def chosen(guide: GuideWindow) -> str:
    return guide.chapters[guide.names.currentRow()].id


def test_it_opens_at_the_chapter_for_where_one_is(filled: Bench) -> None:
    window = filled.desktop.window
    filled.frame.show_section("money")
    window.show_guide()
    guide = window.findChild(GuideWindow)
    assert chosen(guide) == "case"
    assert "payment" in guide.text.toPlainText()
    filled.frame.show_section("complaints")
    window.show_guide()
    assert window.findChild(GuideWindow) is guide, "one window turns to the chapter"
    assert chosen(guide) == "complaining"
    guide.close()


def test_every_control_has_a_name_for_a_screen_reader(filled: Bench) -> None:
    guide = GuideWindow(filled.program, "todo", filled.desktop.window)
    assert all(widget.accessibleName() for widget in (guide.names, guide.text, guide.finder))
    guide.close()


def test_finding_goes_round_in_the_chapter(filled: Bench) -> None:
    guide = GuideWindow(filled.program, "todo", filled.desktop.window)
    guide.finder.setText("stop paying")
    guide.find_next()
    first = guide.text.textCursor().position()
    assert guide.text.textCursor().selectedText().lower() == "stop paying"
    for _time in range(20):
        guide.find_next()
    assert guide.text.textCursor().selectedText().lower() == "stop paying"
    assert guide.text.textCursor().position() >= first
    guide.close()


def test_pictures_fit_and_nothing_else_is_loaded(filled: Bench, tmp_path: Path) -> None:
    del filled
    text = GuideText()
    text.resize(500, 400)
    text.show()
    chapter = next(chapter for chapter in list_chapters("en") if chapter.id == "case")
    text.show_chapter(chapter)
    picture = text.loadResource(IMAGE, QUrl("../pictures/en/money.png"))
    assert isinstance(picture, QImage)
    assert 100 < picture.width() / picture.devicePixelRatio() <= 500
    (tmp_path / "style.css").write_text("p {}")
    assert (
        text.loadResource(QTextDocument.ResourceType.StyleSheetResource.value, QUrl(str(tmp_path / "style.css")))
        is None
    )
    elsewhere = text.loadResource(IMAGE, QUrl("https://elsewhere.invalid/a.png"))
    assert isinstance(elsewhere, QImage)
    assert elsewhere.isNull()
    text.close()


def test_it_is_saved_as_a_pdf(filled: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "guide.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    guide = GuideWindow(filled.program, "todo", filled.desktop.window)
    guide._save()
    filled.settle()
    assert target.read_bytes().startswith(b"%PDF-")
    guide.close()


def test_the_parts_are_shown_with_their_licences(filled: Bench) -> None:
    about = AboutDialog(filled.desktop.window)
    parts = PartsDialog(about)
    names = [parts.names.item(row).text() for row in range(parts.names.count())]
    parts.names.setCurrentRow(next(row for row, name in enumerate(names) if name.startswith("PySide6")))
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in parts.text.toPlainText()
    assert parts.names.accessibleName()
    about.close()
