# SPDX-License-Identifier: GPL-3.0-or-later
"""The .mht that QQ's message manager exported (QQ before 9.7.25, TIM): one page of rows, and its pictures.

From parsers and issues, no export of a real installation was seen. A row has a clock; the day stands in a row above.
Names in green are the exporter's own, but the first of each chat is known to be wrong, so a colour alone says nothing
until both colours occur for different names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames
from evidence_vault.importers.base import Tally
from evidence_vault.importers.local_times import iso_date
from evidence_vault.importers.markup_records import markup_records
from evidence_vault.importers.mime_parts import MimeFile, MimePart, mime_file, opener
from evidence_vault.importers.page_records import one_line, tidy
from evidence_vault.importers.printed_times import clock_of
from evidence_vault.importers.qq_page import PageRows, QqPage, QqRow
from evidence_vault.importers.qq_senders import SENDER, is_system, kind_of, sender_of
from evidence_vault.importers.text_lines import decode_head
from evidence_vault.importers.wechat_body import read_body
from evidence_vault.records import (
    Answers,
    Conversation,
    Member,
    Message,
    MessageKind,
    Participant,
    RawSpan,
    ReadingRecord,
    ReadingSource,
    ReadingWarning,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_SENDER = re.compile(SENDER)
_MOST_NAMES = 10_000


class QqMht:
    """The importer of QQ's page with pictures."""

    id = "qq_mht"
    name = N_("QQ chat with pictures (MHT)")
    version = "2"
    suffixes = (".mht",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the page's own title or its rows in a file of parts."""
        head = decode_head(untrusted_head)
        is_parts = re.search(r"^content-type:\s*multipart/related", head, re.IGNORECASE | re.MULTILINE) is not None
        if is_parts and "<title>QQ Message</title>" in head:
            return Recognition.CERTAIN, "the title of QQ's page in a file of parts"
        if is_parts and "消息对象" in head and "消息记录" in head:
            return Recognition.CERTAIN, "the first rows of QQ's page in a file of parts"
        return Recognition.NO, "no page of QQ"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every message of every chat; the pictures as members."""
        file = mime_file(source)
        page = next((part for part in file.parts if part.kind == "text/html" and part.is_plain), None)
        if page is None:
            raise errors.FormatUnknown(name=source.name)
        rows = PageRows(source, page)
        survey = _Survey().take(rows)
        if not survey.records:
            raise errors.FormatUnknown(name=source.name)
        tally = Tally()
        used = sorted(survey.chats)
        tally.conversations = len(used)
        for number in used:
            yield Conversation(str(number), survey.titles[number], "qq", survey.people(number))
        names = _names(file, page)
        for name, part in names.items():
            yield Member(name, None, opener(source, part))
        yield from _messages(rows, survey, AttachmentNames(names), tally)
        if rows.damaged:
            yield from tally.warnings("TEXT_DAMAGED")
        if file.is_cut:
            yield from tally.warnings("FILE_BREAKS_OFF", str(tally.messages))
        yield from tally.warnings("QQ_PAGE_LIMITS")
        yield from tally.end()


IMPORTER = QqMht()


@dataclass
class _Survey:
    """The first pass: chats, who writes in them, in which colours."""

    records: int = 0
    titles: list[str | None] = field(default_factory=list)
    chats: dict[int, dict[tuple[str | None, str | None], set[str]]] = field(default_factory=dict)

    def take(self, rows: PageRows) -> "_Survey":
        """Look at every row."""
        page = QqPage()
        for record, _ in markup_records(rows, Tally(), page):
            if not isinstance(record, QqRow):
                continue
            self.records += 1
            colours = self.chats.setdefault(record.chat, {})
            match = _SENDER.fullmatch(one_line(record.sender))
            if match and not is_system(match) and (sender_of(match) in colours or len(colours) < _MOST_NAMES):
                colours.setdefault(sender_of(match), set()).update(record.marks)
        self.titles = page.chats
        return self

    def is_self(self, chat: int, sender: tuple[str | None, str | None]) -> bool | None:
        """Whether the colour says who exported: it must differ between people and be the same for each of them."""
        colours = self.chats.get(chat, {})
        is_sure = {"green"} in colours.values() and {"blue"} in colours.values()
        mine = colours.get(sender, set())
        return None if not is_sure or len(mine) != 1 else mine == {"green"}

    def people(self, chat: int) -> tuple[Participant, ...]:
        """Who writes in a chat."""
        return tuple(Participant(*sender, self.is_self(chat, sender)) for sender in self.chats[chat] if any(sender))


def _names(file: MimeFile, page: MimePart) -> dict[str, MimePart]:
    found: dict[str, MimePart] = {}
    for number, part in enumerate(file.parts, 1):
        if part is page:
            continue
        location = part.fields.get("content-location") or part.fields.get("content-id", "").strip("<>")
        name = location.replace("\\", "/").rpartition("/")[2] or f"part-{number}"
        found[name if name not in found and name not in {".", ".."} else f"{number}-{name}"] = part
    return found


def _messages(rows: PageRows, survey: _Survey, files: AttachmentNames, tally: Tally) -> Iterator[ReadingRecord]:
    for record, span in markup_records(rows, tally, QqPage()):
        if isinstance(record, ReadingWarning):
            yield record
        elif isinstance(record, QqRow):
            yield tally.count(_message(record, span, survey, files, tally.messages))


def _message(record: QqRow, span: RawSpan, survey: _Survey, files: AttachmentNames, seq: int) -> Message:
    sender = _SENDER.fullmatch(one_line(record.sender))
    who = sender_of(sender) if sender else (one_line(record.sender) or None, None)
    words = tidy(record.text)
    understood = read_body(words) if not record.files else None
    day, clock = record.day.replace("/", "-"), one_line(record.time)
    sent_at = _sent_at(day, clock)
    pictures = tuple(files.attachment(name) for name in record.files)
    kind = MessageKind.MESSAGE if understood is None else understood.kind
    return Message(
        conversation=str(record.chat),
        seq=seq,
        kind=kind_of(kind, sender) if sender else kind,
        sent_at=sent_at,
        sent_at_raw=f"{record.day} {clock}".strip() or None,
        time_certainty=TimeCertainty.LOCAL_DEVICE if sent_at else TimeCertainty.PARTIAL,
        sender=who[0],
        text=words or None,
        raw_span=span,
        sender_id=who[1],
        is_self=None if sender and is_system(sender) else survey.is_self(record.chat, who),
        attachments=pictures or (understood.attachments if understood else ()),
        payment=understood.payment if understood else None,
        subkind="picture" if record.files else understood.subkind if understood else None,
    )


def _sent_at(day: str, clock: str) -> str | None:
    numbers = [int(number) for number in day.split("-")] if day else []
    date = iso_date(numbers[0], numbers[1], numbers[2]) if len(numbers) == 3 else None
    time = clock_of(clock)
    return f"{date}T{time}" if date and time else None
