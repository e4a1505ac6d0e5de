# SPDX-License-Identifier: GPL-3.0-or-later
"""A line at the top of a page that says something worth knowing, with a symbol, and perhaps what to do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.widgets.buttons import button, icon_button
from evidence_vault.gui.widgets.layout import column
from evidence_vault.gui.widgets.words import label, picture_label
from evidence_vault.translations import _
from evidence_vault.user_messages import words_for_error

_SYMBOLS = {
    "info": ("info", "on_accent_soft"),
    "amber": ("triangle-alert", "amber"),
    "red": ("circle-alert", "red"),
    "green": ("circle-check", "green"),
}


class Banner(QFrame):
    """``look``: info, amber (look here), red (a clock runs, or it cannot be undone), green (done)."""

    def __init__(self, look: str, title: str, text: str = "", *, closable: bool = False) -> None:
        super().__init__()
        self.setProperty("look", look)
        space = theme.current().space
        name, colour = _SYMBOLS[look]
        self._words = column(label(title, "strong"), gap=0.5)
        if text:
            self._words.addWidget(label(text))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(space(3), space(2.5), space(2), space(2.5))
        self._row.setSpacing(space(3))
        self._row.addWidget(picture_label(name, colour), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._words, 1)
        if closable:
            self._row.addWidget(icon_button("x", _("Close"), self.deleteLater), 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"{title.rstrip('.。')}. {text}" if text else title)

    def add_action(self, text: str, action: Callable[[], object]) -> "Banner":
        """Offer something to do about it; gives the banner back."""
        self._row.insertWidget(2, button(text, action), 0, Qt.AlignmentFlag.AlignVCenter)
        return self


def error_banner(error: EvidenceVaultError, *, closable: bool = False) -> Banner:
    """One of our errors: title, what happened and what to do next."""
    words = words_for_error(error)
    return Banner("amber", words.title, f"{words.sentence} {words.next_step}".strip(), closable=closable)
