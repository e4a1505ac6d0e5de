# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats that WeFlow wrote as text: a time, the sender in single quotes, the words below. From its source."""

import re

from evidence_vault.importers.block_chats import CONVERSATION, BlockChats, Header
from evidence_vault.importers.line_records import Block
from evidence_vault.importers.local_times import local_or_utc
from evidence_vault.importers.wechat_body import read_body
from evidence_vault.importers.wechat_money import money_in_words
from evidence_vault.importers.weflow_words import weflow_path
from evidence_vault.records import Message, MessageKind, Participant, TimeCertainty
from evidence_vault.translations import N_

_SELF = "我"
_SYSTEM = "系统消息"


class WeflowText(BlockChats):
    """The importer of WeFlow's text."""

    id = "weflow_text"
    name = N_("WeChat chat exported by WeFlow (text)")
    platform = "wechat"
    limits = "WECHAT_TOOL_LIMITS"
    version = "2"
    header_form = re.compile(r"\ufeff?(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) '(?P<name>.{0,200})'")

    def person(self, header: Header) -> Participant | None:
        """The sender; the tool writes 我 for the person."""
        name = header["name"]
        return Participant(name, None, True if name == _SELF else None) if name and name != _SYSTEM else None

    def message(self, block: Block[Header], header: Header, seq: int) -> Message:
        """One message."""
        words = block.body()
        person = self.person(header)
        understood = read_body(words)
        if path := weflow_path(words):
            understood = understood._replace(subkind=path[0], attachments=(path[1],))
        is_notice = header["name"] == _SYSTEM and understood.kind is MessageKind.MESSAGE
        sent_at, certainty = local_or_utc(header["time"])
        is_money = understood.kind is MessageKind.PAYMENT
        return Message(
            conversation=CONVERSATION,
            seq=seq,
            kind=MessageKind.SYSTEM if is_notice else understood.kind,
            sent_at=sent_at,
            sent_at_raw=header["time"],
            time_certainty=certainty if sent_at else TimeCertainty.PARTIAL,
            sender=person.name if person else None,
            text=words or None,
            raw_span=block.span(),
            is_self=person.is_self if person else None,
            attachments=understood.attachments,
            payment=money_in_words(words, understood.subkind) if is_money else None,
            subkind=understood.subkind,
        )


IMPORTER = WeflowText()
