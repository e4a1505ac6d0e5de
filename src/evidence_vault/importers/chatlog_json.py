# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat messages as the JSON of chatlog's HTTP interface gives them: a list with times and their offset.

Built from the tool's source.
"""

from typing import Any

from evidence_vault.importers.chatlog_words import chatlog_kind
from evidence_vault.importers.json_chats import Header, Place
from evidence_vault.importers.json_details import details, dict_of, joined, text_or_none
from evidence_vault.importers.local_times import local_or_utc, whole_number
from evidence_vault.importers.wechat_lists import WechatLists, wechat_message
from evidence_vault.importers.wechat_money import transfer, yuan
from evidence_vault.importers.wechat_types import meaning_of
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
)
from evidence_vault.translations import N_

_KEYS = frozenset({"seq", "time", "talker", "sender", "isSelf", "type"})
_SHOWN = frozenset({
    *("seq", "time", "talker", "talkerName", "isChatRoom", "sender", "senderName", "isSelf", "type", "subType"),
    *("content", "contents"),
})
_MEDIA = frozenset({"picture", "voice", "video", "file", "sticker"})


class ChatlogJson(WechatLists):
    """The importer of chatlog's JSON."""

    id = "chatlog_json"
    name = N_("WeChat chat read by chatlog (JSON)")
    keys = _KEYS

    def part(self, item: dict[str, Any]) -> tuple[str, str | None] | None:
        """The talker is the chat."""
        talker = text_or_none(item.get("talker"))
        return (talker, text_or_none(item.get("talkerName"))) if talker else None

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The sender."""
        name, account = text_or_none(item.get("senderName")), text_or_none(item.get("sender"))
        own = item.get("isSelf")
        if account == "系统消息" or (name is None and account is None):
            return None
        return Participant(name, account, own if isinstance(own, bool) else None)

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message."""
        raw, content = text_or_none(item.get("time")), text_or_none(item.get("content"))
        kind, subkind = meaning_of(whole_number(item.get("type")), whole_number(item.get("subType")))
        told = chatlog_kind(content or "", is_system=kind is MessageKind.SYSTEM, is_self=_own(item))
        if told.kind is MessageKind.DELETED and kind is MessageKind.SYSTEM:
            kind, subkind = told.kind, told.subkind
        if told.kind is MessageKind.PAYMENT and kind is MessageKind.PAYMENT:
            subkind = told.subkind
        person = self.speaker(item, place.header)
        return wechat_message(place, person, raw, local_or_utc(raw or ""))._replace(
            kind=kind,
            text=joined(content, [*details(dict_of(item.get("contents")), ()), *details(item, _SHOWN)]),
            attachments=(Attachment(None, AttachmentState.OMITTED),) if subkind in _MEDIA else (),
            payment=(told.payment or _payment(item, content)) if kind is MessageKind.PAYMENT else None,
            subkind=subkind,
        )


IMPORTER = ChatlogJson()


def _own(item: dict[str, Any]) -> bool | None:
    own = item.get("isSelf")
    return own if isinstance(own, bool) else None


def _payment(item: dict[str, Any], content: str | None) -> MentionedPayment:
    fields = dict_of(item.get("contents"))
    subtype = text_or_none(fields.get("paySubType")) or text_or_none(fields.get("paysubtype"))
    return transfer(yuan(content), pay_subtype=subtype, sent_by_self=_own(item))
