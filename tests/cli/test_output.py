# SPDX-License-Identifier: GPL-3.0-or-later
"""What the command line writes: many lines at a time are the same text as one by one."""

import json
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_vault.cli import output
from evidence_vault.safe_files import visible_name

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), VALUES))
def test_a_json_line_is_what_the_standard_library_writes(value: dict[str, object]) -> None:
    assert output._json_line(value) == json.dumps(value, ensure_ascii=False)  # type: ignore[arg-type]


def test_half_a_pair_of_surrogates_does_not_end_the_output() -> None:
    assert output._json_line({"text": "a\ud83d"}) == '{"text": "a\ud83d"}'


@given(st.text(st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Zs", "L", "Co", "S"])))
def test_signs_that_hide_something_are_shown(text: str) -> None:
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    shown = [f"⟨U+{ord(sign):04X}⟩" if unicodedata.category(sign) in hidden else sign for sign in text]
    assert visible_name(text) == "".join(shown)


@pytest.mark.parametrize("number", [0, 1, 999, 1000, 1001, 2500])
def test_many_lines_are_written_as_one_by_one(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [f"line {each}\x1b[2J\nmore" for each in range(number)]
    output.say_lines(texts)
    together = capsys.readouterr().out
    for text in texts:
        output.say(text)
    assert together == capsys.readouterr().out
    output.say_json_lines({"number": each} for each in range(number))
    assert [json.loads(line)["number"] for line in capsys.readouterr().out.splitlines()] == [*range(number)]


def test_what_came_before_an_error_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    def texts() -> Iterator[str]:
        yield "one"
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        output.say_lines(texts())
    assert capsys.readouterr().out == "one\n"
