# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as Word, text and workbook: the same content, never a formula, field or link of a stranger's."""

import ast
import io
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_vault import exporters
from evidence_vault.complaints.wording import forbidden_claims
from evidence_vault.exporters.report_context import report_context
from evidence_vault.exporters.shown import grouped_hash
from evidence_vault.exporters.tables import Sheet
from evidence_vault.exporters.word_document import WordDocument, word_document
from evidence_vault.exporters.workbook import MOST_CHARACTERS, workbook
from evidence_vault.records import CaseFile, Suspect
from evidence_vault.translations import LANGUAGES, Words
from tests.exporters.exports import files_of, made_up_files, squeezed
from tests.helpers.made_up_case import made_up_case, made_up_dossier

WORD, TEXT, BOOK = "report/police-report.docx", "report/police-report.txt", "tables/case.xlsx"
HOSTILE = "=HYPERLINK(1) \u202e\x07\x00 <w:fldSimple/> ]]> {PAGE} &amp; MERGEFIELD 😀"


def word_text(data: bytes) -> str:
    """All texts of the body, without those of fields."""
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join(piece.text or "" for piece in body.iter(docx.oxml.ns.qn("w:t")))


def facts() -> Iterator[str]:
    for exhibit in made_up_dossier().exhibits:
        yield grouped_hash(exhibit.item.sha256)
        yield exhibit.title or ""
    for payment in made_up_case().payments:
        for name in ("amount", "reference_id", "to_account_no", "crypto_tx_hash"):
            yield str(payment.fields.get(name) or "")
    yield from made_up_case().narrative
    yield from ("lin_88688", "https://huiying.example.invalid/h5/#/login?code=88688", "52800.50", "47500.50")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_word_and_text_hold_what_the_pdf_holds(tag: str) -> None:
    files = made_up_files(tag)
    for text in (word_text(files[WORD]), files[TEXT].decode("utf-8")):
        found = squeezed(text)
        assert not [fact for fact in facts() if squeezed(fact) not in found]
        assert not forbidden_claims(text)
        for heading in ("Money table", "Timeline", "Exhibit list", "Statement and signatures"):
            assert squeezed(Words(tag).translate(heading)) in found


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_word_file_is_whole_and_leads_nowhere(tag: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made_up_files(tag)[WORD])) as zipped:
        assert zipped.testzip() is None
        assert {entry.date_time for entry in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in zipped.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in zipped.read(name), name
    document = docx.Document(io.BytesIO(made_up_files(tag)[WORD]))
    pictures = document.element.body.findall(f".//{docx.oxml.ns.qn('wp:docPr')}")
    assert len(pictures) == 12, "six exhibits in annex A, and once more on the contact sheet"
    assert all(picture.get("descr") for picture in pictures)
    widths = [section.page_width > section.page_height for section in document.sections]
    assert widths == [False, True, False, True, False], "money and exhibits stand on turned pages"


def fields_of(data: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(data)).element
    return [field.text for field in body.iter(docx.oxml.ns.qn("w:instrText"))]


def test_text_from_evidence_is_never_a_field_or_an_element() -> None:
    dossier = replace(
        made_up_dossier("en"),
        case=replace(
            made_up_case(), title=HOSTILE, narrative=(HOSTILE,), suspects=(Suspect("s", {"claimed_name": HOSTILE}),)
        ),
    )
    files = files_of(dossier)
    assert fields_of(files[WORD]) == fields_of(made_up_files("en")[WORD])
    for text in (word_text(files[WORD]), files[TEXT].decode()):
        assert "=HYPERLINK(1) ⟨U+202E⟩⟨U+0007⟩⟨U+0000⟩ <w:fldSimple/> ]]> {PAGE} &amp; MERGEFIELD 😀" in text


def test_an_empty_case_has_its_files() -> None:
    dossier = replace(
        made_up_dossier("en"), case=CaseFile("c", "", {}), exhibits=(), derivatives=(), conversations=(),
        transcripts={}, custody=(),
    )  # fmt: skip
    files = files_of(dossier)
    assert "No payment is recorded in this case." in word_text(files[WORD])
    assert openpyxl.load_workbook(io.BytesIO(files[BOOK]))["payments"]["A1"].value == "empty"


def test_a_picture_that_is_none_costs_itself_only() -> None:
    block: dict[str, Any] = {
        "kind": "picture", "number": "A1", "caption": "c", "name": "p", "description": "d", "width": 3, "height": 4,
    }  # fmt: skip
    source = WordDocument("t", "a", "2026-01-01T00:00:00+00:00", "en", [block], ("x", "y"), "{page}/{pages}",
                          {"p": b"\x89PNG broken"})  # fmt: skip
    assert "–" in word_text(word_document(source))


def book(rows: list[list[Any]], amounts: frozenset[str] = frozenset()) -> Any:
    data = workbook([Sheet("x", ("a", "b"), rows, amounts)], title="t", author="a", made_at="2026-01-01T00:00:00Z")
    return openpyxl.load_workbook(io.BytesIO(data))["x"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1, max_size=5))
def test_no_cell_is_computed(texts: list[str]) -> None:
    page = book([[text, "=1+1"] for text in texts])
    for row in page.iter_rows(min_row=2):
        assert all(cell.data_type in {"s", "n"} and cell.hyperlink is None for cell in row)
        assert row[1].value == "=1+1"
        assert row[1].data_type == "s"
        assert row[1].quotePrefix


def test_numbers_of_accounts_stay_text_and_amounts_are_exact_or_text() -> None:
    amounts = ["20000.00", "0.000000000000000001", "123456789012345678.90", "12 to 15", None]
    page = book([["6217000000000000000", amount] for amount in amounts], frozenset({"b"}))
    assert [page.cell(row, 1).value for row in range(2, 7)] == ["6217000000000000000"] * 5
    assert page["B2"].value == 20000
    assert page["B2"].number_format == "0.00"
    assert page["B3"].data_type == "n"
    assert page["B4"].value == "123456789012345678.90"
    assert page["B5"].value == "12 to 15"


def test_a_cell_longer_than_excel_allows_is_cut_with_a_mark() -> None:
    value = book([["长" * 40_000, ""]])["A2"].value
    assert len(value) == MOST_CHARACTERS
    assert value.endswith("…")


def test_nothing_is_written_to_a_disk_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object, **_named: object) -> None:
        raise AssertionError("readable evidence in a file of the system")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "mkdtemp", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refused)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refused)
    files_of(made_up_dossier("en", "archive"))
    files_of(made_up_dossier("en"))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_text_can_be_read_aloud_line_by_line(tag: str) -> None:
    text = made_up_files(tag)[TEXT].decode("utf-8")
    payment = next(line for line in text.splitlines() if "20260308142231000001" in line and "; " in line)
    words = report_context(made_up_dossier(tag), Words(tag)).words
    assert words.translate("Amount") in payment
    assert words.translate("Paid to") in payment
    assert not [character for character in text if character < " " and character not in "\n\t"]


def test_each_office_library_has_one_owner_among_the_exporters() -> None:
    folder = Path(exporters.__file__).parent
    owners: dict[str, set[str]] = {"docx": set(), "openpyxl": set()}
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                owners.get(name.partition(".")[0], set()).add(path.name)
    assert owners == {"docx": {"word_document.py", "word_elements.py", "word_pictures.py"}, "openpyxl": {"workbook.py"}}
