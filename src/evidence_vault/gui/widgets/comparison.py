# SPDX-License-Identifier: GPL-3.0-or-later
"""What was told beside bills, chats and vouchers: what differs, what may be the same, what was not told."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QPushButton, QStyleOptionViewItem, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.comparison_words import Choices, counts_text, mention_text, payment_text
from evidence_vault.gui.models.comparison_model import ENTRY, ComparisonModel, Entry, Group
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import FlowLayout, box, clear, column
from evidence_vault.gui.widgets.two_lines import TwoLines
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.records import Fact, Fields
from evidence_vault.translations import _, plural

ROWS_SHOWN = 6
"""The list shows at least so many rows, however low the window is."""


@dataclass(frozen=True)
class ComparisonActions:
    """What the buttons do. ``decide`` gets pairs of payment and line, and whether they are the same.

    ``origin`` makes the line that says who decided that two belong together, and when.
    """

    decide: Callable[[list[tuple[Fact, Any]], bool], object]
    take_back: Callable[[Fact], object]
    show_source: Callable[[Any], object]
    show_payment: Callable[[Fact], object]
    add: Callable[[Fields], object]
    origin: Callable[[Fact], QWidget]


class _Rows(TwoLines):
    """Headings stand in bold on the ground."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a heading, or an entry as elsewhere."""
        entry = index.data(ENTRY)
        if not entry.is_heading:
            super().paint(painter, option, index)
            return
        look = theme.current()
        painter.save()
        painter.setFont(look.font("body", bold=True))
        painter.setPen(look.colour("text"))
        room = QRect(option.rect).adjusted(look.space(2), 0, -look.space(2), -look.space(1))
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom, words)
        painter.restore()


class Comparison(QWidget):
    """Shown in the panel at the side. The list holds any number of rows; below it stands what is marked in it."""

    def __init__(self, found: Any, choices: Choices, case_zone: object, actions: ComparisonActions) -> None:
        super().__init__()
        self._zone = case_zone
        self._do = actions
        self.model = ComparisonModel(choices, case_zone)
        self.counts = selectable("")
        self._all = QVBoxLayout()
        self._good = label(
            _("Everything you told stands in a bill or has a voucher, and nothing differs."), tone="green"
        )
        self._others = label("", "small")
        self.list = _list(self.model)
        self.list.selectionModel().currentChanged.connect(lambda index, _before: self._show_entry(index))
        self.list.activated.connect(self._act)
        self._below = QVBoxLayout()
        self._below.setSpacing(theme.current().space(1))
        self._buttons: list[QPushButton] = []
        hint = _("Nothing is merged by itself: the same number on both, or your word, puts two lines together.")
        layout = column(
            label(_("Told, and what papers show"), "title"), self.counts, label(hint, "muted"), self._all, self._good,
            self.list, self._below, self._others, None, gap=2,
        )  # fmt: skip
        layout.setStretch(layout.indexOf(self.list), 1000)  # where it is hidden, what stands there stays above
        layout.setContentsMargins(0, 0, theme.current().space(2), theme.current().space(3))
        self.setLayout(layout)
        self.show_found(found)

    def show_found(self, found: Any) -> None:
        """Show another comparison; the place in the list is kept, so that one after the other can be decided."""
        row, had_keyboard = self.list.currentIndex().row(), self.list.hasFocus() or self._has_keyboard()
        self.counts.setText(counts_text(found))
        self._others.setText(_others(found.others) if found.others else "")
        self._others.setVisible(bool(found.others))
        self._offer_all(found)
        self.model.show_found(found)
        wanted = self.model.next_row(max(0, row))
        self._good.setVisible(wanted < 0)
        self.list.setVisible(wanted >= 0)
        self._show_entry(QModelIndex())
        if wanted >= 0:
            self.list.setCurrentIndex(self.model.index(wanted))
        if had_keyboard:
            self.list.setFocus()

    def _has_keyboard(self) -> bool:
        return any(one.hasFocus() for one in self._buttons)

    def _offer_all(self, found: Any) -> None:
        clear(self._all)
        pairs = [(check.payment, offer.mention) for check in found.checks for offer in check.offers if offer.is_clear]
        if len(pairs) > 1:
            words = plural("All {count} with the same minute belong together",
                           "All {count} with the same minute belong together", len(pairs))  # fmt: skip
            self._all.addWidget(button(words, partial(self._do.decide, pairs, True), icon="check-check"))

    # --- what is marked

    def _show_entry(self, index: QModelIndex) -> None:
        clear(self._below)
        self._buttons = []
        entry = index.data(ENTRY) if index.isValid() else None
        if not isinstance(entry, Entry) or entry.is_heading:
            return
        tone = "amber" if entry.group is Group.DIFFERS else ""
        self._below.addWidget(selectable(payment_text(entry.fields, self._zone), "strong"))
        for words in self.model.lines(entry):
            self._below.addWidget(label(words, tone=tone) if tone else selectable(words))
        self._buttons = self._buttons_of(entry)
        flow = FlowLayout(gap=1)
        for made in self._buttons:
            flow.addWidget(made)
        self._below.addWidget(box(flow))
        if entry.group is Group.DECIDED:
            self._below.addWidget(self._do.origin(entry.found.match))

    def _act(self, index: QModelIndex) -> None:
        """Enter goes on to what can be done about the row: it decides nothing by itself."""
        del index
        if self._buttons:
            self._buttons[0].setFocus()

    def _buttons_of(self, entry: Entry) -> list[QPushButton]:
        sources = [self._source(one) for one in entry.mentions]
        payment, do = entry.payment, self._do
        if payment is None:
            title = payment_text(entry.fields, self._zone)
            return [_small(_("Add it"), "plus", partial(do.add, entry.fields), title), *sources]
        pair = [(payment, one) for one in entry.mentions]
        about = (
            mention_text(entry.mentions[0], self._zone) if entry.mentions else payment_text(payment.fields, self._zone)
        )
        if entry.group is Group.OFFER:
            same = _small(_("It is the same"), "check", partial(do.decide, pair, True), about)
            return [same, _small(_("It is another one"), "x", partial(do.decide, pair, False), about), *sources]
        go = _small(_("Go to the payment"), "arrow-right", partial(do.show_payment, payment), about)
        if entry.group is Group.DECIDED:
            return [_small(_("Take it back"), "undo-2", partial(do.take_back, entry.found.match), about), go, *sources]
        return [go, *sources]

    def _source(self, mention: Any) -> QPushButton:
        show = partial(self._do.show_source, mention)
        return _small(_("Show the source"), "eye", show, mention_text(mention, self._zone))


def _list(model: ComparisonModel) -> QListView:
    view = QListView()
    view.setAccessibleName(_("Told, and what papers show"))
    view.setModel(model)
    view.setItemDelegate(_Rows(view))
    view.setUniformItemSizes(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setMinimumHeight(round(theme.current().body * 4 * ROWS_SHOWN))
    return view


def _small(words: str, icon: str, action: Callable[[], object], about: str) -> QPushButton:
    made = button(words, action, look="small", icon=icon)
    made.setAccessibleName(f"{words}: {about}")
    return made


def _others(count: int) -> str:
    return plural(
        "{count} line of bills is about somebody else.", "{count} lines of bills are about somebody else.", count
    )
