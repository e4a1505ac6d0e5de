# SPDX-License-Identifier: GPL-3.0-or-later
"""How QQ's exports name who wrote: a level in 【】, a name, the number or the address of the account."""

import re

from evidence_vault.records import MessageKind

SENDER = r"(?P<tag>【[^】]*】)?(?P<name>.*?)(?:\((?P<number>\d{4,})\)|<(?P<mail>[^<>]+)>)?\s*"
"""To be used inside another expression; always matches a whole rest of a line."""

_SYSTEM_NUMBERS = frozenset({"10000", "1000000"})


def sender_of(match: re.Match[str]) -> tuple[str | None, str | None]:
    """Name and account."""
    return match["name"].strip() or None, match["number"] or match["mail"]


def is_system(match: re.Match[str]) -> bool:
    """Whether QQ itself wrote."""
    return match["name"].strip() == "系统消息" or match["number"] in _SYSTEM_NUMBERS


def kind_of(understood: MessageKind, match: re.Match[str]) -> MessageKind:
    """What a record of this sender is: QQ's own words are a notice, unless they tell that something was recalled."""
    return MessageKind.SYSTEM if is_system(match) and understood is not MessageKind.DELETED else understood
