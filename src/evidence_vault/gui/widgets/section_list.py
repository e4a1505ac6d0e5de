# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of sections at the left."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QSizePolicy

from evidence_vault.gui import icons, theme
from evidence_vault.gui.pages.registry import Section
from evidence_vault.translations import _

ID = Qt.ItemDataRole.UserRole


class SectionList(QListWidget):
    """Choose with a click or the arrow keys; as wide as its longest name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "sections")
        self.setAccessibleName(_("Sections"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setSpacing(0)
        look = theme.current()
        self.setIconSize(QSize(look.icon + look.space(1.5), look.icon))
        self.currentItemChanged.connect(self._changed)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Fill the list."""
        self.blockSignals(True)
        self.clear()
        for number, section in enumerate(sections, start=1):
            item = QListWidgetItem(icons.icon(section.icon, "text"), _(section.title))
            item.setData(ID, section.id)
            if number <= 9:
                item.setToolTip(f"{_(section.title)} (Ctrl+{number})")
            self.addItem(item)
        self.blockSignals(False)
        look = theme.current()
        self.setFixedWidth(max(self.sizeHintForColumn(0) + look.space(7), look.body * 13))

    def select(self, section: str) -> None:
        """Mark ``section`` without announcing it; nothing is marked for one that is not in the list."""
        self.blockSignals(True)
        self.setCurrentRow(next((row for row in range(self.count()) if self.item(row).data(ID) == section), -1))
        self.blockSignals(False)

    def _changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(ID)))
