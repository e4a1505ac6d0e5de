# SPDX-License-Identifier: GPL-3.0-or-later
"""The printed guide says every word of its Markdown once, and sets apart what stands out in it."""

from pathlib import Path
from typing import Any

import pytest

from evidence_vault.exporters.guide_document import guide_document
from evidence_vault.translations import Words

TEXT = """# Adding

Press **Add** or *drop* a `.zip` file here.

- **First**: plain
- second

1. one `code` word
   - inner **bold**

Nothing stands out.
"""


def blocks_of(text: str) -> list[Any]:
    document = guide_document([(text, Path())], Words("en"), "2026-11-01T09:00:00+08:00")
    found = document.data["blocks"]
    assert isinstance(found, list)
    return found[2:]  # after title and contents


def words_of(text: Any) -> str:
    return text if isinstance(text, str) else "".join(run["text"] for run in text)


def test_what_stands_out_is_kept_apart() -> None:
    _heading, paragraph, bullets, numbered, plain = blocks_of(TEXT)
    assert [(run["style"], run["text"]) for run in paragraph["text"]] == [
        ("", "Press "),
        ("strong", "Add"),
        ("", " or "),
        ("strong", "drop"),
        ("", " a "),
        ("code", ".zip"),
        ("", " file here."),
    ]
    assert [words_of(text) for text in bullets["texts"]] == ["First: plain", "second"]
    assert bullets["texts"][0][0] == {"text": "First", "style": "strong"}
    assert words_of(numbered["texts"][0]) == "one code word\ninner bold"
    assert plain["text"] == "Nothing stands out."


@pytest.mark.parametrize("text", ["**All of it**", "`code`", "a\nb **c**\nd"])
def test_no_word_is_lost(text: str) -> None:
    (paragraph,) = blocks_of(text)
    assert words_of(paragraph["text"]).split() == text.replace("*", "").replace("`", "").split()
