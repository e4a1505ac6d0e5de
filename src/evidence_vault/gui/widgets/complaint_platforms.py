# SPDX-License-Identifier: GPL-3.0-or-later
"""The platforms one can complain to: a card each with how far it is, and the diary of what was sent."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.complaint_flow import state_words
from evidence_vault.gui.flows.words_of_values import time_text
from evidence_vault.gui.keyboard import keeping_keyboard
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.fact_origin import FactOrigin
from evidence_vault.gui.widgets.layout import card, clear, column, line, row
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.gui.workspace import Workspace
from evidence_vault.records import Exhibit, Fact
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _


class ComplaintPlatforms(QWidget):
    """``begin`` and ``sent`` name the platform; ``change`` and ``take_back`` the diary entry (platform, fact)."""

    begin = Signal(str)
    sent = Signal(str)
    change = Signal(str, object)
    take_back = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._exhibits: tuple[Exhibit, ...] = ()
        self.cards: dict[str, QFrame] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.current().space(3))

    def show_states(self, states: tuple[Any, ...], exhibits: tuple[Exhibit, ...]) -> None:
        """Show a card for each platform."""
        self._exhibits = exhibits
        with keeping_keyboard(self):
            clear(self._layout)
            self.cards = {}
            for state in states:
                self.cards[state.platform] = shown = self._card(state)
                self._layout.addWidget(shown)
            self._layout.addStretch(1)

    def _card(self, state: Any) -> QFrame:
        words = [state_words(state)]
        if state.is_of_case:
            words.append(_("the platform of this case"))
        title = column(label(state.name, "title"), label(" · ".join(words), "muted"), gap=0.5)
        again = _("Go on") if state.draft else _("Prepare a complaint")
        begin = button(again, lambda: self.begin.emit(state.platform), look="primary" if state.is_of_case else "")
        begin.setAccessibleName(f"{again}: {state.name}")
        sent = button(_("I have sent it …"), lambda: self.sent.emit(state.platform), icon="send")
        sent.setAccessibleName(f"{sent.text()}: {state.name}")
        if state.draft:
            title.addWidget(FactOrigin(self._workspace, state.draft, self._exhibits))
        top = row(title, sent, begin, gap=2)
        top.setStretch(0, 1)
        layout = column(top, gap=3)
        if state.sent:
            layout.addWidget(line())
            layout.addWidget(label(_("Diary"), "strong"))
            for fact in state.sent:
                layout.addLayout(self._entry(state.platform, fact))
        return card(layout)

    def _entry(self, platform: str, fact: Fact) -> Any:
        fields = fact.fields
        head = [time_text(_text(fields.get("reported_at")))]
        head += [_text(fields.get(name)) for name in ("channel", "what_was_given") if fields.get(name)]
        lines: list[QWidget] = [selectable(" · ".join(visible_name(part) for part in head))]
        for words, name in (
            (_("Number: {text}"), "reference_no"),
            (_("Answer: {text}"), "outcome"),
            (_("Next step on {text}"), "next_step_due"),
        ):
            if fields.get(name):
                lines.append(selectable(words.format(text=visible_name(_text(fields.get(name)))), "small"))
        if not fields.get("outcome"):
            lines.append(label(_("No answer recorded yet."), "small"))
        lines.append(FactOrigin(self._workspace, fact, self._exhibits))
        change = button(_("Add the answer …"), lambda: self.change.emit(platform, fact), look="small")
        remove = button(_("Take back"), lambda: self.take_back.emit(fact), look="small")
        entry = row(column(*lines, gap=0.5), change, remove, gap=2)
        entry.setStretch(0, 1)
        return entry


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
