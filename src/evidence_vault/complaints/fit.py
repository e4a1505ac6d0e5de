# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a text fit a form: counts as forms count, and cuts where a sentence ends."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"[。！？；!?;…\n]+[”’」』）)\"']*|\.(?=\s|$)")
_JOINERS = {"\u200d", "\ufe0f", "\ufe0e"}
_LEAST_KEPT = 0.5
"""A cut at a sentence end may lose at most this share of the limit; else the cut is made inside the sentence."""


@dataclass(frozen=True, slots=True)
class FilledPart:
    """A sentence ready to be used. Of all parts those with the highest ``rank`` are left out first."""

    rank: int
    text: str


def count_characters(text: str) -> int:
    """How many characters a form counts: a Chinese character is 1, a line end 1, an emoji 2 (UTF-16 units).

    Counting as browsers do never says fewer than a form can count, so that nothing is cut off there.
    """
    return len(_one_line_end(text).encode("utf-16-le", "surrogatepass")) // 2


def fit_text(text: str, limit: int | None) -> str:
    """``text`` cut to at most ``limit`` characters, at the end of a sentence where that keeps half of the limit.

    None or 0 is "not known": nothing is cut.
    """
    text = _one_line_end(text).strip()
    if not limit or count_characters(text) <= limit:
        return text
    longest = _cut(text, limit)
    ends = [match.end() for match in _SENTENCE_END.finditer(longest)]
    if ends and count_characters(longest[: ends[-1]]) >= limit * _LEAST_KEPT:
        return longest[: ends[-1]].rstrip()
    return longest.rstrip()


def fit_parts(parts: Sequence[FilledPart], limit: int | None) -> str:
    """The parts one after the other, without the least important ones where all would be too long."""
    kept = list(parts)
    while limit and len(kept) > 1 and count_characters(_joined(kept)) > limit:
        least = max(range(len(kept)), key=lambda place: (kept[place].rank, place))
        if kept[least].rank <= 1:
            break
        del kept[least]
    return fit_text(_joined(kept), limit)


def _joined(parts: Sequence[FilledPart]) -> str:
    return "".join(part.text for part in parts).strip()


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _cut(text: str, limit: int) -> str:
    counted = end = 0
    while end < len(text):
        counted += 2 if ord(text[end]) > 0xFFFF else 1
        if counted > limit:
            break
        end += 1
    while 0 < end < len(text) and _belongs_to_the_one_before(text, end):
        end -= 1
    return text[:end]


def _belongs_to_the_one_before(text: str, place: int) -> bool:
    here, before = text[place], text[place - 1]
    return bool(unicodedata.combining(here)) or here in _JOINERS or before == "\u200d"
