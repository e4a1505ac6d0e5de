# SPDX-License-Identifier: GPL-3.0-or-later
"""The first page of a report: what happened in ten lines, what is asked for, reference numbers, contents."""

from collections.abc import Iterator

from evidence_vault.complaints.scam_types import scam_type_label, scam_types
from evidence_vault.exporters.blocks import Block, contents, heading, note, numbered, pairs
from evidence_vault.exporters.labels import RISKS
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.exporters.report_payments import payment_time, total_texts


def summary_blocks(context: ReportContext) -> Iterator[Block]:
    """The first page: what happened in ten lines, what I ask for, reference numbers, contents."""
    translate, shown, fields = context.words.translate, context.shown, context.case.fields
    yield heading(translate("Summary"))
    yield pairs(_summary_rows(context))
    short = fields.get("narrative_short")
    if isinstance(short, str) and short:
        yield pairs([(translate("In short"), short)])
    yield from context.zone_note()
    yield heading(translate("What I ask for"), 2)
    yield numbered(context.agency.asks[context.words.tag])
    references = [
        translate("{name}: {value}").format(
            name=shown.text(report.fields.get("organisation")), value=report.fields["reference_no"]
        )
        for report in context.case.reports
        if report.fields.get("reference_no")
    ]
    yield heading(translate("Reference numbers"), 2)
    yield note("\n".join(references) or shown.not_stated)
    yield contents(translate("Contents"))


def _summary_rows(context: ReportContext) -> list[tuple[str, str]]:
    translate, shown, fields = context.words.translate, context.shown, context.case.fields
    zone = fields.get("timezone")
    noticed = shown.time(fields.get("discovered_at"), zone=zone)
    if fields.get("discovered_how"):
        noticed += f"\n{fields['discovered_how']}"
    sent = [payment for payment in context.case.payments if payment.fields.get("direction") != "received"]
    first_and_last = shown.not_stated
    if sent:
        first_and_last = translate("{first} to {last}").format(
            first=payment_time(context, sent[0]), last=payment_time(context, sent[-1])
        )
    return [
        (translate("Kind of case"), kind_of_case(context)),
        (translate("First contact"), shown.time(fields.get("first_contact_at"), zone=zone)),
        (translate("Last contact"), shown.time(fields.get("last_contact_at"), zone=zone)),
        (translate("First and last payment"), first_and_last),
        (translate("Noticed"), noticed),
        (translate("Sent by me"), total_texts(context, "sent")),
        (translate("Received from the other side"), total_texts(context, "received")),
        (translate("Recovered"), total_texts(context, "recovered")),
        (translate("Net loss"), total_texts(context, "net")),
        (translate("Still in contact"), shown.text(fields.get("still_in_contact"))),
        (translate("Handed over with this report"), _counts(context)),
        *([(translate("To be noted"), shown.choice(fields["risk_flags"], RISKS))] if fields.get("risk_flags") else []),
        *(
            [(translate("Data I gave away"), shown.text(fields["data_given_away"]))]
            if fields.get("data_given_away")
            else []
        ),
    ]


def kind_of_case(context: ReportContext) -> str:
    """Our word for the kind of case, with the word of the receiving form where that is another."""
    scam_type = context.case.fields.get("scam_type")
    label = scam_type_label(scam_type, context.words.tag)
    if label is None or not isinstance(scam_type, str):
        return context.shown.not_stated
    agency_word = scam_types()[scam_type].agencies.get(context.agency.id)
    if agency_word and agency_word != label:
        return context.words.translate("{kind} (form: {word})").format(kind=label, word=agency_word)
    return label


def _counts(context: ReportContext) -> str:
    dossier = context.dossier
    return context.words.translate(
        "exhibits: {exhibits} · conversations: {conversations} · payment lines: {payments}"
    ).format(
        exhibits=len(dossier.exhibits), conversations=len(dossier.conversations), payments=len(context.case.payments)
    )
