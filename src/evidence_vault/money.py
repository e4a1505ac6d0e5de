# SPDX-License-Identifier: GPL-3.0-or-later
"""Exact sums of money: decimal strings in, decimal strings out, one total for each currency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, localcontext

from evidence_vault.records import Fields
from evidence_vault.translations import N_, Words

NOT_MOVED = frozenset({"failed", "cancelled"})
"""Statuses of payments that moved no money: listed, never added up."""
GIVEN_BACK = frozenset({"refunded", "recalled"})
"""Statuses that mean the whole amount came back, where no refunded amount is stated."""
BILLS = frozenset({"wechat-pay", "alipay"})
"""Platforms of conversations that are a payment provider's bill: what stands in them are payments, no messages."""
_DIGITS = 200
_YUAN = N_("{amount} CNY")
_NO_CURRENCY = N_("(currency not stated)")


@dataclass(frozen=True, slots=True)
class MoneyTotal:
    """The sums of one currency, decimal strings with as many places as the longest line has.

    ``sent`` to the other side, ``received`` from it (such as a first small "profit"), ``recovered`` through banks
    and platforms, ``net`` = sent - received - recovered. ``payments`` counts the lines added up; ``not_counted``
    the lines of this currency that moved no money or have no amount.
    """

    currency: str | None
    sent: str
    received: str
    recovered: str
    net: str
    payments: int
    not_counted: int


def exact_amount(value: object) -> Decimal | None:
    """``value`` (a decimal string or whole number) as an exact number; None where it is no plain amount."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    try:
        amount = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount.adjusted()) < _DIGITS // 2 else None


def plain(amount: Decimal) -> str:
    """``amount`` with every place it has, never in exponents: ``1200.50``."""
    return format(amount, "f")


def totals(payments: Iterable[Fields]) -> tuple[MoneyTotal, ...]:
    """One total for each currency of ``payments`` (fields as DOMAIN §3.10 "transaction"), in the order they appear.

    A payment whose ``direction`` is "received" counts as received, every other as sent. A crypto payment without
    ``currency`` counts under its ``crypto_asset``.
    """
    by_currency: dict[str | None, list[Fields]] = {}
    for fields in payments:
        by_currency.setdefault(currency_of(fields), []).append(fields)
    return tuple(_total(currency, lines) for currency, lines in by_currency.items())


def currency_of(fields: Fields) -> str | None:
    """The currency (upper case as written) or crypto asset of a payment; None where neither is stated."""
    for name in ("currency", "crypto_asset"):
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def counts(fields: Fields) -> bool:
    """Whether a payment is added up: it has an amount and moved money."""
    return exact_amount(fields.get("amount")) is not None and fields.get("status") not in NOT_MOVED


def can_be_stopped(fields: Fields) -> bool:
    """Whether a payment went to the other side and nothing says that it did not move or came back."""
    return fields.get("direction") != "received" and fields.get("status") not in NOT_MOVED | GIVEN_BACK


def recovered_amount(fields: Fields) -> Decimal:
    """What came back of one payment: ``refunded_amount``, or all of it when its status says so."""
    stated = exact_amount(fields.get("refunded_amount"))
    if stated is not None:
        return stated
    amount = exact_amount(fields.get("amount"))
    return amount if amount is not None and fields.get("status") in GIVEN_BACK else Decimal(0)


def shown_amount(amount: str, currency: str | None, words: Words) -> str:
    """An amount with its currency as people write it: ``1200.50 CNY``, ``1200.50元``."""
    if currency == "CNY":
        return words.translate(_YUAN).format(amount=amount)
    return f"{amount} {currency or words.translate(_NO_CURRENCY)}"


def _total(currency: str | None, lines: Sequence[Fields]) -> MoneyTotal:
    counted = [line for line in lines if counts(line)]
    received_lines = [line for line in counted if line.get("direction") == "received"]
    sent_lines = [line for line in counted if line.get("direction") != "received"]
    with localcontext() as context:
        context.prec = _DIGITS
        sent = _sum(exact_amount(line.get("amount")) for line in sent_lines)
        received = _sum(exact_amount(line.get("amount")) for line in received_lines)
        recovered = _sum(recovered_amount(line) for line in sent_lines)
        net = sent - received - recovered
    return MoneyTotal(
        currency, plain(sent), plain(received), plain(recovered), plain(net), len(counted), len(lines) - len(counted)
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))
