# SPDX-License-Identifier: GPL-3.0-or-later
"""What importers of WeChat messages as JSON share: a list whose elements name their chat, and who wrote what when."""

from abc import ABC
from collections.abc import Sequence
from typing import Any

from evidence_vault.importers.json_chats import Chat, Header, JsonChats, Place
from evidence_vault.records import Conversation, Message, MessageKind, Participant, Recognition, TimeCertainty


class WechatLists(JsonChats, ABC):
    """An importer of a bare list whose elements have ``keys`` that no other tool writes together."""

    keys: frozenset[str]
    limits = "WECHAT_TOOL_LIMITS"
    messages = ()

    def sign(self, header: Header, items: Sequence[dict[str, Any]]) -> tuple[Recognition, str]:
        """Certain from the tool's own set of keys."""
        if any(item.keys() >= self.keys for item in items):
            return Recognition.CERTAIN, "the keys of this tool"
        return Recognition.NO, "not the keys of this tool"

    def conversation(self, chat: Chat) -> Conversation:
        """Only the platform; each message names its chat."""
        return Conversation("1", None, "wechat")


def wechat_message(
    place: Place, person: Participant | None, raw: str | None, time: tuple[str | None, TimeCertainty]
) -> Message:
    """A message of ``person`` with its time; what else it is, the tool's importer puts in with ``_replace``."""
    sent_at, certainty = time
    return Message(
        conversation=place.conversation,
        seq=place.seq,
        kind=MessageKind.MESSAGE,
        sent_at=sent_at,
        sent_at_raw=raw,
        time_certainty=certainty if sent_at else TimeCertainty.PARTIAL,
        sender=person.name if person else None,
        text=None,
        raw_span=place.span,
        sender_id=person.account_id if person else None,
        is_self=person.is_self if person else None,
    )
