# SPDX-License-Identifier: GPL-3.0-or-later
"""What importers of WeChat pages share that put messages on two sides, and name people only in groups."""

from abc import ABC, abstractmethod

from evidence_vault.importers.page_chats import PageChat, PageChats
from evidence_vault.importers.page_records import PageRecord, RecordPage, one_line
from evidence_vault.importers.printed_times import PrintedTimes
from evidence_vault.records import Participant

_UNNAMED = "unnamed"


class TwoSidedPages(PageChats, ABC):
    """In a chat of two the other side has the name of the page. Every message has its seconds, or a plain time."""

    @abstractmethod
    def is_notice(self, record: PageRecord) -> bool:
        """Whether nobody wrote it."""

    def printed(self, record: PageRecord) -> str:
        """Nothing: no order of day and month is open."""
        return ""

    def title(self, chat: PageChat, reader: RecordPage) -> str | None:
        """The chat's name; where messages of the other side name nobody, it is that side's."""
        title = super().title(chat, reader)
        if title and _UNNAMED in chat.notes and not any(person.is_self is False for person in chat.people):
            chat.people[Participant(title, None, is_self=False)] = None
        return title

    def _note(self, chat: PageChat, record: PageRecord, times: PrintedTimes) -> None:
        super()._note(chat, record, times)
        if self._is_unnamed(record):
            chat.notes[_UNNAMED] = "1"

    def speaker(self, record: PageRecord) -> Participant | None:
        """The name; without one only the person's own side is somebody."""
        name = one_line(record.sender) or None
        if self.is_notice(record) or (name is None and not record.is_self):
            return None
        return Participant(name, None, record.is_self)

    def writer(self, record: PageRecord, chat: PageChat) -> Participant | None:
        """Who wrote a message, also where only the page tells."""
        other = Participant(chat.title, None, is_self=False)
        return other if self._is_unnamed(record) and other in chat.people else self.speaker(record)

    def _is_unnamed(self, record: PageRecord) -> bool:
        return record.is_self is False and not one_line(record.sender) and not self.is_notice(record)
