# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the forms for notes, words and their meaning, and devices."""

from collections.abc import Mapping

from evidence_vault.gui.flows.fact_words import FieldWords, Group
from evidence_vault.records import Fields
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

_PROOF_HINT = N_("Tick the evidence where it occurs.")

NOTE: Mapping[str, FieldWords] = {
    "text": FieldWords(
        N_("Note"),
        N_("For your work only. It stands in no report; an archive of the whole case takes it along."),
        lines=4,
    ),
    "tags": FieldWords(N_("Tags"), N_("Several: one a line."), lines=2),
    "about": FieldWords(N_("What is it about?"), N_("Leave it empty for a note about the whole case.")),
}
NOTE_GROUPS: tuple[Group, ...] = (Group("", ("text", "tags", "about")),)

GLOSSARY: Mapping[str, FieldWords] = {
    "term": FieldWords(N_("Word or name as they use it"), N_("A nickname, a code word, slang, dialect.")),
    "meaning": FieldWords(N_("What it means"), lines=2),
    "used_by": FieldWords(N_("Who uses it")),
    "evidence_items": FieldWords(N_("Where it occurs"), _PROOF_HINT),
}
GLOSSARY_GROUPS: tuple[Group, ...] = (Group("", ("term", "meaning", "used_by", "evidence_items")),)

PROOF: Mapping[str, FieldWords] = {"evidence_items": FieldWords(N_("Evidence"), N_("Tick what shows it."))}
PROOF_GROUPS: tuple[Group, ...] = (Group("", ("evidence_items",)),)

DEVICE: Mapping[str, FieldWords] = {
    "label": FieldWords(N_("What you call it"), N_("For example: my phone.")),
    "type": FieldWords(N_("What is it?"), example="phone"),
    "make_model": FieldWords(N_("Make and model")),
    "os_version": FieldWords(N_("System and version")),
    "app_versions": FieldWords(N_("Apps and versions"), N_("Several: one a line."), lines=2),
    "account_logged_in": FieldWords(N_("Account that is logged in")),
    "phone_number": FieldWords(N_("Number of its SIM card")),
    "serial_or_imei": FieldWords(N_("Serial number or IMEI")),
    "clock_offset_seconds": FieldWords(
        N_("How far its clock is off, in seconds"), N_("0 where it is right. Compare it with a trusted clock.")
    ),
    "kept_by": FieldWords(N_("Who keeps it")),
    "location": FieldWords(N_("Where it is kept")),
    "still_unmodified": FieldWords(N_("Is it as it was?"), N_("Not reset, nothing deleted, apps still there.")),
    "notes": FieldWords(N_("Notes"), lines=2),
}
DEVICE_GROUPS: tuple[Group, ...] = (
    Group("", ("label", "type", "make_model", "os_version", "account_logged_in", "kept_by", "still_unmodified")),
    Group(
        N_("More details"),
        ("app_versions", "phone_number", "serial_or_imei", "clock_offset_seconds", "location", "notes"),
        folded=True,
    ),
)


def note_line(fields: Fields, subjects: Mapping[str, str]) -> tuple[str, str]:
    """The text of a note, and below it what it is about and its tags."""
    about = fields.get("about")
    tags = fields.get("tags")
    below = [subjects.get(str(about), visible_name(str(about))) if about else _("The whole case")]
    below += [f"#{visible_name(str(tag))}" for tag in tags] if isinstance(tags, list) else []
    return visible_name(str(fields.get("text") or "")), " · ".join(below)


def glossary_line(fields: Fields) -> tuple[str, str]:
    """A word with its meaning, and below it who uses it."""
    meaning = visible_name(str(fields.get("meaning") or "—"))
    used_by = fields.get("used_by")
    below = _("used by {who}").format(who=visible_name(str(used_by))) if used_by else ""
    return f"{visible_name(str(fields.get('term') or '—'))} = {meaning}", below


def device_line(fields: Fields) -> tuple[str, str]:
    """What a device is called, and below it what is known of it."""
    named = (fields.get(name) for name in ("make_model", "os_version", "account_logged_in", "kept_by", "location"))
    below = [visible_name(str(value)) for value in named if value]
    if fields.get("still_unmodified") is not None:
        below.append(_("as it was") if fields["still_unmodified"] else _("changed since"))
    return visible_name(str(fields.get("label") or fields.get("type") or "—")), " · ".join(below)


def report_line(fields: Fields, today: str) -> tuple[str, str, bool]:
    """To whom a report was made, below it number, answer and next step, and whether that day has come."""
    title = visible_name(str(fields.get("organisation") or "—"))
    at, due = (str(fields.get(name) or "") for name in ("reported_at", "next_step_due"))
    below = [at.replace("T", " ")] if at else []
    for name, words in (("reference_no", N_("number {value}")), ("outcome", N_("answer: {value}"))):
        if fields.get(name):
            below.append(_(words).format(value=visible_name(str(fields[name]))))
    if due:
        below.append(_("next step on {day}").format(day=visible_name(due)))
    return title, " · ".join(below), bool(due) and due[:10] <= today
