# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks what the person knows about chat logs before they are added: program, zone, day order, own name."""

from zoneinfo import available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QLineEdit, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import row
from evidence_vault.gui.widgets.words import label
from evidence_vault.records import Answers
from evidence_vault.translations import _

COMMON_ZONES = ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Singapore", "Europe/London", "America/New_York", "UTC")


class ReadAsDialog(QDialog):
    """Everything may stay as it is: unknown stays unknown. ``names`` are importer ids with their names."""

    def __init__(self, names: tuple[tuple[str, str], ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Add chat logs"))
        self.importer = QComboBox()
        self.importer.addItem(_("Find out by itself"), "")
        for importer_id, name in names:
            self.importer.addItem(_(name), importer_id)
        self.zone = zone_choice()
        self.order = day_order_choice()
        self.me = QLineEdit()
        self._lay_out()

    def _lay_out(self) -> None:
        look = theme.current()
        layout = QVBoxLayout(self)
        side = look.space(6)
        layout.setContentsMargins(side, side, side, side)
        layout.setSpacing(look.space(4))
        layout.addWidget(label(_("What do you know about these chat logs?"), "title"))
        layout.addWidget(
            label(_("What you say is kept as your statement. What you do not know stays unknown."), "muted")
        )
        layout.addWidget(Field(_("Made by"), self.importer))
        zone_hint = _("Of the phone or computer that showed these times. A place, or an offset such as +08:00.")
        layout.addWidget(Field(_("Time zone"), self.zone, zone_hint))
        layout.addWidget(Field(_("Dates such as 3/4/2026 mean"), self.order))
        layout.addWidget(Field(_("Your own name in the chat"), self.me, _("Exactly as the chat shows it.")))
        choose = button(_("Choose files …"), self.accept, look="primary", icon="file-plus")
        layout.addLayout(row(button(_("Cancel"), self.reject), None, choose))
        self.setMinimumWidth(look.body * 34)

    def chosen_importer(self) -> str | None:
        """The id of the importer, None to find out."""
        return str(self.importer.currentData()) or None

    def answers(self) -> Answers:
        """What the person said."""
        order = self.order.currentData()
        return Answers(
            time_zone=self.zone.currentText().strip() or None,
            day_first=None if not order else order == "day",
            self_name=self.me.text().strip() or None,
        )


def day_order_choice() -> QComboBox:
    """Whether 3/4/2026 is in April or in March; empty where the person does not know."""
    order = QComboBox()
    for words, value in (
        (_("I do not know"), ""),
        (_("day before month"), "day"),
        (_("month before day"), "month"),
    ):
        order.addItem(words, value)
    return order


def zone_choice() -> QComboBox:
    """Every time zone, the common ones first; empty where the person does not know, and offsets can be typed."""
    zones = QComboBox()
    zones.setEditable(True)
    zones.addItem("")
    zones.setItemData(0, _("Not known"), Qt.ItemDataRole.AccessibleTextRole)
    zones.addItems([*COMMON_ZONES, *sorted(available_timezones() - set(COMMON_ZONES))])
    completer = zones.completer()
    if completer is not None:
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return zones
