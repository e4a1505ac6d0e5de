# SPDX-License-Identifier: GPL-3.0-or-later
"""The copies that were made of a piece of evidence: for whom, what they are used for, and what can be done."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.errors import StepNotUnderstood
from evidence_vault.gui import theme
from evidence_vault.gui.flows.copy_words import purpose_words, use_words
from evidence_vault.gui.flows.words_of_values import time_text
from evidence_vault.gui.item_actions import ItemActions
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import FlowLayout, box, card, column, line
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.picture_steps import steps_from_json
from evidence_vault.records import EvidenceItem
from evidence_vault.translations import _


class ItemCopies(QWidget):
    """Hidden while there are none; read when it is shown."""

    def __init__(self, workspace: Workspace, item: EvidenceItem, actions: ItemActions) -> None:
        super().__init__()
        self._item = item
        self._actions = actions
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.current().space(2))
        self.hide()

        def work(vault: OpenVault) -> tuple[EvidenceItem, ...]:
            from evidence_vault.operations import make_copy

            return make_copy.copies_of(vault, item.id)

        workspace.read(self, work, self._show)

    def _show(self, copies: tuple[EvidenceItem, ...]) -> None:
        if not copies:
            return
        self._layout.addWidget(line())
        self._layout.addWidget(label(_("Copies — your original is safe"), "strong"))
        for copy in copies:
            self._layout.addWidget(self._card(copy))
        self.show()

    def _card(self, copy: EvidenceItem) -> QWidget:
        details = dict(copy.derivation or {})
        parts = [label(copy.name, "strong"), label(purpose_words(copy), "small")]
        if details.get("recipient"):
            parts.append(label(_("For: {name}").format(name=details["recipient"])))
        if uses := use_words(copy):
            parts.append(label(uses, "small"))
        parts.append(label(time_text(copy.added_at), "small"))
        flow = FlowLayout(gap=1)
        for words, icon, action in (
            (_("See it large"), "maximize", lambda: self._actions.view_large(copy, [copy])),
            (_("Save a copy …"), "download", lambda: self._actions.save_copy(copy)),
        ):
            flow.addWidget(button(words, action, look="small", icon=icon))
        if details.get("steps"):
            flow.addWidget(button(_("Start a new one from it"), lambda: self._again(copy), look="small", icon="pencil"))
        return card(column(*parts, box(flow), gap=1), padding=3)

    def _again(self, copy: EvidenceItem) -> None:
        details = dict(copy.derivation or {})
        page = details.get("page")
        try:
            steps = steps_from_json(details.get("steps"))
        except StepNotUnderstood:
            steps = ()  # made by a later version: begin with the plain picture
        self._actions.make_copy(self._item, page=page if isinstance(page, int) else 0, begin_with=steps)
