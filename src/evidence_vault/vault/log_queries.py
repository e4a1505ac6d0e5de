# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of the log and facts out of the index."""

import json
from collections.abc import Iterator, Sequence

from evidence_vault import errors
from evidence_vault.records import Actor, Fact, LogEntry
from evidence_vault.vault.database import Database, Row, Value
from evidence_vault.vault.entries import JournalEntry, entry_of_envelope

_FACTS = (
    "SELECT f.entity, f.id, f.case_id, f.fields, f.recorded_at, coalesce(a.name, f.recorded_by) "
    "FROM facts f LEFT JOIN actors a ON a.id = f.recorded_by"
)
# What was recorded about an item before it came into a case (added, read …) is part of the case's custody as well;
# what was recorded in the name of another case is not.
_OF_CASE = (
    "(case_id = ? OR (case_id IS NULL AND custody = 1 AND seq IN ("
    "  WITH RECURSIVE inside (id) AS ("
    "    SELECT i.id FROM items i JOIN exhibits e ON e.item = i.number WHERE e.case_id = ? AND e.withdrawn IS NULL"
    "    UNION SELECT i.id FROM items i JOIN inside p ON i.contained_in = p.id OR i.derived_from = p.id"
    "  ) SELECT s.seq FROM log_subjects s JOIN inside n ON n.id = s.subject)))"
)
_KINDS = {"item": "SELECT id FROM items", "case": "SELECT id FROM facts WHERE entity = 'case'"}
SHORTEST_ID = 8
MOST_CANDIDATES = 5


def list_log(database: Database, *, case_id: str | None = None, custody_only: bool = False) -> Iterator[LogEntry]:
    """The entries in order, of one case or all."""
    conditions, values = ["1"], list[Value]()
    if case_id is not None:
        conditions.append(_OF_CASE)
        values += [case_id, case_id]
    if custody_only:
        conditions.append("custody = 1")
    names = actor_names(database)
    where = " AND ".join(conditions)
    for row in database.each(f"SELECT envelope, salt, payload FROM log WHERE {where} ORDER BY seq", values):  # noqa: S608
        yield shown_entry(entry_of_row(row), names)


def entries_about(database: Database, subject: str) -> tuple[LogEntry, ...]:
    """The entries about one item, fact or case, in order."""
    rows = database.rows(
        "SELECT l.envelope, l.salt, l.payload FROM log_subjects s JOIN log l ON l.seq = s.seq "
        "WHERE s.subject = ? ORDER BY l.seq",
        (subject,),
    )
    names = actor_names(database)
    return tuple(shown_entry(entry_of_row(row), names) for row in rows)


def last_entry(database: Database, event: str) -> LogEntry | None:
    """The newest entry of an event, or None."""
    row = database.row("SELECT envelope, salt, payload FROM log WHERE event = ? ORDER BY seq DESC LIMIT 1", (event,))
    return None if row is None else shown_entry(entry_of_row(row), actor_names(database))


def events_after(database: Database, size: int) -> list[str]:
    """The events of the entries after the first ``size``, in order."""
    return [str(row[0]) for row in database.rows("SELECT event FROM log WHERE seq >= ? ORDER BY seq", (size,))]


def actor_names(database: Database) -> dict[str, str]:
    """Who stands behind the ids."""
    return dict(database.rows("SELECT id, name FROM actors"))


def shown_entry(entry: JournalEntry, names: dict[str, str]) -> LogEntry:
    """An entry as it is shown: the actor by name, where it is known."""
    return LogEntry(
        seq=entry.seq,
        utc=entry.utc,
        actor=names.get(entry.actor, entry.actor),
        event=entry.event,
        custody=entry.custody,
        subjects=entry.subjects,
        payload=entry.payload,
        entry_hash=entry.hash.hex(),
        previous_hash=entry.previous,
        envelope=entry.envelope,
        salt=entry.salt,
    )


def entry_of_row(row: Row) -> JournalEntry:
    """The entry of a row (envelope, salt, payload) of the log. Raises DatabaseDamaged."""
    envelope, salt, payload = row
    try:
        return entry_of_envelope(envelope, salt, None if payload is None else json.loads(payload))
    except ValueError as error:
        raise errors.DatabaseDamaged from error


def leaf_hashes(database: Database) -> Sequence[str]:
    """The hash (hex) of every entry, in order."""
    return [row[0].hex() for row in database.each("SELECT hash FROM tree WHERE node < ? ORDER BY node", (1 << 48,))]


def one_fact(database: Database, fact_id: str) -> Fact:
    """A fact as it stands now. Raises NoSuchEntry, also for a retracted one."""
    row = database.row(f"{_FACTS} WHERE f.id = ?", (fact_id,))
    if row is None:
        raise errors.NoSuchEntry(kind="fact", id=fact_id)
    return _fact(row)


def list_facts(
    database: Database, entity: str | None, case_id: str | None, naming: str | None = None
) -> tuple[Fact, ...]:
    """Facts as they stand now, in the order in which they were first recorded; ``naming`` stands in their fields."""
    conditions, values = ["1"], list[Value]()
    for condition, value in (
        ("f.entity = ?", entity),
        ("f.case_id = ?", case_id),
        ("instr(f.fields, ?) > 0", naming),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    rows = database.rows(f"{_FACTS} WHERE {' AND '.join(conditions)} ORDER BY f.first_seq", values)
    return tuple(_fact(row) for row in rows)


def first_records(database: Database, case_id: str) -> dict[str, tuple[str, str]]:
    """When and by whom each fact was recorded first, by its id; in UTC where what it said was erased."""
    names = actor_names(database)
    rows = database.rows(
        "SELECT f.id, l.envelope, l.payload FROM facts f JOIN log l ON l.seq = f.first_seq WHERE f.case_id = ?",
        (case_id,),
    )
    found = {}
    for fact_id, envelope, payload in rows:
        told = json.loads(envelope)
        at = told["utc"] if payload is None else json.loads(payload)["at"]
        found[fact_id] = (at, names.get(told["actor"], told["actor"]))
    return found


def resolve_id(database: Database, kind: str, beginning: str) -> str:
    """The id that begins so. Raises ShortIdTooShort, NoSuchEntry, AmbiguousId."""
    if len(beginning) < SHORTEST_ID:
        raise errors.ShortIdTooShort(id=beginning)
    pattern = "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in beginning.lower()) + "%"
    glue = "AND" if "WHERE" in _KINDS[kind] else "WHERE"
    found = [row[0] for row in database.rows(f"{_KINDS[kind]} {glue} id LIKE ? ESCAPE '\\' ORDER BY id", (pattern,))]
    if not found:
        raise errors.NoSuchEntry(kind=kind, id=beginning)
    if len(found) > 1:
        raise errors.AmbiguousId(id=beginning, candidates=", ".join(found[:MOST_CANDIDATES]))
    return str(found[0])


def _fact(row: Row) -> Fact:
    entity, fact_id, case_id, fields, recorded_at, recorded_by = row
    return Fact(entity, fact_id, case_id, json.loads(fields), recorded_at, recorded_by)


def owner_of(database: Database) -> Actor:
    """Who made the vault, under the name of today."""
    row = database.row("SELECT id, name, role FROM actors WHERE id = (SELECT value FROM meta WHERE key = 'owner')")
    return Actor("owner", "") if row is None else Actor(*row)
