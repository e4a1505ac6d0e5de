# SPDX-License-Identifier: GPL-3.0-or-later
"""Text to search terms and search words to a query.

Scripts without spaces (Chinese, Japanese, Korean, Thai …) become overlapping pairs of characters, so that a
word of two characters is found; everything else becomes whole words, found by their beginning. What stands
between quotation marks is found as it stands there: these words in this order and nothing between them.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

_PAIRED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u3040-\u30ff\u3100-\u312f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff\u3005\u3007"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff"
_RUNS = re.compile(f"([{_PAIRED}]+)|((?:(?![{_PAIRED}])[^\\W_]|[{_MARKS}])+)")
_ASCII_WORDS = re.compile("[0-9a-z]+")
_QUOTES = '"“”„«»「」『』'
_QUOTED = re.compile(f"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]")

_PAIRED_SIGN = re.compile(f"[{_PAIRED}]")


def terms_of(text: str) -> str:
    """The terms of ``text``, with a space between two; empty if it holds nothing to find."""
    if text.isascii():  # no pairs, and folding is making small: the same terms in a quarter of the time
        return " ".join(_ASCII_WORDS.findall(text.lower()))
    return " ".join(_terms(text))


def query_of(words: str, *, whole: bool = False) -> str:
    """The FTS5 query that finds texts holding all ``words``; empty if there is nothing to look for.

    ``whole``: words with spaces between them only as they stand. The engine reads such a query text by text, while
    for the beginning of a word it has to gather everything first.
    """
    phrases = [query for quoted in _QUOTED.findall(words) if (query := _phrase(quoted))]
    return " AND ".join([*phrases, *_words(_QUOTED.sub(" ", words), whole=whole)])


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


def places_of_words(parts: Sequence[str], words: str) -> tuple[int, ...]:
    """Which of ``parts`` hold one of ``words``; one of a script without spaces may go on in the next part."""
    folded = [_folded(part) for part in parts]
    whole = "".join(folded)
    ends = list(accumulate(map(len, folded)))
    found: set[int] = set()
    for paired, word in _RUNS.findall(_folded(words)):
        if word:
            found |= {number for number, part in enumerate(folded) if word in part}
        place = whole.find(paired) if paired else -1
        while place >= 0:
            found |= set(range(bisect_right(ends, place), bisect_right(ends, place + len(paired) - 1) + 1))
            place = whole.find(paired, place + 1)
    return tuple(sorted(found))


def holds_a_word(text: str, words: str) -> bool:
    """Whether one of ``words`` stands in ``text``."""
    folded = _folded(text)
    return any((paired or word) in folded for paired, word in _RUNS.findall(_folded(words)))


def _words(words: str, *, whole: bool) -> Iterator[str]:
    for paired, word in _RUNS.findall(_folded(words)):
        if word or len(paired) == 1:
            yield f'"{word or paired}"{"" if word and whole else " *"}'
        else:
            yield f'"{" ".join(_pairs(paired))}"'


def _phrase(quoted: str) -> str:
    runs: list[tuple[str, str]] = _RUNS.findall(_folded(quoted))
    terms: list[str] = []
    for place, (paired, word) in enumerate(runs):
        if word or len(paired) == 1:
            terms.append(word or paired)
        else:  # inside the phrase a run ends where it ends in the text; the last one may go on there
            terms += [*_pairs(paired), *(paired[-1] if place < len(runs) - 1 else ())]
    if not terms:
        return ""
    # One character at the end is the beginning of a pair, unless the text ends with it too.
    return f'"{" ".join(terms)}"{" *" if len(runs[-1][0]) == 1 else ""}'


def _terms(text: str) -> Iterator[str]:
    for paired, word in _RUNS.findall(_folded(text)):
        if word:
            yield word
            continue
        yield from _pairs(paired)
        yield paired[-1]  # so that one character is found by the beginning of a pair, also at the end of a run


def _pairs(run: str) -> Iterator[str]:
    return (run[at : at + 2] for at in range(len(run) - 1))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
