# SPDX-License-Identifier: GPL-3.0-or-later
"""The export for the police, a bank, a lawyer: complete and unredacted, stop-payment card first (DOMAIN §5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence_vault.errors import PictureDamaged
from evidence_vault.exporters.agency_sheet import agency_sheet, sheet_blocks, sheet_parts
from evidence_vault.exporters.base import bytes_part, text_part
from evidence_vault.exporters.blocks import Block, note
from evidence_vault.exporters.blocks import title as title_block
from evidence_vault.exporters.case_tables import table_parts
from evidence_vault.exporters.case_uco import case_part
from evidence_vault.exporters.documents import document_of, foot_lines, page_words
from evidence_vault.exporters.evidence_files import (
    copy_parts,
    custody_part,
    kept_back,
    original_names,
    original_parts,
    time_parts,
)
from evidence_vault.exporters.pdf import PrintedPicture, printed_picture, set_document
from evidence_vault.exporters.plain_text import plain_text
from evidence_vault.exporters.report_account import done_blocks, narrative_blocks
from evidence_vault.exporters.report_annexes import AnnexPictures, Printed, annex_blocks
from evidence_vault.exporters.report_context import ReportContext, report_context
from evidence_vault.exporters.report_evidence import (
    exhibit_blocks,
    glossary_blocks,
    integrity_blocks,
    statement_blocks,
)
from evidence_vault.exporters.report_payments import card_blocks, money_blocks
from evidence_vault.exporters.report_people import complainant_blocks, suspect_blocks
from evidence_vault.exporters.report_summary import summary_blocks
from evidence_vault.exporters.report_time import time_blocks
from evidence_vault.exporters.report_timeline import timeline_blocks
from evidence_vault.exporters.transcript import transcript_parts
from evidence_vault.progress import Progress
from evidence_vault.records import ContentSource, CopyPurpose, Dossier, Exhibit, Part
from evidence_vault.translations import Words

PICTURES_PRINTED = 400
"""Pictures printed whole; the others stand small on the contact sheet and go along as files."""


class PoliceReport:
    """Kind ``police``."""

    kind = "police"

    def parts(self, dossier: Dossier, contents: ContentSource, words: Words, progress: Progress) -> Iterator[Part]:
        """Report and card as PDF, tables, transcripts, originals, copies, custody log."""
        context = report_context(dossier, words)
        names = original_names(dossier)
        progress.report(0, 3, words.translate("Setting the report"))
        card = set_card(context)
        progress.raise_if_cancelled()
        yield bytes_part("report/stop-payment-card.pdf", "card", card)
        yield from _report_parts(context, report_content(context, contents, names, progress))
        yield from sheet_parts(context)
        progress.report(1, 3, words.translate("Writing tables and transcripts"))
        yield from table_parts(dossier, names, words)
        yield from transcript_parts(context, progress)
        progress.report(2, 3, words.translate("Adding the evidence"))
        yield from original_parts(dossier, contents, names)
        yield from copy_parts(dossier, contents)
        yield custody_part(dossier)
        yield from time_parts(dossier)
        yield case_part(dossier, names)

    def withheld(self, dossier: Dossier) -> Mapping[str, int]:
        """Originals that hold login secrets, unless the person said of each that it goes out."""
        return kept_back(dossier)


def set_card(context: ReportContext) -> bytes:
    """The stop-payment card as a PDF of its own. Raises PdfFailed."""
    return set_document(document_of(context, context.words.translate("Stop-payment card"), list(card_blocks(context))))


@dataclass(frozen=True, slots=True)
class ReportContent:
    """The report as data: what every form of it is made from."""

    title: str
    blocks: Sequence[Block]
    pictures: Sequence[Printed]


def report_content(
    context: ReportContext, contents: ContentSource, names: dict[str, str], progress: Progress
) -> ReportContent:
    """All pages of the report. Raises BlobDamaged, Cancelled."""
    pictures = _annex_pictures(context, contents, progress)
    blocks = [*_pages(context, names), *annex_blocks(context, pictures)]
    return ReportContent(context.words.translate("Report and list of evidence"), blocks, pictures.all)


def set_report(context: ReportContext, content: ReportContent) -> bytes:
    """The whole report as a PDF. Raises PdfFailed."""
    pictures = {one.name: one.picture.svg for one in content.pictures}
    return set_document(document_of(context, content.title, content.blocks, pictures=pictures))


def _report_parts(context: ReportContext, content: ReportContent) -> Iterator[Part]:
    """The report to be printed and checked, to be edited, and to be read aloud or pasted."""
    from evidence_vault.exporters.word_document import WordDocument, word_document  # late: slow to load

    yield bytes_part("report/police-report.pdf", "report", set_report(context, content))
    copy_note = context.words.translate("A copy for editing. The PDF beside it is what was handed over.")
    source = WordDocument(
        title=content.title,
        author=context.dossier.made_by.name,
        made_at=context.dossier.made_at,
        language=context.words.tag,
        blocks=[note(copy_note), *content.blocks],
        foot=foot_lines(context),
        page=page_words(context),
        pictures={one.name: one.picture.data for one in content.pictures},
    )
    yield bytes_part("report/police-report.docx", "report", word_document(source))
    yield text_part("report/police-report.txt", "text", plain_text(content.blocks, context.words))


def _pages(context: ReportContext, names: dict[str, str]) -> Iterator[Block]:
    yield from card_blocks(context)
    report_title = context.words.translate("Report and list of evidence")
    yield title_block(report_title, context.over_title, outlined=False, new_page=True)
    yield from summary_blocks(context)
    yield from complainant_blocks(context)
    yield from suspect_blocks(context)
    yield from money_blocks(context)
    yield from timeline_blocks(context)
    yield from narrative_blocks(context)
    yield from done_blocks(context)
    yield from exhibit_blocks(context, names)
    yield from glossary_blocks(context)
    yield from integrity_blocks(context)
    yield from time_blocks(context)
    yield from statement_blocks(context)
    yield from sheet_blocks(context, agency_sheet(context, context.agency))


def _annex_pictures(context: ReportContext, contents: ContentSource, progress: Progress) -> AnnexPictures:
    printed: list[Printed] = []
    sheet: list[Printed] = []
    unreadable: list[Exhibit] = []
    for exhibit in context.dossier.exhibits:
        progress.raise_if_cancelled()
        whole = whole_picture(exhibit, contents)
        if whole:
            sheet.append(whole)
            on_pages = page_pictures(exhibit, contents) or [whole]
            if len(printed) + len(on_pages) <= PICTURES_PRINTED and not _is_small(context, exhibit):
                printed += on_pages
        elif exhibit.item.media_type.startswith("image/"):
            unreadable.append(exhibit)
    return AnnexPictures(printed, sheet, unreadable)


def _is_small(context: ReportContext, exhibit: Exhibit) -> bool:
    """Whether the copy was made for the contact sheet alone."""
    copy = context.exhibits.copy(exhibit.picture_item_id or "")
    return bool(copy and copy.derivation and copy.derivation.get("purpose") == CopyPurpose.CONTACT_SHEET)


def whole_picture(exhibit: Exhibit, contents: ContentSource) -> Printed | None:
    """The copy of an exhibit made for printing; None where it is no picture. Raises BlobDamaged."""
    picture = _read(exhibit, exhibit.picture_item_id, contents)
    return Printed(exhibit, f"picture-{exhibit.number}", picture) if picture else None


def page_pictures(exhibit: Exhibit, contents: ContentSource) -> list[Printed]:
    """The parts of a long picture, each for a page; empty where it has none, or one cannot be read."""
    parts = [_read(exhibit, item_id, contents) for item_id in exhibit.picture_parts]
    printed = [
        Printed(exhibit, f"picture-{exhibit.number}-part-{place}", part, place, len(parts))
        for place, part in enumerate(parts, 1)
        if part
    ]
    return printed if len(printed) == len(parts) else []


def _read(exhibit: Exhibit, item_id: str | None, contents: ContentSource) -> PrintedPicture | None:
    if item_id is None:
        return None
    with contents.open(item_id) as stream:
        data = stream.read()
    try:
        return printed_picture(data, exhibit.item.name)
    except PictureDamaged:
        return None  # a copy that is no picture costs itself only; the report counts it
