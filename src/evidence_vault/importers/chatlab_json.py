# SPDX-License-Identifier: GPL-3.0-or-later
"""ChatLab's exchange format (JSON): chats of any app with numbers for kinds; each exporter fills it in its own way."""

from collections.abc import Sequence
from typing import Any

from evidence_vault.importers.json_chats import Chat, Header, JsonChats, Place
from evidence_vault.importers.json_details import details, dict_of, dicts_of, joined, text_or_none
from evidence_vault.importers.local_times import utc_from_number, whole_number
from evidence_vault.importers.wechat_money import transfer, yuan
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    Message,
    MessageKind,
    Participant,
    Recognition,
)
from evidence_vault.translations import N_

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
    *("replyToMessageId", "avatar"),
})


class ChatlabJson(JsonChats):
    """The importer of ChatLab's JSON."""

    id = "chatlab_json"
    name = N_("Chat in ChatLab's format (JSON)")
    limits = "CHATLAB_LIMITS"

    def sign(self, header: Header, items: Sequence[dict[str, Any]]) -> tuple[Recognition, str]:
        """Certain from the format's own key."""
        if isinstance(header.get("chatlab"), dict) and isinstance(header.get("meta"), dict):
            return Recognition.CERTAIN, "the keys chatlab and meta"
        return Recognition.NO, "no key chatlab"

    def conversation(self, chat: Chat) -> Conversation:
        """The chat; ``ownerId`` says who exported, where it is given."""
        meta = dict_of(chat.header.get("meta"))
        people = (_member(each, meta) for each in dicts_of(chat.header.get("members")))
        return Conversation(
            id=text_or_none(meta.get("groupId")) or "1",
            title=text_or_none(meta.get("name")),
            platform=text_or_none(meta.get("platform")) or "unknown",
            participants=tuple(dict.fromkeys(person for person in people if person)),
        )

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The sender."""
        return _person(item.get("accountName"), item.get("sender"), dict_of(header.get("meta")))

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message."""
        content = text_or_none(item.get("content"))
        number = whole_number(item.get("type"))
        kind, subkind = _KINDS.get(-1 if number is None else number, (MessageKind.UNKNOWN, text_or_none(number)))
        sent_at, certainty = utc_from_number(item.get("timestamp"))
        person = self.speaker(item, place.header)
        is_system = kind is MessageKind.SYSTEM and subkind == "notice"
        return Message(
            conversation=place.conversation,
            seq=place.seq,
            kind=kind,
            sent_at=sent_at,
            sent_at_raw=text_or_none(item.get("timestamp")),
            time_certainty=certainty,
            sender=person.name if person and not is_system else None,
            text=joined(content, details(item, _SHOWN)),
            raw_span=place.span,
            sender_id=person.account_id if person and not is_system else None,
            is_self=person.is_self if person and not is_system else None,
            attachments=(Attachment(None, AttachmentState.OMITTED),) if subkind in _MEDIA else (),
            payment=transfer(yuan(content)) if kind is MessageKind.PAYMENT else None,
            reply_to=text_or_none(item.get("replyToMessageId")),
            subkind=subkind,
        )


IMPORTER = ChatlabJson()


def _member(fields: dict[str, Any], meta: Header) -> Participant | None:
    return _person(fields.get("accountName"), fields.get("platformId"), meta)


def _person(untrusted_name: Any, untrusted_account: Any, meta: Header) -> Participant | None:
    name, account, own = (
        text_or_none(untrusted_name),
        text_or_none(untrusted_account),
        text_or_none(meta.get("ownerId")),
    )
    if name is None and account is None:
        return None
    return Participant(name, account, account == own if own and account else None)
