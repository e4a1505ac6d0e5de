# SPDX-License-Identifier: GPL-3.0-or-later
"""The table that MemoTrace (WeChatMsg, 留痕) wrote: seconds since 1970, who sent it, WeChat's own type numbers.

Built from the tool's source. In chats of two the rows are shorter than the headings; of a transfer only its
type is there, never its amount.
"""

import re
from collections.abc import Iterator, Mapping

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.html_text import text_of_html
from evidence_vault.importers.local_times import utc_from_epoch, whole_number
from evidence_vault.importers.table_rows import Row, read_rows
from evidence_vault.importers.text_lines import TextSource, decode_head, text_warnings
from evidence_vault.importers.wechat_types import meaning_of
from evidence_vault.records import (
    Answers,
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
_HEADINGS = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime"
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_RECALLED = re.compile(r"(?:^|\[CDATA\[|>)[^<>\[\]]{1,60}撤回了一条消息")
_SELF = {"1": True, "0": False}
_FILE_ENDING = re.compile(r"(?:_utf8)?\.csv$", re.IGNORECASE)
_MOST_NAMES = 10_000


class MemotraceCsv:
    """The importer of MemoTrace's table."""

    id = "memotrace_csv"
    name = N_("WeChat chat exported by MemoTrace (CSV)")
    version = "2"
    suffixes = (".csv",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the headings."""
        if decode_head(untrusted_head[:400]).startswith(_HEADINGS):
            return Recognition.CERTAIN, "the headings of MemoTrace"
        return Recognition.NO, "not the headings of MemoTrace"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every row below the headings."""
        text = TextSource.of(source)
        rows = read_rows(text)
        headings = tuple(cell.strip() for cell in next(rows, Row(0, 1, ())).cells)
        if "CreateTime" not in headings or "StrContent" not in headings:
            raise errors.FormatUnknown(name=source.name)
        tally = Tally()
        tally.conversations = 1
        people = _people(text, headings)
        yield Conversation(_CONVERSATION, _FILE_ENDING.sub("", source.name) or None, "wechat", people)
        for row in rows:
            yield from _row(row, headings, tally)
        yield from tally.warnings("MEMOTRACE_CSV_LIMITS")
        yield from text_warnings(text, tally)
        yield from tally.end()


IMPORTER = MemotraceCsv()


def _row(row: Row, headings: tuple[str, ...], tally: Tally) -> Iterator[ReadingRecord]:
    if row.is_blank:
        return
    fields = dict(zip(headings, row.cells, strict=False))
    if row.broken or whole_number(fields.get("CreateTime")) is None:
        tally.leave_out()
        yield from tally.warnings("RECORD_NOT_UNDERSTOOD", " ".join(row.cells), row.line)
        return
    yield tally.count(_message(row, fields, tally.messages))


def _message(row: Row, fields: Mapping[str, str], seq: int) -> Message:
    seconds = whole_number(fields.get("CreateTime")) or 0
    sent_at = utc_from_epoch(seconds)
    kind, subkind = meaning_of(whole_number(fields.get("Type")), whole_number(fields.get("SubType")))
    if kind is MessageKind.SYSTEM and _RECALLED.search(fields.get("StrContent") or ""):
        kind, subkind = MessageKind.DELETED, "recalled"
    return Message(
        conversation=_CONVERSATION,
        seq=seq,
        kind=kind,
        sent_at=sent_at,
        sent_at_raw=fields.get("StrTime") or str(seconds),
        time_certainty=TimeCertainty.UTC if sent_at else TimeCertainty.PARTIAL,
        sender=_sender(fields),
        text=_words(fields.get("StrContent") or "", kind),
        raw_span=row.span(),
        sender_id=fields.get("Sender") or None,
        is_self=_SELF.get(fields.get("IsSender", "")),
        payment=MentionedPayment() if kind is MessageKind.PAYMENT else None,
        subkind=subkind,
    )


def _words(content: str, kind: MessageKind) -> str | None:
    """WeChat's own notices are markup; what a person wrote is shown as it stands, whatever signs are in it."""
    if kind in {MessageKind.SYSTEM, MessageKind.DELETED} and "<" in content:
        content = text_of_html(_CDATA.sub(r"\1", content)) or content
    return content or None


def _sender(fields: Mapping[str, str]) -> str | None:
    return fields.get("Remark") or fields.get("NickName") or None


def _people(text: TextSource, headings: tuple[str, ...]) -> tuple[Participant, ...]:
    found: dict[Participant, None] = {}
    for row in read_rows(text):
        fields = dict(zip(headings, row.cells, strict=False))
        if row.number and _sender(fields) and len(found) < _MOST_NAMES:
            found[Participant(_sender(fields), fields.get("Sender") or None, _SELF.get(fields.get("IsSender", "")))] = (
                None
            )
    return tuple(found)
