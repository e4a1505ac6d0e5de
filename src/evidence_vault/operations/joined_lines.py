# SPDX-License-Identifier: GPL-3.0-or-later
"""A proposed conversation of several pictures as JSON objects and back, so that it can be corrected outside."""

from collections.abc import Iterable, Iterator

from evidence_vault.operations.joined_transcripts import ItemPlace, JoinedProposal, PlacedEntry
from evidence_vault.operations.transcript_lines import box_from_json, entry_from_json, entry_to_json
from evidence_vault.records import Json

_PICTURES = "pictures"


def conversation_to_json(proposal: JoinedProposal) -> Iterator[dict[str, Json]]:
    """First the pictures in their order, then each entry with every place it stands at."""
    yield {"kind": _PICTURES, "items": [item.id for item in proposal.pictures], "titles": list(proposal.titles)}
    for placed in proposal.entries:
        places: list[Json] = [{"item": place.item_id, "box": list(place.box)} for place in placed.places]
        yield {**entry_to_json(placed.entry), "places": places}


def conversation_from_json(lines: Iterable[Json]) -> tuple[tuple[str, ...], tuple[PlacedEntry, ...]]:
    """The ids of the pictures, and the entries. Raises ValueError for another form."""
    items: tuple[str, ...] = ()
    entries = []
    for line in lines:
        if not isinstance(line, dict):
            raise ValueError("an object is needed")
        if line.get("kind") == _PICTURES:
            items = _ids(line.get("items"))
        else:
            places = _places(line.get("places"), items)
            entries.append(PlacedEntry(entry_from_json({k: v for k, v in line.items() if k != "places"}), places))
    return items, tuple(entries)


def _ids(value: Json) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError("a list of ids is needed")
    return tuple(map(str, value))


def _places(value: Json, items: tuple[str, ...]) -> tuple[ItemPlace, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError("a place is needed")
    return tuple(_place(each, items) for each in value)


def _place(value: Json, items: tuple[str, ...]) -> ItemPlace:
    if not isinstance(value, dict) or value.get("item") not in items:
        raise ValueError("one of the pictures is needed")
    return ItemPlace(str(value["item"]), box_from_json(value.get("box")))
