# SPDX-License-Identifier: GPL-3.0-or-later
"""Choices for what a person knows about a chat: time zone, order of day and month; each may stay unknown."""

from zoneinfo import available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from evidence_vault.translations import _

COMMON_ZONES = ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Singapore", "Europe/London", "America/New_York", "UTC")
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


def zone_choice() -> QComboBox:
    """Every time zone, the common ones first; empty where the person does not know, and offsets can be typed."""
    zones = QComboBox()
    zones.setEditable(True)
    zones.addItem("")
    zones.setItemData(0, _("Not known"), Qt.ItemDataRole.AccessibleTextRole)
    zones.addItems([*COMMON_ZONES, *sorted(available_timezones() - set(COMMON_ZONES))])
    completer = zones.completer()
    if completer is not None:
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return zones


def narrow(choice: QComboBox) -> None:
    """Let a choice be narrower than its longest words."""
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(_LEAST_LETTERS)
