# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do now in words: the numbers to read aloud, clocks, what is missing and where it is recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evidence_vault.gui.flows.money_words import amount_text, moment_text
from evidence_vault.gui.flows.words_of_values import time_text
from evidence_vault.records import Fact
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

PLATFORM = "platform"
_ACCOUNTS = ("to_account_no", "iban", "crypto_to_wallet", "card_last4")
_NUMBERS = ("reference_id", "merchant_order_no", "crypto_tx_hash")

AUDIENCES: Mapping[str, str] = {
    "police": N_("For the report to the police"),
    "platform": N_("For the platform's form"),
}
NOT_RECORDED = N_("not recorded yet")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line to read aloud. ``is_key``: a number, to be read sign by sign; "" as value where it is not recorded."""

    name: str
    value: str
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class MissingLine:
    """What is missing and where it is recorded: the section of the window and the target in it."""

    audience: str
    words: str
    section: str
    target: object


def spoken_lines(payment: Fact, payer: Fact | None, case_zone: object) -> tuple[Spoken, ...]:
    """What the bank asks on the phone, in the order in which it is asked."""
    fields = payment.fields
    when = fields.get("sent_at")
    at = moment_text(when, fields.get("timezone"), fields.get("sent_at_precision"), case_zone) if when else ""
    bank = " · ".join(visible_name(str(fields[name])) for name in ("to_institution", "to_branch") if fields.get(name))
    name = payer.fields.get("full_name") if payer else None
    return (
        Spoken(_("Amount"), amount_text(fields) if fields.get("amount") else ""),
        Spoken(_("When"), at),
        Spoken(_("Paid to: account"), _first(fields, _ACCOUNTS), is_key=True),
        Spoken(_("Paid to: name"), _first(fields, ("to_account_name", "merchant_descriptor"))),
        Spoken(_("Paid to: bank or app"), bank),
        Spoken(_("Reference number"), _first(fields, _NUMBERS), is_key=True),
        Spoken(_("Your name"), visible_name(str(name or fields.get("from_account_name") or ""))),
        Spoken(_("Paid from: bank or app"), _first(fields, ("from_institution",))),
    )


def payment_line(payment: Fact, case_zone: object) -> str:
    """One more payment in one line: amount, time, account it went to."""
    fields = payment.fields
    at = moment_text(fields.get("sent_at"), fields.get("timezone"), fields.get("sent_at_precision"), case_zone)
    account = _first(fields, (*_ACCOUNTS, "to_account_name"))
    return " · ".join(part for part in (amount_text(fields), at, account) if part)


def clock_words(running: Any, case_zone: object) -> str:
    """Until when a clock (``RunningClock``) runs; "" where nothing can be counted."""
    if running.ends is None or running.payment is None:
        return ""
    short = running.clock.span.days < 5
    ends = time_text(running.ends.isoformat(timespec="minutes")) if short else running.ends.date().isoformat()
    payment = payment_line(running.payment, case_zone)
    words = (
        _("Counted from your payment ({payment}) this ended on {time}. Ask all the same.")
        if running.is_over
        else _("Counted from your payment ({payment}): until {time}.")
    )
    return words.format(payment=payment, time=ends)


def dated_words(compiled_on: str, last_reviewed: str) -> str:
    """How old a list is, and whether somebody checked it."""
    if last_reviewed:
        return _("Checked on the official pages on {date}. Things change: check again.").format(date=last_reviewed)
    words = _(
        "Put together on {date} from public sources, not checked on the official pages since. "
        "Check before you rely on it."
    )
    return words.format(date=compiled_on)


def missing_lines(missing: Iterable[Any], section_of: Mapping[str, str]) -> tuple[MissingLine, ...]:
    """Each missing fact (``MissingFact``) with its place; several of one kind lead to the first of them."""
    lines: dict[tuple[str, str], MissingLine] = {}
    for fact in missing:
        words = _(fact.what)
        lines.setdefault((fact.audience, words), MissingLine(fact.audience, words, section_of[fact.entity], _at(fact)))
    return tuple(sorted(lines.values(), key=lambda line: line.audience == PLATFORM))


def _at(fact: Any) -> object:
    if fact.entity in {"narrative", "case"}:
        return fact.field
    if fact.entity in {"payment", "person", "suspect"} and not fact.fact_id:
        return ("add", None)
    return fact.fact_id


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> str:
    return next((visible_name(str(fields[name])) for name in names if fields.get(name)), "")
