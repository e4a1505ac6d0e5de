# SPDX-License-Identifier: GPL-3.0-or-later
"""The top of a page: its title, what it is for, and its actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.widgets.layout import column
from evidence_vault.gui.widgets.words import label


class PageHeader(QWidget):
    """Title and purpose at the start, actions at the end of the line."""

    def __init__(self, title: str, purpose: str) -> None:
        super().__init__()
        self.title = label(title, "heading")
        self.purpose = label(purpose, "muted")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.current().space(3))
        self._row.addLayout(column(self.title, self.purpose, gap=1), 1)

    def add_action(self, widget: QWidget) -> None:
        """Put a control at the end of the header's line."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom)
