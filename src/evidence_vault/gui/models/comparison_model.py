# SPDX-License-Identifier: GPL-3.0-or-later
"""What was told beside bills, chats and vouchers as rows, in groups with a heading each; words are made when drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from evidence_vault.gui.flows.comparison_words import (
    Choices,
    apart_text,
    difference_text,
    mention_text,
    payment_text,
)
from evidence_vault.records import Fact, Fields
from evidence_vault.translations import N_, _

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole


class Group(StrEnum):
    """What a row is about."""

    DIFFERS = "differs"
    OFFER = "offer"
    NOT_TOLD = "not-told"
    BARE = "bare"
    DECIDED = "decided"


GROUP_WORDS: dict[Group, str] = {
    Group.DIFFERS: N_("What differs"),
    Group.OFFER: N_("May be the same"),
    Group.NOT_TOLD: N_("In chats or bills, and not told"),
    Group.BARE: N_("Neither in a bill nor with a voucher"),
    Group.DECIDED: N_("You said that these belong together"),
}
"""In the order in which they stand."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. ``payment`` None: it was not told. ``mentions``: lines of bills and chats that speak of it.

    ``found`` is what the row is about: a ``Found`` with differences, an ``Offer``, None. ``count``: for a heading, of
    its group.
    """

    group: Group
    payment: Fact | None = None
    mentions: tuple[Any, ...] = ()
    found: Any = None
    count: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether it only names its group."""
        return self.count > 0

    @property
    def fields(self) -> Fields:
        """Those of the payment; of one that was not told, as the lines have them."""
        if self.payment is not None:
            return self.payment.fields
        fields = {**self.mentions[0].fields, **self.mentions[-1].fields}  # the bill, where there is one, has the number
        fields["taken_from"] = [key for one in self.mentions for key in one.fields.get("taken_from") or ()]
        named = [one.exhibit for one in self.mentions if one.exhibit]
        return {**fields, "evidence_items": named} if named else fields


def entries(found: Any) -> list[Entry]:
    """The rows of a ``Reconciliation``, with headings."""
    groups: dict[Group, list[Entry]] = {group: [] for group in GROUP_WORDS}
    for check in found.checks:
        for entry in _of_payment(check):
            groups[entry.group].append(entry)
    groups[Group.NOT_TOLD] = [Entry(Group.NOT_TOLD, None, tuple(group)) for group in found.not_told]
    rows = []
    for group, members in groups.items():
        if members:
            rows += [Entry(group, count=len(members)), *members]
    return rows


def _of_payment(check: Any) -> Iterator[Entry]:
    found = (*check.bills, *check.chats)
    yield from (Entry(Group.DIFFERS, check.payment, (one.mention,), one) for one in found if one.differences)
    yield from (Entry(Group.OFFER, check.payment, (offer.mention,), offer) for offer in check.offers)
    if not (check.bills or check.vouchers):
        yield Entry(Group.BARE, check.payment)
    yield from (Entry(Group.DECIDED, check.payment, (one.mention,), one) for one in found if one.match is not None)


class ComparisonModel(QAbstractListModel):
    """Any number of rows: none has words before it is drawn."""

    def __init__(self, choices: Choices, case_zone: object) -> None:
        super().__init__()
        self._choices = choices
        self._zone = case_zone
        self._entries: list[Entry] = []

    def show_found(self, found: Any) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._entries = entries(found)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row an entry or heading."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over by the keyboard."""
        flags = super().flags(index)
        return Qt.ItemFlag.ItemNeverHasChildren if self._entries[index.row()].is_heading else flags

    def data(self, index: Index, role: int = 0) -> Any:
        """The entry, and its words in two lines."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(entry)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self.text(entry).replace("\n", ", ")
        return None

    def text(self, entry: Entry) -> str:
        """A heading with its count, or the payment and below it what is said about it."""
        if entry.is_heading:
            return f"{_(GROUP_WORDS[entry.group])} ({entry.count})"
        return "\n".join((payment_text(entry.fields, self._zone), "; ".join(self.lines(entry))))

    def lines(self, entry: Entry) -> list[str]:
        """What is said about the payment, one a line."""
        if entry.group is Group.DIFFERS and entry.payment is not None:
            fields, is_bill = entry.payment.fields, entry.mentions[0].is_bill
            return [
                difference_text(one, fields, self._choices, self._zone, is_bill=is_bill)
                for one in entry.found.differences
            ]
        said = [mention_text(one, self._zone) for one in entry.mentions]
        return [*said, apart_text(entry.found.seconds)] if entry.group is Group.OFFER else said

    def next_row(self, wanted: int) -> int:
        """The row at ``wanted``, or the nearest that is no heading; -1 where there is none."""
        rows = [row for row, entry in enumerate(self._entries) if not entry.is_heading]
        return min(rows, key=lambda row: (abs(row - wanted), row), default=-1)
