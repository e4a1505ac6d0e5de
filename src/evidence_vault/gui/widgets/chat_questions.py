# SPDX-License-Identifier: GPL-3.0-or-later
"""The plain questions about a chat log: only those that its file leaves open."""

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from evidence_vault.clock import SystemClock
from evidence_vault.gui.flows.chat_choices import DAY, ChatChoices, WaitingChat
from evidence_vault.gui.flows.fact_words import WRONG_ZONE
from evidence_vault.gui.flows.mark_words import ME, ORDER, ZONE
from evidence_vault.gui.widgets.answer_choices import day_order_choice, narrow
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import column
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.widgets.zone_choice import ZoneChoice
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _

_NOT_KNOWN = QDate(2009, 12, 31)


class ChatQuestions(QWidget):
    """Writes what is said into ``choices`` and says ``said``. Zone, order and day count for every file that asks."""

    said = Signal()

    def __init__(self, choices: ChatChoices) -> None:
        super().__init__()
        self._choices = choices
        self._chat: WaitingChat | None = None
        self.zone = ZoneChoice()
        self.order = day_order_choice()
        self.me = QComboBox()
        self.day = _day_choice()
        for choice in (self.order, self.me):
            narrow(choice)
        self._connect()
        zone_hint = _("The file does not say it. Of the phone or computer that showed these times; empty if not known.")
        self.fields: dict[str, Field] = {
            ORDER: Field(
                _("Dates such as 3/4/2026 mean"), self.order, _("The file does not say which of them comes first.")
            ),
            ZONE: Field(_("Time zone"), self.zone, zone_hint),
            ME: Field(_("Which of them is you?"), self.me, _("The file does not say it.")),
            DAY: Field(_("Copied on"), self.day, _("Some times say “yesterday” and the like.")),
        }
        self.shared = label("", "small")
        layout = column(*self.fields.values(), self.shared, gap=3)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.zone.activated.connect(lambda _index: self._zone_said())
        line = self.zone.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._zone_said)
        self.order.activated.connect(lambda _index: self._order_said())
        self.me.activated.connect(lambda _index: self._me_said())
        self.day.dateChanged.connect(lambda _date: self._day_said())

    def show_chat(self, chat: WaitingChat) -> None:
        """Ask what ``chat`` leaves open."""
        self._chat = chat
        self.me.clear()
        self.me.addItem(_("I do not say"), None)
        for name in chat.names:
            self.me.addItem(visible_name(name), name)
        self.me.setCurrentIndex(max(0, self.me.findData(chat.me)))
        for question, field in self.fields.items():
            field.setVisible(question in chat.asked and chat.is_read)
        count = max((self._choices.asking(one) for one in (ZONE, ORDER, DAY) if one in chat.asked), default=0)
        words = _("Time zone and order of dates count for all {count} files that leave them open.")
        self.shared.setText(words.format(count=count))
        self.shared.setVisible(count > 1 and chat.is_read)

    def is_understood(self) -> bool:
        """Whether every answer means something; where one does not, its field says so and is gone to."""
        field = self.fields[ZONE]
        is_wrong = not field.isHidden() and not self.zone.is_understood()
        field.show_problem(_(WRONG_ZONE) if is_wrong else "")
        if is_wrong:
            self.zone.setFocus(Qt.FocusReason.OtherFocusReason)
        return not is_wrong

    def _zone_said(self) -> None:
        zone = self.zone.meant()
        self.fields[ZONE].show_problem("" if self.zone.is_understood() else _(WRONG_ZONE))
        if zone != self._choices.zone:
            self._choices.zone = zone
            self.said.emit()

    def _order_said(self) -> None:
        order = self.order.currentData()
        self._choices.day_first = None if not order else order == "day"
        self.said.emit()

    def _me_said(self) -> None:
        if self._chat is not None:
            self._choices.say_me(self._chat, self.me.currentData())
            self.said.emit()

    def _day_said(self) -> None:
        day = self.day.date()
        self._choices.copied_on = day.toString(Qt.DateFormat.ISODate) if day != _NOT_KNOWN else None
        self.said.emit()


def _day_choice() -> QDateEdit:
    """A day up to today; its first value stands for “not known”."""
    day = QDateEdit()
    day.setCalendarPopup(True)
    day.setSpecialValueText(_("Not known"))
    day.setMinimumDate(_NOT_KNOWN)
    day.setMaximumDate(QDate.fromString(SystemClock().now().date().isoformat(), Qt.DateFormat.ISODate))
    day.setDate(_NOT_KNOWN)
    return day
