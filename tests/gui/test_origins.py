# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of fact of the data model says in the window who recorded it, when, and from what."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from evidence_vault.cases.fields import ENTITIES
from evidence_vault.gui.pages.evidence_page import EvidencePage
from evidence_vault.gui.widgets.fact_origin import FactOrigin
from tests.gui.conftest import Bench, open_in
from tests.gui.test_casework_pages import go, press, words_in
from tests.helpers.one_of_each import OneOfEach, one_of_each
from tests.helpers.vaults import OWNER

_PAGES: Mapping[str, str] = {
    "case": "about",
    "narrative": "about",
    "person": "people",
    "suspect": "people",
    "identifier": "people",
    "device": "notes",
    "glossary": "notes",
    "note": "notes",
    "report": "notes",
    "proof": "proof",
    "complaint": "complaints",
    "checklist": "todo",
}
"""Kinds that stand on a page; the others stand in the details of a line, an item or a message."""


@pytest.fixture(scope="module")
def _once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, OneOfEach]:
    folder = tmp_path_factory.mktemp("each") / "Each.evidence-vault"
    made = one_of_each(folder)
    made.vault.close()
    return folder, made


@pytest.fixture
def each(bench: Bench, tmp_path: Path, _once: tuple[Path, OneOfEach]) -> tuple[Bench, OneOfEach]:
    folder, made = _once
    open_in(bench, Path(shutil.copytree(folder, tmp_path / folder.name)))
    bench.workspace.choose_case(made.case_id, "One of each")
    bench.settle()
    return bench, made


def origins(widget: QWidget) -> dict[str, str]:
    return {one.fact_id: words_in(one) for one in widget.findChildren(FactOrigin)}


def _at_item(bench: Bench, made: OneOfEach) -> QWidget:
    page = go(bench, "evidence")
    assert isinstance(page, EvidencePage)
    page.select(made.picture_id)
    bench.settle()
    return bench.frame.details


def _at_message(bench: Bench, made: OneOfEach) -> QWidget:
    bench.workspace.show_section("conversations", (made.chat_id, "c-1", 1))
    bench.settle()
    return bench.frame.details


def _at_line(section: str) -> Callable[[Bench, OneOfEach, str], QWidget]:
    def show(bench: Bench, made: OneOfEach, entity: str) -> QWidget:
        bench.workspace.show_section(section, made.facts[entity].id)
        bench.settle()
        return bench.frame.details

    return show


def _place(bench: Bench, made: OneOfEach, entity: str) -> QWidget:
    if entity in _PAGES:
        return go(bench, _PAGES[entity])
    if entity == "payment":
        return _at_line("money")(bench, made, entity)
    if entity == "event":
        return _at_line("timeline")(bench, made, entity)
    return _at_item(bench, made) if entity in {"exhibit", "series"} else _at_message(bench, made)


@pytest.mark.parametrize("entity", ENTITIES)
def test_every_kind_of_fact_says_where_it_comes_from(each: tuple[Bench, OneOfEach], entity: str) -> None:
    bench, made = each
    shown = origins(_place(bench, made, entity))
    words = shown.get(made.facts[entity].id, "")
    assert f"Recorded by {OWNER.name}" in words, (entity, shown)
    assert "2026-03-01" in words
    if entity not in {"person", "device", "checklist"}:
        assert "A1" in words or "C1" in words, words


def test_a_mark_leads_to_its_earlier_values_and_its_message(each: tuple[Bench, OneOfEach]) -> None:
    bench, made = each
    details = _at_message(bench, made)
    assert "C1, message 2" in words_in(details)
    press(bench, details, "Earlier values of A mark on a message")
    assert "Written down by Lin Qiao" in words_in(bench.frame.details)
    assert "span_sha256" not in words_in(bench.frame.details)


def test_a_payment_from_a_message_leads_to_it(each: tuple[Bench, OneOfEach]) -> None:
    bench, made = each

    def work(vault: Any) -> object:
        from evidence_vault.operations import edit_case

        fields = {"amount": "1.00", "currency": "CNY", "taken_from": [f"{made.chat_id}/c-1/2"]}
        return edit_case.put_fact(vault, made.case_id, "payment", fields, OWNER)

    found: list[Any] = []
    bench.workspace.change(bench.program, work, done=found.append)
    bench.settle()
    bench.workspace.show_section("money", found[0].id)
    bench.settle()
    links = [one for one in bench.frame.details.findChildren(QPushButton) if one.text() == "C1, message 3"]
    assert [one.accessibleName() for one in links] == ["Go to the message: C1, message 3"]
    links[0].click()
    bench.settle()
    assert bench.frame.section == "conversations"
    assert "Message 3" in words_in(bench.frame.details)
