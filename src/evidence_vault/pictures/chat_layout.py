# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things stand on a screenshot of a chat: what is a bubble, on which side, what lies between them.

Knows geometry and colour only: bubbles of a side keep the same distance from their edge, and have the same colour.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from evidence_vault.pictures.chat_times import chat_time, split_clock
from evidence_vault.records import Box, PictureArea, TextInPicture, TextLine

_BAR = 0.88
"""An area at least so wide (of the page) is a bar or the page itself, not a bubble."""

_INPUT_BAR = 0.17
"""Of the width: so high stands an input bar at the foot of the page; a field without words is no voice message."""

_TITLE_BAR = 0.3
"""Of the width: no status and title bar together is higher."""

_SAME_COLOUR = 14
_FADED = 28
"""Shades between pieces of a bubble whose colour fades down the page."""

_NARROWEST = 0.06
_MOST_LINES = 12
_MOST_EMOJI = 4
"""Times the height of a line: so high is a bubble in which nothing was read, and one with emoji."""

_SELDOM = 2
_LEAST_OF_LINE = 1.7
"""Times the height of a line: in a wide window a bubble of one sign is narrow, but never narrower than this."""

_LEAST_CONFIDENCE = 50
_SAME_EDGE = 0.012
"""Of the width: by so much edges may differ that are one."""


@dataclass
class Block:
    """Something between the bars: a bubble, a card, a chip or a picture, with its lines from top to bottom.

    ``quoted``: lines of a box of another colour inside it. ``side``: own, other, middle or "" where it cannot be told.
    """

    box: Box
    colour: str
    lines: list[TextLine] = field(default_factory=list)
    quoted: list[TextLine] = field(default_factory=list)
    is_picture: bool = False
    side: str = ""

    @property
    def left(self) -> int:
        """Its left edge."""
        return self.box[0]

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.box[2]


@dataclass
class Layout:
    """A page taken apart. ``loose``: lines that stand on the page itself; ``bars``: lines of bars at the edges."""

    page: Box
    blocks: list[Block]
    loose: list[TextLine]
    bars: list[TextLine]
    line_height: float

    @property
    def width(self) -> int:
        """Of the page, in pixels."""
        return self.page[2] - self.page[0]


def lay_out(text: TextInPicture) -> Layout:
    """Take a page apart into blocks with their sides, loose lines and the lines of bars."""
    page = _page_of(text)
    pictures = [area for area in text.areas if area.kind == "picture" and _is_picture_message(area, text)]
    lines = [line for line in text.lines if not _is_noise(line, pictures)]
    inside: dict[int, list[TextLine]] = {}
    for line in lines:
        inside.setdefault(-1 if line.area is None else line.area, []).append(line)
    layout = Layout(page, [], list(inside.pop(-1, [])), [], _usual_height(lines))
    for number, held in inside.items():
        _place(layout, text.areas[number], held)
    in_blocks = [line for block in layout.blocks for line in block.lines]
    if len(in_blocks) > 2:
        layout.line_height = _usual_height(in_blocks)
    layout.blocks += [Block(area.box, area.colour, is_picture=True) for area in pictures]
    layout.blocks += _bubbles_without_text(layout, text, inside)
    layout.blocks += _signs_without_text(layout, text, inside)
    layout.blocks = _with_their_pictures(layout, _without_ornaments(layout))
    layout.blocks.sort(key=lambda block: (block.box[1], block.box[0]))
    return layout


def avatars_of(layout: Layout, text: TextInPicture) -> list[Box]:
    """Small squares and discs at the page's edges beside which the blocks begin further in."""
    found = [Block(area.box, area.colour) for area in text.areas if _is_of_avatar_size(layout, area)]
    return [each.box for each in found if _can_be_avatar(layout, each) and _stands_beside(each, layout.blocks)]


def _is_of_avatar_size(layout: Layout, area: PictureArea) -> bool:
    return _NARROWEST * 0.85 * layout.width < area.box[2] - area.box[0] < 0.15 * layout.width


def near_colours(first: str, second: str, most: int = _SAME_COLOUR) -> bool:
    """Whether two ``#rrggbb`` differ by no more than ``most`` shades in each part."""
    return all(abs(one - other) <= most for one, other in zip(rgb(first), rgb(second), strict=True))


def is_orange(colour: str) -> bool:
    """Whether it is the colour of cards of money, which both sides send."""
    red, green, blue = rgb(colour)
    return red > 110 and red - blue > 35 and green - blue > 8 and red - green > 12


def rgb(colour: str) -> tuple[int, int, int]:
    """The three parts of ``#rrggbb``; black for anything else."""
    try:
        return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
    except ValueError:
        return 0, 0, 0


def _page_of(text: TextInPicture) -> Box:
    """The screen within the picture: on the photo of a phone it is narrower. Told by the largest area behind text."""
    wide = [area.box for area in text.areas if area.box[2] - area.box[0] > 0.7 * text.width]
    tall = [box for box in wide if box[3] - box[1] > 0.4 * text.height]
    left, right = (tall[0][0], tall[0][2]) if tall else (0, text.width)
    return left, 0, right, text.height


def _usual_height(lines: Sequence[TextLine]) -> float:
    return median([line.box[3] - line.box[1] for line in lines]) if lines else 30.0


def _place(layout: Layout, area: PictureArea, held: list[TextLine]) -> None:
    wide, high = area.box[2] - area.box[0], area.box[3] - area.box[1]
    if wide >= _BAR * layout.width:
        at_edge = area.box[1] <= layout.page[1] + 2 or area.box[3] >= layout.page[3] - 2
        is_bar = at_edge and high < 0.25 * (layout.page[3] - layout.page[1])
        (layout.bars if is_bar else layout.loose).extend(held)
    elif wide < min(_NARROWEST * layout.width, _LEAST_OF_LINE * layout.line_height) or not _holds(area.box, held):
        layout.loose.extend(held)
    else:
        layout.blocks.append(Block(_reaching(area.box, held), area.colour, _from_top(held)))


def _reaching(box: Box, lines: Sequence[TextLine]) -> Box:
    """``box`` made to reach round the middles of its lines: a small area can be filled in part."""
    return (
        min(box[0], *(line.box[0] for line in lines)),
        min(box[1], *((line.box[1] * 3 + line.box[3]) // 4 for line in lines)),
        max(box[2], *(line.box[2] for line in lines)),
        max(box[3], *((line.box[1] + line.box[3] * 3) // 4 for line in lines)),
    )


def _from_top(lines: Iterable[TextLine]) -> list[TextLine]:
    return sorted(lines, key=lambda line: (line.box[1], line.box[0]))


def _holds(box: Box, lines: Iterable[TextLine]) -> bool:
    """Whether the area reaches round its lines: a flat piece inside a picture or a letter does not."""
    return all(
        min(box[2], line.box[2]) - max(box[0], line.box[0]) > 0.7 * (line.box[2] - line.box[0])
        and min(box[3], line.box[3]) - max(box[1], line.box[1]) > 0.5 * (line.box[3] - line.box[1])
        for line in lines
    )


def _is_picture_message(area: PictureArea, text: TextInPicture) -> bool:
    wide, high = area.box[2] - area.box[0], area.box[3] - area.box[1]
    return 0.17 * text.width <= wide <= 0.8 * text.width and high >= 0.1 * text.width


def _is_noise(line: TextLine, pictures: Sequence[PictureArea]) -> bool:
    """What seems to be text in a photo is not part of the chat."""
    if line.confidence < _LEAST_CONFIDENCE:
        return True
    middle = ((line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2)
    return any(area.box[0] <= middle[0] <= area.box[2] and area.box[1] <= middle[1] <= area.box[3] for area in pictures)


def _bubbles_without_text(layout: Layout, text: TextInPicture, inside: dict[int, list[TextLine]]) -> list[Block]:
    """Bubbles in which nothing was read: a sign alone, an emoji, words in a script that the reader lacks."""
    free = [
        area
        for number, area in enumerate(text.areas)
        if number not in inside and _can_be_bubble(layout, area) and not _is_over_a_block(layout, area)
    ]
    colours = [block.colour for block in layout.blocks if block.lines]
    found = [area for area in free if any(near_colours(colour, area.colour, 8) for colour in colours)]
    flat = [area for area in free if area.kind == "flat" and not any(area is each for each in found)]
    found += [area for area in flat if sum(1 for each in flat if _are_alike(layout, area, each)) > _SELDOM]
    return [Block(area.box, area.colour) for area in found]


def _can_be_bubble(layout: Layout, area: PictureArea) -> bool:
    """Whether it is as large as a bubble; small ones only, where emoji or a photo give it many colours."""
    wide, high = area.box[2] - area.box[0], area.box[3] - area.box[1]
    most = _MOST_LINES if area.kind == "flat" else _MOST_EMOJI
    return (
        _NARROWEST * layout.width < wide < 0.8 * layout.width
        and 1.2 * layout.line_height < high < most * layout.line_height
        and (area.kind == "flat" or wide < 2 * most * layout.line_height)
        and area.box[3] <= layout.page[3] - _INPUT_BAR * layout.width
    )


def _is_over_a_block(layout: Layout, area: PictureArea) -> bool:
    return any(_share_rows(area.box, block.box, 0.2) and _meet(area.box, block.box) for block in layout.blocks)


def _are_alike(layout: Layout, one: PictureArea, other: PictureArea) -> bool:
    """Whether two areas have one colour and one edge, as bubbles of a side have."""
    near = _SAME_EDGE * layout.width
    at_edge = abs(one.box[0] - other.box[0]) < near or abs(one.box[2] - other.box[2]) < near
    return at_edge and near_colours(one.colour, other.colour, 8)


def _signs_without_text(layout: Layout, text: TextInPicture, inside: dict[int, list[TextLine]]) -> list[Block]:
    """Large areas of one colour without words that are no bubbles: stickers and plain pictures."""
    top = layout.page[1] + _TITLE_BAR * layout.width
    return [
        Block(area.box, area.colour, is_picture=True)
        for number, area in enumerate(text.areas)
        if number not in inside
        and area.kind == "flat"
        and _is_picture_message(area, text)
        and area.box[1] > 0.5 * top
        and 0.3 < (area.box[2] - area.box[0]) / (area.box[3] - area.box[1]) < 3
        and area.box[3] <= layout.page[3] - _INPUT_BAR * layout.width
        and not _is_over_a_block(layout, area)
    ]


# --- what is no entry


def _without_ornaments(layout: Layout) -> list[Block]:
    """The blocks without avatars (which may have a letter on them) and without signs inside a card."""
    outer = [block for block in _outermost(layout.blocks) if not _is_of_title_bar(layout, block)]
    avatars = [block for block in outer if _can_be_avatar(layout, block) and _stands_beside(block, outer)]
    return [block for block in outer if not any(block is each for each in avatars)]


def _outermost(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that lie in no other; the lines of those that do go to the one they lie in."""
    outer: list[Block] = []
    for block in sorted(blocks, key=lambda block: -_size(block.box)):
        holder = next((each for each in outer if _lies_in(block, each)), None)
        if holder is None:
            outer.append(block)
        elif block.lines and not holder.is_picture and not _is_sign(block):
            _take_in(holder, block)
    return outer


def _is_of_title_bar(layout: Layout, block: Block) -> bool:
    """Whether it is the avatar beside a title, on which a letter was read."""
    if not _is_sign(block) or block.box[3] > layout.page[1] + _TITLE_BAR * layout.width:
        return False
    beside = [line for line in (*layout.bars, *layout.loose) if line.box[0] >= block.right]
    if any(_stands_centred_below(line, block) for line in (*layout.bars, *layout.loose)):
        return True
    # Beside a short message stands its time: no title is one.
    return any(_share_rows(line.box, block.box, 0.6) and split_clock(line.text) is None for line in beside)


def _stands_centred_below(line: TextLine, block: Block) -> bool:
    """Whether it is the name below an avatar in the middle of the title bar."""
    off_middle = abs((line.box[0] + line.box[2]) - (block.left + block.right)) / 2
    high = line.box[3] - line.box[1]
    return off_middle < 0.5 * high and -2 <= line.box[1] - block.box[3] < high and chat_time(line.text) is None


def _take_in(holder: Block, block: Block) -> None:
    """A piece of a bubble that was found apart goes on with it; a box of another colour inside is a quotation."""
    if not holder.lines or near_colours(block.colour, holder.colour, _FADED):
        holder.lines = _from_top((*holder.lines, *block.lines))
        holder.box = _united(holder.box, block.box)
    else:
        holder.quoted += block.lines


def _with_their_pictures(layout: Layout, blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each picture of a card made part of it: it has both edges of the words that it touches."""
    worded = [block for block in blocks if block.lines and not block.is_picture]
    taken: list[Block] = []
    for block in blocks:
        if block.is_picture:
            holder = next((each for each in worded if _is_one_card(layout, each.box, block.box)), None)
            if holder is not None:
                holder.box = _united(holder.box, block.box)
                taken.append(block)
    return [block for block in blocks if not any(block is each for each in taken)]


def _is_one_card(layout: Layout, words: Box, picture: Box) -> bool:
    near = _SAME_EDGE * layout.width
    gap = max(words[1] - picture[3], picture[1] - words[3])
    return abs(words[0] - picture[0]) < near and abs(words[2] - picture[2]) < near and gap < 0.005 * layout.width


def _is_sign(block: Block) -> bool:
    """Whether it is no more than a letter on a square: a sign in a card, a letter on an avatar."""
    words = "".join(line.text.strip() for line in block.lines)
    return len(words) <= 2 and block.right - block.left < 1.6 * (block.box[3] - block.box[1])


def _lies_in(block: Block, other: Block) -> bool:
    """Whether most of ``block`` is part of ``other``: two bubbles never lie over each other."""
    wide = min(block.right, other.right) - max(block.left, other.left)
    high = min(block.box[3], other.box[3]) - max(block.box[1], other.box[1])
    if wide <= 0 or high <= 0:
        return False
    piece = _meet(block.box, other.box) and high > 0.15 * min(block.box[3] - block.box[1], other.box[3] - other.box[1])
    return wide * high > 0.6 * _size(block.box) or (piece and near_colours(block.colour, other.colour, _FADED))


def _united(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _size(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _can_be_avatar(layout: Layout, block: Block) -> bool:
    wide, high = block.right - block.left, block.box[3] - block.box[1]
    margin = min(block.left - layout.page[0], layout.page[2] - block.right)
    return 0.75 < wide / high < 1.34 and wide < 0.15 * layout.width and margin < 0.055 * layout.width


def _stands_beside(block: Block, others: Sequence[Block]) -> bool:
    """Whether something begins where it ends, in its rows: beside an avatar stands a bubble."""
    found = [each for each in others if each is not block and _share_rows(block.box, each.box, 0.4)]
    return bool(found) and not any(_meet(block.box, each.box) for each in found)


def _share_rows(one: Box, other: Box, least: float) -> bool:
    """Whether at least so much of the height of ``one`` are rows of ``other``, too."""
    return min(one[3], other[3]) - max(one[1], other[1]) >= least * (one[3] - one[1])


def _meet(one: Box, other: Box) -> bool:
    """Whether they share more columns than the tail of a bubble has."""
    return min(one[2], other[2]) - max(one[0], other[0]) > 0.3 * min(one[2] - one[0], other[2] - other[0])
