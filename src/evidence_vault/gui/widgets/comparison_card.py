# SPDX-License-Identifier: GPL-3.0-or-later
"""Two packages of one case side by side: what was added, removed, changed."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.gui.flows.review_checks import comparison_title, differences
from evidence_vault.gui.widgets.layout import card, column
from evidence_vault.gui.widgets.words import label
from evidence_vault.records import CheckReport
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import plural

MOST_NAMES = 60


class ComparisonCard(QWidget):
    """``report`` is of the later package, checked against ``older``."""

    def __init__(self, report: CheckReport, older: Path) -> None:
        super().__init__()
        found = differences(report.findings)
        inside = column(label(visible_name(comparison_title(older, found)), "strong"), gap=2)
        for one in found:
            names = ", ".join(visible_name(name.removeprefix("data/")) for name in one.names[:MOST_NAMES])
            if len(one.names) > MOST_NAMES:
                more = len(one.names) - MOST_NAMES
                names += " " + plural("and {count} more", "and {count} more", more)
            inside.addLayout(column(label(one.words), label(names, "small"), gap=0.5))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(inside))
