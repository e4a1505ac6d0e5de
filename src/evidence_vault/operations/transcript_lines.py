# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of a proposed transcript as JSON objects and back, so that they can be corrected outside of the window."""

from typing import cast

from evidence_vault.records import GAP, Box, Json, ProposedEntry

_TEXTS = ("text", "sender", "subkind", "amount", "time")
_KINDS = frozenset({"message", "time", "system", GAP})
_SUBKINDS = frozenset({None, "text", "voice", "picture", "transfer", "red-packet"})
_FIELDS = frozenset({"kind", "box", "is_self", "confidence", "flags", "as_read", *_TEXTS})


def entry_to_json(entry: ProposedEntry) -> dict[str, Json]:
    """``entry`` as a JSON object."""
    return {
        "kind": entry.kind,
        "is_self": entry.is_self,
        "sender": entry.sender,
        "text": entry.text,
        "subkind": entry.subkind,
        "amount": entry.amount,
        "time": entry.time,
        "box": list(entry.box),
        "confidence": entry.confidence,
        "flags": list(entry.flags),
        "as_read": entry.as_read,
    }


def entry_from_json(line: Json) -> ProposedEntry:
    """The entry of such an object. Raises ValueError for another form."""
    if not isinstance(line, dict) or line.keys() - _FIELDS or line.get("kind") not in _KINDS:
        raise ValueError("an entry is needed")
    is_self = line.get("is_self")
    if is_self is not None and not isinstance(is_self, bool):
        raise ValueError("true, false or null is needed")
    texts = {name: _text(line.get(name)) for name in _TEXTS}
    if texts["subkind"] not in _SUBKINDS:
        raise ValueError("a kind of message is needed")
    return ProposedEntry(
        str(line["kind"]),
        box_from_json(line.get("box")),
        texts["text"],
        is_self,
        texts["sender"],
        texts["subkind"],
        texts["amount"],
        texts["time"],
    )


def _text(value: Json) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError("a text or null is needed")
    return value or None


def box_from_json(value: Json) -> Box:
    """A box with room in it. Raises ValueError for another form."""
    if not isinstance(value, list) or len(value) != 4 or not all(isinstance(each, int) and each >= 0 for each in value):
        raise ValueError("a box is needed")
    left, top, right, bottom = cast("list[int]", value)
    if left >= right or top >= bottom:
        raise ValueError("a box has room")
    return left, top, right, bottom
