# SPDX-License-Identifier: GPL-3.0-or-later
"""What is found by which words."""

import pytest

from evidence_vault.vault.search_terms import first_place, query_of, terms_of


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
    ],
)
def test_queries(words: str, query: str) -> None:
    assert query_of(words) == query


def test_where_the_first_word_stands() -> None:
    assert first_place("昨天他说请转账", "转账") == 5
    assert first_place("nothing", "转账") == 0
