# SPDX-License-Identifier: GPL-3.0-or-later
"""How the pages of the police report are laid out: what stands beside what, and on which page."""

import io
from dataclasses import replace

import pytest
from pypdf import PageObject, PdfReader

from evidence_vault.exporters.labels import CUSTODY_EVENTS
from evidence_vault.exporters.report_context import report_context
from evidence_vault.exporters.report_summary import summary_blocks
from evidence_vault.translations import ENGLISH, LANGUAGES, Words
from evidence_vault.vault import apply
from tests.exporters.exports import made_up_files, squeezed
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
    assert len(turned) == 1
    text = turned[0].extract_text()
    assert squeezed(Words(tag).translate("Money table")) in squeezed(text)
    assert "20260308142231000001" in text.replace(" ", ""), "the number of a voucher stays on its line"
    assert all(len(page.extract_text().split("\n")) > 3 for page in pages_of(tag)), "more than the footer"


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
