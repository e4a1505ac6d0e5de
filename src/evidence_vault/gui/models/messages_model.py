# SPDX-License-Identifier: GPL-3.0-or-later
"""The messages of a conversation, loaded page by page where they are looked at."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPixmap

from evidence_vault.gui.flows.evidence_filter import can_show_picture
from evidence_vault.gui.flows.mark_words import mark_words
from evidence_vault.gui.flows.message_words import day_words, spoken, translated_words, visible_text
from evidence_vault.records import EvidenceItem, Message, Translation
from evidence_vault.translations import interface_words

Index = QModelIndex | QPersistentModelIndex
MESSAGE = Qt.ItemDataRole.UserRole
DAY = Qt.ItemDataRole.UserRole + 1
MARKS = Qt.ItemDataRole.UserRole + 2
"""The kinds of marks on the message."""
PICTURE_ITEM = Qt.ItemDataRole.UserRole + 3
"""The first picture that came along with the message (EvidenceItem), None where there is none."""
PICTURE = Qt.ItemDataRole.UserRole + 4
"""Its thumbnail, None while it is not there."""
TRANSLATION = Qt.ItemDataRole.UserRole + 5
"""What the message means in another language (text), "" where nothing was said."""

KNOWN = Qt.ItemDataRole.UserRole + 9
"""The message if it is there; for measuring, where a view may go through thousands of rows at once."""

_WORDS = frozenset({Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole})
PAGE = 200
"""Messages that are read at a time."""

KEPT_PAGES = 40
"""Pages kept in memory; older ones are read again when they are looked at again."""


class MessagesModel(QAbstractListModel):
    """``page_wanted`` asks for the messages from ``start`` on; ``show_page`` brings them.

    ``thumbnail_wanted`` asks for the thumbnail of an item; ``set_thumbnail`` brings it.
    """

    page_wanted = Signal(int)
    thumbnail_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._total = 0
        self._pages: dict[int, Sequence[Message]] = {}
        self._asked: set[int] = set()
        self._shown_empty: dict[int, set[int]] = {}
        self._marks: Mapping[int, tuple[str, ...]] = {}
        self._find: Callable[[str | None], EvidenceItem | None] = lambda _name: None
        self._thumbnails: dict[str, QPixmap | None] = {}
        self._translations: Callable[[Message], tuple[Translation, ...]] = lambda _message: ()

    def start(self, total: int) -> None:
        """Show another conversation of ``total`` messages; nothing is read yet."""
        self.beginResetModel()
        self._total = total
        self._pages.clear()
        self._asked.clear()
        self._shown_empty.clear()
        self._marks = {}
        self._find = lambda _name: None
        self._thumbnails.clear()
        self._translations = lambda _message: ()
        self.endResetModel()

    def show_marks(self, marks: Mapping[int, tuple[str, ...]]) -> None:
        """The marks on this conversation's messages, by their numbers in the file."""
        before, self._marks = self._marks, marks
        changed = {seq for seq in {*before, *marks} if before.get(seq) != marks.get(seq)}
        self._changed(lambda message: message.seq in changed)

    def show_attachments(self, find: Callable[[str | None], EvidenceItem | None]) -> None:
        """``find`` gives the evidence that an attachment is, by its name."""
        self._find = find
        self._changed(lambda message: bool(message.attachments))  # those with a picture are taller now

    def show_translations(self, find: Callable[[Message], tuple[Translation, ...]]) -> None:
        """``find`` gives what was said a message means."""
        before, self._translations = self._translations, find
        self._changed(lambda message: before(message) != find(message))  # translated ones are taller now

    def translations_of(self, message: Message) -> tuple[Translation, ...]:
        """What was said a message means."""
        return self._translations(message)

    def set_thumbnail(self, item_id: str, pixmap: QPixmap | None) -> None:
        """A thumbnail arrived; None where none can be made."""
        self._thumbnails[item_id] = pixmap
        self._changed(lambda message: any(item.id == item_id for item in self.attachment_items(message)))

    def attachment_items(self, message: Message) -> tuple[EvidenceItem, ...]:
        """The evidence that came along with a message."""
        found = (self._find(one.name) for one in message.attachments)
        return tuple(item for item in found if item is not None)

    def marks_of(self, message: Message) -> tuple[str, ...]:
        """The kinds of marks on a message."""
        return self._marks.get(message.seq, ())

    def _changed(self, is_meant: Callable[[Message], bool]) -> None:
        # Row by row, and only of what is there: told that all of a long chat changed, the view asks for the height of
        # every row of it, and so for every message.
        for page, messages in tuple(self._pages.items()):
            for place, message in enumerate(messages):
                if is_meant(message):
                    index = self.index(page * PAGE + place)
                    self.dataChanged.emit(index, index)

    def show_page(self, start: int, messages: Sequence[Message]) -> None:
        """The messages from ``start`` on have arrived: the rows that were looked at meanwhile are drawn again."""
        page = start // PAGE
        self._asked.discard(page)
        self._pages[page] = messages
        while len(self._pages) > KEPT_PAGES:
            self._pages.pop(next(iter(self._pages)))
        waiting = self._shown_empty.pop(page, set())
        after = start + len(messages)  # the first of the next page may lose its day line
        for row in sorted(waiting | ({after} if after < self._total and after // PAGE in self._pages else set())):
            self.dataChanged.emit(self.index(row), self.index(row))

    def message(self, row: int) -> Message | None:
        """The message of a row, None when it is not there yet; then it is asked for."""
        page, place = divmod(row, PAGE)
        messages = self._pages.get(page)
        if messages is None:
            self._shown_empty.setdefault(page, set()).add(row)
            if page not in self._asked:
                self._asked.add(page)
                self.page_wanted.emit(page * PAGE)
            return None
        return messages[place] if place < len(messages) else None

    def known(self, row: int) -> Message | None:
        """The message of a row if it is there; nothing is asked for, and it is drawn again when it comes."""
        page, place = divmod(row, PAGE)
        messages = self._pages.get(page)
        if messages is None:
            self._shown_empty.setdefault(page, set()).add(row)
            return None
        return messages[place] if place < len(messages) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """All messages, read or not."""
        return 0 if parent.isValid() else self._total

    def data(self, index: Index, role: int = 0) -> Any:
        """The message, its day line, and its words for screen readers."""
        if not index.isValid():
            return None
        if role == KNOWN:
            return self.known(index.row())
        if role == DAY:
            return self._day(index.row())
        message = self.message(index.row())
        return message if role == MESSAGE or message is None else self._extra(message, role)

    def _extra(self, message: Message, role: int) -> Any:
        if role == MARKS:
            return self.marks_of(message)
        if role == PICTURE_ITEM:
            return self._picture_item(message)
        if role == PICTURE:
            return self._picture(message)
        if role == TRANSLATION:
            return self._translation(message)
        return self._spoken(message) if role in _WORDS else None

    def _translation(self, message: Message) -> str:
        """In the language of the window, else in the first there is."""
        there = self.translations_of(message)
        own = [one for one in there if one.language == interface_words().tag]
        return next((visible_text(one.text) for one in (*own, *there)), "")

    def _spoken(self, message: Message) -> str:
        marks = mark_words(self.marks_of(message))
        words = f"{marks}: {spoken(message)}" if marks else spoken(message)
        said = self._translation(message)
        return f"{words}. {translated_words(said)}" if said else words

    def _picture_item(self, message: Message) -> EvidenceItem | None:
        if not message.attachments:
            return None
        return next((item for item in self.attachment_items(message) if can_show_picture(item)), None)

    def _picture(self, message: Message) -> QPixmap | None:
        item = self._picture_item(message)
        if item is None:
            return None
        if item.id not in self._thumbnails:
            self._thumbnails[item.id] = None
            self.thumbnail_wanted.emit(item.id)
        return self._thumbnails[item.id]

    def _day(self, row: int) -> str:
        message = self.message(row)
        if message is None:
            return ""
        page, place = divmod(row - 1, PAGE)
        before = self._pages.get(page) if row else None
        if row and before is None:
            return ""  # not known yet; the page before announces itself when it comes
        return day_words(message, before[place] if before and place < len(before) else None)
