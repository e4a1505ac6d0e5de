# SPDX-License-Identifier: GPL-3.0-or-later
"""Every payment with both sides and its proof, the totals, and how they lie in time."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from evidence_vault.gui import icons, theme
from evidence_vault.gui.fact_editing import Editing, EditingWords, FactEditing
from evidence_vault.gui.fact_history import show_history
from evidence_vault.gui.flows.fact_words import PAYMENT, PAYMENT_GROUPS
from evidence_vault.gui.flows.money_words import with_currency
from evidence_vault.gui.flows.typed_values import precision_of
from evidence_vault.gui.item_actions import ItemActions
from evidence_vault.gui.models.payments_model import PAYMENT as PAYMENT_ROLE
from evidence_vault.gui.models.payments_model import Column, PaymentsModel
from evidence_vault.gui.money_comparison import MoneyComparison
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.bill_proposals import BillProposals
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.empty_state import EmptyState
from evidence_vault.gui.widgets.fact_form import FactForm
from evidence_vault.gui.widgets.fact_origin import FactOrigin
from evidence_vault.gui.widgets.fact_panel import Draft
from evidence_vault.gui.widgets.layout import box, card, column, row
from evidence_vault.gui.widgets.money_totals import MoneyTotals
from evidence_vault.gui.widgets.payment_chart import PaymentChart
from evidence_vault.gui.widgets.payment_details import PaymentDetails
from evidence_vault.gui.widgets.proof_links import ProofOpener, exhibits_of
from evidence_vault.gui.widgets.table import Table
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, ResultAction
from evidence_vault.money import MoneyTotal, totals
from evidence_vault.progress import Progress
from evidence_vault.records import Exhibit, Fact, Fields
from evidence_vault.translations import N_, _, plural

LOW = 40
"""In heights of body text: a page lower than this gives the chart's room to the ledger."""
_WORDS = EditingWords(
    new=N_("A new payment"),
    change=N_("Change this payment"),
    added=N_("The payment was added."),
    changed=N_("The payment was changed. The earlier values stay in the history."),
    removed=N_("The payment was removed. Its values stay in the history."),
    kept=N_("The payment is not saved yet. What you typed is kept until the vault is locked."),
)
NARROW = 58
"""In widths of body text: beside the totals of a narrower page there is no room for the chart."""

NARROWEST = 34
"""In widths of body text: below this a button keeps its icon only, so that the title has room."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the page shows of a case."""

    payments: tuple[Fact, ...]
    totals: tuple[MoneyTotal, ...]
    exhibits: tuple[Exhibit, ...]
    fields: Any
    case_zone: object


class MoneyPage(Page):
    """The ledger of the open case."""

    title = N_("Money")
    purpose = N_("Every payment, with both sides, its number and its proof. Banks and police ask for this first.")
    help = N_(
        "Write down every payment to the other side, and every payment you got from them.\n"
        "The reference number, the exact time and the account it went to help most to stop or find the money.\n"
        "“From bills and chats” shows the payments in the bills you added; tick those that belong to this matter.\n"
        "“Compare with bills” lays what you told beside bills, chats and vouchers and names what differs.\n"
        "Account numbers are kept exactly and shown masked. Enter on a line opens its proof.\n"
        "Nothing is ever converted: every currency has its own total."
    )
    follows = ("case", "evidence")

    def build(self) -> QWidget:
        """Totals and chart above the ledger."""
        self._ledger: Ledger | None = None
        self._wanted: str | None = None
        self._wanted_form: tuple[str, Fields | None] | None = None
        self._opener = ProofOpener(self.workspace, ItemActions(self.workspace, self))
        self.editing = FactEditing(self, "money", "payment", _WORDS, self._form)
        self.editing.first_field = "amount"
        self.editing.complete = _with_precision
        self.editing.saved = self._saved
        self.editing.closed = lambda payment: self._show_details(payment) if payment else None
        self._from_bills = button(_("From bills and chats"), self.propose, icon="receipt-text")
        self._from_bills.setToolTip(_("From bills and chats"))
        self.header.add_action(self._from_bills)
        self.header.add_action(button(_("Add a payment"), self.add, look="primary", icon="plus"))
        self.model = PaymentsModel()
        self.table = _table(self.model)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.activated.connect(lambda index: self._open_proof(index.data(PAYMENT_ROLE)))
        self._count = label("", "small", wrap=False)
        self.numbers = button(_("Show account numbers"), self._toggle_numbers, look="quiet", icon="eye")
        self.numbers.setCheckable(True)
        self.comparison = MoneyComparison(self, lambda payment: self.open_at(payment.id), self.add)
        counts = row(self._count, None, self.numbers)
        content = box(column(self._above(), self.comparison.line, counts, self.table, gap=2))
        content.layout().setStretch(3, 1)  # type: ignore[union-attr]
        return content

    def _above(self) -> QWidget:
        self.totals = MoneyTotals()
        self.chart = PaymentChart()
        self._chart_card = card(column(self.chart, gap=0), padding=2)
        self._totals_card = card(column(self.totals, None, gap=0), padding=3)
        above = row(self._totals_card, self._chart_card)
        above.setStretch(0, 1)
        above.setStretch(1, 2)
        holder = box(above)
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        return holder

    # --- what is shown

    def refresh(self) -> None:
        """Read the payments."""
        case_id = self.workspace.case_id
        if case_id is None:
            return
        self.show_loading()
        self.workspace.read(self, lambda vault: _read(vault, case_id), self._show, failed=self.show_problem)

    def _show(self, ledger: Ledger) -> None:
        kept = self.selected()
        self._ledger = ledger
        choices = {name: dict(field.choices) for name, field in ledger.fields.items() if field.choices}
        self.comparison.refresh(choices, ledger.case_zone, ledger.exhibits)
        if not ledger.payments:
            self.model.show((), {}, {}, None)
            self.show_empty(self._nothing_yet())
            self._open_wanted_form()
            return
        numbers = {exhibit.item.id: exhibit.number for exhibit in ledger.exhibits}
        self.model.show(ledger.payments, numbers, choices, ledger.case_zone)
        self.totals.show_totals(ledger.totals)
        self.chart.show_payments(ledger.payments)
        self._share_room()
        self.show_content()
        self._wanted = self._wanted or (kept.id if kept and self.editing.panel is None else None)
        self._select_wanted()
        self._open_wanted_form()

    def _nothing_yet(self) -> EmptyState:
        state = EmptyState(
            "coins",
            _("No payment yet"),
            _("Every payment stands here with its time, amount, both accounts and its proof. If no money was sent, "
              "leave this page empty."),
        )  # fmt: skip
        state.add_action(_("Add a payment"), self.add, icon="plus")
        return state.add_action(_("From bills and chats"), self.propose, icon="receipt-text", primary=False)

    def _toggle_numbers(self) -> None:
        self._name_numbers()
        self.model.open_numbers(shown=self.numbers.isChecked())

    def _name_numbers(self) -> None:
        shown = self.numbers.isChecked()
        words = _("Hide account numbers") if shown else _("Show account numbers")
        self.numbers.setIcon(icons.icon("eye-off" if shown else "eye"))
        self.numbers.setText("" if self.width() < theme.current().body * NARROWEST else words)
        self.numbers.setAccessibleName(words)
        self.numbers.setToolTip(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the ledger gets it."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        body = theme.current().body
        is_low, is_narrow = self.height() < body * LOW, self.width() < body * NARROW
        self._chart_card.setVisible(not (is_low or is_narrow or self.chart.is_empty))
        self._totals_card.setVisible(not is_low)
        self._from_bills.setText("" if self.width() < body * NARROWEST else _("From bills and chats"))
        self._name_numbers()
        ledger = self._ledger
        if ledger is not None:
            count = plural("{count} payment", "{count} payments", len(ledger.payments))
            self._count.setText(f"{count} · {_gone(ledger.totals)}" if is_low else count)

    # --- one payment

    def open_at(self, target: object) -> None:
        """Show a payment, named by its id; ("add", fields) opens a form with those fields."""
        if isinstance(target, tuple) and target[0] == "add":
            self._wanted_form = target
            self._open_wanted_form()
            return
        self._wanted = str(target)
        if self.model.rowCount():
            self._select_wanted()

    def _open_wanted_form(self) -> None:
        if self._ledger is not None and self._wanted_form is not None:
            fields, self._wanted_form = self._wanted_form[1], None
            self.add(fields)

    def _select_wanted(self) -> None:
        wanted, place = self._wanted, self.model.row_of(self._wanted or "")
        if wanted is not None and place is not None:
            self._wanted = None
            self.table.selectRow(place)
            self.table.setFocus()

    def selected(self) -> Fact | None:
        """The payment that is marked."""
        return self.model.payment(self.table.currentIndex().row())

    def _selected(self, selected: QItemSelection, _before: QItemSelection) -> None:
        payment = self.selected()
        if not selected.isEmpty() and payment is not None and self._ledger is not None:
            self.workspace.show_passing(self._details(payment, self._ledger))

    def _show_details(self, payment: Fact) -> None:
        if self._ledger is not None:
            self.workspace.show_details(self._details(payment, self._ledger))

    def _details(self, payment: Fact, ledger: Ledger) -> PaymentDetails:
        return PaymentDetails(
            payment,
            exhibits_of(payment.fields, "evidence_items", ledger.exhibits),
            ledger.fields,
            self._opener,
            FactOrigin(self.workspace, payment, ledger.exhibits),
            case_zone=ledger.case_zone,
            edit=lambda: self.edit(payment),
            remove=lambda: self.editing.remove(payment),
            earlier=lambda: show_history(self.workspace, payment, _("This payment over time")),
        )

    def _open_proof(self, payment: Fact | None) -> None:
        if payment is None or self._ledger is None:
            return
        proofs = exhibits_of(payment.fields, "evidence_items", self._ledger.exhibits)
        if proofs:
            self._opener.open(proofs[0], proofs)
        else:
            self._show_details(payment)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the marked payment, with the way back offered."""
        payment = self.selected()
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus() and payment is not None:
            self.editing.remove(payment)
        else:
            super().keyPressEvent(event)

    # --- changing

    def _form(self) -> FactForm | None:
        ledger = self._ledger
        if ledger is None:
            return None
        return FactForm(
            PAYMENT, PAYMENT_GROUPS, ledger.fields, exhibits=ledger.exhibits, needs_zone=not ledger.case_zone
        )

    def add(self, fields: Fields | None = None) -> None:
        """Open the form for a new payment."""
        payments = self._ledger.payments if self._ledger else ()
        currency = payments[-1].fields.get("currency") if payments else None
        self.editing.open(Editing(None, fields or {"direction": "sent", "currency": currency}))

    def edit(self, payment: Fact) -> None:
        """Open the form for a payment."""
        self.editing.open(Editing(payment, payment.fields))

    def _saved(self, payment: Fact) -> None:
        self._wanted = payment.id
        self._select_wanted()

    def leave(self) -> None:
        """Save a form that can be saved as it stands."""
        self.editing.leave()

    # --- from bills and chats

    def propose(self) -> None:
        """Look for payments in the bills and chats of the case, and show them to be ticked."""
        case_id = self.workspace.case_id or ""

        def work(vault: OpenVault, progress: Progress) -> Any:
            from evidence_vault.operations import voucher_payments

            del progress
            return voucher_payments.proposed_payments(vault, case_id)

        self.workspace.run(_("Looking through bills and chats"), work, self._show_proposals)

    def _show_proposals(self, found: Any) -> None:
        if not found:
            self.workspace.tell(
                _("No bill, chat or voucher of this case tells of a payment. Add a bill as evidence first.")
            )
            return
        zone = self._ledger.case_zone if self._ledger else None
        proposals = BillProposals(found, self._show_source, zone)
        proposals.wanted.connect(self._add_proposed)
        self.workspace.show_details(proposals)

    def _show_source(self, one: Any) -> None:
        if one.confidence is not None:  # from the picture of a voucher
            self.workspace.show_section("evidence", one.item_id)
        else:
            self.workspace.show_section("conversations", (one.item_id, one.conversation_id, one.seq))

    def _add_proposed(self, payments: list[Draft]) -> None:
        case_id, actor = self.workspace.case_id or "", self.workspace.actor

        def work(vault: OpenVault) -> list[Fact]:
            from evidence_vault.operations import edit_case

            return [edit_case.put_fact(vault, case_id, "payment", fields, actor) for fields in payments]

        def done(facts: list[Fact]) -> None:
            self.workspace.show_details(None)
            words = plural("{count} payment was added.", "{count} payments were added.", len(facts))
            self.workspace.tell(words, ResultAction(_("Undo"), lambda: self._take_back(facts)))

        self.workspace.change(self, work, done=done)

    def _take_back(self, facts: list[Fact]) -> None:
        actor = self.workspace.actor

        def work(vault: OpenVault) -> None:
            from evidence_vault.operations import edit_case

            for fact in facts:
                edit_case.retract_fact(vault, fact.id, actor)

        self.workspace.change(self, work)


def _read(vault: OpenVault, case_id: str) -> Ledger:
    from evidence_vault.operations import edit_case, fact_forms

    case = edit_case.load_case(vault, case_id)
    return Ledger(
        case.payments,
        totals(payment.fields for payment in case.payments),
        fact_forms.exhibit_choices(vault, case_id),
        fact_forms.form_fields("payment"),
        case.fields.get("timezone"),
    )


def _gone(totals_of_case: tuple[MoneyTotal, ...]) -> str:
    """The net of every currency in one line, for where the card of totals has no room."""
    return f"{_('Gone')}: {' + '.join(with_currency(total.net, total.currency) for total in totals_of_case)}"


def _with_precision(values: Draft) -> Draft:
    sent_at = values.get("sent_at")
    if isinstance(sent_at, str) and "sent_at_precision" not in values:
        return {**values, "sent_at_precision": precision_of(sent_at)}
    return values


def _table(model: PaymentsModel) -> Table:
    widths = {
        Column.WHEN: 18, Column.AMOUNT: 10, Column.PROOF: 8, Column.TOLD: 7, Column.METHOD: 16, Column.STATUS: 13,
        Column.WAY: 23,
    }  # fmt: skip
    return Table(model, _("Payments"), widths=widths, stretch=Column.REFERENCE)
