# SPDX-License-Identifier: GPL-3.0-or-later
"""By how much the lines of a page lean, and how to turn places back: a photo of a screen is never quite straight."""

import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from evidence_vault.records import Box, TextInPicture

LEAST_TILT = 35
"""Hundredths of a degree: less moves nothing by the height of a line across a phone's screen."""

_SURE_TILT = 100
_SMALL_SPREAD = 26
_MOST_TILT = 2000
_LONG = 4
"""Times its height a line must be long for its direction to be told."""

Corners = Sequence[tuple[float, float]]


def tilt_of(lines: Sequence[Corners]) -> int:
    """By how much the lines (four corners each, from the top left) fall to the right, in hundredths of a degree."""
    measured = []
    for corners in lines:
        (x0, y0), (x1, y1), (_x2, _y2), (x3, y3) = corners
        if math.hypot(x1 - x0, y1 - y0) >= _LONG * max(1.0, math.hypot(x3 - x0, y3 - y0)):
            measured.append((math.hypot(x1 - x0, y1 - y0), math.degrees(math.atan2(y1 - y0, x1 - x0)) * 100))
    if len(measured) < 3:
        return 0
    middle = round(median(angle for _length, angle in measured))
    if abs(middle) < _SURE_TILT:
        # Corners lie on whole pixels: a short line of a straight page seems to lean by half a degree.
        longest = sorted(measured, reverse=True)[: max(3, len(measured) // 2)]
        middle = round(median(angle for _length, angle in longest))
        steady = sum(1 for _length, angle in longest if abs(angle - middle) < _SMALL_SPREAD) >= 0.75 * len(longest)
    else:
        steady = sum(1 for _length, angle in measured if abs(angle - middle) < 100) > 0.6 * len(measured)
    return middle if steady and LEAST_TILT <= abs(middle) <= _MOST_TILT else 0


def turned(box: Box, hundredths: int, size: tuple[int, int]) -> Box:
    """``box`` with its middle turned about the middle of a page of ``size``, clockwise as seen; its sides stay."""
    if not hundredths:
        return box
    angle = math.radians(hundredths / 100)
    x, y = (box[0] + box[2] - size[0]) / 2, (box[1] + box[3] - size[1]) / 2
    x, y = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
    wide, high = box[2] - box[0], box[3] - box[1]
    left, top = max(0, round(size[0] / 2 + x - wide / 2)), max(0, round(size[1] / 2 + y - high / 2))
    return left, top, left + wide, top + high


def level(text: TextInPicture) -> TextInPicture:
    """``text`` as it would stand if the page had not been tilted."""
    size = (text.width, text.height)
    lines = [replace(line, box=turned(line.box, -text.tilt, size)) for line in text.lines]
    areas = [replace(area, box=turned(area.box, -text.tilt, size)) for area in text.areas]
    return replace(text, lines=tuple(sorted(lines, key=lambda line: line.box[1])), areas=tuple(areas), tilt=0)
