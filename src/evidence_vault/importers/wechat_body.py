# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in square brackets in a WeChat text instead of a picture, a file, a voice message or money."""

import re
from typing import NamedTuple

from evidence_vault.records import Attachment, AttachmentState, MentionedPayment, MessageKind

_NAMED = re.compile(
    r"\[(图片|照片|视频|文件|语音|Photo|Image|Video|File)\s*[:：]\s*(.+?)\s*(?:[(（](?:请在附件中查看|请在附件查看|请在附件中查收|見附件|见附件|[^()（）]{0,30}attach[^()（）]{0,30})[)）])?\]"
)
_PLAIN = re.compile(r"\[([^\[\]:：\n]{1,20})\](?:\s*(.*))?")
_SUBKINDS = {
    **dict.fromkeys(("图片", "照片", "圖片", "Photo", "Image"), "picture"),
    **dict.fromkeys(("视频", "小视频", "視頻", "Video"), "video"),
    **dict.fromkeys(("语音", "語音", "Voice", "Audio"), "voice"),
    **dict.fromkeys(("文件", "檔案", "File"), "file"),
    **dict.fromkeys(("动画表情", "表情", "表情包", "動畫表情", "Sticker"), "sticker"),
}
_OTHERS = {
    **dict.fromkeys(("链接", "連結", "Link"), "link"),
    **dict.fromkeys(("位置", "Location"), "location"),
    **dict.fromkeys(("聊天记录", "聊天記錄", "Chat History"), "forwarded-chat"),
    **dict.fromkeys(("名片", "个人名片", "Contact Card"), "contact"),
    **dict.fromkeys(("小程序", "Mini Program"), "mini-program"),
}
_MONEY = {
    **dict.fromkeys(("转账", "转账收款", "微信转账", "QQ转账", "轉帳", "Transfer"), "transfer"),
    **dict.fromkeys(("红包", "微信红包", "紅包", "Red Packet", "QQ红包", "口令红包"), "red-packet"),
}
_CALLS = frozenset({"语音通话", "视频通话", "語音通話", "視頻通話", "Voice Call", "Video Call"})
_AMOUNT = re.compile(r"[¥￥]\s?(\d{1,12}(?:\.\d{1,2})?)(?![\d,.])")
_RECALLED = re.compile(r"(?:.{1,60} ?撤回了一条消息|.{1,60} recalled a message)[。.]?")


class Body(NamedTuple):
    """How a body was understood."""

    kind: MessageKind = MessageKind.MESSAGE
    subkind: str | None = None
    attachments: tuple[Attachment, ...] = ()
    payment: MentionedPayment | None = None


def read_body(text: str) -> Body:
    """What the body ``text`` is. Words around a placeholder stay words; an amount is taken only as written."""
    files = [
        (_SUBKINDS[match.group(1)], Attachment(match.group(2), AttachmentState.MISSING))
        for match in _NAMED.finditer(text)
    ]
    if files:
        return Body(subkind=files[0][0], attachments=tuple(attachment for _, attachment in files))
    if _RECALLED.fullmatch(text):
        return Body(MessageKind.DELETED, "recalled")
    match = _PLAIN.match(text)
    return _placeholder(match.group(1), match.group(2) or "", text) if match else Body()


def _placeholder(word: str, rest: str, text: str) -> Body:
    if word in _MONEY:
        # What stands after a red packet is a wish, typed by a person: WeChat never shows what was in it.
        found = _AMOUNT.search(rest) if _MONEY[word] == "transfer" else None
        amount = found.group(1) if found else None
        payment = MentionedPayment(amount=amount, currency="CNY" if amount else None)
        return Body(MessageKind.PAYMENT, _MONEY[word], payment=payment)
    if word in _CALLS:
        return Body(MessageKind.CALL, "call")
    if word in _OTHERS:
        return Body(subkind=_OTHERS[word])
    if word in _SUBKINDS and text == f"[{word}]":
        return Body(subkind=_SUBKINDS[word], attachments=(Attachment(None, AttachmentState.OMITTED),))
    return Body()
