# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats that WeFlow (and EchoTrace) wrote as JSON. Kinds are Chinese words; transfers are words, too."""

from collections.abc import Mapping, Sequence
from typing import Any

from evidence_vault.importers.json_chats import Chat, Header, JsonChats, Place
from evidence_vault.importers.json_details import details, dict_of, dicts_of, joined, text_or_none
from evidence_vault.importers.local_times import utc_from_number
from evidence_vault.importers.wechat_lists import wechat_message
from evidence_vault.importers.wechat_money import money_in_words
from evidence_vault.importers.weflow_words import weflow_files, weflow_kind
from evidence_vault.records import (
    Conversation,
    Message,
    MessageKind,
    Participant,
    Recognition,
)
from evidence_vault.translations import N_

_SHOWN = frozenset({
    *("localId", "createTime", "formattedTime", "type", "localType", "content", "isSend", "senderUsername"),
    *("senderDisplayName", "source", "platformMessageId", "replyToMessageId", "senderAvatarKey", "senderAvatar"),
    *("serverId", "quotedSender", "quotedContent", "senderID", "accountName"),
})
_OWN_KEYS = frozenset({"localId", "createTime", "formattedTime", "localType", "isSend"})


class WeflowJson(JsonChats):
    """The importer of WeFlow's JSON."""

    id = "weflow_json"
    name = N_("WeChat chat exported by WeFlow (JSON)")
    version = "3"
    limits = "WECHAT_TOOL_LIMITS"

    def sign(self, header: Header, items: Sequence[dict[str, Any]]) -> tuple[Recognition, str]:
        """Certain from the program's own key."""
        if isinstance(header.get("weflow"), dict) and isinstance(header.get("session"), dict):
            return Recognition.CERTAIN, "the keys weflow and session"
        if isinstance(header.get("session"), dict) and any(item.keys() >= _OWN_KEYS for item in items):
            return Recognition.CERTAIN, "a session and messages of EchoTrace"
        return Recognition.NO, "no key weflow"

    def conversation(self, chat: Chat) -> Conversation:
        """The session with its account."""
        session = dict_of(chat.header.get("session"))
        names = (session.get("displayName"), session.get("remark"), session.get("nickname"))
        title = next(filter(None, map(text_or_none, names)), None)
        account = text_or_none(session.get("accountId")) or text_or_none(session.get("wxid"))
        return Conversation(account or "1", title, "wechat")

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The sender; ``isSend`` says whether it is the person."""
        named = _listed(item, header)
        name = text_or_none(item.get("senderDisplayName")) or text_or_none(named.get("displayName"))
        account = text_or_none(item.get("senderUsername")) or text_or_none(named.get("accountId"))
        account = account or text_or_none(named.get("wxid"))
        sent = item.get("isSend")
        if name is None and account is None:
            return None
        return Participant(name, account, bool(sent) if sent in {0, 1} else None)

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message."""
        content = text_or_none(item.get("content"))
        kind, subkind = weflow_kind(text_or_none(item.get("type")), content)
        person = self.speaker(item, place.header)
        raw = text_or_none(item.get("formattedTime")) or text_or_none(item.get("createTime"))
        return wechat_message(place, person, raw, utc_from_number(item.get("createTime")))._replace(
            kind=kind,
            text=joined(content, [*_quote(item), *details(item, _SHOWN)]),
            attachments=weflow_files(content, subkind, place.files.attachment),
            # The words before the amount (转账, 转账收款) are the tool's guess: no direction is taken from them.
            payment=money_in_words(content, subkind) if kind is MessageKind.PAYMENT else None,
            reply_to=text_or_none(item.get("replyToMessageId")),
            subkind=subkind,
        )


IMPORTER = WeflowJson()


def _listed(item: Mapping[str, Any], header: Header) -> Mapping[str, Any]:
    """The entry in ``senders`` that a message of the compact form ("arkme") names by a number."""
    number = item.get("senderID")
    if number is None:
        return {}
    return next((each for each in dicts_of(header.get("senders")) if each.get("senderID") == number), {})


def _quote(item: dict[str, Any]) -> list[str]:
    quoted = text_or_none(item.get("quotedContent"))
    return [f"> {text_or_none(item.get('quotedSender')) or '–'}: {quoted}"] if quoted else []
