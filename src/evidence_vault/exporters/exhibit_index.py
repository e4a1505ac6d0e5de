# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds exhibits by what facts call them: a number, or an item's id."""

from collections.abc import Iterable

from evidence_vault.records import Dossier, EvidenceItem, Exhibit, Json
from evidence_vault.translations import Words

SHORTEST_ID = 8


class ExhibitIndex:
    """The exhibits of one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._by_number = {exhibit.number: exhibit for exhibit in dossier.exhibits}
        self._by_item = {exhibit.item.id: exhibit for exhibit in dossier.exhibits}
        self._copies = {item.id: item for item in dossier.derivatives}

    def of_item(self, item_id: str) -> Exhibit | None:
        """The exhibit an item is."""
        return self._by_item.get(item_id)

    def behind(self, item_id: str) -> Exhibit | None:
        """The exhibit an item is, or was made from."""
        copy = self._copies.get(item_id)
        return self._by_item.get(item_id) or (self._by_item.get(copy.derived_from or "") if copy else None)

    def copy(self, item_id: str) -> EvidenceItem | None:
        """A derivative of the dossier."""
        return self._copies.get(item_id)

    def find(self, reference: Json) -> Exhibit | None:
        """The exhibit that ``reference`` names: its number, its item's id or the beginning of that."""
        if not isinstance(reference, str):
            return None
        exact = self._by_number.get(reference) or self._by_item.get(reference)
        if exact or len(reference) < SHORTEST_ID:
            return exact
        fitting = [exhibit for item_id, exhibit in self._by_item.items() if item_id.startswith(reference)]
        return fitting[0] if len(fitting) == 1 else None

    def numbers(self, references: Json, words: Words) -> str:
        """The numbers of the exhibits a fact names, in the order of the list; one not in this export stands last."""
        listed: Iterable[Json] = references if isinstance(references, list) else [references] if references else []
        found = {reference: self.find(reference) for reference in listed if isinstance(reference, str)}
        named = {exhibit.number for exhibit in found.values() if exhibit}
        absent = [
            words.translate("{number} (not in this export)").format(number=reference)
            for reference, exhibit in found.items()
            if not exhibit
        ]
        return words.translate(", ").join([*(number for number in self._by_number if number in named), *absent])
