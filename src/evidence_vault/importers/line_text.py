# SPDX-License-Identifier: GPL-3.0-or-later
"""LINE's exported text: the phone's with tabs, the computer's with spaces, in Japanese, Chinese, English, Thai.

The computer's form does not say where a name ends: names with spaces are learned from the whole file.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.line_records import Block, Line, read_blocks
from evidence_vault.importers.local_times import half_of_day, hour_of_day, iso_local, iso_time
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

_CONVERSATION = "1"
_TITLE = re.compile(
    r"\ufeff?\[LINE\] ?(?:(.+?)とのトーク履歴|Chat history (?:with|in) (.+)"
    r"|與(.+?)的聊天[記紀]錄|ประวัติการสนทนากับ ?(.+)|(.+))"
)
_SAVED = re.compile(r"(?:保存日時|Saved on|儲存日期|บันทึกเมื่อ) ?[:：].*")
_DAY = re.compile(
    r"\ufeff?(?P<year>\d{4})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2}) ?"
    r"(?:\(.{1,9}\)|（.{1,9}）|週.|星期.|.曜日|[A-Za-z]+day)"
    r"|\ufeff?[A-Z][a-z]{2}, (?P<us_month>\d{1,2})/(?P<us_day>\d{1,2})/(?P<us_year>\d{4})"
)
_CLOCK = r"(?P<clock>(?P<before>午前|午後|上午|下午)?(?P<hour>\d{1,2}):(?P<minute>\d{2}) ?(?P<after>[AaPp][Mm])?)"
_TABBED = re.compile(rf"{_CLOCK}\t(?:(?P<name>[^\t]*)\t)?(?P<text>.*)")
_SPACED = re.compile(rf"{_CLOCK} (?P<text>\S.*)")
_GLUED = re.compile(rf"{_CLOCK}(?P<text>[^\s\d:].*)")
_RECALLED = re.compile(r"メッセージの送信を取り消しました|unsent a message|已收回訊息|收回了?訊息|ยกเลิกข้อความ")
_MEDIA = {
    **dict.fromkeys(("[写真]", "[Photo]", "[照片]", "[圖片]", "[รูป]"), "picture"),
    **dict.fromkeys(("[動画]", "[Video]", "[影片]", "[วิดีโอ]"), "video"),
    **dict.fromkeys(("[スタンプ]", "[Sticker]", "[貼圖]", "[สติกเกอร์]"), "sticker"),
    **dict.fromkeys(("[ボイスメッセージ]", "[Voice message]", "[語音訊息]"), "voice"),
    **dict.fromkeys(("[ファイル]", "[File]", "[檔案]"), "file"),
}
_NAMED_FILE = re.compile(r"\[(?:File|ファイル|檔案)\] (.+)")
_LONGEST_QUOTE = 500
_ALWAYS_WITH = 3
_MOST_NAMES = 10_000


class _Head(NamedTuple):
    """A line that starts something: a day, or a record of form tabbed, spaced or glued."""

    match: re.Match[str]
    form: str


class LineText:
    """The importer of LINE's text."""

    id = "line_text"
    name = N_("LINE chat (text)")
    version = "1"
    suffixes = (".txt",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the title line or a day line before records with tabs."""
        lines = head_lines(untrusted_head)
        if _TITLE.fullmatch(lines[0].strip()):
            return Recognition.CERTAIN, "the title of a LINE export"
        written = [line for line in lines if line.strip()]
        records = sum(bool(_TABBED.fullmatch(line) or _SPACED.fullmatch(line)) for line in written)
        if written and _DAY.fullmatch(written[0].strip()) and records >= 2:
            return Recognition.MAYBE, "a day line and lines with a time, as LINE on a computer writes them"
        return Recognition.NO, "no title or day line of LINE"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every record; day lines only date what follows."""
        text = TextSource.of(source)
        title, names = _survey(text)
        if names is None:
            raise errors.FormatUnknown(name=source.name)
        tally = Tally()
        tally.conversations = 1
        yield Conversation(_CONVERSATION, title, "line", tuple(Participant(name) for name in names.people))
        yield from _records(text, names, tally)
        if names.spaced:
            yield from tally.warnings("LINE_NAMES_UNCERTAIN")
        yield from tally.warnings("LINE_LIMITS")
        yield from text_warnings(text, tally)
        yield from tally.end()


IMPORTER = LineText()


class _Names(NamedTuple):
    """Who writes; ``spaced``: names of the computer's form by their first word."""

    people: tuple[str, ...]
    spaced: dict[str, str]


class _Marker:
    """Which lines start something; inside a quoted text of several lines none does."""

    def __init__(self) -> None:
        self._quoted = 0

    def header(self, line: Line) -> _Head | None:
        """The start in ``line``."""
        if self._quoted:
            self._quoted = 0 if line.text.rstrip().endswith('"') else self._quoted - 1
            return None
        if match := _DAY.fullmatch(line.text.strip()):
            return _Head(match, "day")
        if match := _TABBED.fullmatch(line.text):
            opens = match["text"].startswith('"') and not _is_closed(match["text"])
            self._quoted = _LONGEST_QUOTE if opens else 0
            return _Head(match, "tabbed")
        if match := _SPACED.fullmatch(line.text):
            return _Head(match, "spaced")
        return _Head(match, "glued") if (match := _GLUED.fullmatch(line.text)) else None


def _is_closed(text: str) -> bool:
    return text.count('"') % 2 == 0 and text.rstrip().endswith('"')


def _survey(text: TextSource) -> tuple[str | None, _Names | None]:
    title: str | None = None
    tabbed: dict[str, None] = {}
    first_words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for block in read_blocks(text, _Marker().header):
        if block.header is None:
            match = _TITLE.fullmatch(block.texts[0].strip())
            title = next((group for group in match.groups() if group), None) if match else title
        elif block.header.form == "tabbed" and block.header.match["name"] and len(tabbed) < _MOST_NAMES:
            tabbed[block.header.match["name"]] = None
        elif block.header.form == "spaced" and len(first_words) < _MOST_NAMES:
            words = block.header.match["text"].split(" ")
            first_words[words[0]] += len(words) > 1
            pairs[" ".join(words[:2])] += len(words) > 2
    if tabbed:
        return title, _Names(tuple(tabbed), {})
    spaced = {word: word for word, count in first_words.items() if count}
    for pair, count in pairs.items():
        first = pair.split(" ")[0]
        if _ALWAYS_WITH <= count == first_words[first]:
            spaced[first] = pair
    return title, _Names(tuple(spaced.values()), spaced) if spaced else None


def _records(text: TextSource, names: _Names, tally: Tally) -> Iterator[ReadingRecord]:
    day: str | None = None
    raw_day = ""
    for block in read_blocks(text, _Marker().header):
        head = block.header
        if head is not None and head.form != "day":
            yield tally.count(_message(block, head, names, (day, raw_day), tally.messages))
            continue
        if head is not None:
            day, raw_day = _day_of(head.match), head.match[0].strip("\ufeff ")
        if any(not _is_heading(line) for line in block.texts[0 if head is None else 1 :]):
            yield from tally.warnings("TEXT_OUTSIDE_RECORDS", block.body(after=0), block.line)
            yield tally.count(block.unknown(_CONVERSATION, tally.messages))


def _is_heading(line: str) -> bool:
    plain = line.strip("\ufeff ")
    return not plain or _TITLE.fullmatch(plain) is not None or _SAVED.fullmatch(plain) is not None


def _day_of(match: re.Match[str]) -> str | None:
    year = match["year"] or match["us_year"]
    month, day = match["month"] or match["us_month"], match["day"] or match["us_day"]
    whole = iso_local(int(year), int(month), int(day), "00:00")
    return whole[:10] if whole else None


def _message(block: Block[_Head], head: _Head, names: _Names, day: tuple[str | None, str], seq: int) -> Message:
    name, first = _split(head, names)
    text = _unquoted("\n".join([first, *block.texts[1:]]).rstrip("\n"))
    kind, subkind, attachments = _understand(text, is_notice=name is None)
    clock = _clock_of(head.match)
    sent_at = f"{day[0]}T{clock}" if day[0] and clock else None
    return Message(
        conversation=_CONVERSATION,
        seq=seq,
        kind=kind,
        sent_at=sent_at,
        sent_at_raw=f"{day[1]} {head.match['clock']}".strip(),
        time_certainty=TimeCertainty.LOCAL_DEVICE if sent_at else TimeCertainty.PARTIAL,
        sender=name,
        text=text,
        raw_span=block.span(),
        attachments=attachments,
        subkind=subkind,
    )


def _split(head: _Head, names: _Names) -> tuple[str | None, str]:
    text = head.match["text"]
    if head.form == "tabbed":
        return head.match["name"] or None, text
    name = names.spaced.get(text.split(" ")[0]) if head.form == "spaced" else None
    if name and text.startswith(f"{name} "):
        return name, text[len(name) + 1 :]
    return None, text


def _unquoted(text: str) -> str:
    if "\n" in text and text.startswith('"') and text.endswith('"'):
        return text[1:-1].replace('""', '"')
    return text


def _understand(text: str, *, is_notice: bool) -> tuple[MessageKind, str | None, tuple[Attachment, ...]]:
    if _RECALLED.search(text) and (is_notice or len(text) < 40):
        return MessageKind.DELETED, "recalled", ()
    if text.startswith("☎"):
        return MessageKind.CALL, "call", ()
    if is_notice:
        return MessageKind.SYSTEM, "notice", ()
    if text in _MEDIA:
        return MessageKind.MESSAGE, _MEDIA[text], (Attachment(None, AttachmentState.OMITTED),)
    if match := _NAMED_FILE.fullmatch(text):
        return MessageKind.MESSAGE, "file", (Attachment(match[1], AttachmentState.MISSING),)
    return MessageKind.MESSAGE, None, ()


def _clock_of(match: re.Match[str]) -> str | None:
    word = match["before"] or match["after"]
    return iso_time(hour_of_day(int(match["hour"]), half_of_day(word) if word else None), int(match["minute"]), None)
