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
"""When (for sorting), the time as shown, track, text, exhibit numbers, rank (0 stays longest)."""


def timeline_blocks(context: ReportContext) -> Iterator[Block]:
    """One line for each event in three tracks; payments and my own steps before talk when there are too many."""
    translate = context.words.translate
    yield heading(translate("Timeline"), new_page=True)
    lines = sorted(_timeline(context), key=lambda line: line[0])
    kept = lines if len(lines) <= LONGEST_TIMELINE else _most_important(lines)
    if not kept:
        yield note(translate("No event is recorded in this case."))
        return
    yield table(
        [
            column(translate("Time"), "32mm"),
            column(translate("Track"), "24mm"),
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
        yield when, time, translate("contact"), _event_text(context, fields), context.exhibit_numbers(event), 2
    for payment in context.case.payments:
        fields = payment.fields
        when = moment(fields.get("sent_at"), fields.get("timezone") or case_zone)
        yield (
            when,
            payment_time(context, payment),
            translate("money"),
            _money_text(context, fields),
            context.exhibit_numbers(payment),
            0,
        )
    for report in context.case.reports:
        fields = report.fields
        time = shown.time(fields.get("reported_at"), zone=fields.get("timezone"))
        when = moment(fields.get("reported_at"), fields.get("timezone") or case_zone)
        yield when, time, translate("my action"), _report_text(context, fields), context.exhibit_numbers(report), 1


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
    # The first and the last contact frame the story; among equals the earlier ones stay.
    framing = {id(line) for line in (lines[0], lines[-1])}
    order = sorted(range(len(lines)), key=lambda place: (id(lines[place]) not in framing, lines[place][5], place))
    return [lines[place] for place in sorted(order[:LONGEST_TIMELINE])]
