# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat's own numbers for kinds of messages, as every export tool passes them on."""

from evidence_vault.records import MessageKind

_TYPES = {
    1: None,
    3: "picture",
    34: "voice",
    42: "contact",
    43: "video",
    47: "sticker",
    48: "location",
    49: "app",
    50: "call",
    10000: "notice",
    10002: "recalled",
}
_APP_TYPES = {
    **dict.fromkeys((1, 4, 5), "link"),
    3: "music",
    92: "music",
    6: "file",
    8: "sticker",
    19: "forwarded-chat",
    24: "note",
    33: "mini-program",
    36: "mini-program",
    51: "channel-video",
    57: "quote",
    62: "pat",
    63: "live",
    87: "group-notice",
    2000: "transfer",
    2001: "red-packet",
    2003: "red-packet-cover",
}
_KINDS = {
    "call": MessageKind.CALL,
    "notice": MessageKind.SYSTEM,
    "pat": MessageKind.SYSTEM,
    "recalled": MessageKind.DELETED,
    "transfer": MessageKind.PAYMENT,
    "red-packet": MessageKind.PAYMENT,
}
_APP = 49
_SUBTYPE_SHIFT = 32


def meaning_of(number: int | None, subtype: int | None = None) -> tuple[MessageKind, str | None]:
    """What type ``number`` with ``subtype`` is. WeChat 4 puts both into one number: type | subtype << 32."""
    if number is not None and number >> _SUBTYPE_SHIFT:
        number, subtype = number & 0xFFFFFFFF, number >> _SUBTYPE_SHIFT
    if number not in _TYPES:
        return MessageKind.UNKNOWN, None if number is None else f"type-{number}"
    name = _TYPES[number]
    if number == _APP:
        name = _APP_TYPES.get(subtype or 0)
        if name is None:
            return MessageKind.UNKNOWN, f"type-49-{subtype}"
    return _KINDS.get(name or "", MessageKind.MESSAGE), name
