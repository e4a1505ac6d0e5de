# SPDX-License-Identifier: GPL-3.0-or-later
"""Discord channels that DiscordChatExporter wrote as pages, alone or zipped with their media.

The printed times are those of that computer, without a zone. But the number of each message holds the moment at which
Discord made it, in UTC (https://discord.com/developers/docs/reference#snowflakes): that is in the file, so it is used.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from evidence_vault.importers.discord_moments import moment_in
from evidence_vault.importers.discord_page import DiscordPage
from evidence_vault.importers.json_details import joined
from evidence_vault.importers.page_chats import PageChat, PageChats, PagePlace
from evidence_vault.importers.page_records import PageRecord, one_line, tidy
from evidence_vault.records import Attachment, AttachmentState, Message, MessageKind, Recognition, TimeCertainty
from evidence_vault.translations import N_

_CALL = re.compile(r"started a call")


class DiscordHtml(PageChats):
    """The importer of DiscordChatExporter's pages."""

    id = "discord_html"
    name = N_("Discord channel exported by DiscordChatExporter (HTML)")
    platform = "discord"
    limits = "DISCORD_LIMITS"

    def sign(self, head: str) -> tuple[Recognition, str]:
        """Certain from the classes of the tool; styles with the same names fill the beginning of long pages."""
        if re.search(r"class=[\"']?(?:chatlog|preamble)(?:__[a-z-]+)?[\"' >]", head) or ".chatlog__message" in head:
            return Recognition.CERTAIN, "the classes of DiscordChatExporter"
        return Recognition.NO, "not the classes of DiscordChatExporter"

    def reader(self) -> DiscordPage:
        """A new reader for one page."""
        return DiscordPage()

    def printed(self, record: PageRecord) -> str:
        """Only what has no number with a moment in it."""
        return "" if _made_at(record.identity or "")[0] else super().printed(record)

    def message(self, record: PageRecord, place: PagePlace) -> Message:
        """One message."""
        raw = one_line(record.time) or None
        sent_at, certainty = _made_at(record.identity or "")
        if sent_at is None:
            sent_at, certainty = place.times.read(raw) if raw else (None, TimeCertainty.PARTIAL)
        words = tidy(record.text)
        names = sorted(mark for mark in record.marks if mark.startswith("user name: "))
        kind, subkind = _kind(record, words)
        return Message(
            conversation=place.chat.id,
            seq=place.seq,
            kind=kind,
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=certainty,
            sender=one_line(record.sender) or None,
            text=joined(words, (*record.lines, *(name for name in names if not name.endswith(f" {record.sender}")))),
            raw_span=place.span,
            sender_id=record.sender_id,
            attachments=tuple(_attachment(address, place) for address in record.files),
            edited=True if record.edited else None,
            reply_to=record.reply_to,
            subkind=subkind,
        )

    def notes(self, chat: PageChat) -> Iterator[tuple[str, str]]:
        """An export of a part, or with fewer messages than it says."""
        if "range" in chat.notes:
            yield "PARTIAL_EXPORT", chat.notes["range"]
        said = chat.notes.get("count")
        if said is None:
            yield "FILE_BREAKS_OFF", str(chat.records)
        elif said != str(chat.records):
            yield "COUNT_DIFFERS", f"{said} / {chat.records}"


IMPORTER = DiscordHtml()


def _made_at(identity: str) -> tuple[str | None, TimeCertainty]:
    moment = moment_in(identity)
    return moment, TimeCertainty.UTC if moment else TimeCertainty.PARTIAL


def _kind(record: PageRecord, words: str) -> tuple[MessageKind, str | None]:
    if "system" not in record.marks:
        return MessageKind.MESSAGE, "pinned" if "pinned" in record.marks else None
    if _CALL.search(words):
        return MessageKind.CALL, "call"
    return MessageKind.SYSTEM, "notice"


def _attachment(address: str, place: PagePlace) -> Attachment:
    if "://" in address:
        place.masking.text(address)
        name = unquote(address.partition("?")[0].rpartition("/")[2], errors="replace")
        return Attachment(name or None, AttachmentState.OMITTED)
    return place.files.attachment(unquote(address, errors="replace").replace("\\", "/"))
