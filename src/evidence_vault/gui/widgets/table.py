# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables in the look of the window: rows are chosen whole, one column takes the room that is left."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from evidence_vault.gui import theme
from evidence_vault.translations import _

LEAST_STRETCH = 16
"""In widths of body text: the stretching column never gets narrower; the table scrolls sideways instead."""


class Table(QTableView):
    """``widths`` are columns in widths of body text; ``stretch`` is the column that grows with the window."""

    def __init__(
        self, model: QAbstractItemModel, name: str, *, widths: Mapping[Any, int], stretch: int, sortable: bool = False
    ) -> None:
        super().__init__()
        self._stretch = stretch
        self.setAccessibleName(name)
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        look = theme.current()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(look.body * 2.4))
        header = self.horizontalHeader()
        header.setAccessibleName(_("Columns"))
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for column, ems in widths.items():
            header.resizeSection(column, look.body * ems)
        self.setSortingEnabled(sortable)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the stretching column what is left."""
        super().resizeEvent(event)
        header = self.horizontalHeader()
        others = header.length() - header.sectionSize(self._stretch)
        least = theme.current().body * LEAST_STRETCH
        header.resizeSection(self._stretch, max(least, self.viewport().width() - others))
