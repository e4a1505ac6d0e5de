# SPDX-License-Identifier: GPL-3.0-or-later
"""The grammar of chats that WeChat sends from the phone, in a text or in the body of an e-mail.

Built from three independent parsers; no public file of a real phone was found.
"""

import re
from collections import Counter
from collections.abc import Iterator

from evidence_vault.importers.attachment_names import AttachmentNames
from evidence_vault.importers.base import Tally
from evidence_vault.importers.line_records import Block, Line, lines_with_neighbours
from evidence_vault.importers.local_times import half_of_day, hour_of_day, iso_date, iso_time
from evidence_vault.importers.text_lines import TextSource, text_warnings
from evidence_vault.importers.wechat_body import read_body
from evidence_vault.records import (
    Attachment,
    Conversation,
    Message,
    Participant,
    ReadingRecord,
    TimeCertainty,
)

_DAY = re.compile(r"\s*[—–\-]{3,}\s*(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?\s*[—–\-]{3,}\s*")
_SENDER = re.compile(r"\s?(\S.*?)([ \t\u00a0\u3000]+)((?:上午|下午|凌晨|早上|中午|晚上)?\s?\d{1,2}:\d{2})\s*")
_CLOCK = re.compile(r"(\D*?)\s?(\d{1,2}):(\d{2})")
_TITLE = re.compile(
    r"\s*(?:(?P<first>.+?)\s?(?:和|與|与)\s?(?P<second>.+?)\s?在微信上的(?:聊天记录|聊天記錄)如下.*"
    r"|微信群\s?[\"“「『](?P<group>.+?)[\"”」』]\s?的(?:聊天记录|聊天記錄)如下.*"
    r"|(?P<only>[^\s].{0,60}?)\s?的(?:微信)?(?:聊天记录|聊天記錄)如下.*"
    r"|(?i:(?:the )?chat history (?:between|of)) (?P<english_first>.+?) and (?P<english_second>.+?)"
    r" (?:in|on) WeChat is as follows.*"
    r"|(?i:(?:the )?chat history (?:in|of) (?:the )?(?:WeChat )?group(?: chat)?)"
    r" [\"“](?P<english_group>.+?)[\"”](?: (?:in|on) WeChat)? is as follows.*)"
)
_WELL_SPACED = 0.5
_MOST_NAMES = 10_000


def signs_of_shared_chat(lines: list[str]) -> tuple[bool, int, int]:
    """Whether the title sentence stands near the start; the numbers of day rules and of sender lines."""
    days = sum(_DAY.fullmatch(line) is not None for line in lines)
    senders = sum((match := _SENDER.fullmatch(line)) is not None and len(match[2]) > 1 for line in lines)
    if days and not senders:  # mail programs make one blank of two; then the blank lines around have to tell
        around = [False, *(bool(line.strip()) for line in lines), False]
        senders = sum(
            _SENDER.fullmatch(line) is not None and not around[number] and not around[number + 2]
            for number, line in enumerate(lines)
        )
    return any(_TITLE.fullmatch(line) for line in lines[:20]), days, senders


def read_shared_chat(
    text: TextSource, chat: str, tally: Tally, files: AttachmentNames | None = None
) -> Iterator[ReadingRecord]:
    """The conversation and every record; lines that only look like a sender line stay in their message and are named.

    ``files`` are those that came along with the text.
    """
    survey = _Survey(text)
    tally.conversations += 1
    yield Conversation(chat, survey.title, "wechat", survey.participants())
    yield from _Reader(text, survey, chat, files or AttachmentNames()).records(tally)
    yield from tally.warnings("WECHAT_TEXT_LIMITS")
    yield from text_warnings(text, tally)


class _Survey:
    """Title, names, and whether this file keeps the blank lines around sender lines."""

    def __init__(self, text: TextSource) -> None:
        self.title: str | None = None
        self.named: tuple[str, ...] = ()
        framed: Counter[str] = Counter()
        unframed: Counter[str] = Counter()
        self.has_title = False
        single: Counter[str] = Counter()
        for line in lines_with_neighbours(text):
            if not self.has_title and (match := _TITLE.fullmatch(line.text)):
                self._take_title(match)
            elif (found := _SENDER.fullmatch(line.text)) and len(found[2]) > 1:
                names = framed if line.blank_before and line.blank_after else unframed
                if len(names) < _MOST_NAMES or found[1] in names:
                    names[found[1]] += 1
            elif found and line.blank_before and line.blank_after and len(single) < _MOST_NAMES:
                single[found[1]] += 1
        # Some mail programs remove blank lines; then every line of that form has to count.
        self.is_strict = framed.total() > 0 and framed.total() >= _WELL_SPACED * (framed + unframed).total()
        self.names = (framed if self.is_strict else framed + unframed) or single

    def _take_title(self, match: re.Match[str]) -> None:
        self.has_title = True
        self.title = match["group"] or match["english_group"] or match["only"]
        pair = (match["first"] or match["english_first"], match["second"] or match["english_second"])
        self.named = tuple(name for name in pair if name)
        if self.named:
            self.title = " / ".join(self.named)

    def participants(self) -> tuple[Participant, ...]:
        return tuple(Participant(name) for name in dict.fromkeys((*self.named, *self.names)))

    def sender(self, line: Line) -> re.Match[str] | None:
        """The parts of a sender line, or None for words."""
        match = _SENDER.fullmatch(line.text)
        if match is None:
            return None
        framed = line.blank_before and line.blank_after
        if len(match[2]) > 1:
            return match if framed or not self.is_strict else None
        return match if framed and (match[1] in self.names or match[1] in self.named) else None


class _Reader:
    def __init__(self, text: TextSource, survey: _Survey, chat: str, files: AttachmentNames) -> None:
        self._chat = chat
        self._files = files
        self._text = text
        self._survey = survey
        self._day: re.Match[str] | None = None

    def records(self, tally: Tally) -> Iterator[ReadingRecord]:
        block: Block[re.Match[str]] | None = None
        title_left = self._survey.has_title
        for line in lines_with_neighbours(self._text):
            if title_left and _TITLE.fullmatch(line.text):
                title_left = False
                continue
            day, sender = _DAY.fullmatch(line.text), self._survey.sender(line)
            if day or sender:
                yield from self._finish(block, tally)
                block = Block(sender, line.offset, line.number) if sender else None
                self._day = day or self._day
                if day:
                    continue
            elif _looks_like_sender(line.text):
                yield from tally.warnings("LINE_LIKE_A_RECORD", line.text, line.number)
            block = block or Block(None, line.offset, line.number)
            block.add(line.raw, line.text, self._text.name)
        yield from self._finish(block, tally)

    def _finish(self, block: Block[re.Match[str]] | None, tally: Tally) -> Iterator[ReadingRecord]:
        if block is None or (block.header is None and block.is_blank):
            return
        if block.header is None:
            yield from tally.warnings("TEXT_OUTSIDE_RECORDS", block.body(after=0), block.line)
            yield tally.count(block.unknown(self._chat, tally.messages, self._text.member))
            return
        yield tally.count(self._message(block, block.header, tally.messages))

    def _message(self, block: Block[re.Match[str]], header: re.Match[str], seq: int) -> Message:
        text = block.body()
        understood = read_body(text)
        sent_at = self._sent_at(header[3])
        day = self._day[0].strip(" \t—–-") if self._day else ""
        return Message(
            conversation=self._chat,
            seq=seq,
            kind=understood.kind,
            sent_at=sent_at,
            sent_at_raw=f"{day} {header[3]}".strip(),
            time_certainty=TimeCertainty.LOCAL_DEVICE if sent_at else TimeCertainty.PARTIAL,
            sender=header[1],
            text=text,
            raw_span=block.span(self._text.member),
            attachments=tuple(self._found(each) for each in understood.attachments),
            payment=understood.payment,
            subkind=understood.subkind,
        )

    def _found(self, attachment: Attachment) -> Attachment:
        return self._files.attachment(attachment.name) if attachment.name else attachment

    def _sent_at(self, clock_text: str) -> str | None:
        match = _CLOCK.fullmatch(clock_text)
        if self._day is None or match is None:
            return None
        day = iso_date(int(self._day[1]), int(self._day[2]), int(self._day[3]))
        half = half_of_day(match[1]) if match[1] else None
        clock = iso_time(hour_of_day(int(match[2]), half), int(match[3]), None)
        return f"{day}T{clock}" if day and clock else None


def _looks_like_sender(text: str) -> bool:
    match = _SENDER.fullmatch(text)
    return match is not None and len(match[2]) > 1
