# SPDX-License-Identifier: GPL-3.0-or-later
"""Which areas are parts of one card: a rule from edge to edge, or a strip of another colour, divides it.

Two bubbles that follow each other closely look much alike. But between bubbles one sees the page, and their corners
are round, so that no two of them meet along their whole width.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evidence_vault.records import Box

if TYPE_CHECKING:
    import numpy as np

_THICKEST_RULE = 4
"""Rows of the reduced page (640 columns)."""

_SIDES = 3
"""Columns by which the edges of the parts may differ."""

_BLURRED = 2
"""Rows at an edge that may be a mixture of two colours."""

_WHOLE = 0.98
"""Of the width: so much of the last row of one part, and of the first row of the next, has its colour."""

_SEEN = 0.2
"""Of what lies between two areas: so much of it is the page where they are two bubbles."""

_PAGE = 14
"""Shades by which the page's own colour may differ."""


def parts_of_cards(
    boxes: Sequence[Box],
    taken: "np.ndarray[Any, Any]",
    colours: "np.ndarray[Any, Any]",
    page: "np.ndarray[Any, Any]",
) -> list[tuple[int, int]]:
    """Pairs of numbers of ``boxes``, upper and lower, that are one card, from the top down.

    ``taken``: by pixel (height × width) the number of its area, or -1; ``colours``: height × width × 3; ``page``: the
    page's colour in each row (height × 1 × 3).
    """
    order = sorted(range(len(boxes)), key=lambda number: boxes[number][1])
    return [
        (upper, lower)
        for place, upper in enumerate(order)
        for lower in order[place + 1 :]
        if _meet(boxes[upper], boxes[lower])
        and _is_whole(taken, upper, boxes[upper], boxes[upper][3] - _BLURRED)
        and _is_whole(taken, lower, boxes[lower], boxes[lower][1])
        and not _shows_page(boxes[upper], boxes[lower], colours, page)
    ]


def _meet(upper: Box, lower: Box) -> bool:
    between = lower[1] - upper[3]
    sides = max(abs(upper[0] - lower[0]), abs(upper[2] - lower[2]))
    return -1 <= between <= _THICKEST_RULE and sides <= _SIDES


def _is_whole(taken: "np.ndarray[Any, Any]", number: int, box: Box, row: int) -> bool:
    """Whether one of the rows from ``row`` on has its colour all along."""
    rows = taken[max(0, row) : row + _BLURRED, box[0] : box[2]]
    return bool((rows == number).mean(axis=1).max() >= _WHOLE)


def _shows_page(upper: Box, lower: Box, colours: "np.ndarray[Any, Any]", page: "np.ndarray[Any, Any]") -> bool:
    import numpy as np

    rows = slice(min(upper[3], lower[1]), max(upper[3], lower[1]))
    between = colours[rows, upper[0] + _SIDES : upper[2] - _SIDES].astype(np.int16)
    if not between.size:
        return False
    apart = np.abs(between - page[rows]).max(axis=2)
    return bool((apart <= _PAGE).mean() > _SEEN)
