# SPDX-License-Identifier: GPL-3.0-or-later
"""LINE's exported text: the phone's with tabs, the computer's with spaces, in every language it exports in.

The computer's form does not say where a name ends: names with spaces are learned from the whole file.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames, names_beside
from evidence_vault.importers.base import Tally
from evidence_vault.importers.line_days import DAY_LINE, DayOrder, day_of, is_day
from evidence_vault.importers.line_records import Block, Line, read_blocks
from evidence_vault.importers.local_times import half_of_day, hour_of_day, iso_time
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
    r"\ufeff?\[LINE\] ?(?:(.+?)とのトーク履歴|Chat history (?:with|in) (.+)|Riwayat (?:obrolan|chat) dengan (.+)"
    r"|(?:Historial de (?:chats?|conversaciones)|Histórico d[ae]s? conversas?|Historique des? discussions?"
    r"|Cronologia (?:delle )?chat|Chatverlauf|Lịch sử trò chuyện) (?:con|com|avec|mit|với) (.+)"
    r"|[與与](.+?)的聊天(?:[記紀]錄|记录)|(.+?)的聊天(?:[記紀]錄|记录)|ประวัติการ(?:สนทนา|แชท)กับ ?(.+)"
    r"|(.+?) ?님과의? 대화(?: 내용)?|(.+?) 대화 내용|(.+))"
)
_SAVED = re.compile(r"\D{2,40}\d{1,4}[./\-] ?\d{1,2}[./\-] ?\d{1,4}.*")
"""The line below the title in any language: words, then a date."""
_BEFORE = r"(?P<before>午前|午後|上午|下午|凌晨|早上|中午|晚上|오전|오후)?"
_AFTER = r"(?P<after>[AaPp]\.?[Mm]\.?)?"
_CLOCK = rf"(?P<clock>{_BEFORE} ?(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})[ \u202f]?{_AFTER})"
_TABBED = re.compile(rf"{_CLOCK.replace('):(', ')[:.](')}\t(?:(?P<name>[^\t]*)\t)?(?P<text>.*)")
_SPACED = re.compile(rf"{_CLOCK} (?P<text>\S.*)")
_GLUED = re.compile(rf"{_CLOCK}(?P<text>[^\s\d:].*)")
_RECALLED = re.compile(
    r"メッセージの送信を取り消しました|unsent a message|[已收]?[收撤]回了?(?:訊息|一則訊息|消息)"
    r"|ยกเลิกข้อความ|ยกเลิกการส่งข้อความ"
    r"|메시지(?:를| 전송을) 취소했습니다|membatalkan pengiriman pesan"
)
_MEDIA = {
    **dict.fromkeys(("写真", "Photo", "照片", "圖片", "图片", "รูป", "รูปภาพ", "사진", "Foto"), "picture"),
    **dict.fromkeys(("動画", "Video", "影片", "视频", "วิดีโอ", "동영상"), "video"),
    **dict.fromkeys(("スタンプ", "Sticker", "貼圖", "贴图", "สติกเกอร์", "สติ๊กเกอร์", "스티커", "Stiker"), "sticker"),
    **dict.fromkeys(
        ("ボイスメッセージ", "Voice message", "語音訊息", "语音消息", "ข้อความเสียง", "음성 메시지", "Pesan suara"),
        "voice",
    ),
    **dict.fromkeys(("ファイル", "File", "檔案", "文件", "ไฟล์", "파일"), "file"),
}
_OTHER = {
    **dict.fromkeys(("位置情報", "Location", "位置訊息", "位置信息", "ตำแหน่งที่ตั้ง", "위치"), "location"),
    **dict.fromkeys(("連絡先", "Contact", "聯絡資訊", "联系人", "รายชื่อติดต่อ", "연락처", "Kontak"), "contact"),
    **dict.fromkeys(("アルバム", "Album", "相簿", "相册", "앨범"), "album"),
    **dict.fromkeys(("ノート", "Note", "Notes", "記事本", "记事本", "노트"), "note"),
}
_PLACEHOLDER = re.compile(r"\[([^\[\]\n]{1,20})\](?: (.+))?")
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
    version = "4"
    suffixes = (".txt",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the title line or a day line before records with tabs."""
        lines = head_lines(untrusted_head)
        if _TITLE.fullmatch(lines[0].strip()):
            return Recognition.CERTAIN, "the title of a LINE export"
        written = [line for line in lines if line.strip()]
        records = sum(bool(_TABBED.fullmatch(line) or _SPACED.fullmatch(line)) for line in written)
        day = DAY_LINE.fullmatch(written[0].strip()) if written else None
        if day and is_day(day) and records >= 2:
            return Recognition.MAYBE, "a day line and lines with a time, as LINE on a computer writes them"
        return Recognition.NO, "no title or day line of LINE"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every record; day lines only date what follows."""
        text = TextSource.of(source)
        survey = _Survey().take(text)
        names = survey.names()
        if names is None:
            raise errors.FormatUnknown(name=source.name)
        tally = Tally()
        tally.conversations = 1
        yield Conversation(_CONVERSATION, survey.title, "line", tuple(Participant(name) for name in names.people))
        files = AttachmentNames(names_beside(source))
        yield from _records(text, names, survey.order.day_first(answers.day_first), files, tally)
        if survey.order.is_open and answers.day_first is None:
            yield from tally.warnings("DATE_ORDER_UNKNOWN")
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
        if (match := DAY_LINE.fullmatch(line.text.strip())) and is_day(match):
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


class _Survey:
    """The first pass: title, who writes, and how days are ordered."""

    def __init__(self) -> None:
        self.title: str | None = None
        self.order = DayOrder()
        self._tabbed: dict[str, None] = {}
        self._first_words: Counter[str] = Counter()
        self._pairs: Counter[str] = Counter()

    def take(self, text: TextSource) -> "_Survey":
        """Look at every record."""
        for block in read_blocks(text, _Marker().header):
            if block.header is None:
                match = _TITLE.fullmatch(block.texts[0].strip())
                self.title = next((group for group in match.groups() if group), None) if match else self.title
            elif block.header.form == "day":
                self.order.add(block.header.match)
            else:
                self._take_record(block.header)
        return self

    def _take_record(self, head: _Head) -> None:
        if head.form == "tabbed" and head.match["name"] and len(self._tabbed) < _MOST_NAMES:
            self._tabbed[head.match["name"]] = None
        elif head.form == "spaced" and len(self._first_words) < _MOST_NAMES:
            words = head.match["text"].split(" ")
            self._first_words[words[0]] += len(words) > 1
            self._pairs[" ".join(words[:2])] += len(words) > 2

    def names(self) -> _Names | None:
        """Who writes; None where neither a title nor a record is there."""
        if self._tabbed:
            return _Names(tuple(self._tabbed), {})
        spaced = {word: word for word, count in self._first_words.items() if count}
        for pair, count in self._pairs.items():
            first = pair.split(" ")[0]
            if _ALWAYS_WITH <= count == self._first_words[first]:
                spaced[first] = pair
        return _Names(tuple(spaced.values()), spaced) if spaced or self.title else None


class _DayNow(NamedTuple):
    """The day that stands above a record: as read, as printed."""

    day: str | None
    raw: str
    certainty: TimeCertainty


def _records(
    text: TextSource, names: _Names, day_first: bool | None, files: AttachmentNames, tally: Tally
) -> Iterator[ReadingRecord]:
    day = _DayNow(None, "", TimeCertainty.PARTIAL)
    for block in read_blocks(text, _Marker().header):
        head = block.header
        if head is not None and head.form != "day":
            yield tally.count(files.looked_for(_message(block, head, names, day, tally.messages)))
            continue
        if head is not None:
            found, certainty = day_of(head.match, day_first)
            day = _DayNow(found, head.match[0].strip("\ufeff "), certainty)
        lines = block.texts if head is None else block.texts[1:]
        if any(line.strip("\ufeff ") and not (head is None and _is_heading(line)) for line in lines):
            yield from tally.warnings("TEXT_OUTSIDE_RECORDS", block.body(after=0), block.line)
            yield tally.count(block.unknown(_CONVERSATION, tally.messages))


def _is_heading(line: str) -> bool:
    plain = line.strip("\ufeff ")
    return _TITLE.fullmatch(plain) is not None or _SAVED.fullmatch(plain) is not None


def _message(block: Block[_Head], head: _Head, names: _Names, day: _DayNow, seq: int) -> Message:
    name, first = _split(head, names)
    text = _unquoted("\n".join([first, *block.texts[1:]]).rstrip("\n"))
    kind, subkind, attachments = _understand(text, is_notice=name is None)
    clock = _clock_of(head.match)
    sent_at = f"{day.day}T{clock}" if day.day and clock else None
    return Message(
        conversation=_CONVERSATION,
        seq=seq,
        kind=kind,
        sent_at=sent_at,
        sent_at_raw=f"{day.raw} {head.match['clock']}".strip(),
        time_certainty=day.certainty if sent_at or not day.day else TimeCertainty.PARTIAL,
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
    recalled = _RECALLED.search(text) if is_notice else _RECALLED.fullmatch(text.rstrip(".。"))
    if recalled:
        return MessageKind.DELETED, "recalled", ()
    if text.startswith("☎"):
        return MessageKind.CALL, "call", ()
    if is_notice:
        return MessageKind.SYSTEM, "notice", ()
    match = _PLACEHOLDER.fullmatch(text)
    if match is None:
        return MessageKind.MESSAGE, None, ()
    return MessageKind.MESSAGE, *_placeholder(match[1], match[2])


def _placeholder(word: str, rest: str | None) -> tuple[str | None, tuple[Attachment, ...]]:
    media = _MEDIA.get(word)
    if media == "file" and rest:
        return media, (Attachment(rest, AttachmentState.MISSING),)
    if media and rest is None:
        return media, (Attachment(None, AttachmentState.OMITTED),)
    return _OTHER.get(word), ()


def _clock_of(match: re.Match[str]) -> str | None:
    word = match["before"] or match["after"]
    return iso_time(hour_of_day(int(match["hour"]), half_of_day(word) if word else None), int(match["minute"]), None)
