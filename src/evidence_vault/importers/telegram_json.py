# SPDX-License-Identifier: GPL-3.0-or-later
"""Telegram Desktop's ``result.json``: one chat or the whole account, alone or in a zip with its media.

``date_unixtime`` is the certain time; older exports have only the wall clock of the exporting computer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames
from evidence_vault.importers.base import Tally, well_formed
from evidence_vault.importers.containers import Export, head_of, member_named, open_export
from evidence_vault.importers.json_walk import element_span, peek, walk
from evidence_vault.importers.local_times import local_or_utc, utc_from_epoch, whole_number
from evidence_vault.importers.telegram_content import attachments_of, payment_of, subkind_of, text_of
from evidence_vault.importers.zip_members import is_zip, zip_names
from evidence_vault.records import (
    Answers,
    Conversation,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    ReadingSource,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_ONE_CHAT = ("messages",)
_CHATS = tuple((root, "list", "*") for root in ("chats", "left_chats"))
_LISTS = (_ONE_CHAT, *((*chat, "messages") for chat in _CHATS))
_OPENED = (*_LISTS, *_CHATS, *(chat[:2] for chat in _CHATS), *(chat[:1] for chat in _CHATS))
_ITEMS = frozenset((*path, "*") for path in _LISTS)
_CHAT_TYPES = frozenset({
    *("saved_messages", "replies", "verification_codes", "personal_chat", "bot_chat", "private_group"),
    *("private_supergroup", "public_supergroup", "private_channel", "public_channel"),
})
_CALLS = frozenset({"phone_call", "conference_call", "group_call", "invite_to_group_call", "group_call_scheduled"})
_MESSAGE_TYPES = frozenset({"message", "service", "unsupported"})
_MOST_PARTICIPANTS = 5_000
_FILE = "result.json"
_choose = member_named(_FILE)


class TelegramJson:
    """The importer of Telegram Desktop's machine-readable export."""

    id = "telegram_json"
    name = N_("Telegram export (JSON)")
    version = "3"
    suffixes = (".json", ".zip")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from a chat type of Telegram beside a list of messages."""
        events = peek(head_of(source, untrusted_head, _choose), _OPENED)
        types = {event.value for event in events if event.path[-1:] == ("type",) and isinstance(event.value, str)}
        items = [event.value for event in events if event.path in _ITEMS and isinstance(event.value, dict)]
        likely = [item for item in items if item.get("type") in _MESSAGE_TYPES and item.keys() & _TIME_KEYS]
        if is_zip(untrusted_head) and sum(name.rpartition("/")[2] == _FILE for name in zip_names(source)) > 1:
            return (Recognition.MAYBE if likely else Recognition.NO), "several exports in the zip; this reads one"
        if types & _CHAT_TYPES and (likely or not items) and any(event.path in _LISTS for event in events):
            return Recognition.CERTAIN, "a chat type of Telegram and its messages"
        if likely:
            return Recognition.MAYBE, "messages like those of Telegram, without the chat's type"
        return Recognition.NO, "no Telegram messages"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every message of every chat in file order; for a zip then its other files as members."""
        with open_export(source, _choose) as export:
            yield from _read(export)


IMPORTER = TelegramJson()
_TIME_KEYS = frozenset({"date", "date_unixtime"})


@dataclass
class _Chat:
    """What the first pass learns about a chat, whatever order its keys are in."""

    fields: dict[str, Any] = field(default_factory=dict)
    people: dict[tuple[str | None, str | None], None] = field(default_factory=dict)


def _read(export: Export) -> Iterator[ReadingRecord]:
    tally = Tally()
    chats, own_id, breaks_off = _survey(export)
    if not chats:
        raise errors.JsonDamaged(name=export.file_name) if breaks_off else errors.FormatUnknown(name=export.file_name)
    names = _conversation_ids(chats)
    tally.conversations = len(chats)
    index, converter = -1, _Converter(export.files, own_id)
    for event in walk(export.open, _OPENED):
        if event.kind == "open" and event.path in _LISTS:
            index += 1
            yield _conversation(names[index], chats[index], own_id)
        elif event.kind == "item" and event.path in _ITEMS:
            yield from _element(event.value, names[index], converter, tally)
        elif event.kind == "broken":
            yield from tally.warnings("FILE_BREAKS_OFF", str(tally.messages))
        elif event.kind == "damaged":
            yield from tally.warnings("TEXT_DAMAGED")
    yield from export.members(tally)
    if converter.assumed_units:
        yield from tally.warnings("PAYMENT_UNIT_ASSUMED")
    yield from tally.warnings("TELEGRAM_EXPORT_LIMITS")
    yield from tally.end()


def _survey(export: Export) -> tuple[list[_Chat], str | None, bool]:
    chats: list[_Chat] = []
    loose: dict[str, Any] = {}
    own_id: str | None = None
    breaks_off = False
    for event in walk(export.open, _OPENED):
        if event.path in _LISTS and event.kind == "open":
            chats.append(_Chat(loose))
        elif event.path in _ITEMS and chats:
            _meet(chats[-1], event.value)
        elif event.path == ("personal_information",):
            own_id = _own_id(event.value)
        elif event.kind == "value" and event.path and event.path[:-1] in {(), *_CHATS}:
            loose[event.path[-1]] = event.value
        elif event.path in _CHATS and event.kind in {"open", "close"}:
            loose = {}
        breaks_off = event.kind == "broken"
    return chats, own_id, breaks_off


def _own_id(information: Any) -> str | None:
    number = whole_number(information.get("user_id")) if isinstance(information, dict) else None
    return None if number is None else f"user{number}"


def _meet(chat: _Chat, item: Any) -> None:
    if isinstance(item, dict) and len(chat.people) < _MOST_PARTICIPANTS:
        person = _sender(item)
        if person != (None, None):
            chat.people[person] = None


def _sender(item: dict[str, Any]) -> tuple[str | None, str | None]:
    name = item.get("from") or item.get("actor")
    account = item.get("from_id") or item.get("actor_id")
    account = None if account is None or isinstance(account, dict | list | bool) else str(account)
    return well_formed(name) if isinstance(name, str) else None, well_formed(account) if account else None


def _conversation_ids(chats: list[_Chat]) -> list[str]:
    ids: list[str] = []
    for number, chat in enumerate(chats, 1):
        own = whole_number(chat.fields.get("id"))
        candidate = str(number) if own is None else str(own)
        ids.append(candidate if candidate not in ids else f"{candidate}-{number}")
    return ids


def _conversation(conversation_id: str, chat: _Chat, own_id: str | None) -> Conversation:
    title = chat.fields.get("name")
    people = tuple(Participant(name, account, _is_self(account, own_id)) for name, account in chat.people)
    return Conversation(conversation_id, well_formed(title) if isinstance(title, str) else None, "telegram", people)


def _is_self(account: str | None, own_id: str | None) -> bool | None:
    return None if own_id is None or account is None else account in {own_id, own_id.removeprefix("user")}


def _element(item: Any, conversation: str, converter: "_Converter", tally: Tally) -> Iterator[ReadingRecord]:
    number = tally.headers_seen
    if not isinstance(item, dict):
        tally.leave_out()
        yield from tally.warnings("RECORD_NOT_UNDERSTOOD", str(item), None)
        return
    yield tally.count(converter.message(item, conversation, tally.messages, number))


class _Converter:
    """Turns elements of the file into messages."""

    def __init__(self, files: AttachmentNames, own_id: str | None) -> None:
        self._files = files
        self._own_id = own_id
        self.assumed_units = False

    def message(self, item: dict[str, Any], conversation: str, seq: int, number: int) -> Message:
        """The message of one element; ``number`` is the element's place in the file."""
        sender, account = _sender(item)
        payment, assumed = payment_of(item)
        self.assumed_units |= assumed
        sent_at, raw, certainty = _time(item)
        return Message(
            conversation=conversation,
            seq=seq,
            kind=MessageKind.PAYMENT if payment else _kind(item),
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=certainty,
            sender=sender,
            text=text_of(item),
            raw_span=element_span(number, item),
            sender_id=account,
            is_self=_is_self(account, self._own_id),
            attachments=attachments_of(item, self._files),
            payment=payment,
            edited=_edited(item),
            reply_to=_reply(item),
            subkind=subkind_of(item),
        )


def _kind(item: dict[str, Any]) -> MessageKind:
    kind = item.get("type")
    if kind == "message":
        return MessageKind.MESSAGE
    if kind == "service":
        return MessageKind.CALL if item.get("action") in _CALLS else MessageKind.SYSTEM
    return MessageKind.UNKNOWN


def _time(item: dict[str, Any]) -> tuple[str | None, str | None, TimeCertainty]:
    date, epoch = item.get("date"), whole_number(item.get("date_unixtime"))
    raw = well_formed(date) if isinstance(date, str) else None
    if epoch is not None and (moment := utc_from_epoch(epoch)):
        return moment, raw or str(epoch), TimeCertainty.UTC
    sent_at, certainty = local_or_utc(raw) if raw else (None, TimeCertainty.PARTIAL)
    return sent_at, raw, certainty


def _edited(item: dict[str, Any]) -> bool | None:
    # Exports before 2022 write the year 1970 for "never"; no mark proves nothing.
    edited = item.get("edited")
    return True if isinstance(edited, str) and not edited.startswith("1970") else None


def _reply(item: dict[str, Any]) -> str | None:
    number = whole_number(item.get("reply_to_message_id"))
    return None if number is None else str(number)
