# SPDX-License-Identifier: GPL-3.0-or-later
"""What was told beside bills, chats and vouchers, in words: the counts, what differs, what may be the same."""

from collections.abc import Mapping
from typing import Any

from evidence_vault.gui.flows.fact_words import PAYMENT
from evidence_vault.gui.flows.money_words import amount_text, moment_text, way_text, with_currency
from evidence_vault.money import currency_of
from evidence_vault.records import Fields, Json
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural

Choices = Mapping[str, Mapping[str, str]]
"""Field name to the words of its choices."""


def counts_text(found: Any) -> str:
    """The counts of a ``Reconciliation`` in one line."""
    parts = [
        _("Told: {count}").format(count=found.told),
        _("in bills: {count}").format(count=found.in_bills),
        _("in chats: {count}").format(count=found.in_chats),
        _("with voucher: {count}").format(count=found.with_voucher),
    ]
    differing = sum(bool(check.differences) for check in found.checks)
    if differing:
        parts.append(plural("{count} differs", "{count} differ", differing))
    if found.to_decide:
        parts.append(plural("{count} to decide", "{count} to decide", found.to_decide))
    if found.not_told:
        parts.append(plural("{count} not told", "{count} not told", len(found.not_told)))
    return " · ".join(parts)


def payment_text(fields: Fields, case_zone: object) -> str:
    """A payment in one line: amount, time, from whom to whom, numbers masked."""
    zone, precision = fields.get("timezone"), fields.get("sent_at_precision")
    at = moment_text(fields.get("sent_at"), zone, precision, case_zone)
    return f"{amount_text(fields)} · {at} · {way_text(fields, open_numbers=False)}"


def mention_text(mention: Any, case_zone: object) -> str:
    """A line of a bill or chat: where it stands and what it says."""
    source = _("Bill {number}") if mention.is_bill else _("Chat {number}")
    where = source.format(number=mention.exhibit or visible_name(mention.item_name))
    said = [moment_text(mention.fields.get("sent_at"), None, None, case_zone), amount_text(mention.fields)]
    if mention.status_text:
        said.append(visible_name(mention.status_text))
    return f"{where}: {' · '.join(said)}"


def difference_text(difference: Any, fields: Fields, choices: Choices, case_zone: object, *, is_bill: bool) -> str:
    """One field in which the two do not agree."""
    told = _value_text(difference.field, difference.told, fields, choices, case_zone)
    found = _value_text(difference.field, difference.found, fields, choices, case_zone)
    words = _("{field}: you wrote {told}, the bill says {found}.")
    if not is_bill:
        words = _("{field}: you wrote {told}, the chat says {found}.")
    return words.format(field=_(PAYMENT[difference.field].name), told=told, found=found)


def apart_text(seconds: int | None) -> str:
    """How far two times lie apart."""
    if seconds is None:
        return _("same amount, same day")
    if seconds < 60:
        return plural("same amount, {count} second apart", "same amount, {count} seconds apart", seconds)
    if seconds < 7200:
        return plural("same amount, {count} minute apart", "same amount, {count} minutes apart", seconds // 60)
    return plural("same amount, {count} hour apart", "same amount, {count} hours apart", seconds // 3600)


def _value_text(name: str, value: Json, fields: Fields, choices: Choices, case_zone: object) -> str:
    if name == "sent_at":
        return moment_text(value, fields.get("timezone"), None, case_zone)
    if name in {"amount", "refunded_amount"}:
        return with_currency(str(value), currency_of(fields))
    return str(choices.get(name, {}).get(str(value), visible_name(str(value))))
