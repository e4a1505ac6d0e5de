# SPDX-License-Identifier: GPL-3.0-or-later
"""``chat.md`` of the tool signal-export, and its older text ``[2019-12-24, 12:23] Name: words``."""

import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.chat_files import ChatFile, ChatFiles, heads_of, open_chat_files
from evidence_vault.importers.line_records import Block, Line, read_blocks
from evidence_vault.importers.local_times import local_or_utc
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
    TimeCertainty,
)
from evidence_vault.translations import N_

_FILE = re.compile(r"(?:.*/)?(?:chat|index)\.md")
_HEADER = re.compile(r"\[(\d{4}-\d\d-\d\d)(?:, (\d\d:\d\d)| (\d\d:\d\d:\d\d))\] (.{1,200}?):(?: (.*)|$)", re.DOTALL)
_SIGNS = re.compile(
    r"\]\(\./media/|^\(- .+ -\)$|^\(\( .+ \)\)$"
    r"|\(This message was deleted\)|\(attachment not exported\)|\] No-Sender: ",
    re.MULTILINE,
)
_LINK = re.compile(r"!?\[[^\]]*\]\((\./media/[^()\s]+)\)")
_DELETED = "(This message was deleted)"
_NOT_EXPORTED = "(attachment not exported)"
_CALL = re.compile(r"(?:Missed|Incoming|Outgoing|Declined|Unanswered) (?:voice|video|group) call")
_MOST_PEOPLE = 5_000


class SignalExportText:
    """The importer of signal-export's texts."""

    id = "signal_export_text"
    name = N_("Signal chat exported by signal-export (text)")
    version = "2"
    suffixes = (".md", ".txt", ".zip")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from headers with signs of the tool, or from its old form."""
        for head in heads_of(source, untrusted_head, _fits):
            every = head_lines(head)
            lines = [line for line in every if line.strip()]
            headers = [match for line in lines if (match := _HEADER.match(line))]
            if not lines or not _HEADER.match(lines[0]):
                continue
            if _SIGNS.search("\n".join(lines)) or _ends_like_markdown(every):
                return Recognition.CERTAIN, "headers and signs of signal-export"
            if len(headers) > 1 and all(match[2] for match in headers):
                return Recognition.CERTAIN, "headers of the old form of signal-export"
            return Recognition.MAYBE, "headers like those of signal-export"
        return Recognition.NO, "no headers of signal-export"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every message; in a zip each folder is a chat."""
        with open_chat_files(source, _fits) as files:
            yield from _read(files)


IMPORTER = SignalExportText()


def _fits(name: str) -> bool:
    return _FILE.fullmatch(name) is not None


def _ends_like_markdown(lines: list[str]) -> bool:
    """Whether every record ends as the tool ends it: two blanks, which Markdown needs, and an empty line."""
    ends = [
        lines[number]
        for number in range(len(lines) - 2)
        if lines[number].strip() and not lines[number + 1].strip() and _HEADER.match(lines[number + 2])
    ]
    return bool(ends) and all(line.endswith("  ") for line in ends)


def _header(line: Line) -> re.Match[str] | None:
    return _HEADER.match(line.text)


def _read(files: ChatFiles) -> Iterator[ReadingRecord]:
    chats: list[tuple[ChatFile, TextSource, list[str]]] = []
    for file in files.found:
        text = TextSource(file.open, files.name, file.member)
        names = _names(text)
        if names is not None:
            chats.append((file, text, names))
    if not chats:
        raise errors.FormatUnknown(name=files.name)
    tally = Tally()
    tally.conversations = len(chats)
    for number, (file, _, names) in enumerate(chats, 1):
        title = file.folder.rpartition("/")[2] if file.member else ""
        people = tuple(Participant(name, None, True if name == "Me" else None) for name in names)
        yield Conversation(str(number), title or None, "signal", people)
    yield from files.members([file for file, _, _ in chats], tally)
    for number, (_, text, _) in enumerate(chats, 1):
        for block in read_blocks(text, _header):
            yield tally.count(_message(block, str(number), tally.messages, partial(_attachments, files), text.member))
        yield from text_warnings(text, tally)
    yield from tally.warnings("SIGNAL_TOOL_LIMITS")
    yield from tally.end()


def _names(text: TextSource) -> list[str] | None:
    names: dict[str, None] = {}
    found = False
    for line in text.texts():
        if match := _HEADER.match(line):
            found = True
            if match[4] != "No-Sender" and len(names) < _MOST_PEOPLE:
                names[match[4]] = None
    return list(names) if found else None


def _message(
    block: Block[re.Match[str]],
    chat: str,
    seq: int,
    attachments: "partial[tuple[Attachment, ...]]",
    member: str | None,
) -> Message:
    header = block.header
    if header is None:
        return block.unknown(chat, seq, member)
    day, short, full, name, first = header.groups()
    words = "\n".join(line.removesuffix("  ") for line in (first or "", block.body())).strip("\n")
    sent_at, certainty = local_or_utc(f"{day}T{short or full}")
    kind = MessageKind.DELETED if words.startswith(_DELETED) else MessageKind.MESSAGE
    return Message(
        conversation=chat,
        seq=seq,
        kind=kind,
        sent_at=sent_at,
        sent_at_raw=f"{day}, {short}" if short else f"{day} {full}",
        time_certainty=certainty if sent_at else TimeCertainty.PARTIAL,
        sender=None if name == "No-Sender" else name,
        text=words or None,
        raw_span=block.span(member),
        is_self=True if name == "Me" else None,
        attachments=attachments(words),
        subkind="call?" if _CALL.fullmatch(words) else None,
    )


def _attachments(files: ChatFiles, words: str) -> tuple[Attachment, ...]:
    found = [files.files.attachment(unquote(match).removeprefix("./")) for match in _LINK.findall(words)]
    found += [Attachment(None, AttachmentState.OMITTED)] * min(words.count(_NOT_EXPORTED), 100)
    return tuple(found)
