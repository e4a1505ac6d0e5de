# SPDX-License-Identifier: GPL-3.0-or-later
"""What our fonts cannot draw is named; what they can draw is printed, or the document would not be made at all."""

import unicodedata
from pathlib import Path

import manimgx_fonts
import manimgx_fonts_cjk
import pytest

from evidence_vault.errors import PdfFailed
from evidence_vault.exporters import pdf
from evidence_vault.exporters.blocks import heading, paragraph
from evidence_vault.exporters.font_coverage import Coverage, coverage_of, named
from tests.exporters.exports import pdf_text


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    folders = [Path(package.__file__).parent for package in (manimgx_fonts, manimgx_fonts_cjk)]
    return coverage_of(font for folder in folders for font in sorted(folder.glob("*.[to]t*")))


def document(text: str) -> bytes:
    data = {
        "title": "t", "author": "a", "language": "en", "lang": "en", "region": None, "not_stated": "not stated",
        "footer": {"left": "", "page": "Page {page} of {pages}", "key": ""},
        "blocks": [heading("Heading"), paragraph(text)],
    }  # fmt: skip
    return pdf.set_document(pdf.Document(data, "2026-03-22T09:15:00+08:00"))


def test_common_scripts_are_covered(coverage: Coverage) -> None:
    assert all(character in coverage for character in "aß中國日本한国ñЖΩשعहไก😀€￥①（）“”")


def test_what_is_not_drawn_is_named(coverage: Coverage) -> None:
    assert coverage.drawable("a\u202eb") == "a[RIGHT-TO-LEFT OVERRIDE]b"
    assert coverage.drawable("\ue000\x00\ud800") == "[U+E000][U+0000][U+D800]"
    assert coverage.drawable("line\nnext") == "line\nnext"
    assert named("𓀀") == "[EGYPTIAN HIEROGLYPH A001]"


def test_a_character_of_every_block_prints(coverage: Coverage) -> None:
    # One step of 64: from every block of Unicode, what the tables of the fonts promise must set without an error.
    sample = [
        chr(point) for point in range(0x21, 0x30000, 64) if unicodedata.category(chr(point)) not in {"Cs", "Cn", "Co"}
    ]
    assert len(sample) > 900
    text = pdf_text(document(" ".join(sample)))
    assert "[" in text
    assert "Heading" in text


def test_incomplete_data_is_refused() -> None:
    with pytest.raises(PdfFailed):
        pdf.set_document(pdf.Document({"blocks": []}, "2026-03-22T09:15:00+08:00"))


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "TIME_LIMIT", 0.01)
    with pytest.raises(PdfFailed):
        document("x")


def test_a_process_that_cannot_start_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "_command", lambda: [str(tmp_path / "nothing-here")])
    with pytest.raises(PdfFailed):
        document("x")
