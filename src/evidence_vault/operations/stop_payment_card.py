# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the stop-payment card by itself, to print or to show, before anything else of a case is ready."""

import hashlib
from pathlib import Path

from evidence_vault.cases.dossier import Copies, Purpose, freeze_dossier
from evidence_vault.clock import SystemClock, local_text
from evidence_vault.complaints.whom_to_call import office_of
from evidence_vault.exporters.stop_payment_card import set_preliminary_card
from evidence_vault.operations.edit_case import load_case
from evidence_vault.operations.export_case import new_package_id
from evidence_vault.operations.reading_sources import BytesSource
from evidence_vault.operations.workers import worker
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, Json, Picture
from evidence_vault.safe_files import write_new_file
from evidence_vault.translations import Words, nearest_language
from evidence_vault.vault.vault import Vault

CARD_MADE = "card-made"
NAME = "stop-payment-card.pdf"
_KIND = "police"
_PAPER = (1654, 2339)
"""Pixels of a page of A4 at 200 per inch."""


def save_stop_payment_card(
    vault: Vault, case_id: str, destination: Path, actor: Actor, progress: Progress, *, language: str
) -> Path:
    """Write the card as a PDF (never over something) and journal that it left the vault.

    Raises NoSuchEntry, PdfFailed, DestinationExists, DestinationUnwritable, DiskFull, Cancelled.
    """
    data = _card(vault, case_id, language, actor)
    progress.raise_if_cancelled()
    write_new_file(destination, data)
    _journal(vault, case_id, data, actor)
    return destination


def print_stop_payment_card(vault: Vault, case_id: str, language: str, actor: Actor) -> tuple[Picture, ...]:
    """The pages of the card as pictures for paper; nothing is written outside the vault. It is journaled.

    Raises NoSuchEntry, PdfFailed, WorkerFailed.
    """
    data = _card(vault, case_id, language, actor)
    source = BytesSource(NAME, data)
    pages = tuple(worker().picture(source, page, *_PAPER) for page in range(worker().describe(source).pages))
    _journal(vault, case_id, data, actor)
    return pages


def _card(vault: Vault, case_id: str, language: str, actor: Actor) -> bytes:
    tag, clock = nearest_language(language), SystemClock()
    purpose = Purpose(
        kind=_KIND,
        language=tag,
        platform=None,
        agency=office_of(load_case(vault, case_id)),
        package_id=new_package_id(clock),
        made_at=local_text(clock.now()),
        made_by=actor,
        options={},
    )
    return set_preliminary_card(
        freeze_dossier(vault, case_id, Copies({}, {}), purpose, with_messages=False), Words(tag)
    )


def _journal(vault: Vault, case_id: str, data: bytes, actor: Actor) -> None:
    payload: dict[str, Json] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    vault.record(CARD_MADE, [case_id], payload, actor=actor, case_id=case_id)
