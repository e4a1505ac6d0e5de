# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing in a report comes from nowhere: numbers stand in facts, named exhibits are there, sums are sums."""

import json
import re
from dataclasses import asdict, replace
from decimal import Decimal

import pytest

from evidence_vault.exporters.plain_text import plain_text
from evidence_vault.exporters.police_report import report_content
from evidence_vault.exporters.report_context import report_context
from evidence_vault.money import totals
from evidence_vault.progress import Silent
from evidence_vault.records import Dossier
from evidence_vault.translations import LANGUAGES, Words
from tests.helpers.made_up_case import made_up_contents, made_up_dossier

_NUMBER = re.compile(r"\d{4,}")
_EXHIBIT = re.compile(r"(?<![0-9A-Za-z_/.:-])([A-J]\d{1,3}(?:-\d{1,3})?)(?![0-9A-Za-z_.-])")


def text_of(dossier: Dossier) -> str:
    context = report_context(dossier, Words(dossier.language))
    return plain_text(report_content(context, made_up_contents(), {}, Silent()).blocks, context.words)


def known_to(dossier: Dossier) -> str:
    """Everything that is recorded, what is counted and summed from it, and what our own templates say."""
    context = report_context(dossier, Words(dossier.language))
    recorded = {
        "case": asdict(dossier.case),
        "items": [asdict(exhibit) for exhibit in dossier.exhibits],
        "log": [[entry.utc, entry.entry_hash, entry.actor] for entry in dossier.custody],
        "journal": asdict(dossier.journal),
        "package": [dossier.package_id, dossier.made_at, dossier.signer_fingerprint, dossier.time_zone_data],
        "sums": [asdict(total) for total in totals(payment.fields for payment in dossier.case.payments)],
        "office": asdict(context.agency),
    }
    return json.dumps(recorded, ensure_ascii=False, default=str)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_number_comes_from_somewhere(tag: str) -> None:
    dossier = made_up_dossier(tag)
    known = known_to(dossier)
    our_own = {"256", "1746"}  # SHA-256; a section of a law that a statement names
    strange = {number for number in _NUMBER.findall(text_of(dossier)) if number not in known} - our_own
    assert strange == set()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_exhibit_that_is_named_is_there(tag: str) -> None:
    dossier = made_up_dossier(tag)
    named = set(_EXHIBIT.findall(text_of(dossier)))
    there = {exhibit.number for exhibit in dossier.exhibits}
    missing = named - there
    assert len(named & there) > 5
    for number in missing:  # a fact of the case names it, and the report says that it is not here
        said = Words(tag).translate("{number} (not in this export)").format(number=number)
        assert said in text_of(dossier) or number in " ".join(dossier.case.narrative)


def test_a_changed_amount_changes_every_sum_and_no_old_one_stays() -> None:
    dossier = made_up_dossier("en")
    first, *others = dossier.case.payments
    changed = replace(first, fields={**first.fields, "amount": "20417.37"})
    text = text_of(replace(dossier, case=replace(dossier.case, payments=(changed, *others))))
    (before,) = [one for one in totals(p.fields for p in dossier.case.payments) if one.currency == "CNY"]
    (after,) = [one for one in totals(p.fields for p in (changed, *others)) if one.currency == "CNY"]
    assert Decimal(after.sent) - Decimal(before.sent) == Decimal("417.37")
    assert after.sent in text
    assert after.net in text
    assert before.sent not in text
    assert before.net not in text
