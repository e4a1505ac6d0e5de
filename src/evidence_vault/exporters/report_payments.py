# SPDX-License-Identifier: GPL-3.0-or-later
"""The stop-payment card and the money table: every payment line by line, and exact totals."""

from collections.abc import Iterator

from evidence_vault.exporters.agencies import Contact
from evidence_vault.exporters.blocks import (
    Block,
    banner,
    column,
    heading,
    landscape,
    note,
    pairs,
    paragraph,
    table,
    title,
)
from evidence_vault.exporters.labels import DIRECTIONS, PAYMENT_STATES, PAYMENT_TYPES
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.money import MoneyTotal, can_be_stopped, exact_amount, shown_amount, totals
from evidence_vault.records import Fact, Fields, Json

_CRYPTO_FIELDS = ("crypto_asset", "crypto_network", "crypto_tx_hash", "crypto_from_wallet", "crypto_to_wallet")
_CARD_LINES = 12
"""Payments in full on the card; it must stay a sheet that is read in a minute."""


def case_totals(context: ReportContext) -> tuple[MoneyTotal, ...]:
    """The totals of the case, one for each currency."""
    return totals(payment.fields for payment in context.case.payments)


def card_blocks(context: ReportContext) -> Iterator[Block]:
    """The stop-payment card: whom to call, who paid, and every payment to stop."""
    translate = context.words.translate
    yield title(translate("Stop-payment card"), context.over_title, outlined=True)
    yield banner(translate("Money may still be stopped. Call now, then hand over this sheet. Minutes count."))
    yield table(
        [column(translate("Whom to call"), "38mm"), column(translate("Number"), "30mm"), column(translate("What for"))],
        [_contact_row(context, contact) for contact in context.contacts],
    )
    yield paragraph(
        translate("Check every number on the official page before you rely on it. No office asks for a fee.")
    )
    yield heading(translate("Who paid"), 2)
    yield pairs(_payer(context))
    yield heading(translate("Payments to stop"), 2)
    sent = [payment for payment in context.case.payments if can_be_stopped(payment.fields)]
    if not sent:
        yield note(translate("No payment that could be stopped is recorded in this case."))
    elif len(sent) > 1:
        yield paragraph(_together(context, sent))
    for payment in reversed(sent[-_CARD_LINES:]):  # the latest one can be stopped most easily
        yield pairs(_card_rows(context, payment), title=_card_title(context, payment))
    if len(sent) > _CARD_LINES:
        more = translate("{count} earlier payments stand in the money table.").format(count=len(sent) - _CARD_LINES)
        yield note(more)
    yield from context.zone_note()
    yield paragraph(translate("This card was made on {time}.").format(time=context.shown.time(context.dossier.made_at)))


def money_blocks(context: ReportContext) -> Iterator[Block]:
    """The money table on turned pages, its totals, and the details of crypto payments."""
    title_of_page = context.words.translate("Money table")
    if not context.case.payments:
        yield heading(title_of_page, new_page=True)
        yield note(context.words.translate("No payment is recorded in this case."))
        return
    yield landscape([heading(title_of_page), *_money_table(context)])


def _money_table(context: ReportContext) -> Iterator[Block]:
    translate, payments = context.words.translate, context.case.payments
    yield table(_columns(context), [_row(context, n, payment) for n, payment in enumerate(payments, 1)])
    yield from context.zone_note()
    yield heading(translate("Totals"), 2)
    yield table(
        [
            column(translate("Currency"), "32mm"),
            column(translate("Sent by me"), right=True),
            column(translate("Received from the other side"), right=True),
            column(translate("Recovered"), right=True),
            column(translate("Net loss"), right=True),
            column(translate("Lines counted"), "34mm", right=True),
        ],
        [_total_row(context, total) for total in case_totals(context)],
    )
    yield paragraph(
        translate(
            "Net loss is what was sent, less what was received from the other side and what was recovered. "
            "Failed and cancelled payments, and lines without an amount, are listed but not counted. "
            "Fees are not counted."
        )
    )
    yield from _crypto_blocks(context)


def total_texts(context: ReportContext, name: str) -> str:
    """One of the sums (``sent``, ``received``, ``recovered``, ``net``) of every currency, in one line."""
    texts = [
        shown_amount(getattr(total, name), total.currency, context.words)
        for total in case_totals(context)
        if exact_amount(getattr(total, name))
    ]
    return context.words.translate(", ").join(texts) or context.words.translate("none recorded")


def party(context: ReportContext, fields: Fields, side: str) -> str:
    """Name, institution and account of one side (``from`` or ``to``) of a payment, a line each."""
    return "\n".join((*_holder(fields, side), *_accounts(fields, side))) or context.shown.not_stated


def _holder(fields: Fields, side: str) -> list[str]:
    values = [fields.get(f"{side}_{name}") for name in ("account_name", "institution", "branch")]
    return [str(value) for value in values if value]


def _accounts(fields: Fields, side: str) -> list[str]:
    """What names the account: its number, and what stands for one."""
    others = (
        ("iban", "swift_bic", "crypto_to_wallet", "merchant_descriptor") if side == "to" else ("crypto_from_wallet",)
    )
    values = [fields.get(name) for name in (f"{side}_account_no", *others)]
    return [str(value) for value in values if value]


def payment_time(context: ReportContext, payment: Fact) -> str:
    """When a payment was made."""
    fields = payment.fields
    return context.shown.time(
        fields.get("sent_at"), zone=fields.get("timezone"), precision=fields.get("sent_at_precision")
    )


def _payer(context: ReportContext) -> list[tuple[str, str]]:
    translate, shown = context.words.translate, context.shown
    person = context.person("complainant")
    fields: Fields = person.fields if person else {}
    return [
        (translate("Name"), shown.text(fields.get("full_name"))),
        (translate("ID number"), shown.text(fields.get("id_number"))),
        (translate("Phone"), shown.text(fields.get("phone_e164"))),
    ]


def _contact_row(context: ReportContext, contact: Contact) -> list[Json]:
    tag, translate = context.words.tag, context.words.translate
    return [contact.name[tag], contact.number or translate("see your own papers"), contact.use[tag]]


def _together(context: ReportContext, sent: list[Fact]) -> str:
    """How many payments the card is about, and their sums: what was sent, before anything that came back."""
    sums = [shown_amount(one.sent, one.currency, context.words) for one in totals(fact.fields for fact in sent)]
    return context.words.translate("{count} payments, together {amounts}").format(
        count=len(sent), amounts=context.words.translate(", ").join(sums)
    )


def _card_title(context: ReportContext, payment: Fact) -> str:
    return f"{context.shown.amount(payment.fields)} · {payment_time(context, payment)}"


def _card_rows(context: ReportContext, payment: Fact) -> list[tuple[str, str]]:
    translate, shown, fields = context.words.translate, context.shown, payment.fields
    delayed = fields.get("delayed_arrival")
    arrival = translate("arrival not stated")
    if isinstance(delayed, bool):
        arrival = translate("delayed: it can perhaps still be cancelled") if delayed else translate("arrived at once")
    state = [
        shown.choice(fields.get("type"), PAYMENT_TYPES),
        shown.choice(fields.get("status"), PAYMENT_STATES),
        arrival,
    ]
    return [
        (translate("Paid to"), " · ".join(_holder(fields, "to")) or shown.not_stated),
        (translate("Account of the payee"), "\n".join(_accounts(fields, "to")) or shown.not_stated),
        (translate("Paid from"), party(context, fields, "from").replace("\n", " · ")),
        (translate("Voucher number"), shown.text(fields.get("reference_id") or fields.get("crypto_tx_hash"))),
        (translate("Method and state"), " · ".join(state)),
        (translate("Exhibits"), context.exhibit_numbers(payment) or shown.not_stated),
    ]


def _columns(context: ReportContext) -> list[Block]:
    translate = context.words.translate
    return [
        column("#", "8mm"),
        column(translate("Time"), "29mm"),
        column(translate("Amount"), "28mm", right=True),
        column(translate("Paid from"), "0.9fr"),
        column(translate("Paid to"), "1.25fr"),
        column(translate("Method, number, purpose told"), "1.86fr"),
        column(translate("State"), "37mm"),
        column(translate("Exhibits"), "17mm"),
    ]


def _row(context: ReportContext, number: int, payment: Fact) -> list[Json]:
    fields, shown, translate = payment.fields, context.shown, context.words.translate
    told = fields.get("purpose_told")
    method = [
        shown.choice(fields.get("type"), PAYMENT_TYPES),
        # The number stands alone on its line: one of WeChat Pay has 28 digits and more, and must not be broken.
        str(fields.get("reference_id") or translate("No. {number}").format(number=shown.not_stated)),
        translate("Purpose told: {purpose}").format(purpose=shown.text(told)),
    ]
    amount = f"{shown.amount(fields)}\n{shown.choice(fields.get('direction'), DIRECTIONS)}"
    return [
        str(number),
        payment_time(context, payment),
        amount,
        party(context, fields, "from"),
        party(context, fields, "to"),
        "\n".join(method),
        _state(context, fields),
        context.exhibit_numbers(payment) or "–",
    ]


def _state(context: ReportContext, fields: Fields) -> str:
    shown, translate = context.shown, context.words.translate
    lines = [shown.choice(fields.get("status"), PAYMENT_STATES)]
    if fields.get("refunded_amount"):
        lines.append(translate("Recovered: {amount}").format(amount=shown.amount(fields, "refunded_amount")))
    if fields.get("bank_notified_at") or fields.get("bank_case_no"):
        told = shown.time(fields.get("bank_notified_at"), zone=fields.get("timezone"))
        lines.append(translate("Bank told: {time}").format(time=told))
        if fields.get("bank_case_no"):
            lines.append(translate("No. {number}").format(number=shown.text(fields.get("bank_case_no"))))
    elif isinstance(fields.get("bank_notified"), bool):
        lines.append(translate("Bank told: {time}").format(time=shown.text(fields.get("bank_notified"))))
    return "\n".join(lines)


def _total_row(context: ReportContext, total: MoneyTotal) -> list[Json]:
    lines = str(total.payments)
    if total.not_counted:
        lines = context.words.translate("{counted} (+{not_counted} not counted)").format(
            counted=total.payments, not_counted=total.not_counted
        )
    none = context.words.translate("none recorded")
    sums = [amount if exact_amount(amount) else none for amount in (total.sent, total.received, total.recovered)]
    return [total.currency or context.shown.not_stated, *sums, total.net, lines]


def _crypto_blocks(context: ReportContext) -> Iterator[Block]:
    translate, shown = context.words.translate, context.shown
    crypto = [
        (number, payment.fields)
        for number, payment in enumerate(context.case.payments, 1)
        if any(payment.fields.get(name) for name in _CRYPTO_FIELDS)
    ]
    if not crypto:
        return
    yield heading(translate("Crypto payments"), 2)
    for number, fields in crypto:
        rows = [
            (
                translate("Asset and network"),
                f"{shown.text(fields.get('crypto_asset'))} · {shown.text(fields.get('crypto_network'))}",
            ),
            (translate("Transaction hash"), shown.text(fields.get("crypto_tx_hash"))),
            (translate("From wallet"), shown.text(fields.get("crypto_from_wallet"))),
            (translate("To wallet"), shown.text(fields.get("crypto_to_wallet"))),
            (translate("Exchange used"), shown.text(fields.get("exchange_used"))),
        ]
        yield pairs(
            rows, title=translate("Payment {number}: {amount}").format(number=number, amount=shown.amount(fields))
        )
