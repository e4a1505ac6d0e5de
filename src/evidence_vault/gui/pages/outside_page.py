# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages outside an open vault are made of: a way back, and one column in the middle."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import box, row, scrolling
from evidence_vault.gui.widgets.words import label
from evidence_vault.translations import _


class OutsidePage(QWidget):
    """A page with ``self.column`` to fill; ``ems`` is the widest it gets, in widths of body text."""

    ems = 44

    def __init__(self, program: Program, title: str, *, way_back: bool = True) -> None:
        super().__init__()
        self.program = program
        self.setProperty("area", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=True)
        self.setAccessibleName(title)
        self.column = QVBoxLayout()
        self.column.setSpacing(theme.current().space(4))
        self.corner = row(gap=2)
        self._back: QPushButton | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._top(way_back=way_back and program.places.can_go_back))
        outer.addWidget(scrolling(box(self._middle())), 1)

    def _top(self, *, way_back: bool) -> QHBoxLayout:
        top = QHBoxLayout()
        if way_back:
            self._back = button(_("Back"), self.program.back, look="quiet", icon="arrow-left")
            top.addWidget(self._back)
        top.addStretch(1)
        top.addLayout(self.corner)
        look = theme.current()
        top.setContentsMargins(look.space(4), look.space(3), look.space(4), look.space(1))
        return top

    def _middle(self) -> QVBoxLayout:
        look = theme.current()
        inner = box(self.column)
        inner.setMaximumWidth(look.body * self.ems)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner, 1000)
        middle.addStretch(1)
        content = QVBoxLayout()
        content.addLayout(middle)
        content.addStretch(1)
        side = look.space(6)
        content.setContentsMargins(side, look.space(2), side, side)
        return content

    def forbid_back(self) -> None:
        """From here on there is no way back: something was made that cannot be unmade by leaving the page."""
        if self._back is not None:
            self._back.hide()

    def add_title(self, title: str, purpose: str = "") -> None:
        """The page's title and what it is for."""
        self.column.addWidget(label(title, "heading"))
        if purpose:
            self.column.addWidget(label(purpose, "muted"))

    def take_focus(self) -> None:
        """Give the keyboard to where the person goes on; called once the page is shown."""

    def leave(self) -> None:
        """The page is left."""
