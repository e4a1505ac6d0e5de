# SPDX-License-Identifier: GPL-3.0-or-later
"""Long screenshots in a police report: cut into parts that fit a page, made once, each under its number."""

import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from tests.helpers.drawn_files import chat_page, saved
from tests.helpers.vaults import OWNER, new_vault

from evidence_vault.exporters.plain_text import plain_text
from evidence_vault.exporters.police_report import ReportContent, report_content, set_report
from evidence_vault.exporters.report_context import report_context
from evidence_vault.operations.edit_case import new_case
from evidence_vault.operations.export_case import ExportOptions, make_dossier
from evidence_vault.operations.hand_over_now import save_first_papers
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.make_copy import CopyWish, make_copy
from evidence_vault.picture_steps import TOO_LONG, Area, Redact
from evidence_vault.progress import Silent
from evidence_vault.records import Dossier
from evidence_vault.translations import LANGUAGES, Words
from evidence_vault.vault.vault import Vault


def long_page(pages: int) -> Image.Image:
    """A scroll of so many screens."""
    screen = chat_page()
    long = Image.new("RGB", (screen.width, screen.height * pages))
    for place in range(pages):
        long.paste(screen, (0, place * screen.height))
    return long


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case_id(vault: Vault, tmp_path: Path) -> str:
    source = tmp_path / "phone"
    source.mkdir()
    (source / "1-long.png").write_bytes(saved(long_page(4), "PNG"))
    (source / "2-short.png").write_bytes(saved(chat_page(), "PNG"))
    (source / "3-broken.png").write_bytes(saved(long_page(4), "PNG")[:4000])
    case = new_case(vault, "made-up", OWNER).id
    import_files(vault, [source], ImportOptions(case), OWNER, Silent())
    return case


def dossier_of(vault: Vault, case_id: str, tmp_path: Path, **options: Any) -> Dossier:
    return make_dossier(vault, case_id, ExportOptions("police", tmp_path / "p", "en", **options), OWNER, Silent())


def content_of(vault: Vault, dossier: Dossier, tag: str = "en") -> ReportContent:
    return report_content(report_context(dossier, Words(tag)), vault.contents, {}, Silent())


def figures(content: ReportContent) -> list[Any]:
    found: list[Any] = []
    for block in content.blocks:
        if block["kind"] in {"picture", "picture-rows"}:
            found += block.get("pictures", [block])  # type: ignore[arg-type]
    return found


def test_the_parts_are_made_once_cover_the_whole_and_overlap(vault: Vault, case_id: str, tmp_path: Path) -> None:
    first, again = (dossier_of(vault, case_id, tmp_path) for _ in range(2))
    exhibits = {exhibit.item.name: exhibit for exhibit in first.exhibits}
    parts = exhibits["1-long.png"].picture_parts
    assert len(parts) >= 4
    assert [one.picture_parts for one in again.exhibits] == [one.picture_parts for one in first.exhibits]
    assert exhibits["2-short.png"].picture_parts == ()
    copies = {copy.id: copy for copy in first.derivatives}
    crops: list[Any] = [copies[part].derivation["steps"][0] for part in parts]  # type: ignore[index]
    assert crops[0]["y"] == 0
    assert crops[-1]["y"] + crops[-1]["height"] == 844 * 4
    for upper, lower in pairwise(crops):
        assert lower["y"] < upper["y"] + upper["height"], "a little of each part stands on the next"
    assert [copies[part].derivation["part"] for part in parts] == list(range(1, len(parts) + 1))  # type: ignore[index]
    assert all(crop["height"] <= TOO_LONG * crop["width"] for crop in crops)
    with vault.contents.open(parts[0]) as stream:
        assert Image.open(stream).width == 390, "not made smaller"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_part_stands_under_its_number_and_lists_lead_to_the_first(
    vault: Vault, case_id: str, tmp_path: Path, tag: str
) -> None:
    dossier, words = dossier_of(vault, case_id, tmp_path), Words(tag)
    content = content_of(vault, dossier, tag)
    exhibit = next(one for one in dossier.exhibits if one.picture_parts)
    own = [one for one in figures(content) if one["number"] == exhibit.number]
    count = len(exhibit.picture_parts)
    said = [words.translate("part {part} of {parts}").format(part=n, parts=count) for n in range(1, count + 1)]
    assert [one["part"] for one in own] == said
    assert [one["is_first"] for one in own] == [True] + [False] * (count - 1)
    assert all(part in plain_text(content.blocks, words) for part in said)
    pages = PdfReader(io.BytesIO(set_report(report_context(dossier, words), content))).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    for part in said:
        assert "".join(f"{exhibit.number} · {part}".split()) in text
    sheet: Any = next(block for block in content.blocks if block["kind"] == "contact-sheet")
    assert [one["number"] for one in sheet["pictures"]].count(exhibit.number) == 1, "once on the contact sheet, whole"


def test_a_picture_that_cannot_be_opened_costs_only_itself(vault: Vault, case_id: str, tmp_path: Path) -> None:
    dossier = dossier_of(vault, case_id, tmp_path)
    broken = next(one for one in dossier.exhibits if one.item.name == "3-broken.png")
    assert broken.picture_parts == ()
    assert {one["number"] for one in figures(content_of(vault, dossier))} == {
        exhibit.number for exhibit in dossier.exhibits if exhibit is not broken
    }


def test_where_parts_do_not_fit_among_the_printed_ones_the_whole_is_on_the_sheet(
    vault: Vault, case_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = dossier_of(vault, case_id, tmp_path)
    monkeypatch.setattr("evidence_vault.exporters.police_report.PICTURES_PRINTED", 3)
    content = content_of(vault, dossier)
    assert [one["part"] for one in figures(content)] == [""], "the short one alone"
    assert any("1 further pictures are small" in str(block.get("text")) for block in content.blocks)


def test_a_copy_meant_for_the_police_is_cut_in_place_of_the_original(
    vault: Vault, case_id: str, tmp_path: Path
) -> None:
    item = next(item for item in vault.items(case_id=case_id) if item.name == "1-long.png")
    wish = CopyWish((Redact(Area(20, 400, 300, 500)),), use_for=("police",))
    hidden = make_copy(vault, item.id, wish, OWNER, Silent(), case_id=case_id)
    dossier = dossier_of(vault, case_id, tmp_path)
    exhibit = next(one for one in dossier.exhibits if one.item.id == item.id)
    copies = {copy.id: copy for copy in dossier.derivatives}
    assert len(exhibit.picture_parts) >= 4
    assert {(copies[part].derivation or {}).get("made_of") for part in exhibit.picture_parts} == {hidden.sha256}
    captions = [str(one["caption"]) for one in figures(content_of(vault, dossier)) if one["number"] == exhibit.number]
    assert all("PARTS ARE HIDDEN" in caption for caption in captions)


def test_the_first_papers_print_the_parts_too(vault: Vault, case_id: str, tmp_path: Path) -> None:
    path = save_first_papers(vault, case_id, tmp_path / "first.pdf", OWNER, Silent(), language="en")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
    assert "part 1 of" in text
    assert "part 4 of" in text
