# SPDX-License-Identifier: GPL-3.0-or-later
"""What importers of simple texts share: one chat, header lines of one form, the words of each record below it."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames, names_beside
from evidence_vault.importers.base import Tally
from evidence_vault.importers.json_details import Masking
from evidence_vault.importers.line_records import Block, Line, read_blocks
from evidence_vault.importers.text_lines import TextSource, head_lines, text_warnings
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
_FIRST_LINES = 12

CONVERSATION = "1"
Header = re.Match[str]


class BlockChats(ABC):
    """An importer of a text; ``header_form`` has the groups ``name`` and ``time``, ``first_line`` a group ``title``.

    Without ``first_line`` two headers are needed to be certain.
    """

    id: str
    name: str
    platform: str
    limits: str
    header_form: re.Pattern[str]
    first_line: re.Pattern[str] | None = None
    version = "1"
    suffixes: tuple[str, ...] = (".txt",)

    @abstractmethod
    def message(self, block: Block[Header], header: Header, seq: int) -> Message:
        """The message of one record."""

    def header(self, line: Line) -> Header | None:
        """The header that a line is."""
        return self.header_form.fullmatch(line.text)

    def is_preamble(self, block: Block[Header]) -> bool:
        """Whether what stands before the first header is the tool's own."""
        return all(not line.strip() or self._title_of(line) for line in block.texts)

    def person(self, header: Header) -> Participant | None:
        """Who wrote a record."""
        name = header["name"]
        return Participant(name) if name else None

    def prepared(self, text: TextSource, answers: Answers) -> "BlockChats":
        """This importer, or one that knows what the whole text tells."""
        return self

    def closing(self) -> Iterator[tuple[str, str]]:
        """Warnings about the whole text: code and words."""
        yield from ()

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """From the first line and the headers."""
        lines = [line for line in head_lines(untrusted_head) if line.strip()]
        headers = sum(self.header_form.fullmatch(line) is not None for line in lines)
        if self.first_line is not None:
            titled = any(self._title_of(line) for line in lines[:_FIRST_LINES])
            sure = titled and headers
            return (Recognition.CERTAIN if sure else Recognition.NO), "the first line and headers of this tool"
        if not headers or not self.header_form.fullmatch(lines[0]):
            return Recognition.NO, "no headers of this tool"
        return (Recognition.CERTAIN if headers > 1 else Recognition.MAYBE), "headers of this tool"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every record in file order."""
        text = TextSource.of(source)
        yield from self.prepared(text, answers).records(text, AttachmentNames(names_beside(source)))

    def records(self, text: TextSource, files: AttachmentNames) -> Iterator[ReadingRecord]:
        """The records of ``text``; ``files`` lie beside it. Raises FormatUnknown without a single header."""
        title, people = self._survey(text)
        if people is None:
            raise errors.FormatUnknown(name=text.name)
        tally, masking = Tally(), Masking()
        tally.conversations = 1
        yield Conversation(CONVERSATION, title, self.platform, tuple(people))
        for block in read_blocks(text, self.header):
            if block.header is not None:
                message = files.looked_for(self.message(block, block.header, tally.messages))
                yield tally.count(message._replace(text=masking.text(message.text)) if message.text else message)
            elif not self.is_preamble(block):
                yield tally.count(block.unknown(CONVERSATION, tally.messages))
        if masking.found:
            yield from tally.warnings("SECRETS_INSIDE")
        for code, words in self.closing():
            yield from tally.warnings(code, words)
        yield from tally.warnings(self.limits)
        yield from text_warnings(text, tally)
        yield from tally.end()

    def _title_of(self, line: str) -> Header | None:
        return self.first_line.fullmatch(line.lstrip("\ufeff").strip()) if self.first_line else None

    def _survey(self, text: TextSource) -> tuple[str | None, list[Participant] | None]:
        title: str | None = None
        people: dict[Participant, None] = {}
        found = False
        for number, line in enumerate(text.texts()):
            if number < _FIRST_LINES and title is None and (match := self._title_of(line)):
                title = match["title"] or None
            elif header := self.header_form.fullmatch(line):
                found = True
                person = self.person(header)
                if person is not None and len(people) < _MOST_PEOPLE:
                    people[person] = None
        return title, list(people) if found else None
