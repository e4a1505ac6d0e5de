# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of one bubble: rows that its width broke are joined, signs that are none are left out."""

import re
import unicodedata
from collections.abc import Sequence

from evidence_vault.pictures.chat_blocks import rgb
from evidence_vault.records import Box, TextLine

_SURE_SIGN = 97


def colourful(colour: str) -> int:
    """How far a colour is from grey, in shades."""
    return max(rgb(colour)) - min(rgb(colour))


def without_emoji(lines: Sequence[TextLine]) -> list[TextLine]:
    """Without signs that were read into an emoji: a piece of one or two, in many colours where the text has none."""
    plain = max((colourful(line.ink) for line in lines if len(line.text.strip()) > 2), default=255)
    return [
        line
        for line in lines
        if len(line.text.strip()) > 2 or line.confidence >= _SURE_SIGN or colourful(line.ink) < plain + 60
    ]


def rows_joined(lines: list[TextLine], box: Box | None = None) -> str:
    """The text of a bubble: rows that were broken by its width are joined, others stay apart."""
    rows = rows_of(lines)
    if not rows:
        return ""
    texts = [" ".join(line.text.strip() for line in row) for row in rows]
    right = max(line.box[2] for row in rows for line in row)
    result = texts[0]
    for before, after, text in zip(rows, rows[1:], texts[1:], strict=False):
        broken = box is None or _had_no_room(before, after, right)
        result += (between_rows(result, text) if broken else "\n") + text
    return result


def rows_of(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines row by row from top to bottom, each row from left to right."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: (line.box[1] + line.box[3]) / 2):
        middle = (line.box[1] + line.box[3]) / 2
        if rows and middle < rows[-1][0].box[3] - 0.25 * (rows[-1][0].box[3] - rows[-1][0].box[1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box[0]) for row in rows]


def _had_no_room(before: list[TextLine], after: list[TextLine], right: int) -> bool:
    """Whether the first word of the next row would not have fitted behind the row before."""
    words = after[0].text.strip()
    wide = (after[0].box[2] - after[0].box[0]) / max(1, _cells(words))
    first = re.match(r"[\x21-\x7e]+|.", words)
    needed = wide * (_cells(first[0]) + 0.5) if first else wide
    return right - before[-1].box[2] < needed


def _cells(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.55 for sign in text)


def between_rows(before: str, after: str) -> str:
    """What stands between two rows that belong together: nothing beside a Chinese sign, else a space."""
    wide = (
        before
        and after
        and (unicodedata.east_asian_width(before[-1]) in "WF" or unicodedata.east_asian_width(after[0]) in "WF")
    )
    return "" if wide or before.endswith("-") else " "
