# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts of the tool imessage-exporter: a time of the exporting Mac, a sender, the words; notices in one line.

A reply is printed below its message and again at its own time: both are kept as they stand.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from evidence_vault.importers.attachment_names import AttachmentNames
from evidence_vault.importers.base import Tally
from evidence_vault.importers.chat_files import ChatFiles, heads_of, open_chat_files
from evidence_vault.importers.imessage_chats import chats_of
from evidence_vault.importers.imessage_words import TIME, apple_cash, imessage_kind, imessage_time
from evidence_vault.importers.line_records import Block, Line, read_blocks
from evidence_vault.importers.text_lines import TextSource, head_lines, text_warnings
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    ReadingSource,
    Recognition,
)
from evidence_vault.translations import N_

_HEADER = re.compile(rf"( {{4}})*(?P<time>{TIME})(?P<receipt> \([^()]{{3,200}}\))?(?P<notice> .+)?")
_REACTIONS = re.compile(r" *(?:Tapbacks|Reactions):")
_FILE = re.compile(r" *((?:[^\s/\\][^/\\]*)?(?:[/\\][^/\\]+)*/?attachments/\S.*\.\w{1,5}|[~/]\S.*/.*\.\w{1,5})")
_MOST_PEOPLE = 5_000


class ImessageText:
    """The importer of imessage-exporter's texts."""

    id = "imessage_text"
    name = N_("iMessage chat exported by imessage-exporter (text)")
    version = "2"
    suffixes = (".txt", ".zip")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the first line and another time of that form; in a zip of the first texts."""
        found = Recognition.NO
        for head in heads_of(source, untrusted_head, _fits):
            lines = [line for line in head_lines(head) if line.strip()]
            headers = [match for line in lines if (match := _HEADER.fullmatch(line))]
            if headers and _HEADER.fullmatch(lines[0]):
                if len(headers) > 1 or headers[0]["receipt"] or (len(lines) > 1 and lines[1] == "Me"):
                    return Recognition.CERTAIN, "times of imessage-exporter"
                found = Recognition.MAYBE
        return found, "times of imessage-exporter" if found is Recognition.MAYBE else "no times of imessage-exporter"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every message, reply and notice in file order; in a zip each text is a chat, the other files are members."""
        with open_chat_files(source, _fits) as files:
            yield from _read(files)


IMPORTER = ImessageText()


def _fits(name: str) -> bool:
    return name.lower().endswith(".txt")


def _read(files: ChatFiles) -> Iterator[ReadingRecord]:
    chats = chats_of(files, _people)
    tally = Tally()
    yield from (chat.conversation for chat in chats)
    tally.conversations = len(chats)
    yield from files.members([chat.file for chat in chats], tally)
    for number, (_file, text, _conversation) in enumerate(chats, 1):
        for block in read_blocks(text, _header):
            if block.header is not None and block.header[1]:
                yield from tally.warnings("REPLIES_SHOWN_TWICE", "", block.line)
            yield tally.count(_message(block, _Place(str(number), tally.messages, text.member, files.files)))
        yield from text_warnings(text, tally)
    yield from tally.warnings("IMESSAGE_LIMITS")
    yield from tally.end()


class _Place(NamedTuple):
    """Where a message stands: its conversation and number, the text inside a zip, the files beside it."""

    chat: str
    seq: int
    member: str | None
    files: AttachmentNames


def _header(line: Line) -> re.Match[str] | None:
    match = _HEADER.fullmatch(line.text)
    return match if match and (line.blank_before or match[1]) else None


def _people(text: TextSource) -> list[Participant] | None:
    names: dict[str, None] = {}
    found = False
    for block in read_blocks(text, _header):
        if block.header is not None:
            found = True
            sender = _sender(block, block.header)
            if sender and len(names) < _MOST_PEOPLE:
                names[sender] = None
    return [Participant(name, None, True if name == "Me" else None) for name in names] if found else None


def _sender(block: Block[re.Match[str]], header: re.Match[str]) -> str | None:
    if header["notice"] or len(block.texts) < 2:
        return None
    return block.texts[1].strip() or None


def _message(block: Block[re.Match[str]], place: _Place) -> Message:
    header = block.header
    if header is None:
        return block.unknown(place.chat, place.seq, place.member)
    sender = _sender(block, header)
    notice = header["notice"]
    words = notice.strip() if notice else block.body(after=2 if sender else 1)
    if notice and (rest := block.body()):
        words = f"{words}\n{rest}"
    words = words.replace("\r", "")
    kind, subkind, edited = imessage_kind(words, is_notice=bool(notice), is_reply=bool(header[1]))
    sent_at, certainty = imessage_time(header["time"])
    return Message(
        conversation=place.chat,
        seq=place.seq,
        kind=kind,
        sent_at=sent_at,
        sent_at_raw=header["time"],
        time_certainty=certainty,
        sender=sender,
        text="\n".join(filter(None, (words, (header["receipt"] or "").strip()))) or None,
        raw_span=block.span(place.member),
        is_self=True if sender == "Me" else None,
        attachments=_attachments(words, place.files) if kind is not MessageKind.SYSTEM else (),
        payment=apple_cash(words) if kind is MessageKind.PAYMENT else None,
        edited=True if edited else None,
        subkind=subkind,
    )


def _attachments(words: str, files: AttachmentNames) -> tuple[Attachment, ...]:
    found: list[Attachment] = []
    for line in words.split("\n"):
        if line.strip() == "Attachment missing!":
            found.append(Attachment(None, AttachmentState.MISSING))
        elif _FILE.fullmatch(line):
            found.append(files.attachment(line.strip()))
    return tuple(found)
