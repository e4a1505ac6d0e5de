# SPDX-License-Identifier: GPL-3.0-or-later
"""The reading of pictures in the status strip: how far it is, and a button to pause it."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from evidence_vault.gui.background_reading import BackgroundReading, ReadingState
from evidence_vault.gui.widgets.buttons import icon_button
from evidence_vault.gui.widgets.words import label
from evidence_vault.translations import _


class ReadingView(QWidget):
    """Hidden while there is nothing to read."""

    def __init__(self, reading: BackgroundReading) -> None:
        super().__init__()
        self._reading = reading
        self.words = label("", "small", wrap=False)
        self.pause = icon_button("circle-pause", _("Pause reading pictures"), self._toggle)
        self.resume = icon_button("circle-play", _("Go on reading pictures"), self._toggle)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.words, self.pause, self.resume):
            layout.addWidget(part)
        reading.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        state = self._reading.state
        self.setVisible(state in {ReadingState.READING, ReadingState.PAUSED})
        words = (
            _("Reading pictures {done} / {total}")
            if state is ReadingState.READING
            else _("Reading paused {done} / {total}")
        )
        self.words.setText(words.format(done=self._reading.done, total=self._reading.total))
        self.words.setAccessibleName(self.words.text())
        had_focus = self.pause.hasFocus() or self.resume.hasFocus()
        self.pause.setVisible(state is ReadingState.READING)
        self.resume.setVisible(state is ReadingState.PAUSED)
        if had_focus:
            (self.pause if state is ReadingState.READING else self.resume).setFocus()

    def _toggle(self) -> None:
        if self._reading.is_paused:
            self._reading.resume()
        else:
            self._reading.pause()
