# SPDX-License-Identifier: GPL-3.0-or-later
"""The small pale word above a message by which an app says that it was forwarded: no word of the person who sent it.

It says something of the message all the same, so it is kept: in square brackets, in a row of its own below the words.
"""

import re
import unicodedata
from collections.abc import Sequence

from evidence_vault.pictures.chat_blocks import rgb, share_rows
from evidence_vault.pictures.chat_times import split_clock
from evidence_vault.records import TextLine

_LABEL = re.compile(
    r"\W*(?:\w\W+)?(forwarded(?:\s?many\s?times)?|(?:已|多次)?(?:转发|轉發|轉寄|转寄))\W*", re.IGNORECASE
)
"""The arrow before it may be read as a sign or two."""

_PALER = 0.85
"""Of the contrast of the message's own words: a label has less."""


def without_label(lines: Sequence[TextLine]) -> tuple[list[TextLine], str | None]:
    """The lines of a bubble without the label, and the label; a message that says the same in full ink keeps it."""
    first = sorted(lines, key=lambda line: line.box[1])[:2]
    label = next((line for line in first if _match(line)), None)
    found = _match(label) if label is not None else None
    if label is None or found is None:
        return list(lines), None
    rest = [line for line in lines if line is not label and not _is_arrow(line, label)]
    words = [line for line in rest if (split_clock(line.text) or ("x",))[0] != ""]
    if not words or _contrast(label) > _PALER * min(_contrast(line) for line in words):
        return list(lines), None
    return rest, found[1]


def with_label(words: str, label: str | None) -> str:
    """``words`` with the label in a row of its own below them."""
    return words if label is None else f"{words}\n[{label}]"


def _match(line: TextLine) -> re.Match[str] | None:
    return _LABEL.fullmatch(unicodedata.normalize("NFKC", line.text).strip())


def _is_arrow(line: TextLine, label: TextLine) -> bool:
    return len(line.text.strip()) <= 2 and share_rows(line.box, label.box, 0.5) and line.box[2] <= label.box[0] + 4


def _contrast(line: TextLine) -> int:
    return sum(abs(ink - paper) for ink, paper in zip(rgb(line.ink), rgb(line.paper), strict=True))
