# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of conversations, with a line to find one by its name or who takes part where there are many."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QWidget

from evidence_vault.gui.models.conversations_model import CONVERSATION, ConversationsModel, title_of
from evidence_vault.gui.widgets.finder_line import finder_line
from evidence_vault.gui.widgets.layout import column
from evidence_vault.gui.widgets.two_lines import TwoLines
from evidence_vault.records import StoredConversation
from evidence_vault.translations import _

MANY = 8
"""From so many conversations on, the line is shown."""


class ChatChooser(QWidget):
    """``list`` shows ``model``; rows that do not fit what is typed are hidden, what is open stays open."""

    def __init__(self, model: ConversationsModel) -> None:
        super().__init__()
        self._model = model
        self.finder = finder_line(_("Find a conversation"))
        self.finder.textChanged.connect(lambda _words: self._hide_others())
        self.finder.returnPressed.connect(self._open_first)
        self.list = QListView()
        self.list.setAccessibleName(_("Conversations"))
        self.list.setModel(model)
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model.modelReset.connect(self._show_others)
        layout = column(self.finder, gap=2)
        layout.addWidget(self.list, 1)
        self.setLayout(layout)
        self._show_others()

    def reveal(self, row: int) -> None:
        """Open the conversation in ``row``, also where what is typed hides it."""
        if self.list.isRowHidden(row):
            self.finder.clear()
        self.list.setCurrentIndex(self._model.index(row))

    def _show_others(self) -> None:
        self.finder.setVisible(self._model.rowCount() >= MANY)
        self._hide_others()

    def _hide_others(self) -> None:
        wanted = self.finder.text().casefold().split() if self._model.rowCount() >= MANY else []
        for row in range(self._model.rowCount()):
            names = _names_of(self._model.index(row).data(CONVERSATION))
            self.list.setRowHidden(row, not all(word in names for word in wanted))

    def _open_first(self) -> None:
        for row in range(self._model.rowCount()):
            if not self.list.isRowHidden(row):
                self.list.setCurrentIndex(self._model.index(row))
                self.list.setFocus()
                return


def _names_of(stored: StoredConversation) -> str:
    names = (participant.name or "" for participant in stored.conversation.participants)
    return " ".join((title_of(stored), stored.conversation.platform, *names)).casefold()
