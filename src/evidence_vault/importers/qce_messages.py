# SPDX-License-Identifier: GPL-3.0-or-later
"""What a message of qq-chat-exporter (QCE) says, in its versions 4 to 6.

Built from the tool's source and the samples of its tests. Its names of kinds are not trusted: a “transfer” there
was a long text.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from evidence_vault.importers.json_chats import Header, Place
from evidence_vault.importers.json_details import details, dict_of, dicts_of, joined, shown, text_or_none
from evidence_vault.importers.local_times import local_or_utc, utc_from_number
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    Message,
    MessageKind,
    Participant,
    TimeCertainty,
)

_SHOWN = frozenset({
    *("messageId", "id", "seq", "messageSeq", "timestamp", "time", "sender", "type", "messageType", "content"),
    *("recalled", "isRecalled", "system", "isSystem", "isSystemMessage", "receiver", "noSeq", "rawMessage", "stats"),
})
_NAMELESS = frozenset({"0", "未知", ""})
_FILES = {"image": "picture", "file": "file", "video": "video", "audio": "voice", "voice": "voice", "ptt": "voice"}


def is_qce(header: Header) -> bool:
    """Whether the metadata of a file name the program."""
    return str(dict_of(header.get("metadata")).get("name", "")).startswith("QQChatExporter")


def qce_conversation(header: Header) -> Conversation:
    """The chat that ``chatInfo`` describes."""
    info = dict_of(header.get("chatInfo"))
    own = text_or_none(info.get("selfUin")) or text_or_none(info.get("selfUid"))
    own_name = text_or_none(info.get("selfName"))
    people = (Participant(own_name, own, is_self=True),) if own and own_name else ()
    return Conversation("1", text_or_none(info.get("name")), "qq", people)


def qce_speaker(item: Mapping[str, Any], header: Header) -> Participant | None:
    """Who sent a message; None for the placeholder that QCE writes for nobody."""
    sender = dict_of(item.get("sender"))
    named = (text_or_none(sender.get(key)) for key in ("name", "nickname", "groupCard", "remark"))
    name = next((each for each in named if each), None)
    account = text_or_none(sender.get("uin")) or text_or_none(sender.get("uid"))
    if account is None or account in _NAMELESS:
        return None if name is None or name in _NAMELESS else Participant(name)
    info = dict_of(header.get("chatInfo"))
    own = {text_or_none(info.get("selfUin")), text_or_none(info.get("selfUid"))} - {None}
    return Participant(name, account, bool({account, text_or_none(sender.get("uid"))} & own) if own else None)


def qce_message(item: dict[str, Any], place: Place) -> Message:
    """The message of one element, whichever version wrote it."""
    person = qce_speaker(item, place.header)
    sent_at, certainty = _time(item)
    content = item.get("content")
    fields = dict_of(content)
    words = text_or_none(fields.get("text")) if isinstance(content, dict) else text_or_none(content)
    attachments, kinds = _attachments(fields, place)
    raw = text_or_none(item.get("timestamp")) or text_or_none(item.get("time"))
    return Message(
        conversation=place.conversation,
        seq=place.seq,
        kind=_kind(item),
        sent_at=sent_at,
        sent_at_raw=raw,
        time_certainty=certainty,
        sender=person.name if person else None,
        text=joined(words, [*_elements(fields, words), *details(item, _SHOWN)]),
        raw_span=place.span,
        sender_id=person.account_id if person else None,
        is_self=person.is_self if person else None,
        attachments=attachments,
        reply_to=_reply(fields),
        subkind=kinds or text_or_none(item.get("type")) or text_or_none(item.get("messageType")),
    )


def _kind(item: Mapping[str, Any]) -> MessageKind:
    if item.get("recalled") is True or item.get("isRecalled") is True:
        return MessageKind.DELETED
    if any(item.get(key) is True for key in ("system", "isSystem", "isSystemMessage")) or item.get("type") == "system":
        return MessageKind.SYSTEM
    return MessageKind.MESSAGE


def _time(item: Mapping[str, Any]) -> tuple[str | None, TimeCertainty]:
    for key in ("timestamp", "time"):
        value = item.get(key)
        found = local_or_utc(value) if isinstance(value, str) and "-" in value else utc_from_number(value)
        if found[0]:
            return found
    return None, TimeCertainty.PARTIAL


def _attachments(fields: Mapping[str, Any], place: Place) -> tuple[tuple[Attachment, ...], str | None]:
    found, kind = [], None
    for each in dicts_of(fields.get("resources")):
        name = (
            text_or_none(each.get("localPath")) or text_or_none(each.get("filename")) or text_or_none(each.get("md5"))
        )
        kind = kind or _FILES.get(str(each.get("type")))
        found.append(place.files.attachment(name) if name else Attachment(None, AttachmentState.OMITTED))
    return tuple(found), kind


def _elements(fields: Mapping[str, Any], words: str | None) -> Iterator[str]:
    for each in dicts_of(fields.get("elements")):
        said = text_or_none(dict_of(each.get("data")).get("text"))
        if each.get("type") == "text" and (said is None or said in (words or "")):
            continue
        yield f"{shown(each.get('type'))}: {shown(each.get('data'))}"


def _reply(fields: Mapping[str, Any]) -> str | None:
    for each in dicts_of(fields.get("elements")):
        if each.get("type") == "reply":
            data = dict_of(each.get("data"))
            return text_or_none(data.get("messageId")) or text_or_none(data.get("replyMsgId"))
    return text_or_none(dict_of(fields.get("reply")).get("messageId"))
