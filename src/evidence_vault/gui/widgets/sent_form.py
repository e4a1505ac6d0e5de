# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks about a complaint that was sent, for the diary: when, where, number, answer, next step."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import QDate, QDateTime, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QDateTimeEdit, QFrame, QLineEdit, QVBoxLayout

from evidence_vault.clock import SystemClock, local_text
from evidence_vault.gui import theme
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import card, column, row
from evidence_vault.gui.widgets.words import label
from evidence_vault.records import Fact
from evidence_vault.translations import _

DAYS_TO_NEXT_STEP = 7


class SentForm(QFrame):
    """``saved`` gives the fields: at, channel, category, reference_no, answer, next_step_due (None where empty)."""

    saved = Signal(object)

    def __init__(self, name: str, channel: str, category: str, fact: Fact | None = None) -> None:
        super().__init__()
        fields = dict(fact.fields) if fact else {}
        self.when = Field(_("When"), _moment(fields.get("reported_at")), _("By this computer's clock and zone."))
        self.channel = Field(_("From which page"), QLineEdit(str(fields.get("channel") or channel)))
        self.category = Field(_("Reason chosen"), QLineEdit(str(fields.get("what_was_given") or category)))
        self.number = Field(
            _("Number or receipt"), QLineEdit(str(fields.get("reference_no") or "")), _("If the app showed one.")
        )
        self.answer = Field(
            _("Answer"), QLineEdit(str(fields.get("outcome") or "")), _("May stay empty until it comes.")
        )
        self.remind = QCheckBox(_("Look again on"))
        self.next_step = QDateEdit(_day(fields.get("next_step_due")))
        self.next_step.setCalendarPopup(True)
        self.next_step.setDisplayFormat("yyyy-MM-dd")
        self.next_step.setAccessibleName(_("Day of the next step"))
        self.remind.setChecked(bool(fields.get("next_step_due")) or fact is None)
        self.remind.toggled.connect(self.next_step.setEnabled)
        self.next_step.setEnabled(self.remind.isChecked())
        self.save = button(_("Record it"), lambda: self.saved.emit(self.values()), look="primary", icon="check")
        title = column(
            label(name, "title"),
            label(
                _("This is your diary: it goes into the report for the police, and helps when you try again."), "muted"
            ),
            gap=1,
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        parts = (self.when, self.channel, self.category, self.number, self.answer)
        outer.addWidget(
            card(column(title, *parts, row(self.remind, self.next_step, None), row(self.save, None), gap=3))
        )
        for part in parts:
            part.setMaximumWidth(theme.current().body * 34)

    def values(self) -> dict[str, Any]:
        """What was typed."""
        return {
            "at": _iso(self.when.control),
            "channel": _typed(self.channel),
            "category": _typed(self.category),
            "reference_no": _typed(self.number),
            "answer": _typed(self.answer),
            "next_step_due": self.next_step.date().toString("yyyy-MM-dd") if self.remind.isChecked() else None,
        }


def _typed(field: Field) -> str:
    return field.control.text().strip() if isinstance(field.control, QLineEdit) else ""


def _moment(iso: object) -> QDateTimeEdit:
    now = QDateTime.fromString(local_text(SystemClock().now()), Qt.DateFormat.ISODate)
    known = QDateTime.fromString(str(iso), Qt.DateFormat.ISODate) if iso else now
    edit = QDateTimeEdit(known if known.isValid() else now)
    edit.setDisplayFormat("yyyy-MM-dd HH:mm")
    edit.setCalendarPopup(True)
    return edit


def _day(iso: object) -> QDate:
    known = QDate.fromString(str(iso)[:10], "yyyy-MM-dd") if iso else QDate()
    soon = SystemClock().now() + timedelta(days=DAYS_TO_NEXT_STEP)
    return known if known.isValid() else QDate(soon.year, soon.month, soon.day)


def _iso(control: object) -> str | None:
    if not isinstance(control, QDateTimeEdit):
        return None
    moment = control.dateTime()
    return moment.toOffsetFromUtc(moment.offsetFromUtc()).toString(Qt.DateFormat.ISODate)
