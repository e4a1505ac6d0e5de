# SPDX-License-Identifier: GPL-3.0-or-later
"""Where words or a message stand in a picture, to be shown there."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence_vault.operations.joined_transcripts import pictures_of_conversation
from evidence_vault.operations.picture_places import places_of
from evidence_vault.records import Box, EvidenceItem, Message, TextInPicture
from evidence_vault.vault.search_terms import places_of_words
from evidence_vault.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A region of a page (from 0) of an item; ``box`` in pixels of the upright page."""

    item: EvidenceItem
    page: int
    box: Box


def lines_with(text: TextInPicture, words: str) -> tuple[int, ...]:
    """The numbers of the lines that hold one of ``words``, or a part of it where it goes on in the next line.

    Codes count after the lines.
    """
    parts = [*(line.text for line in text.lines), *(code.text for code in text.codes)]
    return places_of_words(parts, words)


def places_of_message(vault: Vault, item_id: str, message: Message) -> tuple[ShownPlace, ...]:
    """The pictures a confirmed message stands in, the clearest first; none where it is of no picture.

    Raises NoSuchEntry.
    """
    item = vault.item(item_id)
    places = places_of(message.raw_span, item.sha256)
    if not places:
        return ()
    known = {one.sha256: one for one in _pictures(vault, item)}
    return tuple(
        ShownPlace(known[place.file_sha256], place.page, place.box) for place in places if place.file_sha256 in known
    )


def _pictures(vault: Vault, item: EvidenceItem) -> Iterator[EvidenceItem]:
    yield item
    yield from (vault.item(one) for one in pictures_of_conversation(vault, item.id) if one != item.id)
