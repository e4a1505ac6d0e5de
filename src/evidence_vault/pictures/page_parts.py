# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a long screenshot is cut into pages: between what stands on it, with a little of each page on the next."""

from evidence_vault.pictures.overlap import smooth_rows
from evidence_vault.pictures.sketch import Sketch

_REPEATED = 0.06
"""Share of a page that is shown again on the next."""

_SEARCHED = 0.22
"""So far above its lowest place a cut is looked for."""


def part_rows(sketch: Sketch, longest: int) -> list[tuple[int, int]]:
    """The parts as (top, bottom) in pixels of the picture, each at most ``longest`` high; the whole if it fits."""
    import numpy as np

    if sketch.height <= longest:
        return [(0, sketch.height)]
    steps = np.abs(np.diff(smooth_rows(sketch), axis=0)).mean(axis=1)
    scale = sketch.height / len(sketch.rows)
    parts: list[tuple[int, int]] = []
    top = 0
    while sketch.height - top > longest:
        lowest = int((top + longest) / scale)
        highest = int((top + longest * (1 - _SEARCHED)) / scale)
        window = steps[highest : min(lowest, len(steps))]
        quiet = highest + _middle_of_quietest(window) if len(window) else lowest
        bottom = max(top + longest // 2, min(top + longest, round(quiet * scale)))
        parts.append((top, bottom))
        top = bottom - round(longest * _REPEATED)
    return [*parts, (top, sketch.height)]


def _middle_of_quietest(steps: object) -> int:
    """The middle of the longest run of rows on which the least stands."""
    import numpy as np

    values = np.asarray(steps)
    quiet = values <= max(0.3, float(values.min()) * 1.5)
    best, start, run = (0, 0), 0, 0
    for place, is_quiet in enumerate([*quiet, False]):
        if is_quiet:
            start = place if run == 0 else start
            run += 1
            continue
        if run > best[0]:
            best = (run, start)
        run = 0
    return best[1] + best[0] // 2
