# SPDX-License-Identifier: GPL-3.0-or-later
"""What importers of chats in a table share: known headings, two walks, broken rows named."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames, names_beside
from evidence_vault.importers.base import Tally
from evidence_vault.importers.json_details import Masking
from evidence_vault.importers.table_rows import Row, read_rows
from evidence_vault.importers.text_lines import TextSource, decode_head, text_warnings
from evidence_vault.records import (
    Answers,
    Conversation,
    Message,
    Participant,
    ReadingRecord,
    ReadingSource,
    Recognition,
)

_MOST_PEOPLE = 10_000
_MOST_CHATS = 10_000

Fields = Mapping[str, str]
"""Heading to cell; missing cells are missing."""


class TablePlace(NamedTuple):
    """Where a row's message stands."""

    conversation: str
    seq: int
    row: Row


class TableChats(ABC):
    """An importer of a table whose ``headings`` no other program writes in this order.

    ``older_headings``: of earlier layouts.
    """

    id: str
    name: str
    headings: tuple[str, ...]
    older_headings: tuple[tuple[str, ...], ...] = ()
    platform: str
    limits: str
    version = "1"
    suffixes: tuple[str, ...] = (".csv",)

    @abstractmethod
    def is_record(self, fields: Fields) -> bool:
        """Whether a row has what a message needs."""

    @abstractmethod
    def speaker(self, fields: Fields) -> Participant | None:
        """Who wrote a message; None for nobody."""

    @abstractmethod
    def message(self, fields: Fields, place: TablePlace) -> Message:
        """The message of one row."""

    def chat(self, fields: Fields) -> tuple[str, str | None]:
        """Id and title of the chat of a row."""
        return "1", None

    def title_of(self, source: ReadingSource) -> str | None:
        """What a chat is called whose rows do not say it: of tools that write one chat a file, the file's name."""
        return None

    def doubt(self, fields: Fields) -> str | None:
        """What looks as if a spreadsheet had changed it."""
        return None

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the headings."""
        first = decode_head(untrusted_head[:4096]).lstrip("\ufeff").split("\n", 1)[0]
        if tuple(cell.strip(' "\r') for cell in first.split(",")) in {self.headings, *self.older_headings}:
            return Recognition.CERTAIN, "the headings of this tool"
        return Recognition.NO, "not the headings of this tool"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every row below the headings."""
        text = TextSource.of(source)
        headings = tuple(cell.strip() for cell in next(iter(read_rows(text)), Row(0, 1, ())).cells)
        if headings not in {self.headings, *self.older_headings}:
            raise errors.FormatUnknown(name=source.name)
        chats = self._survey(text, headings)
        tally, masking, files = Tally(), Masking(), AttachmentNames(names_beside(source))
        tally.conversations = len(chats)
        for identity, (title, people) in chats.items():
            yield Conversation(identity, title or self.title_of(source), self.platform, tuple(people))
        for row in read_rows(text):
            if row.number and not row.is_blank:
                yield from self._row(row, headings, files, tally, masking)
        if masking.found:
            yield from tally.warnings("SECRETS_INSIDE")
        yield from tally.warnings(self.limits)
        yield from text_warnings(text, tally)
        yield from tally.end()

    def fields(self, row: Row, headings: tuple[str, ...]) -> Fields:
        """What a row says under the headings of its table."""
        return dict(zip(headings, row.cells, strict=False))

    def _survey(
        self, text: TextSource, headings: tuple[str, ...]
    ) -> dict[str, tuple[str | None, dict[Participant, None]]]:
        chats: dict[str, tuple[str | None, dict[Participant, None]]] = {}
        for row in read_rows(text):
            fields = self.fields(row, headings)
            if row.number == 0 or row.broken or row.is_blank or not self.is_record(fields):
                continue
            identity, title = self.chat(fields)
            if identity in chats or len(chats) < _MOST_CHATS:
                people = chats.setdefault(identity, (title, {}))[1]
                if (person := self.speaker(fields)) and len(people) < _MOST_PEOPLE:
                    people[person] = None
        return chats

    def _row(
        self, row: Row, headings: tuple[str, ...], files: AttachmentNames, tally: Tally, masking: Masking
    ) -> Iterator[ReadingRecord]:
        fields = self.fields(row, headings)
        if row.broken or not self.is_record(fields):
            tally.leave_out()
            yield from tally.warnings("RECORD_NOT_UNDERSTOOD", " ".join(row.cells), row.line)
            return
        if doubt := self.doubt(fields):
            yield from tally.warnings("SPREADSHEET_CHANGED", doubt, row.line)
        message = files.looked_for(self.message(fields, TablePlace(self.chat(fields)[0], tally.messages, row)))
        for cell in row.cells:
            masking.text(cell)
        yield tally.count(message._replace(text=masking.text(message.text)) if message.text else message)
