# SPDX-License-Identifier: GPL-3.0-or-later
"""A number that others in the room need not see: masked until pressed, copied whole."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from evidence_vault.gui import icons, theme
from evidence_vault.gui.flows.money_words import masked
from evidence_vault.gui.widgets.buttons import copy_button, icon_button
from evidence_vault.gui.widgets.words import selectable
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _


class MaskedText(QWidget):
    """``value`` behind an eye; ``what`` says what it is, for the names of the controls."""

    def __init__(self, value: str, what: str) -> None:
        super().__init__()
        self._value = value
        self._is_shown = False
        self.words = selectable(masked(value))
        self.eye = icon_button("eye", _("Show {what}").format(what=what), self._toggle)
        self._what = what
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(1))
        layout.addWidget(self.words, 1)
        layout.addWidget(self.eye)
        layout.addWidget(copy_button(value, what))

    @property
    def text(self) -> str:
        """What can be read now."""
        return self.words.text()

    def _toggle(self) -> None:
        self._is_shown = not self._is_shown
        shown = visible_name(self._value) if self._is_shown else masked(self._value)
        self.words.setText(shown)
        self.words.setAccessibleName(shown)
        name = _("Hide {what}") if self._is_shown else _("Show {what}")
        self.eye.setAccessibleName(name.format(what=self._what))
        self.eye.setToolTip(name.format(what=self._what))
        self.eye.setIcon(icons.icon("eye-off" if self._is_shown else "eye"))
