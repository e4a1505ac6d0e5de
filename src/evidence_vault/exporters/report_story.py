# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of people and events: summary, complainant, the other side, timeline, narrative, what was done."""

from collections.abc import Iterator
from datetime import datetime

from evidence_vault.complaints.scam_types import scam_type_label, scam_types
from evidence_vault.exporters.blocks import Block, banner, column, contents, heading, note, numbered, pairs, table
from evidence_vault.exporters.labels import IDENTIFIER_TYPES, ORGANISATIONS, PAYMENT_TYPES, PERSON_ROLES, RISKS
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.exporters.report_payments import payment_time, total_texts
from evidence_vault.exporters.shown import moment
from evidence_vault.records import Fact, Fields, Json, Suspect
from evidence_vault.translations import N_

LONGEST_TIMELINE = 40
_PERSON_FIELDS = {
    "full_name": N_("Name"), "other_names": N_("Other names"), "birth_date": N_("Date of birth"),
    "birth_place": N_("Place of birth"), "age_range": N_("Age"), "sex": N_("Sex"), "nationality": N_("Nationality"),
    "id_type": N_("ID document"), "id_number": N_("ID number"), "occupation": N_("Occupation"),
    "employer": N_("Employer"), "address": N_("Address"), "city": N_("City"), "region": N_("Region"),
    "postcode": N_("Postcode"), "country": N_("Country"), "phone_e164": N_("Phone"), "email": N_("E-mail address"),
    "preferred_contact": N_("Best way to reach me"), "language": N_("Language"),
    "interpreter_needed": N_("Interpreter needed"), "vulnerability": N_("What to take care of"),
    "relationship_to_victim": N_("Relation to the complainant"),
}  # fmt: skip
_ALWAYS_SHOWN = ("full_name", "birth_date", "id_number", "address", "phone_e164", "email")


def summary_blocks(context: ReportContext) -> Iterator[Block]:
    """The first page: what happened in ten lines, what I ask for, reference numbers, contents."""
    t, shown, fields = context.words.translate, context.shown, context.case.fields
    yield heading(t("Summary"))
    yield pairs(_summary_rows(context))
    short = fields.get("narrative_short")
    if isinstance(short, str) and short:
        yield pairs([(t("In short"), short)])
    yield heading(t("What I ask for"), 2)
    yield numbered(context.agency.asks[context.words.tag])
    references = [
        f"{shown.text(report.fields.get('organisation'))}: {report.fields['reference_no']}"
        for report in context.case.reports
        if report.fields.get("reference_no")
    ]
    yield heading(t("Reference numbers"), 2)
    yield note("\n".join(references) or shown.not_stated)
    yield contents(t("Contents"))


def _summary_rows(context: ReportContext) -> list[tuple[str, str]]:
    t, shown, fields = context.words.translate, context.shown, context.case.fields
    zone = fields.get("timezone")
    noticed = shown.time(fields.get("discovered_at"), zone=zone)
    if fields.get("discovered_how"):
        noticed += f"\n{fields['discovered_how']}"
    sent = [payment for payment in context.case.payments if payment.fields.get("direction") != "received"]
    first_and_last = shown.not_stated
    if sent:
        first_and_last = t("{first} to {last}").format(
            first=payment_time(context, sent[0]), last=payment_time(context, sent[-1])
        )
    return [
        (t("Kind of case"), _kind(context)),
        (t("First contact"), shown.time(fields.get("first_contact_at"), zone=zone)),
        (t("Last contact"), shown.time(fields.get("last_contact_at"), zone=zone)),
        (t("First and last payment"), first_and_last),
        (t("Noticed"), noticed),
        (t("Sent"), total_texts(context, "sent")),
        (t("Received from the other side"), total_texts(context, "received")),
        (t("Recovered"), total_texts(context, "recovered")),
        (t("Net loss"), total_texts(context, "net")),
        (t("Still in contact"), shown.text(fields.get("still_in_contact"))),
        (t("Handed over with this report"), _counts(context)),
        *([(t("To be noted"), shown.choice(fields["risk_flags"], RISKS))] if fields.get("risk_flags") else []),
        *([(t("Data I gave away"), shown.text(fields["data_given_away"]))] if fields.get("data_given_away") else []),
    ]


def _kind(context: ReportContext) -> str:
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
        "{exhibits} exhibits, {conversations} conversations, {payments} payment lines"
    ).format(
        exhibits=len(dossier.exhibits), conversations=len(dossier.conversations), payments=len(context.case.payments)
    )


def complainant_blocks(context: ReportContext) -> Iterator[Block]:
    """The confidential page about the complainant and others who can be asked."""
    t = context.words.translate
    yield heading(t("Complainant"), new_page=True)
    yield banner(t("Confidential: keep this page apart from what the other side may see."))
    person = context.person("complainant")
    yield pairs(_person_rows(context, person.fields if person else {}))
    for other in context.case.people:
        if other is not person:
            yield pairs(
                _person_rows(context, other.fields), title=context.shown.choice(other.fields.get("role"), PERSON_ROLES)
            )


def _person_rows(context: ReportContext, fields: Fields) -> list[tuple[str, str]]:
    complainant = fields.get("role") in {None, "complainant"}
    return [
        (context.words.translate(label), context.shown.text(fields.get(name)))
        for name, label in _PERSON_FIELDS.items()
        if fields.get(name) is not None or (complainant and name in _ALWAYS_SHOWN)
    ]


def suspect_blocks(context: ReportContext) -> Iterator[Block]:
    """The other side: every name used and every identifier, letter by letter."""
    t = context.words.translate
    yield heading(t("The other side and their identifiers"), new_page=True)
    yield note(
        t(
            "Names and details are those used by the other side or seen on the screen. Who is behind them is not known to me."
        )
    )
    if not context.case.suspects:
        yield note(t("Nobody of the other side is recorded in this case."))
    for suspect in context.case.suspects:
        yield heading(suspect_name(context, suspect), 2)
        yield pairs(_suspect_rows(context, suspect))
        if suspect.identifiers:
            yield table(
                [
                    column(t("Type"), "26mm"), column(t("Exactly as seen"), "1.5fr"), column(t("Name shown")),
                    column(t("First and last seen"), "31mm"), column(t("How linked")), column(t("Exhibits"), "15mm"),
                ],
                [_identifier_row(context, identifier) for identifier in suspect.identifiers],
            )  # fmt: skip


def suspect_name(context: ReportContext, suspect: Suspect) -> str:
    """How a suspect is called in the report: the label and the name used."""
    label, name = suspect.fields.get("label"), suspect.fields.get("claimed_name")
    known = [str(value) for value in (label, name) if value]
    return " · ".join(known) or context.words.translate("Somebody of the other side")


def _suspect_rows(context: ReportContext, suspect: Suspect) -> list[tuple[str, str]]:
    t, shown, fields = context.words.translate, context.shown, suspect.fields
    rows = [
        (t("Name used"), "claimed_name"), (t("Role claimed"), "claimed_role"), (t("Company claimed"), "claimed_org"),
        (t("Place claimed"), "location_claimed"), (t("Description"), "description"), (t("Voice, accent"), "voice_accent"),
        (t("Real name known"), "real_name_known"), (t("Notes"), "notes"),
    ]  # fmt: skip
    return [(label, shown.text(fields.get(name))) for label, name in rows if fields.get(name) or name == "claimed_name"]


def _identifier_row(context: ReportContext, fields: Fields) -> list[Json]:
    shown = context.shown
    kind = shown.choice(fields.get("type"), IDENTIFIER_TYPES)
    if fields.get("platform"):
        kind += f"\n{fields['platform']}"
    seen = [shown.time(fields.get(name)) for name in ("first_seen", "last_seen")]
    return [
        kind,
        shown.text(fields.get("value_exact")),
        shown.text(fields.get("display_name")),
        "\n".join(dict.fromkeys(seen)),
        shown.text(fields.get("verified_how")),
        context.exhibits.numbers(fields.get("seen_in_items"), context.words) or "–",
    ]


def timeline_blocks(context: ReportContext) -> Iterator[Block]:
    """One line for each event in three tracks; payments and my own steps before talk when there are too many."""
    t = context.words.translate
    yield heading(t("Timeline"), new_page=True)
    lines = sorted(_timeline(context), key=lambda line: line[0])
    kept = lines if len(lines) <= LONGEST_TIMELINE else _most_important(lines)
    if not kept:
        yield note(t("No event is recorded in this case."))
        return
    yield table(
        [
            column(t("Time"), "32mm"),
            column(t("Track"), "24mm"),
            column(t("What happened")),
            column(t("Exhibits"), "18mm"),
        ],
        [[time, track, text, numbers or "–"] for _when, time, track, text, numbers, _rank in kept],
    )
    if len(kept) < len(lines):
        yield note(t("{count} further lines stand in tables/timeline.csv.").format(count=len(lines) - len(kept)))


TimelineLine = tuple[datetime, str, str, str, str, int]
"""When (for sorting), the time as shown, track, text, exhibit numbers, rank (0 stays longest)."""


def _timeline(context: ReportContext) -> Iterator[TimelineLine]:
    t, shown, case_zone = context.words.translate, context.shown, context.case.fields.get("timezone")
    for event in context.case.events:
        fields = event.fields
        zone = fields.get("timezone")
        time = shown.time(fields.get("at"), zone=zone, precision=fields.get("at_precision"))
        when = moment(fields.get("at"), zone or case_zone)
        yield when, time, t("contact"), _event_text(context, fields), context.exhibit_numbers(event), 2
    for payment in context.case.payments:
        fields = payment.fields
        when = moment(fields.get("sent_at"), fields.get("timezone") or case_zone)
        yield (
            when,
            payment_time(context, payment),
            t("money"),
            _money_text(context, fields),
            context.exhibit_numbers(payment),
            0,
        )
    for report in context.case.reports:
        fields = report.fields
        time = shown.time(fields.get("reported_at"), zone=fields.get("timezone"))
        when = moment(fields.get("reported_at"), fields.get("timezone") or case_zone)
        yield when, time, t("my action"), _report_text(context, fields), context.exhibit_numbers(report), 1


def _event_text(context: ReportContext, fields: Fields) -> str:
    lines = [context.shown.text(fields.get("summary"))]
    if fields.get("quote"):
        lines.append(context.words.translate("“{quote}”").format(quote=fields["quote"]))
    if fields.get("channel"):
        lines.append(f"({fields['channel']})")
    return "\n".join(lines)


def _money_text(context: ReportContext, fields: Fields) -> str:
    t, shown = context.words.translate, context.shown
    values = {"amount": shown.amount(fields), "method": shown.choice(fields.get("type"), PAYMENT_TYPES)}
    if fields.get("direction") == "received":
        return t("I received {amount} ({method})").format(**values)
    payee = fields.get("to_account_name") or fields.get("to_account_no") or fields.get("crypto_to_wallet")
    return t("I sent {amount} to {payee} ({method})").format(payee=shown.text(payee), **values)


def _report_text(context: ReportContext, fields: Fields) -> str:
    t, shown = context.words.translate, context.shown
    text = t("I reported to {organisation}").format(organisation=shown.text(fields.get("organisation")))
    return f"{text}\n{fields['reference_no']}" if fields.get("reference_no") else text


def _most_important(lines: list[TimelineLine]) -> list[TimelineLine]:
    # The first and the last contact frame the story; among equals the earlier ones stay.
    framing = {id(line) for line in (lines[0], lines[-1])}
    order = sorted(range(len(lines)), key=lambda place: (id(lines[place]) not in framing, lines[place][5], place))
    return [lines[place] for place in sorted(order[:LONGEST_TIMELINE])]


def narrative_blocks(context: ReportContext) -> Iterator[Block]:
    """What happened, in the complainant's own words."""
    t = context.words.translate
    yield heading(t("What happened, in my own words"), new_page=True)
    if context.case.narrative:
        yield numbered(context.case.narrative)
    else:
        yield note(context.shown.not_stated)
    impact = context.case.fields.get("impact_statement")
    if isinstance(impact, str) and impact:
        yield heading(t("What it means for me"), 2)
        yield numbered([impact])


def done_blocks(context: ReportContext) -> Iterator[Block]:
    """What was reported to whom, and what can still be provided."""
    t, shown = context.words.translate, context.shown
    yield heading(t("Already done"), new_page=True)
    if context.case.reports:
        yield table(
            [
                column(t("Time"), "26mm"), column(t("To whom")), column(t("Person, way"), "1fr"),
                column(t("Reference"), "1fr"), column(t("Given, and answer"), "1.4fr"),
            ],
            [_done_row(context, report) for report in context.case.reports],
        )  # fmt: skip
    else:
        yield note(shown.not_stated)
    yield heading(t("What I can still provide"))
    yield pairs(_provide_rows(context))
    for device in context.case.devices:
        yield pairs(_device_rows(context, device.fields), title=shown.text(device.fields.get("label")))


def _done_row(context: ReportContext, report: Fact) -> list[Json]:
    shown, fields = context.shown, report.fields
    kind = shown.choice(fields.get("org_type"), ORGANISATIONS)
    person = [fields.get(name) for name in ("officer_name", "officer_contact", "channel")]
    answer = [fields.get(name) for name in ("what_was_given", "outcome")]
    return [
        shown.time(fields.get("reported_at"), zone=fields.get("timezone")),
        f"{shown.text(fields.get('organisation'))}\n{kind}",
        "\n".join(str(value) for value in person if value) or shown.not_stated,
        shown.text(fields.get("reference_no")),
        "\n".join(str(value) for value in answer if value) or shown.not_stated,
    ]


def _provide_rows(context: ReportContext) -> list[tuple[str, str]]:
    t, shown = context.words.translate, context.shown
    person = context.person("complainant")
    fields: Fields = person.fields if person else {}
    witnesses = [
        shown.text(other.fields.get("full_name"))
        for other in context.case.people
        if other.fields.get("role") == "witness"
    ]
    return [
        (t("Original files"), t("All exhibits listed here, byte for byte as they were added")),
        (t("Devices"), t("{count} recorded below").format(count=len(context.case.devices)) if context.case.devices else shown.not_stated),
        (t("Witnesses"), t(", ").join(witnesses) or shown.not_stated),
        (t("Language"), shown.text(fields.get("language"))),
        (t("Interpreter needed"), shown.text(fields.get("interpreter_needed"))),
    ]  # fmt: skip


def _device_rows(context: ReportContext, fields: Fields) -> list[tuple[str, str]]:
    t, shown = context.words.translate, context.shown
    rows = [
        (t("Make and model"), "make_model"), (t("System"), "os_version"), (t("Apps"), "app_versions"),
        (t("Serial number or IMEI"), "serial_or_imei"), (t("Phone number"), "phone_number"),
        (t("Account logged in"), "account_logged_in"), (t("Kept by"), "kept_by"), (t("Kept at"), "location"),
        (t("Unchanged since"), "still_unmodified"), (t("Clock differs by (seconds)"), "clock_offset_seconds"),
        (t("Notes"), "notes"),
    ]  # fmt: skip
    always = {"make_model", "kept_by", "still_unmodified", "clock_offset_seconds"}
    return [
        (label, shown.text(fields.get(name))) for label, name in rows if fields.get(name) is not None or name in always
    ]
