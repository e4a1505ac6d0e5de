# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a fact comes from, the same wherever one is shown: who recorded it when, from what, with the way there."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.gui.flows.custody_words import entity_words
from evidence_vault.gui.flows.origin_words import recorded_text, source_text, sources_of
from evidence_vault.gui.widgets.buttons import button, icon_button
from evidence_vault.gui.widgets.layout import FlowLayout, box, clear, column, row
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.records import Exhibit, Fact
from evidence_vault.translations import _


class FactOrigin(QWidget):
    """One line about ``fact``, and a button for each message that it names (``exhibits``: those of its case)."""

    def __init__(self, workspace: Workspace, fact: Fact, exhibits: Sequence[Exhibit]) -> None:
        super().__init__()
        self.fact_id = fact.id
        sources = sources_of(fact, exhibits)
        parts: list[QWidget] = [selectable(recorded_text(fact, sources), "small")]
        messages = [one for one in sources if one.seq is not None and one.exhibit]
        if messages:
            flow = FlowLayout(gap=1)
            for one in messages:
                flow.addWidget(_message_link(workspace, one))
            parts.append(box(flow))
        self.setLayout(column(*parts, gap=0.5))


def _message_link(workspace: Workspace, source: Any) -> QWidget:
    target = (source.item_id, source.conversation_id, source.seq)
    show = partial(workspace.show_section, "conversations", target)
    made = button(source_text(source), show, look="small", icon="messages-square")
    made.setAccessibleName(_("Go to the message: {place}").format(place=source_text(source)))
    return made


class FactsAbout(QWidget):
    """What was recorded about a piece of evidence or, with ``seq``, one of its messages; hidden where nothing was.

    Read when it is made and again when the case changes.
    """

    def __init__(self, workspace: Workspace, item_id: str, seq: int | None = None) -> None:
        super().__init__()
        self._workspace = workspace
        self._place = (item_id, seq)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.hide()
        workspace.changed.connect(self._changed)
        self.read()

    def _changed(self, what: str) -> None:
        if what not in {"evidence", "custody"}:
            self.read()

    def read(self) -> None:
        """Read it."""
        case_id, (item_id, seq) = self._workspace.case_id, self._place
        if case_id is None:
            return

        def work(vault: OpenVault) -> tuple[tuple[Fact, ...], tuple[Exhibit, ...]]:
            from evidence_vault.operations import fact_forms, fact_origins

            facts = fact_origins.facts_about(vault, case_id, item_id, seq)
            return facts, fact_forms.exhibit_choices(vault, case_id) if facts else ()

        self._workspace.read(self, work, self._show)

    def _show(self, found: tuple[tuple[Fact, ...], tuple[Exhibit, ...]]) -> None:
        facts, exhibits = found
        clear(self._inside)
        if facts:
            self._inside.addWidget(label(_("Recorded about it"), "strong"))
        for fact in facts:
            words = _sentence(entity_words(fact.entity))
            earlier = icon_button(
                "history", _("Earlier values of {what}").format(what=words), partial(self._earlier, fact)
            )
            line = row(label(words), earlier, gap=1)
            line.setStretch(0, 1)
            self._inside.addLayout(column(box(line), FactOrigin(self._workspace, fact, exhibits), gap=0.5))
        self.setVisible(bool(facts))

    def _earlier(self, fact: Fact) -> None:
        from evidence_vault.gui.fact_history import show_history

        show_history(self._workspace, fact, _sentence(entity_words(fact.entity)))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
