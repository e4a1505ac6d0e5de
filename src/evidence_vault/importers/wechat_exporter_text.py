# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats that WechatExporter made from an iPhone backup, as text: ``name (time):words``. From its source."""

import re

from evidence_vault.importers.block_chats import CONVERSATION, BlockChats, Header
from evidence_vault.importers.line_records import Block
from evidence_vault.importers.local_times import local_or_utc
from evidence_vault.importers.wechat_exporter_words import money_or_body
from evidence_vault.records import Message, TimeCertainty
from evidence_vault.translations import N_


class WechatExporterText(BlockChats):
    """The importer of WechatExporter's text."""

    id = "wechat_exporter_text"
    name = N_("WeChat chat exported by WechatExporter (text)")
    platform = "wechat"
    limits = "WECHAT_TOOL_LIMITS"
    first_line = re.compile(r"(?P<title>.{1,200}) - 微信聊天记录")
    header_form = re.compile(r"(?P<name>.{0,200}?) \((?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\)[:：](?P<rest>.*)")

    def message(self, block: Block[Header], header: Header, seq: int) -> Message:
        """One message; a notice has no header and therefore stands at the end of the words before it."""
        words = "\n".join(filter(None, (header["rest"].strip(), block.body())))
        understood = money_or_body(words)
        sent_at, certainty = local_or_utc(header["time"])
        return Message(
            conversation=CONVERSATION,
            seq=seq,
            kind=understood.kind,
            sent_at=sent_at,
            sent_at_raw=header["time"],
            time_certainty=certainty if sent_at else TimeCertainty.PARTIAL,
            sender=header["name"] or None,
            text=words or None,
            raw_span=block.span(),
            attachments=understood.attachments,
            payment=understood.payment,
            subkind=understood.subkind,
        )


IMPORTER = WechatExporterText()
