# SPDX-License-Identifier: GPL-3.0-or-later
"""A dialog as large as the window, with a title, a line that says what it is for, and a way to close it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.widgets.buttons import icon_button
from evidence_vault.gui.widgets.layout import row
from evidence_vault.gui.widgets.words import label
from evidence_vault.translations import _


class LargeDialog(QDialog):
    """Add the content to ``body``."""

    def __init__(self, title: str, purpose: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(parent.size())
        look = theme.current()
        self.body = QVBoxLayout(self)
        side = look.space(4)
        self.body.setContentsMargins(side, side, side, side)
        self.body.setSpacing(look.space(3))
        close = icon_button("x", _("Close"), self.reject, keys="Esc")
        top = row(label(title, "heading"), close)
        top.setStretch(0, 1)
        self.body.addLayout(top)
        self.body.addWidget(label(purpose, "muted"))
