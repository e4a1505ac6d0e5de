# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of the timeline in words, which of them a filter keeps, and the stretch of time that is shown."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from evidence_vault.gui.flows.fact_words import FieldWords, Group
from evidence_vault.gui.flows.money_words import amount_text, moment_text, way_text
from evidence_vault.gui.flows.words_of_values import certainty_words
from evidence_vault.records import Fields
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

CONTACT, MONEY, ACTION, EVIDENCE = "contact", "money", "action", "evidence"

TRACK_NAMES: Mapping[str, str] = {
    CONTACT: N_("Contact"),
    MONEY: N_("Money"),
    ACTION: N_("What I did"),
    EVIDENCE: N_("Evidence"),
}
TRACK_ICONS: Mapping[str, str] = {
    CONTACT: "messages-square",
    MONEY: "coins",
    ACTION: "footprints",
    EVIDENCE: "images",
}
TRACK_COLOURS: Mapping[str, str] = {CONTACT: "accent", MONEY: "amber", ACTION: "green", EVIDENCE: "muted"}

_TIME_HINT = N_("As exact as you know it. A day alone is fine.")
_TIME_EXAMPLE = "2026-03-05 14:22"
_ZONE_HINT = N_("Leave it empty to use the time zone of the case.")

EVENT: Mapping[str, FieldWords] = {
    "summary": FieldWords(N_("What happened"), N_("One sentence, only what you saw or read."), lines=2),
    "quote": FieldWords(N_("Their words"), N_("Sign by sign, if you have them."), lines=2),
    "at": FieldWords(N_("When"), _TIME_HINT, example=_TIME_EXAMPLE),
    "at_precision": FieldWords(N_("How exact is that time?")),
    "timezone": FieldWords(N_("Time zone of that time"), _ZONE_HINT),
    "channel": FieldWords(N_("Where"), N_("For example: WeChat, telephone, in person.")),
    "direction": FieldWords(N_("From whom to whom")),
    "evidence_items": FieldWords(N_("Proof"), N_("Tick the evidence that shows it.")),
}
EVENT_GROUPS: tuple[Group, ...] = (
    Group("", ("summary", "at", "at_precision", "timezone", "channel")),
    Group(N_("Proof"), ("evidence_items",)),
    Group(N_("More details"), ("quote", "direction"), folded=True),
)

STEP: Mapping[str, FieldWords] = {
    "organisation": FieldWords(N_("Whom did you turn to?"), N_("Bank, police, platform, lawyer … with the branch.")),
    "org_type": FieldWords(N_("What are they?")),
    "reported_at": FieldWords(N_("When"), _TIME_HINT, example=_TIME_EXAMPLE),
    "timezone": FieldWords(N_("Time zone of that time"), _ZONE_HINT),
    "channel": FieldWords(N_("How"), N_("For example: hotline, counter, app.")),
    "what_was_given": FieldWords(N_("What you said or gave them"), lines=2),
    "reference_no": FieldWords(N_("Their number")),
    "officer_name": FieldWords(N_("With whom you spoke")),
    "officer_contact": FieldWords(N_("How to reach them")),
    "outcome": FieldWords(N_("Their answer"), lines=2),
    "outcome_at": FieldWords(N_("Answered when"), example=_TIME_EXAMPLE),
    "next_step_due": FieldWords(N_("Next step on"), example="2026-03-12"),
    "evidence_items": FieldWords(N_("Proof"), N_("Tick the evidence that shows it.")),
}
STEP_GROUPS: tuple[Group, ...] = (
    Group("", ("organisation", "org_type", "reported_at", "timezone", "channel", "what_was_given", "reference_no")),
    Group(N_("What became of it"), ("outcome", "outcome_at", "next_step_due")),
    Group(N_("More details"), ("officer_name", "officer_contact", "evidence_items"), folded=True),
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of time that is shown, in seconds since 1970; ``whole`` when nothing is cut off."""

    start: float
    end: float
    whole: bool = True


def stretch_of(lines: Iterable[Any]) -> Stretch | None:
    """The time from the first to the last line; None where no line has a time."""
    moments = [line.moment for line in lines if line.moment is not None]
    if not moments:
        return None
    first, last = min(moments), max(moments)
    room = max((last - first) * 0.02, 3600.0)
    return Stretch(first - room, last + room)


def zoomed(now: Stretch, whole: Stretch, factor: float, middle: float) -> Stretch:
    """``now`` made shorter (factor below 1) or longer around ``middle``, never beyond ``whole`` nor below an hour."""
    length = min(max((now.end - now.start) * factor, 3600.0), whole.end - whole.start)
    share = (middle - now.start) / (now.end - now.start)
    return _inside(middle - share * length, length, whole)


def moved(now: Stretch, whole: Stretch, seconds: float) -> Stretch:
    """``now`` moved along, inside ``whole``."""
    return _inside(now.start + seconds, now.end - now.start, whole)


def _inside(start: float, length: float, whole: Stretch) -> Stretch:
    start = max(whole.start, min(start, whole.end - length))
    return Stretch(start, start + length, whole=length >= (whole.end - whole.start) * 0.999)


def kept_lines(lines: Sequence[Any], tracks: Collection[str], stretch: Stretch | None) -> tuple[Any, ...]:
    """The lines of ``tracks`` inside ``stretch``; those without a time only while all of time is shown."""
    if stretch is None or stretch.whole:
        return tuple(line for line in lines if line.track in tracks)
    return tuple(
        line
        for line in lines
        if line.track in tracks and line.moment is not None and stretch.start <= line.moment <= stretch.end
    )


def day_of(line: Any) -> str:
    """The day a line belongs to, for the heading before it; where no time is known this is said."""
    return str(line.at)[:10] if line.at else _("Time not known")


def title_of(line: Any) -> str:
    """What happened, in one line."""
    fields: Fields = line.fact.fields if line.fact else {}
    name = visible_name(line.text)
    if line.kind == "payment":
        return f"{amount_text(fields)} · {way_text(fields, open_numbers=False)}"
    if line.kind == "report":
        who = visible_name(str(fields.get("organisation") or "—"))
        return _("I turned to {who}").format(who=who)
    if line.kind == "event":
        return _one_line(fields.get("summary")) or _one_line(fields.get("quote")) or "—"
    if line.kind == "first-message":
        return _("First message of “{chat}”").format(chat=name or "—")
    if line.kind == "last-message":
        return _("Last message of “{chat}”").format(chat=name or "—")
    return _("{name}: what the file says").format(name=name)


def time_words(line: Any) -> str:
    """The time with its zone and how sure it is."""
    text = visible_name(line.raw) if not line.at and line.raw else moment_text(line.at, line.zone, line.precision)
    if line.certainty is not None:
        return f"{text} · {certainty_words(line.at, line.certainty)}"
    return f"{text} · {visible_name(line.basis)}" if line.basis else text


def below_words(line: Any) -> str:
    """Track, time and exhibits, in one quiet line."""
    parts = [_(TRACK_NAMES[line.track]), time_words(line)]
    if line.exhibits:
        parts.append(", ".join(visible_name(number) for number in line.exhibits))
    said = line.fact.fields.get("in_report") if line.fact else None
    if said is not None:
        parts.append(_("picked for the report") if said else _("not in the report"))
    return " · ".join(parts)


def clock_of(line: Any) -> str:
    """Hour and minute; "" where they are not known."""
    return str(line.at)[11:16] if line.at and len(str(line.at)) >= 16 else ""


def axis_words(seconds: float, length: float) -> str:
    """A date under the picture of time: the day, with the clock when less than three days are shown."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime("%Y-%m-%d %H:%M" if length < 3 * 86400 else "%Y-%m-%d")


def _one_line(value: object) -> str:
    return visible_name(" ".join(value.split())) if isinstance(value, str) else ""
