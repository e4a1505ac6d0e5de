# SPDX-License-Identifier: GPL-3.0-or-later
"""The first messages of a file before it is kept: when and who, and below it what."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from evidence_vault.gui.flows.message_words import body_words, day_words, when_words
from evidence_vault.gui.flows.words_of_values import day_text
from evidence_vault.gui.widgets.two_lines import TwoLines
from evidence_vault.records import Message
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _

LONGEST = 300


class MessagePreview(QListWidget):
    """A list that only shows."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("First messages"))
        self.setItemDelegate(TwoLines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_messages(self, messages: Sequence[Message]) -> None:
        """Show these."""
        self.clear()
        for message in messages:
            self.addItem(QListWidgetItem(f"{_title(message)}\n{_body(message)}"))
        if messages:
            self.setCurrentRow(0)


def _title(message: Message) -> str:
    day = day_words(message, None) if day_text(message.sent_at) else ""
    who = visible_name(message.sender) if message.sender else _("no sender")
    me = _("you") if message.is_self else ""
    return " · ".join(part for part in (day, when_words(message), who, me) if part)


def _body(message: Message) -> str:
    return " ⏎ ".join(body_words(message).split("\n"))[:LONGEST]
