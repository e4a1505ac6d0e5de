# SPDX-License-Identifier: GPL-3.0-or-later
"""The messages of a conversation, loaded page by page where they are looked at."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from evidence_vault.gui.flows.message_words import day_words, spoken
from evidence_vault.records import Message

Index = QModelIndex | QPersistentModelIndex
MESSAGE = Qt.ItemDataRole.UserRole
DAY = Qt.ItemDataRole.UserRole + 1

PAGE = 200
"""Messages that are read at a time."""

KEPT_PAGES = 40
"""Pages kept in memory; older ones are read again when they are looked at again."""


class MessagesModel(QAbstractListModel):
    """``page_wanted`` asks for the messages from ``start`` on; ``show_page`` brings them."""

    page_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._total = 0
        self._pages: dict[int, Sequence[Message]] = {}
        self._asked: set[int] = set()

    def start(self, total: int) -> None:
        """Show another conversation of ``total`` messages; nothing is read yet."""
        self.beginResetModel()
        self._total = total
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()

    def show_page(self, start: int, messages: Sequence[Message]) -> None:
        """The messages from ``start`` on have arrived."""
        page = start // PAGE
        self._asked.discard(page)
        self._pages[page] = messages
        while len(self._pages) > KEPT_PAGES:
            self._pages.pop(next(iter(self._pages)))
        last = min(start + len(messages), self._total - 1)  # the first of the next page may lose its day line
        self.dataChanged.emit(self.index(start), self.index(max(start, last)))

    def message(self, row: int) -> Message | None:
        """The message of a row, None when it is not there yet; then it is asked for."""
        page, place = divmod(row, PAGE)
        messages = self._pages.get(page)
        if messages is None:
            if page not in self._asked:
                self._asked.add(page)
                self.page_wanted.emit(page * PAGE)
            return None
        return messages[place] if place < len(messages) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """All messages, read or not."""
        return 0 if parent.isValid() else self._total

    def data(self, index: Index, role: int = 0) -> Any:
        """The message, its day line, and its words for screen readers."""
        if not index.isValid():
            return None
        if role == MESSAGE:
            return self.message(index.row())
        if role == DAY:
            return self._day(index.row())
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole}:
            message = self.message(index.row())
            return spoken(message) if message is not None else ""
        return None

    def _day(self, row: int) -> str:
        message = self.message(row)
        if message is None:
            return ""
        page, place = divmod(row - 1, PAGE)
        before = self._pages.get(page) if row else None
        if row and before is None:
            return ""  # not known yet; the page before announces itself when it comes
        return day_words(message, before[place] if before and place < len(before) else None)
