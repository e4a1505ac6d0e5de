# SPDX-License-Identifier: GPL-3.0-or-later
"""Which rows of what was filled from one place are one area: a bubble ends where a bar of its colour begins."""

from typing import TYPE_CHECKING, Any

from evidence_vault.records import Box

if TYPE_CHECKING:
    import numpy as np

TAIL = 16
"""Columns (of 640) by which a bubble may be wider in one row than in another: its tail."""

_NECK = 0.5
"""Of the greatest width before it: a narrower place in an area may lead into another one."""

WIDE = 0.88
"""Of the page's width: what is wider is a bar or the page."""


def around(filled: "np.ndarray[Any, Any]", seed: tuple[int, int], box: Box) -> Box:
    """``box`` of what was filled, cut off above and below where it becomes much wider from one row to the next.

    So a bubble that runs into a bar of its own colour stays a bubble, and a round one keeps its middle.
    """
    import numpy as np

    left, top, right, bottom = box
    part = filled[top:bottom, left:right]
    first = part.argmax(axis=1)
    last = part.shape[1] - part[:, ::-1].argmax(axis=1)
    here = seed[1] - top
    start = here + 1 - _rows_of_one(first[here::-1], last[here::-1], filled.shape[1])
    end = here + _rows_of_one(first[here:], last[here:], filled.shape[1])
    cut = part[start:end]
    columns = np.flatnonzero(cut.any(axis=0))
    return left + int(columns[0]), top + start, left + int(columns[-1]) + 1, top + end


def _rows_alike(first: "np.ndarray[Any, Any]", last: "np.ndarray[Any, Any]") -> int:
    """How many rows from the first on reach no further left or right, all at once, than those before them."""
    import numpy as np

    leftmost, rightmost = np.minimum.accumulate(first), np.maximum.accumulate(last)
    wider = (leftmost[1:] < leftmost[:-1] - TAIL) | (rightmost[1:] > rightmost[:-1] + TAIL)
    found = np.flatnonzero(wider)
    return int(found[0]) + 1 if found.size else len(first)


def _rows_of_one(first: "np.ndarray[Any, Any]", last: "np.ndarray[Any, Any]", page: int) -> int:
    """How many rows from the first on belong to one area; the page itself (``page`` columns) has no narrow places."""
    alike, wide = _rows_alike(first, last), last - first
    return alike if wide[:alike].max() > WIDE * page else min(alike, _rows_to_neck(wide))


def _rows_to_neck(wide: "np.ndarray[Any, Any]") -> int:
    """How many rows from the first on come before a narrow place behind which it is wide again.

    So two bubbles stay two where the pattern of a wallpaper leads from one to the other.
    """
    import numpy as np

    narrow = np.flatnonzero(wide < _NECK * np.maximum.accumulate(wide))
    for row in narrow.tolist():
        if wide[row:].max() > max(2 * wide[row], _NECK * wide[:row].max()):
            return max(1, row)
    return len(wide)
