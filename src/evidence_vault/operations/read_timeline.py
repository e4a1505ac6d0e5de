# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything of a case on one line of time: contact, money, the person's own steps, and what evidence says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from evidence_vault.cases.dossier import case_exhibits
from evidence_vault.cases.moments import LAST, sort_moment
from evidence_vault.cases.timeline import timeline
from evidence_vault.operations.edit_case import load_case
from evidence_vault.records import CaseFile, Exhibit, Fact, Fields, StoredConversation, TimeCertainty
from evidence_vault.vault.vault import Vault

CONTACT, MONEY, ACTION, EVIDENCE = "contact", "money", "action", "evidence"
TRACKS = (CONTACT, MONEY, ACTION, EVIDENCE)
REPORT_HOLDS = 40
"""Lines of the timeline that the report prints; the others stand in its table."""


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One thing that happened.

    ``kind``: event, payment, report, item, first-message, last-message. ``at`` as it was recorded (None: not known)
    with the ``zone`` that explains it; ``moment``: seconds since 1970 for drawing and sorting only, a time without
    a zone taken as UTC. ``precision`` as the person stated it; ``certainty`` of a chat's time; ``basis`` where a
    file says its time, ``raw`` that time as it is written there. ``fact`` for what was recorded; ``item_id`` and
    ``conversation_id`` where it can be seen. ``text``: the name of a file or chat. ``exhibits``: numbers.
    """

    key: str
    track: str
    kind: str
    at: str | None
    zone: str | None
    moment: float | None
    precision: str | None = None
    certainty: TimeCertainty | None = None
    basis: str | None = None
    raw: str | None = None
    fact: Fact | None = None
    item_id: str | None = None
    conversation_id: str | None = None
    message: int | None = None
    text: str = ""
    exhibits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseTimeline:
    """``lines`` in order of time, those without one last. ``untimed``: evidence that says no time of its own.

    ``in_report``: lines that count towards the report's ``REPORT_HOLDS``.
    """

    lines: tuple[TimelineLine, ...]
    untimed: int
    in_report: int
    exhibits: tuple[Exhibit, ...]
    case_zone: str | None


def read_timeline(vault: Vault, case_id: str) -> CaseTimeline:
    """The timeline of a case. Raises NoSuchEntry."""
    case, exhibits = load_case(vault, case_id), case_exhibits(vault, case_id)
    zone = case.fields.get("timezone")
    case_zone = zone if isinstance(zone, str) else None
    facts = tuple(_fact_lines(case, exhibits))
    timed = [exhibit for exhibit in exhibits if exhibit.item.claimed_at]
    lines = [*facts, *(_item_line(exhibit) for exhibit in timed), *_chat_lines(vault, case_id, exhibits)]
    chats = {exhibit.number for exhibit in exhibits if exhibit.item.messages and not exhibit.item.claimed_at}
    return CaseTimeline(
        lines=tuple(sorted(lines, key=_order)),
        untimed=len(exhibits) - len(timed) - len(chats),
        in_report=sum(line.fact is None or line.fact.fields.get("in_report") is not False for line in facts),
        exhibits=exhibits,
        case_zone=case_zone,
    )


def _fact_lines(case: CaseFile, exhibits: tuple[Exhibit, ...]) -> Iterator[TimelineLine]:
    numbers = {exhibit.item.id: exhibit.number for exhibit in exhibits}
    for entry in timeline(case):
        fields = entry.fact.fields
        yield TimelineLine(
            key=entry.fact.id,
            track=entry.track,
            kind=entry.fact.entity,
            at=entry.at,
            zone=entry.zone,
            moment=_moment(entry.at, entry.zone),
            precision=_text(fields, "at_precision") or _text(fields, "sent_at_precision"),
            fact=entry.fact,
            exhibits=_numbers(fields, numbers),
        )


def _item_line(exhibit: Exhibit) -> TimelineLine:
    item = exhibit.item
    return TimelineLine(
        key=f"item/{item.id}",
        track=EVIDENCE,
        kind="item",
        at=item.claimed_at,
        zone=None,
        moment=_moment(item.claimed_at, None),
        basis=item.claimed_basis,
        item_id=item.id,
        text=exhibit.title or item.name,
        exhibits=(exhibit.number,),
    )


def _chat_lines(vault: Vault, case_id: str, exhibits: tuple[Exhibit, ...]) -> Iterator[TimelineLine]:
    numbers = {exhibit.item.id: exhibit.number for exhibit in exhibits}
    for stored in vault.conversations(case_id=case_id):
        if stored.messages:
            yield from _ends_of(vault, stored, numbers)


def _ends_of(vault: Vault, stored: StoredConversation, numbers: dict[str, str]) -> Iterator[TimelineLine]:
    inner = stored.conversation.id
    places = sorted({0, stored.messages - 1})
    found = [one for place in places for one in vault.messages(stored.item_id, inner, start=place, count=1)]
    # A bill lists its newest line first: what came first is told by the time, not by the place in the file.
    in_time = sorted(found, key=lambda one: sort_moment(one.sent_at, None))
    for kind, message in zip(("first-message", "last-message"), in_time, strict=False):
        yield TimelineLine(
            key=f"{kind}/{stored.item_id}/{inner}",
            track=EVIDENCE,
            kind=kind,
            at=message.sent_at,
            zone=None,
            moment=_moment(message.sent_at, None),
            certainty=message.time_certainty,
            raw=message.sent_at_raw,
            item_id=stored.item_id,
            conversation_id=inner,
            message=message.seq,
            text=stored.conversation.title or "",
            exhibits=(numbers[stored.item_id],) if stored.item_id in numbers else (),
        )


def _order(line: TimelineLine) -> tuple[bool, float]:
    return line.moment is None, line.moment or 0.0


def _moment(at: str | None, zone: str | None) -> float | None:
    order = sort_moment(at, zone)
    if order == LAST:
        return None
    whole = {len("2026"): f"{order}-01-01", len("2026-03"): f"{order}-01"}.get(len(order), order)
    try:
        moment = datetime.fromisoformat(whole)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _numbers(fields: Fields, numbers: dict[str, str]) -> tuple[str, ...]:
    named = fields.get("evidence_items")
    return tuple(numbers.get(str(one), str(one)) for one in named) if isinstance(named, list) else ()


def _text(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return value if isinstance(value, str) and value else None
