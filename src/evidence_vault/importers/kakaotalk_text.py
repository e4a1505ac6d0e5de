# SPDX-License-Identifier: GPL-3.0-or-later
"""KakaoTalk's exported text: Android, iPhone and Windows, Korean and English."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames, names_beside
from evidence_vault.importers.base import Tally
from evidence_vault.importers.line_records import Block, Line, read_blocks
from evidence_vault.importers.local_times import half_of_day, hour_of_day, iso_local, iso_time
from evidence_vault.importers.text_lines import TextSource, head_lines, text_warnings
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
    Conversation,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    ReadingSource,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_CONVERSATION = "1"
_TITLE = re.compile(
    r"\ufeff?(?:(.+?) ?(?:님과 )?카카오톡 대화|KakaoTalk Chats with (.+)|(.+?) (?:with )?KakaoTalk Chats"
    r"|(Talk_.+\.txt))"
)
_SAVED = re.compile(r"\ufeff?(?:저장한 날짜|Date Saved) ?: .*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_KOREAN_DAY = r"(?P<year>\d{4})년 (?P<month>\d{1,2})월 (?P<day>\d{1,2})일"
_DOTTED_DAY = r"(?P<year>\d{4})\. (?P<month>\d{1,2})\. (?P<day>\d{1,2})\."
_DASHED_DAY = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
_CLOCK = r"(?:(?P<half>오전|오후|AM|PM) ?)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?:\s?(?P<after>[AaPp]\.?[Mm]\.?))?"
_ENGLISH_DAY = r"(?P<month>[A-Z][a-z]{2,8}) (?P<day>\d{1,2}), (?P<year>\d{4})"
_RECORDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\ufeff?(?P<time>{_KOREAN_DAY} {_CLOCK})(?:[,:] (?P<rest>.+))?",
        rf"\ufeff?(?P<time>{_DOTTED_DAY} {_CLOCK})(?:[,:] (?P<rest>.+))?",
        rf"\ufeff?(?P<time>{_ENGLISH_DAY},? (?:at )?{_CLOCK})(?:[,:] (?P<rest>.+))?",
        rf"\ufeff?(?P<time>{_DASHED_DAY} {_CLOCK})[,:] (?P<rest>.+)",
    )
)
_DAY_RULES = tuple(
    re.compile(rf"(?:-{{5,}} )?{day}(?: -{{5,}})?")
    for day in (rf"{_KOREAN_DAY} \S요일", rf"[A-Z][a-z]+day, {_ENGLISH_DAY}", rf"{_DOTTED_DAY} \S요일")
)
_WINDOWS = re.compile(rf"\[(?P<name>.+?)\] \[(?P<time>{_CLOCK})\] ?(?P<text>.*)")
_BARE_CLOCK = re.compile(rf"(?P<time>{_CLOCK}), (?P<rest>.+ : .*)")
_WINDOWS_NOTICE = re.compile(
    r".{1,60}님이 (?:나갔습니다|들어왔습니다)\.|.{1,60}님이 .{1,200}님(?:을|를|과|와).{0,200} ?초대(?:하였|했)습니다\."
    r"|.{1,60}님을 내보냈습니다\.|채팅방 관리자가 메시지를 가렸습니다\."
    r"|\S.{0,59} (?:has )?(?:joined|left) (?:this|the) chatroom\."
    r"|\S.{0,59} invited \S.{0,200}\.|A message has been hidden by the chatroom manager\."
)
"""Whole lines that the Windows program writes between messages, without a time; a person could type them, too."""
_SELF = frozenset({"회원님", "you", "You"})
_MEDIA = re.compile(r"(사진|Photo|동영상|Video|이모티콘|Emoticons?|음성메시지|Voice Message)(?: \d+장)?")
_FILE = re.compile(r"(?:파일|File) ?: (.+)")
_DELETED = frozenset({
    "삭제된 메시지입니다.",
    "메시지가 삭제되었습니다.",
    "This message was deleted.",
    "삭제된 메시지입니다",
    "This message has been deleted.",
})
_MONEY = re.compile(r"송금|카카오페이|KakaoPay")
_WON = re.compile(r"([\d,]{1,15})원")
_MOST_NAMES = 10_000


class _Head(NamedTuple):
    """A line that starts something. ``name`` None: a notice; ``text`` None: only a day or time stands there."""

    match: re.Match[str]
    name: str | None
    text: str | None


class KakaotalkText:
    """The importer of KakaoTalk's text."""

    id = "kakaotalk_text"
    name = N_("KakaoTalk chat (text)")
    version = "4"
    suffixes = (".txt",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the title line or two records."""
        lines = head_lines(untrusted_head)
        titled = any(_TITLE.fullmatch(line.strip()) for line in lines[:3])
        records = sum((head := _head(line)) is not None and head.text is not None for line in lines)
        if titled and any(_SAVED.fullmatch(line.strip()) for line in lines[:3]):
            return Recognition.CERTAIN, "the title of a KakaoTalk export"
        if records >= 2 and any(head.name is not None for line in lines if (head := _head(line))):
            return Recognition.MAYBE, f"{records} lines like those of KakaoTalk"
        return Recognition.NO, "no KakaoTalk lines"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every record; the days and times that stand alone only date what follows."""
        text = TextSource.of(source)
        names: dict[str, None] = {}
        title = None
        for block in read_blocks(text, _Marker().header):
            if block.header is None:
                title = _title(block.texts)
            elif block.header.name is not None and len(names) < _MOST_NAMES:
                names[block.header.name] = None
        if not names and title is None:
            raise errors.FormatUnknown(name=source.name)
        tally = Tally()
        tally.conversations = 1
        people = tuple(Participant(name, is_self=True if name in _SELF else None) for name in names)
        yield Conversation(_CONVERSATION, title, "kakaotalk", people)
        yield from _records(text, AttachmentNames(names_beside(source)), tally)
        yield from tally.warnings("KAKAOTALK_LIMITS")
        yield from text_warnings(text, tally)
        yield from tally.end()


IMPORTER = KakaotalkText()


def _head(line: str) -> _Head | None:
    if match := next((found for rule in _DAY_RULES if (found := rule.fullmatch(line.strip("\ufeff \r")))), None):
        return _Head(match, None, None)
    if match := _WINDOWS.fullmatch(line):
        return _Head(match, match["name"], match["text"])
    if match := _BARE_CLOCK.fullmatch(line):
        return _split(match)
    match = next((found for pattern in _RECORDS if (found := pattern.fullmatch(line))), None)
    return None if match is None else _split(match)


class _Marker:
    """Which lines start something; a file of the Windows program holds notices that have no sign at all."""

    def __init__(self) -> None:
        self._is_windows = False

    def header(self, line: Line) -> _Head | None:
        """The start in ``line``."""
        head = _head(line.text)
        self._is_windows |= head is not None and head.match.re is _WINDOWS
        if head is None and self._is_windows and (match := _WINDOWS_NOTICE.fullmatch(line.text)):
            return _Head(match, None, line.text)
        return head


def _title(lines: list[str]) -> str | None:
    found = [match for line in lines if (match := _TITLE.fullmatch(line.strip()))]
    names = [match[1] or match[2] or match[3] for match in found]
    return next((name for name in names if name), None) or next((match[4] for match in found if match[4]), None)


def _split(match: re.Match[str]) -> _Head:
    rest = match["rest"]
    if rest is None:
        return _Head(match, None, None)
    name, colon, text = rest.partition(" : ")
    return _Head(match, name, text) if colon else _Head(match, None, rest)


def _records(text: TextSource, files: AttachmentNames, tally: Tally) -> Iterator[ReadingRecord]:
    day: re.Match[str] | None = None
    for block in read_blocks(text, _Marker().header):
        head = block.header
        if head is not None and "year" in head.match.re.groupindex:
            day = head.match
        if head is not None and head.text is not None:
            yield tally.count(files.looked_for(_message(block, head, day, tally.messages)))
        elif any(not _is_heading(line) for line in block.texts[0 if head is None else 1 :]):
            yield from tally.warnings("TEXT_OUTSIDE_RECORDS", block.body(after=0), block.line)
            yield tally.count(block.unknown(_CONVERSATION, tally.messages))


def _is_heading(line: str) -> bool:
    plain = line.strip("\ufeff ")
    return not plain or _TITLE.fullmatch(plain) is not None or _SAVED.fullmatch(plain) is not None


def _message(block: Block[_Head], head: _Head, day: re.Match[str] | None, seq: int) -> Message:
    text = "\n".join([head.text or "", *block.texts[1:]]).rstrip("\n")
    kind, subkind, attachments, payment = _understand(text, is_notice=head.name is None)
    has_time = head.match.re is not _WINDOWS_NOTICE
    sent_at = _sent_at(head.match, day) if has_time else None
    return Message(
        conversation=_CONVERSATION,
        seq=seq,
        kind=kind,
        sent_at=sent_at,
        sent_at_raw=head.match["time"] if has_time else None,
        time_certainty=TimeCertainty.LOCAL_DEVICE if sent_at else TimeCertainty.PARTIAL,
        sender=head.name,
        text=text,
        raw_span=block.span(),
        is_self=True if head.name in _SELF else None,
        attachments=attachments,
        payment=payment,
        subkind=subkind if has_time else "notice?",
    )


def _understand(
    text: str, *, is_notice: bool
) -> tuple[MessageKind, str | None, tuple[Attachment, ...], MentionedPayment | None]:
    if is_notice:
        return MessageKind.SYSTEM, "notice", (), None
    if text in _DELETED or f"{text}." in _DELETED:
        return MessageKind.DELETED, None, (), None
    if _MEDIA.fullmatch(text):
        return MessageKind.MESSAGE, "media?", (Attachment(None, AttachmentState.OMITTED),), None
    if match := _FILE.fullmatch(text):
        return MessageKind.MESSAGE, "file", (Attachment(match[1], AttachmentState.MISSING),), None
    if _MONEY.match(text) and (won := _WON.search(text)):
        payment = MentionedPayment(amount=won[1].replace(",", "") or None, currency="KRW")
        return MessageKind.PAYMENT, "payment?", (), payment
    return MessageKind.MESSAGE, None, (), None


def _sent_at(match: re.Match[str], day: re.Match[str] | None) -> str | None:
    if day is None:
        return None
    word = match["half"] or match["after"]
    clock = iso_time(hour_of_day(int(match["hour"]), half_of_day(word) if word else None), int(match["minute"]), None)
    month = day["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1 if _is_month(month) else 0
    return iso_local(int(day["year"]), number, int(day["day"]), clock)


def _is_month(word: str) -> bool:
    return word[:3].lower() in _MONTHS
