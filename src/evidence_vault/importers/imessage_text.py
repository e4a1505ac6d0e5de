# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts of the tool imessage-exporter: a time of the exporting Mac, a sender, the words; notices in one line.

A reply is printed below its message and again at its own time: both are kept as they stand.
"""

import re
from collections.abc import Iterator

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames
from evidence_vault.importers.base import Tally
from evidence_vault.importers.imessage_words import TIME, apple_cash, imessage_kind, imessage_time
from evidence_vault.importers.line_records import Block, Line, read_blocks
from evidence_vault.importers.text_lines import TextSource, head_lines, text_warnings
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
    Conversation,
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
_CONVERSATION = "1"
_MOST_PEOPLE = 5_000


class ImessageText:
    """The importer of imessage-exporter's texts."""

    id = "imessage_text"
    name = N_("iMessage chat exported by imessage-exporter (text)")
    version = "1"
    suffixes = (".txt",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the first line and another time of that form."""
        lines = [line for line in head_lines(untrusted_head) if line.strip()]
        headers = [match for line in lines if (match := _HEADER.fullmatch(line))]
        if headers and _HEADER.fullmatch(lines[0]):
            sure = len(headers) > 1 or headers[0]["receipt"] or (len(lines) > 1 and lines[1] == "Me")
            return (Recognition.CERTAIN if sure else Recognition.MAYBE), "times of imessage-exporter"
        return Recognition.NO, "no times of imessage-exporter"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every message, reply and notice in file order."""
        text = TextSource.of(source)
        people = _people(text)
        if people is None:
            raise errors.FormatUnknown(name=source.name)
        tally = Tally()
        tally.conversations = 1
        title = re.sub(r"\.txt$", "", source.name, flags=re.IGNORECASE)
        yield Conversation(_CONVERSATION, title or None, "imessage", tuple(people))
        for block in read_blocks(text, _header):
            if block.header is not None and block.header[1]:
                yield from tally.warnings("REPLIES_SHOWN_TWICE", "", block.line)
            yield tally.count(_message(block, tally.messages))
        yield from tally.warnings("IMESSAGE_LIMITS")
        yield from text_warnings(text, tally)
        yield from tally.end()


IMPORTER = ImessageText()


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


def _message(block: Block[re.Match[str]], seq: int) -> Message:
    header = block.header
    if header is None:
        return block.unknown(_CONVERSATION, seq)
    sender = _sender(block, header)
    notice = header["notice"]
    words = notice.strip() if notice else block.body(after=2 if sender else 1)
    if notice and (rest := block.body()):
        words = f"{words}\n{rest}"
    words = words.replace("\r", "")
    kind, subkind, edited = imessage_kind(words, is_notice=bool(notice), is_reply=bool(header[1]))
    sent_at, certainty = imessage_time(header["time"])
    return Message(
        conversation=_CONVERSATION,
        seq=seq,
        kind=kind,
        sent_at=sent_at,
        sent_at_raw=header["time"],
        time_certainty=certainty,
        sender=sender,
        text="\n".join(filter(None, (words, (header["receipt"] or "").strip()))) or None,
        raw_span=block.span(),
        is_self=True if sender == "Me" else None,
        attachments=_attachments(words) if kind is not MessageKind.SYSTEM else (),
        payment=apple_cash(words) if kind is MessageKind.PAYMENT else None,
        edited=True if edited else None,
        subkind=subkind,
    )


def _attachments(words: str) -> tuple[Attachment, ...]:
    files = AttachmentNames()
    found: list[Attachment] = []
    for line in words.split("\n"):
        if line.strip() == "Attachment missing!":
            found.append(Attachment(None, AttachmentState.MISSING))
        elif _FILE.fullmatch(line):
            found.append(files.attachment(line.strip()))
    return tuple(found)
