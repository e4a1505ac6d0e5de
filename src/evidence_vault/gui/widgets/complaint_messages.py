# SPDX-License-Identifier: GPL-3.0-or-later
"""Third step of a complaint: which messages to select in the app, in the order in which they stand there."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.complaint_flow import message_limit_words
from evidence_vault.gui.flows.words_of_values import certainty_words
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import row
from evidence_vault.gui.widgets.ticked_lines import TickedLines
from evidence_vault.gui.widgets.words import label
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural

KEY = Qt.ItemDataRole.UserRole
FIRST_WORDS = 60


class MessagesStep(QWidget):
    """``changed``: another message is ticked or one less; ``picks`` are the keys of those ticked."""

    changed = Signal()
    read_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._limit = label("", "muted")
        self._count = label("", "strong", wrap=False)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Messages to select in the app"))
        self.list.setItemDelegate(TickedLines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(lambda _entry: self._ticked())
        self.list.itemActivated.connect(self._toggle)
        everything = button(_("Tick all"), lambda: self._tick_all(on=True), look="small")
        nothing = button(_("Untick all"), lambda: self._tick_all(on=False), look="small")
        self._empty = label(
            _("No chat log is in this case. In the app, select the messages with the promise, the request to pay, "
              "each payment, and the refusal.")
        )  # fmt: skip
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(2))
        layout.addWidget(self._limit)
        self._buttons = row(self._count, None, everything, nothing, gap=2)
        layout.addLayout(self._buttons)
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)

    def show_messages(self, plan: Any, messages: tuple[Any, ...], picks: set[str] | None) -> None:
        """Show the suggestions; ``picks`` None ticks all of them."""
        self._limit.setText(message_limit_words(plan.limits, plan.evidence_mode))
        self.list.blockSignals(True)  # filling is not ticking
        self.list.clear()
        for number, one in enumerate(messages, 1):
            self._add(number, one, is_ticked=picks is None or one.key in picks)
        self.list.blockSignals(False)
        self.list.setVisible(bool(messages))
        self._empty.setVisible(not messages)
        self._show_count()

    def _add(self, number: int, one: Any, *, is_ticked: bool) -> None:
        message = one.message
        first = " ".join((message.text or "").split())[:FIRST_WORDS] or _("(no text)")
        time = (message.sent_at or message.sent_at_raw or "—").replace("T", " ")[:16]
        who = visible_name(message.sender or "—")
        head = f"{number}. {time} · {who}: {visible_name(first)}"
        below = " · ".join(
            part
            for part in (
                visible_name(one.chat),
                _(one.reason),
                certainty_words(message.sent_at, message.time_certainty),
            )
            if part
        )
        entry = QListWidgetItem(f"{head}\n{below}")
        entry.setFlags(entry.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        entry.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
        entry.setData(KEY, one.key)
        self.list.addItem(entry)

    def picks(self) -> set[str]:
        """The keys of the messages that are ticked."""
        entries = (self.list.item(place) for place in range(self.list.count()))
        return {str(entry.data(KEY)) for entry in entries if entry.checkState() == Qt.CheckState.Checked}

    def _ticked(self) -> None:
        self._show_count()
        self.changed.emit()

    def _toggle(self, entry: QListWidgetItem) -> None:
        is_on = entry.checkState() == Qt.CheckState.Checked
        entry.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)

    def _tick_all(self, *, on: bool) -> None:
        self.list.blockSignals(True)  # one change, not hundreds
        for place in range(self.list.count()):
            self.list.item(place).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.list.viewport().update()
        self._ticked()

    def _show_count(self) -> None:
        count = len(self.picks())
        self._count.setText(plural("{count} message to select", "{count} messages to select", count))
