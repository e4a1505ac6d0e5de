# SPDX-License-Identifier: GPL-3.0-or-later
"""Erases items: their bytes, what was made and read from them, and what the log says about them.

One entry, ``content-erased``, is made durable first; everything after it can be done again (docs/formats/vault.md,
"Erasing contents"). Hash, size and place of an item stay, so that what was erased can be told.
"""

import json
from collections.abc import Iterator, Sequence

from evidence_vault.progress import Cancelled, Progress
from evidence_vault.records import Actor, ErasingPlan, EvidenceItem, Json
from evidence_vault.vault.apply import ADDS_ITEMS
from evidence_vault.vault.database import Row
from evidence_vault.vault.durable import storage_errors
from evidence_vault.vault.entries import JournalEntry
from evidence_vault.vault.erase import carry_out, entries_about
from evidence_vault.vault.erased_files import remove_contents, remove_set_aside
from evidence_vault.vault.item_queries import one_item
from evidence_vault.vault.ledger import Ledger

EVENT = "content-erased"
FEATURE = "erased-contents"
"""In the header from the first erasing on: a program that does not know it would call the vault damaged."""
MOST_AT_ONCE = 1000
_STAYS = frozenset({"exhibit-given", "exhibit-withdrawn", "exported", "handed-over", "verified", EVENT})
"""What happened with an item and says nothing of what is in it."""
_ITS_OWN = frozenset({*ADDS_ITEMS, "read"})
"""Events whose first subject is the item they are about; the others are only named."""
_QUOTES = frozenset({"transcript-confirmed"})
"""Events that repeat words out of every item they name."""
_MAY_NAME_IT = frozenset({"copied-out"})


def plan_erasing(ledger: Ledger, item_ids: Sequence[str]) -> ErasingPlan:
    """What would go with these items. Raises NoSuchEntry."""
    items = tuple(item for item in _with_everything_inside(ledger, item_ids) if item.erased_at is None)
    going = frozenset(item.id for item in items)
    own = dict.fromkeys(item.content_id for item in items)
    wanted = dict.fromkeys([*own, *(content for item in items for content in _read_from(ledger, item.id))])
    still_held = _held_by_others(ledger, going)
    gone = tuple(content for content in wanted if content not in still_held)
    return ErasingPlan(items, gone, sum(content in still_held for content in own))


def erase_items(
    ledger: Ledger, item_ids: Sequence[str], *, reason: str, with_names: bool, actor: Actor, progress: Progress
) -> tuple[str, ...]:
    """Erase items with everything in and from them; the ids of all that were erased.

    ``reason`` is recorded and stays. ``with_names``: their names go as well. Raises NoSuchEntry, DiskFull,
    VaultReadOnly, StorageFailed: then what is recorded already is carried out when the vault is opened again.
    Raises Cancelled between parts of a large erasing; what is recorded is carried out first.
    """
    done: list[str] = []
    items = plan_erasing(ledger, item_ids).items
    try:
        for some in _in_parts(items):
            progress.report(len(done), len(items))
            progress.raise_if_cancelled()
            with ledger.held():
                plan = plan_erasing(ledger, [item.id for item in some])
                _record(ledger, plan, reason, actor, with_names=with_names)
            done += [item.id for item in plan.items]
    except Cancelled:
        finish_erasing_items(ledger)
        raise
    finish_erasing_items(ledger)
    return tuple(done)


def finish_erasing_items(ledger: Ledger) -> None:
    """Carry out what is recorded; doing it again does no harm. What an entry says goes before the bytes it names."""
    with ledger.held():
        _finish(ledger)


def _finish(ledger: Ledger) -> None:
    pending = ledger.database.rows("SELECT e.seq FROM erased e JOIN log l ON l.seq = e.seq WHERE l.payload IS NOT NULL")
    if pending:
        carry_out(ledger, [int(row[0]) for row in pending])
    contents = [str(row[0]) for row in ledger.database.rows("SELECT id FROM erased_contents ORDER BY id")]
    with storage_errors(ledger.layout.folder):
        removed = remove_contents(ledger.disk, ledger.layout, contents)
        if pending or removed:
            remove_set_aside(ledger.disk, ledger.layout)
    if pending or removed:
        ledger.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


# --- the plan


def _with_everything_inside(ledger: Ledger, item_ids: Sequence[str]) -> Iterator[EvidenceItem]:
    waiting, known = list(item_ids), set(item_ids)
    while waiting:
        item = one_item(ledger.database, waiting.pop(0))
        yield item
        rows = ledger.database.rows(
            "SELECT id FROM items WHERE contained_in = ? OR derived_from = ? ORDER BY number", (item.id, item.id)
        )
        inner = [str(row[0]) for row in (*rows, *_put_together_from(ledger, item)) if row[0] not in known]
        known.update(inner)
        waiting += inner


def _put_together_from(ledger: Ledger, item: EvidenceItem) -> Sequence[Row]:
    """Copies that show this picture among others (docs/formats/derivations.md, ``parts``), if nobody else holds it."""
    holders = "SELECT count(*) FROM items WHERE content_id = ? AND erased IS NULL"
    if item.content_id and ledger.database.value(holders, (item.content_id,)) > 1:
        return ()
    return ledger.database.rows(
        "SELECT id FROM items WHERE derived_from IS NOT NULL AND derivation LIKE ? ORDER BY number",
        (f'%"parts":%"sha256":"{item.sha256}"%',),
    )


def _read_from(ledger: Ledger, item_id: str) -> Iterator[str]:
    """The contents that hold what was read from an item, also earlier readings, also what was read from several."""
    for entry in entries_about(ledger, item_id):
        if entry.event == "read" and entry.payload is not None:
            content = entry.payload["content"]
            if isinstance(content, dict):
                yield str(content["id"])


def _held_by_others(ledger: Ledger, going: frozenset[str]) -> set[str]:
    rows = ledger.database.each("SELECT id, content_id FROM items WHERE erased IS NULL")
    held = {content for item_id, content in rows if item_id not in going}
    for envelope, payload in ledger.database.each(
        "SELECT envelope, payload FROM log WHERE event = 'read' AND payload IS NOT NULL"
    ):
        if going.isdisjoint(json.loads(envelope)["subjects"]):  # what was read from several goes with any of them
            held.add(json.loads(payload)["content"]["id"])
    return held


def _in_parts(items: Sequence[EvidenceItem]) -> Iterator[Sequence[EvidenceItem]]:
    # What lies inside comes last in a plan: from the end, so that no part takes more with it than it was given.
    turned = items[::-1]
    for start in range(0, len(turned), MOST_AT_ONCE):
        yield turned[start : start + MOST_AT_ONCE]


# --- the entry


def _record(ledger: Ledger, plan: ErasingPlan, reason: str, actor: Actor, *, with_names: bool) -> None:
    contents = {str(row[0]): row for row in ledger.database.each("SELECT id, sha256, size FROM contents")}
    payload: dict[str, Json] = {
        "items": [_remains(item, with_names=with_names) for item in plan.items],
        "contents": [dict(zip(("id", "sha256", "size"), contents[each], strict=True)) for each in plan.contents],
        "entries": [entry.seq for item in plan.items for entry in _tell_of(ledger, item.id, with_names=with_names)],
        "shared": plan.shared,
        "reason": reason,
    }
    cases = {membership.case_id for item in plan.items for membership in item.cases}
    ledger.record(
        EVENT,
        payload,
        actor=actor,
        subjects=[item.id for item in plan.items],
        case_id=cases.pop() if len(cases) == 1 else None,
    )


def _remains(item: EvidenceItem, *, with_names: bool) -> dict[str, Json]:
    return {
        "id": item.id,
        "name": "" if with_names else item.name,
        "content": item.content_id,
        "sha256": item.sha256,
        "size": item.size,
        "media_type": item.media_type,
        "added_at": item.added_at,
        "contained_in": item.contained_in,
        "derived_from": item.derived_from,
    }


def _tell_of(ledger: Ledger, item_id: str, *, with_names: bool) -> Iterator[JournalEntry]:
    stays = _STAYS if with_names else _STAYS | _MAY_NAME_IT
    for entry in entries_about(ledger, item_id):
        is_its_own = entry.event in _ITS_OWN and entry.subjects[0] == item_id
        tells = entry.subjects == (item_id,) or is_its_own or entry.event in _QUOTES
        if entry.payload is not None and tells and entry.event not in stays:
            yield entry
