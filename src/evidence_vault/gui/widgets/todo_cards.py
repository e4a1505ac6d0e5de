# SPDX-License-Identifier: GPL-3.0-or-later
"""The quiet cards of "What to do now": next, what is missing, the order of actions, clocks, warnings."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout

from evidence_vault.gui import theme
from evidence_vault.gui.flows.todo_words import AUDIENCES, MissingLine, clock_words, dated_words
from evidence_vault.gui.widgets.buttons import button, icon_button
from evidence_vault.gui.widgets.layout import card, column, line, row
from evidence_vault.gui.widgets.words import label, picture_label
from evidence_vault.translations import _

Go = Callable[[str, object], object]
"""Goes to a section at a target."""


def next_card(step: Any, go: Go) -> QFrame:
    """The one thing to do next (``NextStep``), and why."""
    words = column(label(_("The next step"), "caption"), label(_(step.what), "title"), label(_(step.why)), gap=1)
    parts: list[Any] = [words]
    if step.section != "todo":
        parts.append(button(_("Go there"), lambda: go(step.section, step.target), look="primary", icon="arrow-right"))
    layout = row(*parts)
    layout.setStretch(0, 1)
    return card(layout)


def missing_card(lines: Iterable[MissingLine], go: Go) -> QFrame:
    """What the platform's form and the report to the police still lack; each line leads to its place."""
    parts: list[Any] = [label(_("What is not recorded yet"), "title")]
    listed = tuple(lines)
    if not listed:
        return card(column(*parts, label(_("Platform and police would find everything they ask for."), "muted"), gap=1))
    parts.append(label(_("You can hand over without it. Each line leads to where it is written down."), "muted"))
    for audience, words in AUDIENCES.items():
        wanted = [one for one in listed if one.audience == audience]
        if wanted:
            parts.append(label(_(words), "strong"))
            parts += [row(_missing_button(one, go), None) for one in wanted]
    return card(column(*parts, gap=1))


def _missing_button(missing: MissingLine, go: Go) -> QFrame:
    words = missing.words[:1].upper() + missing.words[1:]
    return button(words, lambda: go(missing.section, missing.target), look="link")  # type: ignore[return-value]


def order_card(actions: Iterable[Any], tag: str, go: Go) -> QFrame:
    """The order of actions (``Action``)."""
    parts: list[Any] = [label(_("In this order"), "title")]
    for number, action in enumerate(actions, 1):
        words = column(label(f"{number}. {action.time[tag]}", "strong"), label(action.text[tag]), gap=0.5)
        pieces: list[Any] = [words]
        if action.section and action.section != "todo":
            name = _("Go to: {step}").format(step=action.time[tag])
            pieces.append(icon_button("arrow-right", name, partial(go, action.section, None)))
        entry = row(*pieces, gap=2)
        entry.setStretch(0, 1)
        parts += [line(), entry]
    return card(column(*parts, gap=2))


def clocks_card(todo: Any, tag: str) -> QFrame | None:
    """Limits that others set (``RunningClock``), as facts with their source; None where none concerns the case."""
    if not todo.clocks:
        return None
    parts: list[Any] = [label(_("Limits that others set"), "title")]
    parts.append(label(_("They are facts from public sources, no promises. Ask in any case."), "muted"))
    for running in todo.clocks:
        parts += [line(), _clock(running, todo.case_zone, tag)]
    parts.append(label(dated_words(todo.compiled_on, todo.last_reviewed), "small"))
    return card(column(*parts, gap=2))


def _clock(running: Any, case_zone: object, tag: str) -> QLayout:
    clock, counted = running.clock, clock_words(running, case_zone)
    lines: list[Any] = [label(clock.what[tag], "strong"), label(clock.text[tag])]
    if counted:
        lines.append(label(counted, tone="" if running.is_over else "amber"))
    lines.append(label(_("Source: {source}").format(source=clock.source[tag]), "small"))
    return column(*lines, gap=0.5)


def cautions_card(cautions: Iterable[Any], tag: str) -> QFrame:
    """Second frauds and imitations (``Caution``)."""
    grid = QGridLayout()
    look = theme.current()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look.space(3))
    grid.setVerticalSpacing(look.space(2))
    grid.setColumnStretch(1, 1)
    for place, caution in enumerate(cautions):
        grid.addWidget(picture_label("shield-alert", "amber"), place, 0, Qt.AlignmentFlag.AlignTop)
        words = column(label(caution.title[tag], "strong"), label(caution.text[tag]), gap=0.5)
        grid.addLayout(words, place, 1)
    return card(column(label(_("Beware"), "title"), grid, gap=2))
