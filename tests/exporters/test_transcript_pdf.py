# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts as PDF: every message under its number, the hash of the source, files named, hostile text, many."""

import io
import os
from dataclasses import replace

import pytest
from pypdf import PdfReader

from evidence_vault.exporters.report_context import report_context
from evidence_vault.exporters.shown import grouped_hash
from evidence_vault.exporters.transcript import VOLUME, transcript_parts, volumes
from evidence_vault.records import Attachment, AttachmentState, Dossier, Json, Message, TimeCertainty
from evidence_vault.translations import LANGUAGES, Words
from tests.exporters.exports import made_up_files, pdf_metadata, pdf_text, read, squeezed
from tests.helpers.made_up_case import made_up_dossier, made_up_messages

PDF = "transcripts/B1.pdf"


def printed(dossier: Dossier) -> dict[str, bytes]:
    parts = transcript_parts(report_context(dossier, Words(dossier.language)))
    return {part.path: read(part) for part in parts if part.path.endswith(".pdf")}


def with_messages(*messages: Message) -> Dossier:
    dossier = made_up_dossier("en")
    return replace(dossier, transcripts={next(iter(dossier.transcripts)): messages})


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_message_stands_under_its_number_with_time_and_account(tag: str) -> None:
    text = squeezed(pdf_text(made_up_files(tag)[PDF]))
    for message in made_up_messages():
        assert squeezed(f"[{message.seq + 1}]{(message.sent_at or '').replace('T', '')}") in text
        assert squeezed(message.text or "") in text
    assert squeezed("金牌导师-林老师→lin_88688") in text
    exhibit = next(one for one in made_up_dossier().exhibits if one.number == "B1")
    assert squeezed(grouped_hash(exhibit.item.sha256)) in text
    assert "⟦300.00CNY已收款⟧" in text, "what we add stands in its brackets"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_page_names_exhibit_source_and_number(tag: str) -> None:
    data = made_up_files(tag)[PDF]
    pages = PdfReader(io.BytesIO(data)).pages
    digest = next(one.item.sha256 for one in made_up_dossier().exhibits if one.number == "B1")
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert digest[:16] in squeezed(text)
        wanted = Words(tag).translate("Page {page} of {pages}").format(page=number, pages=len(pages))
        assert squeezed(wanted) in squeezed(text)
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in pdf_metadata(data)["xmp"]


def test_a_file_that_came_out_of_the_same_source_is_named_with_its_exhibit() -> None:
    dossier = made_up_dossier("en")
    chat = next(exhibit for exhibit in dossier.exhibits if exhibit.number == "B1")
    exhibits = [
        replace(one, item=replace(one.item, contained_in=chat.item.id, name="media/IMG-1.png"))
        if one.number == "C1" else one
        for one in dossier.exhibits
    ]  # fmt: skip
    attachments = (Attachment("IMG-1.png", AttachmentState.PRESENT), Attachment("IMG-2.png", AttachmentState.MISSING))
    message = made_up_messages()[0]._replace(attachments=attachments)
    text = squeezed(pdf_text(printed(replace(with_messages(message), exhibits=tuple(exhibits)))[PDF]))
    digest = next(one.item.sha256 for one in exhibits if one.number == "C1")
    assert f"⟦IMG-1.png:exhibitC1,SHA-256{digest[:12]}…⟧" in text
    assert "⟦IMG-2.png:filenotintheexport⟧" in text


def test_hostile_and_doubtful_messages_print_as_they_are() -> None:
    words = '#panic() *x* $y$ <a>\n{page} "quoted" ' + "x" * 300 + "\u202e\x07😀"
    message = made_up_messages()[0]._replace(
        text=words, sender=words, sent_at="2026-04-03T10:00:00", time_certainty=TimeCertainty.DATE_AMBIGUOUS
    )
    text = squeezed(pdf_text(printed(with_messages(message))[PDF]))
    assert text.count(squeezed('#panic() *x* $y$ <a> {page} "quoted" ' + "x" * 300)) == 2
    assert "[RIGHT-TO-LEFTOVERRIDE][U+0007]😀" in text
    assert "⟦dayandmonthmaybeswapped⟧" in text


def test_a_long_run_stays_on_the_page() -> None:
    message = made_up_messages()[0]._replace(text="https://example.invalid/" + "a1" * 400)
    reader = PdfReader(io.BytesIO(printed(with_messages(message))[PDF]))
    page = reader.pages[0]
    rights: list[float] = []
    page.extract_text(visitor_text=lambda text, _cm, matrix, _font, _size: rights.append(matrix[4]) if text else None)
    assert max(rights) < float(page.mediabox.width) - 18


@pytest.mark.timeout(300)
def test_a_whole_volume_is_set_in_time_and_memory() -> None:
    first = made_up_messages()[0]
    dossier = with_messages(*(first._replace(seq=n, text=f"{n} 转账以后再说，明天一定提现") for n in range(VOLUME + 5)))
    began = os.times()
    files = printed(dossier)
    ended = os.times()
    assert sorted(files) == ["transcripts/B1-volume1.pdf", "transcripts/B1-volume2.pdf"]
    spent = ended.children_user + ended.children_system - began.children_user - began.children_system
    assert spent < 30
    assert f"[{VOLUME + 5}]" in pdf_text(files["transcripts/B1-volume2.pdf"])


def read_with_zone(dossier: Dossier, zone: str | None) -> Dossier:
    """The dossier with an entry of the log that says how the chat was read."""
    item_id = dossier.conversations[0].item_id
    payload: dict[str, Json] = {"answers": {"time_zone": zone, "time_zone_data": "2026a"}}
    entry = replace(dossier.custody[-1], event="read", subjects=(item_id,), payload=payload)
    return replace(dossier, custody=(*dossier.custody, entry))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_zone_that_a_person_stated_is_never_shown_as_that_of_the_source(tag: str) -> None:
    messages = tuple(one._replace(time_certainty=TimeCertainty.LOCAL_DEVICE) for one in made_up_messages())
    dossier = replace(made_up_dossier(tag), transcripts={next(iter(made_up_dossier().transcripts)): messages})
    (stated,) = volumes(report_context(read_with_zone(dossier, "Asia/Shanghai"), Words(tag)))
    said = Words(tag).translate("time of the phone; its zone was stated by the person who reports")
    assert stated.times.startswith(said)
    assert "Asia/Shanghai" in stated.times
    assert "2026a" in stated.times
    (unsaid,) = volumes(report_context(read_with_zone(dossier, None), Words(tag)))
    assert unsaid.times == Words(tag).translate("time of the phone, zone not in the source")


def test_a_zone_in_the_source_is_not_called_a_statement() -> None:
    (known,) = volumes(report_context(read_with_zone(made_up_dossier("en"), "Asia/Shanghai"), Words("en")))
    assert known.times == "zone known"


def test_transcripts_stand_in_the_order_of_the_exhibits() -> None:
    dossier = made_up_dossier("en")
    chat = dossier.conversations[0]
    last = replace(chat, item_id=dossier.exhibits[-1].item.id)
    key = f"{last.item_id}/{last.conversation.id}"
    both = replace(dossier, conversations=(last, chat), transcripts={**dossier.transcripts, key: made_up_messages()})
    assert [one.exhibit.number for one in volumes(report_context(both, Words("en")))] == ["B1", "G1"]
