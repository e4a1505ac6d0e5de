# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up the payments of a case, exactly and per currency."""

from collections.abc import Iterable

from evidence_vault import money
from evidence_vault.money import MoneyTotal
from evidence_vault.records import Fact


def totals(payments: Iterable[Fact]) -> tuple[MoneyTotal, ...]:
    """One total for each currency; nothing is converted, and what moved no money is counted apart."""
    return money.totals(payment.fields for payment in payments)
