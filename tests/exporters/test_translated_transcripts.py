# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts with translations: side by side in every form, the original untouched, said by whom, one language."""

import csv
import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from evidence_vault.exporters.report_context import report_context
from evidence_vault.exporters.transcript import (
    COLUMNS,
    SIDE_BY_SIDE_VOLUME,
    TRANSLATED_COLUMNS,
    transcript_parts,
    volumes,
)
from evidence_vault.exporters.transcript_volume import in_one_language
from evidence_vault.records import Dossier, Translation
from evidence_vault.translations import LANGUAGES, Words
from tests.exporters.exports import files_of, made_up_files, pdf_metadata, pdf_text, read, squeezed
from tests.helpers.made_up_case import made_up_dossier, made_up_messages

ENGLISH = "Guaranteed, 3 % a day, just follow"
HOSTILE = '<b>=1+1</b> #panic() {page} \u202etxt 😀\n"second line" ' + "x" * 200


def translated(tag: str) -> Dossier:
    dossier = made_up_dossier(tag)
    said = {
        1: (Translation(ENGLISH, "en", "M. Weber", "2026-03-30"), Translation("Garantiert", "de")),
        5: (Translation(HOSTILE, "en", "王译", "2026-03-31"),),
    }
    return replace(dossier, translations={next(iter(dossier.transcripts)): said})


def transcripts(dossier: Dossier) -> dict[str, bytes]:
    return {part.path: read(part) for part in transcript_parts(report_context(dossier, Words(dossier.language)))}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_original_and_translation_stand_side_by_side(tag: str) -> None:
    files = transcripts(translated(tag))
    text = squeezed(pdf_text(files["transcripts/B1.pdf"]))
    page = files["transcripts/B1.html"].decode()
    for message in made_up_messages():
        assert squeezed(message.text or "") in text, "every original is there whole"
        assert f"[{message.seq + 1}]" in text
    assert squeezed(ENGLISH) in text
    assert ENGLISH in page
    assert squeezed("<b>=1+1</b> #panic() {page} [RIGHT-TO-LEFT OVERRIDE]txt") in text
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in page
    assert "Garantiert" not in text + page
    for shown in (text, squeezed(page)):
        assert (
            squeezed(Words(tag).translate("A translation stands beside its message and never in its place.")) in shown
        )
        assert squeezed("M. Weber") in shown
        assert "2026-03-31" in shown
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in pdf_metadata(files["transcripts/B1.pdf"])["xmp"]


def test_the_two_stand_on_one_line() -> None:
    data = transcripts(translated("en"))["transcripts/B1.pdf"]
    lines = PdfReader(io.BytesIO(data)).pages[0].extract_text(extraction_mode="layout").split("\n")
    line = next(line for line in lines if "保本" in line)
    assert line.index("Guaranteed") > line.index("保本") + 20, "in a column of its own, beside its message"


def test_the_table_has_columns_more_and_the_same_before() -> None:
    plain = csv.DictReader(io.StringIO(made_up_files("en")["transcripts/B1.csv"].decode("utf-8-sig"), newline=""))
    table = transcripts(translated("en"))["transcripts/B1.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert tuple(rows[0]) == TRANSLATED_COLUMNS
    assert [{name: row[name] for name in COLUMNS} for row in rows] == list(plain)
    assert [rows[1][name] for name in TRANSLATED_COLUMNS[-4:]] == [ENGLISH, "en", "M. Weber", "2026-03-30"]
    assert rows[0]["translation"] == ""


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_report_says_who_translated(tag: str) -> None:
    files = files_of(translated(tag))
    text = squeezed(pdf_text(files["report/police-report.pdf"]))
    people = Words(tag).translate(", ").join(["M. Weber", Words(tag).translate("not stated"), "王译"])
    said = Words(tag).translate(
        "Messages were translated by: {people}. A translation stands beside its message; "
        "the original text is what counts."
    )
    assert squeezed(said.format(people=people)) in text
    whole = squeezed(files["report/police-report.txt"].decode())
    assert squeezed(said.format(people=people)) in whole
    assert "2of8messagesintoEnglish" in text or "8条消息中的2条译成英文" in text
    assert squeezed(said.format(people=people)) not in squeezed(
        pdf_text(made_up_files(tag)["report/police-report.pdf"])
    )


def test_volumes_are_shorter_where_two_columns_take_more_memory() -> None:
    first = made_up_messages()[0]
    dossier = made_up_dossier("en")
    key = next(iter(dossier.transcripts))
    many = tuple(first._replace(seq=seq) for seq in range(SIDE_BY_SIDE_VOLUME + 5))
    said = {0: (Translation("Hello", "en"),)}
    alone = list(volumes(report_context(replace(dossier, transcripts={key: many}), Words("en"))))
    beside = list(
        volumes(report_context(replace(dossier, transcripts={key: many}, translations={key: said}), Words("en")))
    )
    assert [len(one.messages) for one in alone] == [SIDE_BY_SIDE_VOLUME + 5]
    assert [len(one.messages) for one in beside] == [SIDE_BY_SIDE_VOLUME, 5]


def test_one_language_is_shown_that_of_the_export_before_the_most_frequent() -> None:
    said = {0: (Translation("a", "de"), Translation("b", "zh-Hant")), 1: (Translation("c", "de"),)}
    assert {seq: one.text for seq, one in in_one_language(said, "zh-Hans").items()} == {0: "b"}
    assert {seq: one.text for seq, one in in_one_language(said, "en").items()} == {0: "a", 1: "c"}
    assert in_one_language({}, "en") == {}
