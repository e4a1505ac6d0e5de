# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts screenshots of one scroll into the order in which they follow each other, by their overlap."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_vault.pictures.overlap import (
    SURE_ROWS,
    Overlap,
    Scroll,
    bars_of,
    is_same_page,
    overlap_of,
    scroll_of,
    smooth_rows,
)
from evidence_vault.pictures.sketch import Sketch

if TYPE_CHECKING:
    from evidence_vault.pictures.sketch import Numbers

PARTNERS = 24
"""With so many others of its size a picture is compared to find what does not scroll."""

_BAR_RANK = 0.8
"""Of the bars found with each partner: partners of other chats share less, so a high one is taken."""

_PLAIN = 24
_LOW_RANK = 0.1
"""Many partners have plain page behind the bar where this one has, so a high rank is up to so many rows too long, and
takes them from a short overlap. Of those about as high the low ones are right; not the lowest, which noise may cut."""

_EDGE = 4
"""Rows beyond a bar that are left out as well: its border may stand there."""

_SAME_PLACE = 6
_TELLING = 0.45
"""Pictures that share so much of their height are always found to overlap."""

_ALONE_ROWS = 2 * SURE_ROWS
"""Links of so many rows need no look at others. Measured: two short messages that come again are up to 60 rows."""

_RIVAL = 0.6
"""Another link with so much of the evidence leaves it open which of both is right: neither is taken."""

_CONTRADICTS = 12
"""Rows by which a second overlap may differ from where the best ones put a picture."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One picture of a strip. ``picture``: its place in what was given.

    ``top``: rows of the sketch from the strip's start to the picture's own top. ``bars``: rows at its top and bottom
    that do not scroll. ``overlap``: rows it shares with the one before; None for the first of a strip.
    ``is_sure``: it was seen to overlap with the one before, and nothing contradicts.
    """

    picture: int
    top: int
    bars: tuple[int, int]
    overlap: int | None
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """Pictures that follow each other without a gap, from top to bottom. ``same``: pairs that show the same place."""

    pictures: tuple[Placed, ...]
    same: tuple[tuple[int, int], ...] = ()


def strips_of(sketches: Sequence[Sketch], step: Callable[[int, int], object] = lambda _done, _all: None) -> list[Strip]:
    """Every strip among ``sketches``, in the order of their earliest picture as given; one picture may be a strip.

    ``step`` is called with how many pairs are done; what it raises ends the work.
    """
    rows = [smooth_rows(sketch) for sketch in sketches]
    bars = [_bars(rows, number) for number in range(len(rows))]
    scrolls = [scroll_of(lines, *bar) for lines, bar in zip(rows, bars, strict=True)]
    return _strips(bars, scrolls, _links(rows, scrolls, step))


@dataclass(frozen=True, slots=True)
class _Link:
    first: int
    second: int
    overlap: Overlap

    @property
    def upper(self) -> int:
        return self.first if self.overlap.offset > 0 else self.second

    @property
    def lower(self) -> int:
        return self.second if self.overlap.offset > 0 else self.first


def _rivals(link: _Link, other: _Link) -> bool:
    """Whether ``other`` says something else of the same end or beginning, about as well."""
    same_end = (link.upper == other.upper) != (link.lower == other.lower)
    return same_end and other.overlap.evidence >= _RIVAL * link.overlap.evidence


def _bars(rows: Sequence["Numbers"], number: int) -> tuple[int, int]:
    """What does not scroll in a picture: compared with others of its size, or else with any."""
    own = rows[number]
    others = [place for place in range(len(rows)) if place != number]
    alike = [place for place in others if abs(len(rows[place]) - len(own)) <= 3]
    found = [bars_of(own, rows[place]) for place in _spread(alike or others, PARTNERS)]
    limits = int(len(own) * 0.24), int(len(own) * 0.49)  # a copy of the same picture shares all: that says nothing
    telling = [pair for pair in found if pair[0] < limits[0] and pair[1] < limits[1]] or [(0, 0)]
    top, bottom = map(_bar_of, zip(*telling, strict=True))
    return top + _EDGE, bottom + _EDGE


def _bar_of(shared: Sequence[int]) -> int:
    """The bar of a picture that shares so many rows at one edge with each partner."""
    ordered = sorted(shared)
    high = ordered[int((len(ordered) - 1) * _BAR_RANK)]
    alike = [rows for rows in ordered if rows >= high - _PLAIN]
    return alike[int(len(alike) * _LOW_RANK)]


def _spread(places: list[int], most: int) -> list[int]:
    return places if len(places) <= most else [places[number * len(places) // most] for number in range(most)]


def _links(rows: Sequence["Numbers"], scrolls: Sequence[Scroll], step: Callable[[int, int], object]) -> list[_Link]:
    count, done = len(scrolls), 0
    links: list[_Link] = []
    for first in range(count):
        for second in range(first + 1, count):
            found = overlap_of(scrolls[first], scrolls[second])
            if found is not None and _is_honest(rows, scrolls, first, second, found):
                links.append(_Link(first, second, found))
        done += count - first - 1
        step(done, count * (count - 1) // 2)
    return sorted(links, key=lambda link: (-link.overlap.evidence, link.first, link.second))


def _is_honest(rows: Sequence["Numbers"], scrolls: Sequence[Scroll], first: int, second: int, found: Overlap) -> bool:
    """Pictures that lie on each other must show the same; pages of one form with other contents do not."""
    if abs(found.offset) > _SAME_PLACE:
        return True
    top = max(scrolls[first].top, scrolls[second].top)
    return is_same_page(rows[first], rows[second], top, min(scrolls[first].bottom, scrolls[second].bottom))


class _Places:
    """Which pictures hang together, and how far below the first of its strip each begins."""

    def __init__(self, scrolls: Sequence[Scroll], links: Sequence[_Link]) -> None:
        self._scrolls = scrolls
        self._seen = {(link.first, link.second): link.overlap.offset for link in links}
        self.strip = list(range(len(scrolls)))
        self.top = [0] * len(scrolls)
        self.doubtful: set[int] = set()

    def join(self, link: _Link) -> None:
        """Take a long link: hang the two strips together, or notice that it contradicts better ones."""
        first, second = link.first, link.second
        wanted = self.top[first] + link.overlap.offset
        if self.strip[first] != self.strip[second]:
            self._hang(first, second, wanted)
        elif abs(self.top[second] - wanted) > _CONTRADICTS and link.overlap.rows >= 2 * SURE_ROWS:
            self.doubtful |= {first, second}

    def join_ends(self, links: Sequence[_Link]) -> None:
        """Take shorter links, only where the end of one strip meets the beginning of another and no other link fits
        that end or beginning about as well: the same few messages can stand at the edges of several pictures."""
        left = list(links)
        while True:
            left = [link for link in left if self._may_meet(link)]
            clear = next((link for link in left if not any(_rivals(link, other) for other in left)), None)
            if clear is None:
                return
            self._hang(clear.first, clear.second, self.top[clear.first] + clear.overlap.offset)
            if clear.overlap.rows < SURE_ROWS:
                self.doubtful.add(clear.lower)

    def _may_meet(self, link: _Link) -> bool:
        upper, lower = link.upper, link.lower
        if self.strip[upper] == self.strip[lower] or upper != self._last(upper) or lower != self._first(lower):
            return False
        shift = self.top[link.first] + link.overlap.offset - self.top[link.second]
        return self._fits(self._members(link.first), self._members(link.second), shift)

    def _hang(self, first: int, second: int, wanted: int) -> bool:
        shift, old = wanted - self.top[second], self.strip[second]
        coming = [number for number, strip in enumerate(self.strip) if strip == old]
        if not self._fits(self._members(first), coming, shift):
            return False
        for number in coming:
            self.strip[number] = self.strip[first]
            self.top[number] += shift
        return True

    def _fits(self, there: Sequence[int], coming: Sequence[int], shift: int) -> bool:
        """Whether pictures that would come to lie on each other were seen to do so. The same few messages can come
        twice in a chat; then one link lies, and its strips cover each other where nothing agrees."""
        return all(
            self._were_seen(one, other, self.top[other] + shift - self.top[one]) for one in there for other in coming
        )

    def _were_seen(self, one: int, other: int, offset: int) -> bool:
        first, second = self._scrolls[one], self._scrolls[other]
        shared = min(first.bottom, offset + second.bottom) - max(first.top, offset + second.top)
        if shared < _TELLING * min(first.bottom - first.top, second.bottom - second.top):
            return True
        seen = self._seen.get((one, other))
        if seen is None and (back := self._seen.get((other, one))) is not None:
            seen = -back
        return seen is not None and abs(seen - offset) <= _CONTRADICTS

    def _members(self, number: int) -> list[int]:
        return [place for place, strip in enumerate(self.strip) if strip == self.strip[number]]

    def _first(self, number: int) -> int:
        return min(self._members(number), key=lambda place: self.top[place])

    def _last(self, number: int) -> int:
        return max(self._members(number), key=lambda place: self.top[place] + self._scrolls[place].bottom)


def _strips(bars: Sequence[tuple[int, int]], scrolls: Sequence[Scroll], links: Sequence[_Link]) -> list[Strip]:
    places = _Places(scrolls, links)
    for link in links:
        if link.overlap.rows >= _ALONE_ROWS:
            places.join(link)
    places.join_ends([link for link in links if link.overlap.rows < _ALONE_ROWS])
    seen = {(link.first, link.second) for link in links} | {(link.second, link.first) for link in links}
    members: dict[int, list[int]] = {}
    for number, strip in enumerate(places.strip):
        members.setdefault(strip, []).append(number)
    bottoms = [scroll.bottom for scroll in scrolls]
    ordered = (sorted(one, key=lambda n: (places.top[n], n)) for one in sorted(members.values(), key=min))
    return [_strip(one, places, bars, bottoms, seen) for one in ordered]


def _strip(
    order: list[int],
    places: _Places,
    bars: Sequence[tuple[int, int]],
    bottoms: Sequence[int],
    seen: set[tuple[int, int]],
) -> Strip:
    start = places.top[order[0]]
    placed: list[Placed] = []
    same: list[tuple[int, int]] = []
    for place, number in enumerate(order):
        overlap, sure = None, number not in places.doubtful
        if place:
            before = order[place - 1]
            overlap = places.top[before] + bottoms[before] - places.top[number] - bars[number][0]
            sure = sure and (before, number) in seen and overlap > 0
            if places.top[number] - places.top[before] <= _SAME_PLACE:
                same.append((before, number))
        placed.append(Placed(number, places.top[number] - start, bars[number], overlap, sure))
    return Strip(tuple(placed), tuple(same))
