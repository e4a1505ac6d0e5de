# SPDX-License-Identifier: GPL-3.0-or-later
"""A table with a choice above each column: what it is. Below it separator, first row, money."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.mapping_flow import DELIMITERS, ROLES, MappingFlow
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import FlowLayout, box, clear
from evidence_vault.records import MappingSurvey
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _

SHOWN_ROWS = 12
_WIDTH = 11
_LEAST_ROWS = 6
_CHOICE = 1.4


class MappedTable(QWidget):
    """Changes what is said in a ``MappingFlow`` and says ``changed``."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._flow = MappingFlow()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self.grid = QTableWidget()
        self.grid.setAccessibleName(_("Beginning of the table"))
        self.grid.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.grid.setTabKeyNavigation(False)
        self.grid.verticalHeader().hide()
        self.roles: list[QComboBox] = []
        self.delimiter = QComboBox()
        self.delimiter.activated.connect(lambda _index: self._delimiter_chosen())
        self.heading_rows = QSpinBox()
        self.heading_rows.setRange(0, 200)
        self.heading_rows.valueChanged.connect(lambda _value: self._rows_chosen())
        self.currency = QLineEdit()
        self.currency.setMaxLength(12)
        self.currency.editingFinished.connect(self._money_said)
        self.decimal = QComboBox()
        self.decimal.addItem("1,234.50", ".")
        self.decimal.addItem("1.234,50", ",")
        self.decimal.activated.connect(lambda _index: self._money_said())
        self._directions = FlowLayout()
        self._money = FlowLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(3))
        layout.addWidget(self.grid)
        how = FlowLayout()
        how.addWidget(Field(_("Cells are parted by"), self.delimiter))
        how.addWidget(Field(_("Rows above the first message"), self.heading_rows))
        layout.addLayout(how)
        self._money.addWidget(Field(_("Currency"), self.currency, _("Where no column says it, such as CNY.")))
        self._money.addWidget(Field(_("Amounts are written like"), self.decimal))
        self.money = box(self._money)
        layout.addWidget(self.money)
        self.directions = box(self._directions)
        layout.addWidget(self.directions)

    def show_table(self, flow: MappingFlow, survey: MappingSurvey) -> None:
        """Show the beginning of a file and what was said about it."""
        self._flow = flow
        is_new = survey.rows != self._rows or not self.roles
        self._rows = survey.rows
        if is_new:
            self._fill_grid()
            self._fill_delimiters(survey)
        for at, choice in enumerate(self.roles):
            choice.setCurrentIndex(choice.findData(flow.roles.get(at, "")))
        self.heading_rows.blockSignals(True)
        self.heading_rows.setValue(flow.heading_rows)
        self.heading_rows.blockSignals(False)
        self._mute_headings()
        self.delimiter.setCurrentIndex(self.delimiter.findData(flow.delimiter))
        self.currency.setText(flow.currency)
        self.decimal.setCurrentIndex(self.decimal.findData(flow.decimal))
        self.money.setVisible("amount" in flow.roles.values())
        self._show_directions()

    def _fill_delimiters(self, survey: MappingSurvey) -> None:
        known = dict.fromkeys((*survey.delimiters, self._flow.delimiter))
        self.delimiter.clear()
        for delimiter in known:
            self.delimiter.addItem(_(DELIMITERS.get(delimiter, delimiter)), delimiter)

    def _fill_grid(self) -> None:
        look = theme.current()
        rows = self._rows[:SHOWN_ROWS]
        width = max((len(row) for row in rows), default=0)
        self.grid.clear()
        self.roles = []
        self.grid.setColumnCount(width)
        self.grid.setRowCount(len(rows) + 1)
        self.grid.horizontalHeader().hide()
        for at in range(width):
            self.grid.setColumnWidth(at, look.body * _WIDTH)
            choice = self._role_choice(at)
            self.roles.append(choice)
            self.grid.setCellWidget(0, at, choice)
        height = round(look.body * 2.6)
        for number in range(len(rows) + 1):
            self.grid.setRowHeight(number, height if number else round(height * _CHOICE))
        for number, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                self.grid.setItem(
                    number, at, QTableWidgetItem(visible_name(cell.replace("\r", "").replace("\n", " ⏎ ")))
                )
        self.grid.setMinimumHeight(height * (min(max(len(rows), _LEAST_ROWS), SHOWN_ROWS) + 2))

    def _role_choice(self, at: int) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(_("Column {number} is").format(number=at + 1))
        for role, words in ROLES.items():
            choice.addItem(_(words), role)
        choice.activated.connect(lambda _index, at=at, choice=choice: self._role_chosen(at, choice.currentData()))
        return choice

    def _mute_headings(self) -> None:
        for number in range(1, self.grid.rowCount()):
            is_heading = number <= self._flow.heading_rows
            for at in range(self.grid.columnCount()):
                item = self.grid.item(number, at)
                if item is not None:
                    item.setFlags(
                        Qt.ItemFlag.NoItemFlags
                        if is_heading
                        else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                    )

    def _show_directions(self) -> None:
        words = self._flow.words_of_direction(self._rows)
        clear(self._directions)
        for word in words:
            choice = QComboBox()
            for name, meaning in (
                (_("I do not know"), ""),
                (_("money sent"), "sent"),
                (_("money received"), "received"),
            ):
                choice.addItem(name, meaning)
            choice.setCurrentIndex(choice.findData(self._flow.directions.get(word, "")))
            choice.activated.connect(
                lambda _index, word=word, choice=choice: self._direction_said(word, choice.currentData())
            )
            self._directions.addWidget(Field(_("“{word}” means").format(word=visible_name(word)), choice))
        self.directions.setVisible(bool(words))

    def _role_chosen(self, at: int, role: str) -> None:
        self._flow.give_role(at, role)
        for other, choice in enumerate(self.roles):
            choice.setCurrentIndex(choice.findData(self._flow.roles.get(other, "")))
        self.money.setVisible("amount" in self._flow.roles.values())
        self._show_directions()
        self.changed.emit()

    def _direction_said(self, word: str, meaning: str) -> None:
        self._flow.directions[word] = meaning
        self.changed.emit()

    def _delimiter_chosen(self) -> None:
        self._flow.delimiter = str(self.delimiter.currentData())
        self._flow.roles, self._flow.date = {}, None
        self.roles = []  # the columns are others now
        self.changed.emit()

    def _rows_chosen(self) -> None:
        self._flow.heading_rows = self.heading_rows.value()
        self._flow.set_headings(self._rows)
        self._mute_headings()
        self.changed.emit()

    def _money_said(self) -> None:
        self._flow.currency, self._flow.decimal = self.currency.text(), str(self.decimal.currentData())
        self.changed.emit()
