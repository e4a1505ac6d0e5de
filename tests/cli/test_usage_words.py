# SPDX-License-Identifier: GPL-3.0-or-later
"""A command line that is not understood is told in the language of the interface, whichever part of it is wrong."""

import re
from collections.abc import Callable

import pytest

from evidence_vault import translations
from evidence_vault.cli.program import run

WRONG = [
    (("nothing",), "“nothing”"),
    (("verfy",), "verify"),
    (("import", "--bogus", "x"), "“--bogus”"),
    (("import", "--cas", "x", "y"), "--case"),
    (("verify",), "VAULT"),
    (("import", "v", "f", "--case"), "--case"),
    (("verify", "v", "--quick=yes"), "--quick"),
    (("case", "new", "v", "t", "one", "two"), "one two"),
    (("export", "v", "c", "parcel", "--to", "x"), "police"),
    (
        (
            "picture",
            "turn",
        ),
        "",
    ),
]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[[str, tuple[str, ...]], str]:
    def say(language: str, arguments: tuple[str, ...]) -> str:
        assert run(["--interface-language", language, *arguments]) == 2
        translations.use("en")
        return capsys.readouterr().err

    return say


@pytest.mark.parametrize(("arguments", "named"), WRONG)
def test_it_names_what_is_wrong(
    told: Callable[[str, tuple[str, ...]], str], arguments: tuple[str, ...], named: str
) -> None:
    assert named in told("en", arguments)


@pytest.mark.parametrize(("arguments", "named"), WRONG)
def test_in_chinese_no_english_sentence_is_left(
    told: Callable[[str, tuple[str, ...]], str], arguments: tuple[str, ...], named: str
) -> None:
    said = told("zh-Hans", arguments)
    assert named in said
    sentence = said.partition("]: ")[2]
    assert re.search("[一-鿿]", sentence)
    assert not re.search(r"\b(No such|Missing|Invalid|requires|Got|is not|does not|Did you mean)\b", sentence)
