# SPDX-License-Identifier: GPL-3.0-or-later
"""Recovery keys: what a tired person types is taken, a mistake is named as one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers import independent_reader

from evidence_vault import errors
from evidence_vault.vault.recovery_key import ALPHABET, new_recovery_secret, recovery_key_text, recovery_secret


@given(st.binary(min_size=16, max_size=16))
def test_it_comes_back_however_it_is_typed(secret: bytes) -> None:
    text = recovery_key_text(secret)
    assert re.fullmatch(rf"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{7}}", text)
    typed = text.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    for form in (text, typed, text.replace("-", ""), text.replace("1", "I").replace("-", " – "), f"\n{text}\r\n"):
        assert recovery_secret(form) == secret
    assert independent_reader.recovery_bytes(text) == secret


@given(st.binary(min_size=16, max_size=16), st.data())
def test_one_wrong_character_is_a_typing_mistake(secret: bytes, data: st.DataObject) -> None:
    text = recovery_key_text(secret)
    place = data.draw(st.sampled_from([i for i, c in enumerate(text) if c != "-"]))
    wrong = data.draw(st.sampled_from(ALPHABET.replace(text[place], "")))
    with pytest.raises(errors.RecoveryKeyMistyped):
        recovery_secret(text[:place] + wrong + text[place + 1 :])


@pytest.mark.parametrize("text", ["", "x", "UUUU-" * 7 + "UUUU", "0000-" * 7 + "000", "0000-" * 8 + "0000", "密" * 32])
def test_other_texts_are_typing_mistakes(text: str) -> None:
    with pytest.raises(errors.RecoveryKeyMistyped):
        recovery_secret(text)


def test_secrets_are_random() -> None:
    assert len({new_recovery_secret() for _ in range(100)}) == 100
