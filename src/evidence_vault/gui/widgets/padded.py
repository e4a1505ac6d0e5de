# SPDX-License-Identifier: GPL-3.0-or-later
"""Content that scrolls, kept clear of its scroll bar."""

from PySide6.QtWidgets import QLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.widgets.layout import box


def padded(layout: QLayout) -> QWidget:
    """``layout`` with room for the scroll bar at the end of each line."""
    layout.setContentsMargins(0, 0, theme.current().space(4), theme.current().space(2))
    return box(layout)
