# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of a text in which date, sender and text are marked in one line; the others follow it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.mapping_flow import DATE, SENDER, TEXT, MappingFlow, template_of
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import FlowLayout
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _

_LINES_SHOWN = 9


class MappedLines(QWidget):
    """Changes the line of a ``MappingFlow`` and says ``changed``."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._flow = MappingFlow()
        self._lines: tuple[str, ...] = ()
        self._marks: dict[str, tuple[int, int]] = {}
        self.list = QListWidget()
        self.list.setAccessibleName(_("Beginning of the text"))
        self.list.currentRowChanged.connect(self._line_chosen)
        self.sample = QLineEdit()
        self.sample.setReadOnly(True)
        self.template = QLineEdit()
        self.template.setMaxLength(200)
        self.template.textEdited.connect(self._template_typed)
        self.marks = {
            DATE: button(_("This is the date"), lambda: self._mark(DATE)),
            SENDER: button(_("This is the sender"), lambda: self._mark(SENDER)),
            TEXT: button(_("The text begins here"), lambda: self._mark(TEXT)),
        }
        self._lay_out()

    def _lay_out(self) -> None:
        look = theme.current()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.space(3))
        self.list.setMinimumHeight(round(look.body * 2 * _LINES_SHOWN))
        layout.addWidget(self.list)
        hint = _("Choose above a line with which a message begins. Mark a part of it here, then press what it is.")
        layout.addWidget(Field(_("A message begins like this"), self.sample, hint))
        buttons = FlowLayout(2)
        for one in self.marks.values():
            buttons.addWidget(one)
        buttons.addWidget(button(_("Start again"), self._start_again, look="quiet"))
        layout.addLayout(buttons)
        hint = _("Can be corrected by hand: {date}, {sender} and {text} stand for what they say.")
        layout.addWidget(Field(_("Every message begins so"), self.template, hint))

    def show_lines(self, flow: MappingFlow, lines: tuple[str, ...]) -> None:
        """Show the beginning of a text and what was said about it."""
        self._flow = flow
        if lines != self._lines:
            self._lines = lines
            self.list.clear()
            self.list.addItems([visible_name(line) for line in lines])
        if self.template.text() != flow.line:
            self.template.setText(flow.line)

    def mark_from(self, template: str) -> None:
        """Begin with a template that was found; marking a line starts anew."""
        self._marks = {}
        self.template.setText(template)

    def _line_chosen(self, at: int) -> None:
        if 0 <= at < len(self._lines):
            self.sample.setText(self._lines[at])
            self._marks = {}

    def _mark(self, place: str) -> None:
        line = self.sample.text()
        start = self.sample.selectionStart()
        length = len(self.sample.selectedText())
        if place == TEXT:
            start = start if start >= 0 else self.sample.cursorPosition()
            length = max(1, len(line) - start)
        if start < 0 or not length:
            return
        self._marks[place] = (start, start + length)
        self._say(template_of(line, self._marks))

    def _start_again(self) -> None:
        self._marks = {}
        self._say("")

    def _template_typed(self, text: str) -> None:
        self._marks = {}
        self._say(text)

    def _say(self, template: str) -> None:
        self._flow.line, self._flow.date = template, None
        if self.template.text() != template:
            self.template.setText(template)
        self.changed.emit()
