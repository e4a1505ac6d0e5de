# SPDX-License-Identifier: GPL-3.0-or-later
"""ChatLab's exchange format, the same in one object (JSON) and in lines (JSONL): people, and numbers for kinds."""

from collections.abc import Mapping
from typing import Any

from evidence_vault.importers.json_details import details, joined, text_or_none
from evidence_vault.importers.local_times import utc_from_number, whole_number
from evidence_vault.importers.wechat_money import money_in_words
from evidence_vault.records import Attachment, AttachmentState, Conversation, Message, MessageKind, Participant, RawSpan

_KINDS = {
    0: (MessageKind.MESSAGE, None),
    1: (MessageKind.MESSAGE, "picture"),
    2: (MessageKind.MESSAGE, "voice"),
    3: (MessageKind.MESSAGE, "video"),
    4: (MessageKind.MESSAGE, "file"),
    5: (MessageKind.MESSAGE, "sticker"),
    7: (MessageKind.MESSAGE, "link"),
    8: (MessageKind.MESSAGE, "location"),
    20: (MessageKind.PAYMENT, "red-packet"),
    21: (MessageKind.PAYMENT, "transfer"),
    22: (MessageKind.SYSTEM, "pat"),
    23: (MessageKind.CALL, "call"),
    24: (MessageKind.MESSAGE, "share"),
    25: (MessageKind.MESSAGE, "quote"),
    26: (MessageKind.MESSAGE, "forwarded-chat"),
    80: (MessageKind.SYSTEM, "notice"),
    81: (MessageKind.DELETED, "recalled"),
}
_MEDIA = frozenset({"picture", "voice", "video", "file"})
_SHOWN = frozenset({
    *("sender", "accountName", "groupNickname", "timestamp", "type", "content", "platformMessageId"),
    *("replyToMessageId", "avatar", "_type"),
})


def chatlab_chat(meta: Mapping[str, Any], members: tuple[Participant, ...]) -> Conversation:
    """The chat that ``meta`` describes."""
    return Conversation(
        id=text_or_none(meta.get("groupId")) or "1",
        title=text_or_none(meta.get("name")),
        platform=text_or_none(meta.get("platform")) or "unknown",
        participants=members,
    )


def chatlab_message(item: dict[str, Any], meta: Mapping[str, Any], place: tuple[str, int, RawSpan]) -> Message:
    """One message; ``place`` is conversation, number and span."""
    content = text_or_none(item.get("content"))
    number = whole_number(item.get("type"))
    kind, subkind = _KINDS.get(-1 if number is None else number, (MessageKind.UNKNOWN, text_or_none(number)))
    sent_at, certainty = utc_from_number(item.get("timestamp"))
    person = chatlab_person(item.get("accountName"), item.get("sender"), meta)
    is_system = kind is MessageKind.SYSTEM and subkind == "notice"
    return Message(
        conversation=place[0],
        seq=place[1],
        kind=kind,
        sent_at=sent_at,
        sent_at_raw=text_or_none(item.get("timestamp")),
        time_certainty=certainty,
        sender=person.name if person and not is_system else None,
        text=joined(content, details(item, _SHOWN)),
        raw_span=place[2],
        sender_id=person.account_id if person and not is_system else None,
        is_self=person.is_self if person and not is_system else None,
        attachments=(Attachment(None, AttachmentState.OMITTED),) if subkind in _MEDIA else (),
        payment=money_in_words(content, subkind) if kind is MessageKind.PAYMENT else None,
        reply_to=text_or_none(item.get("replyToMessageId")),
        subkind=subkind,
    )


def chatlab_person(untrusted_name: Any, untrusted_account: Any, meta: Mapping[str, Any]) -> Participant | None:
    """Somebody by name and account; ``ownerId`` says who exported, where it is given."""
    name, account = text_or_none(untrusted_name), text_or_none(untrusted_account)
    own = text_or_none(meta.get("ownerId"))
    if name is None and account is None:
        return None
    return Participant(name, account, account == own if own and account else None)
