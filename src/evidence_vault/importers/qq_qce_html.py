# SPDX-License-Identifier: GPL-3.0-or-later
"""QQ chats that qq-chat-exporter (QCE) wrote as pages: one page, or a page whose messages stand in scripts beside it.

Built from the tool's source. Such a script (``data/chunks/….js``) holds one message a line as JSON with a piece of the
page, and is read as such, never run. Times are those of the exporting computer.
"""

import json
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from evidence_vault.importers.base import Tally, byte_span, well_formed
from evidence_vault.importers.chat_files import ChatFile
from evidence_vault.importers.page_chats import PageChat, PageChats, PagePlace, RecordOrWarning
from evidence_vault.importers.page_records import PageRecord, RecordPage, one_line, without_blank_lines
from evidence_vault.importers.qce_page import QcePage
from evidence_vault.importers.spreadsheet_cells import table_time
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.importers.wechat_body import read_body
from evidence_vault.records import Attachment, AttachmentState, Message, MessageKind, RawSpan, Recognition
from evidence_vault.translations import N_

_METADATA = "QCE_METADATA"
_CHUNK = "__QCE_CHUNK__"
_FIRST_PAGES = 'content="QQ聊天记录导出工具"'
_SCRIPT = re.compile(r"(?P<folder>(?:.*/)?)data/chunks/[^/]+\.js")
_CLOCK_BELOW = re.compile(r"(?P<words>.*?)\s*(?P<time>\d{4}/\d{1,2}/\d{1,2} \d{1,2}:\d{2}:\d{2})\s*", re.DOTALL)


class QqQceHtml(PageChats):
    """The importer of the pages of qq-chat-exporter."""

    id = "qq_qce_html"
    name = N_("QQ chat exported by qq-chat-exporter (HTML)")
    platform = "qq"
    limits = "QCE_PAGE_LIMITS"

    def sign(self, head: str) -> tuple[Recognition, str]:
        """Certain from the tool's own comment, or the start of one of its scripts."""
        if _METADATA in head or _CHUNK in head or _FIRST_PAGES in head:
            return Recognition.CERTAIN, "the mark of qq-chat-exporter"
        return Recognition.NO, "no mark of qq-chat-exporter"

    def file_fits(self, name: str) -> bool:
        """Pages, and the scripts with their messages."""
        return super().file_fits(name) or _SCRIPT.fullmatch(name) is not None

    def chat_of(self, file: ChatFile) -> str:
        """A page and the scripts below its folder are one chat."""
        match = _SCRIPT.fullmatch(file.path)
        return match["folder"] if match else f"{file.folder}/" if file.folder else ""

    def prepared(self, files: Sequence[ChatFile]) -> Sequence[ChatFile]:
        """A page before its scripts, these by their names, which the tool fills up with zeros."""
        return sorted(files, key=lambda file: (self.chat_of(file), _SCRIPT.fullmatch(file.path) is not None, file.path))

    def reader(self) -> QcePage:
        """A new reader for one page."""
        return QcePage()

    def records(self, text: TextSource, tally: Tally, reader: RecordPage) -> Iterator[tuple[RecordOrWarning, RawSpan]]:
        """The records of the page, or of the lines of a script."""
        if (text.member and _SCRIPT.fullmatch(text.member)) or _is_script(text):
            yield from _listed(text, tally)
        else:
            yield from super().records(text, tally, reader)

    def message(self, record: PageRecord, place: PagePlace) -> Message:
        """One message."""
        time, words = one_line(record.time), without_blank_lines(record.text)
        if not time and (match := _CLOCK_BELOW.fullmatch(words)):  # a notice has its time below, in no class
            time, words = match["time"], match["words"]
        sent_at, certainty = table_time(time)
        kind = next((mark.removeprefix("kind:") for mark in sorted(record.marks) if mark.startswith("kind:")), None)
        return Message(
            conversation=place.chat.id,
            seq=place.seq,
            kind=_kind(record, words),
            sent_at=sent_at,
            sent_at_raw=time or None,
            time_certainty=certainty,
            sender=one_line(record.sender) or None,
            text="\n".join(filter(None, (*map(one_line, record.lines), words))) or None,
            raw_span=place.span,
            sender_id=record.sender_id,
            is_self=record.is_self,
            attachments=_attachments(record, place),
            reply_to=record.reply_to,
            subkind=kind,
        )

    def notes(self, chat: PageChat) -> Iterator[tuple[str, str]]:
        """A page without its messages: they stand in scripts beside it."""
        if chat.records == 0:
            yield "MORE_MESSAGES_BESIDE", "data/chunks"


IMPORTER = QqQceHtml()


def _is_script(text: TextSource) -> bool:
    return _CHUNK in next(text.texts(), "")


def _listed(text: TextSource, tally: Tally) -> Iterator[tuple[RecordOrWarning, RawSpan]]:
    for offset, raw, line in text.lines():
        start = line.find("{")
        if start != 0:  # the first and last lines are the call around the list
            continue
        piece = _piece(line.rstrip().rstrip(","))
        reader = QcePage()
        reader.feed(piece or "")
        reader.close()
        reader.finish((1, 0))
        span = byte_span(offset, raw, text.member)
        if reader.finished:
            yield reader.finished[0], span
        else:
            tally.leave_out()
            for warning in tally.warnings("RECORD_NOT_UNDERSTOOD", line):
                yield warning, span


def _piece(line: str) -> str | None:
    try:
        value = json.loads(line, strict=False)
    except (ValueError, RecursionError):
        return None
    markup = value.get("html") if isinstance(value, dict) else None
    return well_formed(markup) if isinstance(markup, str) else None


def _kind(record: PageRecord, words: str) -> MessageKind:
    if "system" not in record.marks:
        return MessageKind.MESSAGE
    return MessageKind.DELETED if read_body(words).kind is MessageKind.DELETED else MessageKind.SYSTEM


def _attachments(record: PageRecord, place: PagePlace) -> tuple[Attachment, ...]:
    found = tuple(
        place.files.attachment(unquote(address, errors="replace").replace("\\", "/")) for address in record.files
    )
    return found or ((Attachment(None, AttachmentState.OMITTED),) if "linked" in record.marks else ())
