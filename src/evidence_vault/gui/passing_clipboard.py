# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts private words on the clipboard and takes them away again after a while."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

KEPT_FOR = 90_000
"""Milliseconds that copied words stay, unless something else was copied meanwhile."""


class PassingClipboard(QObject):
    """One for each place that copies; clears only what it put there itself."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text = ""
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.clear)

    def copy(self, text: str) -> None:
        """Put ``text`` on the clipboard for a while."""
        self._text = text
        QGuiApplication.clipboard().setText(text)
        self.timer.start(KEPT_FOR)

    def clear(self) -> None:
        """Take it away now, if it is still there."""
        self.timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._text and clipboard.text() == self._text:
            clipboard.clear()
        self._text = ""
