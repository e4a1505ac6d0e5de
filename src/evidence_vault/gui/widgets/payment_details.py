# SPDX-License-Identifier: GPL-3.0-or-later
"""One payment in full: both sides with numbers masked, reference, what the bank knows, its proof."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.fact_words import PAYMENT
from evidence_vault.gui.flows.history_words import SECRET_FIELDS
from evidence_vault.gui.flows.money_words import amount_text, moment_text, with_currency
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.fact_form import FormFields
from evidence_vault.gui.widgets.layout import FlowLayout, box, column, line
from evidence_vault.gui.widgets.masked_text import MaskedText
from evidence_vault.gui.widgets.proof_links import ProofOpener, proof_links
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.money import currency_of
from evidence_vault.records import Exhibit, Fact, Json
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _

_ABOVE = frozenset({"amount", "currency", "sent_at", "sent_at_precision", "timezone", "direction", "evidence_items"})


class PaymentDetails(QWidget):
    """Shown in the panel at the side, with the ways to change or remove the payment; ``origin``: its ``FactOrigin``."""

    def __init__(
        self,
        payment: Fact,
        proofs: Sequence[Exhibit],
        fields: FormFields,
        opener: ProofOpener,
        origin: QWidget,
        *,
        case_zone: object,
        edit: Callable[[], object],
        remove: Callable[[], object],
        earlier: Callable[[], object],
    ) -> None:
        super().__init__()
        self._payment = payment
        self._fields = fields
        self._case_zone = case_zone
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, theme.current().space(2), 0)
        self._layout.setSpacing(theme.current().space(3))
        self._title()
        flow = FlowLayout(gap=1)
        flow.addWidget(button(_("Change"), edit, look="small", icon="pencil"))
        flow.addWidget(button(_("Remove"), remove, look="small", icon="trash-2"))
        flow.addWidget(button(_("Earlier values"), earlier, look="small", icon="history"))
        self._layout.addWidget(box(flow))
        self._layout.addWidget(line())
        self._layout.addWidget(label(_("Proof"), "strong"))
        self._layout.addWidget(proof_links(proofs, opener))
        self._layout.addWidget(line())
        self._values()
        self._layout.addWidget(line())
        self._layout.addWidget(origin)
        self._layout.addStretch(1)

    def _title(self) -> None:
        values = self._payment.fields
        direction = _("Received from them") if values.get("direction") == "received" else _("Sent")
        self._layout.addWidget(label(direction, "caption"))
        amount = selectable(amount_text(values), "title")
        self._layout.addWidget(amount)
        when = moment_text(
            values.get("sent_at"), values.get("timezone"), values.get("sent_at_precision"), self._case_zone
        )
        self._layout.addWidget(selectable(when))

    def _values(self) -> None:
        for name, words in PAYMENT.items():
            value = self._payment.fields.get(name)
            if value is None or name in _ABOVE:
                continue
            caption = label(_(words.name), "caption")
            if name in SECRET_FIELDS:
                self._layout.addLayout(column(caption, MaskedText(str(value), _(words.name)), gap=0.5))
            else:
                self._layout.addLayout(column(caption, selectable(self._text(name, value)), gap=0.5))

    def _text(self, name: str, value: Json) -> str:
        field = self._fields[name]
        if field.kind == "flag":
            return _("Yes") if value else _("No")
        if field.kind == "time":
            return moment_text(value, self._payment.fields.get("timezone"), None, self._case_zone)
        if field.kind == "money":
            return with_currency(str(value), currency_of(self._payment.fields))
        if field.kind == "choice":
            return str(dict(field.choices).get(str(value), value))
        return visible_name(str(value))
