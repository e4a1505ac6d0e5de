# SPDX-License-Identifier: GPL-3.0-or-later
"""The entries of the custody log as sentences."""

from collections.abc import Mapping

from evidence_vault.records import LogEntry
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

_EVENTS: dict[str, str] = {
    "created": N_("The vault was made"),
    "opened": N_("The vault was opened"),
    "closed": N_("The vault was locked"),
    "header-changed": N_("The keys of the vault were changed"),
    "added": N_("Added: {name}"),
    "received-again": N_("Received again: {name}"),
    "read": N_("Read as a chat log: {name}"),
    "transcript-confirmed": N_("Messages read from a picture were confirmed: {name}"),
    "derived": N_("A copy was made: {name}. The original is safe."),
    "exhibit-given": N_("{name} got the exhibit number {number}"),
    "exhibit-withdrawn": N_("{name} (exhibit {number}) was taken out of the case"),
    "case-key-made": N_("The case got its own signing key"),
    "copied-out": N_("A copy of the original was saved outside the vault: {name}"),
    "translator-table": N_("The words of a chat were saved as a table for a translator: {name}"),
    "verified": N_("Everything was checked"),
    "exported": N_("A package was made"),
    "time-stamp-requested": N_("A request for a time stamp was written"),
    "time-stamp-added": N_("A time stamp was brought in: {time}"),
    "package-checked": N_("A package of another vault was checked: {package_id}"),
    "case-taken-in": N_("A case was taken in out of a package: {package_id}"),
    "card-made": N_("A stop-payment card was made"),
    "first-papers-made": N_("First papers for bank and police were made"),
    "handed-over": N_("Handed over to {receiver} {organisation}"),
    "erased": N_("Erased"),
    "rebuilt": N_("The index was rebuilt"),
    "backup-made": N_("The vault was copied to another place"),
    "backup-proven": N_("A copy of the vault was opened and read to its last byte"),
    "restored": N_("A backup copy was opened to go on working in it"),
    "content-erased": N_("Erased, with everything made from it: {name}. Reason: {reason}"),
    "payload-erased": N_("What line {seq} said was erased"),
    "torn": N_("A half-written line at the end was set aside"),
    "tail-restored": N_("Missing lines at the end were restored"),
    "tail-lost": N_("Lines at the end are missing"),
    "put": N_("Recorded in the case: {entity}"),
    "retracted": N_("Taken back in the case: {entity}"),
}

_ENTITIES: dict[str, str] = {
    "case": N_("the case itself"),
    "person": N_("a person"),
    "suspect": N_("the other side"),
    "identifier": N_("an account"),
    "payment": N_("a payment"),
    "event": N_("an event"),
    "report": N_("a report"),
    "device": N_("a device"),
    "glossary": N_("a word and its meaning"),
    "narrative": N_("what happened"),
    "exhibit": N_("what is said about a piece of evidence"),
    "complaint": N_("a complaint"),
    "checklist": N_("a line of the list of what to save"),
    "mark": N_("a mark on a message"),
    "note": N_("a note"),
    "proof": N_("what a piece of evidence shows"),
    "match": N_("which line of a bill or chat a payment is"),
    "translation": N_("the translation of a message"),
    "series": N_("the order of screenshots"),
}


_MOST_NAMES = 3


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "—"


def event_sentence(entry: LogEntry, names: Mapping[str, str] | None = None) -> str:
    """What happened, in words; an event of a newer program is shown by its name.

    ``names``: the names of items by id, for entries whose payload has none.
    """
    words = _EVENTS.get(entry.event)
    return entry.event if words is None else _(words).format_map(_facts(entry, names or {}))


def _facts(entry: LogEntry, names: Mapping[str, str]) -> _Facts:
    payload = dict(entry.payload or {})
    facts = _Facts({key: visible_name(str(value)) for key, value in payload.items() if isinstance(value, str | int)})
    item = payload.get("item")
    if isinstance(item, dict) and isinstance(item.get("name"), str):
        facts["name"] = visible_name(str(item["name"]))
    elif "name" not in facts:
        known = next((names[subject] for subject in entry.subjects if subject in names), None)
        if known is not None:
            facts["name"] = visible_name(known)
    items = payload.get("items")
    if isinstance(items, list):
        names_left = [str(one["name"]) for one in items if isinstance(one, dict) and one.get("name")]
        facts["name"] = ", ".join(visible_name(one) for one in names_left[:_MOST_NAMES]) or "—"
    facts = _Facts({key: value for key, value in facts.items() if value})
    entity = payload.get("entity")
    if isinstance(entity, str):
        facts["entity"] = entity_words(entity)
    return facts


def entity_words(entity: str) -> str:
    """What kind of fact it is."""
    return _(_ENTITIES[entity]) if entity in _ENTITIES else entity


def is_erased(entry: LogEntry) -> bool:
    """Whether the entry's content was erased; its place in the chain stays."""
    return entry.payload is None
