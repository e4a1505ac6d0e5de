# SPDX-License-Identifier: GPL-3.0-or-later
"""The text that qq-chat-exporter (QCE) writes: a head about the chat, then a name, a time and words in labelled lines.

Built from the tool's source. Names stand without numbers, times with the clock of the exporting computer; recalled
messages and notices look like any other.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames, names_beside
from evidence_vault.importers.base import Tally
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

_TITLE = re.compile(r"\s*QQ聊天记录导出文件\s*")
_TOOL = re.compile(r"\ufeff?\[QQChatExporter V\d+ .*\]")
_CHAT = re.compile(r"聊天名称: (.+)")
_END = re.compile(r"\s*导出完成\s*")
_RULE = re.compile(r"={20,}")
_NAME = re.compile(r"(.{1,200}):")
_TIME = re.compile(r"时间: (\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?|\d\d:\d\d:\d\d)")
_WORDS = "内容: "
_FILE = re.compile(r"  - (image|video|audio|file): (.+)")
_SUBKINDS = {"image": "picture", "audio": "voice"}
_NOTICE = "[系统消息]"
_CONVERSATION = "1"
_MOST_NAMES = 10_000


class _Header(NamedTuple):
    name: str
    time: str


class QqQceText:
    """The importer of the text of qq-chat-exporter."""

    id = "qq_qce_text"
    name = N_("QQ chat exported by qq-chat-exporter (text)")
    version = "1"
    suffixes = (".txt",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the tool's title and a time below a name."""
        lines = head_lines(untrusted_head)
        titled = any(_TITLE.fullmatch(line) or _TOOL.fullmatch(line) for line in lines[:10])
        if titled and any(_TIME.fullmatch(line) for line in lines):
            return Recognition.CERTAIN, "the title of qq-chat-exporter and its labels"
        return Recognition.NO, "no title of qq-chat-exporter"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every record in file order."""
        text = TextSource.of(source)
        title, people = _survey(source)
        if people is None:
            raise errors.FormatUnknown(name=source.name)
        tally, files = Tally(), AttachmentNames(names_beside(source))
        tally.conversations = 1
        yield Conversation(_CONVERSATION, title, "qq", tuple(map(Participant, people)))
        for block in read_blocks(text, _headers(source)):
            if block.header is not None:
                yield tally.count(files.looked_for(_message(block, block.header, tally.messages)))
        yield from tally.warnings("QCE_TABLE_LIMITS")
        yield from text_warnings(text, tally)
        yield from tally.end()


IMPORTER = QqQceText()


def _headers(source: ReadingSource) -> Callable[[Line], _Header | None]:
    """Finds the line of a name by the time in the line after it, which a second pass reads one line ahead."""
    ahead = TextSource.of(source).texts()
    next(ahead, "")

    def header(line: Line) -> _Header | None:
        following = _TIME.fullmatch(next(ahead, ""))
        name = _NAME.fullmatch(line.text) if following and line.blank_before else None
        return _Header(name[1], following[1]) if name and following else None

    return header


def _survey(source: ReadingSource) -> tuple[str | None, dict[str, None] | None]:
    title: str | None = None
    people: dict[str, None] = {}
    found = False
    for block in read_blocks(TextSource.of(source), _headers(source)):
        if block.header is None:
            title = next((match[1].strip() for line in block.texts if (match := _CHAT.fullmatch(line))), None)
            continue
        found = True
        if len(people) < _MOST_NAMES:
            people[block.header.name] = None
    return title, people if found else None


def _message(block: Block[_Header], header: _Header, seq: int) -> Message:
    lines = _without_end(block.texts[2:])
    sent_at, certainty = local_or_utc(header.time) if " " in header.time else (None, TimeCertainty.PARTIAL)
    files = [match for line in lines if (match := _FILE.fullmatch(line))]
    words = "\n".join(line.removeprefix(_WORDS) for line in lines if not _FILE.fullmatch(line)).strip()
    return Message(
        conversation=_CONVERSATION,
        seq=seq,
        kind=MessageKind.SYSTEM if words == _NOTICE else MessageKind.MESSAGE,
        sent_at=sent_at,
        sent_at_raw=header.time,
        time_certainty=certainty,
        sender=header.name,
        text=words or None,
        raw_span=block.span(),
        attachments=tuple(Attachment(match[2], AttachmentState.MISSING) for match in files),
        subkind=_SUBKINDS.get(files[0][1], files[0][1]) if files else None,
    )


def _without_end(lines: list[str]) -> list[str]:
    """The lines without the tool's last words, which stand after the last message."""
    for number in range(len(lines) - 1):
        if _RULE.fullmatch(lines[number]) and _END.fullmatch(lines[number + 1]):
            return lines[:number]
    return lines
