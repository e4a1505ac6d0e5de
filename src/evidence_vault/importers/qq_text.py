# SPDX-License-Identifier: GPL-3.0-or-later
"""The text that QQ's message manager exported (QQ before 9.7.25, TIM): sections of chats, ``time name(number)``.

A header needs a blank line before it and a name: bodies may themselves be a date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.line_records import Block, Line, lines_with_neighbours, read_blocks
from evidence_vault.importers.local_times import half_of_day, hour_of_day, iso_local, iso_time
from evidence_vault.importers.qq_senders import SENDER, is_system, kind_of, sender_of
from evidence_vault.importers.text_lines import TextSource, head_lines, text_warnings
from evidence_vault.importers.wechat_body import read_body
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

_TITLE = "消息记录（此消息记录为文本格式"
_RULE = re.compile(r"={20,}")
_SECTION = re.compile(r"消息(分组|对象)[:：](.*)")
_HEADER = re.compile(
    r"(?P<raw>(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r" (?P<before>上午|下午)?\s?(?P<hour>\d{1,2}):(?P<minute>\d{2}):(?P<second>\d{2})(?: (?P<after>[AP]M|上午|下午))?)"
    r" " + SENDER
)
_MOST_NAMES = 10_000


class QqText:
    """The importer of QQ's text export."""

    id = "qq_text"
    name = N_("QQ chat (text)")
    version = "3"
    suffixes = (".txt",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the title line or the section lines."""
        lines = head_lines(untrusted_head)
        headers = sum(_HEADER.fullmatch(line) is not None for line in lines)
        sections = sum(_SECTION.fullmatch(line.strip()) is not None for line in lines)
        titled = lines[0].lstrip("\ufeff").startswith(_TITLE)
        if (headers and titled) or (sections >= 2 and (headers or titled)):
            return Recognition.CERTAIN, "the title or the sections of a QQ export"
        numbered = [match for line in lines if (match := _HEADER.fullmatch(line))]
        numbered = [match for match in numbered if match["number"] or match["mail"]]
        if len(numbered) >= 2:
            return Recognition.MAYBE, "times with a name and a QQ number"
        return Recognition.NO, "no QQ headers"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every record of every section."""
        text = TextSource.of(source)
        blocks = partial(read_blocks, text, _Marker(text).header)
        survey = _survey(blocks())
        if not survey:
            raise errors.FormatUnknown(name=source.name)
        tally = Tally()
        tally.conversations = len(survey)
        yield from _records(blocks(), survey, tally)
        yield from tally.warnings("QQ_TEXT_LIMITS")
        yield from text_warnings(text, tally)
        yield from tally.end()


IMPORTER = QqText()


@dataclass
class _Chat:
    title: str | None = None
    people: dict[tuple[str | None, str | None], None] = field(default_factory=dict)


class _Marker:
    """Which lines start a record. Some files lost their blank lines: there a QQ number is enough."""

    def __init__(self, text: TextSource) -> None:
        framed = loose = 0
        for line in lines_with_neighbours(text):
            header = _HEADER.fullmatch(line.text)
            if header and header["number"]:
                framed += line.blank_before
                loose += not line.blank_before
        self._needs_blank = framed > loose

    def header(self, line: Line) -> re.Match[str] | None:
        """The header or section in ``line``."""
        section = _SECTION.fullmatch(line.text.strip())
        if section:
            return section
        header = _HEADER.fullmatch(line.text)
        if header is None or not (header["name"] or header["number"] or header["mail"]):
            return None
        return header if line.blank_before or (header["number"] and not self._needs_blank) else None


def _is_section(header: re.Match[str]) -> bool:
    return header.re is _SECTION


def _placed(blocks: Iterator[Block[re.Match[str]]]) -> Iterator[tuple[int, str | None, Block[re.Match[str]] | None]]:
    """Each chat once as (number, title, None) where it begins, then its records as (number, None, block)."""
    number = 0
    for block in blocks:
        is_section = block.header is not None and _is_section(block.header)
        if block.header is not None and is_section and block.header[1] == "对象":
            number += 1
            yield number, block.header[2].strip() or None, None
        if (is_section and not _without_rules(block.body())) or (block.header is None and _is_preamble(block)):
            continue
        if number == 0:
            number = 1
            yield number, None, None
        yield number, None, block


def _survey(blocks: Iterator[Block[re.Match[str]]]) -> list[_Chat]:
    chats: list[_Chat] = []
    for number, title, block in _placed(blocks):
        if block is None:
            chats.append(_Chat(title))
        elif block.header is not None and not _is_section(block.header) and not is_system(block.header):
            people = chats[number - 1].people
            if len(people) < _MOST_NAMES:
                people[sender_of(block.header)] = None
    return chats


def _records(blocks: Iterator[Block[re.Match[str]]], chats: list[_Chat], tally: Tally) -> Iterator[ReadingRecord]:
    for number, _, block in _placed(blocks):
        if block is None:
            chat = chats[number - 1]
            people = tuple(Participant(name, account) for name, account in chat.people)
            yield Conversation(str(number), chat.title, "qq", people)
        else:
            yield tally.count(_message(block, str(number), tally.messages))


def _is_preamble(block: Block[re.Match[str]]) -> bool:
    lines = [line.strip() for line in block.texts if line.strip()]
    return all(_RULE.fullmatch(line) or line.lstrip("\ufeff").startswith(_TITLE) for line in lines)


def _message(block: Block[re.Match[str]], conversation: str, seq: int) -> Message:
    header = block.header
    if header is None or _is_section(header):
        return block.unknown(conversation, seq)
    text = _without_rules(block.body())
    understood = read_body(text)
    sent_at = _sent_at(header)
    name, account = sender_of(header)
    return Message(
        conversation=conversation,
        seq=seq,
        kind=kind_of(understood.kind, header),
        sent_at=sent_at,
        sent_at_raw=header["raw"],
        time_certainty=TimeCertainty.LOCAL_DEVICE if sent_at else TimeCertainty.PARTIAL,
        sender=name,
        text=text,
        raw_span=block.span(),
        sender_id=account,
        attachments=understood.attachments,
        payment=understood.payment,
        subkind=understood.subkind,
    )


def _without_rules(text: str) -> str:
    # The rule above the next section stands after the last message of this one.
    lines = text.split("\n")
    while lines and (not lines[-1].strip() or _RULE.fullmatch(lines[-1].strip())):
        lines.pop()
    return "\n".join(lines)


def _sent_at(header: re.Match[str]) -> str | None:
    word = header["before"] or header["after"]
    hour = hour_of_day(int(header["hour"]), half_of_day(word) if word else None)
    clock = iso_time(hour, int(header["minute"]), int(header["second"]))
    return iso_local(int(header["year"]), int(header["month"]), int(header["day"]), clock)
