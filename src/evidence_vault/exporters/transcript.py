# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations as CSV, HTML and PDF, in volumes: every message in file order, in its own words, never corrected."""

from collections.abc import Iterator

from evidence_vault.exporters.base import bytes_part
from evidence_vault.exporters.pdf import set_documents
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.exporters.tables import csv_bytes
from evidence_vault.exporters.transcript_document import transcript_document
from evidence_vault.exporters.transcript_page import transcript_page
from evidence_vault.exporters.transcript_volume import TranscriptVolume, base_name, in_one_language
from evidence_vault.progress import Progress, Silent
from evidence_vault.records import Exhibit, Json, MentionedPayment, Message, Part, StoredConversation, Translation

VOLUME = 10_000
"""Messages in one file: a document of so many takes half a gigabyte while it is set."""
SIDE_BY_SIDE_VOLUME = 4_000
"""Likewise with a translation beside each: two columns take more than twice the memory."""
COLUMNS = (
    "seq",
    "sent_at",
    "sent_at_raw",
    "time_certainty",
    "kind",
    "sender",
    "sender_id",
    "is_self",
    "text",
    "attachments",
    "payment_amount",
    "payment_currency",
    "payment_direction",
    "payment_status",
    "payment_memo",
    "payment_reference",
    "edited",
    "reply_to",
    "raw_start",
    "raw_end",
    "raw_unit",
    "raw_sha256",
    "raw_member",
)
TRANSLATED_COLUMNS = (*COLUMNS, "translation", "translation_language", "translator", "translated_on")
"""Where something of a conversation is translated; the columns before are what counts."""


def transcript_key(conversation: StoredConversation) -> str:
    """Where a dossier keeps the messages of a conversation."""
    return f"{conversation.item_id}/{conversation.conversation.id}"


def transcript_parts(context: ReportContext, progress: Progress | None = None) -> Iterator[Part]:
    """Each conversation of an exhibit as ``transcripts/B1.csv``, ``B1.html``, ``B1.pdf``; volumes where it is long.

    Raises PdfFailed, Cancelled.
    """
    watched = progress or Silent()
    waiting: list[TranscriptVolume] = []
    for volume in volumes(context):
        watched.raise_if_cancelled()
        number, path = volume.exhibit.number, f"transcripts/{volume.name}"
        yield bytes_part(f"{path}.csv", "transcript", _table(volume), number)
        yield bytes_part(f"{path}.html", "transcript", transcript_page(volume), number)
        if waiting and _messages_of([*waiting, volume]) > VOLUME:
            yield from _printed(waiting)
            waiting = []
        waiting.append(volume)
    yield from _printed(waiting)


def _table(volume: TranscriptVolume) -> bytes:
    if not volume.translations:
        return csv_bytes(COLUMNS, map(_row, volume.messages))
    rows = ([*_row(message), *_translated(volume.translations.get(message.seq))] for message in volume.messages)
    return csv_bytes(TRANSLATED_COLUMNS, rows)


def _translated(said: Translation | None) -> list[Json]:
    return [said.text, said.language, said.translator, said.made_on] if said else [None] * 4


def _printed(waiting: list[TranscriptVolume]) -> Iterator[Part]:
    """Volumes that together are no longer than one, set by one process, whose memory ends with it."""
    if not waiting:
        return
    documents = set_documents([transcript_document(volume) for volume in waiting])
    for volume, document in zip(waiting, documents, strict=True):
        yield bytes_part(f"transcripts/{volume.name}.pdf", "transcript", document, volume.exhibit.number)


def _messages_of(waiting: list[TranscriptVolume]) -> int:
    """How many there are, each with a translation beside it for as many as take its memory."""
    double = VOLUME // SIDE_BY_SIDE_VOLUME + 1
    return sum(len(volume.messages) * (double if volume.translations else 1) for volume in waiting)


def volumes(context: ReportContext) -> Iterator[TranscriptVolume]:
    """Every conversation of an exhibit, cut into volumes, with the names of their files."""
    per_exhibit: dict[str, int] = {}
    members = _members(context)
    places = {exhibit.item.id: place for place, exhibit in enumerate(context.dossier.exhibits)}
    in_order = sorted(context.dossier.conversations, key=lambda one: places.get(one.item_id, len(places)))
    for conversation in in_order:
        exhibit = context.exhibits.of_item(conversation.item_id)
        messages = context.dossier.transcripts.get(transcript_key(conversation))
        if not exhibit or messages is None:
            continue
        number = per_exhibit[exhibit.number] = per_exhibit.get(exhibit.number, 0) + 1
        stem = exhibit.number if number == 1 else f"{exhibit.number}-chat{number}"
        key = transcript_key(conversation)
        translations = in_one_language(context.dossier.translations.get(key, {}), context.words.tag)
        stated_zone = context.stated_zone(exhibit.item.id)
        size = SIDE_BY_SIDE_VOLUME if translations else VOLUME
        pieces = [messages[start : start + size] for start in range(0, len(messages), size)] or [()]
        for place, piece in enumerate(pieces, 1):
            name = stem if len(pieces) == 1 else f"{stem}-volume{place}"
            yield TranscriptVolume(
                context, conversation, exhibit, piece, name=name, place=place, count=len(pieces),
                members=members.get(exhibit.item.id, {}), translations=translations,
                stated_zone=stated_zone,
            )  # fmt: skip


def _members(context: ReportContext) -> dict[str, dict[str, Exhibit]]:
    """Item of a container to the exhibits that came out of it, by their own names."""
    found: dict[str, dict[str, Exhibit]] = {}
    for exhibit in context.dossier.exhibits:
        if exhibit.item.contained_in:
            found.setdefault(exhibit.item.contained_in, {})[base_name(exhibit.item.name)] = exhibit
    return found


def _row(message: Message) -> list[Json]:
    payment = message.payment or MentionedPayment()
    span = message.raw_span
    attachments = "; ".join(f"{attachment.name or '?'} ({attachment.state})" for attachment in message.attachments)
    return [
        message.seq,
        message.sent_at,
        message.sent_at_raw,
        message.time_certainty,
        message.kind,
        message.sender,
        message.sender_id,
        message.is_self,
        message.text,
        attachments,
        payment.amount,
        payment.currency,
        payment.direction,
        payment.status,
        payment.memo,
        payment.reference,
        message.edited,
        message.reply_to,
        span.start if span else None,
        span.end if span else None,
        span.unit if span else None,
        span.sha256 if span else None,
        span.member if span else None,
    ]
