# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the rows of the page inside QQ's .mht: each message a row, each day and each chat a row above them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from evidence_vault.importers.mime_parts import MimePart, window
from evidence_vault.importers.page_records import Element, PageRecord, RecordPage, one_line
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.records import ReadingSource

_DAY = re.compile(r"日期[:：]\s*(\d{4}[-/]\d{1,2}[-/]\d{1,2})")
_CHAT = re.compile(r"消息(分组|对象)[:：]\s*(.*)")
_ROW_END = b"</tr>"
_PIECE = 1 << 18
_LONGEST_ROW = 16 * 1024 * 1024
_SELF, _OTHER = "#42b475", "#006efe"


@dataclass
class QqRow(PageRecord):
    """``chat`` counts from 0: rows before the first 消息对象 have 0; ``day`` as printed above."""

    chat: int = 0
    day: str = ""


class QqPage(RecordPage):
    """A record is a row with a sender; the other rows name days and chats. ``chats`` holds the titles."""

    def __init__(self) -> None:
        super().__init__()
        self.chats: list[str | None] = [None]
        self._day = ""

    def starts(self, element: Element) -> PageRecord | None:
        """Every row of the table."""
        return QqRow(chat=len(self.chats) - 1, day=self._day) if element.tag == "tr" else None

    def opened(self, element: Element) -> None:
        """The colour of a name, and pictures."""
        record = self.record
        if record is None:
            return
        style = _plain(element.values.get("style", ""))
        if _SELF in style:
            record.marks.add("green")
        elif _OTHER in style:
            record.marks.add("blue")
        if element.tag == "img" and (name := element.values.get("src")):
            record.files.append(name)
            record.text += "[图片]"

    def words(self, data: str) -> None:
        """Sender, clock, words."""
        record = self.record
        if record is None:
            return
        if self._in_style("float:left"):
            record.sender += data
        elif self._in_style("color:#") and not self._in_style("padding-left:20px"):
            record.time += data
        else:
            record.text += data

    def finish(self, end: tuple[int, int]) -> None:
        """Keep a message; take the day or the chat of another row."""
        record = self.record
        super().finish(end)
        if record is None or record.sender.strip():
            return
        self.finished.pop()
        words = one_line(f"{record.time} {record.text}")
        if match := _DAY.search(words):
            self._day = match[1]
        elif (match := _CHAT.search(words)) and match[1] == "对象":
            self.chats.append(match[2].strip() or None)
            self._day = ""
        elif record.marks or record.files:  # a row with a name's colour and no name is still somebody's
            self.finished.append(record)

    def _in_style(self, part: str) -> bool:
        return any(part in _plain(element.values.get("style", "")) for element in self.open_elements)


@lru_cache(maxsize=1024)
def _plain(style: str) -> str:
    return style.lower().replace(" ", "")


class PageRows:
    """The page as pieces that end with a row or a line: exports have all of it on a few lines."""

    def __init__(self, source: ReadingSource, part: MimePart) -> None:
        self.name = source.name
        self.member: str | None = None
        self._source = source
        self._part = part
        self.damaged = False
        self.encoding = TextSource(lambda: window(source, part.start, part.end), source.name).encoding

    def lines(self) -> Iterator[tuple[int, bytes, str]]:
        """Each piece as (offset in the file, raw bytes, text)."""
        place, rest = self._part.start, b""
        with window(self._source, self._part.start, self._part.end) as stream:
            while piece := stream.read(_PIECE):
                rest += piece
                *whole, rest = _split(rest)
                for raw in whole:
                    yield place, raw, self._text(raw)
                    place += len(raw)
                if len(rest) > _LONGEST_ROW:
                    yield place, rest, self._text(rest)
                    place, rest = place + len(rest), b""
        if rest:
            yield place, rest, self._text(rest)

    def _text(self, raw: bytes) -> str:
        raw = raw.rstrip(b"\r\n")
        try:
            return raw.decode(self.encoding)
        except UnicodeDecodeError:
            self.damaged = True
            return raw.decode(self.encoding, "replace")


def _split(data: bytes) -> list[bytes]:
    """``data`` after each row's end and each line's end; the last piece is what is not ended."""
    pieces = []
    for line in data.split(b"\n"):
        rows = line.split(_ROW_END)
        pieces += [row + _ROW_END for row in rows[:-1]]
        pieces.append(rows[-1] + b"\n")
    pieces[-1] = pieces[-1][:-1]
    return pieces
