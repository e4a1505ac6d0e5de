# SPDX-License-Identifier: GPL-3.0-or-later
"""Totals are the exact sums of their lines."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_vault.money import counts, exact_amount, shown_amount, totals
from evidence_vault.records import Fields
from evidence_vault.translations import Words

AMOUNTS = st.decimals(0, Decimal("1e12"), allow_nan=False, allow_infinity=False, places=None).map(
    lambda d: format(d, "f")
)
LINES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "amount": AMOUNTS, "currency": st.sampled_from(["CNY", "USD", "USDT"]), "refunded_amount": AMOUNTS,
            "direction": st.sampled_from(["sent", "received"]),
            "status": st.sampled_from(["sent", "failed", "cancelled", "refunded", "pending", "unknown"]),
        },
    ),
    max_size=12,
)  # fmt: skip


@given(LINES)
def test_totals_are_the_sums_of_their_lines(lines: list[Fields]) -> None:
    found = totals(lines)
    assert sum(total.payments + total.not_counted for total in found) == len(lines)
    for total in found:
        own = [line for line in lines if line.get("currency") == total.currency and counts(line)]
        sent = sum(Fraction(str(line["amount"])) for line in own if line.get("direction") != "received")
        assert Fraction(total.sent) == sent
        assert Fraction(total.net) == sent - Fraction(total.received) - Fraction(total.recovered)
        assert "E" not in total.net


def test_tenths_add_up() -> None:
    (total,) = totals([{"amount": "0.1", "currency": "EUR"}, {"amount": "0.20", "currency": "EUR"}])
    assert (total.sent, total.net) == ("0.30", "0.30")


@pytest.mark.parametrize("value", [None, "", "abc", "NaN", "Infinity", "1e999999", True, 1.5, [], "1,000"])
def test_what_is_no_plain_amount_is_not_counted(value: object) -> None:
    assert exact_amount(value) is None


def test_a_currency_is_shown_as_people_write_it() -> None:
    assert shown_amount("1.50", "CNY", Words("zh-Hans")) == "1.50元"
    assert shown_amount("1.50", "CNY", Words("en")) == "1.50 CNY"
    assert shown_amount("1.50", None, Words("en")) == "1.50 (currency not stated)"
