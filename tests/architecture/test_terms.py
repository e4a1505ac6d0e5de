# SPDX-License-Identifier: GPL-3.0-or-later
"""One English term has one Chinese term: the table in docs/how-to/translate.md held against every text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs/how-to/translate.md"
PO_FILES = sorted((ROOT / "resources/locale/zh-Hans").glob("*.po"))
CHAPTERS = sorted((ROOT / "docs/guide/zh-Hans").glob("*.md"))
NOWHERE = "✗"


@dataclass(frozen=True)
class Term:
    """A row: ``chinese`` are the words that may stand, ``rivals`` those that may not."""

    english: str
    chinese: tuple[str, ...]
    rivals: tuple[str, ...]
    nowhere: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """Whether the English term stands in ``text``, in the singular or the plural."""
        return re.search(rf"\b{re.escape(self.english)}s?\b", text, re.IGNORECASE) is not None


def terms() -> tuple[Term, ...]:
    """The table, read."""
    lines = TABLE.read_text("utf-8").partition("## Terms")[2].splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")][1:]
    found = []
    for english, chinese, rivals in rows:
        words = [one.strip() for one in rivals.split(",")]
        found.append(
            Term(
                re.sub(r" \(.*\)$", "", english),
                tuple(one.strip() for one in chinese.split(",")),
                tuple(word.removesuffix(NOWHERE).strip() for word in words),
                tuple(word.removesuffix(NOWHERE).strip() for word in words if word.endswith(NOWHERE)),
            )
        )
    return tuple(found)


def translations() -> Iterator[tuple[str, str, str]]:
    """File, English, Chinese of every text."""
    for path in PO_FILES:
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    english = " ".join(message.id) if isinstance(message.id, list | tuple) else message.id
                    chinese = " ".join(message.string) if isinstance(message.string, list | tuple) else message.string
                    yield path.name, str(english), str(chinese)


TERMS = terms()
TEXTS = tuple(translations())


def test_the_table_is_read_and_says_each_thing_once() -> None:
    assert len(TERMS) > 30
    assert len({term.english for term in TERMS}) == len(TERMS)
    chosen = {word for term in TERMS for word in term.chinese}
    assert not {word for term in TERMS for word in term.nowhere} & chosen
    assert len(TEXTS) > 3000


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.english)
def test_no_translation_says_it_otherwise(term: Term) -> None:
    wrong = [
        (name, english[:60], chinese[:60])
        for name, english, chinese in TEXTS
        if term.is_in(english) and not any(word in chinese for word in term.chinese)
        for rival in term.rivals
        if rival in chinese
    ]
    assert wrong == []


@pytest.mark.parametrize("term", [one for one in TERMS if one.nowhere], ids=lambda term: term.english)
def test_words_that_stand_nowhere_stand_nowhere(term: Term) -> None:
    texts = [
        *((name, chinese) for name, _english, chinese in TEXTS),
        *((p.name, p.read_text("utf-8")) for p in CHAPTERS),
    ]
    assert [(name, word) for name, text in texts for word in term.nowhere if word in text] == []


@pytest.mark.parametrize("english", ["vault", "custody log", "recovery key", "hash value", "time stamp", "passphrase"])
def test_terms_that_carry_the_proof_are_always_there(english: str) -> None:
    term = next(one for one in TERMS if one.english == english)
    missing = [
        (name, text[:80], chinese[:60])
        for name, text, chinese in TEXTS
        if term.is_in(re.sub(r"Evidence Vault|evidence-vault\S*", "", text))
        and "VAULT" not in text
        and not any(word in chinese for word in term.chinese)
    ]
    assert missing == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_the_guide_says_the_same_words(chapter: Path) -> None:
    english = (ROOT / "docs/guide/en" / chapter.name).read_text("utf-8").replace("Evidence Vault", "")
    chinese = chapter.read_text("utf-8")
    wanted = {"vault", "custody log", "recovery key", "conversation", "timeline"}
    there = [one for one in TERMS if one.english in wanted and one.is_in(english)]
    assert [one.english for one in there if not any(word in chinese for word in one.chinese)] == []
