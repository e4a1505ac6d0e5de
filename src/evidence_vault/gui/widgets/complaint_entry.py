# SPDX-License-Identifier: GPL-3.0-or-later
"""First step of a complaint: the warnings, and the way into the form with every tap."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.gui.widgets.layout import card, clear
from evidence_vault.gui.widgets.words import label
from evidence_vault.translations import _


class EntryStep(QWidget):
    """``chosen`` names the entry point."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.current().space(3))
        self._taps = QVBoxLayout()
        self._plan: Any = None
        self._group = QButtonGroup(self)
        self.entries: dict[str, QRadioButton] = {}

    def show_plan(self, plan: Any, entry: str) -> None:
        """Show warnings and ways in, with ``entry`` chosen."""
        self._plan = plan
        clear(self._layout)
        self._group = QButtonGroup(self)
        self.entries = {}
        for banner in warning_banners(plan):
            self._layout.addWidget(banner)
        ways = QVBoxLayout()
        ways.addWidget(label(_("What do you complain about?"), "strong"))
        for one in plan.draft.entries:
            choice = QRadioButton(one.name)
            choice.setChecked(one.id == entry)
            choice.toggled.connect(lambda on, entry=one.id: self._choose(entry, on=on))
            self._group.addButton(choice)
            self.entries[one.id] = choice
            ways.addWidget(choice)
        self._layout.addWidget(card(ways))
        self._taps = QVBoxLayout()
        self._taps.setSpacing(theme.current().space(1.5))
        self._layout.addWidget(card(self._taps))
        self._layout.addStretch(1)
        self._show_taps(entry)

    def _choose(self, entry: str, *, on: bool) -> None:
        if on:
            self._show_taps(entry)
            self.chosen.emit(entry)

    def _show_taps(self, entry: str) -> None:
        clear(self._taps)
        for widget in tap_labels(self._plan, entry):
            self._taps.addWidget(widget)


def warning_banners(plan: Any) -> list[Banner]:
    """What to know before the first tap; one banner, each warning on a line of its own."""
    if not plan.draft.warnings:
        return []
    words = "\n".join(f"• {text}" for text in plan.draft.warnings)
    return [Banner("amber", _("Read this first"), words)]


def tap_labels(plan: Any, entry: str) -> list[QWidget]:
    """Every tap in order, when the menus were checked, and what nobody could check."""
    chosen = next(one for one in plan.draft.entries if one.id == entry)
    labels: list[QWidget] = [label(_("Where to tap: {entry}").format(entry=chosen.name), "strong")]
    labels += [label(f"{number}. {step}") for number, step in enumerate(chosen.steps, 1)]
    if plan.entry_notes.get(entry):
        labels.append(label(plan.entry_notes[entry], "muted"))
    if plan.last_reviewed:
        labels.append(label(_("Menus last checked on {date}; they change.").format(date=plan.last_reviewed), "small"))
    else:
        words = _("The menus were not checked on a current phone. Words and places may differ.")
        labels.append(label(words, "small"))
    labels += [label(f"• {text}", "small") for text in plan.draft.unverified]
    return labels
