# SPDX-License-Identifier: GPL-3.0-or-later
"""Telegram messages as they are when marked and copied on a computer: ``Name, [25/06/2022 07:25]``, then the words.

From parsers' tests. The date is in the form of the program's language, without a zone; names may hold a comma.
"""

import re

from evidence_vault.importers.block_chats import CONVERSATION, Header
from evidence_vault.importers.dated_blocks import DatedBlocks
from evidence_vault.importers.line_records import Block
from evidence_vault.records import Message, MessageKind
from evidence_vault.translations import N_

_FORWARDED = re.compile(r"\[(?:Forwarded from|In reply to) [^\]\n]{1,120}\]")


class TelegramCopiedText(DatedBlocks):
    """The importer of copied Telegram messages."""

    id = "telegram_copied_text"
    name = N_("Telegram messages copied from a computer (text)")
    platform = "telegram"
    limits = "TELEGRAM_COPY_LIMITS"
    header_form = re.compile(
        r"\ufeff?(?P<name>.{1,120}?), \[(?P<time>\d{1,4}(?P<sign>[/.\-])\d{1,2}(?P=sign)\d{1,4},? "
        r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ \u202f][AaPp]\.?[Mm]\.?)?)\]"
    )

    def message(self, block: Block[Header], header: Header, seq: int) -> Message:
        """One message."""
        words = block.body()
        sent_at, certainty = self.times.read(header["time"])
        return Message(
            conversation=CONVERSATION,
            seq=seq,
            kind=MessageKind.MESSAGE,
            sent_at=sent_at,
            sent_at_raw=header["time"],
            time_certainty=certainty,
            sender=header["name"],
            text=words or None,
            raw_span=block.span(),
            subkind="forwarded?" if _FORWARDED.match(words) else None,
        )


IMPORTER = TelegramCopiedText()
