# SPDX-License-Identifier: GPL-3.0-or-later
"""Where details are shown: beside the page, in its place where both have no room, or on request."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.keyboard import go_back_to, keyboard_stops, put_in_order
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.details_panel import DetailsPanel
from evidence_vault.gui.widgets.layout import box, row
from evidence_vault.translations import _

NARROW = 74
"""In widths of body text: below this the details take the page's place instead of standing beside it."""
_WIDEST = 16_777_215


class DetailsPlace(QWidget):
    """Holds the pages (``stack``) and the panel of details.

    Details of what the keyboard only passes over in a list must not cover that list: they wait behind a line below it.
    """

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__()
        self.stack = stack
        self.panel = DetailsPanel()
        self.panel.closed.connect(self.close_details)
        self.panel.setMaximumWidth(self._widest_beside())
        self.more = button(_("Show the details (F6)"), self.go_to_details, look="link", icon="panel-right-open")
        self._line = box(row(None, self.more))
        self._line.hide()
        self._waiting: QWidget | None = None
        self._before: QWidget | None = None
        self._name_before = ""
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(stack, 3)
        beside.addWidget(self.panel, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(beside, 1)
        layout.addWidget(self._line)

    def show_details(self, widget: QWidget | None) -> None:
        """Show ``widget``; None closes the panel."""
        if widget is None:
            self.close_details()
            return
        self._wait_with(None)
        focus = QApplication.focusWidget()
        if focus is not None and self.stack.isAncestorOf(focus):
            self._before, self._name_before = focus, focus.accessibleName()
        self.panel.show_widget(widget)
        put_in_order(self.panel)
        self.share_room()

    def show_passing(self, widget: QWidget) -> None:
        """Show the details of what is marked in a list, unless the keyboard walks there and they would cover it."""
        if self._is_narrow() and self._keyboard_walks():
            self._wait_with(widget)
        else:
            self.show_details(widget)

    def go_to_details(self) -> None:
        """Give the keyboard to the details, to those that wait too; from there back to the page."""
        focus = QApplication.focusWidget()
        if focus is not None and self.panel.isAncestorOf(focus):
            self._go_back()
            return
        self._show_waiting()
        stops = keyboard_stops(self.panel)
        if stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_details(self) -> None:
        """Close the panel and give the keyboard back to the page."""
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus) and not self.stack.isAncestorOf(focus)
        self._wait_with(None)
        self.panel.show_widget(None)
        self.share_room()
        if had_focus:
            self._go_back()

    def share_room(self) -> None:
        """Let the details take the page's place where there is no room for both."""
        narrow = self._is_narrow()
        self.stack.setVisible(not (narrow and not self.panel.isHidden()))
        self.panel.setMaximumWidth(_WIDEST if narrow else self._widest_beside())
        if not narrow:
            self._show_waiting()

    def _show_waiting(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.show_details(waiting)

    def _wait_with(self, widget: QWidget | None) -> None:
        if self._waiting is not None:
            self._waiting.deleteLater()
        self._waiting = widget
        if widget is not None:
            self.panel.show_widget(None)
            self.share_room()
        self._line.setVisible(widget is not None)

    def _go_back(self) -> None:
        go_back_to(self._before, self._name_before, self.stack.currentWidget() or self.stack)

    def _is_narrow(self) -> bool:
        return self.width() < theme.current().body * NARROW

    def _keyboard_walks(self) -> bool:
        focus = QApplication.focusWidget()
        in_list = isinstance(focus, QAbstractItemView) and self.stack.isAncestorOf(focus)
        return in_list and QApplication.mouseButtons() == Qt.MouseButton.NoButton

    @staticmethod
    def _widest_beside() -> int:
        return theme.current().body * 32
