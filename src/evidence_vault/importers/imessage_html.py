# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of the tool imessage-exporter. Nothing of a page is run or loaded: its tags are read as text.

A reply is printed inside its message and, in most versions, again at its own time: both are kept as they stand.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from evidence_vault.importers.attachment_names import AttachmentNames
from evidence_vault.importers.base import Tally
from evidence_vault.importers.chat_files import ChatFiles, heads_of, open_chat_files
from evidence_vault.importers.imessage_chats import chats_of
from evidence_vault.importers.imessage_page import ImessagePage, PageRecord
from evidence_vault.importers.imessage_words import TIME, apple_cash, imessage_kind, imessage_time
from evidence_vault.importers.markup_records import markup_records
from evidence_vault.importers.text_lines import TextSource, decode_head, text_warnings
from evidence_vault.records import (
    Answers,
    Attachment,
    Message,
    MessageKind,
    Participant,
    RawSpan,
    ReadingRecord,
    ReadingSource,
    ReadingWarning,
    Recognition,
)
from evidence_vault.translations import N_

_TIME = re.compile(TIME)
_MOST_PEOPLE = 5_000


class ImessageHtml:
    """The importer of imessage-exporter's pages."""

    id = "imessage_html"
    name = N_("iMessage chat exported by imessage-exporter (HTML)")
    version = "4"
    suffixes = (".html", ".zip")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the tool's classes; in a zip of the first pages."""
        classes = ('class="message"', 'class="timestamp"')
        for text in map(decode_head, heads_of(source, untrusted_head, _fits)):
            if all(each in text for each in classes) and re.search(r'class="(?:sent|received)\b', text):
                return Recognition.CERTAIN, "the classes of imessage-exporter"
        return Recognition.NO, "not the classes of imessage-exporter"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every message, reply and notice in file order; in a zip each page is a chat, the other files are members."""
        with open_chat_files(source, _fits) as files:
            yield from _read(files)


IMPORTER = ImessageHtml()


def _fits(name: str) -> bool:
    return name.lower().endswith((".html", ".htm"))


def _read(files: ChatFiles) -> Iterator[ReadingRecord]:
    chats = chats_of(files, _people)
    tally = Tally()
    yield from (chat.conversation for chat in chats)
    tally.conversations = len(chats)
    yield from files.members([chat.file for chat in chats], tally)
    for number, (_file, page, _conversation) in enumerate(chats, 1):
        for record, span in markup_records(page, tally, ImessagePage()):
            if isinstance(record, ReadingWarning):
                yield record
                continue
            if record.is_reply:
                yield from tally.warnings("REPLIES_SHOWN_TWICE", "", record.start[0])
            yield tally.count(_message(record, span, _Place(str(number), tally.messages, files.files)))
        yield from text_warnings(page, tally)
    yield from tally.warnings("IMESSAGE_LIMITS")
    yield from tally.end()


class _Place(NamedTuple):
    """Where a message stands: its conversation and number, the files beside it."""

    chat: str
    seq: int
    files: AttachmentNames


def _people(page: TextSource) -> list[Participant] | None:
    names: dict[str, bool] = {}
    found = False
    for record, _ in markup_records(page, Tally(), ImessagePage()):
        if isinstance(record, PageRecord):
            found = True
            name = " ".join(record.sender.split())
            if name and len(names) < _MOST_PEOPLE:
                names[name] = names.get(name, False) or record.direction == "sent"
    return [Participant(name, None, is_self) for name, is_self in names.items()] if found else None


def _message(record: PageRecord, span: RawSpan, place: _Place) -> Message:
    words = _tidy(record.text)
    match = _TIME.search(record.time)
    printed = match[0] if match else None
    kind, subkind, edited = imessage_kind(words, is_notice=record.is_notice, is_reply=record.is_reply)
    sent_at, certainty = imessage_time(printed or "")
    receipt = record.time.replace(printed or "", "", 1).strip()
    return Message(
        conversation=place.chat,
        seq=place.seq,
        kind=kind,
        sent_at=sent_at,
        sent_at_raw=printed or record.time.strip() or None,
        time_certainty=certainty,
        sender=" ".join(record.sender.split()) or None,
        text="\n".join(filter(None, (words, receipt))) or None,
        raw_span=span,
        is_self=None if record.direction is None else record.direction == "sent",
        attachments=tuple(_attachment(name, place.files) for name in record.files if "://" not in name),
        payment=apple_cash(words) if kind is MessageKind.PAYMENT else None,
        edited=True if edited else None,
        subkind=subkind,
    )


def _attachment(name: str, files: AttachmentNames) -> Attachment:
    return files.attachment(unquote(name, errors="replace"))


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
