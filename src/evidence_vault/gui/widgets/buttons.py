# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons: primary, ordinary, quiet, link, icon alone; every one with an accessible name."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from evidence_vault.gui import icons, theme
from evidence_vault.gui.widgets.words import label, picture_label
from evidence_vault.translations import _

_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class Button(QPushButton):
    """Enter presses it as Space does: Qt does so only in dialogs, and there for the button it likes best."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter, once however long the key is held."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or event.modifiers() & ~_KEYPAD:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def button(
    text: str, action: Callable[[], object] | None = None, *, look: str = "", icon: str = "", tip: str = ""
) -> QPushButton:
    """A button with words. ``look``: primary, quiet, link, danger, chooser, or "" for an ordinary one."""
    widget = Button(text)
    widget.setProperty("look", look)
    widget.setAutoDefault(False)
    widget.setAccessibleName(text)
    widget.setCursor(Qt.CursorShape.PointingHandCursor)
    if look in {"primary", "chooser"}:
        theme.embolden(widget)
    if icon:
        colours = {"primary": "on_accent", "danger": "red", "link": "accent"}
        widget.setIcon(icons.icon(icon, colours.get(look, "text")))
        widget.setIconSize(_icon_size(beside_words=bool(text)))
    if tip:
        widget.setToolTip(tip)
    if action is not None:
        widget.clicked.connect(lambda _on=False: action())
    return widget


def icon_button(icon: str, name: str, action: Callable[[], object] | None = None, *, keys: str = "") -> QPushButton:
    """A button that shows an icon alone; ``name`` is its tooltip and its accessible name, ``keys`` its shortcut."""
    widget = button("", action, look="quiet", icon=icon)
    widget.setAccessibleName(name)
    shortcut = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
    widget.setToolTip(f"{name} ({shortcut})" if shortcut else name)
    widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return widget


class ChoiceButton(Button):
    """A large choice: an icon, a title and a line that says what it is for."""

    def __init__(self, icon: str, title: str, purpose: str, action: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setProperty("look", "choice")
        self.setAutoDefault(False)
        self.setAccessibleName(title)
        self.setAccessibleDescription(purpose)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        look = theme.current()
        inside = QVBoxLayout(self)
        side = look.space(4)
        inside.setContentsMargins(side, side, side, side)
        inside.setSpacing(look.space(1))
        parts = [picture_label(icon, "accent", round(look.icon * 1.3)), label(title, "strong"), label(purpose, "muted")]
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(part)
        inside.addStretch(1)
        if action is not None:
            self.clicked.connect(lambda _on=False: action())

    def sizeHint(self) -> QSize:
        """As its words need."""
        return self._inside().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As its words need."""
        return self._inside().minimumSize()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height its words need at ``width``."""
        return self._inside().totalHeightForWidth(width)

    def _inside(self) -> QVBoxLayout:
        layout = self.layout()
        if not isinstance(layout, QVBoxLayout):
            raise TypeError
        return layout


def copy_button(text: str, what: str) -> QPushButton:
    """Copies ``text``; its name says ``what`` is copied."""
    from PySide6.QtGui import QGuiApplication

    widget = icon_button("copy", _("Copy {what}").format(what=what))

    def copy() -> None:
        QGuiApplication.clipboard().setText(text)
        widget.setIcon(icons.icon("check", "green"))
        widget.setToolTip(_("Copied"))

    widget.clicked.connect(copy)
    return widget


def _icon_size(*, beside_words: bool) -> QSize:
    # Qt leaves hardly any room between icon and words: the icon brings its own.
    look = theme.current()
    return QSize(look.icon + (look.space(1.5) if beside_words else 0), look.icon)
