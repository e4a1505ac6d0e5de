# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of the journal: an envelope that is hashed and chained, with salt and payload beside it.

Form: docs/formats/vault.md, "Entries".
"""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from evidence_vault.clock import utc_text
from evidence_vault.hashing import canonical_json
from evidence_vault.records import Json
from evidence_vault.vault.merkle import leaf_hash

VERSION = 1
FIRST_PREVIOUS = "0" * 64
CUSTODY = "custody"
CASEWORK = "casework"
_FIELDS = {
    "v": int,
    "seq": int,
    "utc": str,
    "monotonic": int,
    "actor": str,
    "event": str,
    "class": str,
    "subjects": list,
    "commitment": str,
    "prev": str,
}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One entry. ``envelope`` is the exact text that is hashed; ``salt`` and ``payload`` are None once erased."""

    envelope: str
    salt: str | None
    payload: Mapping[str, Json] | None
    seq: int
    utc: str
    actor: str
    event: str
    custody: bool
    case_id: str | None
    subjects: tuple[str, ...]
    commitment: str
    previous: str

    @property
    def hash(self) -> bytes:
        """SHA-256(00 ‖ envelope): the leaf of the tree, and what the next entry names as ``prev``."""
        return leaf_hash(self.envelope.encode())

    def to_bytes(self) -> bytes:
        """The record of the journal."""
        payload = None if self.payload is None else dict(self.payload)
        return canonical_json({"envelope": self.envelope, "payload": payload, "salt": self.salt})

    def commitment_holds(self) -> bool:
        """Whether salt and payload are what the envelope committed to; an erased payload has nothing to hold."""
        if self.payload is None or self.salt is None:
            return self.payload is None and self.salt is None
        return commitment_of(self.salt, self.payload) == self.commitment


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What happened, before it has a place in the journal."""

    event: str
    actor: str
    payload: Mapping[str, Json]
    subjects: Sequence[str] = ()
    case_id: str | None = None
    custody: bool = True


def new_entry(what: Occurrence, seq: int, previous: str, moment: datetime, monotonic: float) -> JournalEntry:
    """The entry for ``what`` at place ``seq`` after the entry with hash ``previous`` (hex)."""
    payload = without_lone_surrogates(dict(what.payload))
    assert isinstance(payload, dict)  # noqa: S101 - for the type checker; a dict stays a dict
    salt = secrets.token_hex(16)
    envelope: dict[str, Json] = {
        "v": VERSION,
        "seq": seq,
        "utc": utc_text(moment),
        "monotonic": int(monotonic * 1000),
        "actor": what.actor,
        "event": what.event,
        "class": CUSTODY if what.custody else CASEWORK,
        "case": what.case_id,
        "subjects": list(what.subjects),
        "commitment": commitment_of(salt, payload),
        "prev": previous,
    }
    return entry_of_envelope(canonical_json(envelope).decode(), salt, payload)


def commitment_of(salt: str, payload: Mapping[str, Json]) -> str:
    """SHA-256 (hex) of salt ‖ canonical payload."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical_json(dict(payload))).hexdigest()


def parse_entry(data: bytes) -> JournalEntry:
    """The entry of an opened record. Raises ValueError for another form."""
    outer = json.loads(data)
    if not isinstance(outer, dict) or set(outer) != {"envelope", "payload", "salt"}:
        raise ValueError("not an entry")
    if not isinstance(outer["envelope"], str) or not isinstance(outer["payload"], dict | None):
        raise ValueError("not an entry")
    return entry_of_envelope(outer["envelope"], outer["salt"], outer["payload"])


def entry_of_envelope(envelope: str, salt: str | None, payload: Mapping[str, Json] | None) -> JournalEntry:
    """The entry of its three parts. Raises ValueError for an envelope of another form."""
    fields = json.loads(envelope)
    if not isinstance(fields, dict) or not all(isinstance(fields.get(key), kind) for key, kind in _FIELDS.items()):
        raise ValueError("not an envelope")
    if fields["v"] != VERSION or fields["class"] not in {CUSTODY, CASEWORK}:
        raise ValueError("not an envelope of this version")
    return JournalEntry(
        envelope=envelope,
        salt=salt,
        payload=payload,
        seq=fields["seq"],
        utc=fields["utc"],
        actor=fields["actor"],
        event=fields["event"],
        custody=fields["class"] == CUSTODY,
        case_id=fields.get("case"),
        subjects=tuple(fields["subjects"]),
        commitment=fields["commitment"],
        previous=fields["prev"],
    )


def without_lone_surrogates(value: Json) -> Json:
    """``value`` with halves of characters (undecodable names, broken emoji) shown as U+FFFD: they have no UTF-8."""
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_LONE_SURROGATE.sub("\ufffd", key): without_lone_surrogates(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [without_lone_surrogates(inner) for inner in value]
    return value
