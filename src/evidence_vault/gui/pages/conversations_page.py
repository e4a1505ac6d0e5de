# SPDX-License-Identifier: GPL-3.0-or-later
"""Chat logs as conversations: the list at the left, what was said at the right."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QListView, QSplitter, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.chat_extras import ChatExtras
from evidence_vault.gui.chat_reading import MAKER, ChatReading
from evidence_vault.gui.chat_translations import ChatTranslations
from evidence_vault.gui.keyboard import put_in_order
from evidence_vault.gui.models.conversations_model import CONVERSATION, ConversationsModel, title_of
from evidence_vault.gui.models.messages_model import MESSAGE, PAGE, MessagesModel
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.buttons import button, icon_button
from evidence_vault.gui.widgets.chat_chooser import ChatChooser
from evidence_vault.gui.widgets.empty_state import EmptyState
from evidence_vault.gui.widgets.finder_line import finder_line
from evidence_vault.gui.widgets.layout import clear, row
from evidence_vault.gui.widgets.message_details import MessageDetails
from evidence_vault.gui.widgets.message_list import MessageList
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault
from evidence_vault.records import Message, StoredConversation
from evidence_vault.translations import N_, _, plural


class ConversationsPage(Page):
    """Reads pages of messages as they come into view."""

    title = N_("Conversations")
    purpose = N_("What was said, by whom and when, as the chat logs you added tell it.")
    help = N_(
        "Add a chat log (for example the export of WhatsApp, WeChat or Telegram) and its conversations stand here.\n"
        "The small words beside a time say how certain it is: a file that does not name its time zone is shown as it "
        "writes it.\n"
        "Select a message to see it in full, to mark it, and to see where it stands in the file.\n"
        "A translation can be typed for a message, or brought in for the whole chat; it stands below the message.\n"
        "Enter or a double click on a message with a picture shows the picture large.\n"
        "The yellow line asks what the file does not say: which time zone, and which of them is you."
    )
    follows = ("evidence", "case")
    _awaited: int | None = None
    """The row that was gone to and is not read yet."""

    def build(self) -> QWidget:
        """List and messages, side by side."""
        self._open: StoredConversation | None = None
        self._wanted: tuple[str, str | None, int | None] | None = None
        self._hits: list[int] = []
        self._place = -1
        self._first_page: tuple[Message, ...] = ()
        self.conversations = ConversationsModel()
        self.messages = MessagesModel()
        self.messages.page_wanted.connect(self._load_page)
        self.reading = ChatReading(self)
        self.extras = ChatExtras(self, self.messages)
        self.translations = ChatTranslations(self, self.messages)
        self.chooser = ChatChooser(self.conversations)
        self.list.selectionModel().currentChanged.connect(lambda index, _before: self._choose(index))
        self.view = MessageList()
        self.view.setModel(self.messages)
        self.view.selectionModel().currentChanged.connect(lambda index, _before: self._show_message(index))
        self.translations.finished.connect(lambda: self._show_message(self.view.currentIndex()))
        self.view.activated.connect(self._open_attachment)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.chooser)
        splitter.addWidget(self._right_side())
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([300, 800])  # a share of the width, whatever that is
        return splitter

    @property
    def list(self) -> QListView:
        """The conversations at the left."""
        return self.chooser.list

    def _right_side(self) -> QWidget:
        right = QWidget()
        layout = QVBoxLayout(right)
        layout.setContentsMargins(theme.current().space(3), 0, 0, 0)
        self._name = label("", "title")
        self._zone = QVBoxLayout()
        self.read_as = button(_("Read as …"), lambda: self._ask(MAKER), look="quiet", icon="refresh-cw")
        self.translate = button(_("Translations …"), self.translations.ask_for_table, look="quiet", icon="languages")
        layout.addWidget(self._name)
        layout.addLayout(row(self.translate, self.read_as, None))
        layout.addLayout(self._search_line())
        layout.addLayout(self._zone)
        layout.addWidget(self.view, 1)
        return right

    def _search_line(self) -> Any:
        self.words = finder_line(_("Find in this conversation"))
        self.words.returnPressed.connect(self._find)
        self.words.textChanged.connect(self._forget_hits)
        self._found = label("", "small", wrap=False)
        up = icon_button("chevron-up", _("Earlier hit"), lambda: self._step(-1))
        down = icon_button("chevron-down", _("Later hit"), lambda: self._step(1))
        return row(self.words, self._found, up, down, gap=1)

    # --- the list

    def refresh(self) -> None:
        """Read the conversations."""
        self.show_loading()
        case_id = self.workspace.case_id

        def work(vault: OpenVault) -> tuple[StoredConversation, ...]:
            from evidence_vault.operations import browse_vault

            return browse_vault.conversations(vault, case_id)

        self.workspace.read(self, work, self._show_list, failed=self.show_problem)

    def _show_list(self, conversations: tuple[StoredConversation, ...]) -> None:
        if not conversations:
            self.show_empty(self._nothing_yet())
            return
        kept = self._open
        self.conversations.show(conversations)
        self.show_content()
        if self._wanted is not None:
            self._go_to_wanted()
            return
        place = None
        if kept is not None:  # read as another format, its conversations may have other names
            place = self.conversations.row_of(kept.item_id, kept.conversation.id)
            place = self.conversations.row_of(kept.item_id, None) if place is None else place
        self.chooser.reveal(place or 0)

    def _nothing_yet(self) -> EmptyState:
        state = EmptyState(
            "messages-square",
            _("No chat log yet"),
            _("Add an exported chat (a .txt, .zip, .json or .csv file), and what was said stands here, line by line."),
        )
        return state.add_action(_("Go to the evidence"), lambda: self.workspace.show_section("evidence"), primary=False)

    def open_at(self, target: object) -> None:
        """Show an item's conversation (its id), or a message ((item id, conversation id, number))."""
        if isinstance(target, str):
            self._wanted = (target, None, None)
        elif isinstance(target, tuple) and len(target) == 3:
            self._wanted = target
        if self.conversations.rowCount():
            self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        if self._wanted is None:
            return
        item_id, conversation_id, number = self._wanted
        self._wanted = None
        place = self.conversations.row_of(item_id, conversation_id)
        self.chooser.reveal(place or 0)
        if place is not None and number is not None:
            self._go_to_number(number)

    def _choose(self, index: QModelIndex) -> None:
        stored = index.data(CONVERSATION)
        if not isinstance(stored, StoredConversation):
            return
        self._open = stored
        self._name.setText(title_of(stored))
        self.words.clear()
        self._forget_hits()
        clear(self._zone)
        self._first_page, self._awaited = (), None
        self.messages.start(stored.messages)
        self.extras.load(stored)
        self.translations.load(stored)
        self.translate.setVisible(self.translations.can_translate)

    # --- the messages

    def _load_page(self, start: int) -> None:
        stored = self._open
        if stored is None:
            return

        def work(vault: OpenVault) -> tuple[Message, ...]:
            from evidence_vault.operations import browse_vault

            return browse_vault.messages(vault, stored.item_id, stored.conversation.id, start, PAGE)

        def done(messages: tuple[Message, ...]) -> None:
            if stored is self._open:
                self.messages.show_page(start, messages)
                self._mind_open(start, messages)
                self._show_awaited(start, messages)

        self.workspace.read(self, work, done)

    def _show_awaited(self, start: int, messages: tuple[Message, ...]) -> None:
        """What was gone to before it was read is shown now."""
        if self._awaited is not None and start <= self._awaited < start + len(messages):
            self._show_message(self.messages.index(self._awaited))

    def _mind_open(self, start: int, messages: tuple[Message, ...]) -> None:
        if start or self._open is None:
            return
        clear(self._zone)
        self._first_page = messages
        banner = self.reading.open_line(self._open, messages)
        if banner is not None:
            self._zone.addWidget(banner)
            put_in_order(self)

    def _ask(self, field: str) -> None:
        if self._open is not None:
            self.reading.ask(self._open, self._first_page, field)

    def _open_attachment(self, index: QModelIndex) -> None:
        message = index.data(MESSAGE)
        if isinstance(message, Message):
            self.extras.open_first(message)

    def _show_message(self, index: QModelIndex) -> None:
        message = index.data(MESSAGE)
        self._awaited = None if isinstance(message, Message) or not index.isValid() else index.row()
        if isinstance(message, Message) and self._open is not None:
            extras = replace(self.extras.of(message), translations=self.messages.translations_of(message))
            if self.translations.can_translate and message.text:
                extras = replace(extras, translate=partial(self.translations.ask, message))
            details = MessageDetails(self.workspace, self._open.item_id, message, extras)
            self.workspace.show_passing(details)

    # --- finding

    def _find(self) -> None:
        stored, words = self._open, self.words.text().strip()
        if self._hits:
            self._step(1)
            return
        if stored is None or not words:
            return

        def work(vault: OpenVault) -> tuple[int, ...]:
            from evidence_vault.operations import search_vault

            return search_vault.found_in_conversation(vault, stored.item_id, stored.conversation.id, words)

        self.workspace.read(self, work, self._show_hits)

    def _show_hits(self, numbers: tuple[int, ...]) -> None:
        self._hits = list(numbers)
        self._found.setText(plural("{count} hit", "{count} hits", len(numbers)))
        self._place = -1
        self._step(1)

    def _forget_hits(self) -> None:
        self._hits = []
        self._found.setText("")

    def _step(self, steps: int) -> None:
        if self._hits:
            self._place = (self._place + steps) % len(self._hits)
            self._go_to_number(self._hits[self._place])

    def _go_to_number(self, number: int) -> None:
        stored = self._open
        if stored is None:
            return

        def work(vault: OpenVault) -> int:
            from evidence_vault.operations import browse_vault

            return browse_vault.place_of_message(vault, stored.item_id, stored.conversation.id, number)

        self.workspace.read(self, work, self._scroll_to)

    def _scroll_to(self, place: int) -> None:
        index = self.messages.index(place)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
