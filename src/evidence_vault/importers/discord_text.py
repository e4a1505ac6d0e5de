# SPDX-License-Identifier: GPL-3.0-or-later
"""Discord channels that DiscordChatExporter wrote as text. Dates are in the form of that computer, without a zone."""

import re

from evidence_vault.importers.block_chats import CONVERSATION, Header
from evidence_vault.importers.dated_blocks import DatedBlocks
from evidence_vault.importers.line_records import Block, Line
from evidence_vault.records import Attachment, AttachmentState, Message, MessageKind
from evidence_vault.translations import N_

_RULE = re.compile(r"={20,}")
_PREAMBLE = re.compile(r"(?:={20,}|(?:Guild|Channel|Topic|After|Before): ?.*|)")
_FOOTER = re.compile(r"Exported [\d.,]+ message\(s\)")
_BLOCK = re.compile(r"\{(?:Attachments|Embed|Stickers|Reactions|Forwarded Message|Inline Emojis)\}")


class DiscordText(DatedBlocks):
    """The importer of DiscordChatExporter's text."""

    id = "discord_text"
    name = N_("Discord channel exported by DiscordChatExporter (text)")
    version = "2"
    platform = "discord"
    limits = "DISCORD_LIMITS"
    first_line = re.compile(r"Channel: (?P<title>.{1,200})")
    header_form = re.compile(
        r"\[(?P<time>\d{1,4}(?:[/.\-] ?\d{1,2}[/.\-] ?\d{1,4}|-[A-Za-z]{3}-\d{2,4})[^\[\]\n]{1,24})\] "
        r"(?P<name>.{1,200}?)(?P<pinned> \(pinned\))?"
    )

    def header(self, line: Line) -> Header | None:
        """A header stands after a blank line."""
        return self.header_form.fullmatch(line.text) if line.blank_before else None

    def is_preamble(self, block: Block[Header]) -> bool:
        """The lines between the two rules."""
        return all(_PREAMBLE.fullmatch(line.lstrip("\ufeff").strip()) for line in block.texts)

    def message(self, block: Block[Header], header: Header, seq: int) -> Message:
        """One message; what stands below a mark such as {Embed} stays in its words."""
        lines = [line for line in block.body().split("\n") if not _FOOTER.fullmatch(line) and not _RULE.fullmatch(line)]
        words = "\n".join(lines).strip("\n")
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
            attachments=tuple(_attachment(line) for line in _below(lines, "{Attachments}")),
            subkind="pinned" if header["pinned"] else None,
        )


IMPORTER = DiscordText()


def _below(lines: list[str], mark: str) -> list[str]:
    start = next((number for number, line in enumerate(lines, 1) if line.strip() == mark), len(lines))
    end = next((number for number, line in enumerate(lines) if number >= start and _BLOCK.match(line)), len(lines))
    return [line.strip() for line in lines[start:end] if line.strip()]


def _attachment(line: str) -> Attachment:
    path = line.partition("?")[0].replace("\\", "/")
    if "://" in line:
        return Attachment(path.rpartition("/")[2] or None, AttachmentState.OMITTED)
    return Attachment(path or None, AttachmentState.MISSING)
