# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose a bubble is: told by the avatar beside it, the edge it keeps to, its margins, and the others of its colour.

Each of these says something, none says all: a wide bubble reaches both edges, one avatar stands for several bubbles,
both sides may have one colour. So they are weighed, and what is sure decides over its like.
"""

from collections import Counter
from collections.abc import Sequence
from statistics import median

from evidence_vault.pictures.bubble_text import rows_of
from evidence_vault.pictures.chat_blocks import Block, Layout, is_orange, near_colours, rgb
from evidence_vault.pictures.chat_times import chat_time
from evidence_vault.records import Box

_AVATAR, _EDGE, _MARGIN, _COLOUR = 4.0, 3.0, 1.0, 2.5
"""How much each tells."""

_CONTRAST = 3.5
_ENOUGH = 5.0
_NEAR_COLOUR = 14
"""Shades between two bubbles of one side."""

_SURE = 2.8
_CLEAR_MARGIN = 0.12
"""Of the width: margins that differ so much tell the side by themselves, unless something else says otherwise."""

_VERY_CLEAR_MARGIN = 0.2
_NEAR_EDGE = 0.02
"""Of the width: the tail of a bubble, which is found or not, is 0.016 wide."""

_ALIGNED = 0.014
"""Of the width: by how much edges differ that are meant to be one, with and without the tail of a bubble."""

_WORDS_OFF = 0.008
"""Of the width: words that are so near the middle were set there."""

_SMALL = 0.86
"""Of the usual height of a line: time and system lines are smaller than what people write."""

_COLOURFUL = 40
"""Shades from grey: where nothing else tells the side, coloured bubbles are the person's own in every app we know."""


def tell_sides(layout: Layout, avatars: Sequence[Box]) -> None:
    """Write into each block of ``layout`` its side. ``avatars``: small squares and discs at the page's edges."""
    _Sides(layout, avatars).tell()


class _Sides:
    def __init__(self, layout: Layout, avatars: Sequence[Box]) -> None:
        self._layout = layout
        self._width = layout.width
        self._by_avatar = {id(block): self._avatar_vote(block, avatars) for block in layout.blocks}
        self._edges = self._common_edges()

    def tell(self) -> None:
        blocks = self._layout.blocks
        chips = {id(block) for block in blocks if self._is_chip(block)}
        bubbles = [block for block in blocks if id(block) not in chips]
        own = {id(block): self._evidence(block) for block in bubbles}
        sure = [(block.colour, own[id(block)]) for block in bubbles if self._counts_by_colour(block)]
        sure = [(colour, evidence) for colour, evidence in sure if abs(evidence) >= _SURE]
        sure += self._aligned(bubbles, sure)
        for block in blocks:
            if id(block) in chips:
                block.side = "middle"
                continue
            evidence = own[id(block)]
            if self._counts_by_colour(block):
                evidence += self._company(block, sure) or self._contrast(block, sure)
            block.side = self._guess(block, sure) if abs(evidence) < 0.5 else "own" if evidence > 0 else "other"

    # --- what tells a side: below 0 the other's, above 0 the person's own

    def _evidence(self, block: Block) -> float:
        edge = self._edge_vote(block)
        margin = min(max(self._margin(block) / _CLEAR_MARGIN, -1.0), 1.0)
        return _AVATAR * self._by_avatar[id(block)] + _EDGE * edge + _MARGIN * margin

    def _edge_vote(self, block: Block) -> float:
        """By the common edge it keeps to; where only one side's edge is known, also by not keeping to it."""
        (other, own), (at_other, at_own) = self._edges, self._kept_edges(block)
        if at_other != at_own:
            return 1.0 if at_own else -1.0
        if at_other or (other is None) == (own is None):
            return 0.0
        further_in = block.left > other if other is not None else own is not None and block.right < own
        vote = 0.8 if other is not None else -0.8
        return vote if further_in and vote * self._very_clear(block) >= 0 else 0.0

    def _margin(self, block: Block) -> float:
        """By how much of the width the left margin is wider than the right one."""
        left, right = block.left - self._layout.page[0], self._layout.page[2] - block.right
        return (left - right) / self._width

    def _avatar_vote(self, block: Block, avatars: Sequence[Box]) -> int:
        reach = 0.09 * self._width  # the name between the top of an avatar and the bubble
        votes = set()
        for box in avatars:
            beside = min(box[3], block.box[3]) - max(box[1], block.box[1])
            with_name = min(box[3], block.box[3]) - max(box[1], block.box[1] - reach)
            if beside < 0.12 * (box[3] - box[1]) or with_name < 0.5 * (box[3] - box[1]):
                continue
            if box[2] <= block.left + _NEAR_EDGE * self._width:
                votes.add(-1)
            elif box[0] >= block.right - _NEAR_EDGE * self._width:
                votes.add(1)
        return votes.pop() if len(votes) == 1 else 0

    def _common_edges(self) -> tuple[int | None, int | None]:
        """The left edge of the other's bubbles and the right edge of the person's own, as most clear ones have them."""
        votes = [(block, self._by_avatar[id(block)] or self._very_clear(block)) for block in self._layout.blocks]
        lefts = [block.left for block, vote in votes if vote < 0]
        rights = [block.right for block, vote in votes if vote > 0]
        return _common(lefts, self._width), _common(rights, self._width)

    def _very_clear(self, block: Block) -> int:
        margin = self._margin(block)
        return (1 if margin > 0 else -1) if abs(margin) > _VERY_CLEAR_MARGIN else 0

    def _kept_edges(self, block: Block) -> tuple[bool, bool]:
        """Whether it stands at the common edge of the other's, and of the person's own bubbles."""
        other, own = (
            edge is not None and abs(place - edge) < _NEAR_EDGE * self._width
            for edge, place in zip(self._edges, (block.left, block.right), strict=True)
        )
        return other, own

    @staticmethod
    def _counts_by_colour(block: Block) -> bool:
        """Whether its colour says whose it is: that of a photo or of a card of money does not."""
        return not block.is_picture and not is_orange(block.colour)

    @staticmethod
    def _company(block: Block, sure: Sequence[tuple[str, float]]) -> float:
        """What those of its colour whose side is sure say, where they are of one mind."""
        alike = [evidence for colour, evidence in sure if near_colours(colour, block.colour)]
        own = sum(1 for evidence in alike if evidence > 0)
        if not alike or 0.2 < own / len(alike) < 0.8:
            return 0.0
        return _COLOUR if own > len(alike) / 2 else -_COLOUR

    @staticmethod
    def _contrast(block: Block, sure: Sequence[tuple[str, float]]) -> float:
        """What it says that a side is known, all in one other colour, and nothing is known of the other side."""
        colours, sides = [colour for colour, _evidence in sure], {evidence > 0 for _colour, evidence in sure}
        enough = sum(abs(evidence) for _colour, evidence in sure) >= _ENOUGH
        if len(sides) != 1 or not enough or not all(near_colours(colours[0], each) for each in colours):
            return 0.0
        if near_colours(colours[0], block.colour, 2 * _NEAR_COLOUR):
            return 0.0
        return -_CONTRAST if sides == {True} else _CONTRAST

    def _aligned(self, bubbles: Sequence[Block], sure: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
        """Colours of wide bubbles alone: one edge of theirs stays where it is, the other comes and goes."""
        found: list[tuple[str, float]] = []
        for block in bubbles:
            if not block.lines or any(near_colours(colour, block.colour) for colour, _own in (*sure, *found)):
                continue
            alike = [each for each in bubbles if each.lines and near_colours(each.colour, block.colour, 8)]
            left, right = _spread([each.left for each in alike]), _spread([each.right for each in alike])
            stays, goes = min(left, right), max(left, right)
            if len(alike) > 1 and stays < _ALIGNED * self._width and goes > 2 * stays + 2:
                found.append((block.colour, -_SURE if left < right else _SURE))
        return found

    def _guess(self, block: Block, sure: Sequence[tuple[str, float]]) -> str:
        """By the nearer margin, else as the other one of the only side that is known, else by being coloured."""
        margin = self._margin(block)
        if abs(margin) > 0.06:
            return "own" if margin > 0 else "other"
        sides = {evidence > 0 for _colour, evidence in sure}
        if len(sides) == 1:
            return "other" if sides == {True} else "own"
        return "own" if max(rgb(block.colour)) - min(rgb(block.colour)) > _COLOURFUL else "other"

    # --- what stands in the middle

    def _is_chip(self, block: Block) -> bool:
        """Whether it is a time or system line with a colour behind it; bubbles can stand in the middle by chance."""
        if block.is_picture or not block.lines or not self._is_in_the_middle(block):
            return False
        if block.left - self._layout.page[0] <= 0.12 * self._width:
            return _is_set_in_the_middle(block)
        if chat_time(block.lines[0].text) is not None or _is_set_in_the_middle(block):
            return True
        return not self._by_avatar[id(block)] and self._is_small_or_off_edges(block)

    def _is_in_the_middle(self, block: Block) -> bool:
        """Whether it stands in the middle, or its only row does: what lies behind it may run into a wallpaper."""
        if abs(self._margin(block)) < 0.035:
            return True
        left, right = min(line.box[0] for line in block.lines), max(line.box[2] for line in block.lines)
        off = (left + right - self._layout.page[0] - self._layout.page[2]) / 2
        return abs(off) < _WORDS_OFF * self._width and len(rows_of(block.lines)) == 1

    def _is_small_or_off_edges(self, block: Block) -> bool:
        height = max(line.box[3] - line.box[1] for line in block.lines)
        if height < _SMALL * self._layout.line_height:
            return True
        wide = block.right - block.left > 0.55 * self._width
        return not (wide and height > 0.97 * self._layout.line_height) and not any(self._kept_edges(block))


def _is_set_in_the_middle(block: Block) -> bool:
    """Whether its rows differ in length and each stands in the middle of it: no message is set so."""
    rows = rows_of(block.lines)
    edges = [(row[0].box[0] - block.left, block.right - row[-1].box[2]) for row in rows]
    wide = block.right - block.left
    centred = all(abs(left - right) < 0.02 * wide for left, right in edges)
    insets = [left for left, _right in edges]
    return len(rows) > 1 and centred and max(insets) - min(insets) > 0.03 * wide


def _spread(edges: Sequence[int]) -> int:
    return max(edges) - min(edges)


def _common(edges: Sequence[int], width: int) -> int | None:
    """The edge that most blocks keep to."""
    if not edges:
        return None
    step = max(1, width // 60)
    fullest, _count = Counter(edge // step for edge in edges).most_common(1)[0]
    return round(median(edge for edge in edges if abs(edge // step - fullest) <= 1))
