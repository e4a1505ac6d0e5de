# SPDX-License-Identifier: GPL-3.0-or-later
"""Text to search terms and search words to a query.

Scripts without spaces (Chinese, Japanese, Korean, Thai …) become overlapping pairs of characters, so that a
word of two characters is found; everything else becomes whole words, found by their beginning.
"""

import re
import unicodedata
from collections.abc import Iterator

_PAIRED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u3040-\u30ff\u3100-\u312f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff\u3005\u3007"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff"
_RUNS = re.compile(f"([{_PAIRED}]+)|((?:(?![{_PAIRED}])[^\\W_]|[{_MARKS}])+)")

_PAIRED_SIGN = re.compile(f"[{_PAIRED}]")


def terms_of(text: str) -> str:
    """The terms of ``text``, with a space between two; empty if it holds nothing to find."""
    return " ".join(_terms(text))


def query_of(words: str) -> str:
    """The FTS5 query that finds texts holding all ``words``; empty if there is nothing to look for."""
    parts: list[str] = []
    for paired, word in _RUNS.findall(_folded(words)):
        if word or len(paired) == 1:
            parts.append(f'"{word or paired}" *')
        else:
            parts.append('"' + " ".join(paired[at : at + 2] for at in range(len(paired) - 1)) + '"')
    return " AND ".join(parts)


def joins_without_space(before: str, after: str) -> bool:
    """Whether a line that goes on with ``after`` puts no space between: both sides are of a script without spaces."""
    return bool(before and after and _PAIRED_SIGN.match(before[-1]) and _PAIRED_SIGN.match(after[0]))


def first_place(text: str, words: str) -> int:
    """Where the first of ``words`` stands in ``text``, near enough for a snippet; 0 if it cannot be said."""
    folded = _folded(text)
    for paired, word in _RUNS.findall(_folded(words)):
        place = folded.find(paired or word)
        if place >= 0:
            return place
    return 0


def _terms(text: str) -> Iterator[str]:
    for paired, word in _RUNS.findall(_folded(text)):
        if word:
            yield word
            continue
        for at in range(len(paired) - 1):
            yield paired[at : at + 2]
        yield paired[-1]  # so that one character is found by the beginning of a pair, also at the end of a run


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
