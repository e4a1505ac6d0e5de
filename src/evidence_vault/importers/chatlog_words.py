# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms in which chatlog writes what is no text: pictures as links, files, calls, money."""

import re

from evidence_vault.importers.wechat_body import Body, read_body
from evidence_vault.importers.wechat_money import yuan
from evidence_vault.records import Attachment, AttachmentState, MentionedPayment, MessageKind

_MONEY = re.compile(r"\[(转账|红包)(?:\|(发送|接收|退还)? ?(.*?))?\](?:\((.*)\))?", re.DOTALL)
_MEDIA = re.compile(r"!?\[(图片|视频|语音|文件|动画表情)(?:\|([^\]]*))?\]\([^()]*\)")
_SUBKINDS = {"图片": "picture", "视频": "video", "语音": "voice", "文件": "file", "动画表情": "sticker"}
_DIRECTIONS = {"发送": "sent", "接收": "received"}


def chatlog_kind(words: str, *, is_system: bool) -> Body:
    """What a content is. 发送 and 接收 are the tool's words for who paid; 退还 is a return."""
    if match := _MONEY.fullmatch(words):
        word, way, amount, memo = match.groups()
        payment = MentionedPayment(
            amount=yuan(amount),
            currency="CNY" if yuan(amount) else None,
            direction=_DIRECTIONS.get(way or ""),
            status="returned" if way == "退还" else None,
            memo=memo or None,
        )
        return Body(MessageKind.PAYMENT, "transfer" if word == "转账" else "red-packet", payment=payment)
    if match := _MEDIA.match(words):
        attachment = Attachment(match[2] or None, AttachmentState.OMITTED)
        return Body(MessageKind.MESSAGE, _SUBKINDS[match[1]], (attachment,))
    understood = read_body(words)
    if is_system and understood.kind is MessageKind.MESSAGE:
        return understood._replace(kind=MessageKind.SYSTEM)
    return understood
