# SPDX-License-Identifier: GPL-3.0-or-later
"""Payments that bills and chats tell of, to tick for the ledger. Nothing is entered that was not ticked."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.fact_words import WRONG_ZONE
from evidence_vault.gui.flows.money_words import amount_text, moment_text, way_text
from evidence_vault.gui.flows.typed_values import typed_amount
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.fact_controls import ZoneControl
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.finder_line import finder_line
from evidence_vault.gui.widgets.layout import card, clear, column, row
from evidence_vault.gui.widgets.words import label
from evidence_vault.records import Json
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural

Mentioned = Any
"""``operations.mentioned_payments.MentionedInChat``."""
MOST = 200
"""So many are shown at once; the line above finds the others."""


class BillProposals(QWidget):
    """``wanted`` with the fields of the payments that were ticked."""

    wanted = Signal(object)

    def __init__(self, found: Sequence[Mentioned], show: Callable[[Mentioned], object], case_zone: object) -> None:
        super().__init__()
        self._found = list(found)
        self._show = show
        self._case_zone = case_zone
        self._ticked: dict[int, bool] = {}
        self.zone = ZoneControl()
        hint = _("The files do not say it. For China it is Asia/Shanghai.")
        self._zone_field = Field(_("Time zone of these times"), self.zone.widget, hint)
        self._zone_field.setVisible(any(one.needs_zone for one in self._found))
        self.finder = finder_line(_("Find a name, amount or number"))
        self.finder.textChanged.connect(lambda _text: self._show_rows())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.current().space(2))
        self._more = label("", "small")
        self.add = button("", self._add, look="primary")
        self._lay_out()
        self._show_rows()

    def _lay_out(self) -> None:
        words = _("Tick the payments that belong to this matter. The others stay out of the case.")
        title = label(_("From bills and chats"), "title")
        layout = column(title, label(words, "muted"), self._zone_field, self.finder, self._rows, self._more, gap=3)
        layout.addLayout(row(None, self.add))
        layout.addStretch(1)
        layout.setContentsMargins(0, 0, theme.current().space(2), theme.current().space(3))
        self.setLayout(layout)

    def boxes(self) -> list[QCheckBox]:
        """The boxes that can be ticked now, in the order of the rows."""
        return [box for box in self.findChildren(QCheckBox) if box.isEnabled() and not box.isHidden()]

    def _show_rows(self) -> None:
        clear(self._rows)
        words = self.finder.text().strip().casefold()
        amount = typed_amount(words)
        shown = [place for place, one in enumerate(self._found) if _holds(one, words, amount)]
        for place in shown[:MOST]:
            self._rows.addWidget(self._row(place, self._found[place]))
        left = len(shown) - MOST
        self._more.setVisible(left > 0)
        self._more.setText(
            plural("{count} more. Find it with the line above.", "{count} more. Find them with the line above.", left)
        )
        self._count()

    def _row(self, place: int, one: Mentioned) -> QFrame:
        fields = one.fields
        received = fields.get("direction") == "received"
        title = f"{amount_text(fields)} · {_('received') if received else _('sent')}"
        when = moment_text(fields.get("sent_at"), None, None, self._case_zone)
        tick = QCheckBox(title)
        tick.setAccessibleName(f"{title}, {when}, {way_text(fields, open_numbers=False)}")
        theme.embolden(tick)
        is_recorded = one.recorded_as is not None
        tick.setEnabled(not is_recorded)
        tick.setChecked(self._ticked.get(place, False))
        tick.toggled.connect(lambda on: self._tick(place, on=on))
        lines = [label(when, "small"), label(way_text(fields, open_numbers=False), "body")]
        extra = [str(fields[name]) for name in ("merchant_descriptor", "reference_id") if name in fields]
        if one.status_text:
            extra.insert(0, one.status_text)
        if extra:
            lines.append(label(" · ".join(visible_name(part) for part in extra), "small"))
        if one.confidence is not None:
            words = _("Read by the program on a picture, {percent} % sure. Compare it with the picture.")
            lines.append(label(words.format(percent=one.confidence), "small", tone="amber"))
        if is_recorded:
            lines.append(label(_("Already in the ledger"), "strong", tone="green"))
        source = f"{one.exhibit or ''} {visible_name(one.item_name)}".strip()
        link = button(_("Show the source"), lambda: self._show(one), look="link", tip=source)
        link.setAccessibleName(_("Show the source: {name}").format(name=source))
        return card(column(tick, *lines, row(link, None, gap=0), gap=0.5), padding=2)

    def _tick(self, place: int, *, on: bool) -> None:
        self._ticked[place] = on
        self._count()

    def _chosen(self) -> list[Mentioned]:
        return [one for place, one in enumerate(self._found) if self._ticked.get(place)]

    def _count(self) -> None:
        count = len(self._chosen())
        words = plural("Add {count} payment", "Add {count} payments", count) if count else _("Add what is ticked")
        self.add.setText(words)
        self.add.setAccessibleName(words)
        self.add.setEnabled(bool(count))

    def _add(self) -> None:
        chosen = self._chosen()
        zone = self.zone.choice.meant()
        if any(one.needs_zone for one in chosen) and not zone:
            said = _("Please choose the time zone first. It is kept as your statement.")
            self._zone_field.show_problem(_(WRONG_ZONE) if self.zone.value() else said)
            self.zone.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        payments: list[dict[str, Json]] = [
            {**one.fields, **({"timezone": zone} if one.needs_zone else {})} for one in chosen
        ]
        self.wanted.emit(payments)


def _holds(one: Mentioned, words: str, amount: str | None) -> bool:
    if not words:
        return True
    if amount is not None and str(one.fields.get("amount") or "").startswith(amount):
        return True
    text = " ".join(str(value) for value in one.fields.values()) + (one.status_text or "") + str(one.item_name)
    return words in text.casefold()
