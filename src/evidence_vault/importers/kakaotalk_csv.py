# SPDX-License-Identifier: GPL-3.0-or-later
"""KakaoTalk's table from a Mac: ``Date,User,Message`` with seconds; the program's notices have no user or 시스템."""

import re
from collections.abc import Iterator

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames, names_beside
from evidence_vault.importers.base import Tally
from evidence_vault.importers.local_times import local_or_utc
from evidence_vault.importers.table_rows import Row, read_rows
from evidence_vault.importers.text_lines import TextSource, decode_head, text_warnings
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

_HEADINGS = ("Date", "User", "Message")
_SYSTEM = frozenset({"", "시스템", "System"})
_TIME = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?")
_DELETED = frozenset({"삭제된 메시지입니다.", "메시지가 삭제되었습니다.", "This message was deleted."})
_FILES = re.compile(r"(사진|동영상|이모티콘|음성메시지|Photo|Video|Emoticons?)(?: \d+장)?|(?:파일|File): (.+)")
_CONVERSATION = "1"
_MOST_PEOPLE = 10_000


class KakaotalkCsv:
    """The importer of KakaoTalk's table."""

    id = "kakaotalk_csv"
    name = N_("KakaoTalk chat (CSV)")
    version = "2"
    suffixes = (".csv",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the headings and a time in the first row."""
        lines = decode_head(untrusted_head).lstrip("\ufeff").split("\n", 2)
        if tuple(cell.strip('"\r ') for cell in lines[0].split(",")) == _HEADINGS and len(lines) > 1:
            if _TIME.match(lines[1].strip('"')):
                return Recognition.CERTAIN, "the headings of KakaoTalk and a time"
            return Recognition.MAYBE, "headings like those of KakaoTalk"
        return Recognition.NO, "not the headings of KakaoTalk"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every row below the headings."""
        text = TextSource.of(source)
        people = _people(text)
        if people is None:
            raise errors.FormatUnknown(name=source.name)
        tally = Tally()
        tally.conversations = 1
        title = re.sub(r"\.csv$", "", source.name, flags=re.IGNORECASE)
        yield Conversation(_CONVERSATION, title or None, "kakaotalk", tuple(Participant(name) for name in people))
        files = AttachmentNames(names_beside(source))
        for row in read_rows(text):
            if row.number and not row.is_blank:
                yield from _row(row, files, tally)
        yield from tally.warnings("KAKAOTALK_LIMITS")
        yield from text_warnings(text, tally)
        yield from tally.end()


IMPORTER = KakaotalkCsv()


def _people(text: TextSource) -> list[str] | None:
    names: dict[str, None] = {}
    for row in read_rows(text):
        if row.number == 0:
            if tuple(cell.strip() for cell in row.cells) != _HEADINGS:
                return None
        elif len(row.cells) == len(_HEADINGS) and row.cells[1] not in _SYSTEM and len(names) < _MOST_PEOPLE:
            names[row.cells[1]] = None
    return list(names)


def _row(row: Row, files: AttachmentNames, tally: Tally) -> Iterator[ReadingRecord]:
    if row.broken or len(row.cells) < len(_HEADINGS):
        tally.leave_out()
        yield from tally.warnings("RECORD_NOT_UNDERSTOOD", " ".join(row.cells), row.line)
        return
    raw, user = row.cells[0], row.cells[1]
    words = ",".join(row.cells[2:])
    sent_at, certainty = local_or_utc(raw)
    is_system = user in _SYSTEM
    media = _FILES.fullmatch(words)
    kind = MessageKind.SYSTEM if is_system else MessageKind.DELETED if words in _DELETED else MessageKind.MESSAGE
    yield tally.count(
        Message(
            conversation=_CONVERSATION,
            seq=tally.messages,
            kind=kind,
            sent_at=sent_at,
            sent_at_raw=raw or None,
            time_certainty=certainty if sent_at else TimeCertainty.PARTIAL,
            sender=None if is_system else user,
            text=words or None,
            raw_span=row.span(),
            attachments=(_attachment(media[2], files),) if media and not is_system else (),
        )
    )


def _attachment(name: str | None, files: AttachmentNames) -> Attachment:
    return files.attachment(name) if name else Attachment(None, AttachmentState.OMITTED)
