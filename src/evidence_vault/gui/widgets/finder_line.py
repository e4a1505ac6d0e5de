# SPDX-License-Identifier: GPL-3.0-or-later
"""A line to search or filter with, named for screen readers down to the buttons inside it."""

from PySide6.QtWidgets import QLineEdit, QToolButton

from evidence_vault.gui import icons
from evidence_vault.translations import _


def finder_line(name: str, *, placeholder: str = "", magnifier: bool = False) -> QLineEdit:
    """A line called ``name`` with a button that empties it; ``magnifier`` draws the usual sign in front."""
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(placeholder or name)
    line.setClearButtonEnabled(True)
    for inner in line.findChildren(QToolButton):  # Qt makes it without a name
        inner.setAccessibleName(_("Empty this line"))
    if magnifier:
        sign = line.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        sign.triggered.connect(line.setFocus)
        for inner in line.findChildren(QToolButton):
            if inner.defaultAction() is sign:
                inner.setAccessibleName(name)
    return line
