# SPDX-License-Identifier: GPL-3.0-or-later
"""The colour that the page itself has at each place, told from its two edges: a dark wallpaper fades into its bubbles.

One colour for the whole page is not enough where a bubble differs from it by five shades and the page by twenty from
its top to its foot. What is a bubble is then told by being nearer the bubble's colour than the page's at that place.
"""

from typing import TYPE_CHECKING, Any

from evidence_vault.pictures.pixel_colours import apart

if TYPE_CHECKING:
    import numpy as np

_ROWS = 9
_GRAIN = 9
"""Columns over which the noise of recompression is smoothed; of the rows between two bubbles there are few."""

_EVEN = 12
"""Shades between both ends of a row: more, and what lies between them is no even change from one to the other."""


class PageColour:
    """``pixels``: a page, height × width × 3, smoothed a little."""

    def __init__(self, pixels: "np.ndarray[Any, Any]") -> None:
        import cv2
        import numpy as np

        rim = max(2, pixels.shape[1] // 100)
        left, right = (_smooth_rows(part) for part in (pixels[:, :rim], pixels[:, -rim:]))
        self._is_even = np.abs(left - right).max(axis=(1, 2)) <= _EVEN
        share = np.linspace(0, 1, pixels.shape[1], dtype=np.float32)[None, :, None]
        self._page = (left * (1 - share) + right * share + 0.5).astype(np.uint8)
        self._pixels = cv2.blur(pixels, (_GRAIN, 1))
        self._from_page = _distances(self._pixels, self._page)

    def apart_at(self, seed: tuple[int, int], colour: "np.ndarray[Any, Any]") -> int | None:
        """Shades between ``colour`` and the page at ``seed`` (column, row); None where the page is not told there."""
        return int(apart(self._page[seed[1], seed[0]], colour)) if self._is_even[seed[1]] else None

    def is_page(self, colour: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
        """Which pixels (height × width) are nearer the page's colour at their place than ``colour``."""
        import numpy as np

        other = np.empty_like(self._pixels)
        other[:] = colour
        nearer: np.ndarray[Any, Any] = self._from_page < _distances(self._pixels, other)
        nearer[~self._is_even] = False
        return nearer


def _smooth_rows(part: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The usual colour of each row (height × 1 × 3)."""
    import cv2
    import numpy as np

    rows: np.ndarray[Any, Any] = cv2.blur(np.median(part, axis=1).astype(np.float32)[:, None], (1, _ROWS))
    return rows.reshape(-1, 1, 3)


def _distances(one: "np.ndarray[Any, Any]", other: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """By how many shades in all three parts together the pixels of two pages differ."""
    import cv2
    import numpy as np

    parts = cv2.absdiff(one, other)
    total: np.ndarray[Any, Any] = cv2.transform(parts.astype(np.uint16), np.ones((1, 3), np.float32))
    return total.reshape(one.shape[:2])
