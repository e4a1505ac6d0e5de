# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats that WeChatDataAnalysis wrote as pages: ``messages.html``, older messages in scripts below ``pages``.

Built from the tool's source. Each script holds a piece of the page as one text, which is read as such and never run.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from evidence_vault.importers.base import Tally, well_formed
from evidence_vault.importers.chat_files import ChatFile
from evidence_vault.importers.json_details import shown
from evidence_vault.importers.local_times import local_or_utc, utc_from_number
from evidence_vault.importers.markup_records import markup_records
from evidence_vault.importers.page_chats import PageChat, PagePlace, RecordOrWarning
from evidence_vault.importers.page_records import PageRecord, RecordPage, one_line, without_blank_lines
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.importers.two_sided_pages import TwoSidedPages
from evidence_vault.importers.wcda_page import MORE_PAGES, WcdaPage
from evidence_vault.importers.wcda_words import wcda_kind
from evidence_vault.importers.wechat_body import read_body
from evidence_vault.importers.wechat_money import transfer, yuan
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    MentionedPayment,
    Message,
    MessageKind,
    RawSpan,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_MARKS = ('id="wceJsMissing"', 'id="wceMessageList"', "window.__WCE_PAGE_LOADED__", "data-wce-create-time=")
_PAGE = re.compile(r"(?P<folder>(?:.*/)?)(?:messages\.html|pages/page-(?P<number>\d+)\.js)")
_PIECE_START = re.compile(r"\s*const html = (?=\")")
_PIECE_LINE = re.compile(r"(?:[^\\\"]|\\[^n])*(?:\\n|(?=\"))")
_ADDRESS = ("http://", "https://", "data:")
_MEDIA = frozenset({"picture", "voice", "video", "file", "sticker"})
_LAST = 1 << 62


class WcdaHtml(TwoSidedPages):
    """The importer of WeChatDataAnalysis' pages."""

    id = "wcda_html"
    name = N_("WeChat chat exported by WeChatDataAnalysis (HTML)")
    platform = "wechat"
    limits = "WECHAT_TOOL_LIMITS"

    def sign(self, head: str) -> tuple[Recognition, str]:
        """Certain from the tool's own elements, or its call in a script."""
        if any(mark in head for mark in _MARKS):
            return Recognition.CERTAIN, "the elements of WeChatDataAnalysis"
        return Recognition.NO, "no element of WeChatDataAnalysis"

    def file_fits(self, name: str) -> bool:
        """The page of a chat, and its scripts; not the list of chats."""
        return _PAGE.fullmatch(name) is not None

    def chat_of(self, file: ChatFile) -> str:
        """A page and its scripts are one chat."""
        match = _PAGE.fullmatch(file.path) if file.member else None
        return match["folder"] if match else "1"

    def prepared(self, files: Sequence[ChatFile]) -> Sequence[ChatFile]:
        """The scripts by their numbers, then the page, which holds the newest messages."""
        return sorted(files, key=lambda file: (self.chat_of(file), _number(file.path)))

    def reader(self) -> WcdaPage:
        """A new reader for one page."""
        return WcdaPage()

    def records(self, text: TextSource, tally: Tally, reader: RecordPage) -> Iterator[tuple[RecordOrWarning, RawSpan]]:
        """The rows of the page, or of the piece in a script."""
        piece = _piece(text)
        if piece is None:
            yield from super().records(text, tally, reader)
        else:
            yield from markup_records(piece, tally, reader)

    def is_notice(self, record: PageRecord) -> bool:
        """The tool says what is a notice."""
        return record.identity == "system"

    def message(self, record: PageRecord, place: PagePlace) -> Message:
        """One message."""
        words = without_blank_lines(record.text)
        kind, subkind = wcda_kind(record.identity)
        if kind is MessageKind.SYSTEM and read_body(words).kind is MessageKind.DELETED:
            kind, subkind = MessageKind.DELETED, "recalled"
        person = self.writer(record, place.chat)
        sent_at, certainty = _time(record)
        further = (shown(one_line(line)) for line in record.lines)
        return Message(
            conversation=place.chat.id,
            seq=place.seq,
            kind=kind,
            sent_at=sent_at,
            sent_at_raw=one_line(record.time) or None,
            time_certainty=certainty,
            sender=person.name if person else None,
            text="\n".join(filter(None, (words, *further))) or None,
            raw_span=place.span,
            is_self=person.is_self if person else None,
            attachments=_files(record, subkind, place),
            payment=_payment(words, subkind) if kind is MessageKind.PAYMENT else None,
            subkind=subkind,
        )

    def notes(self, chat: PageChat) -> Iterator[tuple[str, str]]:
        """A page whose older messages stand in scripts that did not come along."""
        if MORE_PAGES in chat.notes and len(chat.pages) == 1:
            yield "MORE_MESSAGES_BESIDE", "pages"


IMPORTER = WcdaHtml()


class _Piece(NamedTuple):
    """The text of a script as a page: its lines, each with the bytes in which it is written there."""

    name: str
    member: str | None
    encoding: str
    start: int
    quoted: str

    def lines(self) -> Iterator[tuple[int, bytes, str]]:
        """The lines of the piece; in the script they are joined by ``\\n``."""
        place, offset = 1, self.start + len('"'.encode(self.encoding))
        while (match := _PIECE_LINE.match(self.quoted, place)) and match.end() > place:
            raw = match[0].encode(self.encoding)
            yield offset, raw, _unescaped(match[0].removesuffix("\\n"))
            place, offset = match.end(), offset + len(raw)


def _piece(text: TextSource) -> _Piece | None:
    for number, (offset, _, line) in enumerate(text.lines()):
        match = _PIECE_START.match(line)
        if match:
            start = offset + len(line[: match.end()].encode(text.encoding))
            return _Piece(text.name, text.member, text.encoding, start, line[match.end() :])
        if number > len(_MARKS):
            break
    return None


def _unescaped(quoted: str) -> str:
    try:
        return well_formed(str(json.loads(f'"{quoted}"', strict=False)))
    except ValueError:
        return quoted


def _number(path: str) -> int:
    match = _PAGE.fullmatch(path)
    return int(match["number"][:18]) if match and match["number"] else _LAST


def _time(record: PageRecord) -> tuple[str | None, TimeCertainty]:
    raw = one_line(record.time)
    return utc_from_number(int(raw)) if raw.isascii() and raw.isdigit() and len(raw) < 20 else local_or_utc(raw)


def _files(record: PageRecord, subkind: str | None, place: PagePlace) -> tuple[Attachment, ...]:
    found = tuple(
        place.files.attachment(_path(address)) for address in record.files if not address.startswith(_ADDRESS)
    )
    return found or ((Attachment(None, AttachmentState.OMITTED),) if subkind in _MEDIA else ())


def _path(address: str) -> str:
    path = unquote(address, errors="replace").replace("\\", "/")
    while path.startswith("../"):
        path = path.removeprefix("../")
    return path


def _payment(words: str, subkind: str | None) -> MentionedPayment:
    if subkind == "red-packet":
        return transfer(None)
    status = words.rpartition("\n")[2]
    return transfer(yuan(words), status=status if status and yuan(status) is None else None)
