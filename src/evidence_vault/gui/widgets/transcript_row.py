# SPDX-License-Identifier: GPL-3.0-or-later
"""One entry of a proposed transcript, to be looked through: whose it is, who, what, and how sure the program is."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.transcript_draft import OTHER, SIDES, TranscriptDraft, entry_words
from evidence_vault.gui.widgets.buttons import icon_button
from evidence_vault.gui.widgets.layout import card, column, row
from evidence_vault.gui.widgets.words import label, retone
from evidence_vault.translations import _

_MOST_ROWS = 6


class TranscriptRow(QWidget):
    """Shows entry ``number`` of ``draft`` and writes into it. ``entered``: the keyboard came to it."""

    entered = Signal(int)

    def __init__(self, draft: TranscriptDraft, number: int) -> None:
        super().__init__()
        self._draft = draft
        self.number = number
        entry = draft.entries[number]
        self.side = QComboBox()
        for side, words in SIDES.items():
            self.side.addItem(_(words), side)
        self.side.setAccessibleName(_("Entry {number}: who").format(number=number + 1))
        self.side.activated.connect(lambda _index: self._set_side())
        self.who = _line(entry.sender, _("Name"), lambda text: draft.set_sender(number, text))
        self.amount = _line(entry.amount, _("Amount"), lambda text: draft.set_amount(number, text))
        self.time = _line(entry.time, _("Time"), lambda text: draft.set_time(number, text))
        self.text = QPlainTextEdit(entry.text or "")
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Entry {number}: text").format(number=number + 1))
        self.text.textChanged.connect(self._set_text)
        self.note = label(entry_words(entry), "small", tone="amber" if entry.flags else "")
        self.leave = icon_button("eye-off", _("Leave this entry out"), self._toggle, keys="Ctrl+Shift+Delete")
        self.leave.setCheckable(True)
        self.frame = self._laid_out()
        self._fit()
        for widget in (self.side, self.who, self.amount, self.time, self.text, self.leave):
            widget.installEventFilter(self)
        for keys, side in zip(("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4"), SIDES, strict=True):
            self._shortcut(keys, partial(self._choose_side, side))
        self._shortcut("Ctrl+Shift+Delete", self.leave.click)
        self._show_side()

    def _laid_out(self) -> QFrame:
        top = row(self.side, self.who, self.time, self.amount, None, self.leave, gap=1)
        frame = card(column(top, self.text, self.note, gap=1), padding=2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        return frame

    def _shortcut(self, keys: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)

    def focus_first(self) -> None:
        """The keyboard goes to whose it is."""
        self.side.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say when the keyboard comes to any part of the row."""
        if event.type() is QEvent.Type.FocusIn:
            self.entered.emit(self.number)
        return super().eventFilter(watched, event)

    def _choose_side(self, side: str) -> None:
        self.side.setCurrentIndex(self.side.findData(side))
        self._set_side()

    def _set_side(self) -> None:
        self._draft.set_side(self.number, str(self.side.currentData()))
        self._show_side()

    def _show_side(self) -> None:
        side, entry = self._draft.side(self.number), self._draft.entries[self.number]
        self.side.setCurrentIndex(self.side.findData(side))
        self.who.setVisible(side == OTHER)
        self.amount.setVisible(entry.subkind == "transfer")
        self.time.setVisible(entry.kind == "message" and bool(self._draft.proposal.entries[self.number].time))
        is_out = self.number in self._draft.left_out
        for widget in (self.side, self.who, self.amount, self.time, self.text):
            widget.setEnabled(not is_out)
        self.leave.setChecked(is_out)
        retone(self.frame, look="quiet" if is_out else "card")

    def _set_text(self) -> None:
        self._draft.set_text(self.number, self.text.toPlainText())
        self._fit()

    def _fit(self) -> None:
        rows = min(_MOST_ROWS, max(1, self.text.document().blockCount(), len(self.text.toPlainText()) // 34 + 1))
        height = self.text.fontMetrics().lineSpacing() * rows + theme.current().space(6)
        self.text.setFixedHeight(height)

    def _toggle(self) -> None:
        self._draft.toggle(self.number)
        self._show_side()


def _line(value: str | None, name: str, changed: Callable[[str], object]) -> QLineEdit:
    line = QLineEdit(value or "")
    line.setPlaceholderText(name)
    line.setAccessibleName(name)
    line.textEdited.connect(changed)
    return line
