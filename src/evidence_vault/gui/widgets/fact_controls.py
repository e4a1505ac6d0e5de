# SPDX-License-Identifier: GPL-3.0-or-later
"""The controls of a form, one for each kind of value; each knows its value and whether it can be kept."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.typed_values import shown_time, typed_amount, typed_time
from evidence_vault.gui.widgets.zone_choice import ZoneChoice
from evidence_vault.records import Json
from evidence_vault.translations import N_, _

Choices = Sequence[tuple[str, str]]
NOT_KNOWN = N_("Not known")
CURRENCIES = ("CNY", "USD", "EUR", "GBP", "HKD", "TWD", "SGD", "MYR", "JPY", "KRW", "AUD", "CAD", "USDT", "BTC", "ETH")


class FactControl(QObject):
    """``widget`` shows the value of one field. ``changed`` at every change, ``left`` when the field is left.

    ``value()`` is None where nothing is filled in; what was typed and cannot be understood comes back as typed, so
    that the check of the field refuses it.
    """

    changed = Signal()
    left = Signal()
    widget: QWidget

    def value(self) -> Json:
        """The value as it is kept."""
        raise NotImplementedError

    def show_value(self, value: Json) -> None:
        """Show a kept value; None empties the control."""
        raise NotImplementedError


class LineControl(FactControl):
    """One line of text, an amount or a time (``kind``)."""

    def __init__(self, kind: str, example: str) -> None:
        super().__init__()
        self._kind = kind
        self.line = QLineEdit()
        self.line.setPlaceholderText(example)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self.left)
        self.widget = self.line

    def value(self) -> Json:
        """The text; amounts and times in the form in which they are kept."""
        text = self.line.text()
        if not text.strip():
            return None
        if self._kind == "money":
            return typed_amount(text) or text
        if self._kind == "time":
            return typed_time(text) or text
        if self._kind == "whole-number":
            return int(text) if text.strip().isdecimal() else text
        return text.strip()

    def show_value(self, value: Json) -> None:
        """Show it, a time with a space in the middle."""
        text = "" if value is None else str(value)
        self.line.setText(shown_time(text) if self._kind == "time" else text)


class _Paragraphs(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field is left."""
        super().focusOutEvent(event)
        self.left.emit()


class TextControl(FactControl):
    """Several lines of text; a list of texts has one a line."""

    def __init__(self, lines: int, *, is_list: bool) -> None:
        super().__init__()
        self._is_list = is_list
        self.edit = _Paragraphs()
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(round(theme.current().body * 1.5 * lines) + theme.current().space(3))
        self.edit.setMaximumHeight(max(self.edit.minimumHeight(), theme.current().body * 40 if lines > 6 else 0))
        self.edit.textChanged.connect(self.changed)
        self.edit.left.connect(self.left)
        self.widget = self.edit

    def value(self) -> Json:
        """The text, or the lines that hold something."""
        text = self.edit.toPlainText().strip()
        if not self._is_list:
            return text or None
        return [line.strip() for line in text.split("\n") if line.strip()] or None

    def show_value(self, value: Json) -> None:
        """Show it."""
        text = "\n".join(str(part) for part in value) if isinstance(value, list) else str(value or "")
        self.edit.blockSignals(True)
        self.edit.setPlainText(text)
        self.edit.blockSignals(False)


class ChoiceControl(FactControl):
    """One of the choices, or not known; with ``free`` also anything typed."""

    def __init__(self, choices: Choices, *, free: bool = False) -> None:
        super().__init__()
        self.box = QComboBox()
        self._free = free
        self.box.setEditable(free)
        self.box.setMinimumContentsLength(8)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.addItem("" if free else _(NOT_KNOWN), None)
        self.box.setItemData(0, _(NOT_KNOWN), Qt.ItemDataRole.AccessibleTextRole)
        for value, words in choices:
            self.box.addItem(words, value)
        self.box.installEventFilter(self)
        self.box.activated.connect(self.changed)
        self.box.activated.connect(self.left)
        line = self.box.lineEdit()
        if free and line is not None:
            self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = self.box.completer()
            if isinstance(completer, QCompleter):
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.textEdited.connect(lambda _text: self.changed.emit())
            line.editingFinished.connect(self.left)
        self.widget = self.box

    def value(self) -> Json:
        """What is chosen or typed."""
        if not self._free:
            return self.box.currentData()  # type: ignore[no-any-return]
        text = self.box.currentText().strip()
        place = self.box.findText(text)
        chosen = self.box.itemData(place) if place > 0 else None
        return chosen or text or None

    def show_value(self, value: Json) -> None:
        """Choose it; what is not among the choices is shown as it is where that is allowed."""
        place = 0 if value is None else self.box.findData(value)
        if place >= 0:
            self.box.setCurrentIndex(place)
        elif self._free:
            self.box.setEditText(str(value))
        else:
            self.box.addItem(str(value), value)
            self.box.setCurrentIndex(self.box.count() - 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the form, it does not change a choice in passing."""
        if watched is self.box and event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class ZoneControl(FactControl):
    """A time zone, chosen or typed."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = ZoneChoice()
        self.choice.activated.connect(self.changed)
        self.choice.activated.connect(self.left)
        line = self.choice.lineEdit()
        if line is not None:
            line.textEdited.connect(lambda _text: self.changed.emit())
            line.editingFinished.connect(self.left)
        self.widget = self.choice

    def value(self) -> Json:
        """The zone; what names none comes back as typed."""
        return self.choice.zone()

    def show_value(self, value: Json) -> None:
        """Show it."""
        self.choice.show_zone(str(value) if value else None)


def flag_control() -> ChoiceControl:
    """Yes, no or not known."""
    control = ChoiceControl(())
    control.box.addItem(_("Yes"), True)
    control.box.addItem(_("No"), False)
    return control


class TicksControl(FactControl):
    """Several of the choices, each a box to tick."""

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self.widget = QWidget()
        layout = QVBoxLayout(self.widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(1))
        self.boxes = {value: QCheckBox(words) for value, words in choices}
        for box in self.boxes.values():
            box.setAccessibleName(box.text())
            layout.addWidget(box)
            box.clicked.connect(self.changed)
            box.clicked.connect(self.left)

    def value(self) -> Json:
        """What is ticked."""
        return [value for value, box in self.boxes.items() if box.isChecked()] or None

    def show_value(self, value: Json) -> None:
        """Tick them."""
        ticked = value if isinstance(value, list) else []
        for name, box in self.boxes.items():
            box.setChecked(name in ticked)
