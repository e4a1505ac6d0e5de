# SPDX-License-Identifier: GPL-3.0-or-later
"""Signal chats that signal-export wrote as pages; from its templates. Times are those of that computer, without a zone.

Newer pages print name and time only above the first message of a group; the others get the name, and no time.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from evidence_vault.importers.base import Tally
from evidence_vault.importers.json_details import joined
from evidence_vault.importers.local_times import local_or_utc
from evidence_vault.importers.page_chats import PageChats, PagePlace, RecordOrWarning
from evidence_vault.importers.page_records import PageRecord, RecordPage, one_line, without_blank_lines
from evidence_vault.importers.signal_export_page import SignalExportPage
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Message,
    MessageKind,
    Participant,
    RawSpan,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_LEFT_OUT = re.compile(r"(?:Image|Audio|Video|Attachment) not exported$", re.MULTILINE)
_NOBODY = "No-Sender"


class SignalExportHtml(PageChats):
    """The importer of signal-export's pages."""

    id = "signal_export_html"
    name = N_("Signal chat exported by signal-export (HTML)")
    platform = "signal"
    limits = "SIGNAL_TOOL_LIMITS"

    def sign(self, head: str) -> tuple[Recognition, str]:
        """Certain from the style sheet above the folder and the boxes of messages."""
        plain = head.replace('"', "").replace("'", "")
        has_style = "href=../style.css" in plain or ("rel=stylesheet" in plain and "style.css" in plain)
        if has_style and "class=msg" in plain and ("class=sender" in plain or "<time datetime=" in plain):
            return Recognition.CERTAIN, "the style sheet and boxes of signal-export"
        return Recognition.NO, "no page of signal-export"

    def reader(self) -> SignalExportPage:
        """A new reader for one page."""
        return SignalExportPage()

    def records(self, text: TextSource, tally: Tally, reader: RecordPage) -> Iterator[tuple[RecordOrWarning, RawSpan]]:
        """The records, those of a group with the name of its first."""
        sender = ""
        for record, span in super().records(text, tally, reader):
            if isinstance(record, PageRecord):
                if "cont" in record.marks and not record.sender.strip():
                    record.sender = "Me" if "me" in record.marks else sender
                sender = record.sender
                record.is_self = True if "me" in record.marks or one_line(record.sender) == "Me" else None
            yield record, span

    def speaker(self, record: PageRecord) -> Participant | None:
        """The name; nobody for the tool's word for that."""
        name = one_line(record.sender)
        return Participant(name, None, record.is_self) if name and name != _NOBODY else None

    def printed(self, record: PageRecord) -> str:
        """Nothing: times have one form."""
        return ""

    def message(self, record: PageRecord, place: PagePlace) -> Message:
        """One message."""
        raw = one_line(record.time) or None
        sent_at, certainty = local_or_utc(raw) if raw else (None, TimeCertainty.PARTIAL)
        person = self.speaker(record)
        kind, subkind = _kind(record)
        return Message(
            conversation=place.chat.id,
            seq=place.seq,
            kind=kind,
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=certainty if sent_at else TimeCertainty.PARTIAL,
            sender=person.name if person else None,
            text=joined(without_blank_lines(record.text), record.lines),
            raw_span=place.span,
            is_self=record.is_self,
            attachments=tuple(_attachments(record, place)),
            subkind=subkind,
        )


IMPORTER = SignalExportHtml()


def _kind(record: PageRecord) -> tuple[MessageKind, str | None]:
    if "call" in record.marks:
        return MessageKind.CALL, "missed-call" if "missed" in record.marks else "call"
    return (MessageKind.DELETED if "deleted" in record.marks else MessageKind.MESSAGE), None


def _attachments(record: PageRecord, place: PagePlace) -> Iterator[Attachment]:
    for address in record.files:
        yield place.files.attachment(unquote(address, errors="replace").removeprefix("./").removeprefix("../"))
    if "omitted" in record.marks or (_LEFT_OUT.search(without_blank_lines(record.text)) and not record.files):
        yield Attachment(None, AttachmentState.OMITTED)
