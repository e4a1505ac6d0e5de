# SPDX-License-Identifier: GPL-3.0-or-later
"""The timeline of a report: contact, money and the complainant's own steps in one table."""

from collections.abc import Iterator
from datetime import datetime

from evidence_vault.exporters.blocks import Block, column, heading, note, table
from evidence_vault.exporters.labels import PAYMENT_TYPES
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.exporters.report_payments import payment_time
from evidence_vault.exporters.shown import moment
from evidence_vault.records import Fields

LONGEST_TIMELINE = 40
TimelineLine = tuple[datetime, str, str, str, str, int]
"""When (for sorting), the time as shown, track, text, exhibit numbers, rank (the smallest stays longest)."""
PICKED, LEFT_OUT = -1, 9
"""Ranks of what the person picked, and of what the person left out."""


def timeline_blocks(context: ReportContext) -> Iterator[Block]:
    """One line for each event in three tracks; payments and my own steps before talk when there are too many."""
    translate = context.words.translate
    yield heading(translate("Timeline"), new_page=True)
    lines = sorted(_timeline(context), key=lambda line: line[0])
    kept = _most_important(lines)
    if not kept:
        yield note(translate("No event is recorded in this case."))
        return
    yield table(
        [
            column(translate("Time"), "45mm"),
            column(translate("Track"), "19mm"),
            column(translate("Event")),
            column(translate("Exhibits"), "18mm"),
        ],
        [[time, track, text, numbers or "–"] for _when, time, track, text, numbers, _rank in kept],
    )
    yield from context.zone_note()
    if len(kept) < len(lines):
        yield note(
            translate("{count} further lines stand in tables/timeline.csv.").format(count=len(lines) - len(kept))
        )


def _timeline(context: ReportContext) -> Iterator[TimelineLine]:
    translate, shown, case_zone = context.words.translate, context.shown, context.case.fields.get("timezone")
    for event in context.case.events:
        fields = event.fields
        zone = fields.get("timezone")
        time = shown.time(fields.get("at"), zone=zone, precision=fields.get("at_precision"))
        when = moment(fields.get("at"), zone or case_zone)
        numbers = context.exhibit_numbers(event)
        yield when, time, translate("contact"), _event_text(context, fields), numbers, _rank(fields, 2)
    for payment in context.case.payments:
        fields = payment.fields
        when = moment(fields.get("sent_at"), fields.get("timezone") or case_zone)
        yield (
            when,
            payment_time(context, payment),
            translate("money"),
            _money_text(context, fields),
            context.exhibit_numbers(payment),
            _rank(fields, 0),
        )
    for report in context.case.reports:
        fields = report.fields
        time = shown.time(fields.get("reported_at"), zone=fields.get("timezone"))
        when = moment(fields.get("reported_at"), fields.get("timezone") or case_zone)
        numbers = context.exhibit_numbers(report)
        yield when, time, translate("my action"), _report_text(context, fields), numbers, _rank(fields, 1)


def _event_text(context: ReportContext, fields: Fields) -> str:
    lines = [context.shown.text(fields.get("summary"))]
    if fields.get("quote"):
        lines.append(context.words.translate("“{quote}”").format(quote=fields["quote"]))
    if fields.get("channel"):
        lines.append(f"({fields['channel']})")
    return "\n".join(lines)


def _money_text(context: ReportContext, fields: Fields) -> str:
    translate, shown = context.words.translate, context.shown
    values = {"amount": shown.amount(fields), "method": shown.choice(fields.get("type"), PAYMENT_TYPES)}
    if fields.get("direction") == "received":
        return translate("I received {amount} ({method})").format(**values)
    payee = fields.get("to_account_name") or fields.get("to_account_no") or fields.get("crypto_to_wallet")
    return translate("I sent {amount} to {payee} ({method})").format(payee=shown.text(payee), **values)


def _report_text(context: ReportContext, fields: Fields) -> str:
    translate, shown = context.words.translate, context.shown
    text = translate("I reported to {organisation}").format(organisation=shown.text(fields.get("organisation")))
    return f"{text}\n{fields['reference_no']}" if fields.get("reference_no") else text


def _most_important(lines: list[TimelineLine]) -> list[TimelineLine]:
    # What was picked stands before all else; the first and the last contact frame the story; among equals the earlier
    # ones stay. What was left out by the person stands in the table only.
    offered = [line for line in lines if line[5] != LEFT_OUT]
    framing = {id(line) for line in (*offered[:1], *offered[-1:])}
    places = range(len(offered))
    order = sorted(
        places, key=lambda place: (offered[place][5] != PICKED, id(offered[place]) not in framing, offered[place][5])
    )
    return [offered[place] for place in sorted(order[:LONGEST_TIMELINE])]


def _rank(fields: Fields, rank: int) -> int:
    """How early a line is taken into the report."""
    said = fields.get("in_report")
    return rank if said is None else PICKED if said else LEFT_OUT
