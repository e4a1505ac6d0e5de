# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of parts is complete: what is imported is in it, what lies inside others names a part that is there."""

import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import evidence_vault
from evidence_vault.operations.list_parts import licence_texts, list_parts, shipped_distributions

SOURCE = Path(evidence_vault.__file__).parent
IMPORT = re.compile(r"^\s*(?:from|import) (\w+)", re.MULTILINE)


def test_everything_that_our_code_imports_is_a_part() -> None:
    providers = packages_distributions()
    imported = {name for path in SOURCE.rglob("*.py") for name in IMPORT.findall(path.read_text("utf-8"))}
    shipped = set(shipped_distributions())
    missing = {
        name
        for name in imported & set(providers)
        if not {each.lower().replace("_", "-") for each in providers[name]} & shipped
    }
    assert not missing


def test_nothing_of_development_is_a_part() -> None:
    assert not {"pytest", "mypy", "pyinstaller", "hypothesis", "pandas", "requests"} & set(shipped_distributions())


def test_what_lies_inside_names_a_part_that_is_there_and_has_a_licence() -> None:
    parts = list_parts()
    names = {part.name.lower().replace("_", "-") for part in parts if part.version}
    for part in parts:
        assert not part.inside or part.inside in names, part
        assert part.licence or licence_texts(part.name), part


@pytest.mark.parametrize(
    ("name", "words"), [("PySide6_Essentials", "LESSER"), ("manimgx-fonts", "SIL OPEN FONT LICENSE")]
)
def test_the_texts_that_must_go_along_are_there(name: str, words: str) -> None:
    assert any(words in text.upper() for text in licence_texts(name))


def test_an_unknown_part_is_a_fault_of_the_caller() -> None:
    with pytest.raises(LookupError):
        licence_texts("no-such-part")
