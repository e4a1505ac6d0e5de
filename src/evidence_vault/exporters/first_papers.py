# SPDX-License-Identifier: GPL-3.0-or-later
"""The first papers: card, payments, identifiers and vouchers from whatever is there, marked as preliminary."""

from collections.abc import Iterator

from evidence_vault.exporters.blocks import Block, banner, heading, note
from evidence_vault.exporters.documents import document_of
from evidence_vault.exporters.pdf import set_document
from evidence_vault.exporters.police_report import page_pictures, whole_picture
from evidence_vault.exporters.report_annexes import Printed, picture_block, two_on_a_page
from evidence_vault.exporters.report_context import ReportContext, report_context
from evidence_vault.exporters.report_payments import card_blocks, money_blocks
from evidence_vault.exporters.report_people import suspect_blocks
from evidence_vault.progress import Progress
from evidence_vault.records import ContentSource, Dossier
from evidence_vault.translations import Words


def set_first_papers(dossier: Dossier, contents: ContentSource, words: Words, progress: Progress) -> bytes:
    """One PDF; the pictures are those exhibits of the dossier for which a copy to print was made.

    Raises AgencyUnknown, PdfFailed, BlobDamaged, Cancelled.
    """
    context = report_context(dossier, words)
    printed = list(_pictures(context, contents, progress))
    pictures = {one.name: one.picture.svg for one in printed}
    title = words.translate("First papers")
    return set_document(document_of(context, title, list(_blocks(context, printed)), pictures=pictures))


def _pictures(context: ReportContext, contents: ContentSource, progress: Progress) -> Iterator[Printed]:
    for exhibit in context.dossier.exhibits:
        progress.raise_if_cancelled()
        whole = whole_picture(exhibit, contents)
        yield from page_pictures(exhibit, contents) or ([whole] if whole else [])


def _blocks(context: ReportContext, printed: list[Printed]) -> Iterator[Block]:
    translate = context.words.translate
    first, *card = card_blocks(context)
    yield first
    yield banner(translate("Preliminary: made from what was recorded by then. The complete report may say more."))
    yield from card
    yield from suspect_blocks(context)
    yield from money_blocks(context)
    yield heading(translate("Vouchers and other pictures"), new_page=True)
    if not printed:
        yield note(translate("No picture is in this case yet."))
    yield from two_on_a_page([picture_block(context, one) for one in printed])
