# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows every state a fact had, at the side; an earlier one can be taken again, with undo."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.history_words import change_text, state_title, told_changes
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import box, card, column
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.gui.workspace import OpenVault, ResultAction, Workspace
from evidence_vault.records import Fact, Fields
from evidence_vault.translations import _

KEPT = frozenset({"recorded", "changed"})
"""States that left values behind."""


def show_history(workspace: Workspace, fact: Fact, title: str) -> None:
    """Read the states of ``fact`` and show them at the side."""

    def work(vault: OpenVault) -> tuple[Any, Mapping[str, Mapping[str, str]]]:
        from evidence_vault.operations import fact_forms
        from evidence_vault.operations import fact_history as history

        fields = fact_forms.form_fields(fact.entity)
        return history.fact_history(vault, fact.id), {name: dict(one.choices) for name, one in fields.items()}

    def done(found: tuple[Any, Mapping[str, Mapping[str, str]]]) -> None:
        states, choices = found
        workspace.show_details(FactHistory(title, states, choices, partial(_take_again, workspace, fact)))

    workspace.read(workspace, work, done)


class FactHistory(QWidget):
    """The states, the newest first (``operations.fact_history.FactState``)."""

    def __init__(
        self, title: str, states: Any, choices: Mapping[str, Mapping[str, str]], again: Callable[[Fields], object]
    ) -> None:
        super().__init__()
        words = _("Nothing that was written is lost: every earlier value stays in the log of the vault.")
        parts: list[Any] = [label(title, "title"), label(words, "muted")]
        for place, state in enumerate(states):
            pieces: list[Any] = [label(state_title(state), "strong")]
            pieces += [selectable(change_text(state, change, choices)) for change in told_changes(state)]
            if place and state.what in KEPT:
                use = button(_("Use these values again"), partial(again, state.fields), look="small", icon="undo-2")
                use.setAccessibleName(f"{_('Use these values again')}: {state_title(state)}")
                pieces.append(box(column(use)))
            parts.append(card(column(*pieces, gap=1), padding=2))
        layout = column(*parts, None, gap=2)
        layout.setContentsMargins(0, 0, theme.current().space(2), theme.current().space(3))
        self.setLayout(layout)


def _take_again(workspace: Workspace, fact: Fact, fields: Fields) -> None:
    def put(values: Fields, done: Callable[[Any], object]) -> None:
        actor = workspace.actor

        def work(vault: OpenVault) -> tuple[Fact, Fact]:
            from evidence_vault.operations import edit_case

            before = vault.fact(fact.id)
            return before, edit_case.put_fact(vault, fact.case_id or "", fact.entity, values, actor, fact_id=fact.id)

        workspace.change(workspace, work, done=done)

    def told(facts: tuple[Fact, Fact]) -> None:
        undo = ResultAction(_("Undo"), lambda: put(facts[0].fields, lambda _facts: None))
        workspace.tell(_("The earlier values stand again."), undo)
        workspace.show_details(None)

    put(fields, told)
