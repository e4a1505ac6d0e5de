# SPDX-License-Identifier: GPL-3.0-or-later
"""What the person knows about a chat that is stored already: own name, zone, order of days, maker."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.widgets.answer_choices import day_order_choice
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import row
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.widgets.zone_choice import ZoneChoice
from evidence_vault.records import Answers, Json
from evidence_vault.translations import _


class ReadingAnswers(QWidget):
    """``wanted`` when it is to be read again; then ``answers`` and ``importer`` hold."""

    wanted = Signal()
    cancelled = Signal()

    def __init__(self, names: Sequence[str], importers: Sequence[tuple[str, str]], used: str | None) -> None:
        super().__init__()
        self.me = QComboBox()
        self.me.setEditable(True)
        self.me.addItems(["", *names])
        self.zone = ZoneChoice()
        self.order = day_order_choice()
        self.importer = QComboBox()
        for importer_id, name in importers:
            self.importer.addItem(_(name), importer_id)
        self.importer.setCurrentIndex(self.importer.findData(used))
        self._copied_on: str | None = None
        self._mapping: Mapping[str, Json] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.current().space(2), 0)
        layout.setSpacing(theme.current().space(3))
        layout.addWidget(label(_("How this chat is read"), "title"))
        words = _("The file stays as it is; only what is read from it changes. What you say is kept as your statement.")
        layout.addWidget(label(words, "muted"))
        self.fields = {
            "me": Field(_("Which of them is you?"), self.me, _("Exactly as the chat shows it.")),
            "zone": Field(_("Time zone"), self.zone, _("Of the phone or computer that showed these times.")),
            "order": Field(_("Dates such as 3/4/2026 mean"), self.order),
            "importer": Field(_("Read as"), self.importer, _("Which program made the file.")),
        }
        for field in self.fields.values():
            layout.addWidget(field)
        go = button(_("Read it again"), self.wanted.emit, look="primary", icon="refresh-cw")
        layout.addLayout(row(button(_("Cancel"), self.cancelled.emit), None, go))
        layout.addStretch(1)
        self.go = go

    def show_answers(self, answers: Answers) -> None:
        """Show what was said before."""
        self.me.setCurrentText(answers.self_name or "")
        self.zone.show_zone(answers.time_zone)
        order = "" if answers.day_first is None else "day" if answers.day_first else "month"
        self.order.setCurrentIndex(self.order.findData(order))
        self._copied_on, self._mapping = answers.copied_on, answers.mapping

    def answers(self) -> Answers:
        """What the person says now."""
        order = self.order.currentData()
        return Answers(
            time_zone=self.zone.zone(),
            day_first=None if not order else order == "day",
            self_name=self.me.currentText().strip() or None,
            copied_on=self._copied_on,
            mapping=self._mapping,
        )

    def chosen_importer(self) -> str | None:
        """The id of the importer."""
        return str(self.importer.currentData() or "") or None
