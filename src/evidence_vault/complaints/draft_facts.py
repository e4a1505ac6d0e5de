# SPDX-License-Identifier: GPL-3.0-or-later
"""What a complaint text may say of a case: only recorded facts, as text in the language of the form."""

from collections.abc import Iterable, Mapping, Sequence

from evidence_vault.complaints.scam_types import scam_type_label
from evidence_vault.complaints.template import PlatformTemplate
from evidence_vault.money import counts, shown_amount, totals
from evidence_vault.records import CaseFile, Fields
from evidence_vault.translations import CHINESE, N_, Words

NO_CONTACT = N_("We are no longer in contact.")
LONGEST_VALUE = 40
"""Characters of one value: a name of 2,000 characters must not push everything else out of the form."""


def draft_facts(
    case: CaseFile, template: PlatformTemplate, words: Words, pictures: Sequence[str] = ()
) -> Mapping[str, str]:
    """Place name of the template's sentences to its text; absent where nothing is recorded."""
    facts: dict[str, str | None] = {
        **_other_side(case, template),
        "first_contact": _day(case.fields.get("first_contact_at"), words),
        "channel": _first(event.fields.get("channel") for event in case.events),
        "scheme": scam_type_label(case.fields.get("scam_type"), words.tag),
        **_payments([payment.fields for payment in case.payments], words),
        "outcome": words.translate(NO_CONTACT) if case.fields.get("still_in_contact") is False else None,
        **_police(case, words),
        "pictures": _numbered_pictures(pictures, words),
    }
    return {name: value for name, value in facts.items() if value}


def _other_side(case: CaseFile, template: PlatformTemplate) -> dict[str, str | None]:
    identifiers = [
        identifier
        for suspect in case.suspects
        for identifier in suspect.identifiers
        if identifier.get("is_victims_own") is not True
    ]
    named = [identifier for identifier in identifiers if identifier.get("type") != "wechat_nickname"]
    by_type = [identifier for kind in template.identifiers for identifier in named if identifier.get("type") == kind]
    nicknames = [identifier.get("value_exact") for identifier in identifiers if identifier not in named]
    nicknames += [identifier.get("display_name") for identifier in by_type]
    nicknames += [suspect.fields.get("claimed_name") for suspect in case.suspects]
    return {
        "identifier": _first(identifier.get("value_exact") for identifier in by_type),
        "nickname": _first(nicknames),
    }


def _payments(payments: Sequence[Fields], words: Words) -> dict[str, str | None]:
    sent = [fields for fields in payments if fields.get("direction") != "received" and counts(fields)]
    if not sent:
        return {}
    days = sorted(day for fields in sent if isinstance(day := fields.get("sent_at"), str))
    several = len(sent) > 1
    amounts = [shown_amount(total.sent, total.currency, words) for total in totals(sent)]
    return {
        "count": str(len(sent)) if several else None,
        "total": words.translate(", ").join(amounts),
        "payee": _few(_values(sent, "to_account_name", "to_account_no"), words),
        "reference": _few(_values(sent, "reference_id", "crypto_tx_hash"), words),
        "first_payment": _day(days[0], words) if several and days else None,
        "last_payment": _day(days[-1], words) if several and days else None,
        "only_payment": _day(days[0], words) if not several and days else None,
    }


def _values(payments: Sequence[Fields], *names: str) -> list[str]:
    """The first recorded of ``names`` of every payment, each once."""
    found = [_first(fields.get(name) for name in names) for fields in payments]
    return list(dict.fromkeys(value for value in found if value))


def _few(values: Sequence[str], words: Words) -> str | None:
    """One value as it is; the first of several with how many more there are: none is passed over in silence."""
    if len(values) <= 1:
        return values[0] if values else None
    return words.translate("{first} (and {count} more)").format(first=values[0], count=len(values) - 1)


def _police(case: CaseFile, words: Words) -> dict[str, str | None]:
    reports = [report.fields for report in case.reports if report.fields.get("org_type") == "police"]
    first = reports[0] if reports else {}
    return {
        "police_date": _day(first.get("reported_at"), words),
        "police_reference": _first([first.get("reference_no")]),
    }


def _numbered_pictures(captions: Sequence[str], words: Words) -> str | None:
    numbered = [
        words.translate("{number} {caption}").format(number=number, caption=caption)
        for number, caption in enumerate(captions, 1)
    ]
    return words.translate("; ").join(numbered) or None


def _first(values: Iterable[object]) -> str | None:
    for value in values:
        if isinstance(value, str) and value.strip():
            text = " ".join(value.split())
            return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
    return None


def _day(value: object, words: Words) -> str | None:
    """The day of an ISO 8601 time as it stands there; no zone is applied, none is invented."""
    if not isinstance(value, str) or len(value) < len("2026"):
        return None
    parts = value[:10].split("-")
    forms = {1: N_("{year}"), 2: N_("{year}-{month}"), 3: N_("{year}-{month}-{day}")}
    if words.tag == CHINESE:
        parts = [part.lstrip("0") for part in parts]
    names = dict(zip(("year", "month", "day"), parts, strict=False))
    return words.translate(forms[min(len(parts), 3)]).format(**names)
