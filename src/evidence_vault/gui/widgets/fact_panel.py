# SPDX-License-Identifier: GPL-3.0-or-later
"""A form in the panel at the side, with save and cancel; what was typed is not lost when the panel closes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.fact_form import FactForm
from evidence_vault.gui.widgets.layout import column, row
from evidence_vault.gui.widgets.words import label
from evidence_vault.records import Fields, Json
from evidence_vault.translations import _

Draft = dict[str, Json]
_SAVE = QKeySequence("Ctrl+Return")


class FactPanel(QWidget):
    """``saved`` with the values when they can be kept; ``put_away`` with what was typed when it closed unsaved."""

    saved = Signal(object)
    put_away = Signal(object)

    def __init__(self, title: str, form: FactForm, cancel: Callable[[], object]) -> None:
        super().__init__()
        self.form = form
        self._is_done = False
        self._cancel = cancel
        self.save_button = button(_("Save"), self._save, look="primary")
        self.cancel_button = button(_("Cancel"), self._give_up)
        # A form is long: the way to keep it stands at both ends, and on Ctrl+Enter.
        above = button(_("Save"), self._save, look="small", tip=_shortcut_words())
        QShortcut(_SAVE, self, self._save, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        heading = row(label(title, "title"), above)
        heading.setStretch(0, 1)
        layout = column(heading, form, row(self.cancel_button, None, self.save_button), None, gap=4)
        layout.setContentsMargins(0, 0, layout.spacing() // 2, layout.spacing())
        self.setLayout(layout)

    def show_fields(self, fields: Fields, draft: Draft | None = None) -> None:
        """Show a fact, and over it what was typed earlier and not saved."""
        self.form.show_fields(fields)
        if draft is not None:
            self.form.show_typed(draft)

    def start(self, field: str) -> None:
        """Give the keyboard to a field."""
        self.form.controls[field].widget.setFocus()

    def take(self) -> Draft | None:
        """The values if they differ and can be kept, for when the page or the vault is left; None else."""
        if self._is_done or not self.form.is_changed or not self.form.check():
            return None
        self._is_done = True
        return self.form.values()

    def _save(self) -> None:
        if self.form.check():
            self._is_done = True
            self.saved.emit(self.form.values())

    def saving_failed(self) -> None:
        """The vault refused the values: they stand here still."""
        self._is_done = False

    def _give_up(self) -> None:
        self._is_done = True
        self._cancel()

    def hideEvent(self, event: QHideEvent) -> None:
        """Closed with Esc or by going elsewhere: hand over what was typed."""
        super().hideEvent(event)
        if not event.spontaneous() and not self._is_done and self.form.is_changed:
            self.put_away.emit(self.form.values())


def _shortcut_words() -> str:
    return f"{_('Save')} ({_SAVE.toString(QKeySequence.SequenceFormat.NativeText)})"
