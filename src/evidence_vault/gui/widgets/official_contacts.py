# SPDX-License-Identifier: GPL-3.0-or-later
"""Official contacts by country, dated. Addresses are words to type, never links."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.todo_words import dated_words
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import card, clear, column, line
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.translations import _


class OfficialContacts(QWidget):
    """``chosen`` with the id of another list."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lists: tuple[Any, ...] = ()
        self._tag = ""
        self.country = QComboBox()
        self.country.activated.connect(lambda _place: self._choose())
        self._inside = QVBoxLayout()
        self._inside.setSpacing(theme.current().space(2))
        words = _("Type an address yourself. Check every number on the official page before you rely on it.")
        field = Field(_("Country"), self.country)
        layout = column(label(_("Official contacts"), "title"), label(words, "muted"), field, self._inside, gap=2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(layout))

    def show_lists(self, lists: tuple[Any, ...], wanted: str, tag: str) -> None:
        """Show the list ``wanted``, and offer the others (``ContactList``)."""
        if (lists, tag) != (self._lists, self._tag):
            self._lists, self._tag = lists, tag
            self.country.clear()
            for one in lists:
                self.country.addItem(one.name[tag], one.id)
        self.country.setCurrentIndex(self.country.findData(wanted))
        self._show()

    def _choose(self) -> None:
        self._show()
        self.chosen.emit(str(self.country.currentData()))

    def _show(self) -> None:
        clear(self._inside)
        shown = self._lists[max(0, self.country.currentIndex())]
        for contact in shown.contacts:
            parts: list[Any] = [label(contact.name[self._tag], "strong")]
            parts += [selectable(text, "key") for text in (contact.number, contact.site) if text]
            self._inside.addWidget(line())
            self._inside.addLayout(column(*parts, label(contact.use[self._tag], "muted"), gap=0.5))
        self._inside.addWidget(label(dated_words(shown.compiled_on, shown.last_reviewed), "small"))
