# SPDX-License-Identifier: GPL-3.0-or-later
"""All cases of the vault: find one among many, see what is due, open it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from evidence_vault.clock import SystemClock
from evidence_vault.gui import icons
from evidence_vault.gui.flows.cases_words import ORDERS, below_words, in_order
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.empty_state import EmptyState
from evidence_vault.gui.widgets.finder_line import finder_line
from evidence_vault.gui.widgets.layout import box, column, row
from evidence_vault.gui.widgets.two_lines import TwoLines
from evidence_vault.gui.workspace import OpenVault
from evidence_vault.translations import N_, _

CASE = Qt.ItemDataRole.UserRole
ORDER = "cases-order"
FIND = "find"
"""Where to open the page: at the line to find a case."""


class CasesPage(Page):
    """Shown while no case is open."""

    title = N_("Cases")
    purpose = N_("Every case of this vault. Enter opens one.")
    help = N_(
        "Type a word of the title to find a case. Enter or a click opens it.\n"
        "A day stands with a case where you noted the next step of a report that has no answer yet.\n"
        "Evidence, conversations and search show the whole vault while no case is open."
    )
    follows = ("case", "evidence")

    def build(self) -> QWidget:
        """A line to find a case, the order, and the list."""
        self._cases: tuple[Any, ...] = ()
        self._is_find_wanted = False
        self.finder = finder_line(_("Find a case by its title"))
        self.finder.textChanged.connect(lambda _text: self._lay_out())
        self.finder.returnPressed.connect(self._open_marked)
        self.order = QComboBox()
        self.order.setAccessibleName(_("Order of the cases"))
        for order, words in ORDERS.items():
            self.order.addItem(_(words), order)
        self.order.setCurrentIndex(max(0, self.order.findData(self.workspace.settings.view(ORDER))))
        self.order.activated.connect(self._reordered)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Cases"))
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda entry: self._open(entry.data(CASE)))
        self.list.itemClicked.connect(lambda entry: self._open(entry.data(CASE)))
        above = row(self.finder, self.order)
        above.setStretch(0, 1)
        return box(column(above, self.list, gap=2))

    def refresh(self) -> None:
        """Read the cases."""
        self.show_loading()

        def work(vault: OpenVault) -> tuple[Any, ...]:
            from evidence_vault.operations import edit_case

            return edit_case.list_cases(vault)

        self.workspace.read(self, work, self._show, failed=self.show_problem)

    def _show(self, cases: tuple[Any, ...]) -> None:
        self._cases = cases
        if not cases:
            words = _("A case keeps together what belongs to one matter: evidence, people, payments.")
            self.show_empty(EmptyState("briefcase", _("No case yet"), words))
            return
        self._lay_out()
        self.show_content()
        if self._is_find_wanted:
            self._is_find_wanted = False
            self.finder.setFocus()

    def open_at(self, target: object) -> None:
        """``FIND``: give the keyboard to the line to find a case, once the cases are there."""
        self._is_find_wanted = target == FIND

    def _lay_out(self) -> None:
        today = SystemClock().now().date().isoformat()
        self.list.clear()
        for case in in_order(self._cases, str(self.order.currentData()), self.finder.text()):
            entry = QListWidgetItem(icons.icon("briefcase"), f"{case.title}\n{below_words(case, today)}")
            entry.setData(CASE, case)
            self.list.addItem(entry)
        self.list.setCurrentRow(0)

    def _reordered(self) -> None:
        self.workspace.settings.set_view(ORDER, str(self.order.currentData()))
        self._lay_out()

    def _open_marked(self) -> None:
        """Enter in the line: open the case that is marked, which is the first one found."""
        entry = self.list.currentItem()
        if entry is not None:
            self._open(entry.data(CASE))

    def _open(self, case: Any) -> None:
        self.workspace.choose_case(case.id, case.title)
