# SPDX-License-Identifier: GPL-3.0-or-later
"""The plain text that MemoTrace (WeChatMsg, 留痕) wrote: ``time name``, the words, a blank line.

Built from the tool's source. Its writer silently left out transfers, red packets, calls, places and cards.
"""

import re
from collections.abc import Iterator

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.line_records import Block, Line, read_blocks
from evidence_vault.importers.local_times import local_or_utc
from evidence_vault.importers.text_lines import TextSource, head_lines, text_warnings
from evidence_vault.importers.wechat_body import Body, read_body
from evidence_vault.records import (
    Answers,
    Conversation,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    ReadingSource,
    Recognition,
)
from evidence_vault.translations import N_

_CONVERSATION = "1"
_HEADER = re.compile(r"(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}) (\S.*)")
_MOST_NAMES = 10_000


class MemotraceText:
    """The importer of MemoTrace's text export."""

    id = "memotrace_text"
    name = N_("WeChat chat exported by MemoTrace (text)")
    version = "1"
    suffixes = (".txt",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Never certain: a time and a name on a line of their own are no mark of one program."""
        lines = head_lines(untrusted_head)
        written = [line for line in lines if line.strip()]
        headers = sum(_HEADER.fullmatch(line) is not None for line in written)
        if headers >= 2 and _HEADER.fullmatch(written[0]) and headers * 10 >= len(written):
            return Recognition.MAYBE, f"{headers} lines with a full time and a name"
        return Recognition.NO, "does not start with a time and a name"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every block; one without words is a notice unless its name writes elsewhere."""
        text = TextSource.of(source)
        names = _names(text)
        if names is None:
            raise errors.FormatUnknown(name=source.name)
        tally = Tally()
        tally.conversations = 1
        title = re.sub(r"\.txt$", "", source.name, flags=re.IGNORECASE) or None
        yield Conversation(_CONVERSATION, title, "wechat", tuple(Participant(name) for name in names))
        for block in read_blocks(text, _header_of):
            if block.header is None:
                yield from tally.warnings("TEXT_OUTSIDE_RECORDS", block.body(after=0), block.line)
                yield tally.count(block.unknown(_CONVERSATION, tally.messages))
            else:
                yield tally.count(_message(block, block.header, names, tally.messages))
        yield from tally.warnings("MEMOTRACE_TEXT_LIMITS")
        yield from text_warnings(text, tally)
        yield from tally.end()


IMPORTER = MemotraceText()


def _header_of(line: Line) -> re.Match[str] | None:
    return _HEADER.fullmatch(line.text) if line.blank_before else None


def _names(text: TextSource) -> dict[str, None] | None:
    names: dict[str, None] = {}
    found = False
    for block in read_blocks(text, _header_of):
        if block.header is not None:
            found = True
            if block.body() and len(names) < _MOST_NAMES:
                names[block.header[2]] = None
    return names if found else None


def _message(block: Block[re.Match[str]], header: re.Match[str], names: dict[str, None], seq: int) -> Message:
    is_notice = header[2] not in names
    text = header[2] if is_notice else block.body()
    understood = Body(MessageKind.SYSTEM, "notice") if is_notice else read_body(text)
    sent_at, certainty = local_or_utc(header[1])
    return Message(
        conversation=_CONVERSATION,
        seq=seq,
        kind=understood.kind,
        sent_at=sent_at,
        sent_at_raw=header[1],
        time_certainty=certainty,
        sender=None if is_notice else header[2],
        text=text,
        raw_span=block.span(),
        attachments=understood.attachments,
        payment=understood.payment,
        subkind=understood.subkind,
    )
