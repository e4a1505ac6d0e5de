# SPDX-License-Identifier: GPL-3.0-or-later
"""Facebook Messenger and Instagram chats of “download your information” (JSON), alone or as the whole zip.

The export writes the bytes of UTF-8 as if they were Latin-1; each text is set right only where that is proven.
Messages stand newest first and are kept in this order.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evidence_vault.importers.chat_files import ChatFile, ChatFiles
from evidence_vault.importers.json_chats import Chat, Header, JsonChats, Place
from evidence_vault.importers.json_details import details, dict_of, dicts_of, joined, list_of, shown, text_or_none
from evidence_vault.importers.local_times import utc_from_number
from evidence_vault.importers.meta_platform import meta_platform
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
    Recognition,
)
from evidence_vault.translations import N_

_FILE = re.compile(r"(?:.*/)?message_(\d{1,6})\.json")
_FILE_KEYS = {"photos": "picture", "videos": "video", "audio_files": "voice", "gifs": "gif", "files": "file"}
_SHOWN = frozenset({
    *("sender_name", "senderName", "timestamp_ms", "timestamp", "content", "text", "type", "call_duration", "missed"),
    *("is_unsent", "isUnsent", "is_geoblocked_for_viewer", "bumped_message_metadata", "sticker", "media", *_FILE_KEYS),
    *("is_unsent_image_by_messenger_kid_parent", "reactions"),
})


class MetaJson(JsonChats):
    """The importer of the accounts centre's export and of the separate file of encrypted chats."""

    id = "meta_json"
    name = N_("Facebook Messenger or Instagram chat (JSON)")
    version = "3"
    limits = "META_LIMITS"

    def file_fits(self, name: str) -> bool:
        """``message_1.json`` and on."""
        return _FILE.fullmatch(name) is not None

    def prepared(self, files: ChatFiles) -> Sequence[ChatFile]:
        """Folder by folder, the parts by their numbers: message_1 is the newest."""
        return sorted(files.found, key=_folder_and_number) if files.names else files.found

    def sign(self, header: Header, items: Sequence[dict[str, Any]]) -> tuple[Recognition, str]:
        """Certain from a message with both of the export's own keys."""
        for item in items:
            if {"sender_name", "timestamp_ms"} <= item.keys():
                return Recognition.CERTAIN, "messages with sender_name and timestamp_ms"
            if {"senderName", "timestamp", "isUnsent"} <= item.keys() and "threadName" in header:
                return Recognition.CERTAIN, "messages of the separate export of encrypted chats"
        if {"participants", "thread_path", "magic_words"} <= header.keys():
            return Recognition.CERTAIN, "a thread of the export without messages"
        return Recognition.NO, "no messages with sender_name and timestamp_ms"

    def conversation(self, chat: Chat) -> Conversation:
        """One chat for all parts of a folder."""
        title = _text(chat.header.get("title")) or _text(chat.header.get("threadName"))
        people = [_person(each) for each in list_of(chat.header.get("participants")) if _person(each)]
        identity = text_or_none(chat.header.get("thread_path")) or (chat.file.folder if chat.file.member else "") or "1"
        return Conversation(
            identity, title, meta_platform(chat.file.path), tuple(person for person in people if person)
        )

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The sender by name; there is no account id."""
        name = _text(item.get("sender_name")) or _text(item.get("senderName"))
        return Participant(name) if name else None

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message."""
        number = item.get("timestamp_ms", item.get("timestamp"))
        sent_at, certainty = utc_from_number(number)
        kind, subkind = _kind(item)
        person = self.speaker(item, place.header)
        words = _text(item.get("content")) or _text(item.get("text"))
        return Message(
            conversation=place.conversation,
            seq=place.seq,
            kind=kind,
            sent_at=sent_at,
            sent_at_raw=text_or_none(number),
            time_certainty=certainty,
            sender=person.name if person else None,
            text=joined(words, _lines(item)),
            raw_span=place.span,
            attachments=_attachments(item, place),
            payment=MentionedPayment() if kind is MessageKind.PAYMENT else None,
            subkind=subkind,
        )

    def notes(self, chat: Chat) -> Iterator[tuple[str, str]]:
        """The order of the file, where it is the other way round; texts that were set right."""
        times = [item.get("timestamp_ms") for item in chat.first_items]
        numbers = [time for time in times if isinstance(time, int)]
        if len(numbers) > 1 and numbers[0] > numbers[-1]:
            yield "NEWEST_FIRST", ""
        texts = [chat.header.get("title"), *(item.get("content") for item in chat.first_items)]
        names = [dict_of(each).get("name") for each in list_of(chat.header.get("participants"))]
        if any(isinstance(text, str) and repaired(text) != text for text in (*texts, *names)):
            yield "LETTERS_SET_RIGHT", ""


IMPORTER = MetaJson()


def repaired(text: str) -> str:
    """``text`` read as the UTF-8 bytes it was made of; unchanged where its signs are no such bytes."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


def _folder_and_number(file: ChatFile) -> tuple[str, int]:
    match = _FILE.fullmatch(file.path)
    return file.folder, int(match[1]) if match else 0


def _text(value: Any) -> str | None:
    text = text_or_none(value)
    return text_or_none(repaired(text)) if text else None


def _person(value: Any) -> Participant | None:
    name = _text(value.get("name")) if isinstance(value, dict) else _text(value)
    return Participant(name) if name else None


def _kind(item: Mapping[str, Any]) -> tuple[MessageKind, str | None]:
    if item.get("is_unsent") is True or item.get("isUnsent") is True:
        return MessageKind.DELETED, "unsent"
    if "call_duration" in item or item.get("type") in {"Call", "call"}:
        return MessageKind.CALL, "missed-call" if item.get("missed") else "call"
    if item.get("type") in {"Subscribe", "Unsubscribe"}:
        return MessageKind.SYSTEM, str(item["type"]).lower()
    if item.get("type") == "Payment":
        return MessageKind.PAYMENT, "payment"
    kinds = [kind for key, kind in _FILE_KEYS.items() if item.get(key)]
    return MessageKind.MESSAGE, kinds[0] if kinds else "sticker" if item.get("sticker") else None


def _lines(item: Mapping[str, Any]) -> Iterator[str]:
    duration = item.get("call_duration")
    if isinstance(duration, int) and duration:
        yield f"call_duration: {duration}"
    for reaction in dicts_of(item.get("reactions")):
        yield f"reaction: {_text(reaction.get('actor')) or '–'} {_text(reaction.get('reaction')) or '–'}"
    for line in details(item, _SHOWN):
        yield repaired(line)


def _attachments(item: Mapping[str, Any], place: Place) -> tuple[Attachment, ...]:
    parts = [part for key in (*_FILE_KEYS, "media") for part in dicts_of(item.get(key))]
    parts += [part for part in (item.get("sticker"),) if isinstance(part, dict)]
    return tuple(_attachment(part, place) for part in parts)


def _attachment(part: Mapping[str, Any], place: Place) -> Attachment:
    uri = _text(part.get("uri"))
    if uri is None:
        return Attachment(None, AttachmentState.OMITTED)
    if "://" in uri:
        return Attachment(place.masking.text(shown(uri)), AttachmentState.OMITTED)
    return place.files.attachment(uri)
