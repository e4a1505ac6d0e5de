# SPDX-License-Identifier: GPL-3.0-or-later
"""From which evidence and messages a fact comes, as its own fields say (docs/formats/facts.md, "Origins")."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evidence_vault.records import TAKEN_FROM, Fields, Json

_LISTS = ("evidence_items", "seen_in_items", "photo_item_ids", "picture_item_ids", "item_ids")
_PICKS = "message_picks"
_TEXTS = ("text", "narrative_full")
_CITED = re.compile(r"(?<![0-9A-Za-z])[A-Z]{1,2}[0-9]{1,6}(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Source:
    """A piece of evidence, or one message of it (``seq``: its number in the file). ``exhibit`` None: in no case."""

    item_id: str
    exhibit: str | None
    conversation_id: str = ""
    seq: int | None = None


def message_key(item_id: str, conversation_id: str, seq: int) -> str:
    """How ``taken_from`` names a message."""
    return f"{item_id}/{conversation_id}/{seq}"


def sources(fields: Fields, numbers: Mapping[str, str]) -> tuple[Source, ...]:
    """Everything that ``fields`` name, messages first; evidence that a message stands in is not named again.

    ``numbers``: item id to exhibit number, of every exhibit of the case.
    """
    messages = dict.fromkeys(_messages(fields, numbers))
    of_messages = {one.item_id for one in messages}
    plain = dict.fromkeys(Source(item_id, numbers.get(item_id)) for item_id in _items(fields, numbers))
    return (*messages, *(one for one in plain if one.item_id not in of_messages))


def _messages(fields: Fields, numbers: Mapping[str, str]) -> Iterator[Source]:
    item_id, conversation_id, seq = (fields.get(name) for name in ("item_id", "conversation_id", "seq"))
    if isinstance(item_id, str) and isinstance(seq, int):
        yield Source(item_id, numbers.get(item_id), str(conversation_id or ""), seq)
    for key in (*_texts(fields.get(TAKEN_FROM)), *_texts(fields.get(_PICKS))):
        item, _slash, rest = key.partition("/")
        conversation, _slash, number = rest.rpartition("/")
        if number.isdecimal():
            yield Source(item, numbers.get(item), conversation, int(number))


def _items(fields: Fields, numbers: Mapping[str, str]) -> Iterator[str]:
    by_number = {number: item_id for item_id, number in numbers.items()}
    named = [one for name in _LISTS for one in _texts(fields.get(name))]
    named += [key for key in _texts(fields.get(TAKEN_FROM)) if "/" not in key]
    named += [one for name in _TEXTS for one in _CITED.findall(str(fields.get(name) or ""))]
    named += [str(fields[name]) for name in ("item_id", "about") if isinstance(fields.get(name), str)]
    for one in named:
        if one in numbers:
            yield one
        elif one in by_number:
            yield by_number[one]


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
