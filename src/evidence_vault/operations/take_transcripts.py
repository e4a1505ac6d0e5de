# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes over messages that were confirmed from pictures in another vault, with a case that moves."""

from collections.abc import Iterable, Iterator, Mapping

from evidence_vault.operations.joined_transcripts import GAPS, JOINED, elsewhere
from evidence_vault.operations.picture_places import UNIT, places_of
from evidence_vault.operations.picture_transcripts import IMPORTER, VERSION
from evidence_vault.package.confirmed_transcripts import ForeignTranscript
from evidence_vault.record_json import from_json
from evidence_vault.records import (
    GAP,
    Actor,
    Answers,
    Conversation,
    EvidenceItem,
    Message,
    ReadingRecord,
    ReadingSummary,
    ReadingWarning,
)
from evidence_vault.vault.vault import Vault


def take_transcripts(
    vault: Vault, untrusted: Iterable[ForeignTranscript], new_ids: Mapping[str, str], actor: Actor
) -> None:
    """Keep them as readings of the pictures here; what is of another form, or of no picture here, is left out.

    ``actor``: whoever says so, which is the package. Raises DiskFull.
    """
    for one in untrusted:
        items = [vault.item(new_ids[old]) for old in one.pictures if old in new_ids]
        if not items or one.pictures[0] not in new_ids or items[0].importer is not None:
            continue
        try:
            records = _checked(one, items)
        except ValueError:
            continue
        first, *others = items
        also = [item.id for item in others]
        vault.add_reading(first.id, IMPORTER, VERSION, Answers(), iter(records), actor=actor, also_from=also)
        for item in others:
            vault.add_reading(item.id, IMPORTER, VERSION, Answers(), elsewhere(first), actor=actor)


def _checked(one: ForeignTranscript, items: list[EvidenceItem]) -> list[ReadingRecord]:
    """The records, numbered anew, their places held against the pictures. Raises ValueError."""
    read = [from_json(line) for line in one.records]
    conversation = next((record for record in read if isinstance(record, Conversation)), None)
    messages = [record for record in read if isinstance(record, Message)]
    if conversation is None or len(messages) + 1 != len(read):
        raise ValueError("a conversation and its messages are needed")
    if any(message.conversation != conversation.id for message in messages) or not messages:
        raise ValueError("messages of one conversation are needed")
    known = {item.sha256 for item in items}
    placed = [_placed(message, seq, items[0].sha256, known) for seq, message in enumerate(messages)]
    return [conversation, *placed, *_notes(placed, len(items)), ReadingSummary(1, len(placed), {}, len(placed), 0)]


def _placed(message: Message, seq: int, own: str, known: set[str]) -> Message:
    span = message.raw_span
    places = places_of(span, own)
    if span is not None and (span.unit != UNIT or not places or any(one.file_sha256 not in known for one in places)):
        return message._replace(seq=seq, raw_span=None)
    return message._replace(seq=seq)


def _notes(messages: list[Message], pictures: int) -> Iterator[ReadingWarning]:
    if pictures > 1:
        yield ReadingWarning(JOINED, str(pictures))
    gaps = sum(1 for message in messages if message.subkind == GAP)
    if gaps:
        yield ReadingWarning(GAPS, str(gaps))
    yield ReadingWarning("READ_FROM_PICTURE")
