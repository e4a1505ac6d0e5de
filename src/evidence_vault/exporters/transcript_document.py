# SPDX-License-Identifier: GPL-3.0-or-later
"""A volume of a transcript as a printed document (DOMAIN §5.6): numbered pages, the hash of the source on each."""

import re
from collections.abc import Iterator

from evidence_vault.exporters.blocks import Block, messages, note, pairs, side_by_side, title
from evidence_vault.exporters.documents import document_of
from evidence_vault.exporters.labels import TIME_CERTAINTIES
from evidence_vault.exporters.pdf import Document
from evidence_vault.exporters.shown import grouped_hash
from evidence_vault.exporters.transcript_page import what_counts
from evidence_vault.exporters.transcript_volume import TranscriptVolume
from evidence_vault.records import Json, Message, TimeCertainty

_SAID_ONCE = frozenset({TimeCertainty.UTC, TimeCertainty.OFFSET_KNOWN, TimeCertainty.LOCAL_DEVICE})
"""What is known about these times stands over the messages; only a doubtful one is marked beside its message."""

_LONG_RUN = re.compile(r"[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…]{20,}")
"""As in ``resources/report/blocks.typ``: what must be allowed to break in the middle; asked here, where it is quick."""


def transcript_document(volume: TranscriptVolume) -> Document:
    """The document, ready to be set."""
    digest = volume.exhibit.item.sha256
    footer = volume.context.words.translate("Exhibit {number} · SHA-256 of the source {beginning}…").format(
        number=volume.exhibit.number, beginning=digest[:16]
    )
    return document_of(volume.context, volume.title, list(_blocks(volume)), footer=footer)


def _blocks(volume: TranscriptVolume) -> Iterator[Block]:
    context, translate = volume.context, volume.context.words.translate
    yield title(volume.title, context.over_title, outlined=False)
    yield pairs([
        (translate("Source file"), volume.exhibit.item.name),
        (translate("SHA-256 of the source"), grouped_hash(volume.exhibit.item.sha256)),
        (translate("Messages here"), _counted(volume)),
        (translate("People in it"), volume.people),
        (translate("Times"), volume.times),
        *([(translate("Translation"), volume.translated)] if volume.translations else []),
    ])
    yield note(what_counts(volume))
    if volume.translations:
        heads = (translate("Original: this is what counts"), translate("Translation"))
        yield side_by_side(heads, [_translated_row(volume, message) for message in volume.messages])
    else:
        yield messages([_row(volume, message) for message in volume.messages])


def _counted(volume: TranscriptVolume) -> str:
    if not volume.messages:
        return "0"
    first, last = volume.messages[0].seq + 1, volume.messages[-1].seq + 1
    text = volume.context.words.translate("{count}, numbers {first} to {last}")
    return text.format(count=len(volume.messages), first=first, last=last)


def _translated_row(volume: TranscriptVolume, message: Message) -> list[Json]:
    """As ``_row``, with the translation ("" where there is none) and whether a long run is in that."""
    said = volume.translations.get(message.seq)
    text = said.text if said else ""
    return [*_row(volume, message), text, bool(_LONG_RUN.search(text))]


def _row(volume: TranscriptVolume, message: Message) -> list[Json]:
    """Number, time, sender with the account, the words, what the program added, whether a long run is in it."""
    shown = volume.context.shown
    time = message.sent_at.replace("T", " ") if message.sent_at else message.sent_at_raw or shown.not_stated
    if message.time_certainty not in _SAID_ONCE:
        time += f" ⟦{shown.choice(message.time_certainty, TIME_CERTAINTIES)}⟧"
    sender = message.sender or ""
    if message.sender_id and message.sender_id != sender:
        sender = f"{sender} → {message.sender_id}" if sender else message.sender_id
    if message.is_self:
        sender += f" {volume.context.words.translate('(me)')}"
    added = "".join(f"⟦{text}⟧" for text in volume.added(message) if text)
    head = f"[{message.seq + 1}]  {time}  {sender}".rstrip()
    text = message.text or ""
    return [head, text, added, any(_LONG_RUN.search(piece) for piece in (head, text, added))]
