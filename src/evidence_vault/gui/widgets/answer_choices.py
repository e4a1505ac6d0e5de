# SPDX-License-Identifier: GPL-3.0-or-later
"""The choice of the order of day and month, which may stay unknown."""

from PySide6.QtWidgets import QComboBox

from evidence_vault.translations import _

_LEAST_LETTERS = 8


def day_order_choice() -> QComboBox:
    """Whether 3/4/2026 is in April or in March; empty where the person does not know."""
    order = QComboBox()
    for words, value in (
        (_("I do not know"), ""),
        (_("day before month"), "day"),
        (_("month before day"), "month"),
    ):
        order.addItem(words, value)
    return order


def narrow(choice: QComboBox) -> None:
    """Let a choice be narrower than its longest words."""
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(_LEAST_LETTERS)
