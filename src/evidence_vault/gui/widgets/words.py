# SPDX-License-Identifier: GPL-3.0-or-later
"""Labels by what they are for. Text of strangers is always shown as plain text."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from evidence_vault.gui import icons, theme
from evidence_vault.gui.flows.words_of_values import hash_groups, time_text

_BOLD = frozenset({"heading", "title", "strong", "caption", "key"})


class _Words(QLabel):
    """Wrapped words claim one line, and once they have a width exactly the lines they need.

    Many containers (stacks, areas in areas) do not ask for a height that follows from the width; without this,
    long words would be cut there.
    """

    def minimumSizeHint(self) -> QSize:
        """One line."""
        if not self.wordWrap():
            return super().minimumSizeHint()
        return QSize(theme.current().body * 4, self.fontMetrics().height())

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(text)
        self._claim_lines()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs other lines."""
        super().resizeEvent(event)
        self._claim_lines()

    def _claim_lines(self) -> None:
        if self.wordWrap() and self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            # Asked without the earlier claim: Qt never answers less than the least height, and words got wider would
            # keep the room of their narrow lines.
            self.setMinimumHeight(0)
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


def label(text: str, kind: str = "body", *, wrap: bool = True, tone: str = "") -> QLabel:
    """A label of one ``kind``: heading, title, strong, body, muted, small, caption, badge, fixed, key.

    ``tone`` (amber, red, green) colours it; it always says in words what the colour says.
    """
    widget = _Words(text)
    widget.setTextFormat(Qt.TextFormat.PlainText)
    widget.setProperty("kind", kind)
    if tone:
        widget.setProperty("tone", tone)
    if kind in _BOLD:
        theme.embolden(widget)
    widget.setWordWrap(wrap)
    return widget


def selectable(text: str, kind: str = "body") -> QLabel:
    """A label whose text can be marked and copied, with the keyboard too."""
    widget = label(text, kind)
    flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    widget.setTextInteractionFlags(flags)
    widget.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    widget.setAccessibleName(text)
    return widget


def picture_label(name: str, colour: str = "text", side: int | None = None) -> QLabel:
    """An icon that only adorns: screen readers pass over it, since words stand beside it."""
    side = side or theme.current().icon
    widget = QLabel()
    widget.setPixmap(icons.pixmap(name, colour, side, 2.0))
    widget.setFixedSize(QSize(side, side))
    return widget


def retone(widget: QWidget, **properties: object) -> None:
    """Set style properties after the widget was shown, and let the style sheet look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def time_label(iso: str | None, meaning: str) -> QLabel:
    """A time with its zone; ``meaning`` says what kind of time it is, for the tooltip and screen readers."""
    widget = selectable(time_text(iso))
    widget.setToolTip(meaning)
    widget.setAccessibleName(f"{meaning}: {time_text(iso)}")
    return widget


def hash_text(digest: str) -> str:
    """A hash in groups of four over four lines, as it is printed."""
    parts = hash_groups(digest).split(" ")
    return "\n".join(" ".join(parts[place : place + 4]) for place in range(0, len(parts), 4))
