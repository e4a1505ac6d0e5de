# SPDX-License-Identifier: GPL-3.0-or-later
"""How the pages of the police report are laid out: what stands beside what, and on which page."""

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PageObject, PdfReader

from evidence_vault.cases.exhibit_words import described, said_about
from evidence_vault.exporters.blocks import picture
from evidence_vault.exporters.documents import document_of
from evidence_vault.exporters.exhibit_index import ExhibitIndex
from evidence_vault.exporters.labels import CAPTURE_METHODS, CUSTODY_EVENTS
from evidence_vault.exporters.pdf import set_document
from evidence_vault.exporters.report_annexes import two_on_a_page
from evidence_vault.exporters.report_context import report_context
from evidence_vault.exporters.report_evidence import exhibit_blocks
from evidence_vault.exporters.report_summary import summary_blocks
from evidence_vault.records import Capture, Fact
from evidence_vault.translations import ENGLISH, LANGUAGES, Words
from evidence_vault.vault import apply
from tests.exporters.exports import made_up_files, printed_numbers, squeezed
from tests.helpers.made_up_case import made_up_case, made_up_dossier

REPORT = "report/police-report.pdf"


def pages_of(tag: str) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(made_up_files(tag)[REPORT])).pages)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_list_of_contents_stays_on_the_page_of_the_summary(tag: str) -> None:
    words = Words(tag)
    ask = squeezed(words.translate("What I ask for"))
    summary = next(text for text in map(squeezed, (page.extract_text() for page in pages_of(tag))) if ask in text)
    for heading in ("Contents", "Stop-payment card", "Statement and signatures", "Annex A: pictures of exhibits"):
        assert squeezed(words.translate(heading)) in summary


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_money_table_stands_on_a_turned_page_and_no_page_is_empty(tag: str) -> None:
    turned = [page for page in pages_of(tag) if page.mediabox.width > page.mediabox.height]
    assert len(turned) == 2, "the exhibit list is the other one"
    text = turned[0].extract_text()
    assert squeezed(Words(tag).translate("Money table")) in squeezed(text)
    assert "20260308142231000001" in text.replace(" ", ""), "the number of a voucher stays on its line"
    assert all(len(page.extract_text().split("\n")) > 3 for page in pages_of(tag)), "more than the footer"


def test_tall_pictures_stand_beside_each_other_and_wide_ones_below() -> None:
    shapes = [(1080, 2340), (1080, 2340), (1600, 900), (1000, 1000), (1080, 2340)]
    blocks = [picture(f"A{n}", "c", "p", shape=shape, description="d") for n, shape in enumerate(shapes, 1)]
    laid: Any = list(two_on_a_page(blocks))
    assert [block["kind"] for block in laid] == ["picture-rows", "picture", "picture", "picture-rows"]
    assert printed_numbers(laid) == ["A1", "A2", "A3", "A4", "A5"]
    assert all(block["rows"] == 1 for block in laid if block["kind"] == "picture-rows")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_two_tall_screens_share_a_page_and_are_half_as_wide(tag: str) -> None:
    shapes = [(1080, 2340)] * 3
    blocks = [picture(f"shot {n}", "c", f"p{n}", shape=shape, description="d") for n, shape in enumerate(shapes, 1)]
    context = report_context(made_up_dossier(tag), Words(tag))
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="2340"/>'
    document = document_of(context, "t", list(two_on_a_page(blocks)), pictures={f"p{n}": svg for n in (1, 2, 3)})
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(set_document(document))).pages]
    assert [[name for name in ("shot 1", "shot 2", "shot 3") if name in page] for page in pages] == [
        ["shot 1", "shot 2"],
        ["shot 3"],
    ]


def test_exhibits_are_named_in_the_order_of_the_list() -> None:
    index = ExhibitIndex(made_up_dossier("en"))
    assert index.numbers(["E1", "A1", "Z9", "C1"], Words("en")) == "A1, C1, E1, Z9 (not in this export)"


def test_the_note_on_zones_follows_the_whole_summary() -> None:
    case = made_up_case()
    unzoned = replace(case, fields={**case.fields, "discovered_at": "2026-03-20T21:41:00"})
    dossier = replace(made_up_dossier("en"), case=unzoned)
    blocks = list(summary_blocks(report_context(dossier, Words("en"))))
    texts = [str(block) for block in blocks]
    note = next(place for place, text in enumerate(texts) if "* The zone of these times" in text)
    short = next(place for place, text in enumerate(texts) if "'In short'" in text)
    ask = next(place for place, text in enumerate(texts) if "What I ask for" in text)
    assert short < note < ask


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag != ENGLISH])
def test_every_event_of_the_journal_has_words_in_every_language(tag: str) -> None:
    assert set(apply._STEPS) - {"put", "retracted"} <= CUSTODY_EVENTS.keys()
    for english in CUSTODY_EVENTS.values():
        assert Words(tag).translate(english) != english


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_exhibit_list_says_how_each_was_captured_where_somebody_said_so(tag: str) -> None:
    words, dossier = Words(tag), made_up_dossier(tag)
    said = Capture("scroll_screenshot", "本人手机", "陈小雨", "2026-03-20T21:45:10+08:00")
    first, *others = dossier.exhibits
    told = replace(dossier, exhibits=(replace(first, capture=said), *others))
    (landscape,) = exhibit_blocks(report_context(told, words), {})
    table: Any = next(block for block in landscape["blocks"] if block["kind"] == "table")  # type: ignore[union-attr, index, call-overload]
    sources = {row[0]: row[2] for row in table["rows"]}
    for piece in (words.translate(CAPTURE_METHODS["scroll_screenshot"]), "本人手机", "陈小雨", "2026-03-20 21:45:10"):
        assert piece in sources["A1"]
    assert sources["C1"] == words.translate("not stated"), "nobody said it, so nothing is there"
    assert words.translate("screenshot") not in sources["C1"]


def test_what_was_said_by_number_and_by_id_counts_together() -> None:
    dossier = made_up_dossier("en")
    numbered = [(exhibit.number, exhibit.item) for exhibit in dossier.exhibits]
    first = dossier.exhibits[0].item
    facts = [
        Fact("exhibit", "f1", "c", {"item_id": "A1", "title": "old", "capture_method": "screenshot"}, "", ""),
        Fact("exhibit", "f2", "c", {"item_id": first.id, "title": "new"}, "", ""),
    ]
    exhibit = described("A1", first, said_about(facts, numbered)[first.id])
    assert (exhibit.title, exhibit.capture.method, exhibit.capture.device) == ("new", "screenshot", None)
