# SPDX-License-Identifier: GPL-3.0-or-later
"""Text copied out of the WeChat window on a computer and pasted: a line with name and time, then the words.

Days may be relative (昨天, 星期三): they stay unresolved until the person says on which day it was copied.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.line_records import Block
from evidence_vault.importers.local_times import half_of_day, hour_of_day, iso_date, iso_time
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

_CONVERSATION = "1"
_HALF = r"(?:上午|下午|凌晨|早上|中午|晚上)?\s?"
_CLOCK = rf"(?P<clock>{_HALF}\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s?[AaPp][Mm])?)"
_WEEKDAYS = "一二三四五六日"
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RELATIVE = rf"(?P<relative>今天|昨天|前天|(?:星期|周|礼拜)[{_WEEKDAYS}天]|Today|Yesterday|{'|'.join(_ENGLISH_DAYS)})"
_YEAR_DAY = r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})|年(?P<m>\d{1,2})月(?P<d>\d{1,2})日)"
_NAME = r"\s?(?P<name>\S.{0,79}?)"
_DATED = re.compile(rf"{_NAME}\s*[(（]?\s*{_YEAR_DAY}[ T]\s*{_CLOCK}\s*[)）]?\s*[:：]?")
_MONTH_DAY = re.compile(rf"{_NAME}\s+(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日\s*{_CLOCK}\s*")
_NAMED_DAY = re.compile(rf"{_NAME}\s+{_RELATIVE}\s*{_CLOCK}\s*", re.IGNORECASE)
_TIMED = re.compile(rf"{_NAME}\s+{_CLOCK}\s*")
_BARE = re.compile(r"\s?(?P<name>[^\s:：][^:：]{0,39})[:：]\s*")
_CLOCK_PARTS = re.compile(r"(\D*?)\s?(\d{1,2}):(\d{2})(?::(\d{2}))?\s?([AaPp][Mm])?")
_STRONG = (_DATED, _MONTH_DAY, _NAMED_DAY)
_ENOUGH = 2
_ENOUGH_BARE = 3
_MOST_NAMES = 10_000
_LEAST_SHARE = 0.1


class WechatCopiedText:
    """The importer of pasted WeChat text."""

    id = "wechat_copied_text"
    name = N_("WeChat text copied from a computer")
    version = "2"
    suffixes = (".txt",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Never certain: other programs copy text in the same form."""
        lines = [line for line in head_lines(untrusted_head) if line.strip()]
        strong = [line for line in lines if _strong(line)]
        if len(strong) >= max(_ENOUGH, _LEAST_SHARE * len(lines)) and _strong(lines[0]):
            return Recognition.MAYBE, f"{len(strong)} lines with a name and a time, words between them"
        names = [match["name"] for line in lines if (match := _TIMED.fullmatch(line))]
        if len(names) >= max(_ENOUGH_BARE, _LEAST_SHARE * len(lines)) and len(set(names)) * 2 <= len(names):
            return Recognition.MAYBE, "names that recur with a time of day"
        if _names_alone(head_lines(untrusted_head)):
            return Recognition.MAYBE, "names that recur with a colon, words below them"
        return Recognition.NO, "no lines with a name and a time"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every record; which header forms count is settled for the whole text."""
        text = TextSource.of(source)
        tally = Tally()
        forms = _Forms.of(text)
        if not forms.names:
            raise errors.FormatUnknown(name=source.name)
        tally.conversations = 1
        yield Conversation(_CONVERSATION, None, "wechat", tuple(Participant(name) for name in forms.names))
        reader = _Reader(text, forms, _day_of(answers.copied_on))
        yield from reader.records(tally)
        yield from tally.warnings("WECHAT_COPY_LIMITS")
        if reader.lacks_day:
            yield from tally.warnings("COPIED_DAY_UNKNOWN")
        yield from text_warnings(text, tally)
        yield from tally.end()


IMPORTER = WechatCopiedText()


@dataclass(frozen=True)
class _Forms:
    """The names of a text and the weaker header forms that it uses: time only, or name and colon only."""

    names: tuple[str, ...]
    has_strong: bool
    has_timed: bool

    @classmethod
    def of(cls, text: TextSource) -> "_Forms":
        strong: dict[str, None] = {}
        timed: dict[str, None] = {}
        bare: dict[str, None] = {}
        for _, _, line in text.lines():
            match = _strong(line)
            found = strong if match else None
            if match is None and (match := _TIMED.fullmatch(line)):
                found = timed
            elif match is None and (match := _BARE.fullmatch(line)):
                found = bare
            if match and found is not None and len(found) < _MOST_NAMES:
                found[match["name"]] = None
        names = strong or timed or bare
        return cls(tuple(names), bool(strong), bool(timed))

    def match(self, line: str) -> re.Match[str] | None:
        """The header in ``line``, if it is one in this text."""
        match = _strong(line)
        if match or (not self.has_strong and not self.has_timed):
            return match or _BARE.fullmatch(line)
        match = _TIMED.fullmatch(line)
        # Beside dated headers a bare time counts only after a name that has one: "see you at 16:00" is no header.
        return match if match and (not self.has_strong or match["name"] in self.names) else None


class _Reader:
    def __init__(self, text: TextSource, forms: _Forms, copied_on: date | None) -> None:
        self._text = text
        self._forms = forms
        self._copied_on = copied_on
        self.lacks_day = False

    def records(self, tally: Tally) -> Iterator[ReadingRecord]:
        block: Block[re.Match[str]] | None = None
        for number, (offset, raw, line) in enumerate(self._text.lines(), 1):
            header = self._forms.match(line)
            if header is not None or block is None:
                yield from self._finish(block, tally)
                block = Block(header, offset, number)
            block.add(raw, line, self._text.name)
        yield from self._finish(block, tally)

    def _finish(self, block: Block[re.Match[str]] | None, tally: Tally) -> Iterator[ReadingRecord]:
        if block is None or (block.header is None and block.is_blank):
            return
        if block.header is None:
            yield from tally.warnings("TEXT_OUTSIDE_RECORDS", block.body(after=0), block.line)
            yield tally.count(block.unknown(_CONVERSATION, tally.messages))
            return
        yield tally.count(self._message(block, block.header, tally.messages))

    def _message(self, block: Block[re.Match[str]], header: re.Match[str], seq: int) -> Message:
        text = block.body()
        understood = read_body(text)
        sent_at = self._sent_at(header.groupdict())
        raw_time = header[0].strip()[len(header["name"]) :].strip(" \t()（）:：")
        return Message(
            conversation=_CONVERSATION,
            seq=seq,
            kind=understood.kind,
            sent_at=sent_at,
            sent_at_raw=raw_time or None,
            time_certainty=TimeCertainty.LOCAL_DEVICE if sent_at else TimeCertainty.PARTIAL,
            sender=header["name"],
            text=text,
            raw_span=block.span(),
            attachments=understood.attachments,
            payment=understood.payment,
            subkind=understood.subkind,
        )

    def _sent_at(self, parts: dict[str, str | None]) -> str | None:
        clock = _clock_of(parts.get("clock"))
        if clock is None:
            return None
        month, day = parts.get("month") or parts.get("m"), parts.get("day") or parts.get("d")
        if parts.get("year") and month and day:
            full = iso_date(int(parts["year"] or 0), int(month), int(day))
        elif self._copied_on is None:
            self.lacks_day = True
            return None
        elif month and day:
            full = _last_such_day(self._copied_on, int(month), int(day))
        else:
            full = _relative_day(self._copied_on, parts.get("relative")).isoformat()
        return f"{full}T{clock}" if full else None


def _names_alone(lines: list[str]) -> bool:
    """Whether a text is nothing but names with a colon, each after a blank line, that recur, and words below them."""
    while lines and not lines[0].strip("\ufeff \t"):
        lines = lines[1:]
    starts = [number for number in range(len(lines)) if number == 0 or not lines[number - 1].strip()]
    paragraphs = [number for number in starts if number < len(lines) and lines[number].strip()]
    names = [match["name"] for number in paragraphs if (match := _BARE.fullmatch(lines[number]))]
    if not names or paragraphs[0] != 0 or _BARE.fullmatch(lines[0]) is None:
        return False
    return len(names) >= _ENOUGH_BARE and len(names) == len(paragraphs) and len(set(names)) < len(names)


def _strong(line: str) -> re.Match[str] | None:
    return next((match for pattern in _STRONG if (match := pattern.fullmatch(line))), None)


def _clock_of(text: str | None) -> str | None:
    match = _CLOCK_PARTS.fullmatch(text) if text else None
    if match is None:
        return None
    word = match[1] or match[5]
    hour = hour_of_day(int(match[2]), half_of_day(word) if word else None)
    return iso_time(hour, int(match[3]), int(match[4]) if match[4] else None)


def _day_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _relative_day(copied_on: date, word: str | None) -> date:
    plain = (word or "").casefold()
    if plain in {"", "今天", "today"}:
        return copied_on
    if plain in {"昨天", "yesterday"}:
        return copied_on - timedelta(days=1)
    if plain == "前天":
        return copied_on - timedelta(days=2)
    weekday = _ENGLISH_DAYS.index(plain) if plain in _ENGLISH_DAYS else _WEEKDAYS.index(plain[-1].replace("天", "日"))
    return copied_on - timedelta(days=(copied_on.weekday() - weekday) % 7 or 7)


def _last_such_day(copied_on: date, month: int, day: int) -> str | None:
    this_year = iso_date(copied_on.year, month, day)
    if this_year and this_year <= copied_on.isoformat():
        return this_year
    return iso_date(copied_on.year - 1, month, day)
