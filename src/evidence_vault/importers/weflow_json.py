# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats that WeFlow (and EchoTrace) wrote as JSON. Kinds are Chinese words; transfers are words, too."""

import re
from collections.abc import Sequence
from typing import Any

from evidence_vault.importers.json_chats import Chat, Header, JsonChats, Place
from evidence_vault.importers.json_details import details, dict_of, joined, text_or_none
from evidence_vault.importers.local_times import utc_from_number
from evidence_vault.importers.wechat_lists import wechat_message
from evidence_vault.importers.wechat_money import transfer, yuan
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

_KINDS = {
    "文本消息": (MessageKind.MESSAGE, None),
    "图片消息": (MessageKind.MESSAGE, "picture"),
    "语音消息": (MessageKind.MESSAGE, "voice"),
    "视频消息": (MessageKind.MESSAGE, "video"),
    "文件消息": (MessageKind.MESSAGE, "file"),
    "动画表情": (MessageKind.MESSAGE, "sticker"),
    "名片消息": (MessageKind.MESSAGE, "contact"),
    "卡片式链接": (MessageKind.MESSAGE, "link"),
    "图文消息": (MessageKind.MESSAGE, "link"),
    "位置消息": (MessageKind.MESSAGE, "location"),
    "红包卡片": (MessageKind.PAYMENT, "red-packet"),
    "转账卡片": (MessageKind.PAYMENT, "transfer"),
    "小程序分享": (MessageKind.MESSAGE, "mini-program"),
    "引用消息": (MessageKind.MESSAGE, "quote"),
    "聊天记录合并转发": (MessageKind.MESSAGE, "forwarded-chat"),
    "通话消息": (MessageKind.CALL, "call"),
    "系统消息": (MessageKind.SYSTEM, "notice"),
}
_MEDIA = frozenset({"picture", "voice", "video", "file", "sticker"})
_SHOWN = frozenset({
    *("localId", "createTime", "formattedTime", "type", "localType", "content", "isSend", "senderUsername"),
    *("senderDisplayName", "source", "platformMessageId", "replyToMessageId", "senderAvatarKey", "senderAvatar"),
    *("serverId", "quotedSender", "quotedContent"),
})
_PLACEHOLDER = re.compile(r"\[[^\[\]]{1,12}\]")


class WeflowJson(JsonChats):
    """The importer of WeFlow's JSON."""

    id = "weflow_json"
    name = N_("WeChat chat exported by WeFlow (JSON)")
    limits = "WECHAT_TOOL_LIMITS"

    def sign(self, header: Header, items: Sequence[dict[str, Any]]) -> tuple[Recognition, str]:
        """Certain from the program's own key."""
        if isinstance(header.get("weflow"), dict) and isinstance(header.get("session"), dict):
            return Recognition.CERTAIN, "the keys weflow and session"
        return Recognition.NO, "no key weflow"

    def conversation(self, chat: Chat) -> Conversation:
        """The session with its account."""
        session = dict_of(chat.header.get("session"))
        names = (session.get("displayName"), session.get("remark"), session.get("nickname"))
        title = next(filter(None, map(text_or_none, names)), None)
        return Conversation(text_or_none(session.get("wxid")) or "1", title, "wechat")

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The sender; ``isSend`` says whether it is the person."""
        name, account = text_or_none(item.get("senderDisplayName")), text_or_none(item.get("senderUsername"))
        sent = item.get("isSend")
        if name is None and account is None:
            return None
        return Participant(name, account, bool(sent) if sent in {0, 1} else None)

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message."""
        content = text_or_none(item.get("content"))
        kind, subkind = _kind(item)
        person = self.speaker(item, place.header)
        raw = text_or_none(item.get("formattedTime")) or text_or_none(item.get("createTime"))
        return wechat_message(place, person, raw, utc_from_number(item.get("createTime")))._replace(
            kind=kind,
            text=joined(content, [*_quote(item), *details(item, _SHOWN)]),
            attachments=_attachments(content, subkind, place),
            payment=_payment(content) if kind is MessageKind.PAYMENT else None,
            reply_to=text_or_none(item.get("replyToMessageId")),
            subkind=subkind,
        )


IMPORTER = WeflowJson()


def _kind(item: dict[str, Any]) -> tuple[MessageKind, str | None]:
    word = text_or_none(item.get("type"))
    if word in _KINDS:
        return _KINDS[word]
    return MessageKind.UNKNOWN, word


def _quote(item: dict[str, Any]) -> list[str]:
    quoted = text_or_none(item.get("quotedContent"))
    return [f"> {text_or_none(item.get('quotedSender')) or '–'}: {quoted}"] if quoted else []


def _payment(content: str | None) -> MentionedPayment:
    # The words before the amount (转账, 转账收款) are the tool's guess: no direction is taken from them.
    return transfer(yuan(content), memo=None)


def _attachments(content: str | None, subkind: str | None, place: Place) -> tuple[Attachment, ...]:
    if subkind not in _MEDIA:
        return ()
    if content and not _PLACEHOLDER.match(content) and "\n" not in content:
        return (place.files.attachment(content),)
    return (Attachment(None, AttachmentState.OMITTED),)
