# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left of a conversation of several pictures when some of them are erased: what the others show as well."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence_vault.operations.joined_transcripts import (
    GAPS,
    JOINED,
    gap_message,
    pictures_of_conversation,
)
from evidence_vault.operations.picture_places import places_of, span_in_pictures
from evidence_vault.operations.picture_transcripts import IMPORTER, NOTES, VERSION
from evidence_vault.operations.read_again import last_reading
from evidence_vault.records import (
    GAP,
    Actor,
    Answers,
    Conversation,
    Message,
    ReadingRecord,
    ReadingSummary,
    ReadingWarning,
)
from evidence_vault.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class LeftConversation:
    """A conversation of ``pictures`` (item ids) as it is to be kept once the others are gone.

    ``stood_with``: the item whose messages they were.
    """

    stood_with: str
    pictures: tuple[str, ...]
    answers: Answers
    conversation: Conversation
    messages: tuple[Message, ...]
    notes: tuple[ReadingWarning, ...]


def conversations_left(vault: Vault, going: Sequence[str]) -> tuple[LeftConversation, ...]:
    """What to keep of every conversation that stands on an item of ``going`` and on others. Raises NoSuchEntry."""
    gone = frozenset(going)
    found: list[LeftConversation] = []
    for first in dict.fromkeys(one for item_id in going for one in _first_pictures(vault, item_id)):
        pictures = pictures_of_conversation(vault, first)
        if len(pictures) > 1 and gone & set(pictures) and set(pictures) - gone:
            found += _left(vault, first, [one for one in pictures if one not in gone])
    return tuple(found)


def keep_what_is_left(vault: Vault, left: LeftConversation, actor: Actor) -> None:
    """Record it as the reading of its first picture, where the whole conversation is gone."""
    if vault.messages(left.stood_with, count=1):
        return  # erasing was stopped before it came to it
    first, *others = left.pictures
    vault.add_reading(first, IMPORTER, VERSION, left.answers, _records(left), actor=actor, also_from=others)


def _first_pictures(vault: Vault, item_id: str) -> Iterator[str]:
    for entry in vault.item_history(item_id):
        if entry.event == "read" and len(entry.subjects) > 1:
            yield entry.subjects[0]


def _left(vault: Vault, first: str, staying: Sequence[str]) -> Iterator[LeftConversation]:
    item = vault.item(first)
    sha256 = {vault.item(one).sha256 for one in staying}
    stored = vault.conversations(item_id=first)
    messages: list[Message] = []
    for message in vault.messages(first, count=100_000):
        places = [place for place in places_of(message.raw_span, item.sha256) if place.file_sha256 in sha256]
        if places:
            messages.append(message._replace(seq=len(messages), raw_span=span_in_pictures(places)))
        elif messages and messages[-1].subkind != GAP:
            messages.append(gap_message(len(messages)))
    if not stored or not any(message.subkind != GAP for message in messages):
        return
    notes = tuple(one for one in item.warnings if one.code in NOTES and one.code not in {JOINED, GAPS})
    yield LeftConversation(
        first, tuple(staying), last_reading(vault, first).answers, stored[0].conversation, tuple(messages), notes
    )


def _records(left: LeftConversation) -> Iterator[ReadingRecord]:
    yield left.conversation
    yield from left.messages
    yield ReadingWarning(JOINED, str(len(left.pictures)))
    gaps = sum(1 for message in left.messages if message.subkind == GAP)
    if gaps:
        yield ReadingWarning(GAPS, str(gaps))
    yield from left.notes
    yield ReadingSummary(1, len(left.messages), {}, len(left.messages), 0)
