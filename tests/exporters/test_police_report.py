# SPDX-License-Identifier: GPL-3.0-or-later
"""The finished police PDF: standard, facts, totals, and hostile, missing or very many data."""

import io
import os
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader

from evidence_vault.complaints.wording import forbidden_claims
from evidence_vault.errors import AgencyUnknown, PictureDamaged
from evidence_vault.exporters.agencies import agencies
from evidence_vault.exporters.evidence_files import original_names
from evidence_vault.exporters.pdf import printed_picture
from evidence_vault.exporters.plain_text import plain_text
from evidence_vault.exporters.police_report import report_content, set_report
from evidence_vault.exporters.report_annexes import PICTURES_PER_PAGE
from evidence_vault.exporters.report_context import ReportContext, report_context
from evidence_vault.exporters.shown import grouped_hash
from evidence_vault.money import totals
from evidence_vault.progress import Silent
from evidence_vault.records import CaseFile, CopyPurpose, Dossier, Fact, Fields, Suspect
from evidence_vault.translations import LANGUAGES, Words
from tests.exporters.exports import files_of, made_up_files, pdf_metadata, pdf_text, printed_numbers, squeezed
from tests.helpers.made_up_case import MadeUpContents, made_up_case, made_up_contents, made_up_dossier

ACCUSING = ("骗子", "诈骗犯", "犯罪嫌疑人", "scammer", "criminal", "thief")
REPORT, CARD = "report/police-report.pdf", "report/stop-payment-card.pdf"


@cache
def text_of(tag: str, path: str = REPORT) -> str:
    return pdf_text(made_up_files(tag)[path])


def report_pdf(context: ReportContext, contents: MadeUpContents, names: dict[str, str]) -> bytes:
    return set_report(context, report_content(context, contents, names, Silent()))


def report_of(dossier: Dossier, contents: MadeUpContents | None = None) -> str:
    """The text of the report alone: quicker than the whole export."""
    context = report_context(dossier, Words(dossier.language))
    return pdf_text(report_pdf(context, contents or made_up_contents(), original_names(dossier)))


def with_case(**changes: object) -> Dossier:
    return replace(made_up_dossier("en"), case=replace(made_up_case(), **changes))  # type: ignore[arg-type]


def payment(identity: str, fields: Fields) -> Fact:
    return Fact("payment", identity, "c", fields, "", "")


@pytest.mark.parametrize("path", [REPORT, CARD])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_documents_say_which_standards_they_keep(tag: str, path: str) -> None:
    data = made_up_files(tag)[path]
    xmp = pdf_metadata(data)["xmp"]
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    catalogue = PdfReader(io.BytesIO(data)).trailer["/Root"]
    assert str(catalogue["/Lang"]).lower().startswith(tag[:2])
    assert "/StructTreeRoot" in catalogue


@pytest.mark.parametrize("tag", LANGUAGES)
def test_nothing_in_it_leads_or_loads_anywhere(tag: str) -> None:
    reader = PdfReader(io.BytesIO(made_up_files(tag)[REPORT]))
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            assert "/URI" not in annotation.get_object().get("/A", {})
    assert "/OpenAction" not in reader.trailer["/Root"]
    assert "/JavaScript" not in str(reader.trailer["/Root"].get("/Names", {}))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_all_our_texts_are_in_the_language_of_the_export(tag: str) -> None:
    words = Words(tag)
    text = squeezed(text_of(tag))
    for title in (
        "Stop-payment card", "Summary", "Complainant", "The other side and their identifiers", "Money table",
        "Timeline",
        "What happened, in my own words", "Already done", "What I can still provide", "Exhibit list", "Glossary",
        "Integrity and custody", "Statement and signatures", "Annex A: pictures of exhibits",
        "Annex B: transcripts", "Annex C: contact sheet",
    ):  # fmt: skip
        assert squeezed(words.translate(title)) in text
    if tag != "en":
        assert "not stated" not in text_of(tag)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_pages_stand_in_the_order_of_an_officers_work(tag: str) -> None:
    words, text = Words(tag), text_of(tag)
    titles = [
        "Money table",
        "Timeline",
        "Already done",
        "Exhibit list",
        "Integrity and custody",
        "Statement and signatures",
    ]
    after_contents = text.index(
        words.translate("Confidential: keep this page apart from what the other side may see.")[:8]
    )
    places = [text.index(words.translate(title), after_contents) for title in titles]
    assert places == sorted(places)
    assert text.index(words.translate("Stop-payment card")) < text.index(words.translate("Summary"))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_it_claims_nothing_it_cannot_and_accuses_nobody(tag: str) -> None:
    for path in (REPORT, CARD):
        text = text_of(tag, path)
        assert not forbidden_claims(text)
        assert not [word for word in ACCUSING if word in text.lower()]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_exhibit_stands_with_its_whole_hash(tag: str) -> None:
    text = squeezed(text_of(tag))
    for exhibit in made_up_dossier().exhibits:
        assert exhibit.number in text
        assert squeezed(grouped_hash(exhibit.item.sha256)) in text


@pytest.mark.parametrize("tag", LANGUAGES)
def test_totals_and_every_payment_stand_in_it(tag: str) -> None:
    text = squeezed(text_of(tag))
    payments = [fact.fields for fact in made_up_case().payments]
    for total in totals(payments):
        for value in (total.sent, total.received, total.recovered, total.net):
            assert value in text
    for fields in payments:
        assert str(fields["amount"]) in text
        for name in ("to_account_no", "reference_id", "crypto_tx_hash", "from_account_no"):
            if fields.get(name):
                assert squeezed(str(fields[name])) in text


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_card_holds_what_stops_a_payment_and_is_one_sheet(tag: str) -> None:
    data = made_up_files(tag)[CARD]
    text = squeezed(pdf_text(data))
    assert len(PdfReader(io.BytesIO(data)).pages) == 1
    for fact in (
        "110",
        "95017",
        "陈小雨",
        "+8613800000000",
        "20260308142231000001",
        "2026-03-0814:22:31+08:00",
        "赵某某",
    ):
        assert squeezed(fact) in text
    assert "300.00" not in text, "money received is not money to stop"


def test_page_numbers_in_lists_are_the_real_ones() -> None:
    reader = PdfReader(io.BytesIO(made_up_files("en")[REPORT]))
    pages = [page.extract_text() for page in reader.pages]
    printed_on = next(n for n, page in enumerate(pages, 1) if "Annex A: pictures" in page and "profile.png" in page)
    contents = next(page for page in pages if "Contents" in page)
    line = next(line for line in contents.split("\n") if "Annex A" in line)
    assert line.split()[-1].strip(".") == str(printed_on)
    assert f"Page {printed_on} of {len(pages)}" in pages[printed_on - 1]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_beside_an_exhibit_is_where_it_stands(tag: str) -> None:
    pages = PdfReader(io.BytesIO(made_up_files(tag)[REPORT])).pages
    texts = [squeezed(page.extract_text()) for page in pages]
    words, shown = Words(tag), 0
    first = next(n for n, text in enumerate(texts) if text.startswith(squeezed(words.translate("Exhibit list"))))
    lines = "\n".join(page.extract_text(extraction_mode="layout") for page in pages[first : first + 2]).split("\n")
    annex = squeezed(words.translate("Annex B: transcripts"))
    for exhibit in made_up_dossier(tag).exhibits:
        line = next(line for line in lines if line.split()[:1] == [exhibit.number])
        if not line.split()[-1].isdigit():
            assert line.split()[-1] == "–"
            continue
        shown += 1
        text = texts[int(line.split()[-1]) - 1]
        assert f"{exhibit.item.sha256[:12]}…" in text or (text.startswith(annex) and exhibit.number in text)
    assert shown > 5, "pictures and the transcript"


def test_every_page_says_where_it_belongs() -> None:
    dossier = made_up_dossier("en")
    for page in PdfReader(io.BytesIO(made_up_files("en")[REPORT])).pages:
        text = page.extract_text()
        assert dossier.package_id in text
        assert dossier.signer_fingerprint in squeezed(text)
        assert dossier.journal.head[:16] in squeezed(text)


def test_what_is_absent_is_said_and_not_invented() -> None:
    bare = CaseFile("c", "", {})
    text = report_of(
        replace(
            made_up_dossier("en"), case=bare, exhibits=(), derivatives=(), conversations=(), transcripts={}, custody=()
        )
    )
    assert "No payment is recorded in this case." in text
    assert "Nobody of the other side is recorded in this case." in text
    assert "No event is recorded in this case." in text
    assert "No exhibit belongs to this case." in text
    assert text.count("not stated") >= 12
    for invented in ("lin_88688", "CNY", "S1", "Shanghai"):
        assert invented not in text


def test_a_time_without_zone_gets_none() -> None:
    event = Fact("event", "e", "c", {"at": "2026-03-01T10:00:00", "summary": "x"}, "", "")
    case = CaseFile("c", "t", {}, events=(event,))
    text = report_of(replace(made_up_dossier("en"), case=case))
    assert "2026-03-01 10:00:00 (zone not stated)" in " ".join(text.split())
    stated = replace(case, fields={"timezone": "Asia/Shanghai"})
    text = report_of(replace(made_up_dossier("en"), case=stated))
    assert "2026-03-01 10:00:00 +08:00*" in " ".join(text.split())
    assert "* The zone of these times was stated by the person who reports: Asia/Shanghai." in " ".join(text.split())


HOSTILE = [
    '#import "@preview/evil:1.0.0": * #panic()',
    "$ x^2 $ *bold* _it_ `code` = heading <label> @ref",
    "</td><script>alert(1)</script>",
    "\\u{41} #sys.inputs \\",
    "=cmd|' /C calc'!A0",
    "{page} {pages} {count} {0.__class__}",
    "not stated",
]


def test_text_from_evidence_is_never_markup() -> None:
    dossier = with_case(title=HOSTILE[0], narrative=tuple(HOSTILE), fields={"narrative_short": HOSTILE[1]})
    result = squeezed(report_of(dossier))
    assert not [text for text in HOSTILE if squeezed(text) not in result]


def test_every_script_prints_or_is_named() -> None:
    text = "𓀀 😀👨‍👩‍👧 שלום مرحبا Ελληνικά हिन्दी ไทย 한국어 ｱ ⅷ \u202eevil\u202c\x07\u2028 \U0010fffd"
    result = report_of(with_case(narrative=(text,)))
    for shown in (
        "[EGYPTIAN HIEROGLYPH A001]",
        "[RIGHT-TO-LEFT OVERRIDE]",
        "[U+0007]",
        "[LINE SEPARATOR]",
        "[U+10FFFD]",
    ):
        assert squeezed(shown) in squeezed(result)
    for shown in ("Ελληνικά", "😀"):
        assert shown in result


def test_names_of_2000_signs_do_not_break_the_pages() -> None:
    names = ["长" * 2000, "x" * 2000, "א" * 2000, "😀" * 1000, "a b " * 500]
    suspects = tuple(
        Suspect(name[0], {"label": "S", "claimed_name": name}, ({"type": "wechat_id", "value_exact": name},))
        for name in names
    )
    people = (Fact("person", "p", "c", {"role": "complainant", "full_name": names[0]}, "", ""),)
    text = squeezed(report_of(with_case(title=names[1], suspects=suspects, people=people)))
    assert not [name[0] for name in names if text.count(name[0]) < 2 * name.count(name[0])]


def test_a_stranger_called_like_our_words_stays_who_he_is() -> None:
    suspect = Suspect("s", {"claimed_name": "Page {page} of {pages}"})
    assert "Page {page} of {pages}" in report_of(with_case(suspects=(suspect,)))


def test_a_copy_that_is_no_picture_costs_itself_only() -> None:
    dossier, contents = made_up_dossier("en"), made_up_contents()
    broken = dossier.exhibits[0].picture_item_id or ""
    contents.contents[broken] = b"no picture at all"
    text = " ".join(report_of(dossier, contents).split())
    assert f"the files are in the folder of originals: {dossier.exhibits[0].number}" in text
    assert "Exhibit list" in text


@pytest.mark.parametrize("tag", LANGUAGES)
def test_four_pictures_on_a_page_each_under_its_number(tag: str) -> None:
    dossier = made_up_dossier(tag)
    fours = replace(dossier, options={**dossier.options, PICTURES_PER_PAGE: 4})
    context = report_context(fours, Words(tag))
    names = original_names(fours)
    data = report_pdf(context, made_up_contents(), names)
    printed = [exhibit for exhibit in fours.exhibits if exhibit.picture_item_id]
    assert len(printed) > 4
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    first = next(n for n, text in enumerate(pages) if f"{printed[0].item.sha256[:12]}…" in squeezed(text))
    for place, exhibit in enumerate(printed):
        assert f"{exhibit.item.sha256[:12]}…" in squeezed(pages[first + place // 4])
        assert exhibit.number in pages[first + place // 4]
    content = report_content(context, made_up_contents(), names, Silent())
    assert all(exhibit.number in plain_text(content.blocks, Words(tag)) for exhibit in printed)


def test_what_is_not_printed_whole_stands_on_the_contact_sheet() -> None:
    dossier = made_up_dossier("en")
    small = dossier.exhibits[0].picture_item_id
    copies = tuple(
        replace(copy, derivation={"purpose": CopyPurpose.CONTACT_SHEET}) if copy.id == small else copy
        for copy in dossier.derivatives
    )
    content = report_content(
        report_context(replace(dossier, derivatives=copies), Words("en")), made_up_contents(), {}, Silent()
    )
    sheet: Any = next(block["pictures"] for block in content.blocks if block["kind"] == "contact-sheet")
    number, printed = dossier.exhibits[0].number, printed_numbers(content.blocks)
    assert number not in printed
    assert sorted(one["number"] for one in sheet) == sorted([number, *printed])
    assert any("1 further pictures are small" in str(block.get("text")) for block in content.blocks)


@pytest.mark.parametrize("cut", [0, 4, 20, 200, -1])
def test_a_cut_picture_is_refused_and_a_whole_one_is_measured(cut: int) -> None:
    contents = made_up_contents().contents
    for whole in (contents[made_up_dossier().exhibits[0].item.id], contents[f"copya1{'0' * 26}"]):
        with pytest.raises(PictureDamaged):
            printed_picture(whole[:cut], "x.png")
        picture = printed_picture(whole, "x.png")
        assert (picture.width, picture.height) == (360, 720)


def test_payments_of_every_currency_are_kept_apart() -> None:
    rows: list[Mapping[str, str]] = [
        {"amount": "0.1", "currency": "EUR"}, {"amount": "0.2", "currency": "EUR"},
        {"amount": "5", "currency": "JPY", "status": "failed"}, {"currency": "JPY"}, {"amount": "7"},
    ]  # fmt: skip
    text = report_of(with_case(payments=tuple(payment(str(n), dict(row)) for n, row in enumerate(rows))))
    assert "0.3" in text
    assert squeezed("0 (+2 not counted)") in squeezed(text)
    assert "7 (currency not stated)" in text


def test_a_long_timeline_is_cut_and_says_so() -> None:
    events = tuple(
        Fact("event", str(n), "c", {"at": f"2026-01-{n % 28 + 1:02d}", "summary": f"event {n}"}, "", "")
        for n in range(90)
    )
    text = report_of(with_case(events=events))
    assert "56 further lines stand in tables/timeline.csv." in " ".join(text.split())


@pytest.mark.timeout(300)
def test_5000_exhibits_are_set_in_time() -> None:
    dossier = made_up_dossier("en")
    first = dossier.exhibits[1]
    many = tuple(
        replace(first, number=f"A{n}", item=replace(first.item, id=f"many{n:028d}", sha256=f"{n:064x}"))
        for n in range(1, 5001)
    )
    crowded = replace(dossier, exhibits=many, derivatives=(), conversations=(), transcripts={})
    context = report_context(crowded, Words("en"))
    began = _processor_seconds()
    report = report_pdf(context, made_up_contents(), original_names(crowded))
    assert _processor_seconds() - began < 60
    assert len(PdfReader(io.BytesIO(report)).pages) > 200


def _processor_seconds() -> float:
    """Of this process and its ended children: does not depend on what else the computer does."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


@pytest.mark.parametrize("agency", agencies())
@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_office_has_its_sheet(agency: str, tag: str) -> None:
    found = agencies()[agency]
    texts = [found.name[tag], *found.asks[tag]]
    texts += [text for contact in found.contacts for text in (contact.name[tag], contact.use[tag])]
    texts += [statement.text[tag] for statement in found.statements]
    assert all(texts)
    assert found.statements
    assert not forbidden_claims("\n".join(texts))


def test_an_unknown_office_is_refused() -> None:
    with pytest.raises(AgencyUnknown):
        files_of(replace(made_up_dossier("en"), agency="moon_police"))


def test_without_an_office_the_general_sheet_is_used() -> None:
    assert "Police" in report_of(replace(made_up_dossier("en"), agency=None))
