# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of what to save before it is gone: done, to do, or does not apply; kept in its place while it is ticked."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.fact_origin import FactOrigin
from evidence_vault.gui.widgets.layout import clear, column, row
from evidence_vault.gui.widgets.words import label, retone
from evidence_vault.gui.workspace import Workspace
from evidence_vault.translations import _

OPEN, DONE, NOT_NEEDED = "open", "done", "not-needed"


class CheckLine(QWidget):
    """One thing to save. ``chosen`` with its new state."""

    chosen = Signal(str, str)

    def __init__(self, check_id: str, text: str) -> None:
        super().__init__()
        self.check_id = check_id
        self.state = OPEN
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        self.box.clicked.connect(lambda on: self._choose(DONE if on else OPEN))
        self.words = label(text)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.skip: QPushButton = button(_("Does not apply"), look="small")
        self.skip.setCheckable(True)
        self.skip.setAccessibleName(_("Does not apply: {text}").format(text=text))
        self.skip.clicked.connect(lambda on: self._choose(NOT_NEEDED if on else OPEN))
        self._origin = column(gap=0)
        line = row(self.box, column(self.words, self._origin, gap=0.5), self.skip, gap=2)
        line.setAlignment(self.box, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(self.skip, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The words tick the box, too."""
        if event.button() == Qt.MouseButton.LeftButton and self.words.geometry().contains(event.position().toPoint()):
            self.box.click()
        super().mouseReleaseEvent(event)

    def show_origin(self, origin: QWidget | None) -> None:
        """Show who said so and when; None while nothing is said."""
        clear(self._origin)
        if origin is not None:
            self._origin.addWidget(origin)

    def show_state(self, state: str) -> None:
        """Show what is kept."""
        self.state = state
        self.box.setChecked(state == DONE)
        self.skip.setChecked(state == NOT_NEEDED)
        self.box.setEnabled(state != NOT_NEEDED)
        retone(self.words, kind="body" if state == OPEN else "muted")

    def _choose(self, state: str) -> None:
        self.show_state(state)
        self.chosen.emit(self.check_id, state)


class CaptureChecklist(QWidget):
    """``chosen`` with the id of a check and its new state."""

    chosen = Signal(str, str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.lines: dict[str, CheckLine] = {}
        self.count: QLabel = label("", "small")
        self._inside = QVBoxLayout()
        self._inside.setSpacing(theme.current().space(2))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.current().space(2))
        outer.addWidget(self.count)
        outer.addLayout(self._inside)

    def show_checks(self, checks: tuple[Any, ...], tag: str) -> None:
        """Show the states (``CheckState``); lines that stand there keep their place and the focus."""
        applying = [check for check in checks if check.applies]
        if [check.check.id for check in applying] != list(self.lines):
            self._build(applying, tag)
        for check in applying:
            self.lines[check.check.id].show_state(check.state)
            is_said = check.tick is not None and check.state != OPEN
            self.lines[check.check.id].show_origin(FactOrigin(self._workspace, check.tick, ()) if is_said else None)
        done = sum(check.state != OPEN for check in applying)
        self.count.setText(_("{done} of {total} settled").format(done=done, total=len(applying)))

    def _build(self, checks: list[Any], tag: str) -> None:
        clear(self._inside)
        self.lines = {}
        for check in checks:
            line = CheckLine(check.check.id, check.text(tag))
            line.chosen.connect(self.chosen)
            self.lines[check.check.id] = line
            self._inside.addWidget(line)
