# SPDX-License-Identifier: GPL-3.0-or-later
"""The entries of the custody log as sentences."""

from evidence_vault.records import LogEntry
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

_EVENTS: dict[str, str] = {
    "vault-created": N_("The vault was made"),
    "opened": N_("The vault was opened"),
    "closed": N_("The vault was locked"),
    "locked": N_("The vault was locked"),
    "header-changed": N_("The keys of the vault were changed"),
    "added": N_("Added: {name}"),
    "received-again": N_("Received again: {name}"),
    "read": N_("Read as a chat log"),
    "derived": N_("A copy was made: {name}. The original is safe."),
    "exhibit-assigned": N_("Got the exhibit number {number}"),
    "exhibit-withdrawn": N_("Taken out of the case: {number}"),
    "verified": N_("Everything was checked"),
    "saved": N_("A copy of the original was saved outside the vault"),
    "exported": N_("A package was made"),
    "handed-over": N_("Handed over"),
    "erased": N_("Erased"),
    "rebuilt": N_("The index was rebuilt"),
    "put": N_("Recorded in the case"),
    "retracted": N_("Taken back in the case"),
}


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "—"


def event_sentence(entry: LogEntry) -> str:
    """What happened, in words; an event of a newer program is shown by its name."""
    words = _EVENTS.get(entry.event)
    if words is None:
        return entry.event
    payload = entry.payload or {}
    facts = _Facts({key: visible_name(str(value)) for key, value in payload.items() if isinstance(value, str | int)})
    return _(words).format_map(facts)


def is_erased(entry: LogEntry) -> bool:
    """Whether the entry's content was erased; its place in the chain stays."""
    return entry.payload is None
