# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel at the side that shows more about what is selected."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.widgets.buttons import icon_button
from evidence_vault.gui.widgets.layout import row, scrolling
from evidence_vault.translations import _


class DetailsPanel(QWidget):
    """Holds one widget at a time; ``closed`` when the person closes it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "details")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=True)
        self.setAccessibleName(_("Details"))
        look = theme.current()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(look.space(4), look.space(2), look.space(2), look.space(2))
        self._layout.setSpacing(look.space(1))
        self._layout.addLayout(row(None, icon_button("x", _("Close details"), self.closed.emit, keys="Esc")))
        self._area: QScrollArea | None = None
        self.setMinimumWidth(look.body * 22)
        self.hide()

    def show_widget(self, content: QWidget | None) -> None:
        """Show ``content`` and let the earlier one go; None hides the panel."""
        if self._area is not None:
            self._layout.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
            self._area = None
        if content is not None:
            self._area = scrolling(content)
            self._layout.addWidget(self._area, 1)
        self.setVisible(content is not None)
