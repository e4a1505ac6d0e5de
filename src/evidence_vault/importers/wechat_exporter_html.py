# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats that WechatExporter made from an iPhone backup, as pages; from its templates and source.

A page that was made for scrolling holds only its first messages; the rest stands in scripts beside it
(``…_files/Data/msg-1.js``), which hold nothing but pieces of the same page and are read as such, never run.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from evidence_vault.importers.base import Tally
from evidence_vault.importers.chat_files import ChatFile
from evidence_vault.importers.json_details import joined
from evidence_vault.importers.local_times import local_or_utc, whole_number
from evidence_vault.importers.page_chats import PageChat, PageChats, PagePlace, RecordOrWarning
from evidence_vault.importers.page_records import PageRecord, RecordPage, one_line, tidy
from evidence_vault.importers.script_records import script_records
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.importers.wechat_body import Body
from evidence_vault.importers.wechat_exporter_page import WechatExporterPage
from evidence_vault.importers.wechat_exporter_words import money_or_body
from evidence_vault.importers.wechat_types import meaning_of
from evidence_vault.records import Attachment, Message, MessageKind, RawSpan, Recognition, TimeCertainty
from evidence_vault.translations import N_

_TITLE_END = re.compile(r" - 微信聊天记录\s*$")
_SCRIPT = re.compile(r"(.*?)(?:_files)?/?(?:Data/)?msg-(\d{1,6})\.js")
_LIST = re.compile(rb"(?:msgArray|moreWechatMsgs)\s*=\s*\[")
_FRAGMENT = re.compile(r'class=\\"msg (?:chat|media)')
_SYSTEM = re.compile(r"系统消息[:：]\s*")


class WechatExporterHtml(PageChats):
    """The importer of WechatExporter's pages."""

    id = "wechat_exporter_html"
    name = N_("WeChat chat exported by WechatExporter (HTML)")
    platform = "wechat"
    limits = "WECHAT_TOOL_LIMITS"

    def sign(self, head: str) -> tuple[Recognition, str]:
        """Certain from the tool's title or the box of name and time, or from its scripts."""
        if "- 微信聊天记录</title>" in head or ('class="nt-box"' in head and "msgid=" in head):
            return Recognition.CERTAIN, "the title or the boxes of WechatExporter"
        if "msgArray" in head and _FRAGMENT.search(head):
            return Recognition.CERTAIN, "a script of WechatExporter"
        return Recognition.NO, "no page of WechatExporter"

    def file_fits(self, name: str) -> bool:
        """Pages, and the scripts with the rest of them."""
        return super().file_fits(name) or _SCRIPT.fullmatch(name) is not None

    def chat_of(self, file: ChatFile) -> str:
        """A page and the scripts in the folder of its name are one chat."""
        match = _SCRIPT.fullmatch(file.path)
        return match[1] if match else re.sub(r"\.html?$", "", file.path, flags=re.IGNORECASE)

    def prepared(self, files: Sequence[ChatFile]) -> Sequence[ChatFile]:
        """A page before its scripts, these by their numbers."""
        return sorted(files, key=lambda file: (self.chat_of(file), _number(file)))

    def reader(self) -> WechatExporterPage:
        """A new reader for one page."""
        return WechatExporterPage()

    def records(self, text: TextSource, tally: Tally, reader: RecordPage) -> Iterator[tuple[RecordOrWarning, RawSpan]]:
        """The records of the page and of the lists in its scripts, as they stand in the file."""
        listed = script_records(text, _LIST, WechatExporterPage)
        waiting = next(listed, None)
        for record, span in super().records(text, tally, reader):
            while waiting and waiting[1].start < span.start:
                yield waiting
                waiting = next(listed, None)
            yield record, span
        if waiting:
            yield waiting
        yield from listed

    def title(self, chat: PageChat, reader: RecordPage) -> str | None:
        """The title without the tool's words."""
        return _TITLE_END.sub("", one_line(reader.title)) or None

    def message(self, record: PageRecord, place: PagePlace) -> Message:
        """One message."""
        raw = one_line(record.time) or None
        sent_at, certainty = local_or_utc(raw) if raw else (None, TimeCertainty.PARTIAL)
        words = tidy(record.text)
        understood = _understood(record, words)
        return Message(
            conversation=place.chat.id,
            seq=place.seq,
            kind=understood.kind,
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=certainty if sent_at else TimeCertainty.PARTIAL,
            sender=one_line(record.sender) or None,
            text=joined(words, record.lines),
            raw_span=place.span,
            sender_id=record.sender_id,
            is_self=record.is_self,
            attachments=tuple(_attachment(address, place) for address in record.files) or understood.attachments,
            payment=understood.payment,
            subkind=understood.subkind,
        )

    def notes(self, chat: PageChat) -> Iterator[tuple[str, str]]:
        """A page whose rest stands elsewhere."""
        if "scripts" in chat.notes and not any(_SCRIPT.fullmatch(file.path) for file, _ in chat.pages):
            yield "MORE_MESSAGES_BESIDE", chat.notes["scripts"]


IMPORTER = WechatExporterHtml()


def _number(file: ChatFile) -> int:
    match = _SCRIPT.fullmatch(file.path)
    return int(match[2]) if match else -1


def _understood(record: PageRecord, words: str) -> Body:
    if "notice" in record.marks:
        plain = money_or_body(_SYSTEM.sub("", words))
        return plain if plain.kind is MessageKind.DELETED else Body(MessageKind.SYSTEM, "notice")
    found = money_or_body(words)
    number = next((mark.removeprefix("type:") for mark in record.marks if mark.startswith("type:")), "")
    if found != Body() or not number:
        return found
    kind, subkind = meaning_of(whole_number(number), 1)
    return Body(kind, "app" if number == "49" else subkind)


def _attachment(address: str, place: PagePlace) -> Attachment:
    return place.files.attachment(unquote(address, errors="replace").replace("\\", "/"))
