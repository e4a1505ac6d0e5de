# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of a guided flow as a row of buttons: where one is, and a way to any of them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import FlowLayout
from evidence_vault.translations import _


class StepBar(QWidget):
    """``chosen`` gives the place of a step that was pressed."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        flow = FlowLayout(gap=1)
        self.buttons: list[QPushButton] = []
        for place, name in enumerate(names):
            step = button(f"{place + 1}  {name}", partial(self.chosen.emit, place), look="quiet")
            step.setCheckable(True)
            step.setAccessibleName(
                _("Step {number} of {count}: {name}").format(number=place + 1, count=len(names), name=name)
            )
            self._group.addButton(step)
            self.buttons.append(step)
            flow.addWidget(step)
        self.setLayout(flow)

    def show_step(self, place: int) -> None:
        """Mark where the person is."""
        self.buttons[place].setChecked(True)
