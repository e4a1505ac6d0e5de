# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours of pixels: how far apart, the commonest of many, the ink on a paper. Pixels are red first, 8 bits each."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

SAME = 6
"""Shades by which one colour may differ within an area, for recompressed pictures."""


def apart(colours: "np.ndarray[Any, Any]", other: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """By how many shades each colour differs from ``other`` (one, or one a row) in the part where it differs most."""
    import numpy as np

    parts = np.abs(colours.astype(np.int16) - other)
    # Numpy takes the largest along a short last axis ten times as slowly.
    largest: np.ndarray[Any, Any] = np.maximum(np.maximum(parts[..., 0], parts[..., 1]), parts[..., 2])
    return largest


def commonest(colours: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The commonest colour of a list (n × 3): the middle of its fullest bin."""
    import numpy as np

    bins = (colours >> 4).astype(np.int32)
    keys = bins[:, 0] << 8 | bins[:, 1] << 4 | bins[:, 2]
    fullest = int(np.bincount(keys).argmax())
    middle: np.ndarray[Any, Any] = np.median(colours[keys == fullest], axis=0).astype(np.int16)
    # A colour at the border of a bin is shared by two: gather what is near the first guess once more.
    near = apart(colours, middle) <= SAME
    gathered: np.ndarray[Any, Any] = np.median(colours[near], axis=0).astype(np.int16) if near.any() else middle
    return gathered


def ink_on(colours: "np.ndarray[Any, Any]", paper: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The middle of the colours (of n × 3) that differ most from ``paper``."""
    import numpy as np

    distances = apart(colours, paper)
    far = colours[distances >= 0.7 * max(1, int(distances.max()))]
    ink: np.ndarray[Any, Any] = np.median(far, axis=0).astype(np.int16)
    return ink


def hexadecimal(colour: "np.ndarray[Any, Any]") -> str:
    """``#rrggbb``."""
    red, green, blue = (min(max(int(value), 0), 255) for value in colour)
    return f"#{red:02x}{green:02x}{blue:02x}"
