# SPDX-License-Identifier: GPL-3.0-or-later
"""The chat within a window that also shows the list of all chats: programs for computers stand it at the left.

The list tells itself: rows at equal distances, each with a name at one edge and a short time at the other.
"""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from evidence_vault.pictures.chat_times import chat_time
from evidence_vault.pictures.screen_bars import filtered
from evidence_vault.records import ProposedEntry, TextInPicture, TextLine

_LEAST_ROWS = 4
_ALIGNED = 0.006
"""Of the width: so much the right edges of the times may differ."""

_FURTHEST = 0.6
"""Of the width: no list of chats takes more of a window."""

_UNEVEN = 0.2
"""Of the distance of two rows: by so much others may differ from it, or from a whole number of it."""


def chat_from(text: TextInPicture) -> int:
    """The left edge of the chat in its window, in pixels; 0 where there is no list of chats beside it."""
    if text.width < 0.9 * text.height:
        return 0
    times = [line for line in text.lines if line.box[2] < _FURTHEST * text.width and chat_time(line.text) is not None]
    column = max((_in_column(each, times, text) for each in times), key=len, default=[])
    if len(column) < _LEAST_ROWS or not _is_even(column) or not all(_has_name(each, text) for each in column):
        return 0
    right = max(line.box[2] for line in column)
    rows = [text.areas[line.area].box for line in column if line.area is not None]
    marked = [box[2] for box in rows if right <= box[2] < _FURTHEST * text.width]
    return max((right + round(0.012 * text.width), *marked))


def without_list(text: TextInPicture, left: int) -> TextInPicture:
    """``text`` as if the picture began at ``left``."""
    kept = filtered(text, lambda line: line.box[0] + line.box[2] > 2 * left, lambda area: area.box[2] > left + 2)
    lines = tuple(replace(line, box=_moved(line.box, -left)) for line in kept.lines)
    areas = tuple(replace(area, box=_moved(area.box, -left)) for area in kept.areas)
    return replace(kept, width=text.width - left, lines=lines, areas=areas)


def moved_back(entry: ProposedEntry, left: int) -> ProposedEntry:
    """``entry`` where it stands in the whole picture."""
    return replace(entry, box=_moved(entry.box, left))


def _moved(box: tuple[int, int, int, int], by: int) -> tuple[int, int, int, int]:
    return max(0, box[0] + by), box[1], max(1, box[2] + by), box[3]


def _in_column(one: TextLine, times: Sequence[TextLine], text: TextInPicture) -> list[TextLine]:
    return [each for each in times if abs(each.box[2] - one.box[2]) < _ALIGNED * text.width]


def _is_even(column: Sequence[TextLine]) -> bool:
    """Whether the rows follow each other at one distance; a row whose time was not read may be left out."""
    tops = sorted(line.box[1] for line in column)
    steps = [below - above for above, below in itertools.pairwise(tops)]
    usual = median(steps)
    return usual > 0 and all(abs(step / usual - max(1, round(step / usual))) < _UNEVEN for step in steps)


def _has_name(time: TextLine, text: TextInPicture) -> bool:
    high = time.box[3] - time.box[1]
    return any(
        line.box[2] <= time.box[0] and abs(line.box[1] + line.box[3] - time.box[1] - time.box[3]) < 2 * high
        for line in text.lines
        if line is not time
    )
