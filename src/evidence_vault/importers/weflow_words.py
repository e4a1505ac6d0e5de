# SPDX-License-Identifier: GPL-3.0-or-later
"""The Chinese words for kinds that WeFlow and its forerunner EchoTrace write in their JSON and their workbooks."""

import re
from collections.abc import Callable

from evidence_vault.importers.wechat_body import read_body
from evidence_vault.records import Attachment, AttachmentState, MessageKind

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
    "音乐卡片": (MessageKind.MESSAGE, "music"),
    "视频号直播卡片": (MessageKind.MESSAGE, "live"),
    "引用消息": (MessageKind.MESSAGE, "quote"),
    "聊天记录合并转发": (MessageKind.MESSAGE, "forwarded-chat"),
    "通话消息": (MessageKind.CALL, "call"),
    "拍一拍消息": (MessageKind.SYSTEM, "pat"),
    "系统消息": (MessageKind.SYSTEM, "notice"),
    "撤回消息": (MessageKind.DELETED, "recalled"),
}
_MEDIA = frozenset({"picture", "voice", "video", "file", "sticker"})

_FOLDERS = {"image": "picture?", "voice": "voice?", "video": "video?", "emoji": "sticker?", "file": "file?"}
_PATH = re.compile(
    r"(?:[^\s/\\]{1,120}[/\\]){0,4}(?P<folder>image|voice|video|emoji|file)s?[/\\]"
    r"(?:[^\s/\\]{1,120}[/\\]){0,4}[^/\\\n]{1,200}\.\w{2,5}",
    re.IGNORECASE,
)


def weflow_path(words: str) -> tuple[str, Attachment] | None:
    """The file whose path stands in place of the words in the tool's text: what its folder says, and the file.

    Nothing but the form of a path tells it from words that a person typed.
    """
    match = _PATH.fullmatch(words)
    if match is None:
        return None
    return _FOLDERS[match["folder"].lower()], Attachment(words.replace("\\", "/"), AttachmentState.MISSING)


def weflow_kind(word: str | None, words: str | None) -> tuple[MessageKind, str | None]:
    """What the tool's ``word`` for a message means; a notice that something was recalled is told by its ``words``."""
    kind, subkind = _KINDS.get(word or "", (MessageKind.UNKNOWN, word or None))
    if kind is MessageKind.SYSTEM and read_body(words or "").kind is MessageKind.DELETED:
        return MessageKind.DELETED, "recalled"
    return kind, subkind


def weflow_files(words: str | None, subkind: str | None, found: Callable[[str], Attachment]) -> tuple[Attachment, ...]:
    """The file of a message: the tool sets its path in place of the words, or a placeholder where it took none."""
    if subkind not in _MEDIA:
        return ()
    if words and not words.startswith("[") and "\n" not in words and "://" not in words:
        return (found(words.replace("\\", "/")),)
    return (Attachment(None, AttachmentState.OMITTED),)
