# SPDX-License-Identifier: GPL-3.0-or-later
"""What importers of chats in HTML share: one page alone or every page of a zip, two walks, files beside them."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames
from evidence_vault.importers.base import HEAD_SIZE, Tally
from evidence_vault.importers.chat_files import ChatFile, ChatFiles, heads_of, open_chat_files
from evidence_vault.importers.json_details import Masking
from evidence_vault.importers.markup_records import markup_records
from evidence_vault.importers.page_records import PageRecord, RecordPage, one_line
from evidence_vault.importers.printed_times import PrintedTimes
from evidence_vault.importers.text_lines import TextSource, decode_head, text_warnings
from evidence_vault.records import (
    Answers,
    Conversation,
    Message,
    Participant,
    RawSpan,
    ReadingRecord,
    ReadingSource,
    ReadingWarning,
    Recognition,
)

_MOST_PEOPLE = 5_000

RecordOrWarning: TypeAlias = PageRecord | ReadingWarning


@dataclass
class PageChat:
    """One chat of one or more pages. ``records`` counts what the first walk saw; ``notes`` are its last page's."""

    id: str
    pages: list[tuple[ChatFile, TextSource]] = field(default_factory=list)
    title: str | None = None
    people: dict[Participant, None] = field(default_factory=dict)
    records: int = 0
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PagePlace:
    """Where a record's message stands, and what is known of its file."""

    chat: PageChat
    seq: int
    span: RawSpan
    files: AttachmentNames
    times: PrintedTimes
    masking: Masking


class PageChats(ABC):
    """An importer of pages of one format."""

    id: str
    name: str
    platform: str
    limits: str
    version = "1"
    suffixes: tuple[str, ...] = (".html", ".htm", ".zip")

    @abstractmethod
    def sign(self, head: str) -> tuple[Recognition, str]:
        """How sure, from the beginning of a page."""

    @abstractmethod
    def reader(self) -> RecordPage:
        """A new reader for one page."""

    @abstractmethod
    def message(self, record: PageRecord, place: PagePlace) -> Message:
        """The message of one record."""

    def file_fits(self, name: str) -> bool:
        """Whether a name inside a zip may be a page."""
        return name.lower().endswith((".html", ".htm"))

    def chat_of(self, file: ChatFile) -> str:
        """Pages with the same answer are one chat."""
        return file.path if file.member else "1"

    def prepared(self, files: Sequence[ChatFile]) -> Sequence[ChatFile]:
        """The pages in the order in which they are read."""
        return files

    def title(self, chat: PageChat, reader: RecordPage) -> str | None:
        """What the chat is called."""
        return one_line(reader.title) or None

    def platform_of(self, chat: PageChat) -> str:
        """The platform of a chat."""
        return self.platform

    def speaker(self, record: PageRecord) -> Participant | None:
        """Who wrote; None for nobody."""
        name = one_line(record.sender) or None
        return Participant(name, record.sender_id, record.is_self) if name or record.sender_id else None

    def printed(self, record: PageRecord) -> str:
        """The printed time that must be read; "" where the record knows its time in another way."""
        return one_line(record.time)

    def records(self, text: TextSource, tally: Tally, reader: RecordPage) -> Iterator[tuple[RecordOrWarning, RawSpan]]:
        """Each record of a page with its span."""
        yield from markup_records(text, tally, reader)

    def notes(self, chat: PageChat) -> Iterator[tuple[str, str]]:
        """Warnings about one chat: code and text."""
        yield from ()

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """From the marks of the page; see ``sign``."""
        best = (Recognition.NO, "not a page of this format")
        for head in heads_of(source, untrusted_head, self.file_fits):
            found = self.sign(decode_head(head))
            if found[0] is Recognition.CERTAIN:
                return found
            best = found if found[0] is Recognition.MAYBE else best
        return best

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every record of every page; for a zip then its other files as members."""
        with open_chat_files(source, self.file_fits) as files:
            yield from self._read(files, answers)

    def _read(self, files: ChatFiles, answers: Answers) -> Iterator[ReadingRecord]:
        times, tally, masking = PrintedTimes(), Tally(), Masking()
        chats = self._survey(files, times)
        if not any(chat.records for chat in chats):
            raise errors.FormatUnknown(name=files.name)
        times.settle(answers.day_first)
        tally.conversations = len(chats)
        for chat in chats:
            people = _merged(chat.people)
            yield Conversation(chat.id, chat.title, self.platform_of(chat), people)
        yield from files.members([file for chat in chats for file, _ in chat.pages], tally)
        for chat in chats:
            yield from self._messages(chat, PagePlace(chat, 0, _NO_SPAN, files.files, times, masking), tally)
        if times.is_open:
            yield from tally.warnings("DATE_ORDER_UNKNOWN")
        if masking.found:
            yield from tally.warnings("SECRETS_INSIDE")
        yield from tally.warnings(self.limits)
        yield from tally.end()

    def _survey(self, files: ChatFiles, times: PrintedTimes) -> list[PageChat]:
        chats: dict[str, PageChat] = {}
        for file in self.prepared(files.found):
            if file.member and self.sign(_head_of(file))[0] is Recognition.NO:
                continue
            chat = chats.setdefault(self.chat_of(file), PageChat(str(len(chats) + 1)))
            text = TextSource(file.open, files.name, file.member)
            chat.pages.append((file, text))
            reader = self.reader()
            for record, _ in self.records(text, Tally(), reader):
                if isinstance(record, PageRecord):
                    self._note(chat, record, times)
            reader.ended()
            chat.title = chat.title or self.title(chat, reader)
            chat.notes |= reader.notes
        return list(chats.values())

    def _note(self, chat: PageChat, record: PageRecord, times: PrintedTimes) -> None:
        chat.records += 1
        times.add(self.printed(record))
        person = self.speaker(record)
        if person and len(chat.people) < _MOST_PEOPLE:
            chat.people[person] = None

    def _messages(self, chat: PageChat, place: PagePlace, tally: Tally) -> Iterator[ReadingRecord]:
        for _, text in chat.pages:
            for record, span in self.records(text, tally, self.reader()):
                if isinstance(record, ReadingWarning):
                    yield record
                    continue
                here = PagePlace(chat, tally.messages, span, place.files, place.times, place.masking)
                message = self.message(record, here)
                if message.text:
                    message = message._replace(text=place.masking.text(message.text))
                yield tally.count(message)
            yield from text_warnings(text, tally)
        for code, words in self.notes(chat):
            yield from tally.warnings(code, words)


_NO_SPAN = RawSpan(0, 0, "byte", "")


def _head_of(file: ChatFile) -> str:
    with file.open() as stream:
        return decode_head(stream.read(HEAD_SIZE))


def _merged(people: dict[Participant, None]) -> tuple[Participant, ...]:
    # Somebody known with an account or as oneself is not listed again by the bare name.
    known = {person.name for person in people if person.account_id or person.is_self is not None}
    return tuple(
        person for person in people if person.account_id or person.is_self is not None or person.name not in known
    )
