# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats that PyWxDump wrote as JSON: a list of the same fields as its table. Built from the tool's source."""

from collections.abc import Sequence
from typing import Any

from evidence_vault.importers.json_chats import Chat, Header, JsonChats, Place
from evidence_vault.importers.json_details import details, joined, shown, text_or_none
from evidence_vault.importers.pywxdump_words import IS_SELF, pywxdump_kind, pywxdump_time
from evidence_vault.importers.wechat_money import transfer, yuan
from evidence_vault.records import Conversation, Message, MessageKind, Participant, Recognition, TimeCertainty
from evidence_vault.translations import N_

_KEYS = frozenset({"MsgSvrID", "type_name", "is_sender", "talker", "room_name", "CreateTime"})


class PywxdumpJson(JsonChats):
    """The importer of PyWxDump's JSON."""

    id = "pywxdump_json"
    name = N_("WeChat chat exported by PyWxDump (JSON)")
    limits = "WECHAT_TOOL_LIMITS"
    messages = ()

    def sign(self, header: Header, items: Sequence[dict[str, Any]]) -> tuple[Recognition, str]:
        """Certain from the tool's own set of keys."""
        if any(item.keys() >= _KEYS for item in items):
            return Recognition.CERTAIN, "the keys of PyWxDump"
        return Recognition.NO, "not the keys of PyWxDump"

    def conversation(self, chat: Chat) -> Conversation:
        """Only the platform; each message names its chat."""
        return Conversation("1", None, "wechat")

    def part(self, item: dict[str, Any]) -> tuple[str, str | None] | None:
        """The room is the chat."""
        room = text_or_none(item.get("room_name"))
        return (room, room) if room else None

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The talker by account."""
        account = text_or_none(item.get("talker"))
        return Participant(None, account, IS_SELF.get(text_or_none(item.get("is_sender")) or "")) if account else None

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message; ``msg`` is a text, or an object for what is no text."""
        raw = text_or_none(item.get("CreateTime"))
        sent_at, certainty = pywxdump_time(raw) if raw else (None, TimeCertainty.PARTIAL)
        content = item.get("msg")
        words = text_or_none(content) if isinstance(content, str | int) else shown(content) if content else None
        kind, subkind = pywxdump_kind(text_or_none(item.get("type_name")) or "", words or "")
        person = self.speaker(item, place.header)
        return Message(
            conversation=place.conversation,
            seq=place.seq,
            kind=kind,
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=certainty if sent_at else TimeCertainty.PARTIAL,
            sender=None,
            text=joined(words, details(item, {*_KEYS, "id", "msg"})),
            raw_span=place.span,
            sender_id=person.account_id if person else None,
            is_self=person.is_self if person else None,
            payment=transfer(yuan(words)) if kind is MessageKind.PAYMENT else None,
            subkind=subkind,
        )


IMPORTER = PywxdumpJson()
