# SPDX-License-Identifier: GPL-3.0-or-later
"""The first papers for bank and police, within minutes: card, accounts, payments, vouchers, from what is there."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from evidence_vault.cases.dossier import Copies, Purpose, case_exhibits, freeze_dossier
from evidence_vault.clock import SystemClock, local_text
from evidence_vault.complaints.whom_to_call import office_of
from evidence_vault.exporters.first_papers import set_first_papers
from evidence_vault.operations.edit_case import load_case
from evidence_vault.operations.export_case import new_package_id
from evidence_vault.operations.long_pictures import page_parts
from evidence_vault.operations.picture_copies import is_picture, printed_copies
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, CaseFile, Exhibit, Fields, Json
from evidence_vault.safe_files import write_new_file
from evidence_vault.translations import Words, nearest_language
from evidence_vault.vault.vault import Vault

PAPERS_MADE = "first-papers-made"
NAME = "first-papers.pdf"
MOST_PICTURES = 24
_KIND = "police"


def save_first_papers(
    vault: Vault, case_id: str, destination: Path, actor: Actor, progress: Progress, *, language: str
) -> Path:
    """Write them as one PDF (never over something) and journal that they left the vault.

    Raises NoSuchEntry, PdfFailed, DestinationExists, DestinationUnwritable, DiskFull, Cancelled.
    """
    case, clock, tag = load_case(vault, case_id), SystemClock(), nearest_language(language)
    chosen = chosen_pictures(case, case_exhibits(vault, case_id))
    printed = printed_copies(vault, case_id, actor, chosen, progress, kind=_KIND)
    parts = page_parts(vault, case_id, actor, chosen, progress, kind=_KIND)
    purpose = Purpose(
        kind=_KIND,
        language=tag,
        platform=None,
        agency=office_of(case),
        package_id=new_package_id(clock),
        made_at=local_text(clock.now()),
        made_by=actor,
        options={},
    )
    dossier = freeze_dossier(vault, case_id, Copies(printed, {}, parts=parts), purpose, with_messages=False)
    data = set_first_papers(dossier, vault.contents, Words(tag), progress)
    progress.raise_if_cancelled()
    write_new_file(destination, data)
    payload: dict[str, Json] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    vault.record(PAPERS_MADE, [case_id], payload, actor=actor, case_id=case_id)
    return destination


def chosen_pictures(case: CaseFile, exhibits: Sequence[Exhibit]) -> tuple[Exhibit, ...]:
    """The pictures that payments and accounts name as their proof; where they name none, the first ones there are."""
    named = {str(one) for payment in case.payments for one in _listed(payment.fields, "evidence_items")}
    named |= {
        str(one) for suspect in case.suspects for each in suspect.identifiers for one in _listed(each, "seen_in_items")
    }
    pictures = [exhibit for exhibit in exhibits if is_picture(exhibit.item)]
    wanted = [exhibit for exhibit in pictures if {exhibit.number, exhibit.item.id} & named]
    return tuple((wanted or pictures)[:MOST_PICTURES])


def _listed(fields: Fields, name: str) -> Sequence[Json]:
    value = fields.get(name)
    return value if isinstance(value, list) else []
