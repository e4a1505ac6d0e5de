# SPDX-License-Identifier: GPL-3.0-or-later
"""Items out of the index, whole, many at a time."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from evidence_vault import errors
from evidence_vault.records import CaseMembership, EvidenceItem, ReadingWarning
from evidence_vault.vault.database import Database, Row, Value

# The first columns are the first fields of EvidenceItem, in its order.
_COLUMNS = (
    *("i.id", "iif(i.erased IS NULL, i.content_id, '')", "i.name", "c.sha256", "c.size"),
    *("coalesce(i.media_type, 'application/octet-stream')", "i.importer", "i.added_at"),
    *("coalesce(a.name, i.added_by)", "i.file_modified_at", "i.file_created_at", "i.source_folder", "i.claimed_at"),
    *("i.claimed_basis", "i.contained_in", "i.derived_from"),
    *("i.derivation", "i.facts", "coalesce(r.messages, 0)", "e.envelope", "i.number"),
)
_PLAIN = 16
_SELECT = (
    f"SELECT {', '.join(_COLUMNS)} FROM items i JOIN contents c ON c.id = i.content_id "  # noqa: S608 - own columns
    "LEFT JOIN readings r ON r.item = i.number LEFT JOIN actors a ON a.id = i.added_by "
    "LEFT JOIN log e ON e.seq = i.erased"
)
_OF_CASE = "i.number IN (SELECT item FROM exhibits WHERE case_id = ? AND withdrawn IS NULL)"
_NOT_ERASED = "i.erased IS NULL"
_MOST_AT_ONCE = 500


def one_item(database: Database, item_id: str) -> EvidenceItem:
    """The item of that id. Raises NoSuchEntry."""
    found = _items(database, "i.id = ?", (item_id,))
    if not found:
        raise errors.NoSuchEntry(kind="item", id=item_id)
    return found[0]


def list_items(
    database: Database,
    *,
    case_id: str | None = None,
    contained_in: str | None = None,
    derived_from: str | None = None,
    derivatives: bool = False,
) -> tuple[EvidenceItem, ...]:
    """Items in the order in which they were added, without erased ones; derivatives only if asked for."""
    conditions = [_NOT_ERASED]
    values: list[Value] = []
    for condition, value in (
        (_OF_CASE, case_id),
        ("i.contained_in = ?", contained_in),
        ("i.derived_from = ?", derived_from),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    if not derivatives and derived_from is None:
        conditions.append("i.derived_from IS NULL")
    return _items(database, " AND ".join(conditions), values)


def items_with_sha256(database: Database, sha256: str) -> tuple[EvidenceItem, ...]:
    """The items that hold exactly these bytes, derivatives as well; not those whose bytes were erased."""
    return _items(database, f"c.sha256 = ? AND {_NOT_ERASED}", (sha256.lower(),))


def exhibits_of(database: Database, case_id: str) -> tuple[tuple[str, EvidenceItem], ...]:
    """The items of a case with their numbers, in the order in which the numbers were given; without erased ones."""
    numbers = database.rows(
        "SELECT e.number, i.id FROM exhibits e JOIN items i ON i.number = e.item "
        "WHERE e.case_id = ? AND e.withdrawn IS NULL ORDER BY e.given",
        (case_id,),
    )
    items = {item.id: item for item in _items(database, f"{_OF_CASE} AND {_NOT_ERASED}", (case_id,))}
    return tuple((number, items[item_id]) for number, item_id in numbers if item_id in items)


def cases_of_items(database: Database, item_ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """The ids of the cases in which items stand now, by item id; items that stand in none are left out."""
    found: dict[str, tuple[str, ...]] = {}
    for item_id, case_id in database.rows(
        "SELECT i.id, e.case_id FROM items i JOIN exhibits e ON e.item = i.number "
        "WHERE i.id IN (SELECT value FROM json_each(?)) AND e.withdrawn IS NULL ORDER BY e.given",
        (json.dumps(list(item_ids)),),
    ):
        found[item_id] = (*found.get(item_id, ()), case_id)
    return found


def used_exhibit_numbers(database: Database, case_id: str) -> frozenset[str]:
    """Every number a case ever gave, also withdrawn ones."""
    return frozenset(row[0] for row in database.rows("SELECT number FROM exhibits WHERE case_id = ?", (case_id,)))


def _items(database: Database, condition: str, values: Sequence[Value]) -> tuple[EvidenceItem, ...]:
    rows = database.rows(f"{_SELECT} WHERE {condition} ORDER BY i.number", values)
    numbers = [row[-1] for row in rows]
    cases = _grouped(database, "SELECT item, case_id, number FROM exhibits WHERE withdrawn IS NULL", "given", numbers)
    again = _grouped(database, "SELECT item, name, at FROM acquisitions WHERE 1", "seq", numbers)
    warnings = _grouped(database, "SELECT item, code, text, line FROM item_warnings WHERE 1", "seq, position", numbers)
    return tuple(_item(row, cases.get(row[-1], ()), again.get(row[-1], ()), warnings.get(row[-1], ())) for row in rows)


def _grouped(database: Database, select: str, order: str, numbers: Sequence[int]) -> Mapping[int, Sequence[Row]]:
    groups: defaultdict[int, list[Row]] = defaultdict(list)
    for row in _rows_of(database, select, order, numbers):
        groups[row[0]].append(row[1:])
    return groups


def _rows_of(database: Database, select: str, order: str, numbers: Sequence[int]) -> Iterable[Row]:
    if len(numbers) > _MOST_AT_ONCE:
        return database.each(f"{select} ORDER BY {order}")
    places = ", ".join("?" * len(numbers))
    return database.rows(f"{select} AND item IN ({places}) ORDER BY {order}", numbers)


def _item(row: Row, cases: Sequence[Row], again: Sequence[Row], warnings: Sequence[Row]) -> EvidenceItem:
    derivation, facts, messages, erased_by, _number = row[_PLAIN:]
    fields: Row = (
        *row[:_PLAIN],
        None if derivation is None else json.loads(derivation),
        tuple(CaseMembership(case_id, number) for case_id, number in cases),
        tuple((name, at) for name, at in again),
        {} if facts == "{}" else json.loads(facts),
        messages,
        tuple(ReadingWarning(code, text, line) for code, text, line in warnings),
        None if erased_by is None else json.loads(erased_by)["utc"],
    )
    return EvidenceItem(*fields)
