# SPDX-License-Identifier: GPL-3.0-or-later
"""Second step of a complaint: the reason, in the words of the form and in the reader's own."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.widgets.layout import card, clear, column
from evidence_vault.gui.widgets.words import label
from evidence_vault.translations import _

CODE = Qt.ItemDataRole.UserRole
INDENT = "        "


class ReasonStep(QWidget):
    """``chosen`` names the code of the reason, None where none is chosen."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.current().space(3))
        self.list = QListWidget()

    def show_plan(self, plan: Any, entry: str, category: str | None) -> None:
        """Show what the form offers at ``entry``, with ``category`` chosen."""
        clear(self._layout)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Reasons of the form"))
        offered, suggested = plan.offered[entry]
        if not offered:
            words = _("No list of reasons is known for this way in. Choose the narrowest one that fits.")
            self._layout.addWidget(card(column(label(words))))
            self._layout.addStretch(1)
            return
        hint = _("Choose the narrowest reason that fits. The form's own words stand first.")
        self._layout.addWidget(label(hint, "muted"))
        for choice in plan.draft.categories:
            if choice.code in offered:
                self._add(choice, plan, is_suggested=choice.code == suggested, is_chosen=choice.code == category)
        self.list.currentItemChanged.connect(self._changed)
        self._layout.addWidget(self.list, 1)

    def _add(self, choice: Any, plan: Any, *, is_suggested: bool, is_chosen: bool) -> None:
        form = plan.form_labels.get(choice.code, choice.label)
        words = form if form == choice.label else f"{form} — {choice.label}"
        if is_suggested:
            words = _("{reason} (fits this case)").format(reason=words)
        entry = QListWidgetItem(INDENT * choice.depth + words)
        entry.setData(CODE, choice.code)
        entry.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.list.addItem(entry)
        if is_chosen:
            self.list.setCurrentItem(entry)

    def _changed(self, entry: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        self.chosen.emit(entry.data(CODE) if entry is not None else None)
