# SPDX-License-Identifier: GPL-3.0-or-later
"""Google Chat of a Takeout: ``messages.json`` with ``group_info.json`` beside it, alone or in the whole zip.

Only made-up samples were found. Times are UTC in words of the account's language: English, Chinese, Japanese,
Korean and the months of some other languages are read; anything else stays as it is written.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evidence_vault.importers.chat_files import ChatFiles
from evidence_vault.importers.json_chats import Chat, Header, JsonChats, Place
from evidence_vault.importers.json_details import details, dict_of, dicts_of, joined, shown, text_or_none
from evidence_vault.importers.json_walk import walk
from evidence_vault.importers.worded_dates import utc_from_words
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    Message,
    MessageKind,
    Participant,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_FILE = re.compile(r"(?:.*/)?messages\.json")
_SHOWN = frozenset({
    *("creator", "created_date", "updated_date", "text", "attached_files", "topic_id", "message_id", "message_state"),
    *("quoted_message_metadata",),
})


class GoogleChat(JsonChats):
    """The importer of Google Chat in a Takeout."""

    id = "google_chat"
    name = N_("Google Chat (Takeout)")
    version = "3"
    limits = "GOOGLE_CHAT_LIMITS"

    def file_fits(self, name: str) -> bool:
        """``messages.json`` of a group."""
        return _FILE.fullmatch(name) is not None

    def sign(self, header: Header, items: Sequence[dict[str, Any]]) -> tuple[Recognition, str]:
        """Certain from a creator and a date in words."""
        for item in items:
            if isinstance(item.get("creator"), dict) and {"created_date", "updated_date"} & item.keys():
                return Recognition.CERTAIN, "messages with creator and created_date"
        return Recognition.NO, "no messages with creator and created_date"

    def shared(self, files: ChatFiles) -> dict[str, Any]:
        """The descriptions of the groups by their folder, and the owner's address."""
        groups: dict[str, Any] = {}
        own = None
        for name in files.names:
            folder, _, last = name.rpartition("/")
            if last == "group_info.json":
                groups[folder] = _object(files, name)
            elif last == "user_info.json":
                own = text_or_none(dict_of(_object(files, name).get("user")).get("email"))
        return {"groups": groups, "own_email": own}

    def conversation(self, chat: Chat) -> Conversation:
        """The group of the folder, with its members."""
        info = dict_of(dict_of(chat.header.get("groups")).get(chat.file.folder))
        members = [_person(each, chat.header) for each in dicts_of(info.get("members"))]
        identity = chat.file.folder.rpartition("/")[2] or "1"
        people = tuple(dict.fromkeys(person for person in members if person))
        return Conversation(identity, text_or_none(info.get("name")), "google-chat", people)

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The creator with the e-mail address as account."""
        return _person(dict_of(item.get("creator")), header)

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message; of an edited one the file may give only the time of the edit."""
        raw = text_or_none(item.get("created_date")) or text_or_none(item.get("updated_date"))
        sent_at = utc_from_words(raw) if raw else None
        person = self.speaker(item, place.header)
        deleted = item.get("message_state") == "DELETED"
        quoted = dict_of(item.get("quoted_message_metadata"))
        return Message(
            conversation=place.conversation,
            seq=place.seq,
            kind=MessageKind.DELETED if deleted else MessageKind.MESSAGE,
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=TimeCertainty.UTC if sent_at else TimeCertainty.PARTIAL,
            sender=person.name if person else None,
            text=joined(text_or_none(item.get("text")), _lines(item, quoted)),
            raw_span=place.span,
            sender_id=person.account_id if person else None,
            is_self=person.is_self if person else None,
            attachments=tuple(_attachment(each, place) for each in dicts_of(item.get("attached_files"))),
            edited=True if text_or_none(item.get("updated_date")) else None,
            reply_to=text_or_none(quoted.get("message_id")),
        )

    def notes(self, chat: Chat) -> Iterator[tuple[str, str]]:
        """A date that does not exist, or in words we do not know."""
        for item in chat.first_items:
            raw = text_or_none(item.get("created_date")) or text_or_none(item.get("updated_date"))
            if raw and utc_from_words(raw) is None:
                yield "DATE_NOT_READ", raw


IMPORTER = GoogleChat()


def _object(files: ChatFiles, name: str) -> Mapping[str, Any]:
    events = walk(files.file(name).open, {()})
    return {event.path[0]: event.value for event in events if event.kind == "value" and event.path}


def _person(fields: Mapping[str, Any], header: Header) -> Participant | None:
    name, mail = text_or_none(fields.get("name")), text_or_none(fields.get("email"))
    own = header.get("own_email")
    if name is None and mail is None:
        return None
    return Participant(name, mail, mail.casefold() == own.casefold() if mail and isinstance(own, str) else None)


def _lines(item: Mapping[str, Any], quoted: Mapping[str, Any]) -> Iterator[str]:
    if quoted:
        name = text_or_none(dict_of(quoted.get("creator")).get("name"))
        yield f"> {name or '–'}: {shown(quoted.get('text'))}"
    yield from details(item, _SHOWN)


def _attachment(fields: Mapping[str, Any], place: Place) -> Attachment:
    exported, original = text_or_none(fields.get("export_name")), text_or_none(fields.get("original_name"))
    if exported is None:
        return Attachment(original, AttachmentState.MISSING)
    return place.files.attachment(exported)
