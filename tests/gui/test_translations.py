# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of the window has its Chinese, with the same places to fill in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import evidence_vault.gui
from evidence_vault.assets import resources_folder
from evidence_vault.translations import CHINESE, Words

GUI = Path(evidence_vault.gui.__file__).parent
SAME_IN_CHINESE = {"UTC"}


def texts() -> Iterator[tuple[str, str | None, str]]:
    """(text, plural form, file) of everything that is marked."""
    for path in sorted(GUI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "N_", "plural"}:
                values = [part.value for part in node.args if isinstance(part, ast.Constant)]
                if values and isinstance(values[0], str):
                    many = values[1] if node.func.id == "plural" and len(values) > 1 else None
                    yield values[0], str(many) if many is not None else None, path.name


def plural_forms() -> set[str]:
    found = set()
    for path in (resources_folder() / "locale" / CHINESE).glob("*.po"):
        with path.open("rb") as file:
            found |= {entry.id[1] for entry in read_po(file) if isinstance(entry.id, tuple | list)}
    return found


def test_every_text_is_translated() -> None:
    words, many_forms = Words(CHINESE), plural_forms()
    missing = []
    for one, many, file in texts():
        translated = words.translate_plural(one, many, 2) if many else words.translate(one)
        if translated in {one, many} and one not in SAME_IN_CHINESE | many_forms:
            missing.append((file, one))
    assert missing == []


@pytest.mark.parametrize(
    "path", sorted((resources_folder() / "locale" / CHINESE).glob("window*.po")), ids=lambda path: path.name
)
def test_translations_fill_the_same_places(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)
    for entry in catalogue:
        if not entry.id:
            continue
        ids = entry.id if isinstance(entry.id, tuple | list) else (entry.id,)
        translated = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
        assert all(translated), ids
        for text in translated:
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", ids[-1])), ids


def test_no_bare_text_reaches_a_widget() -> None:
    """A literal of two or more letters given straight to a widget is a text nobody can translate."""
    takers = {
        "label",
        "button",
        "setText",
        "setToolTip",
        "setPlaceholderText",
        "setAccessibleName",
        "setWindowTitle",
        "Banner",
        "EmptyState",
    }
    allowed = re.compile(r"^[^A-Za-z]*$|^SHA256:…$|^[a-z-]+$")
    bare = []
    for path in sorted(GUI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in takers:
                bare += [
                    (path.name, part.value)
                    for part in node.args
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and not allowed.match(part.value)
                ]
    assert bare == []
