# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the order of a drawn scroll can be told from its pixels by anybody (decision 0190)."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tests.helpers.long_chats import LongChat, Shot


def is_decidable(chat: LongChat, taken: Sequence[Shot]) -> bool:
    """Whether neighbours share at least a line of writing, and no other picture fits there as well, to the pixel.

    Counted are rows of one window in which something stands on the page. It knows the pixels that were drawn, before
    anything is compressed, and nothing of how the program looks for overlaps.
    """
    look = chat.look
    height = look.height - look.status - look.title - look.input
    signs = np.array([hash(row.tobytes()) for row in np.asarray(chat.page)])
    empty = signs[0]  # a chat begins with rows of nothing but page
    windows = [signs[shot.top : shot.top + height] for shot in taken]
    told = [np.concatenate([[0], np.cumsum(window != empty)]) for window in windows]
    for upper, lower in pairwise(range(len(taken))):
        shared = told[lower][height - (taken[lower].top - taken[upper].top)]
        if shared < look.text:
            return False
        others = [(upper, other) for other in range(len(taken)) if other not in {upper, lower}]
        others += [(other, lower) for other in range(len(taken)) if other not in {upper, lower}]
        if any(_fits(windows[above], windows[below], told[below] >= shared) for above, below in others):
            return False
    return True


def _fits(upper: npt.NDArray[np.int64], lower: npt.NDArray[np.int64], enough: npt.NDArray[np.bool_]) -> bool:
    """Whether ``lower`` begins with the rows with which ``upper`` ends, for any number of rows that are ``enough``."""
    alike = enough[1:] & (lower == upper[-1]) & (upper[::-1] == lower[0])
    return any(np.array_equal(upper[-rows:], lower[:rows]) for rows in np.flatnonzero(alike) + 1)
