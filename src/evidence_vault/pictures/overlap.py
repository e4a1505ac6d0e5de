# SPDX-License-Identifier: GPL-3.0-or-later
"""Where two screenshots of one scroll overlap, found in their sketches.

Rows that stay while the page scrolls (status bar, title, input line) are left out. Then the steps in brightness from
row to row of one picture are laid along the other's; where they go together (normalised cross-correlation) over the
whole overlap and in each piece of it, the pictures overlap. Distances are rows of ``sketch``: pixels of a picture
that is 720 wide.
"""

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from evidence_vault.pictures.sketch import COLUMNS, Sketch

if TYPE_CHECKING:
    from evidence_vault.pictures.sketch import Numbers

SURE_ROWS = 45
"""So many rows with something on them make an overlap sure: more than one short bubble, which may come twice."""

LEAST_ROWS = 12
"""So many make it possible: less than a line of text. Such overlaps are proposed, and marked as not sure."""

ALIKE = 0.9
"""Correlation of the steps of two renderings of one page. Measured on drawn chats: 0.94 and more after recompression;
above it other places lie only where they hold the same few short messages."""

ALIKE_AT_LENGTH = 0.8
LONG = 120
"""With so many rows a picture that was made much smaller is still told from other text."""

PIECE = 32
PIECE_ALIKE = 0.6
LEAST_AGREEING = 0.85

_BUSY = 1.6
"""Root mean square of a row's steps above which the row has something on it."""

_STRONGEST = 10.0
"""Stronger steps count as this: else the edge of a coloured card would outweigh all that is written on it."""

_LARGEST_BAR = 0.25
_LARGEST_FOOT = 0.5
"""Share of the height: a keyboard may stand above the lower edge."""

_STATUS_BAR = 0.06
"""Share of the height at the top where some columns may differ: clock, battery, signal."""

_DIFFERS = 24
_NOISY_COLUMNS = 3
"""Recompression makes so many columns of a title differ; a picture of a person is wider."""

_SPOT_ROWS = 12
_SPOT_DIFFERS = 13.0
"""Mean difference in brightness of a spot of so many rows and two columns. Measured: up to 10.6 after recompression,
16 and more for one other digit in small type."""

_BEST_ALIKE = 0.99
"""Better correlation tells no more: it depends on whether both pictures begin on the same fraction of a row."""

_PEAKS = 8
_SMOOTHED = 2


@dataclass(frozen=True, slots=True)
class Scroll:
    """The part of a sketch that scrolls: rows from ``top`` up to ``bottom``, as steps to lay along others."""

    top: int
    bottom: int
    steps: "Numbers"
    busy: "Numbers"


@dataclass(frozen=True, slots=True)
class Overlap:
    """The second picture begins ``offset`` rows below the first; ``rows`` with something on them go together there."""

    offset: int
    rows: int
    alike: float

    @property
    def evidence(self) -> float:
        """How much the rows of one picture tell of the other's, in nats (mutual information of normal numbers).

        A photo goes together with itself a few rows beside its place as well, on more rows but worse: rows alone
        would choose that place.
        """
        return -self.rows * log(1 - min(self.alike, _BEST_ALIKE) ** 2) / 2


def smooth_rows(sketch: Sketch) -> "Numbers":
    """The rows, a little smoothed: screenshots of one page never lie on the same fraction of a row."""
    import numpy as np

    rows: Numbers = sketch.rows.astype(np.float32)
    for _round in range(_SMOOTHED):
        padded = np.pad(rows, ((1, 1), (0, 0)), mode="edge")
        rows = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
    return rows


def bars_of(one: "Numbers", other: "Numbers") -> tuple[int, int]:
    """How many smoothed rows at the top and at the bottom are the same in both: what does not scroll."""
    return _bar(one, other, _LARGEST_BAR, tolerant=True), _bar(one[::-1], other[::-1], _LARGEST_FOOT, tolerant=False)


def _bar(one: "Numbers", other: "Numbers", largest: float, *, tolerant: bool) -> int:
    import numpy as np

    height = min(len(one), len(other))
    most = int(height * largest)
    differing = (np.abs(one[:most] - other[:most]) > _DIFFERS).sum(axis=1)
    allowed = np.full(most, _NOISY_COLUMNS)
    if tolerant:
        allowed[: int(height * _STATUS_BAR)] = COLUMNS // 3
    wrong = differing > allowed
    lasting = np.flatnonzero(wrong[:-2] & wrong[1:-1] & wrong[2:])
    return int(lasting[0]) if len(lasting) else most


def scroll_of(rows: "Numbers", top: int, bottom: int) -> Scroll:
    """The scrolling part of smoothed rows between bars of ``top`` and ``bottom`` rows."""
    import numpy as np

    end = max(top + 2, len(rows) - bottom)
    steps = np.clip(np.diff(rows[top:end], axis=0), -_STRONGEST, _STRONGEST)
    return Scroll(top, end, steps, np.sqrt((steps**2).mean(axis=1)) > _BUSY)


def overlap_of(one: Scroll, other: Scroll) -> Overlap | None:
    """Where ``other`` lies on ``one``, above or below; None where nothing says that it does."""
    best: Overlap | None = None
    for offset in _likely(one, other):
        found = _verified(one, other, offset)
        if found and (best is None or found.evidence > best.evidence):
            best = found
    if best is None:
        return None
    return Overlap(best.offset + one.top - other.top, best.rows, best.alike)


def is_same_page(one: "Numbers", other: "Numbers", top: int, bottom: int) -> bool:
    """Whether smoothed rows ``top`` up to ``bottom`` of two pictures show the same at the same place, spot by spot.

    Two vouchers of one app differ in a few digits only, and are no screenshots of one page.
    """
    import numpy as np

    end = min(len(one), len(other), bottom) - 1
    start = max(1, top)
    if end - start < _SPOT_ROWS:
        return True
    left = np.minimum.reduce([
        np.abs(one[start:end] - other[start + nudge : end + nudge]) for nudge in (-1, 0, 1)
    ]).astype(np.float64)  # fmt: skip
    sums = np.pad(left, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    spots = sums[_SPOT_ROWS:, 2:] - sums[:-_SPOT_ROWS, 2:] - sums[_SPOT_ROWS:, :-2] + sums[:-_SPOT_ROWS, :-2]
    return float(spots.max()) / (2 * _SPOT_ROWS) <= _SPOT_DIFFERS


def _likely(one: Scroll, other: Scroll) -> list[int]:
    """The offsets at which the steps go together best."""
    import numpy as np

    length = 1 << (len(one.steps) + len(other.steps) - 1).bit_length()
    across = np.fft.rfft(one.steps, length, axis=0)
    along = np.fft.rfft(other.steps, length, axis=0)
    together = np.fft.irfft((across * along.conj()).sum(axis=1), length)
    offsets = np.arange(-len(other.steps) + 1, len(one.steps))
    energy = _energy(one.steps, other.steps, offsets)
    telling = energy > LEAST_ROWS * COLUMNS * _BUSY**2
    score = np.where(telling, together[offsets] / np.maximum(energy, 1.0), -1.0)
    peaks: list[int] = []
    for place in np.argsort(score)[::-1][: _PEAKS * 8]:
        if score[place] < ALIKE_AT_LENGTH * 0.85 or len(peaks) == _PEAKS:
            break
        if all(abs(int(offsets[place]) - peak) > 2 for peak in peaks):
            peaks.append(int(offsets[place]))
    return peaks


def _energy(one: "Numbers", other: "Numbers", offsets: "Numbers") -> "Numbers":
    """What the product of the overlapping steps would be if they were the same, for each offset."""
    import numpy as np

    def sums(steps: "Numbers") -> "Numbers":
        return np.concatenate([[0.0], np.cumsum((steps.astype(np.float64) ** 2).sum(axis=1))])

    first, second = sums(one), sums(other)
    start = np.maximum(0, offsets)
    end = np.minimum(len(one), offsets + len(other))
    both = (first[end] - first[start]) * (second[end - offsets] - second[start - offsets])
    root: Numbers = np.sqrt(np.maximum(both, 0.0))
    return root


def _verified(one: Scroll, other: Scroll, offset: int) -> Overlap | None:
    """The overlap at ``offset`` or half a row beside it, if the steps go together in all of it and in its pieces."""
    start, end = max(0, offset), min(len(one.steps), offset + len(other.steps))
    first = one.steps[start:end]
    busy = one.busy[start:end] | other.busy[start - offset : end - offset]
    rows = int(busy.sum())
    if rows < LEAST_ROWS:
        return None
    shifted = [_shifted(other.steps, start - offset, end - offset, halves) for halves in (-2, -1, 0, 1, 2)]
    alike = max(_correlation(first, second) for second in shifted)
    if alike < (ALIKE if rows < LONG else ALIKE_AT_LENGTH):
        return None
    if _agreeing(first, shifted) < LEAST_AGREEING:
        return None
    return Overlap(offset, rows, alike)


def _agreeing(first: "Numbers", shifted: "list[Numbers]") -> float:
    """How much of what is on the overlap, by the strength of its steps, lies in pieces that go together."""
    whole = together = 0.0
    for place in range(0, len(first), PIECE):
        piece = first[place : place + PIECE]
        others = [second[place : place + PIECE] for second in shifted]
        strength = float((piece**2).sum()) + float((others[len(others) // 2] ** 2).sum())
        whole += strength
        if max(_correlation(piece, other) for other in others) >= PIECE_ALIKE:
            together += strength
    return together / whole if whole else 0.0


def _shifted(steps: "Numbers", start: int, end: int, halves: int) -> "Numbers":
    """Steps ``start`` to ``end`` moved by half rows; the edges are repeated."""
    import numpy as np

    places = np.clip(np.arange(start, end) + halves // 2, 0, len(steps) - 1)
    if halves % 2 == 0:
        return steps[places]
    return (steps[places] + steps[np.minimum(places + 1, len(steps) - 1)]) / 2


def _correlation(one: "Numbers", other: "Numbers") -> float:
    both = float((one**2).sum()) * float((other**2).sum())
    return float((one * other).sum()) / both**0.5 if both > 0 else 0.0
