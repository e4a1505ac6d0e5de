# SPDX-License-Identifier: GPL-3.0-or-later
"""The complainant's own account, what was done so far, and what can still be provided."""

from collections.abc import Iterator

from evidence_vault.exporters.blocks import Block, column, heading, note, numbered, pairs, table
from evidence_vault.exporters.labels import ORGANISATIONS
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.records import Fact, Fields, Json


def narrative_blocks(context: ReportContext) -> Iterator[Block]:
    """What happened, in the complainant's own words."""
    translate = context.words.translate
    yield heading(translate("What happened, in my own words"), new_page=True)
    if context.case.narrative:
        yield numbered(context.case.narrative)
    else:
        yield note(context.shown.not_stated)
    impact = context.case.fields.get("impact_statement")
    if isinstance(impact, str) and impact:
        yield heading(translate("What it means for me"), 2)
        yield numbered([impact])


def done_blocks(context: ReportContext) -> Iterator[Block]:
    """What was reported to whom, and what can still be provided."""
    translate, shown = context.words.translate, context.shown
    yield heading(translate("Already done"), new_page=True)
    if context.case.reports:
        yield table(
            [
                column(translate("Time"), "26mm"),
                column(translate("To whom")),
                column(translate("Person, way"), "1fr"),
                column(translate("Reference"), "1fr"),
                column(translate("Given, and answer"), "1.4fr"),
            ],
            [_done_row(context, report) for report in context.case.reports],
        )
    else:
        yield note(shown.not_stated)
    yield from context.zone_note()
    yield heading(translate("What I can still provide"))
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
    translate, shown = context.words.translate, context.shown
    person = context.person("complainant")
    fields: Fields = person.fields if person else {}
    witnesses = [
        shown.text(other.fields.get("full_name"))
        for other in context.case.people
        if other.fields.get("role") == "witness"
    ]
    return [
        (translate("Original files"), translate("All exhibits listed here, byte for byte as they were added")),
        (translate("Devices"), translate("see below") if context.case.devices else shown.not_stated),
        (translate("Witnesses"), translate(", ").join(witnesses) or shown.not_stated),
        (translate("Language"), shown.text(fields.get("language"))),
        (translate("Interpreter needed"), shown.text(fields.get("interpreter_needed"))),
    ]


def _device_rows(context: ReportContext, fields: Fields) -> list[tuple[str, str]]:
    translate, shown = context.words.translate, context.shown
    rows = [
        (translate("Make and model"), "make_model"),
        (translate("System"), "os_version"),
        (translate("Apps"), "app_versions"),
        (translate("Serial number or IMEI"), "serial_or_imei"),
        (translate("Phone number"), "phone_number"),
        (translate("Account logged in"), "account_logged_in"),
        (translate("Kept by"), "kept_by"),
        (translate("Kept at"), "location"),
        (translate("Still unchanged"), "still_unmodified"),
        (translate("Clock differs by (seconds)"), "clock_offset_seconds"),
        (translate("Notes"), "notes"),
    ]
    always = {"make_model", "kept_by", "still_unmodified", "clock_offset_seconds"}
    return [
        (label, shown.text(fields.get(name))) for label, name in rows if fields.get(name) is not None or name in always
    ]
