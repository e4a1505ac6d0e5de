# SPDX-License-Identifier: GPL-3.0-or-later
"""Where one screenshot does not go on from the one before: what may be missing, and on which day it goes on."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from evidence_vault.gui.flows.transcript_draft import FLAGS, TranscriptDraft
from evidence_vault.gui.widgets.buttons import icon_button
from evidence_vault.gui.widgets.layout import card, column, row
from evidence_vault.gui.widgets.words import label
from evidence_vault.translations import _


class GapRow(QWidget):
    """Shows gap ``number`` of ``draft``. ``entered``: the keyboard came to it."""

    entered = Signal(int)

    def __init__(self, draft: TranscriptDraft, number: int) -> None:
        super().__init__()
        self._draft = draft
        self.number = number
        self.day = QLineEdit()
        self.day.setPlaceholderText("2026-03-07")
        self.day.setAccessibleName(_("Day of what follows, year-month-day"))
        self.day.textEdited.connect(lambda text: draft.set_text(number, text))
        self.leave = icon_button("eye-off", _("Nothing is missing here"), self._toggle, keys="Ctrl+Shift+Delete")
        self.leave.setCheckable(True)
        flags = " · ".join(_(FLAGS[flag]) for flag in draft.entries[number].flags if flag in FLAGS)
        hint = _("If the chat is still there, take a screenshot of what lies between.")
        self._day_line = row(label(_("Day of what follows"), "small"), self.day, None, gap=1)
        top = row(label(_("Something may be missing here"), "strong", tone="amber"), self.leave, gap=1)
        top.setStretch(0, 1)
        note = label(f"{flags[:1].upper()}{flags[1:]}. {hint}" if flags else hint, "small")
        frame = card(column(top, note, self._day_line, gap=1), padding=2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+Delete"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.leave.click)
        for widget in (self.day, self.leave):
            widget.installEventFilter(self)

    def focus_first(self) -> None:
        """The keyboard goes to the day."""
        self.day.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say when the keyboard comes to any part of the row."""
        if event.type() is QEvent.Type.FocusIn:
            self.entered.emit(self.number)
        return super().eventFilter(watched, event)

    def _toggle(self) -> None:
        self._draft.toggle(self.number)
        self.day.setEnabled(self.number not in self._draft.left_out)
