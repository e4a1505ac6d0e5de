# SPDX-License-Identifier: GPL-3.0-or-later
"""What is found by which words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_vault.vault.search_marks import days_query, marks_of
from evidence_vault.vault.search_terms import _terms, first_place, places_of_words, query_of, terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("请转账", "请转 转账 账"),
        ("Pay 100.00 now!", "pay 100 00 now"),
        ("微信wxid_ab1号", "微信 信 wxid ab1 号"),
        ("ＶＩＰ", "vip"),
        ("สวัสดี", "สว วั ัส สด ดี ี"),
        ("🙂 …", ""),
        ("Straße", "strasse"),
    ],
)
def test_terms(text: str, terms: str) -> None:
    assert terms_of(text) == terms


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("转账", '"转账"'),
        ("转账给他", '"转账 账给 给他"'),
        ("账", '"账" *'),
        ("Bank 转账", '"bank" * AND "转账"'),
        ('" OR 1', '"or" * AND "1" *'),
        ("…", ""),
        ('"pay now" 转', '"pay now" AND "转" *'),
        ("“先转账 给”", '"先转 转账 账 给" *'),
        ('""', ""),
    ],
)
def test_queries(words: str, query: str) -> None:
    assert query_of(words) == query


def test_where_the_first_word_stands() -> None:
    assert first_place("昨天他说请转账", "转账") == 5
    assert first_place("nothing", "转账") == 0


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-03-05", "2026-03-06", '"20260305" OR "20260306"'),
        ("2025-12-31", "2027-02-01", '"20251231" OR "2026" OR "202701" OR "20270201"'),
        ("2024-02-01", "2024-02-29", '"202402"'),
        ("2026-03-05", "2026-03-01", '"none"'),
    ],
)
def test_days_become_years_months_and_days(first: str, last: str, days: str) -> None:
    assert days_query(date.fromisoformat(first), date.fromisoformat(last)) == days


def test_no_days_ask_for_nothing_and_marks_say_what_is_known() -> None:
    assert days_query(None, None) == ""
    assert marks_of("fact") == "fact"
    assert marks_of("message", "2026-03-05T09:30") == "message 2026 202603 20260305"
    assert marks_of("fact", "2026-03") == "fact 2026 202603"


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_has_the_same_terms_on_the_short_way(text: str) -> None:
    assert terms_of(text) == " ".join(_terms(text))


def test_the_parts_that_hold_words_are_told_also_across_two_lines() -> None:
    parts = ["今天的行", "情不错", "Card 4111", "nothing", "card game"]
    assert places_of_words(parts, "行情") == (0, 1)
    assert places_of_words(parts, "CARD") == (2, 4)
    assert places_of_words(parts, "行情 nothing") == (0, 1, 3)
    assert places_of_words(parts, "没有") == ()
    assert places_of_words((), "行情") == ()
