# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat messages as the plain text of chatlog: ``name(account) [chat(id)] time`` and the words below.

The time has no year where the asked range lies in one year, and no day where it lies in one day. Built from the
tool's source.
"""

import re
from collections.abc import Iterator

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.chatlog_words import chatlog_kind, wrote_it
from evidence_vault.importers.line_records import Block, Line, lines_with_neighbours, read_blocks
from evidence_vault.importers.local_times import local_or_utc
from evidence_vault.importers.text_lines import TextSource, head_lines, text_warnings
from evidence_vault.records import (
    Answers,
    Conversation,
    Message,
    Participant,
    ReadingRecord,
    ReadingSource,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_HEADER = re.compile(
    r"(?:(?P<name>.{0,80}?)\((?P<id>[^()\s]{1,80})\)|(?P<system>系统消息)"
    r"|(?P<bare>我|[A-Za-z][A-Za-z0-9_\-]{5,40}|\d{5,20}@(?:chatroom|openim)))"
    r"(?: \[(?:(?P<chat>.{0,80}?)\((?P<talker>[^()\s]{1,80})\)|(?P<room>[^()\[\]\s]{1,80}))\])?"
    r" (?P<time>(?:(?:\d{4}-)?\d\d-\d\d )?\d\d:\d\d:\d\d)"
)
_SELF = "我"
_INSIDE = (">", " ")
_MOST_PEOPLE = 10_000


class ChatlogText:
    """The importer of chatlog's text."""

    id = "chatlog_text"
    name = N_("WeChat chat read by chatlog (text)")
    version = "2"
    suffixes = (".txt",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from headers with an account."""
        lines = [line for line in head_lines(untrusted_head) if line.strip()]
        headers = [match for line in lines if (match := _HEADER.fullmatch(line))]
        if headers and _HEADER.fullmatch(lines[0]):
            sure = len(headers) > 1 and any(match["id"] for match in headers)
            return (Recognition.CERTAIN if sure else Recognition.MAYBE), "headers of chatlog"
        return Recognition.NO, "no headers of chatlog"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every record in file order."""
        text = TextSource.of(source)
        chats = _survey(text)
        if not chats:
            raise errors.FormatUnknown(name=source.name)
        tally = Tally()
        tally.conversations = len(chats)
        for identity, (title, people) in chats.items():
            yield Conversation(identity, title, "wechat", tuple(people))
        first = next(iter(chats))
        for block in read_blocks(text, _header):
            yield tally.count(_message(block, tally.messages, first))
        yield from tally.warnings("WECHAT_TOOL_LIMITS")
        yield from text_warnings(text, tally)
        yield from tally.end()


IMPORTER = ChatlogText()


def _header(line: Line) -> re.Match[str] | None:
    """The header that a line is; an account alone needs a blank line before it.

    Messages inside another have headers, too: quoted ones behind ``>``, forwarded ones behind blanks.
    """
    if line.text.startswith(_INSIDE):
        return None
    header = _HEADER.fullmatch(line.text)
    return None if header and header["bare"] and not line.blank_before else header


def _chat_of(header: re.Match[str]) -> str:
    return header["talker"] or header["room"] or "1"


def _person(header: re.Match[str]) -> Participant | None:
    said = header["id"] or header["bare"]
    if header["system"] or said == "系统消息":
        return None
    is_self = said == _SELF
    account = None if is_self else said
    return Participant(header["name"] or (_SELF if is_self else None), account, True if is_self else None)


def _survey(text: TextSource) -> dict[str, tuple[str | None, dict[Participant, None]]]:
    chats: dict[str, tuple[str | None, dict[Participant, None]]] = {}
    for line in lines_with_neighbours(text):
        header = _header(line)
        if header is None:
            continue
        _, people = chats.setdefault(_chat_of(header), (header["chat"] or None, {}))
        person = _person(header)
        if person is not None and len(people) < _MOST_PEOPLE:
            people[person] = None
    return chats


def _message(block: Block[re.Match[str]], seq: int, first_chat: str) -> Message:
    header = block.header
    if header is None:
        return block.unknown(first_chat, seq)
    words = block.body()
    person = _person(header)
    understood = chatlog_kind(words, is_system=person is None, is_self=wrote_it(person))
    sent_at, certainty = local_or_utc(header["time"])
    return Message(
        conversation=_chat_of(header),
        seq=seq,
        kind=understood.kind,
        sent_at=sent_at,
        sent_at_raw=header["time"],
        time_certainty=certainty if sent_at else TimeCertainty.PARTIAL,
        sender=person.name if person else None,
        text=words or None,
        raw_span=block.span(),
        sender_id=person.account_id if person else None,
        is_self=person.is_self if person else None,
        attachments=understood.attachments,
        payment=understood.payment,
        subkind=understood.subkind,
    )
