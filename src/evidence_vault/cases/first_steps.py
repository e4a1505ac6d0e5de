# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of actions, clocks that run and warnings: data of ``resources/safety``, facts and never promises."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache

from evidence_vault.assets import resource
from evidence_vault.cases.moments import sort_moment
from evidence_vault.cases.time_zones import zone_named
from evidence_vault.complaints.strict_table import Localised, StrictTable
from evidence_vault.complaints.whom_to_call import countries_of
from evidence_vault.errors import TimeZoneUnknown
from evidence_vault.money import can_be_stopped
from evidence_vault.records import CaseFile, Fact

FILE = "safety/first_steps.toml"
SCHEMA = 1
_CONDITIONS = frozenset({"always", "money_sent"})


@dataclass(frozen=True, slots=True)
class Action:
    """One step. ``when``: always, or money_sent. ``section``: where it is done in the window, "" for nowhere."""

    id: str
    when: str
    time: Localised
    text: Localised
    section: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit others set. ``countries``, ``payments``: empty for any. ``span``: None where nothing can be counted."""

    id: str
    countries: tuple[str, ...]
    payments: tuple[str, ...]
    span: timedelta | None
    what: Localised
    text: Localised
    source: Localised
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to beware of: a second fraud, an imitation."""

    id: str
    title: Localised
    text: Localised
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Everything of the file. ``last_reviewed`` is "" while nobody checked it on the official pages."""

    compiled_on: str
    last_reviewed: str
    actions: tuple[Action, ...]
    clocks: tuple[Clock, ...]
    warnings: tuple[Caution, ...]


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A clock of a case. ``payment``: the latest one it is about; ``ends``: in the zone of the case (UTC
    where it names none), None where nothing can be counted.
    """

    clock: Clock
    payment: Fact | None
    ends: datetime | None
    is_over: bool


@cache
def first_steps() -> FirstSteps:
    """The data. Raises TemplateInvalid (name, field)."""
    table = StrictTable(tomllib.loads(resource(FILE).read_text("utf-8")), FILE)
    if table.number("schema") != SCHEMA:
        raise table.invalid("schema")
    found = FirstSteps(
        compiled_on=table.text("compiled_on"),
        last_reviewed=table.text("last_reviewed", ""),
        actions=tuple(_action(entry) for entry in table.tables("action")),
        clocks=tuple(_clock(entry) for entry in table.tables("clock")),
        warnings=tuple(_warning(entry) for entry in table.tables("warning")),
    )
    table.done()
    return found


def running_clocks(case: CaseFile, now: datetime) -> tuple[RunningClock, ...]:
    """The clocks that concern a case, those that end soonest first; one that is over stands last."""
    countries = countries_of(case)
    found = [
        clock
        for known in first_steps().clocks
        if not known.countries or set(known.countries) & set(countries)
        if (clock := _running(known, case, now)) is not None
    ]
    far = datetime.max.replace(tzinfo=UTC)
    return tuple(sorted(found, key=lambda one: (one.is_over, one.ends or far)))


def _running(clock: Clock, case: CaseFile, now: datetime) -> RunningClock | None:
    if not clock.payments:
        return RunningClock(clock, None, None, is_over=False)
    paid = [one for one in case.payments if can_be_stopped(one.fields) and one.fields.get("type") in clock.payments]
    if not paid:
        return None
    zone = case.fields.get("timezone")
    moments = [(moment, one) for one in paid if (moment := _moment(one, zone)) is not None]
    latest, payment = max(moments, key=lambda pair: pair[0], default=(None, paid[-1]))
    ends = (latest + clock.span).astimezone(_zone(zone)) if latest is not None and clock.span is not None else None
    return RunningClock(clock, payment, ends, is_over=ends is not None and ends < now)


def _zone(name: object) -> tzinfo:
    try:
        return zone_named(str(name)) if name else UTC
    except TimeZoneUnknown:
        return UTC


def _moment(payment: Fact, case_zone: object) -> datetime | None:
    at, zone = payment.fields.get("sent_at"), payment.fields.get("timezone") or case_zone
    if not isinstance(at, str) or len(at) < len("2026-03-01"):
        return None
    text = sort_moment(at, str(zone) if zone else None)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _action(table: StrictTable) -> Action:
    action = Action(
        table.text("id"),
        table.one_of("when", _CONDITIONS),
        table.localised("time"),
        table.localised("text"),
        table.text("section", ""),
        table.texts("sources"),
    )
    table.done()
    return action


def _clock(table: StrictTable) -> Clock:
    hours, days = table.number("hours"), table.number("days")
    clock = Clock(
        table.text("id"),
        table.texts("countries"),
        table.texts("payments"),
        timedelta(hours=hours or 0, days=days or 0) or None,
        table.localised("what"),
        table.localised("text"),
        table.localised("source"),
        table.texts("sources"),
    )
    table.done()
    return clock


def _warning(table: StrictTable) -> Caution:
    warning = Caution(table.text("id"), table.localised("title"), table.localised("text"), table.texts("sources"))
    table.done()
    return warning
