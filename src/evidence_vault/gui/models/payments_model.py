# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger as rows: one payment each, in the order of time."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from evidence_vault.gui import theme
from evidence_vault.gui.flows.money_words import amount_text, bank_told_text, moment_text, proof_text, way_text
from evidence_vault.records import Fact, Fields
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

Index = QModelIndex | QPersistentModelIndex
PAYMENT = Qt.ItemDataRole.UserRole


class Column(IntEnum):
    """The columns in their order."""

    WHEN = 0
    AMOUNT = 1
    WAY = 2
    PROOF = 3
    TOLD = 4
    METHOD = 5
    STATUS = 6
    REFERENCE = 7


_WORDS: Mapping[Column, str] = {
    Column.WHEN: N_("When"),
    Column.AMOUNT: N_("Amount"),
    Column.WAY: N_("From → to"),
    Column.METHOD: N_("How"),
    Column.REFERENCE: N_("Reference"),
    Column.STATUS: N_("What became of it"),
    Column.TOLD: N_("Bank told"),
    Column.PROOF: N_("Proof"),
}


class PaymentsModel(QAbstractTableModel):
    """Holds payments; ``choices`` are the words of the fields ``type`` and ``status``."""

    def __init__(self) -> None:
        super().__init__()
        self._payments: list[Fact] = []
        self._numbers: Mapping[str, str] = {}
        self._choices: Mapping[str, Mapping[str, str]] = {}
        self._case_zone: object = None
        self._open_numbers = False

    def show(
        self,
        payments: Sequence[Fact],
        numbers: Mapping[str, str],
        choices: Mapping[str, Mapping[str, str]],
        case_zone: object,
    ) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._payments = list(payments)
        self._numbers, self._choices, self._case_zone = numbers, choices, case_zone
        self.endResetModel()

    def open_numbers(self, *, shown: bool) -> None:
        """Show account numbers in full, or masked."""
        self._open_numbers = shown
        if self._payments:
            last = self.index(len(self._payments) - 1, Column.WAY)
            self.dataChanged.emit(self.index(0, Column.WAY), last)

    def payment(self, row: int) -> Fact | None:
        """The payment of a row."""
        return self._payments[row] if 0 <= row < len(self._payments) else None

    def row_of(self, fact_id: str) -> int | None:
        """The row of a payment."""
        return next((row for row, fact in enumerate(self._payments) if fact.id == fact_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row a payment."""
        return 0 if parent.isValid() else len(self._payments)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The names of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(_WORDS[Column(section)])
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.AMOUNT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Text, alignment and font of a cell; the payment itself as ``PAYMENT``."""
        fact = self._payments[index.row()]
        column = Column(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._text(fact, column)
        if role == PAYMENT:
            return fact
        if column is Column.AMOUNT and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if column is Column.AMOUNT and role == Qt.ItemDataRole.FontRole:
            return theme.current().font(bold=True, tabular=True)
        return None

    def _text(self, fact: Fact, column: Column) -> str:
        fields = fact.fields
        if column is Column.WAY:
            return way_text(fields, open_numbers=self._open_numbers)
        if column is Column.STATUS:
            return self._choice("status", fields.get("status"))
        if column is Column.PROOF:
            return proof_text(fields, self._numbers)
        if column is Column.REFERENCE:
            return visible_name(str(fields.get("reference_id") or "—"))
        made = {Column.WHEN: self._when, Column.AMOUNT: amount_text, Column.METHOD: self._method}
        return made.get(column, bank_told_text)(fields)

    def _when(self, fields: Fields) -> str:
        exactness = fields.get("sent_at_precision")
        return moment_text(fields.get("sent_at"), fields.get("timezone"), exactness, self._case_zone)

    def _method(self, fields: Fields) -> str:
        way = _("received") if fields.get("direction") == "received" else _("sent")
        return f"{self._choice('type', fields['type'])} ({way})" if fields.get("type") else way

    def _choice(self, field: str, value: object) -> str:
        return self._choices.get(field, {}).get(str(value), visible_name(str(value))) if value else "—"
