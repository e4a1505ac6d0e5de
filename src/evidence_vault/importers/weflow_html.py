# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats that WeFlow wrote as a page: messages as elements, or as pieces of the page in a script, never run.

Built from the tool's source. The page does not say what kind a message is beyond its media and words, and names people
only in groups and where it has their pictures.
"""

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import unquote

from evidence_vault.importers.base import Tally, byte_span, well_formed
from evidence_vault.importers.json_details import text_or_none
from evidence_vault.importers.local_times import local_or_utc, utc_from_number
from evidence_vault.importers.page_chats import PagePlace, RecordOrWarning
from evidence_vault.importers.page_records import PageRecord, RecordPage, one_line, without_blank_lines
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.importers.two_sided_pages import TwoSidedPages
from evidence_vault.importers.wechat_body import Body, read_body
from evidence_vault.importers.wechat_money import money_in_words
from evidence_vault.importers.weflow_page import WeflowPage
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Message,
    MessageKind,
    RawSpan,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_LIST = re.compile(r"window\.WEFLOW_DATA\s*=\s*\[")
_ELEMENTS = ('<div class="message sent" data-timestamp=', '<div class="message received" data-timestamp=')
_ADDRESS = ("http://", "https://", "data:")
_DECODER = json.JSONDecoder(strict=False)


class WeflowHtml(TwoSidedPages):
    """The importer of WeFlow's pages."""

    id = "weflow_html"
    name = N_("WeChat chat exported by WeFlow (HTML)")
    platform = "wechat"
    limits = "WEFLOW_PAGE_LIMITS"

    def sign(self, head: str) -> tuple[Recognition, str]:
        """Certain from the name of the tool's list, or from its elements."""
        if _LIST.search(head) or any(element in head for element in _ELEMENTS):
            return Recognition.CERTAIN, "the list or the elements of WeFlow"
        return Recognition.NO, "no list of WeFlow"

    def reader(self) -> WeflowPage:
        """A new reader for one page."""
        return WeflowPage()

    def records(self, text: TextSource, tally: Tally, reader: RecordPage) -> Iterator[tuple[RecordOrWarning, RawSpan]]:
        """The elements of the page, then those in its list."""
        yield from super().records(text, tally, reader)
        yield from _listed(text, tally)

    def is_notice(self, record: PageRecord) -> bool:
        """What the words say, as nothing else does."""
        return _body(record).kind in {MessageKind.SYSTEM, MessageKind.DELETED}

    def message(self, record: PageRecord, place: PagePlace) -> Message:
        """One message."""
        understood = _body(record)
        person = self.writer(record, place.chat)
        words = without_blank_lines(record.text)
        sent_at, certainty = _time(record)
        media = next((mark[len("kind:") :] for mark in sorted(record.marks) if mark.startswith("kind:")), None)
        quoted = map(one_line, record.lines)
        return Message(
            conversation=place.chat.id,
            seq=place.seq,
            kind=understood.kind,
            sent_at=sent_at,
            sent_at_raw=one_line(record.time) or None,
            time_certainty=certainty,
            sender=person.name if person else None,
            text="\n".join(filter(None, (*quoted, words))) or None,
            raw_span=place.span,
            is_self=person.is_self if person else None,
            attachments=_files(record, understood, place),
            payment=money_in_words(words, understood.subkind) if understood.kind is MessageKind.PAYMENT else None,
            reply_to=record.reply_to,
            subkind=understood.subkind or media or ("quote" if record.lines else None),
        )


IMPORTER = WeflowHtml()


def _body(record: PageRecord) -> Body:
    return read_body(without_blank_lines(record.text))


def _time(record: PageRecord) -> tuple[str | None, TimeCertainty]:
    raw = one_line(record.time)
    return utc_from_number(int(raw)) if raw.isascii() and raw.isdigit() and len(raw) < 20 else local_or_utc(raw)


def _files(record: PageRecord, understood: Body, place: PagePlace) -> tuple[Attachment, ...]:
    found = tuple(
        place.files.attachment(unquote(address, errors="replace").replace("\\", "/"))
        for address in record.files
        if not address.startswith(_ADDRESS)
    )
    if found:
        return found
    return (Attachment(None, AttachmentState.OMITTED),) if record.files else understood.attachments


def _listed(text: TextSource, tally: Tally) -> Iterator[tuple[RecordOrWarning, RawSpan]]:
    inside = False
    for offset, raw, line in text.lines():
        place = 0
        if not inside:
            start = _LIST.search(line)
            if start is None:
                continue
            inside, place = True, start.end()
        while inside and (place := _skipped(line, place)) < len(line):
            if line[place] == "]":
                return
            item, end = _item(line, place)
            before, here = (len(part.encode(text.encoding)) for part in (line[:place], line[place:end]))
            span = byte_span(offset + before, raw[before : before + here], text.member)
            record = _record(item)
            if record is None:
                tally.leave_out()
                for warning in tally.warnings("RECORD_NOT_UNDERSTOOD", line[place:end]):
                    yield warning, span
            else:
                yield record, span
            place = end


def _skipped(line: str, place: int) -> int:
    while place < len(line) and line[place] in " \t\r,":
        place += 1
    return place


def _item(line: str, place: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(line, place)
    except (ValueError, RecursionError):
        return None, len(line)


def _record(item: Any) -> PageRecord | None:
    """The record of one element of the list, read as the page would show it."""
    if not isinstance(item, dict) or not isinstance(item.get("b"), str):
        return None
    values = {
        "data-timestamp": item.get("t"),
        "data-platform-message-id": item.get("p"),
        "data-reply-to-message-id": item.get("r"),
    }
    told = "".join(f' {name}="{escape(text)}"' for name, value in values.items() if (text := text_or_none(value)))
    face = text_or_none(item.get("a")) or ""
    reader = WeflowPage()
    side = "sent" if item.get("s") == 1 else "received"
    reader.feed(f'<div class="message {side}"{told}><div class="avatar">{face}</div>{well_formed(item["b"])}')
    reader.close()
    reader.finish((1, 0))
    return reader.finished[0] if reader.finished else None
