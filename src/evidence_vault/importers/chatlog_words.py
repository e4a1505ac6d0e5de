# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms in which chatlog writes what is no text: pictures as links, files, calls, money."""

import re

from evidence_vault.importers.wechat_body import Body, read_body
from evidence_vault.importers.wechat_money import transfer, transfer_subkind, yuan
from evidence_vault.records import Attachment, AttachmentState, MessageKind, Participant

_MONEY = re.compile(r"\[(转账|红包)(?:\|(发送|接收|退还)? ?(.*?))?\](?:\((.*)\))?", re.DOTALL)
_MEDIA = re.compile(r"!?\[(图片|视频|语音|文件|动画表情)(?:\|([^\]]*))?\]\([^()]*\)")
_SUBKINDS = {"图片": "picture", "视频": "video", "语音": "voice", "文件": "file", "动画表情": "sticker"}
_CARDS = re.compile(r"\[(合并转发|笔记|小程序|视频号|链接|分享|群公告|红包封面|GIF表情|位置)(?:\|.*)?\]", re.DOTALL)
_CARD_KINDS = {
    "合并转发": "forwarded-chat",
    "笔记": "note",
    "小程序": "mini-program",
    "视频号": "channel-video",
    "链接": "link",
    "分享": "link",
    "群公告": "group-notice",
    "红包封面": "red-packet-cover",
    "GIF表情": "sticker",
    "位置": "location",
}
_UNKNOWN = re.compile(r"Type: (\d{1,12}) Content: .*", re.DOTALL)
"""What the tool writes for kinds that it does not know."""
_QUOTE = "> "
_WAYS = {"发送": "1", "接收": "3", "退还": "4"}
"""The tool's words for WeChat's numbers of a transfer's state (model/message.go)."""


def wrote_it(person: Participant | None) -> bool | None:
    """Whether the exporter wrote a message: the tool writes 我 for them, and an account for everybody else."""
    if person is None:
        return None
    return True if person.is_self else False if person.account_id else None


def chatlog_kind(words: str, *, is_system: bool, is_self: bool | None = None) -> Body:
    """What a content is; ``is_self`` says whether the person sent it."""
    if match := _MONEY.fullmatch(words):
        word, way, amount, memo = match.groups()
        number = _WAYS.get(way or "") if word == "转账" else None
        payment = transfer(yuan(amount), pay_subtype=number, sent_by_self=is_self, memo=memo or None)
        return Body(MessageKind.PAYMENT, transfer_subkind(number) if word == "转账" else "red-packet", payment=payment)
    if match := _MEDIA.match(words):
        attachment = Attachment(match[2] or None, AttachmentState.OMITTED)
        return Body(MessageKind.MESSAGE, _SUBKINDS[match[1]], (attachment,))
    understood = _card(words) or read_body(words)
    if is_system and understood.kind is MessageKind.MESSAGE:
        return understood._replace(kind=MessageKind.SYSTEM)
    return understood


def _card(words: str) -> Body | None:
    if words.startswith(_QUOTE):
        return Body(MessageKind.MESSAGE, "quote")
    if match := _CARDS.match(words):
        return Body(MessageKind.MESSAGE, _CARD_KINDS[match[1]])
    match = _UNKNOWN.fullmatch(words)
    return Body(MessageKind.UNKNOWN, f"type-{match[1]}") if match else None
