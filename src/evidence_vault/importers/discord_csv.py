# SPDX-License-Identifier: GPL-3.0-or-later
"""Discord channels that DiscordChatExporter wrote as CSV: times with their offset; embeds and replies are lost."""

from evidence_vault.importers.local_times import local_or_utc
from evidence_vault.importers.table_chats import Fields, TableChats, TablePlace
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Message,
    MessageKind,
    Participant,
    TimeCertainty,
)
from evidence_vault.translations import N_


class DiscordCsv(TableChats):
    """The importer of DiscordChatExporter's table."""

    id = "discord_csv"
    name = N_("Discord channel exported by DiscordChatExporter (CSV)")
    version = "2"
    headings = ("AuthorID", "Author", "Date", "Content", "Attachments", "Reactions")
    platform = "discord"
    limits = "DISCORD_LIMITS"

    def is_record(self, fields: Fields) -> bool:
        """A row with an author or a date, and content."""
        return bool(fields.get("Date") or fields.get("Author")) and "Content" in fields

    def speaker(self, fields: Fields) -> Participant | None:
        """The author with the account's number."""
        name, account = fields.get("Author") or None, fields.get("AuthorID") or None
        return Participant(name, account) if name or account else None

    def message(self, fields: Fields, place: TablePlace) -> Message:
        """One message."""
        raw = fields.get("Date") or None
        sent_at, certainty = local_or_utc(raw) if raw else (None, TimeCertainty.PARTIAL)
        links = [link for link in fields.get("Attachments", "").split(",") if link]
        lines = [fields.get("Content", "")]
        if fields.get("Reactions"):
            lines.append(f"reactions: {fields['Reactions']}")
        return Message(
            conversation=place.conversation,
            seq=place.seq,
            kind=MessageKind.MESSAGE,
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=certainty,
            sender=fields.get("Author") or None,
            text="\n".join(filter(None, lines)) or None,
            raw_span=place.row.span(),
            sender_id=fields.get("AuthorID") or None,
            attachments=tuple(_attachment(link) for link in links),
        )


IMPORTER = DiscordCsv()


def _attachment(link: str) -> Attachment:
    path = link.partition("?")[0].replace("\\", "/")
    if "://" in link:
        return Attachment(path.rpartition("/")[2] or None, AttachmentState.OMITTED)
    return Attachment(path or None, AttachmentState.MISSING)
