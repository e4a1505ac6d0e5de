# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of cases as people really have them: nothing recorded, far too much, names nobody thought of."""

import io
import multiprocessing
import os
import resource
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from evidence_vault.complaints.fit import count_characters
from evidence_vault.exporters.plain_text import plain_text
from evidence_vault.exporters.police_report import ReportContent, report_content, set_report
from evidence_vault.exporters.report_annexes import AnnexPictures, annex_blocks
from evidence_vault.exporters.report_context import report_context
from evidence_vault.exporters.transcript import VOLUME, transcript_parts
from evidence_vault.exporters.word_document import WordDocument, word_document
from evidence_vault.progress import Silent
from evidence_vault.records import CaseFile, CopyPurpose, Dossier, Exhibit, Fact, Suspect, Translation
from evidence_vault.translations import LANGUAGES, Words
from tests.exporters.exports import files_of, pdf_text, printed_numbers, squeezed
from tests.helpers.made_up_case import (
    MadeUpContents,
    made_up_case,
    made_up_contents,
    made_up_dossier,
    made_up_messages,
)

REPORT = "report/police-report.pdf"
NAMES = {
    "long": "王" * 1000 + "Wang-Müller " * 84,
    "right-to-left": "\u202eمحمد العربي‎ \u2067דוד\u2069 gnp.exe",
    "emoji": "👩🏽‍❤️‍💋‍👩🏿 Любовь 🇨🇳 ℳ𝔂 𝕟𝕒𝕞𝕖 𓀀 \U0001fae8",
    "hostile": '#panic() *x* $y$ <script>alert(1)</script> =cmd|"/c calc"!A1 {name} {page}\u0000\u0007',
}


def empty_case() -> CaseFile:
    return CaseFile(id=made_up_case().id, title="", fields={})


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("kind", ["police", "complaint", "archive"])
def test_a_case_in_which_nothing_is_recorded_gives_a_whole_package(kind: str, tag: str) -> None:
    dossier = replace(
        made_up_dossier(tag, kind), case=empty_case(), exhibits=(), derivatives=(), conversations=(), transcripts={},
        options={},
    )  # fmt: skip
    files = files_of(dossier)
    if kind == "police":
        text = pdf_text(files[REPORT])
        assert Words(tag).translate("not stated") in text
        assert "None" not in text
        assert "{" not in text
    if kind == "complaint":
        assert files["complaint/wechat/complaint.txt"].strip()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_without_payments_and_suspects_both_are_said_to_be_missing(tag: str) -> None:
    dossier = made_up_dossier(tag)
    bare = replace(dossier, case=replace(made_up_case(), payments=(), suspects=()))
    files = files_of(bare)
    text = squeezed(pdf_text(files[REPORT]))
    for words in ("Money table", "The other side and their identifiers"):
        assert squeezed(Words(tag).translate(words)) in text
    card = pdf_text(files["report/stop-payment-card.pdf"])
    assert len(PdfReader(io.BytesIO(files["report/stop-payment-card.pdf"])).pages) == 1
    assert Words(tag).translate("Stop-payment card") in card


@pytest.mark.parametrize("kind", ["police", "complaint"])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_nobody_thought_of_stands_everywhere_and_breaks_nothing(name: str, kind: str) -> None:
    clean = name.replace("\u0000", "")
    case = made_up_case()
    people = (Fact("person", "p", case.id, {"role": "complainant", "full_name": clean}, "", ""),)
    suspect = Suspect("s", {"label": "S1", "claimed_name": clean}, (
        {"type": "wechat_id", "value_exact": clean[:200], "display_name": clean},
    ))  # fmt: skip
    payments = tuple(replace(one, fields={**one.fields, "to_account_name": clean}) for one in case.payments)
    dossier = made_up_dossier("en", kind)
    exhibits = tuple(replace(one, title=clean, item=replace(one.item, name=f"{clean}.png")) for one in dossier.exhibits)
    crowded = replace(
        dossier,
        case=replace(case, title=clean, people=people, suspects=(suspect,), payments=payments),
        exhibits=exhibits,
    )
    files = files_of(crowded)
    if kind == "complaint":
        text = files["complaint/wechat/complaint.txt"].decode()
        assert 0 < count_characters(text.strip()) <= 200
        assert b"<script>" not in files["complaint/wechat/steps.html"]
        return
    assert len(PdfReader(io.BytesIO(files[REPORT])).pages) > 10
    assert b"<script>" not in b"".join(data for path, data in files.items() if path.endswith(".html"))
    with zipfile.ZipFile(io.BytesIO(files["report/police-report.docx"])) as document:
        assert document.testzip() is None


def test_a_narrative_of_thirty_pages_is_there_to_its_last_word() -> None:
    paragraphs = tuple(f"第{n}段：" + "我按照对方的要求把钱转给了他，然后等待回复。" * 14 for n in range(1, 151))
    case = replace(made_up_case(), narrative=(*paragraphs, "最后一句话。"))
    dossier = replace(made_up_dossier("zh-Hans"), case=case)
    context = report_context(dossier, Words("zh-Hans"))
    content = report_content(context, made_up_contents(), {}, Silent())
    data = set_report(context, content)
    text = squeezed(pdf_text(data))
    assert all(f"第{n}段：" in text for n in range(1, 151))
    assert "最后一句话。" in text
    assert len(PdfReader(io.BytesIO(data)).pages) > 40
    assert "最后一句话。" in plain_text(content.blocks, context.words)


def test_a_long_translated_transcript_is_there_to_its_last_message() -> None:
    dossier = many_messages(2_000)
    key = next(iter(dossier.transcripts))
    said = {seq: (Translation(f"In English, number {seq}: transfer it first.", "en"),) for seq in range(2_000)}
    dossier = replace(dossier, translations={key: said}, language="en")
    parts = {part.path: part for part in transcript_parts(report_context(dossier, Words("en")))}
    with parts["transcripts/B1.pdf"].open() as stream:
        pages = PdfReader(stream).pages
        assert "In English, number 1999: transfer it first." in " ".join(pages[-1].extract_text().split())


def many_messages(count: int) -> Dossier:
    dossier, first = made_up_dossier(), made_up_messages()[0]
    messages = tuple(
        first._replace(seq=seq, text=f"第{seq}条消息，今天的收益是百分之三，本金随时可以取出。") for seq in range(count)
    )
    return replace(dossier, transcripts={next(iter(dossier.transcripts)): messages})


@pytest.mark.torture
def test_a_transcript_of_300000_messages_in_volumes_under_a_gigabyte() -> None:
    count = 300_000
    # In a process of its own: what is counted of children is the largest that a process ever had.
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        seen, volumes, own, child = pool.apply(write_volumes, (count,))
    assert seen == count
    assert volumes == count // VOLUME
    assert child < 800, "the process that sets a volume, in MiB"
    assert own + child < 1800, "with all messages of the case in memory"


def write_volumes(count: int) -> tuple[int, int, int, int]:
    """Messages and volumes written, and the most memory (MiB) of this process and of the ones it started."""
    seen, volumes = 0, 0
    for part in transcript_parts(report_context(many_messages(count), Words("zh-Hans"))):
        with part.open() as stream:
            data = stream.read()
        if part.path.endswith(".csv"):
            seen += data.count(b'"message"')
        if part.path.endswith(".pdf"):
            volumes += 1
            assert data.startswith(b"%PDF-")
    own, child = (resource.getrusage(who).ru_maxrss >> 10 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return seen, volumes, own, child


def many_pictures(count: int, whole: int) -> tuple[Dossier, MadeUpContents]:
    dossier, contents = made_up_dossier("en"), made_up_contents()
    first, pattern = dossier.exhibits[0], dossier.derivatives[0]
    exhibits: list[Exhibit] = []
    copies = []
    for number in range(1, count + 1):
        copy = f"copy{number:028d}"
        contents.contents[copy] = small_picture(number)
        item = replace(first.item, id=f"many{number:028d}", sha256=f"{number:064x}")
        exhibits.append(
            replace(first, number=f"A{number}", item=item, picture_item_id=copy, upload_item_id=None, title=None)
        )
        purpose = CopyPurpose.PRINT if number <= whole else CopyPurpose.CONTACT_SHEET
        copies.append(replace(pattern, id=copy, derived_from=item.id, derivation={"purpose": purpose}))
    crowded = replace(dossier, exhibits=tuple(exhibits), derivatives=tuple(copies), conversations=(), transcripts={})
    return crowded, contents


def small_picture(number: int) -> bytes:
    target = io.BytesIO()
    picture = Image.new("RGB", (40, 80), (number % 256, number // 256 % 256, 90))
    picture.save(target, "JPEG", quality=60)
    return target.getvalue()


def report_of_many(count: int, whole: int) -> tuple[ReportContent, bytes]:
    dossier, contents = many_pictures(count, whole)
    context = report_context(dossier, Words("en"))
    content = report_content(context, contents, {}, Silent())
    return content, set_report(context, content)


def test_every_picture_beyond_the_printed_ones_is_on_the_contact_sheet() -> None:
    dossier, contents = many_pictures(430, whole=420)
    content = report_content(report_context(dossier, Words("en")), contents, {}, Silent())
    assert len(printed_numbers(content.blocks)) == 400, "no more than are printed"
    notes = [str(block["text"]) for block in content.blocks if block["kind"] == "note"]
    assert any("30 further pictures are small on the contact sheet" in text for text in notes)
    sheet: Any = next(block["pictures"] for block in content.blocks if block["kind"] == "contact-sheet")
    assert [one["number"] for one in sheet] == [exhibit.number for exhibit in dossier.exhibits]


@pytest.mark.torture
def test_5000_pictures_in_report_and_in_the_copy_for_editing() -> None:
    began = sum(os.times()[:4])
    content, data = report_of_many(5000, whole=400)
    assert len(PdfReader(io.BytesIO(data)).pages) > 600
    source = WordDocument(
        title="many", author="a", made_at="2026-03-22T09:15:00+08:00", language="en", blocks=content.blocks,
        foot=("a", "b"), page="{page} / {pages}",
        pictures={name: picture.data for _exhibit, name, picture, *_part in content.pictures},
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(word_document(source))) as document:
        pictures = [name for name in document.namelist() if name.startswith("word/media/")]
    assert len(pictures) == 5000
    assert sum(os.times()[:4]) - began < 240, "seconds of processor time"


def test_pictures_that_cannot_be_opened_are_named_where_they_would_stand() -> None:
    dossier = made_up_dossier("en")
    context = report_context(dossier, Words("en"))
    blocks = list(annex_blocks(context, AnnexPictures(unreadable=dossier.exhibits[:2])))
    numbers = ", ".join(one.number for one in dossier.exhibits[:2])
    assert any(numbers in str(block.get("text")) for block in blocks)
