# SPDX-License-Identifier: GPL-3.0-or-later
"""What PyWxDump's table and its JSON share: Chinese words for kinds. From the tool's source."""

from evidence_vault.importers.wechat_body import read_body
from evidence_vault.records import MessageKind

IS_SELF = {"1": True, "0": False}
"""``is_sender`` as text."""

_PLAIN = frozenset({"文本", "引用回复", "链接", "图片", "语音", "视频", "动画表情", "文件", "名片", "位置", "小程序"})
_SUBKINDS = {
    "图片": "picture",
    "语音": "voice",
    "视频": "video",
    "动画表情": "sticker",
    "文件": "file",
    "名片": "contact",
    "位置": "location",
    "小程序": "mini-program",
    "引用回复": "quote",
    "链接": "link",
}


def pywxdump_kind(word: str, words: str) -> tuple[MessageKind, str | None]:
    """What the tool's Chinese word for a kind means."""
    if "转账" in word:
        return MessageKind.PAYMENT, "transfer"
    if "红包" in word:
        return MessageKind.PAYMENT, "red-packet"
    if "通话" in word:
        return MessageKind.CALL, "call"
    if "系统" in word:
        recalled = read_body(words).kind is MessageKind.DELETED
        return (MessageKind.DELETED, "recalled") if recalled else (MessageKind.SYSTEM, "notice")
    if word not in _PLAIN:
        return MessageKind.UNKNOWN, word or None
    return MessageKind.MESSAGE, _SUBKINDS.get(word)
