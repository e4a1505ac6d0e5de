# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of people: the complainant (confidential) and the other side with every identifier."""

from collections.abc import Iterator

from evidence_vault.complaints.catalogue import platform_name
from evidence_vault.complaints.countries import country_name
from evidence_vault.exporters.blocks import Block, banner, column, heading, note, pairs, table
from evidence_vault.exporters.labels import IDENTIFIER_TYPES, PERSON_ROLES
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.exporters.shown import moment
from evidence_vault.records import Fields, Json, Suspect
from evidence_vault.translations import N_

_PERSON_FIELDS = {
    "full_name": N_("Name"),
    "other_names": N_("Other names"),
    "birth_date": N_("Date of birth"),
    "birth_place": N_("Place of birth"),
    "age_range": N_("Age"),
    "sex": N_("Sex"),
    "nationality": N_("Nationality"),
    "id_type": N_("ID document"),
    "id_number": N_("ID number"),
    "occupation": N_("Occupation"),
    "employer": N_("Employer"),
    "address": N_("Address"),
    "city": N_("City"),
    "region": N_("Region"),
    "postcode": N_("Postcode"),
    "country": N_("Country"),
    "phone_e164": N_("Phone"),
    "email": N_("E-mail address"),
    "preferred_contact": N_("Best way to reach me"),
    "language": N_("Language"),
    "interpreter_needed": N_("Interpreter needed"),
    "vulnerability": N_("What to take care of"),
    "relationship_to_victim": N_("Relation to the complainant"),
}
_ALWAYS_SHOWN = ("full_name", "birth_date", "id_number", "address", "phone_e164", "email")


def complainant_blocks(context: ReportContext) -> Iterator[Block]:
    """The confidential page about the complainant and others who can be asked."""
    translate = context.words.translate
    yield heading(translate("Complainant"), new_page=True)
    yield banner(translate("Confidential: keep this page apart from what the other side may see."))
    person = context.person("complainant")
    yield pairs(_person_rows(context, person.fields if person else {}))
    for other in context.case.people:
        if other is not person:
            yield pairs(
                _person_rows(context, other.fields), title=context.shown.choice(other.fields.get("role"), PERSON_ROLES)
            )


def _person_rows(context: ReportContext, fields: Fields) -> list[tuple[str, str]]:
    complainant = fields.get("role") in {None, "complainant"}
    named = dict(fields)
    if isinstance(fields.get("country"), str):
        named["country"] = country_name(str(fields["country"]), context.words.tag)
    return [
        (context.words.translate(label), context.shown.text(named.get(name)))
        for name, label in _PERSON_FIELDS.items()
        if named.get(name) is not None or (complainant and name in _ALWAYS_SHOWN)
    ]


def suspect_blocks(context: ReportContext) -> Iterator[Block]:
    """The other side: every name used and every identifier, letter by letter."""
    translate = context.words.translate
    yield heading(translate("The other side and their identifiers"), new_page=True)
    yield note(
        translate(
            "Names and details are those used by the other side or seen on the screen. "
            "Who is behind them is not known to me."
        )
    )
    if not context.case.suspects:
        yield note(translate("Nobody of the other side is recorded in this case."))
    for suspect in context.case.suspects:
        yield heading(suspect_name(context, suspect), 2)
        yield pairs(_suspect_rows(context, suspect))
        if suspect.identifiers:
            yield table(
                [
                    column(translate("Type"), "22mm"),
                    column(translate("Exactly as seen"), "1.7fr"),
                    column(translate("Name shown"), "1.1fr"),
                    column(translate("First and last seen"), "28mm"),
                    column(translate("How linked"), "0.9fr"),
                    column(translate("Exhibits"), "15mm"),
                ],
                [_identifier_row(context, identifier) for identifier in suspect.identifiers],
            )
    yield from context.zone_note()


def suspect_name(context: ReportContext, suspect: Suspect) -> str:
    """How a suspect is called in the report: the label and the name used."""
    label, name = suspect.fields.get("label"), suspect.fields.get("claimed_name")
    known = [str(value) for value in (label, name) if value]
    return " · ".join(known) or context.words.translate("Somebody of the other side")


def _suspect_rows(context: ReportContext, suspect: Suspect) -> list[tuple[str, str]]:
    translate, shown, fields = context.words.translate, context.shown, suspect.fields
    rows = [
        (translate("Name used"), "claimed_name"),
        (translate("Role claimed"), "claimed_role"),
        (translate("Company claimed"), "claimed_org"),
        (translate("Place claimed"), "location_claimed"),
        (translate("Description"), "description"),
        (translate("Voice, accent"), "voice_accent"),
        (translate("Real name known"), "real_name_known"),
        (translate("Notes"), "notes"),
    ]
    return [(label, shown.text(fields.get(name))) for label, name in rows if fields.get(name) or name == "claimed_name"]


def _names(context: ReportContext, fields: Fields) -> str:
    """Every name the account showed with its days; the recorded one where no message tells of any."""
    names = context.dossier.shown_names.get(str(fields.get("id")), ())
    if not names:
        return context.shown.text(fields.get("display_name"))
    lines = []
    for name in names:
        days = dict.fromkeys(_day(at) for at in (name.first_at, name.last_at) if at)
        lines.append(f"{context.shown.text(name.name)} ({' – '.join(days)})" if days else context.shown.text(name.name))
    return "\n".join(lines)


def _seen(context: ReportContext, fields: Fields) -> list[str]:
    """When the account was seen first and last: as recorded, else as its messages say."""
    if fields.get("first_seen") or fields.get("last_seen"):
        return [context.shown.time(fields.get(name)) for name in ("first_seen", "last_seen")]
    names = context.dossier.shown_names.get(str(fields.get("id")), ())
    times = sorted((at for name in names for at in (name.first_at, name.last_at) if at), key=moment)
    return [_day(times[0]), _day(times[-1])] if times else [context.shown.not_stated]


def _day(at: str) -> str:
    return at[: len("2026-03-01")]


def _identifier_row(context: ReportContext, fields: Fields) -> list[Json]:
    shown = context.shown
    kind = shown.choice(fields.get("type"), IDENTIFIER_TYPES)
    if fields.get("platform"):
        kind += f"\n{platform_name(str(fields['platform']), context.words.tag)}"
    return [
        kind,
        shown.text(fields.get("value_exact")),
        _names(context, fields),
        "\n".join(dict.fromkeys(_seen(context, fields))),
        shown.text(fields.get("verified_how")),
        context.exhibits.numbers(fields.get("seen_in_items"), context.words) or "–",
    ]
