# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of conversations."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from evidence_vault.gui.flows.words_of_values import day_text
from evidence_vault.records import StoredConversation
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural

Index = QModelIndex | QPersistentModelIndex
CONVERSATION = Qt.ItemDataRole.UserRole


def title_of(stored: StoredConversation) -> str:
    """What a conversation is called: its title, else who takes part."""
    if stored.conversation.title:
        return visible_name(stored.conversation.title)
    names = [participant.name for participant in stored.conversation.participants if participant.name]
    return visible_name(", ".join(names[:3])) or _("Conversation without a name")


def summary_of(stored: StoredConversation) -> str:
    """How many messages, and from when to when."""
    count = plural("{count} message", "{count} messages", stored.messages)
    days = [day for day in (day_text(stored.first_at), day_text(stored.last_at)) if day]
    return f"{count} · {' – '.join(dict.fromkeys(days))}" if days else count


class ConversationsModel(QAbstractListModel):
    """Two lines an entry: title, and how much of when."""

    def __init__(self) -> None:
        super().__init__()
        self._conversations: list[StoredConversation] = []

    def show(self, conversations: Sequence[StoredConversation]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._conversations = list(conversations)
        self.endResetModel()

    def row_of(self, item_id: str, conversation_id: str | None) -> int | None:
        """The row of a conversation; of the item's first where no conversation is named."""
        for row, stored in enumerate(self._conversations):
            if stored.item_id == item_id and conversation_id in {None, stored.conversation.id}:
                return row
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row a conversation."""
        return 0 if parent.isValid() else len(self._conversations)

    def data(self, index: Index, role: int = 0) -> Any:
        """The two lines, and the record."""
        stored = self._conversations[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{title_of(stored)}\n{summary_of(stored)}"
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{title_of(stored)}, {stored.conversation.platform}, {summary_of(stored)}"
        return stored if role == CONVERSATION else None
