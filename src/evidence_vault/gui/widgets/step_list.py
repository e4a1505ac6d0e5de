# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of a copy as a list with numbers to type: everything the mouse can do, without it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QListWidget, QSpinBox, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.copy_draft import CopyDraft, step_words
from evidence_vault.gui.flows.step_numbers import DOWN, HEIGHT, NUMBER_WORDS, WIDTH, numbers_of, with_number
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import box
from evidence_vault.gui.widgets.words import label
from evidence_vault.picture_steps import COLOURS, LONGEST_CAPTION, Arrow, Caption, Frame, Number, Step
from evidence_vault.translations import N_, _

COLOUR_WORDS = {"red": N_("Red"), "blue": N_("Blue"), "green": N_("Green"), "black": N_("Black"), "white": N_("White")}


class StepList(QWidget):
    """Follows a ``CopyDraft``; ``show_draft`` after every change of it."""

    def __init__(self, draft: CopyDraft) -> None:
        super().__init__()
        self.draft = draft
        self._kind: type[Step] | None = None
        self._readers: list[Callable[[], None]] = []
        self.list = QListWidget()
        self.list.setAccessibleName(_("What is on the copy"))
        self.list.setMinimumHeight(theme.current().body * 8)
        self.list.currentRowChanged.connect(lambda row: self.draft.choose(row if row >= 0 else None))
        self.remove = button(_("Take it away"), self.draft.remove, look="small", icon="trash-2")
        self._fields = QGridLayout()
        self._fields.setSpacing(theme.current().space(2))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(2))
        layout.addWidget(label(_("What is on the copy"), "strong"))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.remove)
        self._place = box(self._fields)
        layout.addWidget(self._place)
        self.words: QLineEdit | None = None
        self.show_draft()

    def show_draft(self) -> None:
        """Show the steps and the numbers of the chosen one."""
        with QSignalBlocker(self.list):
            texts = [step_words(step, self.draft.hidden) for step in self.draft.marks]
            if [self.list.item(row).text() for row in range(self.list.count())] != texts:
                self.list.clear()
                self.list.addItems(texts)
            self.list.setCurrentRow(-1 if self.draft.chosen is None else self.draft.chosen)
        step = self.draft.chosen_step
        self.remove.setEnabled(step is not None)
        if (None if step is None else type(step)) is not self._kind:
            self._kind = None if step is None else type(step)
            self._build(step)
        for read in self._readers:
            read()

    def _build(self, step: Step | None) -> None:
        self._readers.clear()
        self.words = None
        while (item := self._fields.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if step is None:
            return
        for place, name in enumerate(numbers_of(step)):
            self._number(name, place)
        if isinstance(step, Caption):
            self._text()
        if isinstance(step, Frame | Arrow | Number | Caption):
            self._colour()

    def _number(self, name: str, place: int) -> None:
        spin = QSpinBox()
        least = 1 if name in {WIDTH, HEIGHT} else 0
        spin.setRange(least, (self.draft.height if name in DOWN else self.draft.width) - 1 + least)
        spin.setKeyboardTracking(False)

        def changed(value: int) -> None:
            if (step := self.draft.chosen_step) is not None:
                self.draft.change(with_number(step, name, value), joining=name)

        def show() -> None:
            if (step := self.draft.chosen_step) is not None:
                with QSignalBlocker(spin):
                    spin.setValue(numbers_of(step).get(name, 0))

        spin.valueChanged.connect(changed)
        self._readers.append(show)
        self._fields.addWidget(Field(_(NUMBER_WORDS[name]), spin), place // 2, place % 2)

    def _text(self) -> None:
        words = self.words = QLineEdit()
        words.setMaxLength(LONGEST_CAPTION)

        def changed(text: str) -> None:
            step = self.draft.chosen_step
            if isinstance(step, Caption) and text.strip():
                self.draft.change(replace(step, text=text), joining="text")

        def show() -> None:
            step = self.draft.chosen_step
            if isinstance(step, Caption) and step.text != words.text() and not words.hasFocus():
                with QSignalBlocker(words):
                    words.setText(step.text)

        words.textEdited.connect(changed)
        self._readers.append(show)
        self._fields.addWidget(Field(_("Words"), words), 2, 0, 1, 2)

    def _colour(self) -> None:
        choice = QComboBox()
        for colour in COLOURS:
            choice.addItem(_(COLOUR_WORDS[colour]), colour)

        def changed(_index: int) -> None:
            step = self.draft.chosen_step
            if isinstance(step, Frame | Arrow | Number | Caption):
                self.draft.change(replace(step, colour=str(choice.currentData())))

        def show() -> None:
            step = self.draft.chosen_step
            if isinstance(step, Frame | Arrow | Number | Caption):
                with QSignalBlocker(choice):
                    choice.setCurrentIndex(choice.findData(step.colour))

        choice.activated.connect(changed)
        self._readers.append(show)
        self._fields.addWidget(Field(_("Colour"), choice), 3, 0, 1, 2)
