# SPDX-License-Identifier: GPL-3.0-or-later
"""Which messages tell what a complaint is about: a claim, how to pay, a further demand, money not given back."""

import re
import tomllib
from functools import cache

from evidence_vault.assets import resource
from evidence_vault.complaints.strict_table import StrictTable

FILE_NAME = "complaints/telling_words.toml"
GROUPS = ("demand", "instruction", "promise", "refusal")


def telling_group(text: str) -> str | None:
    """The first of ``GROUPS`` whose words stand in ``text``; None where none does."""
    return next((group for group, pattern in _patterns() if pattern.search(text)), None)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = StrictTable(tomllib.loads(resource(FILE_NAME).read_text("utf-8")), FILE_NAME)
    table.number("schema")
    found = []
    for group in table.tables("group"):
        name = group.one_of("id", frozenset(GROUPS))
        words = sorted(group.texts("words"), key=len, reverse=True)
        group.done()
        pieces = (rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words)
        found.append((name, re.compile("|".join(pieces), re.IGNORECASE)))
    table.done()
    return tuple(found)
