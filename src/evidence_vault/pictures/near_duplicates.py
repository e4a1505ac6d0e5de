# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds pictures that show the same thing: copies that were cropped, resized or compressed again.

In two steps, both on sketches. Corners that look alike propose how one picture lies on the other (a scale and a
place); then everything on the smaller one must go together with the larger one there, piece by piece. Screenshots of
one chat look alike and are told apart by the second step.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_vault.pictures.sketch import SMALL_WIDTH, Sketch

if TYPE_CHECKING:
    from evidence_vault.pictures.sketch import Numbers

_NEAREST = 44
"""Bits of 256 in which the descriptors of one corner, drawn twice, may differ."""

_FIRST_LOOK = 220
_FIRST_MATCHES = 6
_LEAST_MATCHES = 10
_TRIES = 400
_WITHIN = 0.012
"""Of the picture's width: so near a corner must come to the place the transform says."""

_LEAST_SHARE = 0.2
"""A copy that shows less than so much of the other's height is not looked at further."""

BLOCK = 20
BLOCK_ALIKE = 0.7
LEAST_ALIKE = 0.96
"""Of what is on the smaller picture, by the strength of its edges, so much must go together, block by block."""

_STRONGEST = 30.0

_SPOT = 7
_SPOT_STANDS_OUT = 5
_FAINTEST_SPOT = 30.0
"""A place of so many points differs when what is left there after laying one on the other stands so many times above
what is left elsewhere. Measured on drawn chats: up to 3.5 times in true copies; one other digit in a voucher that was
not made smaller: more than 100 times."""


@dataclass(frozen=True, slots=True)
class Lies:
    """How the second picture lies on the first: ``scale`` of its pixels for one of the second, from ``x``, ``y``."""

    scale: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two pictures, by their places in what was given, that show the same. ``second`` is the one that shows less.

    ``change``: resized, cropped, compressed (seen in their sizes; more than one can be true). ``alike``: share of
    what is on the second that goes together with the first, in percent.
    """

    first: int
    second: int
    change: tuple[str, ...]
    alike: int


def near_duplicates_of(
    sketches: Sequence[Sketch], step: Callable[[int, int], object] = lambda _done, _all: None
) -> list[NearDuplicate]:
    """Every pair that shows the same, in the order as given. ``step`` is called with how many pairs are done."""
    looks = [_Look(sketch) for sketch in sketches]
    count, done = len(looks), 0
    found: list[NearDuplicate] = []
    for first in range(count):
        for second in range(first + 1, count):
            pair = _pair(looks, first, second)
            if pair is not None:
                found.append(pair)
        done += count - first - 1
        step(done, count * (count - 1) // 2)
    return found


class _Look:
    """A sketch made ready to be compared."""

    def __init__(self, sketch: Sketch) -> None:
        import numpy as np

        self.sketch = sketch
        self.words = np.ascontiguousarray(sketch.descriptors).view(np.uint64)
        self.small = sketch.small.astype(np.float32)


def _pair(looks: Sequence[_Look], first: int, second: int) -> NearDuplicate | None:
    one, other = looks[first], looks[second]
    lies = _whole(one.sketch, other.sketch) or _proposed(one, other)
    if lies is None:
        return None
    if not _is_inside(one.sketch, other.sketch, lies):  # the first lies on the second, then
        first, second, one, other = second, first, other, one
        lies = Lies(1 / lies.scale, -lies.x / lies.scale, -lies.y / lies.scale)
        if not _is_inside(one.sketch, other.sketch, lies):
            return None
    alike = _alike(one, other, lies)
    if alike < LEAST_ALIKE:
        return None
    return NearDuplicate(first, second, _changes(one.sketch, other.sketch, lies), min(100, round(alike * 100)))


def _whole(one: Sketch, other: Sketch) -> Lies | None:
    """Pictures of one shape whose rows go together as they stand need no corners."""
    import numpy as np

    if abs(len(one.rows) - len(other.rows)) > 2:
        return None
    height = min(len(one.rows), len(other.rows))
    difference = np.abs(one.rows[:height].astype(np.int16) - other.rows[:height]).mean()
    return Lies(one.width / other.width, 0.0, 0.0) if difference < 6 else None


def _proposed(one: _Look, other: _Look) -> Lies | None:
    """A scale and a place under which the most corners of the second come to corners of the first like them."""
    import numpy as np

    if min(len(one.words), len(other.words)) < _LEAST_MATCHES:
        return None
    if len(_matches(one.words[:_FIRST_LOOK], other.words[:_FIRST_LOOK])[0]) < _FIRST_MATCHES:
        return None
    there, here = _matches(one.words, other.words)
    target, source = one.sketch.corners[there].astype(float), other.sketch.corners[here].astype(float)
    picks = np.random.default_rng(1).integers(0, len(source), (_TRIES, 2))  # the same pictures, the same answer
    apart = np.linalg.norm(source[picks[:, 0]] - source[picks[:, 1]], axis=1)
    spread = np.linalg.norm(target[picks[:, 0]] - target[picks[:, 1]], axis=1)
    usable = apart > 0.05 * other.sketch.width
    scales = np.where(usable, spread / np.maximum(apart, 1e-6), 0.0)
    usable &= (scales > 0.15) & (scales < 7)
    if not usable.any():
        return None
    scales, picks = scales[usable], picks[usable]
    moves = target[picks[:, 0]] - scales[:, None] * source[picks[:, 0]]
    errors = np.linalg.norm(target - (scales[:, None, None] * source + moves[:, None, :]), axis=2)
    near = errors < _WITHIN * one.sketch.width
    best = int(near.sum(axis=1).argmax())
    agreed = near[best]
    if agreed.sum() < _LEAST_MATCHES:
        return None
    return _fitted(source[agreed], target[agreed])


def _fitted(source: "Numbers", target: "Numbers") -> Lies | None:
    """The least-squares scale and place."""
    centre, goal = source.mean(axis=0), target.mean(axis=0)
    spread = float(((source - centre) ** 2).sum())
    if spread <= 0:
        return None
    scale = float(((source - centre) * (target - goal)).sum()) / spread
    if not 0.15 < scale < 7:
        return None
    x, y = goal - scale * centre
    return Lies(scale, float(x), float(y))


def _matches(one: "Numbers", other: "Numbers") -> "tuple[Numbers, Numbers]":
    """Corners that are each other's nearest, and near."""
    import numpy as np

    distance = np.bitwise_count(other[:, None, :] ^ one[None, :, :]).sum(axis=2, dtype=np.int32)
    nearest, back = distance.argmin(axis=1), distance.argmin(axis=0)
    here = np.arange(len(other))
    kept = (back[nearest] == here) & (distance[here, nearest] <= _NEAREST)
    return nearest[kept], here[kept]


def _is_inside(one: Sketch, other: Sketch, lies: Lies) -> bool:
    """Whether the second lies within the first, up to a hair."""
    slack_x, slack_y = 0.015 * one.width, 0.015 * one.height
    right, bottom = lies.x + lies.scale * other.width, lies.y + lies.scale * other.height
    inside = lies.x > -slack_x and lies.y > -slack_y and right < one.width + slack_x and bottom < one.height + slack_y
    return inside and lies.scale * other.height >= _LEAST_SHARE * one.height


def _alike(one: _Look, other: _Look, lies: Lies) -> float:
    """How much of what is on the second goes together with the first where it lies."""
    pitch = max(one.sketch.width / SMALL_WIDTH, lies.scale * other.sketch.width / SMALL_WIDTH)
    across = max(2, int(lies.scale * other.sketch.width / pitch))
    down = max(2, int(lies.scale * other.sketch.height / pitch))
    here = _edges(_sampled(other, 0.0, 0.0, pitch / lies.scale, (down, across)))
    there = [
        _edges(_sampled(one, lies.x + right * pitch, lies.y + lower * pitch, pitch, (down, across)))
        for right in (-0.6, 0.0, 0.6)
        for lower in (-0.6, 0.0, 0.6)
    ]
    return 0.0 if _has_other_spot(here, there) else _together(here, there)


def _has_other_spot(here: "Numbers", there: "Sequence[Numbers]") -> bool:
    """Whether one place differs much more than all others: another amount on the same page, not another quality."""
    import numpy as np

    left = np.minimum.reduce([_spots((here - other) ** 2) for other in there])
    if not left.size:
        return False
    usual = float(np.percentile(left, 99))
    return float(left.max()) > _FAINTEST_SPOT + _SPOT_STANDS_OUT * usual


def _spots(values: "Numbers") -> "Numbers":
    """The mean of every square of ``_SPOT`` points."""
    import numpy as np

    sums = np.pad((values[0] + values[1]).astype(np.float64), ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    spots: Numbers = sums[_SPOT:, _SPOT:] - sums[:-_SPOT, _SPOT:] - sums[_SPOT:, :-_SPOT] + sums[:-_SPOT, :-_SPOT]
    mean: Numbers = spots / (2 * _SPOT**2)
    return mean


def _sampled(look: _Look, x: float, y: float, pitch: float, size: tuple[int, int]) -> "Numbers":
    """``size`` (rows, columns) points of a picture, ``pitch`` of its pixels apart, between the pixels of ``small``."""
    import numpy as np

    unit = look.sketch.width / SMALL_WIDTH
    small = _smoothed(look.small) if pitch > 1.3 * unit else look.small

    def places(start: float, count: int, most: int) -> "tuple[Numbers, Numbers, Numbers]":
        points = np.clip((start + (np.arange(count) + 0.5) * pitch) / unit - 0.5, 0, most - 1)
        low = points.astype(int)
        return low, np.minimum(low + 1, most - 1), (points - low).astype(np.float32)

    up, below, down = places(y, size[0], small.shape[0])
    left, right, across = places(x, size[1], small.shape[1])
    upper = small[up][:, left] * (1 - across) + small[up][:, right] * across
    lower = small[below][:, left] * (1 - across) + small[below][:, right] * across
    return _smoothed(upper * (1 - down[:, None]) + lower * down[:, None])


def _edges(grey: "Numbers") -> "Numbers":
    """The steps in brightness to the right and downwards, as two layers."""
    import numpy as np

    steps = np.stack([np.diff(grey, axis=1)[:-1], np.diff(grey, axis=0)[:, :-1]])
    clipped: Numbers = np.clip(steps, -_STRONGEST, _STRONGEST)
    return clipped


def _together(here: "Numbers", there: "Sequence[Numbers]") -> float:
    import numpy as np

    def blocks(values: "Numbers") -> "Numbers":
        flat = values[0] + values[1]
        rows, columns = np.arange(0, flat.shape[0], BLOCK), np.arange(0, flat.shape[1], BLOCK)
        return np.add.reduceat(np.add.reduceat(flat, rows, axis=0), columns, axis=1)

    own = blocks(here**2)
    best = np.zeros_like(own)
    strength = own
    for place, other in enumerate(there):
        energy = blocks(other**2)
        best = np.maximum(best, blocks(here * other) / np.sqrt(np.maximum(own * energy, 1e-6)))
        if place == len(there) // 2:
            strength = own + energy
    whole = float(strength.sum())
    return float(strength[best >= BLOCK_ALIKE].sum()) / whole if whole else 0.0


def _changes(one: Sketch, other: Sketch, lies: Lies) -> tuple[str, ...]:
    shown = (lies.scale * other.width) * (lies.scale * other.height) / (one.width * one.height)
    changes = []
    if shown < 0.985:
        changes.append("cropped")
    if abs(lies.scale - 1) > 0.01:
        changes.append("resized")
    return tuple(changes or ["compressed"])


def _smoothed(grey: "Numbers") -> "Numbers":
    import numpy as np

    padded = np.pad(grey, 1, mode="edge")
    down = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
    smooth: Numbers = (down[:, :-2] + 2 * down[:, 1:-1] + down[:, 2:]) / 4
    return smooth
