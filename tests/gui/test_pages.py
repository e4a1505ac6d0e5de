# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page builds in both languages and every look, and everything in it can be named by a screen reader."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from evidence_vault.gui.flows.routes import Place
from evidence_vault.gui.pages import registry
from evidence_vault.gui.pages.page import Page
from evidence_vault.translations import CHINESE, ENGLISH
from tests.gui.conftest import Bench

INTERACTIVE = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
OUTSIDE = [Place.WELCOME, Place.NEW_VAULT, Place.UNLOCK, Place.CHECK, Place.DEMO, Place.SETTINGS]


def nameless(root: QWidget) -> list[str]:
    """What a screen reader would announce without a name. Qt's own inner parts belong to their owner."""
    found = []
    for widget in root.findChildren(QWidget):
        if isinstance(widget, INTERACTIVE) and widget.isVisibleTo(root) and not _is_qt_part(widget):
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            if not (widget.accessibleName() or text):
                found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def _is_qt_part(widget: QWidget) -> bool:
    # The clear button of a line, the corner of a table, the headers of a view, the list that a box unfolds.
    parent = widget.parent()
    owner = parent.parent() if parent is not None else None
    return (
        widget.objectName().startswith("qt_")
        or type(widget).__name__ in {"QLineEditIconButton", "QTableCornerButton", "QHeaderView", "QToolButton"}
        or isinstance(parent, QComboBox | QAbstractSpinBox)
        or isinstance(owner, QComboBox)
        or (isinstance(parent, QAbstractItemView) and isinstance(widget, QAbstractButton))
    )


def cut_labels(root: QWidget) -> list[str]:
    """Visible labels whose words do not fit their place."""
    return [
        label.text()
        for label in root.findChildren(QLabel)
        if label.isVisibleTo(root)
        and label.text()
        and label.wordWrap()
        and label.height() + 1 < label.heightForWidth(label.width())
    ]


def outside_lines(root: QWidget) -> list[str]:
    """Buttons that stand beyond the edge of the window."""
    return [
        button.accessibleName()
        for button in root.findChildren(QAbstractButton)
        if button.isVisibleTo(root)
        and button.text()
        and button.mapTo(root, QPoint(button.width(), 0)).x() > root.width() + 1
    ]


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
@pytest.mark.parametrize("place", OUTSIDE)
def test_pages_outside_a_vault(bench: Bench, place: Place, language: str, tmp_path: Path) -> None:
    bench.program.settings.change(language=language)
    QApplication.processEvents()
    bench.program.go(place, str(tmp_path / "Mine.evidence-vault") if place is Place.UNLOCK else "")
    bench.settle()
    assert nameless(bench.desktop.window) == []


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_sections_of_a_case(filled: Bench, language: str) -> None:
    filled.program.settings.change(language=language)
    QApplication.processEvents()
    filled.settle()
    for section in registry.SECTIONS:
        filled.frame.show_section(section.id)
        filled.settle()
        page = filled.frame.current_page()
        assert isinstance(page, Page)
        assert page.windowTitle() == ""
        assert nameless(filled.desktop.window) == []


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_every_look_is_painted(filled: Bench, look: str) -> None:
    filled.program.settings.change(look=look)
    for section in registry.SECTIONS:
        filled.frame.show_section(section.id)
        filled.settle()
        assert not filled.desktop.window.grab().isNull()


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_nothing_is_cut_at_200_percent(filled: Bench, language: str) -> None:
    filled.program.settings.change(text_scale=200, language=language)
    QApplication.processEvents()
    filled.desktop.window.resize(1280, 800)
    filled.settle()
    for section in registry.SECTIONS:
        filled.frame.show_section(section.id)
        filled.settle()
        assert cut_labels(filled.desktop.window) == [], section.id
        assert outside_lines(filled.desktop.window) == [], section.id
    filled.program.settings.change(text_scale=100)
    QApplication.processEvents()


def test_smallest_window_holds(filled: Bench) -> None:
    filled.desktop.window.resize(960, 640)
    for section in registry.SECTIONS:
        filled.frame.show_section(section.id)
        filled.settle()
        assert cut_labels(filled.desktop.window) == [], section.id
        assert outside_lines(filled.desktop.window) == [], section.id
    assert filled.desktop.window.width() == 960


def test_sections_are_finished_pages() -> None:
    for section in registry.SECTIONS:
        module, name = section.page.split(":")
        source = Path(registry.__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
        assert f"class {name}(Page)" in source
        assert "NotImplementedError" not in source
