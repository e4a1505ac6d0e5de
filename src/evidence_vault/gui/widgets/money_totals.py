# SPDX-License-Identifier: GPL-3.0-or-later
"""What was sent, what came back and what is gone, per currency."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.money_words import with_currency
from evidence_vault.gui.widgets.layout import clear
from evidence_vault.gui.widgets.words import label
from evidence_vault.money import MoneyTotal, exact_amount
from evidence_vault.translations import N_, _, plural

_LINES = (
    ("sent", N_("Sent")),
    ("received", N_("Received from them")),
    ("recovered", N_("Came back")),
    ("net", N_("Gone")),
)


class MoneyTotals(QWidget):
    """One column a currency, one line each for sent, received, came back, gone."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.current().space(5))
        self._grid.setVerticalSpacing(theme.current().space(1))
        self.setAccessibleName(_("Totals"))

    def show_totals(self, totals: Sequence[MoneyTotal]) -> None:
        """Show them; nothing is converted from one currency to another."""
        clear(self._grid)
        for row, (name, words) in enumerate(_LINES):
            if name in {"received", "recovered"} and not any(_is_some(total, name) for total in totals):
                continue
            self._grid.addWidget(label(_(words), "strong" if name == "net" else "body", wrap=False), row, 0)
            for column, total in enumerate(totals, start=1):
                text = with_currency(str(getattr(total, name)), total.currency)
                self._grid.addWidget(_amount(text, _(words), is_net=name == "net"), row, column)
        left_out = sum(total.not_counted for total in totals)
        if left_out:
            words = plural(
                "{count} line is not added up (failed, cancelled or without amount).",
                "{count} lines are not added up (failed, cancelled or without amount).",
                left_out,
            )
            self._grid.addWidget(label(words, "small"), len(_LINES), 0, 1, len(totals) + 1)
        self._grid.setColumnStretch(len(totals) + 1, 1)


def _is_some(total: MoneyTotal, name: str) -> bool:
    return bool(exact_amount(getattr(total, name)))


def _amount(text: str, what: str, *, is_net: bool) -> QLabel:
    widget = label(text, "strong" if is_net else "body", wrap=False)
    widget.setFont(theme.current().font(bold=is_net, tabular=True))
    widget.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    widget.setAccessibleName(f"{what}: {text}")
    flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    widget.setTextInteractionFlags(flags)
    return widget
