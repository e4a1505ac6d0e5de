# SPDX-License-Identifier: GPL-3.0-or-later
"""The stop-payment card alone, at any moment, marked as preliminary."""

from evidence_vault.exporters.blocks import note
from evidence_vault.exporters.documents import document_of
from evidence_vault.exporters.pdf import set_document
from evidence_vault.exporters.report_context import report_context
from evidence_vault.exporters.report_payments import card_blocks
from evidence_vault.records import Dossier
from evidence_vault.translations import Words


def set_preliminary_card(dossier: Dossier, words: Words) -> bytes:
    """The card as a PDF. Raises AgencyUnknown, PdfFailed."""
    context = report_context(dossier, words)
    translate = words.translate
    preliminary = note(translate("Preliminary: made from what was recorded by then. The complete report may say more."))
    return set_document(document_of(context, translate("Stop-payment card"), [*card_blocks(context), preliminary]))
