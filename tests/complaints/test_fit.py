# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts are cut to a form's limit, at sentence ends, and never in the middle of a character."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from evidence_vault.complaints.fit import FilledPart, count_characters, fit_parts, fit_text

TEXTS = st.text(max_size=400)


@given(TEXTS, st.integers(1, 300))
def test_the_limit_holds_and_nothing_is_invented(text: str, limit: int) -> None:
    fitted = fit_text(text, limit)
    assert count_characters(fitted) <= limit
    assert text.replace("\r\n", "\n").replace("\r", "\n").strip().startswith(fitted)


@given(TEXTS)
def test_a_limit_that_is_not_known_cuts_nothing(text: str) -> None:
    whole = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    assert fit_text(text, None) == fit_text(text, 0) == whole


@given(st.lists(st.tuples(st.integers(1, 9), st.text(min_size=1, max_size=60)), max_size=8), st.integers(1, 200))
def test_parts_hold_the_limit(parts: list[tuple[int, str]], limit: int) -> None:
    assert count_characters(fit_parts([FilledPart(*part) for part in parts], limit)) <= limit


def test_forms_count_chinese_as_one_and_emoji_as_two() -> None:
    assert count_characters("转账，OK\r\n") == 6
    assert count_characters("😀") == 2


def test_the_cut_is_where_a_sentence_ends() -> None:
    assert fit_text("我转账了。对方不再回复。请核查", 14) == "我转账了。对方不再回复。"
    assert fit_text("I paid. They left. Please review.", 20) == "I paid. They left."


def test_a_number_with_a_point_is_no_sentence_end() -> None:
    assert fit_text("合计52800.50元整", 8) == "合计52800."


def test_a_family_of_emoji_is_not_torn() -> None:
    text = "ab👨‍👩‍👧"
    for limit in range(2, count_characters(text)):
        fitted = fit_text(text, limit)
        assert not fitted.endswith("\u200d")
        assert fitted in {"ab", "ab👨"} or fitted.endswith(("👨", "👩"))


def test_an_accent_stays_on_its_letter() -> None:
    text = "cafe\u0301s"
    assert not unicodedata.combining(fit_text(text, 4)[-1])
    assert fit_text(text, 4) == "caf"


def test_the_least_important_part_goes_first() -> None:
    parts = [FilledPart(1, "who. "), FilledPart(8, "pictures. "), FilledPart(5, "number. "), FilledPart(1, "please.")]
    assert fit_parts(parts, 100) == "who. pictures. number. please."
    assert fit_parts(parts, 20) == "who. number. please."
    assert fit_parts(parts, 12) == "who. please."
