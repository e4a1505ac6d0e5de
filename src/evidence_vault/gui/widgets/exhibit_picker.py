# SPDX-License-Identifier: GPL-3.0-or-later
"""Ticks the evidence that proves a fact: the exhibits of the case with their numbers, and a line to find one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from evidence_vault.gui import theme
from evidence_vault.gui.widgets.fact_controls import FactControl
from evidence_vault.gui.widgets.finder_line import finder_line
from evidence_vault.gui.widgets.layout import box, column
from evidence_vault.records import Exhibit, Json
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _

_VALUE = Qt.ItemDataRole.UserRole
FEW = 6
"""Up to so many exhibits need no line to find one."""


class ExhibitPicker(FactControl):
    """Keeps exhibit numbers; an id or number it does not know stays as it is."""

    def __init__(self, exhibits: Sequence[Exhibit]) -> None:
        super().__init__()
        self._ids = {exhibit.item.id: exhibit.number for exhibit in exhibits}
        self._unknown: list[str] = []
        self.list = _PickList()
        for exhibit in exhibits:
            entry = QListWidgetItem(f"{exhibit.number} · {visible_name(exhibit.item.name)}")
            entry.setData(_VALUE, exhibit.number)
            entry.setFlags(entry.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            entry.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(entry)
        self.list.itemChanged.connect(self.changed)
        self.list.itemChanged.connect(self.left)
        lines = max(1, min(len(exhibits), FEW))
        self.list.setFixedHeight(round(theme.current().body * 2.2 * lines) + theme.current().space(2))
        self.finder = finder_line(_("Find by name or number"))
        if len(exhibits) <= FEW:
            self.finder.hide()  # never shown here: without a parent it would be a window of its own
        self.finder.textChanged.connect(self._filter)
        self.widget = box(column(self.finder, self.list, gap=1))
        self.widget.setFocusProxy(self.list)

    def value(self) -> Json:
        """The numbers that are ticked, in the order of the exhibits."""
        entries = [self.list.item(place) for place in range(self.list.count())]
        ticked = [str(entry.data(_VALUE)) for entry in entries if entry.checkState() == Qt.CheckState.Checked]
        return [*ticked, *self._unknown] or None

    def show_value(self, value: Json) -> None:
        """Tick those that ``value`` (numbers or ids) names, and put them first in view."""
        named = [self._ids.get(str(one), str(one)) for one in value] if isinstance(value, list) else []
        known = set(self._ids.values())
        self._unknown = [one for one in named if one not in known]
        self.list.blockSignals(True)
        first: QListWidgetItem | None = None
        for place in range(self.list.count()):
            entry = self.list.item(place)
            is_named = entry.data(_VALUE) in named
            entry.setCheckState(Qt.CheckState.Checked if is_named else Qt.CheckState.Unchecked)
            first = first or (entry if is_named else None)
        self.list.blockSignals(False)
        if first is not None:
            self.list.scrollToItem(first)

    def _filter(self, text: str) -> None:
        for place in range(self.list.count()):
            entry = self.list.item(place)
            entry.setHidden(text.strip().casefold() not in entry.text().casefold())


class _PickList(QListWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Evidence to tick"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
