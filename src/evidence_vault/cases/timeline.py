# SPDX-License-Identifier: GPL-3.0-or-later
"""One line per thing that happened, from the facts of a case: contact, money, what the person did."""

from dataclasses import dataclass

from evidence_vault.cases.moments import LAST, sort_moment
from evidence_vault.records import CaseFile, Fact

CONTACT, MONEY, ACTION = "contact", "money", "action"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """``at`` as it was recorded (None: not known), ``zone`` that explains it, ``fact`` with everything else."""

    track: str
    at: str | None
    zone: str | None
    fact: Fact


_SOURCES = (("events", CONTACT, "at"), ("payments", MONEY, "sent_at"), ("reports", ACTION, "reported_at"))


def timeline(case: CaseFile) -> tuple[TimelineEntry, ...]:
    """Events, payments and reports in order of time; what has no time stands last, as it was recorded."""
    case_zone = _text(case.fields.get("timezone"))
    entries = [
        TimelineEntry(track, _text(fact.fields.get(field)), _text(fact.fields.get("timezone")) or case_zone, fact)
        for name, track, field in _SOURCES
        for fact in getattr(case, name)
    ]
    return tuple(sorted(entries, key=lambda entry: sort_moment(entry.at, entry.zone) if entry.at else LAST))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
