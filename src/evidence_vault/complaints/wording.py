# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that no text of ours may use, because a hash or a signature cannot carry them (DESIGN §2, promise 8)."""

import re
import tomllib
import unicodedata
from functools import cache

from evidence_vault.assets import resource
from evidence_vault.complaints.strict_table import StrictTable

FILE_NAME = "complaints/forbidden_claims.toml"
_SPACES_AND_HYPHENS = re.compile(r"[\s\-\u00ad\u2010-\u2015]+")


def forbidden_claims(text: str) -> list[str]:
    """The claims that ``text`` makes and must not, as the list writes them; empty when there are none.

    It is for texts that we write. A person may say in their own words that somebody called himself certified.
    """
    english = f" {_only_words(text)} "
    chinese = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    found = [claim for claim, plain in _english_claims() if f" {plain} " in english]
    return found + [claim for claim in _chinese_claims() if claim in chinese]


def _only_words(text: str) -> str:
    joined = _SPACES_AND_HYPHENS.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    parted = re.sub(r"[^\w%\s]+", " . ", joined, flags=re.ASCII)  # a claim does not reach over a full stop
    return " ".join(parted.split())


@cache
def _english_claims() -> tuple[tuple[str, str], ...]:
    return tuple((claim, _only_words(claim)) for claim in _lists()[0])


@cache
def _chinese_claims() -> tuple[str, ...]:
    return _lists()[1]


@cache
def _lists() -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = StrictTable(tomllib.loads(resource(FILE_NAME).read_text("utf-8")), FILE_NAME)
    table.number("schema")
    lists = table.texts("english"), table.texts("chinese")
    table.done()
    return lists
