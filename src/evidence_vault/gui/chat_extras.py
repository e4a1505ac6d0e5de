# SPDX-License-Identifier: GPL-3.0-or-later
"""What belongs to the messages of a chat beside their words: marks, and the files that came along."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from evidence_vault.gui.flows.mark_words import mark_words
from evidence_vault.gui.item_actions import ItemActions
from evidence_vault.gui.models.messages_model import MessagesModel
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.message_details import MessageExtras
from evidence_vault.gui.widgets.pixels import pixmap
from evidence_vault.gui.workspace import OpenVault, ResultAction
from evidence_vault.records import EvidenceItem, Message, Picture, StoredConversation
from evidence_vault.translations import _

THUMBNAIL_SIDE = 320
MARKS_CHANGED = "marks"


class ChatExtras(QObject):
    """Belongs to the page of the conversations; fills ``model``."""

    def __init__(self, page: Page, model: MessagesModel) -> None:
        super().__init__(page)
        self._page = page
        self._model = model
        self._actions = ItemActions(page.workspace, page)
        self._stored: StoredConversation | None = None
        model.thumbnail_wanted.connect(self._load_thumbnail)

    def load(self, stored: StoredConversation) -> None:
        """Read marks and attachments of a conversation that was just opened."""
        self._stored = stored
        self._load_marks(stored)

        def work(vault: OpenVault) -> Any:
            from evidence_vault.operations import attachment_items

            return attachment_items.attachment_items(vault, stored.item_id)

        def done(found: Any) -> None:
            if stored is self._stored:
                self._model.show_attachments(found.find)

        self._page.workspace.read(self._page, work, done)

    def _load_marks(self, stored: StoredConversation) -> None:
        case_id = self._page.workspace.case_id
        if case_id is None:
            return

        def work(vault: OpenVault) -> Mapping[int, tuple[str, ...]]:
            from evidence_vault.operations import message_marks

            return message_marks.marks_of_item(vault, case_id, stored.item_id)

        def done(marks: Mapping[int, tuple[str, ...]]) -> None:
            if stored is self._stored:
                self._model.show_marks(marks)

        self._page.workspace.read(self._page, work, done)

    def _load_thumbnail(self, item_id: str) -> None:
        def work(vault: OpenVault) -> Picture:
            from evidence_vault.operations import show_picture

            return show_picture.thumbnail(vault, item_id, THUMBNAIL_SIDE)

        self._page.workspace.read(
            self._page,
            work,
            lambda picture: self._model.set_thumbnail(item_id, pixmap(picture)),
            failed=lambda _error: self._model.set_thumbnail(item_id, None),  # the sign of a picture stays
            between_steps=False,
        )

    def of(self, message: Message) -> MessageExtras:
        """What the details of a message show."""
        can_mark = self._page.workspace.case_id is not None
        mark: Callable[[str, bool], object] | None = None
        if can_mark:
            mark = lambda kind, on: self.mark(message, kind, on=on)  # noqa: E731 - a value of the record
        items = tuple(item for item in self._model.attachment_items(message))
        return MessageExtras(self._model.marks_of(message), mark, items, self.open_item)

    def open_item(self, item: EvidenceItem) -> None:
        """Show evidence large, or in its section where it is no picture."""
        from evidence_vault.gui.flows.evidence_filter import can_show_picture

        if can_show_picture(item):
            self._actions.view_large(item, [item])
        else:
            self._page.workspace.show_section("evidence", item.id)

    def open_first(self, message: Message) -> None:
        """Show the first file that came along with a message."""
        for item in self._model.attachment_items(message)[:1]:
            self.open_item(item)

    def mark(self, message: Message, kind: str, *, on: bool, undo: bool = True) -> None:
        """Mark a message, or take the mark away."""
        stored, workspace = self._stored, self._page.workspace
        case_id, actor = workspace.case_id, workspace.actor
        if stored is None or case_id is None:
            return

        def work(vault: OpenVault) -> None:
            from evidence_vault.operations import message_marks

            place = message_marks.place_of(stored.item_id, message)
            change = message_marks.put_mark if on else message_marks.take_mark
            change(vault, case_id, place, kind, actor)

        def done(_nothing: None) -> None:
            self._load_marks(stored)
            words = _("Marked: {kind}.") if on else _("The mark is taken away: {kind}.")
            back = ResultAction(_("Undo"), lambda: self.mark(message, kind, on=not on, undo=False))
            workspace.tell(words.format(kind=mark_words([kind])), back if undo else None)

        workspace.change(self._page, work, what=MARKS_CHANGED, done=done)
