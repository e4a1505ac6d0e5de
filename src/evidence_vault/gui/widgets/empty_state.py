# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page shows while there is nothing: what will be here, and how to get it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.words import label, picture_label


class EmptyState(QWidget):
    """An icon, a title, a sentence or two, and at most two things to do."""

    def __init__(self, icon: str, title: str, text: str) -> None:
        super().__init__()
        look = theme.current()
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(look.space(3))
        self._layout.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._layout.addWidget(picture_label(icon, "muted", look.icon * 2), 0, centre)
        for words in (label(title, "title"), label(text, "muted")):
            words.setAlignment(centre)
            words.setFixedWidth(min(look.body * 34, 760))
            self._layout.addWidget(words, 0, centre)
        self._actions = QVBoxLayout()
        self._actions.setSpacing(look.space(2))
        self._layout.addLayout(self._actions)
        self._layout.addStretch(3)

    def add_action(
        self, text: str, action: Callable[[], object], *, icon: str = "", primary: bool = True
    ) -> "EmptyState":
        """Offer something to do; gives the state back."""
        widget = button(text, action, look="primary" if primary else "", icon=icon)
        self._actions.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        return self
