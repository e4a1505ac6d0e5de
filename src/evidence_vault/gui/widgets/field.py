# SPDX-License-Identifier: GPL-3.0-or-later
"""A place to type with its name above it, a hint, and what is wrong below it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from evidence_vault.gui import icons, theme
from evidence_vault.gui.widgets.buttons import icon_button
from evidence_vault.gui.widgets.layout import row
from evidence_vault.gui.widgets.words import label, retone
from evidence_vault.translations import _


class Field(QWidget):
    """``control`` with ``name`` as its visible label and accessible name; ``hint`` says why it is asked."""

    def __init__(self, name: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.control = control
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(1))
        title = label(name, "strong", wrap=True)
        title.setBuddy(control)
        layout.addWidget(title)
        if hint:
            layout.addWidget(label(hint, "small"))
        layout.addLayout(row(control, control.eye, gap=1) if isinstance(control, SecretEdit) else row(control))
        self._problem: QLabel = label("", "small", tone="red")
        self._problem.hide()
        layout.addWidget(self._problem)
        control.setAccessibleName(name)
        control.setAccessibleDescription(hint)
        inner = control.lineEdit() if isinstance(control, QComboBox) else None
        if inner is not None:  # screen readers meet the line, not the box around it
            inner.setAccessibleName(name)

    def show_problem(self, text: str) -> None:
        """Say what is wrong in words; "" takes it back."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.control.setAccessibleDescription(text)
        retone(self.control, wrong=bool(text))


class SecretEdit(QLineEdit):
    """A line for a passphrase, hidden until the eye beside it is pressed; ``Field`` places the eye."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.eye = icon_button("eye", _("Show what is typed"), self._toggle)

    @property
    def is_shown(self) -> bool:
        """Whether the signs can be read."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def show_signs(self, *, shown: bool) -> None:
        """Show or hide what is typed."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        words = _("Hide what is typed") if shown else _("Show what is typed")
        self.eye.setIcon(icons.icon("eye-off" if shown else "eye"))
        self.eye.setAccessibleName(words)
        self.eye.setToolTip(words)

    def _toggle(self) -> None:
        self.show_signs(shown=not self.is_shown)


def text_field(name: str, hint: str = "", *, value: str = "", placeholder: str = "") -> Field:
    """A field for one line of text."""
    edit = QLineEdit(value)
    edit.setPlaceholderText(placeholder)
    return Field(name, edit, hint)
