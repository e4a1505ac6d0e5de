# SPDX-License-Identifier: GPL-3.0-or-later
"""A form for one fact: fields in groups, problems in words below the field they belong to."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.fact_words import ANY_PROBLEM, NEEDS_ZONE, PROBLEMS, FieldWords, Group
from evidence_vault.gui.flows.typed_values import has_clock_without_offset
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.exhibit_picker import ExhibitPicker
from evidence_vault.gui.widgets.fact_controls import (
    CURRENCIES,
    ChoiceControl,
    Choices,
    FactControl,
    LineControl,
    TextControl,
    TicksControl,
    ZoneControl,
    flag_control,
)
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.words import label
from evidence_vault.records import Exhibit, Fields, Json
from evidence_vault.translations import _

FormFields = Mapping[str, Any]
"""Field name to ``operations.fact_forms.FormField``."""
_EXHIBITS = frozenset({"evidence_items", "seen_in_items", "photo_item_ids"})


class FactForm(QWidget):
    """``changed`` at every change, ``field_left`` with the name of a field that was changed and then left.

    ``suggested`` are choices for fields that also take other texts. ``needs_zone``: the case names no time zone.
    """

    changed = Signal()
    field_left = Signal(str)

    def __init__(
        self,
        words: Mapping[str, FieldWords],
        groups: Sequence[Group],
        fields: FormFields,
        *,
        exhibits: Sequence[Exhibit] = (),
        suggested: Mapping[str, Choices] | None = None,
        needs_zone: bool = False,
    ) -> None:
        super().__init__()
        self._fields = fields
        self._needs_zone = needs_zone
        self._exhibits = exhibits
        self._suggested = suggested or {}
        self._before: Fields = {}
        self._touched: set[str] = set()
        self.controls: dict[str, FactControl] = {}
        self._shown: dict[str, Field] = {}
        self._groups: list[tuple[Group, QWidget, QPushButton | None]] = []
        self._opened: set[Group] = set()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.current().space(3))
        for group in groups:
            self._add_group(group, words)
        self._mind_groups()

    # --- building

    def _add_group(self, group: Group, words: Mapping[str, FieldWords]) -> None:
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.current().space(3))
        opener = None
        if group.folded:
            opener = button(_(group.title), look="link", icon="chevron-down")
            opener.clicked.connect(lambda _on=False: self._open(group))
            self._layout.addWidget(opener)
        if group.title:
            inner.addWidget(label(_(group.title), "title"))
        for name in group.fields:
            inner.addWidget(self._field(name, words[name]))
        self._layout.addWidget(holder)
        self._groups.append((group, holder, opener))

    def _field(self, name: str, words: FieldWords) -> Field:
        control = self._control(name, words)
        self.controls[name] = control
        field = Field(_(words.name), control.widget, _(words.hint) if words.hint else "")
        if isinstance(control, ExhibitPicker):
            control.list.setAccessibleName(_(words.name))
        self._shown[name] = field
        control.changed.connect(lambda: self._field_changed(name))
        control.left.connect(lambda: self._field_was_left(name))
        return field

    def _control(self, name: str, words: FieldWords) -> FactControl:
        kind, choices = self._fields[name].kind, self._fields[name].choices
        if name in _EXHIBITS:
            return ExhibitPicker(self._exhibits)
        if name in self._suggested:
            return ChoiceControl(self._suggested[name], free=True)
        if kind == "choices":
            return TicksControl(choices)
        if kind in {"choice", "flag", "currency", "zone"}:
            return _chooser(kind, choices)
        if words.lines > 1 or kind == "texts":
            return TextControl(words.lines, is_list=kind == "texts")
        return LineControl(kind, words.example)

    # --- values

    def show_fields(self, fields: Fields) -> None:
        """Show a fact; what the form does not ask for is kept as it is."""
        self._before = dict(fields)
        self._touched.clear()
        for name, control in self.controls.items():
            control.show_value(fields.get(name))
            self._shown[name].show_problem("")
        self._mind_groups()

    def update_fields(self, fields: Fields) -> None:
        """Show what has changed elsewhere meanwhile; a field in which something was typed stays as it is."""
        self._before = dict(fields)
        for name, control in self.controls.items():
            if control.value() == fields.get(name):
                self._touched.discard(name)
                self._shown[name].show_problem("")
            elif name not in self._touched:
                control.show_value(fields.get(name))

    def kept_values(self) -> dict[str, Json]:
        """The values of the fields that can be kept; what was there before for the others."""
        found = self.values()
        for name in self.controls:
            if self._problem(name):
                found.pop(name, None)
                if name in self._before:
                    found[name] = self._before[name]
        return found

    def show_typed(self, typed: Fields) -> None:
        """Show what was typed earlier over the fact that is shown."""
        for name, control in self.controls.items():
            if typed.get(name) != control.value():
                control.show_value(typed.get(name))
                self._touched.add(name)
        self._mind_groups()

    def values(self) -> dict[str, Json]:
        """All fields as they stand, with those of the fact that the form does not show."""
        found = {name: value for name, value in self._before.items() if name not in self.controls}
        for name, control in self.controls.items():
            value = control.value()
            if value is not None:
                found[name] = value
        return found

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from the fact that was shown."""
        return self.values() != {name: value for name, value in self._before.items() if value is not None}

    def check(self) -> bool:
        """Say below each field what is wrong with it; the first one gets the keyboard. True where all is well."""
        wrong = [name for name in self.controls if not self.check_field(name)]
        if wrong:
            self.reveal(wrong[0])
        return not wrong

    def check_field(self, name: str) -> bool:
        """Check one field and say what is wrong."""
        problem = self._problem(name)
        self._shown[name].show_problem(problem)
        return not problem

    def say(self, name: str, text: str) -> None:
        """Say below a field what is wrong with it."""
        self._shown[name].show_problem(text)

    def _problem(self, name: str) -> str:
        value = self.controls[name].value()
        if value is None:
            return ""
        field = self._fields[name]
        if field.is_wrong(value):
            return _(PROBLEMS.get(field.kind, ANY_PROBLEM))
        if field.kind == "time" and self._needs_zone and isinstance(value, str) and has_clock_without_offset(value):
            zone = self.controls.get("timezone")
            if zone is None or zone.value() is None:
                return _(NEEDS_ZONE)
        return ""

    def reveal(self, name: str) -> None:
        """Unfold the group of a field, scroll to it and give it the keyboard."""
        for group, _holder, _opener in self._groups:
            if name in group.fields:
                self._open(group, focus=False)
        self.controls[name].widget.setFocus()
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(self._shown[name])

    # --- while it is filled in

    def _field_changed(self, name: str) -> None:
        self._touched.add(name)
        self._shown[name].show_problem("")
        if any(group.only_for and group.only_for[0] == name for group, _holder, _opener in self._groups):
            self._mind_groups()
        self.changed.emit()

    def _field_was_left(self, name: str) -> None:
        if name in self._touched:
            if self.check_field(name):
                self._touched.discard(name)
            self.field_left.emit(name)

    def leave(self) -> None:
        """Treat every field that was changed as left: the page or the vault is being left."""
        for name in tuple(self._touched):
            self._field_was_left(name)

    def _open(self, group: Group, *, focus: bool = True) -> None:
        self._opened.add(group)
        self._mind_groups()
        if focus:
            self.controls[group.fields[0]].widget.setFocus()

    def _mind_groups(self) -> None:
        for group, holder, opener in self._groups:
            filled = any(self.controls[name].value() is not None for name in group.fields)
            fits = group.only_for is None or self.controls[group.only_for[0]].value() in group.only_for[1]
            is_open = filled or group in self._opened or (fits and not group.folded)
            holder.setVisible(is_open)
            if opener is not None:
                opener.setVisible(not is_open)


def _chooser(kind: str, choices: Choices) -> FactControl:
    if kind == "choice":
        return ChoiceControl(choices)
    if kind == "flag":
        return flag_control()
    if kind == "zone":
        return ZoneControl()
    return ChoiceControl([(value, value) for value in CURRENCIES], free=True)
