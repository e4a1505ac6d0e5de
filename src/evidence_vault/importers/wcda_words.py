# SPDX-License-Identifier: GPL-3.0-or-later
"""The words for kinds that WeChatDataAnalysis writes in its JSON and on its pages."""

from evidence_vault.records import MessageKind

_KINDS = {
    "text": (MessageKind.MESSAGE, None),
    "image": (MessageKind.MESSAGE, "picture"),
    "voice": (MessageKind.MESSAGE, "voice"),
    "video": (MessageKind.MESSAGE, "video"),
    "file": (MessageKind.MESSAGE, "file"),
    "emoji": (MessageKind.MESSAGE, "sticker"),
    "link": (MessageKind.MESSAGE, "link"),
    "transfer": (MessageKind.PAYMENT, "transfer"),
    "redPacket": (MessageKind.PAYMENT, "red-packet"),
    "voip": (MessageKind.CALL, "call"),
    "quote": (MessageKind.MESSAGE, "quote"),
    "chatHistory": (MessageKind.MESSAGE, "forwarded-chat"),
    "location": (MessageKind.MESSAGE, "location"),
    "system": (MessageKind.SYSTEM, "notice"),
}


def wcda_kind(word: str | None) -> tuple[MessageKind, str | None]:
    """What the tool's ``renderType`` means."""
    return _KINDS.get(word or "", (MessageKind.UNKNOWN, word))
