# SPDX-License-Identifier: GPL-3.0-or-later
"""Saying in the window what a piece of evidence shows and how it was saved."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from evidence_vault.gui.exhibit_editing import ExhibitEditing
from evidence_vault.gui.widgets.exhibit_said import ExhibitSaid
from evidence_vault.gui.workspace import OpenVault
from evidence_vault.operations.edit_case import exhibit_facts
from evidence_vault.records import Fields
from tests.gui.conftest import Bench
from tests.gui.test_evidence_filters import evidence_page, put, select

SAID = {
    "title": "收款凭证", "proves": "金额与收款方", "capture_method": "screenshot", "device_label": "my phone",
    "captured_by": "林晓雯", "captured_at": "2026-03-05",
}  # fmt: skip


def said_of(bench: Bench, item_id: str) -> Fields:
    found: list[Mapping[str, Fields]] = []
    case_id = bench.workspace.case_id or ""

    def work(vault: OpenVault) -> Mapping[str, Fields]:
        return {key: fact.fields for key, fact in exhibit_facts(vault, case_id).items()}

    bench.workspace.read(bench.frame, work, found.append)
    bench.settle()
    return found[0].get(item_id, {})


def open_form(bench: Bench) -> ExhibitEditing:
    page = evidence_page(bench)
    offer = next(one for one in bench.frame.details.findChildren(QPushButton) if one.text().startswith("Say what it"))
    QTest.keyClick(offer, Qt.Key.Key_Space)  # by the keyboard
    bench.settle()
    assert page.exhibits.editing.panel is not None
    return page.exhibits


def test_what_is_said_is_kept_shown_and_loses_no_tag(filled: Bench) -> None:
    page = evidence_page(filled)
    item_id = select(filled, page, 0)
    put(filled, "Bank")
    panel = open_form(filled).editing.panel
    assert panel is not None
    assert panel.form.controls["title"].widget.hasFocus()
    panel.form.show_typed(dict(SAID))
    QTest.keyClick(panel.form.controls["title"].widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    filled.settle()
    filled.settle()
    assert said_of(filled, item_id) == {**SAID, "item_id": item_id, "tags": ["Bank"]}
    shown = filled.frame.details.findChild(ExhibitSaid)
    assert shown is not None
    words = [label.text() for label in shown.findChildren(QLabel)]
    assert "收款凭证" in words
    assert "screenshot" in words


def test_cancel_writes_nothing_and_goes_back_to_the_details(filled: Bench) -> None:
    item_id = select(filled, evidence_page(filled), 0)
    panel = open_form(filled).editing.panel
    assert panel is not None
    panel.form.show_typed({"title": "not kept"})
    panel.cancel_button.click()
    filled.settle()
    assert said_of(filled, item_id) == {}
    assert filled.frame.details.findChild(ExhibitSaid) is not None
